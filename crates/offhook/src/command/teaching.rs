//! `offhook history teach`, `teachings` and `take-back`: what persons say of mail, and unsay.
//!
//! Whoever may write the history may teach it; each word keeps the name of the one who said it.

use std::fmt::Write as _;

use anyhow::bail;
use history::{
    About, MessageKey, Store, TaughtLabel, Teaching, TeachingId, TeachingRecord, format_time,
};

use super::history::{now, say};
use super::judging;
use crate::cli::{TaughtVerdict, TeachArguments};

pub(crate) fn teach(store: &dyn Store, arguments: &TeachArguments) -> anyhow::Result<()> {
    let actor = actor(arguments.by.as_deref())?;
    let time = now()?;
    // All of it is looked at before any of it is said.
    for about in subjects(store, arguments)? {
        let teaching = Teaching {
            actor: actor.clone(),
            time,
            about,
            label: match arguments.verdict {
                TaughtVerdict::Scam => TaughtLabel::Malicious,
                TaughtVerdict::Genuine => TaughtLabel::Benign,
            },
            note: arguments.note.clone(),
        };
        let id = store.teach(&teaching)?;
        say(&id.0.to_string())?;
    }
    Ok(())
}

pub(crate) fn list(store: &dyn Store) -> anyhow::Result<()> {
    for it in store.teachings()? {
        say(&line(&it))?;
    }
    Ok(())
}

pub(crate) fn take_back(store: &dyn Store, ids: &[i64], by: Option<&str>) -> anyhow::Result<()> {
    let actor = actor(by)?;
    let now = now()?;
    for id in ids {
        store.undo(TeachingId(*id), &actor, now)?;
    }
    Ok(())
}

/// Nobody teaches namelessly.
pub(super) fn actor(by: Option<&str>) -> anyhow::Result<String> {
    let account = ["LOGNAME", "USER"].map(std::env::var).into_iter().flatten();
    let mut candidates = by.map(str::to_owned).into_iter().chain(account);
    match candidates.find(|it| !it.trim().is_empty()) {
        Some(name) => Ok(name),
        None => bail!("say who you are with --by NAME"),
    }
}

/// What the words are about: the mails first, then the numbers and senders.
fn subjects(store: &dyn Store, arguments: &TeachArguments) -> anyhow::Result<Vec<About>> {
    let mut all: Vec<About> = messages(store, arguments)?
        .into_iter()
        .map(About::Message)
        .collect();
    for number in &arguments.number {
        let digits = number.strip_prefix('+').unwrap_or_default();
        if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|it| it.is_ascii_digit()) {
            bail!("{number:?} is no number with country code, as in +18055550142");
        }
        all.push(About::Number(number.clone()));
    }
    for sender in &arguments.sender {
        all.push(if sender.contains('@') {
            About::Sender(sender.clone())
        } else {
            About::Domain(sender.clone())
        });
    }
    Ok(all)
}

/// The keys of the mails, each once. A mail that the history does not know stands in no books that a word about
/// it could change.
fn messages(store: &dyn Store, arguments: &TeachArguments) -> anyhow::Result<Vec<MessageKey>> {
    let mut keys = Vec::new();
    let mut names = Vec::new();
    for input in mail::source::read(&arguments.mails) {
        let input = input?;
        let delivery = judging::delivery(&input, arguments.mailbox.as_deref());
        let key = detect::message_key(&input.bytes, &delivery);
        if !keys.contains(&key) {
            keys.push(key);
            names.push(input.name);
        }
    }
    let known = store.known(&keys)?;
    let unknown = names.iter().zip(known).find(|(_, is_known)| !is_known);
    if let Some((name, _)) = unknown {
        bail!(
            "{} does not know {name}: nothing was taught; have `scan` or `learn` read it first, with the same --mailbox",
            store.place()
        );
    }
    Ok(keys)
}

fn line(it: &TeachingRecord) -> String {
    let label = match it.label {
        TaughtLabel::Malicious => "scam",
        TaughtLabel::Benign => "genuine",
    };
    let mut line = format!(
        "{}  {}  {}: {} is {label}",
        it.id.0,
        format_time(it.time),
        it.actor,
        it.about
    );
    if let Some(note) = &it.note {
        let _ = write!(line, " ({note})");
    }
    if let (Some(time), Some(by)) = (it.undone, &it.undone_by) {
        let _ = write!(line, "; taken back {} by {by}", format_time(time));
    }
    line
}
