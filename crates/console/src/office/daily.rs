//! Mails by day: those that were accused, and the others.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::plot::{Series, Slot, Stack};

/// Days that are drawn, the newest.
const DAYS: i64 = 60;
/// The least days, so that two bars do not fill the page.
const LEAST_DAYS: i64 = 14;

/// The days up to the newest of `days`, which hold how many mails there were and how many of them were accused. `labels` are
/// those of the accused and of the others. `None` where there are no mails.
pub(crate) fn daily(days: &BTreeMap<Date, (usize, usize)>, labels: [String; 2]) -> Option<Stack> {
    let (first, last) = (*days.first_key_value()?.0, *days.last_key_value()?.0);
    let span = first.until(last).ok()?.get_days();
    let shown = (i64::from(span) + 1).clamp(LEAST_DAYS, DAYS);
    let from = last.checked_sub((shown - 1).days()).ok()?;
    let mut slots = Vec::new();
    for at in 0..shown {
        let day = from.checked_add(at.days()).ok()?;
        let (all, accused) = days.get(&day).copied().unwrap_or_default();
        slots.push(Slot {
            mark: day.strftime("%-d %b").to_string(),
            label: day.to_string(),
            counts: vec![accused as u64, all.saturating_sub(accused) as u64],
        });
    }
    let [accused, others] = labels;
    let series = [("malicious", accused), ("undecided", others)].map(|(tone, label)| Series {
        tone,
        label,
        total: 0,
    });
    Stack::of(series.into(), slots)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(days: &[(&str, (usize, usize))]) -> Option<Stack> {
        let days = days
            .iter()
            .map(|(day, counts)| (day.parse().unwrap(), *counts));
        daily(&days.collect(), [String::new(), String::new()])
    }

    #[test]
    fn bars_are_in_proportion_and_days_without_mail_are_there() {
        let stack = drawn(&[("2026-11-01", (4, 1)), ("2026-11-20", (2, 2))]).unwrap();
        assert_eq!((stack.slots.len(), stack.rows().count()), (20, 2));
        assert_eq!(stack.slots[0].counts, [1, 3]);
        assert_eq!(stack.pieces.len(), 3, "no piece for nothing");
        assert_eq!(
            stack.series.iter().map(|it| it.total).collect::<Vec<_>>(),
            [3, 3]
        );
        let old = drawn(&[("2020-01-01", (9, 0)), ("2026-11-20", (1, 0))]).unwrap();
        assert_eq!((old.slots.len(), old.total), (60, 1));
        assert_eq!(drawn(&[]), None);
    }
}
