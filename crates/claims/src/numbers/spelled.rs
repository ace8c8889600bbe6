//! Digits spelled as words: `eight four four`, `double five`, `oh`, `eight hundred`, and the plain digits of
//! German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish, Norwegian, Finnish, Czech, Hungarian and Romanian (`null acht`,
//! `zéro un`, `novecientos`), folded; their numbers up to 99 as well (`achtundzwanzig`, `quarante-neuf`, `cincuenta y cinco`,
//! `huszonhárom`), since people read numbers out in pairs. Left out is the Danish and Norwegian two, which is an English word
//! that stands between numbers (`to`).

/// The shortest word of two parts that means a number: `tjueto`.
const SHORTEST_COMPOUND: usize = 6;

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

/// The longest word that means digits: `kahdeksankymmentakahdeksan`.
pub(super) const LONGEST: usize = 26;

/// What `word` (folded) means in a spelled number.
#[expect(clippy::match_same_arms, reason = "a line for each kind of word")]
pub(super) fn meaning(word: &str) -> Option<Spelled> {
    use Spelled::{And, Digits, Hundred, Repeat, Tens, Then, Vingt, Within};
    if matches!(word, "y" | "e" | "et" | "and" | "und" | "og" | "si") {
        return Some(And);
    }
    if !(2..=LONGEST).contains(&word.len()) {
        return None;
    }
    let meaning = match word {
        "then" | "poi" | "danach" | "dann" | "puis" | "ensuite" | "luego" | "despues"
        | "depois" | "daarna" | "dan" | "sedan" | "infine" | "enfin" | "finally" | "finalmente"
        | "zuletzt" => Then,
        "zero" | "zer0" | "null" | "cero" | "nul" | "noll" | "nolla" | "nula" | "nulla" => {
            Digits("0")
        }
        "one" | "0ne" | "eins" | "yksi" | "jedna" | "jeden" | "unu" => Digits("1"),
        "two" | "tw0" | "zwei" | "zwo" | "deux" | "dois" | "duas" | "twee" | "kaksi" | "dva"
        | "dve" | "ketto" | "doi" | "doua" => Digits("2"),
        "three" | "drei" | "trois" | "tres" | "drie" | "kolme" | "harom" | "trei" => Digits("3"),
        "four" | "f0ur" | "vier" | "quatre" | "cuatro" | "quatro" | "quattro" | "fyra"
        | "nelja" | "ctyri" | "negy" | "patru" => Digits("4"),
        "five" | "funf" | "cinq" | "cinco" | "cinque" | "vijf" | "viisi" | "cinci" => Digits("5"),
        "six" | "sechs" | "seis" | "zes" | "seks" | "kuusi" | "sest" | "sase" => Digits("6"),
        "seven" | "sieben" | "sept" | "siete" | "sete" | "sette" | "zeven" | "sju" | "syv"
        | "seitseman" | "sedm" | "sapte" => Digits("7"),
        "eight" | "acht" | "huit" | "ocho" | "oito" | "otto" | "atta" | "atte" | "otte"
        | "kahdeksan" | "osm" | "nyolc" => Digits("8"),
        "nine" | "niner" | "neun" | "neuf" | "nueve" | "nove" | "negen" | "yhdeksan" | "devet"
        | "kilenc" => Digits("9"),
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
        "ochocientos" | "oitocentos" | "ottocento" | "osmset" | "nyolcszaz" => Digits("800"),
        "novecientos" | "novecentos" | "novecento" => Digits("900"),
        "un" | "une" | "uno" | "um" | "uma" | "een" | "ett" | "en" | "egy" => Within("1"),
        "dos" | "due" | "tva" => Within("2"),
        "tre" | "tri" => Within("3"),
        "fire" => Within("4"),
        "fem" | "pet" | "ot" => Within("5"),
        "sei" | "meia" | "sex" | "hat" => Within("6"),
        "het" => Within("7"),
        "opt" => Within("8"),
        "nio" | "ni" | "noua" => Within("9"),
        "zehn" | "diez" | "dez" | "dieci" | "tien" | "kymmenen" | "deset" | "zece" => Digits("10"),
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
        "zwanzig" | "veinte" | "vinte" | "venti" | "twintig" | "tyve" | "tjue" | "tjugo"
        | "kaksikymmenta" | "dvacet" | "husz" | "douazeci" => Tens("20"),
        "dreissig" | "trente" | "treinta" | "trinta" | "trenta" | "dertig" | "tredive"
        | "tretti" | "trettio" | "kolmekymmenta" | "tricet" | "harminc" | "treizeci" => Tens("30"),
        "vierzig" | "quarante" | "cuarenta" | "quarenta" | "quaranta" | "veertig" | "fyrre"
        | "forti" | "fyrtio" | "neljakymmenta" | "ctyricet" | "negyven" | "patruzeci" => Tens("40"),
        "funfzig" | "cinquante" | "cincuenta" | "cinquenta" | "cinquanta" | "vijftig"
        | "halvtreds" | "femti" | "femtio" | "viisikymmenta" | "padesat" | "otven"
        | "cincizeci" => Tens("50"),
        "sechzig" | "soixante" | "sesenta" | "sessenta" | "sessanta" | "zestig" | "seksti"
        | "sextio" | "kuusikymmenta" | "sedesat" | "hatvan" | "saizeci" => Tens("60"),
        "siebzig" | "septante" | "setenta" | "settanta" | "zeventig" | "halvfjerds" | "sytti"
        | "sjuttio" | "seitsemankymmenta" | "sedmdesat" | "hetven" | "saptezeci" => Tens("70"),
        "achtzig" | "huitante" | "octante" | "ochenta" | "oitenta" | "ottanta" | "tachtig"
        | "firs" | "atti" | "attio" | "kahdeksankymmenta" | "osmdesat" | "nyolcvan" | "optzeci" => {
            Tens("80")
        }
        "neunzig" | "nonante" | "noventa" | "novanta" | "negentig" | "halvfems" | "nitti"
        | "nittio" | "yhdeksankymmenta" | "devadesat" | "kilencven" | "nouazeci" => Tens("90"),
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
    if word.len() >= SHORTEST_COMPOUND {
        return northern_or_eastern(word);
    }
    None
}

/// The number from 21 to 99 that one word means where its parts are only put together: `femogtyve`, `tjueto`, `huszonhárom`,
/// `kaksikymmentäkolme`.
fn northern_or_eastern(word: &str) -> Option<usize> {
    const DANISH_TENS: [&str; 8] = [
        "tyve",
        "tredive",
        "fyrre",
        "halvtreds",
        "tres",
        "halvfjerds",
        "firs",
        "halvfems",
    ];
    const DANISH: [&str; 9] = [
        "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni",
    ];
    /// Tens that a digit is put behind, and the digits.
    const JOINED: [([&str; 8], [&str; 9]); 4] = [
        (
            [
                "tjue", "tretti", "forti", "femti", "seksti", "sytti", "atti", "nitti",
            ],
            [
                "en", "to", "tre", "fire", "fem", "seks", "sju", "atte", "ni",
            ],
        ),
        (
            [
                "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "attio", "nittio",
            ],
            [
                "ett", "tva", "tre", "fyra", "fem", "sex", "sju", "atta", "nio",
            ],
        ),
        (
            [
                "kaksikymmenta",
                "kolmekymmenta",
                "neljakymmenta",
                "viisikymmenta",
                "kuusikymmenta",
                "seitsemankymmenta",
                "kahdeksankymmenta",
                "yhdeksankymmenta",
            ],
            [
                "yksi",
                "kaksi",
                "kolme",
                "nelja",
                "viisi",
                "kuusi",
                "seitseman",
                "kahdeksan",
                "yhdeksan",
            ],
        ),
        (
            [
                "huszon",
                "harminc",
                "negyven",
                "otven",
                "hatvan",
                "hetven",
                "nyolcvan",
                "kilencven",
            ],
            [
                "egy", "ketto", "harom", "negy", "ot", "hat", "het", "nyolc", "kilenc",
            ],
        ),
    ];
    let within = |units: &[&str; 9], rest: &str| Some(units.iter().position(|it| *it == rest)? + 1);
    for (at, tens) in DANISH_TENS.iter().enumerate() {
        if let Some(rest) = word.strip_suffix(tens).and_then(|it| it.strip_suffix("og")) {
            return Some((at + 2) * 10 + within(&DANISH, rest)?);
        }
    }
    JOINED.iter().find_map(|(tens, units)| {
        let (at, rest) = tens
            .iter()
            .enumerate()
            .find_map(|(at, it)| Some((at, word.strip_prefix(it)?)))?;
        Some((at + 2) * 10 + within(units, rest)?)
    })
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
            ("femogtyve", "25"),
            ("otteoghalvfjerds", "78"),
            ("tjueto", "22"),
            ("femtioatta", "58"),
            ("kaksikymmentakolme", "23"),
            ("huszonharom", "23"),
            ("nyolcvanketto", "82"),
        ] {
            assert_eq!(meaning(word), Some(Spelled::Digits(number)), "{word}");
        }
        for word in [
            "ventilation",
            "ventured",
            "trentino",
            "settantanto",
            "undzwanzig",
            "hatvanas",
            "femtiden",
            "fortier",
        ] {
            assert_eq!(meaning(word), None, "{word}");
        }
    }
}
