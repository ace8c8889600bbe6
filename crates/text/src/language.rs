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
    let info = whatlang::detect(text.get(..end)?)?;
    info.is_reliable().then(|| code(info.lang()))
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
