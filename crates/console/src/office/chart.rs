//! Mails by day, as bars drawn here: no script, no style but attributes.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

/// Days that are drawn, the newest.
const DAYS: i64 = 60;
/// The least days, so that two bars do not fill the page.
const LEAST_DAYS: i64 = 14;
/// Width of a day and height of the tallest bar, in units of the drawing.
const WIDTH: f64 = 12.0;
const HEIGHT: f64 = 120.0;

/// One day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bar {
    pub(crate) day: String,
    pub(crate) all: usize,
    pub(crate) accused: usize,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) height: String,
    /// The part for those that were accused: it stands at the bottom.
    pub(crate) accused_y: String,
    pub(crate) accused_height: String,
}

/// The bars of all days.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Chart {
    pub(crate) bars: Vec<Bar>,
    pub(crate) width: String,
    pub(crate) height: String,
    pub(crate) bar_width: String,
    pub(crate) most: usize,
    pub(crate) first_day: String,
    pub(crate) last_day: String,
}

impl Chart {
    /// The days up to the newest of `days`.
    pub(crate) fn of(days: &BTreeMap<Date, (usize, usize)>) -> Option<Self> {
        let (first, last) = (*days.first_key_value()?.0, *days.last_key_value()?.0);
        let span = first.until(last).ok()?.get_days();
        let shown = (i64::from(span) + 1).clamp(LEAST_DAYS, DAYS);
        let from = last.checked_sub((shown - 1).days()).ok()?;
        let most = days.range(from..).map(|it| it.1.0).max()?.max(1);
        let tall = |count: usize| HEIGHT * count as f64 / most as f64;
        let mut bars = Vec::new();
        for at in 0..shown {
            let day = from.checked_add(at.days()).ok()?;
            let (all, accused) = days.get(&day).copied().unwrap_or_default();
            bars.push(Bar {
                day: day.to_string(),
                all,
                accused,
                x: number(at as f64 * WIDTH + 1.0),
                y: number(HEIGHT - tall(all)),
                height: number(tall(all)),
                accused_y: number(HEIGHT - tall(accused)),
                accused_height: number(tall(accused)),
            });
        }
        Some(Self {
            bars,
            width: number(shown as f64 * WIDTH),
            height: number(HEIGHT + 1.0),
            bar_width: number(WIDTH - 2.0),
            most,
            first_day: from.to_string(),
            last_day: last.to_string(),
        })
    }

    /// The days on which there was something, newest first.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Bar> {
        self.bars.iter().rev().filter(|it| it.all > 0)
    }
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_in_proportion_and_days_without_mail_are_there() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let days = [(day("2026-11-01"), (4, 1)), (day("2026-11-20"), (2, 2))];
        let chart = Chart::of(&days.into()).unwrap();
        assert_eq!((chart.bars.len(), chart.most), (20, 4));
        assert_eq!(chart.bars[0].height, "120.0");
        assert_eq!(chart.bars[0].accused_height, "30.0");
        assert_eq!(chart.bars[19].height, "60.0");
        assert_eq!(chart.rows().count(), 2);
        let old = [(day("2020-01-01"), (9, 0)), (day("2026-11-20"), (1, 0))];
        let chart = Chart::of(&old.into()).unwrap();
        assert_eq!((chart.bars.len(), chart.most), (60, 1));
        assert_eq!(Chart::of(&BTreeMap::new()), None);
    }
}
