//! The mail that a job works on: what is held, what the rules bring as examples, what lies below the directory to import from.

use std::collections::HashSet;

use detect::{Engine, test_mails};
use identity::Envelope;
use mail::source::{Input, Messages, read_within};
use store::{Digest, Entry, EntryFilter, EntryId, EntryState, Page, Store, StoreError, Word};

use super::import::inside;
use super::worker::{Stopped, Work};

/// Held messages that a job looks at, the newest.
const MOST_HELD: usize = 10_000;
/// Entries that are asked for at once.
const PAGE: usize = 500;

/// Where a message is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Corpus {
    /// It is held.
    Held(EntryId),
    /// It is the mail of a rule's own test: rule and test.
    Example(String, String),
    /// It lies below the directory to import from.
    File(String),
}

/// What is held, each message once, newest first.
pub(super) fn held(store: &Store) -> Result<Vec<Entry>, StoreError> {
    let filter = EntryFilter {
        state: Some(EntryState::Held),
        ..EntryFilter::default()
    };
    let mut known: HashSet<Digest> = HashSet::new();
    let mut all = Vec::new();
    let mut page = Page::first(PAGE);
    loop {
        let entries = store.entries(&filter, &page)?;
        let Some(last) = entries.last() else {
            return Ok(all);
        };
        page = Page::after(last.id, PAGE);
        for entry in entries {
            if all.len() >= MOST_HELD {
                return Ok(all);
            }
            if known.insert(entry.content) {
                all.push(entry);
            }
        }
    }
}

/// In which envelope an entry came.
pub(super) fn envelope(entry: &Entry) -> Envelope {
    Envelope {
        mail_from: Some(entry.mail_from.clone()),
        recipients: vec![entry.recipient.clone()],
        ..Envelope::default()
    }
}

/// The bytes of an entry; `None` where it was released or deleted in the meantime.
pub(super) fn bytes(store: &Store, entry: &Entry) -> Result<Option<Vec<u8>>, StoreError> {
    match store.message(entry.id) {
        Ok(message) => Ok(Some(message.bytes)),
        Err(StoreError::Settled { .. } | StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The last word that people said of what an entry was held for.
pub(super) fn last_word(store: &Store, entry: &Entry) -> Result<Option<Word>, StoreError> {
    let said = store.feedback(entry.record)?;
    Ok(said.last().map(|it| it.word))
}

/// The mails of the tests of the engine's own rules: lures, and genuine twins of them.
pub(super) fn examples(engine: &Engine) -> Vec<(Corpus, String)> {
    let rules = engine.pack().rules().iter();
    let mails = rules.flat_map(|rule| {
        let mails = test_mails(rule).into_iter();
        mails.map(|(test, mail)| (Corpus::Example(rule.file.name.clone(), test), mail))
    });
    mails.collect()
}

/// The messages below `name` in the directory to import from.
pub(super) fn files(work: &Work<'_>, name: &str) -> Result<Messages, Stopped> {
    let path = inside(work.import(), name).map_err(Stopped::failed)?;
    Ok(read_within(&[path], work.bench().engine().limits()))
}

/// What a message of a file is called for people: without the way to the directory.
pub(super) fn short_name(input: &Input, root: Option<&std::path::Path>) -> String {
    let root = root.map(|it| it.display().to_string()).unwrap_or_default();
    let name = input.name.strip_prefix(&root).unwrap_or(&input.name);
    name.trim_start_matches('/').to_owned()
}
