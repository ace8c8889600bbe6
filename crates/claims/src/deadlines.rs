//! Deadlines set to the reader: `within 24 hours`, `innerhalb von 2 Tagen`, `before midnight`.

use crate::Deadline;
use crate::extract::is_prose;
use crate::lexicon::Role;
use crate::reading::{Phrase, Reading};
use crate::words::Shape;

/// Deadlines collected from one message at most.
const MAX_DEADLINES: usize = 50;
const HOURS_A_DAY: u32 = 24;
/// No deadline is longer than a year.
const MOST_HOURS: u32 = 366 * HOURS_A_DAY;

/// All deadlines in `readings`.
pub(crate) fn find(readings: &[Reading]) -> Vec<Deadline> {
    let prose = readings.iter().filter(|it| is_prose(it.place));
    prose
        .flat_map(|reading| {
            let phrases = reading.phrases.iter();
            phrases.filter_map(move |it| deadline(reading, it))
        })
        .take(MAX_DEADLINES)
        .collect()
}

fn deadline(reading: &Reading, phrase: &Phrase) -> Option<Deadline> {
    let hours_each = match phrase.role {
        Role::Hours => Some(1),
        Role::Days => Some(HOURS_A_DAY),
        Role::Deadline => None,
        _ => return None,
    };
    let hours = match hours_each {
        Some(each) => Some(number_in(reading, phrase)?.checked_mul(each)?),
        None => None,
    };
    if hours.is_some_and(|it| it == 0 || it > MOST_HOURS) {
        return None;
    }
    Some(Deadline {
        hours,
        quote: reading.quote(phrase.span),
    })
}

/// The last number among the words of `phrase` ("24 to 48 hours" ends after 48); "one" counts as well.
fn number_in(reading: &Reading, phrase: &Phrase) -> Option<u32> {
    let words = reading
        .words
        .get(phrase.words.0 as usize..phrase.words.1 as usize)?;
    let mut numbers = words.iter().filter(|it| it.shape == Shape::Digits);
    match numbers.next_back() {
        Some(word) => word.of(reading.text()).parse().ok(),
        None => Some(1),
    }
}
