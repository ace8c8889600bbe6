//! Digits spelled as words: `eight four four`, `double five`, `oh`, `eight hundred`, and the plain digits of
//! German, French, Spanish, Portuguese, Italian, Dutch and Swedish (`null acht`, `zéro un`, `novecientos`), folded; their numbers up to
//! 99 as well (`achtundzwanzig`, `quarante-neuf`, `cincuenta y cinco`), since people read numbers out in pairs.

/// What a word contributes to a number that is spelled out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelled {
    /// These digits.
    Digits(&'static str),
    /// A multiple of ten; a digit that follows takes the place of its zero.
    Tens(&'static str),
    /// The next digit so many times.
    Repeat(usize),
    /// Two zeros after the digit before.
    Hundred,
    /// These digits, but only within a number: at its start the word is an ordinary one.
    Within(&'static str),
    /// "And" between a multiple of ten and a digit.
    And,
    /// Twenty, or with a four before it eighty (`quatre-vingt`).
    Vingt,
    /// "Then" between two groups that are read out (`02, poi 8736`).
    Then,
}

/// The longest word that means digits: `quarantaquattro`.
pub(super) const LONGEST: usize = 16;

/// What `word` (folded) means in a spelled number.
#[expect(clippy::match_same_arms, reason = "a line for each kind of word")]
pub(super) fn meaning(word: &str) -> Option<Spelled> {
    use Spelled::{And, Digits, Hundred, Repeat, Tens, Then, Vingt, Within};
    if matches!(word, "y" | "e" | "et" | "and" | "und") {
        return Some(And);
    }
    if !(2..=LONGEST).contains(&word.len()) {
        return None;
    }
    let meaning = match word {
        "then" | "poi" | "danach" | "dann" | "puis" | "ensuite" | "luego" | "despues"
        | "depois" | "daarna" | "dan" | "sedan" | "infine" | "enfin" | "finally" | "finalmente"
        | "zuletzt" => Then,
        "zero" | "zer0" | "null" | "cero" | "nul" | "noll" => Digits("0"),
        "one" | "0ne" | "eins" => Digits("1"),
        "two" | "tw0" | "zwei" | "zwo" | "deux" | "dois" | "duas" | "twee" => Digits("2"),
        "three" | "drei" | "trois" | "tres" | "drie" => Digits("3"),
        "four" | "f0ur" | "vier" | "quatre" | "cuatro" | "quatro" | "quattro" | "fyra" => {
            Digits("4")
        }
        "five" | "funf" | "cinq" | "cinco" | "cinque" | "vijf" => Digits("5"),
        "six" | "sechs" | "seis" | "zes" => Digits("6"),
        "seven" | "sieben" | "sept" | "siete" | "sete" | "sette" | "zeven" | "sju" => Digits("7"),
        "eight" | "acht" | "huit" | "ocho" | "oito" | "otto" | "atta" => Digits("8"),
        "nine" | "niner" | "neun" | "neuf" | "nueve" | "nove" | "negen" => Digits("9"),
        "ten" => Digits("10"),
        "eleven" => Digits("11"),
        "twelve" => Digits("12"),
        "thirteen" => Digits("13"),
        "fourteen" => Digits("14"),
        "fifteen" => Digits("15"),
        "sixteen" => Digits("16"),
        "seventeen" => Digits("17"),
        "eighteen" => Digits("18"),
        "nineteen" => Digits("19"),
        "twenty" => Tens("20"),
        "thirty" => Tens("30"),
        "forty" => Tens("40"),
        "fifty" => Tens("50"),
        "sixty" => Tens("60"),
        "seventy" => Tens("70"),
        "eighty" => Tens("80"),
        "ninety" => Tens("90"),
        "double" => Repeat(2),
        "triple" => Repeat(3),
        "hundred" => Hundred,
        "oh" => Within("0"),
        "ochocientos" | "oitocentos" | "ottocento" => Digits("800"),
        "novecientos" | "novecentos" | "novecento" => Digits("900"),
        "un" | "une" | "uno" | "um" | "uma" | "een" | "ett" => Within("1"),
        "dos" | "due" | "tva" => Within("2"),
        "tre" => Within("3"),
        "fem" => Within("5"),
        "sei" | "meia" | "sex" => Within("6"),
        "nio" => Within("9"),
        "zehn" | "diez" | "dez" | "dieci" | "tien" => Digits("10"),
        // `dix-sept`
        "dix" => Tens("10"),
        "elf" | "once" => Within("11"),
        "onze" | "undici" => Digits("11"),
        "zwolf" | "douze" | "doce" | "doze" | "dodici" | "twaalf" => Digits("12"),
        "dreizehn" | "treize" | "trece" | "treze" | "tredici" | "dertien" => Digits("13"),
        "vierzehn" | "quatorze" | "catorce" | "catorze" | "quattordici" | "veertien" => {
            Digits("14")
        }
        "funfzehn" | "quinze" | "quince" | "quindici" | "vijftien" => Digits("15"),
        "sechzehn" | "seize" | "dieciseis" | "dezesseis" | "sedici" | "zestien" => Digits("16"),
        "siebzehn" | "diecisiete" | "dezessete" | "diciassette" | "zeventien" => Digits("17"),
        "achtzehn" | "dieciocho" | "dezoito" | "diciotto" | "achttien" => Digits("18"),
        "neunzehn" | "diecinueve" | "dezenove" | "diciannove" | "negentien" => Digits("19"),
        "vingt" | "vingts" => Vingt,
        "zwanzig" | "veinte" | "vinte" | "venti" | "twintig" => Tens("20"),
        "dreissig" | "trente" | "treinta" | "trinta" | "trenta" | "dertig" => Tens("30"),
        "vierzig" | "quarante" | "cuarenta" | "quarenta" | "quaranta" | "veertig" => Tens("40"),
        "funfzig" | "cinquante" | "cincuenta" | "cinquenta" | "cinquanta" | "vijftig" => Tens("50"),
        "sechzig" | "soixante" | "sesenta" | "sessenta" | "sessanta" | "zestig" => Tens("60"),
        "siebzig" | "septante" | "setenta" | "settanta" | "zeventig" => Tens("70"),
        "achtzig" | "huitante" | "octante" | "ochenta" | "oitenta" | "ottanta" | "tachtig" => {
            Tens("80")
        }
        "neunzig" | "nonante" | "noventa" | "novanta" | "negentig" => Tens("90"),
        other => Digits(pair(compound(other)?)),
    };
    Some(meaning)
}

/// The number from 21 to 99 that one word means: `achtundzwanzig`, `quarantadue`, `veintiuno`, `drieentwintig`.
fn compound(word: &str) -> Option<usize> {
    const GERMAN_TENS: [&str; 8] = [
        "zwanzig", "dreissig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig",
    ];
    const GERMAN: [&str; 9] = [
        "ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun",
    ];
    const DUTCH_TENS: [&str; 8] = [
        "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig",
    ];
    const DUTCH: [&str; 9] = [
        "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen",
    ];
    const ITALIAN_TENS: [&str; 8] = [
        "vent", "trent", "quarant", "cinquant", "sessant", "settant", "ottant", "novant",
    ];
    const ITALIAN: [&str; 9] = [
        "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove",
    ];
    const SPANISH: [&str; 9] = [
        "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve",
    ];
    let unit =
        |units: &[&str; 9], rest: &str| units.iter().position(|it| *it == rest).map(|at| at + 1);
    if let Some(rest) = word.strip_prefix("veinti") {
        return Some(20 + unit(&SPANISH, rest)?);
    }
    for (at, tens) in GERMAN_TENS.iter().enumerate() {
        if let Some(rest) = word
            .strip_suffix(tens)
            .and_then(|it| it.strip_suffix("und"))
        {
            return Some((at + 2) * 10 + unit(&GERMAN, rest)?);
        }
    }
    for (at, tens) in DUTCH_TENS.iter().enumerate() {
        if let Some(rest) = word.strip_suffix(tens).and_then(|it| it.strip_suffix("en")) {
            return Some((at + 2) * 10 + unit(&DUTCH, rest)?);
        }
    }
    for (at, tens) in ITALIAN_TENS.iter().enumerate() {
        if let Some(rest) = word.strip_prefix(tens) {
            // The vowel goes before another: `ventuno`, `ventidue`.
            let whole = rest.strip_prefix(if at == 0 { 'i' } else { 'a' });
            let found = whole.and_then(|it| unit(&ITALIAN, it));
            return Some((at + 2) * 10 + found.or_else(|| unit(&ITALIAN, rest))?);
        }
    }
    None
}

/// The two digits of a number below 100.
fn pair(number: usize) -> &'static str {
    const PAIRS: &str = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
        5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
    PAIRS.get(number * 2..number * 2 + 2).unwrap_or_default()
}

/// Whether `digits` only count up or down, as in "one two three four five six seven".
pub(super) fn only_counts(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    let steps = |up: bool| {
        bytes
            .windows(2)
            .filter(|pair| match pair {
                [a, b] if up => *b == a + 1 || (*a == b'9' && *b == b'1'),
                [a, b] => *a == b + 1,
                _ => false,
            })
            .count()
    };
    let most = bytes.len().saturating_sub(3);
    steps(true) >= most || steps(false) >= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_is_no_number() {
        assert!(only_counts("12345678910"));
        assert!(only_counts("9876543210"));
        assert!(!only_counts("8445551212"));
    }

    #[test]
    fn ordinary_words_mean_nothing() {
        for word in ["for", "to", "ate", "won", "a", "telephone"] {
            assert_eq!(meaning(word), None);
        }
        assert_eq!(meaning("eight"), Some(Spelled::Digits("8")));
    }

    #[test]
    fn compounds_of_several_languages() {
        for (word, number) in [
            ("achtundzwanzig", "28"),
            ("einunddreissig", "31"),
            ("ventuno", "21"),
            ("ventidue", "22"),
            ("quarantaquattro", "44"),
            ("ottantotto", "88"),
            ("veintitres", "23"),
            ("drieentwintig", "23"),
            ("zevenennegentig", "97"),
        ] {
            assert_eq!(meaning(word), Some(Spelled::Digits(number)), "{word}");
        }
        for word in [
            "ventilation",
            "ventured",
            "trentino",
            "settantanto",
            "undzwanzig",
        ] {
            assert_eq!(meaning(word), None, "{word}");
        }
    }
}
