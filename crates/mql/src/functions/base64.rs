//! Base64 that becomes text again.

use base64::Engine;
use base64::alphabet::{self, Alphabet};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::value::Value;

/// Shorter runs are not taken for base64: words of prose are runs too.
const SHORTEST_RUN: usize = 8;

/// No more runs than this are decoded in one text.
const MOST_RUNS: usize = 10_000;

/// The keyword arguments.
pub(super) struct Options {
    alphabet: Alphabet,
    url: bool,
    ignore_padding: bool,
    multiline: bool,
    encodings: Vec<Encoding>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Ascii,
    Utf8,
    Utf16 { big_endian: bool },
    Latin1,
}

impl Options {
    /// Reads `format`, `ignore_padding`, `encodings` and `multiline`.
    pub(super) fn read(keywords: &[Value<'_>]) -> Self {
        let keyword = |index: usize| keywords.get(index).copied().unwrap_or_default();
        let url = keyword(0).as_str() == Some("url");
        let encodings = match keyword(2).items() {
            None => vec![Encoding::Ascii, Encoding::Utf8],
            Some(names) => names
                .iter()
                .filter_map(|it| Encoding::named(it.as_str()?))
                .collect(),
        };
        Self {
            alphabet: if url {
                alphabet::URL_SAFE
            } else {
                alphabet::STANDARD
            },
            url,
            ignore_padding: keyword(1).as_bool() == Some(true),
            multiline: keyword(3).as_bool() == Some(true),
            encodings,
        }
    }

    /// The text that the whole of `text` encodes.
    pub(super) fn decode(&self, text: &str) -> Option<String> {
        let bytes = self.bytes(text.trim())?;
        self.encodings.iter().find_map(|it| it.decode(&bytes))
    }

    /// The printable texts that runs inside `text` encode.
    pub(super) fn scan(&self, text: &str) -> Vec<String> {
        self.runs(text)
            .into_iter()
            .take(MOST_RUNS)
            .filter_map(|run| {
                let bytes = self.bytes(run)?;
                let texts = self.encodings.iter().filter_map(|it| it.decode(&bytes));
                texts.into_iter().find(|it| is_printable(it))
            })
            .collect()
    }

    fn bytes(&self, run: &str) -> Option<Vec<u8>> {
        let padding = if self.ignore_padding {
            DecodePaddingMode::Indifferent
        } else {
            DecodePaddingMode::RequireCanonical
        };
        let config = GeneralPurposeConfig::new()
            .with_decode_padding_mode(padding)
            .with_decode_allow_trailing_bits(self.ignore_padding);
        let engine = GeneralPurpose::new(&self.alphabet, config);
        if self.multiline {
            let joined: String = run.split(['\r', '\n']).collect();
            return engine.decode(joined).ok();
        }
        engine.decode(run).ok()
    }

    /// Maximal runs of the alphabet, with the padding behind them.
    fn runs<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut runs = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find(|it| self.is_member(it)) {
            let run = &rest[start..];
            let members = run.find(|it| !self.is_member(it)).unwrap_or(run.len());
            let padding = run[members..]
                .bytes()
                .take(2)
                .take_while(|it| *it == b'=')
                .count();
            let (run, behind) = run.split_at(members + padding);
            if members >= SHORTEST_RUN {
                runs.push(run.trim_end_matches(['\r', '\n']));
            }
            rest = behind;
        }
        runs
    }

    fn is_member(&self, character: char) -> bool {
        match character {
            '+' | '/' => !self.url,
            '-' | '_' => self.url,
            '\r' | '\n' => self.multiline,
            other => other.is_ascii_alphanumeric(),
        }
    }
}

impl Encoding {
    fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "ascii" | "us-ascii" => Encoding::Ascii,
            "utf8" | "utf-8" => Encoding::Utf8,
            "utf16-le" | "utf-16-le" | "utf16le" | "utf-16le" => {
                Encoding::Utf16 { big_endian: false }
            }
            "utf16-be" | "utf-16-be" | "utf16be" | "utf-16be" => {
                Encoding::Utf16 { big_endian: true }
            }
            "latin1" | "latin-1" | "iso-8859-1" => Encoding::Latin1,
            _ => return None,
        })
    }

    fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Encoding::Ascii if !bytes.is_ascii() => None,
            Encoding::Ascii | Encoding::Utf8 => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Encoding::Utf16 { big_endian } => {
                let (pairs, rest) = bytes.as_chunks::<2>();
                let read = if big_endian {
                    u16::from_be_bytes
                } else {
                    u16::from_le_bytes
                };
                let units = pairs.iter().map(|it| read(*it));
                let text: Result<String, _> = char::decode_utf16(units).collect();
                text.ok().filter(|_| rest.is_empty())
            }
            Encoding::Latin1 => Some(bytes.iter().map(|it| char::from(*it)).collect()),
        }
    }
}

fn is_printable(text: &str) -> bool {
    let allowed = |it: char| !it.is_control() || matches!(it, '\t' | '\n' | '\r');
    !text.is_empty() && text.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(keywords: &[Value<'_>]) -> Options {
        Options::read(keywords)
    }

    #[test]
    fn runs_are_found_and_decoded() {
        assert_eq!(options(&[]).scan("x aGVsbG8gd29ybGQ= y"), ["hello world"]);
        assert_eq!(options(&[]).scan("??? prose without any"), [""; 0]);
        let url = [Value::Str("url")];
        assert_eq!(options(&url).scan("aGk_aGk_aGk_"), ["hi?hi?hi?"]);
        assert_eq!(options(&[]).scan("YW5uQGNvcnAudGVzdA"), [""; 0]);
        let unpadded = [Value::Null, Value::Bool(true)];
        assert_eq!(
            options(&unpadded).scan("YW5uQGNvcnAudGVzdA"),
            ["ann@corp.test"]
        );
    }

    #[test]
    fn encodings_are_tried_in_order() {
        let names = ["ascii".to_owned(), "utf16-le".to_owned()];
        let keywords = [Value::Null, Value::Null, Value::texts(&names)];
        assert_eq!(options(&keywords).scan("aABlAGwAbABvAA=="), ["hello"]);
        assert_eq!(options(&[]).scan("aABlAGwAbABvAA=="), [""; 0]);
    }

    #[test]
    fn lines_are_joined_where_that_is_asked_for() {
        let multiline = [Value::Null, Value::Null, Value::Null, Value::Bool(true)];
        assert_eq!(
            options(&multiline).scan("aGVsbG8g\r\nd29ybGQ=\r\n"),
            ["hello world"]
        );
    }

    #[test]
    fn what_is_no_text_is_null() {
        assert_eq!(options(&[]).decode("@@"), None);
        assert_eq!(options(&[]).decode("/w=="), None);
        assert_eq!(
            options(&[]).decode("aGVsbG8gd29ybGQ="),
            Some("hello world".to_owned())
        );
    }
}
