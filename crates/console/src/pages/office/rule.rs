//! One rule, and what it came to.

use askama::Template;
use store::Role;

use super::OfficeFrame;
use super::rules::{Row, precision};
use crate::hostile_text::{shortened, visible};
use crate::office::rules::KnownRule;
use crate::office::search::with_value;
use crate::pages::written;
use crate::words::Words;

/// Characters of a description.
const DESCRIPTION: usize = 2000;
/// Characters of a rule's source that are shown.
const SOURCE: usize = 70_000;

#[derive(Template)]
#[template(path = "console/rule.html")]
struct RulePage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    row: Row,
    name: String,
    path: String,
    description: String,
    source: String,
    precision: String,
    lacked: Vec<(String, u64)>,
    refusal: Option<String>,
    /// Where it is changed, if this visitor may.
    edit: Option<String>,
}

/// The page.
pub(crate) fn rule(frame: &OfficeFrame, known: &KnownRule, role: Role) -> String {
    let words = &frame.words;
    let count = &known.count;
    let editable = known.editable.as_ref();
    let lacked = count.lacked.iter();
    written(&RulePage {
        frame,
        words,
        row: Row::of(words, known),
        name: visible(&known.name),
        path: visible(&known.path),
        description: shortened(&known.description, DESCRIPTION),
        source: shortened(&known.source, SOURCE),
        precision: precision(words, count),
        lacked: lacked.map(|it| (visible(&it.0), it.1)).collect(),
        refusal: editable.and_then(|it| it.refusal.as_deref().map(visible)),
        edit: editable
            .filter(|_| role >= Role::Admin)
            .map(|it| with_value("/console/rules/edit", "file", &it.file)),
    })
}
