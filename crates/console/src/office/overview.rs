//! What there was to judge over a day, a week, a month or a quarter, from the counters of the store.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use jiff::Timestamp;
use store::{Counted, Page, Period, ReportFilter, Span, Store, StoreError, Tally, UnixSeconds};

use super::gate::Visitor;
use super::search::value;
use super::{BackOffice, Rooms};
use crate::pages::office::overview::overview;

/// Names of a ranking.
const NAMES: usize = 10;
/// Reports that are counted as waiting.
const WAITING: usize = 1000;

/// How far back is looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Window {
    Day,
    Week,
    Month,
    Quarter,
}

impl Window {
    pub(crate) const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Quarter];

    /// Its name in addresses.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Day => "24h",
            Self::Week => "7d",
            Self::Month => "30d",
            Self::Quarter => "90d",
        }
    }

    fn spans(self) -> (Span, i64) {
        match self {
            Self::Day => (Span::Hour, 24),
            Self::Week => (Span::Day, 7),
            Self::Month => (Span::Day, 30),
            Self::Quarter => (Span::Day, 90),
        }
    }

    /// The spans up to the one that `now` lies in.
    pub(crate) fn period(self, now: UnixSeconds) -> Period {
        let (span, count) = self.spans();
        let last = span.start(now);
        Period {
            span,
            since: last.saturating_sub((count - 1).saturating_mul(span.seconds())),
            until: last.saturating_add(span.seconds()),
        }
    }
}

/// The starts of all spans of a period, the oldest first.
pub(crate) fn starts(period: &Period) -> Vec<UnixSeconds> {
    let step = usize::try_from(period.span.seconds()).unwrap_or(1);
    (period.since..period.until).step_by(step).collect()
}

/// What the counters say.
#[derive(Debug)]
pub(crate) struct Figures {
    pub(crate) period: Period,
    pub(crate) verdicts: Vec<Tally>,
    pub(crate) attack_types: Vec<Tally>,
    pub(crate) latency: Vec<Tally>,
    pub(crate) brands: Vec<(String, u64)>,
    pub(crate) numbers: Vec<(String, u64)>,
    /// Entries held at this moment.
    pub(crate) held: u64,
    /// Reports of readers that wait at this moment, up to [`WAITING`].
    pub(crate) waiting: usize,
}

impl Figures {
    fn of(store: &Store, period: Period) -> Result<Self, StoreError> {
        let waiting = ReportFilter {
            open: Some(true),
            ..ReportFilter::default()
        };
        Ok(Self {
            verdicts: store.tallies(Counted::Verdict, &period)?,
            attack_types: store.tallies(Counted::AttackType, &period)?,
            latency: store.tallies(Counted::Latency, &period)?,
            brands: store.most(Counted::Brand, &period, NAMES)?,
            numbers: store.most(Counted::Number, &period, NAMES)?,
            held: store.usage()?.held,
            waiting: store.queued_reports(&waiting, &Page::first(WAITING))?.len(),
            period,
        })
    }
}

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = value(&query.unwrap_or_default(), "window");
    let mut windows = Window::ALL.into_iter();
    let window = windows.find(|it| Some(it.name()) == asked.as_deref());
    let window = window.unwrap_or(Window::Week);
    let period = window.period(Timestamp::now().as_second());
    let asking = rooms.office.ask(move |store| Figures::of(store, period));
    match asking.await {
        Ok(figures) => {
            let frame = rooms.frame(&visitor, "overview");
            Rooms::<O>::page(&visitor, overview(&frame, window, &figures))
        }
        Err(why) => rooms.unanswered(&visitor, &why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_with_the_span_of_now() {
        let now = 1_796_043_661;
        let day = Window::Day.period(now);
        assert_eq!(starts(&day).len(), 24);
        assert!(starts(&day).last().is_some_and(|it| now - it < 3_600));
        let quarter = Window::Quarter.period(now);
        assert_eq!(starts(&quarter).len(), 90);
        assert_eq!(quarter.until, 1_796_083_200);
    }
}
