//! `offhook quarantine`: held mail.

use std::io::Write as _;

use anyhow::Context as _;
use gateway::{Actor, Power};
use store::{Entry, EntryFilter, EntryId, EntryState, Page, Role, Store};

use super::history::{days, now, say};
use super::teaching::actor;
use crate::Outcome;
use crate::cli::{Chosen, QuarantineArguments, QuarantineCommand};
use crate::config::Configuration;

/// Characters of a message's text that are shown.
const MOST_SHOWN: usize = 20_000;

pub(crate) fn run(
    arguments: &QuarantineArguments,
    configuration: &Configuration,
) -> anyhow::Result<Outcome> {
    let store = open(configuration)?;
    match &arguments.command {
        QuarantineCommand::List {
            state,
            recipient,
            limit,
            after,
            json,
        } => {
            let filter = EntryFilter {
                state: state.parse().ok(),
                recipient: recipient.clone(),
                ..EntryFilter::default()
            };
            let page = Page {
                after: *after,
                limit: *limit,
            };
            for entry in store.entries(&filter, &page)? {
                if *json {
                    say(&serde_json::to_string(&entry)?)?;
                } else {
                    say(&line(&entry))?;
                }
            }
        }
        QuarantineCommand::Show { id, raw } => show(&store, *id, *raw)?,
        QuarantineCommand::Release(chosen) => return release(&store, configuration, chosen),
        QuarantineCommand::Delete(chosen) => return delete(&store, chosen),
        QuarantineCommand::Restore(chosen) => return restore(&store, chosen),
        QuarantineCommand::Expire { older_than } => {
            let kept = configuration.quarantine.keep_days;
            let Some(age) = age(older_than.as_deref(), kept)? else {
                return Ok(Outcome::Clean);
            };
            let now = now()?;
            let expired = store.expire_entries(now.saturating_sub(age), now)?;
            store.forget_deleted(now)?;
            say(&format!("{expired} expired."))?;
        }
        QuarantineCommand::Digest { dry_run } => return digest(&store, configuration, *dry_run),
        QuarantineCommand::Check => return check(&store),
    }
    Ok(Outcome::Clean)
}

/// The store of the settings.
pub(super) fn open(configuration: &Configuration) -> anyhow::Result<Store> {
    Ok(gateway::open_store(
        &configuration.store,
        &configuration.quarantine,
    )?)
}

/// An age in seconds: the one given, else that of the settings, which may be for ever.
pub(super) fn age(given: Option<&str>, kept: u32) -> anyhow::Result<Option<i64>> {
    match given {
        Some(given) => days(given).map(Some),
        None if kept == 0 => Ok(None),
        None => days(&kept.to_string()).map(Some),
    }
}

fn line(entry: &Entry) -> String {
    let subject = entry.subject.as_deref().unwrap_or("(not kept)");
    gateway::defang(&format!(
        "{}  {}  {}  {}  to {}  from {}  {subject}",
        entry.id,
        history::format_time(entry.held),
        entry.state.name(),
        entry.verdict.name(),
        entry.recipient,
        entry.from,
    ))
}

fn show(store: &Store, id: EntryId, raw: bool) -> anyhow::Result<()> {
    if raw {
        let message = store.message(id)?;
        let mut out = std::io::stdout().lock();
        out.write_all(&message.bytes)?;
        return Ok(out.flush()?);
    }
    let entry = store
        .entry(id)?
        .with_context(|| format!("there is no entry {id}"))?;
    say(&line(&entry))?;
    say(&format!("  record    {}", entry.record))?;
    say(&format!(
        "  message   {} ({} bytes)",
        entry.content, entry.bytes
    ))?;
    if let Some(cause) = &entry.cause {
        say(&format!("  because   {}", gateway::defang(cause)))?;
    }
    if let (Some(time), Some(by)) = (entry.changed, &entry.changed_by) {
        let time = history::format_time(time);
        let reason = entry.reason.as_deref();
        let reason = reason.map_or_else(String::new, |it| format!(": {it}"));
        let text = format!("  {}  {time} by {by}{reason}", entry.state.name());
        say(&gateway::defang(&text))?;
    }
    if entry.state != EntryState::Held {
        return Ok(());
    }
    let message = store.message(id)?;
    let parsed = mail::parse(&message.bytes, &mail::ParseOptions::default());
    let text: String = parsed.body.visible_text.chars().take(MOST_SHOWN).collect();
    say("")?;
    say(&gateway::defang(&text))?;
    for it in &parsed.attachments {
        let name = it.file_name.as_deref().unwrap_or("without a name");
        say(&gateway::defang(&format!("[attached: {name}]")))?;
    }
    Ok(())
}

fn release(
    store: &Store,
    configuration: &Configuration,
    chosen: &Chosen,
) -> anyhow::Result<Outcome> {
    // Whoever may read the store's key may do everything.
    let actor = Actor {
        name: actor(chosen.by.as_deref())?,
        power: Power::Role(Role::Admin),
    };
    let settings = &configuration.quarantine;
    for_each(chosen, "released", |id| {
        Ok(gateway::release(
            store,
            settings,
            id,
            &actor,
            chosen.reason.as_deref(),
        )?)
    })
}

fn delete(store: &Store, chosen: &Chosen) -> anyhow::Result<Outcome> {
    let actor = actor(chosen.by.as_deref())?;
    let now = now()?;
    for_each(chosen, "deleted", |id| {
        Ok(store.delete(id, &actor, chosen.reason.as_deref(), now)?)
    })
}

fn restore(store: &Store, chosen: &Chosen) -> anyhow::Result<Outcome> {
    let actor = actor(chosen.by.as_deref())?;
    let now = now()?;
    for_each(chosen, "brought back", |id| {
        Ok(store.restore(id, &actor, chosen.reason.as_deref(), now)?)
    })
}

/// Does something to each entry; one that fails does not keep the others from it.
fn for_each(
    chosen: &Chosen,
    done: &str,
    work: impl Fn(EntryId) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Clean;
    for id in &chosen.ids {
        match work(*id) {
            Ok(()) => say(&format!("{id} {done}"))?,
            Err(error) => {
                anstream::eprintln!("offhook: {id}: {error:#}");
                outcome = Outcome::Incomplete;
            }
        }
    }
    Ok(outcome)
}

fn digest(store: &Store, configuration: &Configuration, dry_run: bool) -> anyhow::Result<Outcome> {
    let settings = &configuration.quarantine;
    let mut outcome = Outcome::Clean;
    for mail in gateway::digests(store)? {
        if dry_run {
            let base = settings.public_url.as_deref();
            let mut link = |_| base.map(|it| format!("{}/release/…", it.trim_end_matches('/')));
            say(&format!(
                "To: {}\n\n{}",
                mail.recipient,
                mail.text(&mut link)
            ))?;
            continue;
        }
        match gateway::send_digest(store, settings, &mail) {
            Ok(()) => say(&format!("{}: {}", mail.recipient, mail.entries.len()))?,
            Err(error) => {
                anstream::eprintln!("offhook: {:#}", anyhow::Error::from(error));
                outcome = Outcome::Incomplete;
            }
        }
    }
    Ok(outcome)
}

fn check(store: &Store) -> anyhow::Result<Outcome> {
    let audit = store.audit()?;
    say(&format!(
        "{} files that nothing speaks of were removed.",
        audit.removed
    ))?;
    for name in &audit.strange {
        say(&format!(
            "{name} is older than the database and in no row of it."
        ))?;
    }
    for digest in &audit.missing {
        say(&format!("{digest} is held and its file is missing."))?;
    }
    Ok(if audit.missing.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Found
    })
}
