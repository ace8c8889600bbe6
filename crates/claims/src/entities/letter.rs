//! The frame of a letter: who is greeted and how, how it closes, and who signs.

use text::Span;

use super::frame::{Frame, Hit};
use super::{EntityKind, Found};

/// Bytes of a line that are read for a name.
const LONGEST_NAME: usize = 80;
/// Words of a name at most.
const MOST_WORDS: usize = 6;
/// Signs that end a name.
const ENDS: [char; 7] = [',', '!', ':', ';', '?', '\u{2013}', '\u{2014}'];
/// Signs that stand in no name.
const NO_NAME: [char; 13] = [
    '@', '/', '?', '=', '<', '>', '|', '_', ':', '[', ']', '*', '!',
];

pub(super) fn find(frame: &Frame<'_, '_>, found: &mut Vec<Found>) {
    let mut add = |kind, span| found.push(Found { kind, span });
    for (concept, needs_name) in [("greeting", false), ("_greeting_named", true)] {
        let lines = frame.of(concept);
        for hit in lines.filter(|it| frame.begins_line(it.first)) {
            let Some(name) = greeted(frame, hit, needs_name) else {
                continue;
            };
            add(EntityKind::Greeting, hit.span);
            add(EntityKind::Recipient, name);
        }
    }
    for (concept, alone) in [("salutation", false), ("_salutation_alone", true)] {
        for hit in frame.of(concept) {
            let Some(name) = closing(frame, hit, alone) else {
                continue;
            };
            add(EntityKind::Salutation, hit.span);
            add(EntityKind::Sender, name);
        }
    }
    let lines = frame.of("sender");
    for hit in lines.filter(|it| frame.begins_line(it.first) && frame.begins_line(it.end)) {
        add(EntityKind::Sender, hit.span);
    }
}

/// The name after a greeting, empty where there is none; `None` where the words greet nobody.
fn greeted(frame: &Frame<'_, '_>, hit: &Hit<'_>, needs_name: bool) -> Option<Span> {
    let (line, whole) = frame.rest_of_line(hit.span.end, LONGEST_NAME);
    let end = end_of_name(line);
    let name = line.get(..end.unwrap_or(line.len())).unwrap_or_default();
    let words = name.split_whitespace().count();
    let nobody = frame.begins_no_name(hit.end);
    let is_sentence = end.is_none() && words > 2 && name.trim_end().ends_with('.');
    let is_whole = (whole || end.is_some()) && !is_sentence;
    let is_name = is_whole && (1..MOST_WORDS).contains(&words) && !nobody;
    if is_name {
        return Some(inner(hit.span.end, name));
    }
    // "Dear," of a template whose name is missing greets as well; "dear" at the end of a line does not.
    let greets = words == 0 && (!needs_name || end.is_some()) || nobody && !needs_name;
    greets.then(Span::default)
}

/// The name behind the words that close a letter, or on the next line, empty where there is none; `None` where
/// they close nothing.
fn closing(frame: &Frame<'_, '_>, hit: &Hit<'_>, alone: bool) -> Option<Span> {
    let begins = frame.begins_line(hit.first) || !alone && frame.begins_sentence(hit.first);
    if !begins {
        return None;
    }
    let punctuation = |it: char| !it.is_alphanumeric();
    let (line, whole) = frame.rest_of_line(hit.span.end, LONGEST_NAME);
    let rest = line.trim_start_matches(punctuation);
    if rest.is_empty() && whole {
        let is_last = hit.end >= frame.len();
        let name = next_line(frame, hit.end).filter(|it| is_name(frame, *it, hit.end));
        let closes = name.is_some() || is_last || !alone;
        return closes.then(|| name.unwrap_or_default());
    }
    let divided = line.trim_start_matches(' ').starts_with(punctuation);
    if alone || !divided {
        return None;
    }
    let name = inner(hit.span.end + (line.len() - rest.len()) as u32, rest);
    let signed = whole && is_name(frame, name, hit.end);
    Some(if signed { name } else { Span::default() })
}

/// The line that begins with `word`, without what is no letter, digit or stop at its end.
fn next_line(frame: &Frame<'_, '_>, word: usize) -> Option<Span> {
    if word >= frame.len() {
        return None;
    }
    let start = frame.span_of(word, word + 1).start;
    let (line, whole) = frame.rest_of_line(start, LONGEST_NAME);
    let name = line.trim_end_matches(|it: char| !it.is_alphanumeric() && it != '.' && it != ')');
    whole.then(|| inner(start, name))
}

/// Whether what stands at `span`, of which `first` is the first word, may be the name of somebody who signs.
fn is_name(frame: &Frame<'_, '_>, span: Span, first: usize) -> bool {
    let text = span.of(frame.reading.original);
    let words = text.split_whitespace().count();
    let shaped = (1..=MOST_WORDS).contains(&words)
        && !text.contains(NO_NAME)
        && !text.contains(|it: char| it.is_ascii_digit());
    // A sentence ends in a stop; an initial or a title does too.
    let is_sentence = words > 3 && text.ends_with('.');
    shaped && !is_sentence && !frame.is_lowercase(first) && !frame.begins_no_name(first)
}

/// Where a name ends that `line` begins with.
fn end_of_name(line: &str) -> Option<usize> {
    let sign = line.find(ENDS);
    let dash = line.find(" - ");
    let stop = line.match_indices('.').map(|it| it.0).find(|&at| {
        let before = line.get(..at).unwrap_or_default();
        let word = before.rsplit(' ').next().unwrap_or_default();
        let behind = line.get(at + 1..).unwrap_or_default();
        // "Mr. Smith", "J. Smith"
        word.len() > 3 && (behind.is_empty() || behind.starts_with(' '))
    });
    [sign, dash, stop].into_iter().flatten().min()
}

/// The span of `text`, which begins at `start`, without white space at its ends.
fn inner(start: u32, text: &str) -> Span {
    let trimmed = text.trim_start();
    let start = start + (text.len() - trimmed.len()) as u32;
    Span {
        start,
        end: start + trimmed.trim_end().len() as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_at_a_sign_and_not_behind_a_title() {
        let name = |line: &str| line[..end_of_name(line).unwrap_or(line.len())].to_owned();
        assert_eq!(name(" Bob, the parts"), " Bob");
        assert_eq!(name(" Mr. J. Weaver"), " Mr. J. Weaver");
        assert_eq!(name(" friend.YOU CAN"), " friend.YOU CAN");
        assert_eq!(name(" reader. This week"), " reader");
        assert_eq!(name(" ann@corp.example: read"), " ann@corp.example");
        assert_eq!(name(" team - hello"), " team");
    }

    #[test]
    fn white_space_is_no_part_of_a_name() {
        assert_eq!(inner(10, "  Bob \r"), Span { start: 12, end: 15 });
        assert!(inner(10, "  ").is_empty());
    }
}
