//! The language a text is written in.

use whatlang::Lang;

/// Characters that are looked at: more rarely change the answer, and cost time.
const CHARACTERS: usize = 600;

/// The ISO 639-1 code of the language of `text`, if it can be told reliably.
pub fn language(text: &str) -> Option<&'static str> {
    let end = text
        .char_indices()
        .nth(CHARACTERS)
        .map_or(text.len(), |(at, _)| at);
    let text = text.get(..end)?;
    if is_plainly_english(text) {
        return Some("en");
    }
    let info = whatlang::detect(text)?;
    info.is_reliable().then(|| code(info.lang()))
}

/// Frequent words that no other language written in Latin letters has.
const ENGLISH: [&str; 14] = [
    "the", "and", "you", "your", "this", "that", "with", "have", "our", "from", "which", "they",
    "would", "been",
];

/// Frequent words that others have as well.
const ENGLISH_TOO: [&str; 16] = [
    "to", "of", "in", "is", "for", "on", "are", "be", "we", "it", "not", "or", "as", "by", "at",
    "a",
];

/// Words of [`ENGLISH`] that are enough to tell, where one word in [`ENGLISH_SHARE`] is of either list.
const ENGLISH_WORDS: usize = 3;
const ENGLISH_SHARE: usize = 5;

/// Whether so many words are English that comparing with the letters of all languages, which takes a
/// hundred times as long, would tell nothing else.
fn is_plainly_english(text: &str) -> bool {
    if text.chars().any(|it| !it.is_ascii() && it.is_alphabetic()) {
        return false;
    }
    let (mut words, mut english, mut too) = (0_usize, 0_usize, 0_usize);
    for word in text.split(|it: char| !it.is_ascii_alphabetic()) {
        let among = |all: &[&str]| usize::from(all.iter().any(|it| it.eq_ignore_ascii_case(word)));
        words += usize::from(!word.is_empty());
        english += among(&ENGLISH);
        too += among(&ENGLISH_TOO);
    }
    english >= ENGLISH_WORDS && (english + too) * ENGLISH_SHARE >= words
}

/// The ISO 639-1 code of `language`.
fn code(language: Lang) -> &'static str {
    match language {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_the_lures_are_told() {
        for (text, code) in [
            (
                "Thank you for your order. If you did not make this purchase, please call our \
                 support team right away and we will cancel it for you.",
                "en",
            ),
            (
                "Obrigado pela sua compra. Se você não reconhece este pedido, ligue agora para a \
                 nossa central de atendimento e cancele a cobrança.",
                "pt",
            ),
            (
                "Gracias por su pedido. Si usted no ha hecho esta compra, llame ahora mismo a \
                 nuestro centro de atención para cancelar el cargo en su cuenta.",
                "es",
            ),
            (
                "Vielen Dank für Ihre Bestellung. Wenn Sie diesen Einkauf nicht getätigt haben, \
                 rufen Sie bitte sofort unseren Kundendienst an.",
                "de",
            ),
            (
                "Merci pour votre commande. Si vous n'êtes pas à l'origine de cet achat, appelez \
                 tout de suite notre service client pour annuler le paiement.",
                "fr",
            ),
            (
                "Grazie per il tuo ordine. Se non hai effettuato questo acquisto, chiama subito il \
                 nostro servizio clienti per annullare il pagamento.",
                "it",
            ),
        ] {
            assert_eq!(language(text), Some(code), "{text}");
        }
    }

    #[test]
    fn what_is_plainly_english_is_told_without_comparing_letters() {
        let plain = "Thank you for your order. If you did not make this purchase, call the team that is \
                     in charge of this and have your card ready; our agents will help you with that.";
        assert!(is_plainly_english(plain));
        // Its function words are English and its letters another language's.
        let mixed = "the and you your this that the and you your this that ".repeat(2)
            + &"ligue agora central atendimento cancele cobranca compra pedido ".repeat(14);
        assert!(!is_plainly_english(&mixed));
        for other in [
            "Vielen Dank fur Ihre Bestellung. Wenn Sie diesen Einkauf nicht getatigt haben, rufen Sie an.",
            "Hij is van plan om dit te doen en hij was met zijn auto in de stad of in het dorp.",
            "Det er for lite til at vi kan be om at alt er i orden, og vi kan ikke ta det med i from.",
            "",
        ] {
            assert!(!is_plainly_english(other), "{other}");
        }
    }

    #[test]
    fn what_is_no_language_is_none() {
        assert_eq!(language(""), None);
        assert_eq!(language("1234 5678 ---"), None);
        assert_eq!(language("ok"), None);
    }

    #[test]
    fn every_code_has_two_letters() {
        for language in Lang::all() {
            assert_eq!(code(*language).len(), 2, "{language:?}");
        }
    }
}
