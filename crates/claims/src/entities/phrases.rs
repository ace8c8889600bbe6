//! What phrases tell wherever they stand: requests, pressure, money, disclaimers.

use text::Span;

use super::frame::{Frame, Hit};
use super::{EntityKind, Found};
use crate::amounts;

/// Words that a request reaches on behind its phrase.
const REACH: usize = 8;
/// Words between two phrases of one disclaimer.
const DISCLAIMER_GAP: usize = 60;
/// Words before the first phrase of a disclaimer, and behind the last, that may be part of it.
const DISCLAIMER_EDGE: usize = 40;
/// Signs that end a clause.
const ENDS: [char; 15] = [
    ',', ';', ':', '!', '?', '.', '(', ')', '"', '|', '<', '>', '*', '[', ']',
];

pub(super) fn find(frame: &Frame<'_, '_>, found: &mut Vec<Found>) {
    let disclaimers = disclaimers(frame);
    // What a disclaimer asks and threatens is said to strangers.
    let mut add = |kind, span: Span| {
        let before = disclaimers.partition_point(|it| it.start <= span.start);
        let around = before.checked_sub(1).and_then(|it| disclaimers.get(it));
        let is_said = !around.is_some_and(|it| it.contains(span));
        if is_said || kind == EntityKind::Financial {
            found.push(Found { kind, span });
        }
    };
    for hit in frame.of("request") {
        add(EntityKind::Request, clause(frame, hit));
    }
    let openings = frame.of("_request_opening");
    for hit in openings.filter(|it| frame.begins_sentence(it.first)) {
        add(EntityKind::Request, clause(frame, hit));
    }
    let buttons = frame.of("_request_alone");
    let alone = |it: &&Hit<'_>| frame.begins_line(it.first) && frame.begins_line(it.end);
    for hit in buttons.filter(alone) {
        add(EntityKind::Request, hit.span);
    }
    for (concept, kind) in [
        ("urgency", EntityKind::Urgency),
        ("financial", EntityKind::Financial),
    ] {
        let phrases = frame.of(concept);
        for hit in phrases.filter(|it| !frame.reading.is_in_address(it.folded)) {
            add(kind, hit.span);
        }
    }
    for sum in amounts::find(std::slice::from_ref(frame.reading)) {
        add(EntityKind::Financial, sum.quote.span);
    }
    found.extend(disclaimers.into_iter().map(|span| Found {
        kind: EntityKind::Disclaimer,
        span,
    }));
}

/// The phrase and what it goes on with, up to the end of the clause.
fn clause(frame: &Frame<'_, '_>, hit: &Hit<'_>) -> Span {
    let mut end = hit.end;
    while end < hit.end + REACH && goes_on(frame, end) {
        end += 1;
    }
    frame.span_of(hit.first, end)
}

/// Whether `word` belongs to the clause of the word before it.
fn goes_on(frame: &Frame<'_, '_>, word: usize) -> bool {
    if frame.begins_sentence(word) {
        return false;
    }
    let gap = frame.gap_before(word);
    // "john.smith", "3:30"
    let is_joined = !gap.contains(char::is_whitespace);
    is_joined || !gap.contains(ENDS) && !gap.contains(" - ")
}

/// The sentences that hold phrases of a disclaimer, and those between.
fn disclaimers(frame: &Frame<'_, '_>) -> Vec<Span> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for hit in frame.of("disclaimer") {
        match runs.last_mut() {
            Some(run) if hit.first <= run.1 + DISCLAIMER_GAP => run.1 = run.1.max(hit.end),
            _ => runs.push((hit.first, hit.end)),
        }
    }
    let begins = |it: &usize| frame.begins_sentence(*it);
    let spans = runs.into_iter().map(|(first, end)| {
        let mut before = (first.saturating_sub(DISCLAIMER_EDGE)..=first).rev();
        let mut behind = end..=(end + DISCLAIMER_EDGE).min(frame.len());
        let start = before.find(begins).unwrap_or(first);
        frame.span_of(start, behind.find(begins).unwrap_or(end))
    });
    spans.collect()
}
