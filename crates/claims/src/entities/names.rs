//! Firms, brands and departments.

use super::frame::Frame;
use super::{EntityKind, Found};

/// Words of a firm's name before its end (`Inc`).
const MOST_WORDS: usize = 5;
/// Abbreviations of so many letters are words too when they are written small.
const SHORT_WORD: usize = 2;
/// What stands between the words of a firm's name.
const JOINTS: [&str; 5] = [" ", " & ", "-", "'", "."];
/// What stands between the name and its end, beside these.
const LAST_JOINT: &str = ", ";

pub(super) fn find(frame: &Frame<'_, '_>, found: &mut Vec<Found>) {
    let reading = frame.reading;
    let mut add = |span| {
        let kind = EntityKind::Org;
        found.push(Found { kind, span });
    };
    for hit in &reading.aliases {
        let entry = frame.matcher.alias_entries.get(hit.entry as usize);
        let plain = entry.is_some_and(|it| !it.ambiguous);
        if plain && !reading.is_in_address(hit.span) {
            add(reading.folded.original(hit.span));
        }
    }
    // "IT support" and "HR department", not "makes it support".
    let is_pronoun = |word| frame.word(word).len() <= SHORT_WORD && frame.is_lowercase(word);
    for hit in frame.of("org").filter(|it| !is_pronoun(it.first)) {
        add(hit.span);
    }
    let ends = frame.of("_org_suffix");
    for hit in ends.filter(|it| !frame.is_lowercase(it.first)) {
        let first = firm(frame, hit.first);
        if first < hit.first {
            add(frame.span_of(first, hit.end));
        }
    }
}

/// The first word of the firm whose name ends before word `end`, or `end`.
fn firm(frame: &Frame<'_, '_>, end: usize) -> usize {
    let mut first = end;
    let mut at = end;
    while at > 0 && end - at < MOST_WORDS {
        let gap = frame.gap_before(at);
        let is_joined = JOINTS.contains(&gap) || at == end && gap == LAST_JOINT;
        if !is_joined {
            break;
        }
        at -= 1;
        let word = frame.word(at);
        let is_capital = word.chars().next().is_some_and(char::is_uppercase);
        if is_capital && !frame.begins_no_name(at) {
            first = at;
        } else if !matches!(word, "of" | "and" | "s") {
            break;
        }
    }
    first
}
