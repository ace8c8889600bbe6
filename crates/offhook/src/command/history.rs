//! `offhook history`: what is known of a sender, a number, an order or a text; purging, expiring, exporting. What
//! persons say of it is in [`teaching`].

use std::io::Write as _;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, bail};
use history::{
    Campaign, Look, NumberRecord, OrderState, Profile, Seen, Settings, Store, UnixSeconds,
    VerdictCounts, format_time,
};

use super::{judging, teaching};
use crate::Outcome;
use crate::cli::{HistoryArguments, HistoryCommand, ShowCommand};
use crate::config::Configuration;

const DAY: UnixSeconds = 86_400;

pub(crate) fn run(
    arguments: &HistoryArguments,
    configuration: &Configuration,
) -> anyhow::Result<Outcome> {
    let place = place(arguments, configuration)?;
    let store = history::open(place, Settings::default())?;
    match &arguments.command {
        HistoryCommand::Show { what } => show(&*store, what)?,
        HistoryCommand::Purge { mailbox } => {
            let removed = store.purge(mailbox)?;
            say(&format!(
                "Removed what {removed} mails to {mailbox} had taught."
            ))?;
        }
        HistoryCommand::Expire { older_than } => {
            let removed = store.expire(now()?.saturating_sub(days(older_than)?))?;
            say(&format!("Removed what {removed} mails had taught."))?;
        }
        HistoryCommand::Export { mailbox } => export(&*store, mailbox.as_deref())?,
        HistoryCommand::Teach(arguments) => teaching::teach(&*store, arguments)?,
        HistoryCommand::Teachings => teaching::list(&*store)?,
        HistoryCommand::TakeBack { ids, by } => teaching::take_back(&*store, ids, by.as_deref())?,
    }
    Ok(Outcome::Clean)
}

/// The history that is meant. Looking into one that is not there does not make one.
fn place<'a>(
    arguments: &'a HistoryArguments,
    configuration: &'a Configuration,
) -> anyhow::Result<&'a str> {
    let place = judging::required_place(arguments.history.as_deref(), configuration)?;
    if !place.contains("://") && !Path::new(place).exists() {
        bail!("there is no history at {place}");
    }
    Ok(place)
}

fn show(store: &dyn Store, what: &ShowCommand) -> anyhow::Result<()> {
    let now = now()?;
    match what {
        ShowCommand::Sender { name, mailbox } => {
            let look = Look {
                name,
                mailbox: mailbox.as_deref(),
                now,
            };
            let books = store.sender(&look)?;
            say(&format!("{name}, in mail that authenticates:"))?;
            write_profile(&books.authenticated)?;
            say(&format!("{name}, in mail that nobody vouches for:"))?;
            write_profile(&books.claimed)
        }
        ShowCommand::Number { e164, mailbox } => {
            let look = Look {
                name: e164,
                mailbox: mailbox.as_deref(),
                now,
            };
            write_number(&store.number(&look)?)
        }
        ShowCommand::Order { brand, id, mailbox } => {
            let check = store.order_state(mailbox, brand, std::slice::from_ref(id), now)?;
            let count = check.genuine_mails;
            say(&match check.state {
                OrderState::Matched => format!("Genuine {brand} mail in this mailbox names it."),
                OrderState::Absent => {
                    format!("None of the {count} genuine {brand} mails of the last year names it.")
                }
                OrderState::Unknown => {
                    format!("This mailbox holds no genuine {brand} order to judge by.")
                }
            })
        }
        ShowCommand::Campaign { hash } => {
            let number = u64::from_str_radix(hash, 16)
                .context("the hash of a text is up to 16 hexadecimal digits, as exported")?;
            write_campaign(&store.campaign(number, now)?)
        }
    }
}

fn write_profile(it: &Profile) -> anyhow::Result<()> {
    say(&format!("  seen          {}", seen(&it.seen)))?;
    if it.here.mails > 0 {
        say(&format!("  this mailbox  {}", seen(&it.here)))?;
    }
    say(&format!(
        "  prevalence    {} ({} of the last 90 days, {} mailboxes)",
        it.prevalence.name(),
        it.days,
        it.mailboxes
    ))?;
    let contacted = it.last_contacted.map(format_time);
    say(&format!(
        "  written to    {}",
        contacted.as_deref().unwrap_or("never")
    ))?;
    say(&format!("  verdicts      {}", verdicts(&it.verdicts)))
}

fn write_number(it: &NumberRecord) -> anyhow::Result<()> {
    say(&it.e164)?;
    say(&format!(
        "  seen          {}, {} mailboxes",
        seen(&it.seen),
        it.mailboxes
    ))?;
    if !it.brands.is_empty() {
        say(&format!("  with claims   {}", it.brands.join(", ")))?;
    }
    say(&format!("  verdicts      {}", verdicts(&it.verdicts)))?;
    say(&format!("  bad name      {:.2} of 1", it.reputation))?;
    if it.widely_used {
        say("  used for long by several authenticated senders: no verdict gives it a bad name")?;
    }
    say(&format!(
        "  neighbours    {} in bad mail",
        it.bad_neighbours
    ))
}

fn write_campaign(it: &Campaign) -> anyhow::Result<()> {
    say(&format!("  seen          {}", seen(&it.seen)))?;
    say(&format!(
        "  reached       {} mailboxes, from {} authenticated domains",
        it.mailboxes, it.senders
    ))?;
    say(&format!("  verdicts      {}", verdicts(&it.verdicts)))
}

fn seen(it: &Seen) -> String {
    let (Some(first), Some(last)) = (it.first, it.last) else {
        return "never".to_owned();
    };
    let more = if it.mails >= history::COUNT_CAP {
        " or more"
    } else {
        ""
    };
    let (first, last) = (format_time(first), format_time(last));
    format!("{}{more} mails, first {first}, last {last}", it.mails)
}

fn verdicts(it: &VerdictCounts) -> String {
    format!(
        "{} malicious, {} suspicious, {} benign",
        it.malicious, it.suspicious, it.benign
    )
}

fn export(store: &dyn Store, mailbox: Option<&str>) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    store.export(mailbox, &mut |line| {
        serde_json::to_writer(&mut out, line)?;
        out.write_all(b"\n")
    })?;
    out.flush()?;
    Ok(())
}

/// `90d`, `12w`, `2y` or plain days, in seconds.
pub(super) fn days(text: &str) -> anyhow::Result<UnixSeconds> {
    let (number, factor) = match text.strip_suffix(['d', 'w', 'y']) {
        Some(number) if text.ends_with('w') => (number, 7),
        Some(number) if text.ends_with('y') => (number, 365),
        Some(number) => (number, 1),
        None => (text, 1),
    };
    let Ok(number) = number.trim().parse::<u32>() else {
        bail!("{text:?} is no age: give 90d, 12w or 2y");
    };
    if number == 0 {
        bail!("an age of 0 would remove everything");
    }
    Ok(i64::from(number) * factor * DAY)
}

pub(super) fn now() -> anyhow::Result<UnixSeconds> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.context("the clock stands before 1970")?.as_secs();
    Ok(UnixSeconds::try_from(seconds)?)
}

pub(super) fn say(line: &str) -> anyhow::Result<()> {
    writeln!(anstream::stdout().lock(), "{line}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages() {
        for (text, expected) in [("90d", 90), ("12w", 84), ("2y", 730), ("30", 30)] {
            assert_eq!(days(text).unwrap(), expected * DAY, "{text}");
        }
        for bad in ["", "d", "-3d", "0", "3m", "1.5y"] {
            assert!(days(bad).is_err(), "{bad}");
        }
    }
}
