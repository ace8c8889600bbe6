//! `offhook records`: what was judged, and how.

use anyhow::Context as _;
use serde_json::json;
use store::{Filter, Page, Record, RecordId, Store};

use super::history::{now, say};
use super::quarantine::{age, open};
use crate::Outcome;
use crate::cli::{RecordFilter, RecordsArguments, RecordsCommand};
use crate::config::Configuration;

pub(crate) fn run(
    arguments: &RecordsArguments,
    configuration: &Configuration,
) -> anyhow::Result<Outcome> {
    let store = open(configuration)?;
    match &arguments.command {
        RecordsCommand::List(filter) => list(&store, filter, None)?,
        RecordsCommand::Search { words, filter } => list(&store, filter, Some(words.join(" ")))?,
        RecordsCommand::Show { id } => show(&store, *id)?,
        RecordsCommand::Purge { mailbox } => {
            let removed = store.purge(mailbox)?;
            say(&format!(
                "Removed {removed} records and entries of {mailbox}."
            ))?;
        }
        RecordsCommand::Expire { older_than } => {
            let kept = configuration.store.keep_days;
            if let Some(age) = age(older_than.as_deref(), kept)? {
                let removed = store.expire_records(now()?.saturating_sub(age), || true)?;
                say(&format!("Removed {removed} records."))?;
            }
        }
        RecordsCommand::Seed { count } => {
            // Made-up records among real ones could not be told apart again.
            if !store
                .records(&Filter::default(), &Page::first(1))?
                .is_empty()
            {
                anyhow::bail!("the store {} is not empty", store.place());
            }
            store::seed(&store, *count, now()?)?;
            say(&format!("Made up {count} records."))?;
        }
    }
    Ok(Outcome::Clean)
}

fn list(store: &Store, asked: &RecordFilter, text: Option<String>) -> anyhow::Result<()> {
    let filter = Filter {
        verdict: asked.verdict.as_deref().and_then(|it| it.parse().ok()),
        door: asked.door.clone(),
        attack_type: asked.attack_type.clone(),
        brand: asked.brand.clone(),
        number: asked.number.clone(),
        sender_domain: asked.sender_domain.clone(),
        recipient: asked.recipient.clone(),
        rule: asked.rule.clone(),
        since: asked.since.map(jiff::Timestamp::as_second),
        until: asked.until.map(jiff::Timestamp::as_second),
        text,
        ..Filter::default()
    };
    let page = Page {
        after: asked.after,
        limit: asked.limit,
    };
    for record in store.records(&filter, &page)? {
        if asked.json {
            say(&serde_json::to_string(&record)?)?;
        } else {
            say(&line(&record))?;
        }
    }
    Ok(())
}

fn line(record: &Record) -> String {
    let subject = record.subject.as_deref().unwrap_or("(none)");
    gateway::defang(&format!(
        "{}  {}  {}  {:.2}  {}  {}  from {}  {subject}",
        record.id,
        history::format_time(record.time),
        record.verdict.name(),
        record.score,
        record.action,
        record.door,
        record.from,
    ))
}

fn show(store: &Store, id: RecordId) -> anyhow::Result<()> {
    let record = store
        .record(id)?
        .with_context(|| format!("there is no record {id}"))?;
    let all = json!({
        "record": record,
        "feedback": store.feedback(id)?,
        "report": store.report(id)?,
    });
    say(&serde_json::to_string_pretty(&all)?)
}
