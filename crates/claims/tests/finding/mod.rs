//! What is found in a text, and what is not.

use claims::{Concealment, Lexicon, Number, Settings, numbers};
use text::Place;

pub(crate) fn lexicon() -> Lexicon {
    Lexicon::builtin().expect("the built-in lexicon loads")
}

pub(crate) fn find(text: &str) -> Vec<Number> {
    numbers::find(text, Place::Body, &lexicon(), &Settings::default())
}

/// `text` holds exactly this number, hidden in these ways.
#[track_caller]
pub(crate) fn check(text: &str, e164: &str, hidden: &[Concealment]) {
    let found = find(text);
    let numbers: Vec<&str> = found.iter().map(|it| it.e164.as_str()).collect();
    assert_eq!(numbers, [e164], "in {text:?}");
    assert_eq!(found[0].hidden_by, hidden, "in {text:?}");
    let span = found[0].quote.span;
    assert_eq!(span.of(text), found[0].raw, "in {text:?}");
}

#[track_caller]
pub(crate) fn check_none(text: &str) {
    let found: Vec<String> = find(text).into_iter().map(|it| it.raw).collect();
    assert_eq!(found, [""; 0], "in {text:?}");
}

pub(crate) const US: &str = "+18035550142";
