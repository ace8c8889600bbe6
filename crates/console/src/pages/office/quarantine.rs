//! The list of what is held, and the pages on the way to releasing or deleting it.

use askama::Template;
use jiff::Timestamp;
use store::{Entry, EntryId, EntryState, Role, UNDO_SECONDS, Verdict};
use url::form_urlencoded;

use super::{LINE, OfficeFrame, subject_of, time};
use crate::hostile_text::{shortened, visible};
use crate::office::search::address;
use crate::pages::written;
use crate::words::Words;

/// What is done to entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Release,
    Delete,
    /// Bring back what was deleted.
    Restore,
}

impl Deed {
    fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Done {
    Yes,
    NotAllowed,
    /// The mail server did not take it; its words.
    Undelivered(String),
    /// Something had become of it before; what.
    Settled(String),
    Away,
}

/// A page of the list.
pub(crate) struct Listing {
    pub(crate) state: EntryState,
    pub(crate) recipient: String,
    pub(crate) entries: Vec<Entry>,
    pub(crate) next: Option<EntryId>,
    pub(crate) is_first: bool,
}

/// An entry in a row.
pub(crate) struct EntryRow {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) record_href: String,
    pub(crate) tone: &'static str,
    pub(crate) word: String,
    pub(crate) held: String,
    pub(crate) from: String,
    pub(crate) subject: String,
    pub(crate) recipient: String,
    pub(crate) cause: String,
    pub(crate) is_held: bool,
    pub(crate) is_malicious: bool,
    pub(crate) state: String,
    /// By whom, when and why the state was changed.
    pub(crate) changed: String,
    /// Whether it was deleted and can be brought back.
    pub(crate) can_restore: bool,
}

impl EntryRow {
    pub(crate) fn of(words: &Words, entry: &Entry) -> Self {
        let now = Timestamp::now().as_second();
        let state = words.say(&format!("console-state-{}", entry.state.name()));
        let changed = match (entry.changed, entry.changed_by.as_deref()) {
            (Some(when), Some(by)) if entry.state != EntryState::Held => {
                let values = [("by", visible(by)), ("time", time(when))];
                let values = values.each_ref().map(|it| (it.0, it.1.as_str()));
                let mut changed = words.fill("console-changed", &values);
                if let Some(reason) = entry.reason.as_deref().filter(|it| !it.is_empty()) {
                    changed += ": ";
                    changed += &shortened(reason, LINE * 2);
                }
                changed
            }
            _ => String::new(),
        };
        Self {
            id: entry.id.to_string(),
            href: format!("/console/quarantine/{}", entry.id),
            record_href: format!("/console/verdicts/{}", entry.record),
            tone: entry.verdict.name(),
            word: words.say(&format!("console-verdict-{}", entry.verdict.name())),
            held: time(entry.held),
            from: shortened(&entry.from, LINE),
            subject: subject_of(words, entry.subject.as_deref()),
            recipient: shortened(&entry.recipient, LINE),
            cause: entry
                .cause
                .as_deref()
                .map(|it| shortened(it, 400))
                .unwrap_or_default(),
            is_held: entry.state == EntryState::Held,
            is_malicious: entry.verdict == Verdict::Malicious,
            state,
            changed,
            can_restore: entry.undo_until.is_some_and(|it| it > now),
        }
    }
}

#[derive(Template)]
#[template(path = "console/quarantine.html")]
struct QuarantinePage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    /// Address, name, whether it is the current one.
    states: Vec<(String, String, bool)>,
    state: &'static str,
    is_held: bool,
    is_deleted: bool,
    recipient: &'p str,
    rows: Vec<EntryRow>,
    next: Option<String>,
    newest: Option<String>,
}

fn list_at(state: EntryState, recipient: &str, after: Option<EntryId>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("state", state.name());
    if !recipient.is_empty() {
        query.append_pair("recipient", recipient);
    }
    if let Some(after) = after {
        query.append_pair("after", &after.to_string());
    }
    address("/console/quarantine", &query.finish())
}

/// The list.
pub(crate) fn quarantine(frame: &OfficeFrame, listing: &Listing) -> String {
    let words = &frame.words;
    let recipient = listing.recipient.as_str();
    let states = EntryState::ALL.into_iter().map(|it| {
        let name = words.say(&format!("console-state-{}", it.name()));
        (list_at(it, recipient, None), name, it == listing.state)
    });
    let newest = (!listing.is_first).then(|| list_at(listing.state, recipient, None));
    written(&QuarantinePage {
        frame,
        words,
        states: states.collect(),
        state: listing.state.name(),
        is_held: listing.state == EntryState::Held,
        is_deleted: listing.state == EntryState::Deleted,
        recipient,
        rows: listing
            .entries
            .iter()
            .map(|it| EntryRow::of(words, it))
            .collect(),
        next: listing
            .next
            .map(|it| list_at(listing.state, recipient, Some(it))),
        newest,
    })
}

#[derive(Template)]
#[template(path = "console/confirm.html")]
struct ConfirmPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    deed: &'static str,
    title: String,
    button: String,
    /// Those that it can be done to.
    rows: Vec<EntryRow>,
    /// Those that it cannot, and why.
    left: Vec<(EntryRow, String)>,
}

/// The page that asks whether it is meant.
pub(crate) fn confirm(frame: &OfficeFrame, deed: Deed, entries: &[Entry], role: Role) -> String {
    let words = &frame.words;
    let (mut rows, mut left) = (Vec::new(), Vec::new());
    for entry in entries {
        let row = EntryRow::of(words, entry);
        if !row.is_held {
            let why = words.with("console-left-settled", "state", &row.state);
            left.push((row, why));
        } else if deed == Deed::Release && row.is_malicious && role < Role::Admin {
            left.push((row, words.say("console-left-malicious")));
        } else {
            rows.push(row);
        }
    }
    let name = deed.name();
    written(&ConfirmPage {
        frame,
        words,
        deed: name,
        title: words.count(&format!("console-confirm-{name}"), rows.len()),
        button: words.say(&format!("console-do-{name}")),
        rows,
        left,
    })
}

#[derive(Template)]
#[template(path = "console/done.html")]
struct DonePage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    title: String,
    failed: String,
    /// How long it can be brought back, where it can.
    undo: Option<String>,
    /// The entry, what came of it, whether it was done.
    rows: Vec<(EntryRow, String, bool)>,
}

/// The page that says what came of it.
pub(crate) fn done(frame: &OfficeFrame, deed: Deed, results: &[(Entry, Done)]) -> String {
    let words = &frame.words;
    let name = deed.name();
    let rows = results.iter().map(|(entry, done)| {
        let said = match done {
            Done::Yes => words.say(&format!("console-did-{name}")),
            Done::NotAllowed => words.say("console-left-malicious"),
            Done::Undelivered(why) => {
                words.with("console-undelivered", "why", &shortened(why, 300))
            }
            Done::Settled(why) => visible(why),
            Done::Away => words.with("console-away", "detail", ""),
        };
        (EntryRow::of(words, entry), said, *done == Done::Yes)
    });
    let count = results.iter().filter(|it| it.1 == Done::Yes).count();
    let failed = results.len() - count;
    let minutes = (UNDO_SECONDS / 60).to_string();
    let can_undo = deed == Deed::Delete && count > 0;
    written(&DonePage {
        frame,
        words,
        undo: can_undo.then(|| words.count_with("console-undo-lead", count, "minutes", &minutes)),
        title: words.count(&format!("console-done-{name}"), count),
        failed: if failed == 0 {
            String::new()
        } else {
            words.count("console-done-failed", failed)
        },
        rows: rows.collect(),
    })
}
