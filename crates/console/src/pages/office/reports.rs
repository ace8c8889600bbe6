//! The queue of what readers reported.

use askama::Template;
use store::{QueuedReport, RecordId, Verdict};
use url::form_urlencoded;

use super::{LINE, OfficeFrame, time};
use crate::hostile_text::{shortened, visible};
use crate::office::search::address;
use crate::pages::written;
use crate::words::Words;

/// What is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) is_answered: bool,
    pub(crate) by: String,
    pub(crate) verdict: Option<Verdict>,
    pub(crate) after: Option<i64>,
}

impl Asked {
    fn address(&self, is_answered: bool, after: Option<i64>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("state", if is_answered { "answered" } else { "open" });
        if !self.by.is_empty() {
            query.append_pair("by", &self.by);
        }
        if let Some(verdict) = self.verdict {
            query.append_pair("verdict", verdict.name());
        }
        if let Some(after) = after {
            query.append_pair("after", &after.to_string());
        }
        address("/console/reports", &query.finish())
    }
}

/// A page of the queue.
pub(crate) struct Listing {
    pub(crate) asked: Asked,
    /// Each with the verdict under which the message came in.
    pub(crate) reports: Vec<(QueuedReport, Option<RecordId>)>,
    pub(crate) next: Option<i64>,
}

struct ReportRow {
    id: i64,
    time: String,
    by: String,
    note: String,
    /// The name of the verdict then, which is also that of its symbol.
    tone: &'static str,
    word: String,
    href: String,
    /// By whom and when it was answered, and what was said.
    answered: String,
}

impl ReportRow {
    fn of(words: &Words, queued: &QueuedReport, record: Option<RecordId>) -> Self {
        let report = &queued.report;
        let answered = queued.answer.as_ref().map(|it| {
            let key = it.word.map_or("closed", |it| it.name());
            let by = visible(&it.by);
            let when = time(it.time);
            let values = [("by", by.as_str()), ("time", when.as_str())];
            words.fill(&format!("console-report-{key}"), &values)
        });
        Self {
            id: queued.id,
            time: time(report.time),
            by: shortened(&report.by, LINE),
            note: shortened(report.note.as_deref().unwrap_or_default(), LINE),
            tone: report.verdict.map_or("undecided", Verdict::name),
            word: report.verdict.map_or_else(
                || words.say("console-report-unjudged"),
                |it| words.say(&format!("console-verdict-{}", it.name())),
            ),
            href: record.map_or_else(String::new, |it| format!("/console/verdicts/{it}")),
            answered: answered.unwrap_or_default(),
        }
    }
}

#[derive(Template)]
#[template(path = "console/reports.html")]
struct ReportsPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    /// Address, name, whether it is the current one.
    states: Vec<(String, String, bool)>,
    state: &'static str,
    by: &'p str,
    /// Value, words, whether it is chosen.
    verdicts: Vec<(&'static str, String, bool)>,
    is_open: bool,
    rows: Vec<ReportRow>,
    newest: Option<String>,
    next: Option<String>,
}

/// The page.
pub(crate) fn reports(frame: &OfficeFrame, listing: &Listing) -> String {
    let words = &frame.words;
    let asked = &listing.asked;
    let states = [("open", false), ("answered", true)].map(|(name, is_answered)| {
        let said = words.say(&format!("console-reports-{name}"));
        let href = asked.address(is_answered, None);
        (href, said, is_answered == asked.is_answered)
    });
    let verdicts = Verdict::ALL.map(|it| {
        let said = words.say(&format!("console-verdict-{}", it.name()));
        (it.name(), said, asked.verdict == Some(it))
    });
    let rows = listing.reports.iter();
    written(&ReportsPage {
        frame,
        words,
        states: states.into(),
        state: if asked.is_answered {
            "answered"
        } else {
            "open"
        },
        by: &asked.by,
        verdicts: verdicts.into(),
        is_open: !asked.is_answered,
        rows: rows
            .map(|(it, record)| ReportRow::of(words, it, *record))
            .collect(),
        newest: asked.after.map(|_| asked.address(asked.is_answered, None)),
        next: listing
            .next
            .map(|it| asked.address(asked.is_answered, Some(it))),
    })
}
