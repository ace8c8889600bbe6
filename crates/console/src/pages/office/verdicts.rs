//! The list of verdicts.

use askama::Template;
use store::{Record, RecordId, Verdict};

use super::{LINE, OfficeFrame, spoken_all, subject_of, time};
use crate::hostile_text::shortened;
use crate::office::search::Search;
use crate::pages::written;
use crate::words::Words;

/// What came of the search.
pub(crate) enum Found {
    /// Records, and after which of them the next page goes on.
    Records {
        records: Vec<Record>,
        next: Option<RecordId>,
    },
    /// A field cannot be understood: its name.
    Unclear(&'static str),
}

/// A record in a row.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) href: String,
    /// The name of the verdict, which is also that of its symbol.
    pub(crate) tone: &'static str,
    pub(crate) word: String,
    pub(crate) time: String,
    pub(crate) from: String,
    pub(crate) subject: String,
    pub(crate) recipient: String,
    pub(crate) more_recipients: usize,
    pub(crate) attacks: String,
    pub(crate) brands: String,
    pub(crate) action: String,
}

impl Row {
    pub(crate) fn of(words: &Words, record: &Record) -> Self {
        let first = record.recipients.first();
        Self {
            id: record.id.to_string(),
            href: format!("/console/verdicts/{}", record.id),
            tone: record.verdict.name(),
            word: words.say(&format!("console-verdict-{}", record.verdict.name())),
            time: time(record.time),
            from: shortened(&record.from, LINE),
            subject: subject_of(words, record.subject.as_deref()),
            recipient: first.map(|it| shortened(it, LINE)).unwrap_or_default(),
            more_recipients: record.recipients.len().saturating_sub(1),
            attacks: spoken_all(&record.attack_types),
            brands: spoken_all(&record.brands),
            action: super::spoken(&record.action),
        }
    }
}

#[derive(Template)]
#[template(path = "console/live_row.html")]
struct LiveRow<'p> {
    words: &'p Words,
    it: Row,
}

/// A record as a row of the list that is open already.
pub(crate) fn live_row(words: &Words, record: &Record) -> String {
    let it = Row::of(words, record);
    written(&LiveRow { words, it })
}

/// A choice of a form: value, words, whether it is chosen.
type Choice = (&'static str, String, bool);

#[derive(Template)]
#[template(path = "console/verdicts.html")]
struct VerdictsPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    search: &'p Search,
    verdicts: Vec<Choice>,
    doors: Vec<Choice>,
    /// What is filled in of the fields that are folded.
    details: Vec<(String, String)>,
    problem: Option<String>,
    rows: Vec<Row>,
    next: Option<String>,
    newest: String,
    /// Where the page hears of what is new; only the first page does.
    live: Option<String>,
}

/// Where mail comes in.
const DOORS: [&str; 7] = [
    "milter", "rspamd", "spamd", "rest", "check", "abuse", "import",
];

/// The page.
pub(crate) fn verdicts(frame: &OfficeFrame, search: &Search, found: &Found) -> String {
    let words = &frame.words;
    let (records, next, problem) = match found {
        Found::Records { records, next } => (records.as_slice(), *next, None),
        Found::Unclear(field) => {
            let name = words.say(&format!("console-field-{field}"));
            let problem = words.with("console-unclear", "field", &name);
            (&[][..], None, Some(problem))
        }
    };
    let verdicts = Verdict::ALL.into_iter().map(|it| {
        let name = it.name();
        let word = words.say(&format!("console-verdict-{name}"));
        (name, word, search.verdict == name)
    });
    let is_first = search.after.is_none() && problem.is_none();
    let live = is_first.then(|| search.live_address(records.first().map(|it| it.id)));
    let details = search.details().into_iter();
    let details = details.map(|(name, value)| (words.say(&format!("console-field-{name}")), value));
    let doors = DOORS.into_iter();
    written(&VerdictsPage {
        frame,
        words,
        search,
        verdicts: verdicts.collect(),
        doors: doors
            .map(|it| (it, it.to_owned(), search.door == it))
            .collect(),
        details: details.collect(),
        problem,
        rows: records.iter().map(|it| Row::of(words, it)).collect(),
        next: next.map(|it| search.address(Some(it))),
        newest: search.address(None),
        live,
    })
}
