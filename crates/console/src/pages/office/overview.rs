//! What there was to judge, as plots.

use std::collections::BTreeMap;

use askama::Template;
use store::{Span, Tally, UnixSeconds, Verdict, latency_bound};

use super::plotted::Plotted;
use super::{OfficeFrame, spoken};
use crate::hostile_text::shortened;
use crate::office::overview::{Figures, Window, starts};
use crate::office::plot::{Lines, MOST_SERIES, Ranking, Series, Slot, Stack, grouped};
use crate::office::search::with_value;
use crate::office::time::{hour, month_and_day, to_the_minute};
use crate::pages::written;
use crate::words::Words;

/// Characters of a name beside its bar.
const NAME: usize = 20;
/// Colours of series that have none of their own.
const TONES: [&str; MOST_SERIES] = ["s0", "s1", "s2", "s3", "s4", "s5"];
/// Of the time that judging took: so many of a hundred mails took no longer.
const QUANTILES: [u64; 3] = [50, 95, 99];

/// A figure at the top: name, number, where it leads.
type Figure = (String, String, String);

#[derive(Template)]
#[template(path = "console/overview.html")]
struct OverviewPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    /// Address, name, whether it is the current one.
    windows: Vec<(String, String, bool)>,
    boxes: Vec<Figure>,
    stacks: Vec<Plotted<Stack>>,
    rankings: Vec<Plotted<Ranking>>,
    latency: Option<Plotted<Lines>>,
}

/// The page.
pub(crate) fn overview(frame: &OfficeFrame, window: Window, figures: &Figures) -> String {
    let words = &frame.words;
    let windows = Window::ALL.into_iter().map(|it| {
        let name = words.say(&format!("console-window-{}", it.name()));
        (
            with_value("/console", "window", it.name()),
            name,
            it == window,
        )
    });
    let column = match figures.period.span {
        Span::Hour => "console-column-time",
        Span::Day => "console-day",
    };
    let stacks = [
        ("verdicts", verdicts(words, figures)),
        ("accused", accused(figures)),
    ];
    let stacks = stacks
        .into_iter()
        .filter_map(|(id, plot)| Some(Plotted::stack(words, id, column, plot?)));
    let rankings = [("brands", brands(figures)), ("numbers", numbers(figures))];
    let rankings = rankings
        .into_iter()
        .filter_map(|(id, plot)| Some(Plotted::ranking(words, id, plot?)));
    let latency = latency(words, figures);
    written(&OverviewPage {
        frame,
        words,
        windows: windows.collect(),
        boxes: boxes(words, figures),
        stacks: stacks.collect(),
        rankings: rankings.collect(),
        latency: latency.map(|it| Plotted::lines(words, "latency", column, it)),
    })
}

fn boxes(words: &Words, figures: &Figures) -> Vec<Figure> {
    let of = |verdict: Verdict| -> u64 {
        let those = figures.verdicts.iter();
        let those = those.filter(|it| it.value == verdict.name());
        those.map(|it| it.count).sum()
    };
    let all: u64 = figures.verdicts.iter().map(|it| it.count).sum();
    let mut boxes = vec![(
        words.say("console-overview-mails"),
        grouped(all),
        "/console/verdicts".to_owned(),
    )];
    for it in [Verdict::Malicious, Verdict::Suspicious, Verdict::Undecided] {
        boxes.push((
            words.say(&format!("console-verdict-{}", it.name())),
            grouped(of(it)),
            with_value("/console/verdicts", "verdict", it.name()),
        ));
    }
    boxes.push((
        words.say("console-overview-held"),
        grouped(figures.held),
        "/console/quarantine".to_owned(),
    ));
    boxes.push((
        words.say("console-overview-waiting"),
        figures.waiting.to_string(),
        "/console/reports".to_owned(),
    ));
    boxes
}

/// Slots over the period, with the counts of `values` in their order.
fn slots(figures: &Figures, tallies: &[Tally], values: &[&str]) -> Vec<Slot> {
    let place = |value: &str| values.iter().position(|it| *it == value);
    let mut counts: BTreeMap<UnixSeconds, Vec<u64>> = BTreeMap::new();
    for it in tallies {
        // What has no place of its own is one of the others, which come last.
        let place = place(&it.value).or_else(|| place(""));
        let counts = counts.entry(it.start);
        let counts = counts.or_insert_with(|| vec![0; values.len()]);
        if let Some(count) = place.and_then(|at| counts.get_mut(at)) {
            *count += it.count;
        }
    }
    let each = starts(&figures.period).into_iter().map(|start| Slot {
        counts: counts
            .remove(&start)
            .unwrap_or_else(|| vec![0; values.len()]),
        ..named(figures.period.span, start)
    });
    each.collect()
}

