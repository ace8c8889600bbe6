//! Text written for training: templates with alternatives, expanded in a fixed order.
//!
//! A file holds pools and documents. `@pool NAME` begins a pool, each line after it is one alternative (`-` is the
//! empty one). `@document NAME` begins templates, one a line; `@intent NAME` says what the documents after it want.
//! In any line `<name>` is some alternative of a pool, `{a|b}` one of those, `\n` a new line, `#` any digit.
//! `# ` at the beginning of a line is a comment.
//!
//! Pools are dealt like cards, so that each alternative is used before one is used again. The alternatives of a pool are
//! divided into parts, and each text is made from one part, so that a model trained without the texts of a part has not
//! seen its phrases. Pools too small for that are not divided.

mod parse;

use std::collections::BTreeMap;

use crate::error::IntentError;
use crate::label::Intent;
use crate::random::Random;

/// Parts into which the alternatives of pools are divided. A text is made from one part alone, so that a model can be
/// tried on phrases that it has not seen.
pub(crate) const FOLDS: usize = 5;

/// Deeper than that pools do not refer to each other.
const MAX_DEPTH: usize = 8;

/// The documents and pools of one language.
#[derive(Debug, Default)]
pub struct Written {
    name: String,
    pools: BTreeMap<String, Vec<Line>>,
    documents: Vec<Template>,
}

/// A text made from a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expanded {
    /// The language and the name of the document, such as `en/renewal`.
    pub source: String,
    /// What it wants.
    pub intent: Intent,
    /// The text.
    pub text: String,
    /// Which part of the alternatives it was made from, below [`FOLDS`].
    pub fold: usize,
}

#[derive(Debug)]
struct Template {
    name: String,
    intent: Intent,
    lines: Vec<Line>,
}

/// What a line is made of.
type Line = Vec<Piece>;

#[derive(Debug, PartialEq)]
enum Piece {
    Text(String),
    Pool(String),
    Choice(Vec<Line>),
}

impl Written {
    /// Reads the files of one language: pairs of a path, for errors, and a content.
    ///
    /// # Errors
    ///
    /// Where a line does not read, a name is given twice, or a pool that is named does not exist.
    pub fn parse(name: &str, files: &[(String, String)]) -> Result<Self, IntentError> {
        parse::parse(name, files)
    }

    /// Makes `count` texts of each document and intent, `genuine` of those that are.
    pub fn expand(&self, count: usize, genuine: usize, seed: u64) -> Vec<Expanded> {
        let mut expander = Expander {
            written: self,
            random: Random::named(seed, &self.name),
            decks: BTreeMap::new(),
            fold: 0,
        };
        let mut texts = Vec::new();
        for document in &self.documents {
            let count = if document.intent.is_scam() {
                count
            } else {
                genuine
            };
            for number in 0..count {
                let mut text = String::new();
                expander.fold = number / document.lines.len().max(1) % FOLDS;
                if let Some(line) = document.lines.get(number % document.lines.len().max(1)) {
                    expander.line(line, &mut text, 0);
                }
                texts.push(Expanded {
                    source: format!("{}/{}", self.name, document.name),
                    intent: document.intent,
                    text,
                    fold: expander.fold,
                });
            }
        }
        texts
    }
}

struct Expander<'w> {
    written: &'w Written,
    random: Random,
    /// What is left of the alternatives of a pool.
    decks: BTreeMap<(&'w str, usize), Vec<usize>>,
    fold: usize,
}

impl<'w> Expander<'w> {
    fn line(&mut self, line: &'w Line, text: &mut String, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        for piece in line {
            match piece {
                Piece::Text(plain) => {
                    for sign in plain.chars() {
                        text.push(match sign {
                            '#' => char::from(b'0' + self.random.below(10) as u8),
                            _ => sign,
                        });
                    }
                }
                Piece::Choice(choices) => {
                    let number = self.random.below(choices.len());
                    if let Some(chosen) = choices.get(number) {
                        self.line(chosen, text, depth);
                    }
                }
                Piece::Pool(name) => {
                    if let Some(drawn) = self.draw(name) {
                        self.line(drawn, text, depth + 1);
                    }
                }
            }
        }
    }

    fn draw(&mut self, name: &'w str) -> Option<&'w Line> {
        let pool = self.written.pools.get(name)?;
        let (first, step) = if pool.len() < FOLDS {
            (0, 1)
        } else {
            (self.fold, FOLDS)
        };
        let deck = self.decks.entry((name, first)).or_default();
        if deck.is_empty() {
            deck.extend((first..pool.len()).step_by(step));
            self.random.shuffle(deck);
        }
        pool.get(deck.pop()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# What it is about.\n@pool who\nAnna\nBen\n-\n\n@intent callback_scam\n@document order\n\
        Dear <who>,\\n{call|ring {us|me}} at ###.\n";

    fn written() -> Written {
        let file = ("a.txt".to_owned(), TEXT.to_owned());
        Written::parse("en", &[file]).unwrap()
    }

    #[test]
    fn templates_are_expanded_the_same_way_each_time() {
        let texts = written().expand(30, 0, 1);
        assert_eq!(texts, written().expand(30, 0, 1));
        assert_ne!(texts, written().expand(30, 0, 2));
        assert_eq!(texts.len(), 30);
        for text in &texts {
            assert_eq!(text.source, "en/order");
            assert_eq!(text.intent, Intent::CallbackScam);
            let (dear, call) = text.text.split_once(",\n").unwrap();
            assert!(["Dear Anna", "Dear Ben", "Dear "].contains(&dear), "{dear}");
            let (call, number) = call.split_once(" at ").unwrap();
            assert!(["call", "ring us", "ring me"].contains(&call), "{call}");
            assert!(number.len() == 4 && number[..3].bytes().all(|it| it.is_ascii_digit()));
        }
    }

    #[test]
    fn every_alternative_is_used_before_one_is_used_again() {
        let texts = written().expand(3, 0, 5);
        for who in ["Dear Anna", "Dear Ben", "Dear ,"] {
            let used = texts.iter().filter(|it| it.text.starts_with(who)).count();
            assert_eq!(used, 1, "{who}");
        }
    }

    #[test]
    fn a_text_is_made_from_one_part_of_the_alternatives() {
        let lines: Vec<String> = (0..23).map(|it| format!("w{}x", "a".repeat(it))).collect();
        let text = format!(
            "@pool w\n{}\n@intent benign\n@document d\n<w> <w> <w>\n",
            lines.join("\n")
        );
        let written = Written::parse("en", &[("a".to_owned(), text)]).unwrap();
        let texts = written.expand(0, 200, 3);
        let mut of_fold = [const { std::collections::BTreeSet::new() }; FOLDS];
        for text in &texts {
            of_fold[text.fold].extend(text.text.split(' '));
        }
        assert_eq!(
            of_fold
                .iter()
                .map(std::collections::BTreeSet::len)
                .sum::<usize>(),
            23
        );
        let all: std::collections::BTreeSet<_> = of_fold.iter().flatten().collect();
        assert_eq!(all.len(), 23);
    }
}
