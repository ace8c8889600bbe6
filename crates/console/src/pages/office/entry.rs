//! One held message.

use askama::Template;
use store::{Entry, EntryState, Role};

use super::quarantine::EntryRow;
use super::{OfficeFrame, time};
use crate::pages::answer::document;
use crate::pages::written;
use crate::shown::Shown;
use crate::words::Words;

/// What of the message can be shown.
pub(crate) enum Opened {
    Shown(Box<Shown>),
    /// It is no longer held.
    Gone,
    /// Too much is being judged at this moment.
    Busy,
    /// The engine failed over it.
    Failed,
}

#[derive(Template)]
#[template(path = "console/entry.html")]
struct EntryPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    row: EntryRow,
    bytes: String,
    mail_from: String,
    may_release: bool,
    shown: Option<&'p Shown>,
    why_not: String,
    look: Option<String>,
    can_restore: bool,
    /// Until when it can be brought back, or that it no longer can.
    undo: String,
    pictures_left_out: usize,
}

/// The page.
pub(crate) fn entry(frame: &OfficeFrame, entry: &Entry, opened: &Opened, role: Role) -> String {
    let words = &frame.words;
    let row = EntryRow::of(words, entry);
    let (shown, why_not) = match opened {
        Opened::Shown(shown) => (Some(&**shown), String::new()),
        Opened::Gone => (None, words.say("console-mail-gone")),
        Opened::Busy => (None, words.with("console-busy", "detail", "")),
        Opened::Failed => (None, words.say("console-mail-failed")),
    };
    let can_restore = row.can_restore;
    let undo = match (entry.state, entry.undo_until) {
        (EntryState::Deleted, Some(until)) if can_restore => {
            words.with("console-undo-until", "time", &time(until))
        }
        (EntryState::Deleted, _) => words.say("console-undo-over"),
        _ => String::new(),
    };
    let look = shown.and_then(|it| it.look.as_ref());
    let from = &entry.mail_from;
    written(&EntryPage {
        frame,
        words,
        bytes: entry.bytes.to_string(),
        mail_from: if from.is_empty() {
            words.say("console-bounce")
        } else {
            crate::hostile_text::visible(from)
        },
        may_release: row.is_held && (!row.is_malicious || role >= Role::Admin),
        row,
        shown,
        why_not,
        can_restore,
        undo,
        look: look.map(|it| document(words, it)),
        pictures_left_out: look.map_or(0, |it| it.pictures_left_out),
    })
}
