//! Each part of a rule, with what it came to for one mail.

use askama::Template;
use store::Record;

use super::OfficeFrame;
use super::verdicts::Row;
use crate::pages::written;
use crate::words::Words;

/// What a truth value came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    True,
    False,
    Null,
    /// It hangs on something that was missing.
    Unclear,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Null => "null",
            Self::Unclear => "unclear",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Unclear => "?",
            it => it.name(),
        }
    }
}

/// A rule to choose.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) name: String,
    /// Whether it is of the project's own pack.
    pub(crate) is_own: bool,
    pub(crate) is_chosen: bool,
}

/// A part of a rule.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) depth: usize,
    pub(crate) text: String,
    /// `None` where it is no truth value.
    pub(crate) outcome: Option<Outcome>,
    pub(crate) value: String,
    pub(crate) lacks: String,
}

/// A rule with all of its parts.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) outcome: Outcome,
    pub(crate) parts: Vec<Part>,
    pub(crate) is_cut: bool,
}

#[derive(Template)]
#[template(path = "console/trace.html")]
struct TracePage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    row: Row,
    here: String,
    choices: Vec<Choice>,
    trace: Option<Trace>,
    outcome: String,
}

/// The page.
pub(crate) fn trace(
    frame: &OfficeFrame,
    record: &Record,
    choices: Vec<Choice>,
    trace: Option<Trace>,
) -> String {
    let words = &frame.words;
    let row = Row::of(words, record);
    let outcome = trace.as_ref().map(|it| it.outcome.name());
    written(&TracePage {
        frame,
        words,
        here: format!("{}/rule", row.href),
        row,
        choices,
        outcome: outcome
            .map(|it| words.say(&format!("console-outcome-{it}")))
            .unwrap_or_default(),
        trace,
    })
}
