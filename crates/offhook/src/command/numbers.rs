//! `offhook numbers`: the phone numbers of a mail or of plain text.

use std::io::Write as _;

use claims::{Number, Ownership};

use super::input;
use crate::Outcome;
use crate::cli::NumbersArguments;

pub(crate) fn run(arguments: &NumbersArguments) -> anyhow::Result<Outcome> {
    let raw = input::read(&arguments.file)?;
    let engine = input::engine(&arguments.engine)?;
    let numbers = if looks_like_mail(&raw) {
        engine
            .read(&raw)
            .facts
            .numbers
            .into_iter()
            .map(|it| it.number)
            .collect()
    } else {
        let text = String::from_utf8_lossy(&raw);
        let texts = [claims::NamedText {
            place: text::Place::Body,
            text: &text,
        }];
        let knowledge = engine.knowledge();
        claims::extract(
            &texts,
            &knowledge.registry,
            &knowledge.lexicon,
            &knowledge.settings,
        )
        .numbers
    };
    if arguments.json {
        print_json(&numbers)?;
    } else {
        print_table(&numbers)?;
    }
    Ok(Outcome::Clean)
}

/// A mail starts with header fields (RFC 5322 section 2.2) or an mbox separator.
fn looks_like_mail(raw: &[u8]) -> bool {
    let first = raw
        .split(|it| *it == b'\n')
        .find(|it| !it.trim_ascii().is_empty())
        .unwrap_or_default();
    let Some(colon) = first.iter().position(|it| *it == b':') else {
        return first.starts_with(b"From ");
    };
    let name = &first[..colon];
    let known: [&[u8]; 10] = [
        b"from",
        b"to",
        b"subject",
        b"date",
        b"received",
        b"return-path",
        b"message-id",
        b"mime-version",
        b"delivered-to",
        b"authentication-results",
    ];
    let lower = name.to_ascii_lowercase();
    known.contains(&lower.as_slice()) || (lower.starts_with(b"x-") && !lower.contains(&b' '))
}

fn print_table(numbers: &[Number]) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    if numbers.is_empty() {
        writeln!(out, "No phone number found.")?;
        return Ok(());
    }
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY);
    table.set_header([
        "number",
        "as written",
        "region",
        "line",
        "where",
        "hidden by",
        "asks to call",
        "owner",
    ]);
    for it in numbers {
        let hidden: Vec<&str> = it.hidden_by.iter().map(|it| it.name()).collect();
        let owner = match (&it.owner, it.ownership) {
            (Some(owner), _) => owner.clone(),
            (None, Ownership::NotListed) => "not the claimed brand's".to_owned(),
            (None, _) => "unknown".to_owned(),
        };
        table.add_row([
            it.e164.clone(),
            it.raw.clone(),
            it.region.clone().unwrap_or_default(),
            it.kind.name().to_owned(),
            it.quote.place.name().to_owned(),
            hidden.join(", "),
            if it.call_to_action {
                "yes".to_owned()
            } else {
                "no".to_owned()
            },
            owner,
        ]);
    }
    writeln!(out, "{table}")?;
    Ok(())
}

fn print_json(numbers: &[Number]) -> anyhow::Result<()> {
    let json: Vec<serde_json::Value> = numbers
        .iter()
        .map(|it| {
            serde_json::json!({
                "raw": it.raw, "e164": it.e164, "region": it.region, "kind": it.kind.name(),
                "where": it.quote.place.name(), "span": [it.quote.span.start, it.quote.span.end],
                "hidden_by": it.hidden_by.iter().map(|it| it.name()).collect::<Vec<_>>(),
                "call_to_action": it.call_to_action, "owner": it.owner, "ownership": it.ownership.name(),
                "quote": it.context.text,
            })
        })
        .collect();
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &json)?;
    writeln!(out)?;
    Ok(())
}
