//! Words, and tokens that stand for any telephone number, sum, number, link or address.

/// A kind of token whose letters and digits say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Phone = 1,
    Sum,
    Number,
    Identifier,
    Link,
    Address,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    Word(&'t str),
    Kind(Kind),
}

impl Token<'_> {
    /// Whether it may be a piece of a telephone number.
    pub(crate) fn is_digits(self) -> bool {
        match self {
            Token::Word(word) => DIGIT_WORDS.binary_search(&word).is_ok(),
            Token::Kind(kind) => matches!(kind, Kind::Number | Kind::Identifier),
        }
    }
}

/// Folded words for digits in the languages of the training text, in order.
const DIGIT_WORDS: [&str; 69] = [
    "acht",
    "cem",
    "cent",
    "cento",
    "cero",
    "cinco",
    "cinq",
    "cinque",
    "cuatro",
    "deux",
    "dois",
    "dos",
    "double",
    "drei",
    "due",
    "duplo",
    "eight",
    "eins",
    "five",
    "four",
    "fuenf",
    "funf",
    "huit",
    "hundert",
    "hundred",
    "meia",
    "neuf",
    "neun",
    "nine",
    "nove",
    "novecientos",
    "nueve",
    "null",
    "ochenta",
    "ocho",
    "ochocientos",
    "oh",
    "oito",
    "oitocentos",
    "one",
    "otto",
    "ottocento",
    "quatre",
    "quatro",
    "quattro",
    "sechs",
    "sei",
    "seis",
    "sept",
    "sete",
    "sette",
    "seven",
    "sieben",
    "siete",
    "six",
    "three",
    "tre",
    "treble",
    "tres",
    "triple",
    "trois",
    "two",
    "uno",
    "vier",
    "vingt",
    "zero",
    "zwanzig",
    "zwei",
    "zwo",
];

/// The tokens of a folded text.
pub(crate) struct Tokens<'t> {
    rest: &'t str,
    /// A sign of a currency stood just before.
    after_currency: bool,
}

impl<'t> Tokens<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            rest: text,
            after_currency: false,
        }
    }

    /// Cuts off the first `length` bytes.
    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn number(&mut self) -> Token<'t> {
        let (length, digits) = number_length(self.rest.as_bytes());
        self.take(length);
        let glued = self.rest.chars().next().is_some_and(char::is_alphanumeric);
        if glued {
            let tail = word_length(self.rest);
            self.take(tail);
            return Token::Kind(Kind::Identifier);
        }
        let next = self.rest.trim_start_matches(' ').chars().next();
        let kind = if self.after_currency || next.is_some_and(is_currency) {
            Kind::Sum
        } else if (9..=15).contains(&digits) {
            Kind::Phone
        } else {
            Kind::Number
        };
        Token::Kind(kind)
    }

    fn word(&mut self) -> Token<'t> {
        let word = self.take(word_length(self.rest));
        let is_link = self.rest.starts_with("://") || word == "www" && self.rest.starts_with('.');
        if is_link || self.rest.starts_with('@') {
            let end = self.rest.find(' ').unwrap_or(self.rest.len());
            self.take(end);
            return Token::Kind(if is_link { Kind::Link } else { Kind::Address });
        }
        if word.bytes().any(|it| it.is_ascii_digit()) {
            return Token::Kind(Kind::Identifier);
        }
        Token::Word(word)
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let first = self.rest.chars().next()?;
            let token = if first.is_ascii_digit() {
                self.number()
            } else if first.is_alphanumeric() {
                self.word()
            } else {
                self.take(first.len_utf8());
                if first != ' ' {
                    self.after_currency = is_currency(first);
                }
                continue;
            };
            self.after_currency = false;
            return Some(token);
        }
    }
}

fn is_currency(sign: char) -> bool {
    matches!(sign, '$' | '€' | '£' | '¥' | '₹' | '₿')
}

fn word_length(text: &str) -> usize {
    text.find(|it: char| !it.is_alphanumeric())
        .unwrap_or(text.len())
}

/// The length of the number at the beginning of `text`, which may be grouped by up to two signs, and its digits.
fn number_length(text: &[u8]) -> (usize, usize) {
    let mut digits = 0;
    let mut length = 0;
    let mut signs = 0;
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                signs = 0;
                length = at + 1;
            }
            b' ' | b'-' | b'.' | b',' | b'(' | b')' | b'/' if signs < 2 => signs += 1,
            _ => break,
        }
    }
    (length, digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_digits_are_in_order() {
        assert!(DIGIT_WORDS.is_sorted());
    }

    fn tokens(text: &str) -> String {
        let folded = text::fold(text);
        let shown: Vec<String> = Tokens::new(folded.text())
            .map(|it| match it {
                Token::Word(word) => word.to_owned(),
                Token::Kind(kind) => format!("{kind:?}").to_uppercase(),
            })
            .collect();
        shown.join(" ")
    }

    #[test]
    fn numbers_sums_links_and_addresses_stand_for_themselves() {
        for (text, expected) in [
            ("Call +1 (888) 555-0142 now", "call PHONE now"),
            ("Ruf 030 1234 an", "ruf NUMBER an"),
            ("ruf +49 30 12345678.", "ruf PHONE"),
            ("pay $499.99 or 20,00 € today", "pay SUM or SUM today"),
            ("USD 30 on 12.03.2026", "usd NUMBER on NUMBER"),
            (
                "see https://x.example/a?b=1 or www.x.example",
                "see LINK or LINK",
            ),
            (
                "write to a.b@x.example, INV20391",
                "write to a ADDRESS IDENTIFIER",
            ),
            ("order 113-7749026-3381842", "order NUMBER"),
            ("didn't", "didn t"),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }
}
