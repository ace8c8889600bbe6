//! Ids of orders, invoices and transactions, and whether they have the form of the claimed brand's.

use registry::{Brand, Registry};
use text::{Place, Span};

use crate::lexicon::Role;
use crate::reading::{Phrase, Reading};
use crate::{BrandClaim, OrderId};

/// Ids collected from one message at most.
const MAX_IDS: usize = 50;
/// Characters of an id.
const SHORTEST: usize = 4;
const LONGEST: usize = 40;

/// The ids that labels in `readings` name.
pub(crate) fn find(
    readings: &[Reading],
    claimed: &[BrandClaim],
    registry: &Registry,
) -> Vec<OrderId> {
    let with_formats = claimed
        .iter()
        .filter_map(|it| registry.brand(&it.id))
        .find(|it| !it.order_ids.is_empty());
    let mut ids: Vec<OrderId> = Vec::new();
    for reading in readings {
        if reading.place != Place::HiddenText && !reading.place.is_shown() {
            continue;
        }
        let labels = reading.phrases.iter();
        let labels = labels.filter(|it| it.role == Role::OrderLabel);
        let labelled = labels.filter_map(|it| id_after(reading, it));
        for span in labelled.chain(hashed(reading)) {
            if ids.len() >= MAX_IDS {
                return ids;
            }
            let quote = reading.quote(span);
            let id = quote.text.trim_start_matches('#').to_owned();
            let known = |it: &OrderId| it.id == id && it.quote.place == reading.place;
            if !ids.iter().any(known) {
                ids.push(OrderId {
                    brand: with_formats.map(|it| it.id.clone()),
                    format_ok: with_formats.map(|it| has_form(it, &id)),
                    id,
                    quote,
                });
            }
        }
    }
    ids
}

/// Ids in a subject that need no label but a hash (`… has shipped #113-1234567-1234567`).
fn hashed<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = Span> + 'r {
    let is_subject = reading.place == Place::Subject;
    let words = reading
        .words
        .iter()
        .enumerate()
        .take(if is_subject { 200 } else { 0 });
    words
        .filter(|(_, word)| reading.before(word.start, 1) == "#")
        .filter_map(|(at, _)| id_at(reading, at))
}

fn has_form(brand: &Brand, id: &str) -> bool {
    let upper = id.to_ascii_uppercase();
    brand
        .order_ids
        .iter()
        .any(|it| it.matches(id) || it.matches(&upper))
}

/// The id that follows `label`: after signs, and at most a word such as "is" or "no".
fn id_after(reading: &Reading, label: &Phrase) -> Option<Span> {
    let first = label.words.1 as usize;
    let mut end = label.span.end;
    for at in first..first + 2 {
        let word = reading.words.get(at)?;
        let gap = reading.slice(end, word.start);
        if gap.len() > 6 || gap.contains(['.', ',', '(', '$']) && !gap.contains('#') {
            return None;
        }
        if let Some(span) = id_at(reading, at) {
            return Some(span);
        }
        if !FILLERS.contains(&word.of(reading.text())) {
            return None;
        }
        end = word.end;
    }
    None
}

/// Words that may stand between a label and its id.
const FILLERS: [&str; 14] = [
    "is", "for", "of", "no", "nr", "id", "number", "numero", "nummer", "n", "ist", "est", "e", "es",
];

/// The id that begins with word `at`: words joined by hyphens and their like, with a digit among them.
fn id_at(reading: &Reading, at: usize) -> Option<Span> {
    let first = reading.words.get(at)?;
    let mut end = first.end;
    for next in reading.words.get(at + 1..)? {
        let joined = matches!(
            reading.slice(end, next.start),
            "" | "-" | "_" | "/" | "." | "\u{2010}" | "\u{2013}"
        );
        if !joined || (next.end - first.start) as usize > LONGEST {
            break;
        }
        end = next.end;
    }
    let text = reading.slice(first.start, end);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let span = Span {
        start: first.start,
        end,
    };
    let letters_are_capital = reading
        .written(span)
        .bytes()
        .all(|it| !it.is_ascii_lowercase());
    let is_code =
        digits >= 3 || digits >= 1 && letters_are_capital || is_capital_code(reading, span);
    let length = text.chars().count();
    let long_enough = (SHORTEST..=LONGEST).contains(&length);
    let is_year = length == 4 && digits == 4 && (text.starts_with("19") || text.starts_with("20"));
    (is_code && long_enough && !is_year && !is_date(text) && !is_figure(text)).then_some(span)
}

/// Capitals alone are an id only if they are none of the usual words (`GFQWNR`).
fn is_capital_code(reading: &Reading, span: Span) -> bool {
    let written = reading.written(span);
    let vowels = written.bytes().filter(|it| b"AEIOU".contains(it)).count();
    (5..=10).contains(&written.len())
        && vowels <= 1
        && written.bytes().all(|it| it.is_ascii_uppercase())
}

/// A sum of money (`usd390.88`, `9.00`) or a range (`51-100`).
fn is_figure(text: &str) -> bool {
    let figures = text.trim_start_matches(|it: char| it.is_ascii_alphabetic());
    let currency = text.len() - figures.len();
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    if let Some((whole, cents)) = figures.rsplit_once('.') {
        let whole_is_number = whole.split('.').all(is_number);
        return matches!(currency, 0 | 3)
            && cents.len() == 2
            && is_number(cents)
            && whole_is_number;
    }
    let range = text.split_once(['-', '\u{2010}', '\u{2013}']);
    range.is_some_and(|(from, to)| {
        is_number(from) && is_number(to) && from.len() <= 3 && to.len() <= 3
    })
}

/// `2026-11-24`, `24/11/2026`, `24.11.26`.
fn is_date(text: &str) -> bool {
    let mut parts = text.split(['-', '/', '.']);
    let lengths = (parts.next(), parts.next(), parts.next(), parts.next());
    let (Some(first), Some(second), Some(third), None) = lengths else {
        return false;
    };
    let digits = text
        .bytes()
        .all(|it| it.is_ascii_digit() || matches!(it, b'-' | b'/' | b'.'));
    digits
        && matches!(
            (first.len(), second.len(), third.len()),
            (4, 1..=2, 1..=2) | (1..=2, 1..=2, 2 | 4)
        )
}
