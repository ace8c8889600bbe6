//! Digits spelled as words: `eight four four`, `double five`, `oh`, `eight hundred`, and the plain digits of
//! German, French, Spanish, Portuguese and Italian (`null acht`, `zéro un`, `novecientos`), folded.

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
}

/// What `word` (folded) means in a spelled number.
pub(super) fn meaning(word: &str) -> Option<Spelled> {
    use Spelled::{Digits, Hundred, Repeat, Tens, Within};
    if !(2..=11).contains(&word.len()) {
        return None;
    }
    let meaning = match word {
        "zero" | "zer0" | "null" | "cero" => Digits("0"),
        "one" | "0ne" | "eins" => Digits("1"),
        "two" | "tw0" | "zwei" | "zwo" | "deux" | "dois" | "duas" => Digits("2"),
        "three" | "drei" | "trois" | "tres" => Digits("3"),
        "four" | "f0ur" | "vier" | "quatre" | "cuatro" | "quatro" | "quattro" => Digits("4"),
        "five" | "funf" | "cinq" | "cinco" | "cinque" => Digits("5"),
        "six" | "sechs" | "seis" => Digits("6"),
        "seven" | "sieben" | "sept" | "siete" | "sete" | "sette" => Digits("7"),
        "eight" | "acht" | "huit" | "ocho" | "oito" | "otto" => Digits("8"),
        "nine" | "niner" | "neun" | "neuf" | "nueve" | "nove" => Digits("9"),
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
        "un" | "une" | "uno" | "um" | "uma" => Within("1"),
        "dos" | "due" => Within("2"),
        "sei" | "meia" => Within("6"),
        _ => return None,
    };
    Some(meaning)
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
}