fn named(span: Span, start: UnixSeconds) -> Slot {
    let label = to_the_minute(start);
    let (mark, label) = match span {
        Span::Hour => (hour(start), label),
        Span::Day => {
            let day = label.split(' ').next().unwrap_or_default();
            (month_and_day(start), day.to_owned())
        }
    };
    Slot {
        mark,
        label,
        counts: Vec::new(),
    }
}

fn verdicts(words: &Words, figures: &Figures) -> Option<Stack> {
    let names = Verdict::ALL.map(Verdict::name);
    let series = names.map(|it| Series {
        tone: it,
        label: words.say(&format!("console-verdict-{it}")),
        total: 0,
    });
    Stack::of(series.to_vec(), slots(figures, &figures.verdicts, &names))
}

/// Accused mail by kind of attack: the most frequent, and the rest together.
fn accused(figures: &Figures) -> Option<Stack> {
    let mut totals: BTreeMap<&str, u64> = BTreeMap::new();
    for it in &figures.attack_types {
        *totals.entry(&it.value).or_default() += it.count;
    }
    let mut names: Vec<(&str, u64)> = totals.into_iter().collect();
    names.sort_by_key(|it| std::cmp::Reverse(it.1));
    let mut names: Vec<&str> = names.into_iter().map(|it| it.0).collect();
    if names.len() > MOST_SERIES {
        names.truncate(MOST_SERIES - 1);
        names.push("");
    }
    let series = names.iter().zip(TONES).map(|(name, tone)| Series {
        tone,
        label: if name.is_empty() {
            "…".to_owned()
        } else {
            spoken(name)
        },
        total: 0,
    });
    Stack::of(
        series.collect(),
        slots(figures, &figures.attack_types, &names),
    )
}

fn brands(figures: &Figures) -> Option<Ranking> {
    let each = figures.brands.iter().map(|(it, count)| {
        let href = with_value("/console/verdicts", "brand", it);
        (shortened(&spoken(it), NAME), href, *count)
    });
    Ranking::of(each.collect())
}

fn numbers(figures: &Figures) -> Option<Ranking> {
    let each = figures.numbers.iter().map(|(it, count)| {
        let href = with_value("/console/number", "number", it);
        (shortened(it, NAME), href, *count)
    });
    Ranking::of(each.collect())
}

/// How long judging took, in milliseconds; a mail that took less than one counts as one.
fn latency(words: &Words, figures: &Figures) -> Option<Lines> {
    let mut buckets: BTreeMap<UnixSeconds, Vec<(u8, u64)>> = BTreeMap::new();
    for it in &figures.latency {
        if let Ok(bucket) = it.value.parse() {
            buckets
                .entry(it.start)
                .or_default()
                .push((bucket, it.count));
        }
    }
    let each = starts(&figures.period).into_iter().map(|start| {
        let buckets = buckets.remove(&start).unwrap_or_default();
        let counts = QUANTILES.map(|it| quantile(&buckets, it)).to_vec();
        Slot {
            counts,
            ..named(figures.period.span, start)
        }
    });
    let names = QUANTILES.iter().zip(["s2", "s1", "s0"]);
    let names = names.map(|(it, tone)| (tone, words.say(&format!("console-quantile-{it}"))));
    Lines::of(names.collect(), " ms", each.collect())
}

/// The time that `share` of a hundred mails did not exceed, in whole milliseconds; 0 where there are none.
fn quantile(buckets: &[(u8, u64)], share: u64) -> u64 {
    let all: u64 = buckets.iter().map(|it| it.1).sum();
    let wanted = all.saturating_mul(share).div_ceil(100);
    let mut below = 0;
    for (bucket, count) in buckets {
        below += count;
        if below >= wanted && *count > 0 {
            return latency_bound(*bucket).div_ceil(1000).max(1);
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::latency_bucket;

    #[test]
    fn a_quantile_is_the_bound_of_its_bucket() {
        let buckets = [
            (latency_bucket(3_000), 50),
            (latency_bucket(20_000), 45),
            (latency_bucket(900_000), 5),
        ];
        assert_eq!(quantile(&buckets, 50), 4);
        assert_eq!(quantile(&buckets, 95), 21);
        assert_eq!(quantile(&buckets, 99), 918);
        assert_eq!(quantile(&[], 50), 0);
    }
}
