//! `offhook account`: who may sign in to the console, or on the page for everybody.

use std::io::{BufRead as _, IsTerminal as _, Read as _};

use anyhow::{Context as _, bail};
use store::{Account, AccountName, By, Mailbox, NewAccount, PasswordHash, Role, Store};

use super::history::{now, say};
use super::quarantine::open;
use super::teaching::actor;
use crate::Outcome;
use crate::cli::{AccountArguments, AccountCommand, AccountRole};
use crate::config::Configuration;

/// Bytes of standard input that are read for a password.
const LONGEST_LINE: u64 = 4096;

pub(crate) fn run(
    arguments: &AccountArguments,
    configuration: &Configuration,
) -> anyhow::Result<Outcome> {
    let store = open(configuration)?;
    match &arguments.command {
        AccountCommand::List => {
            list(&store)?;
            return Ok(Outcome::Clean);
        }
        AccountCommand::Events { limit } => {
            events(&store, *limit)?;
            return Ok(Outcome::Clean);
        }
        _ => {}
    }
    let actor = actor(arguments.by.as_deref())?;
    let by = By {
        actor: &actor,
        now: now()?,
    };
    let done = match &arguments.command {
        AccountCommand::Create {
            name,
            role,
            display_name,
            mailboxes,
        } => {
            not_too_many(mailboxes)?;
            if store.account_named(name)?.is_some() {
                bail!("there is an account {name} already");
            }
            let new = NewAccount {
                name: name.clone(),
                display_name: display_name.clone(),
                role: role_of(*role),
                mailboxes: mailboxes.clone(),
                password: Some(password(name)?),
                openid: None,
            };
            store.create_account(&new, by)?;
            format!("Account {name} is made.")
        }
        AccountCommand::Password { name } => {
            let account = known(&store, name)?;
            if account.openid.is_some() {
                bail!("{name} signs in with OpenID Connect; its password is the provider's");
            }
            store.set_password(account.id, &password(name)?, by)?;
            format!("{name} has another password, and its sessions have ended.")
        }
        AccountCommand::Disable { name } => {
            store.disable_account(known(&store, name)?.id, by)?;
            format!("{name} opens nothing any more.")
        }
        AccountCommand::Enable { name } => {
            store.enable_account(known(&store, name)?.id, by)?;
            format!("{name} opens again what it did.")
        }
        AccountCommand::Unlock { name } => {
            store.unlock_account(known(&store, name)?.id, by)?;
            format!("Failed attempts with {name} are forgotten.")
        }
        AccountCommand::Role { name, role } => {
            let role = role_of(*role);
            store.set_account_role(known(&store, name)?.id, role, by)?;
            format!("{name} is {} from here on.", role.name())
        }
        AccountCommand::Mailboxes { name, mailboxes } => {
            not_too_many(mailboxes)?;
            let account = known(&store, name)?;
            if account.openid.is_some() && configuration.openid.mailbox_from_email {
                bail!(
                    "the mailbox of {name} is what its provider says (openid.mailbox_from_email)"
                );
            }
            store.set_mailboxes(account.id, mailboxes, by)?;
            match store.account(account.id)?.map(|it| it.mailboxes) {
                Some(all) if !all.is_empty() => format!("To {name} belong: {}.", listed(&all)),
                _ => format!("No mailbox belongs to {name}."),
            }
        }
        AccountCommand::Remove { name } => {
            store.remove_account(known(&store, name)?.id, by)?;
            format!("{name} is removed.")
        }
        AccountCommand::TotpReset { name } => {
            store.reset_totp(known(&store, name)?.id, by)?;
            format!("{name} has no authenticator and no recovery codes any more.")
        }
        AccountCommand::List | AccountCommand::Events { .. } => return Ok(Outcome::Clean),
    };
    say(&done)?;
    Ok(Outcome::Clean)
}

/// An account has so many mailboxes at most; none is left out silently.
fn not_too_many(mailboxes: &[Mailbox]) -> anyhow::Result<()> {
    if mailboxes.len() > Mailbox::MOST {
        bail!("an account has at most {} mailboxes", Mailbox::MOST);
    }
    Ok(())
}

fn listed(mailboxes: &[Mailbox]) -> String {
    let all: Vec<&str> = mailboxes.iter().map(Mailbox::as_str).collect();
    all.join(", ")
}

fn role_of(argument: AccountRole) -> Role {
    match argument {
        AccountRole::Reader => Role::Reader,
        AccountRole::Analyst => Role::Analyst,
        AccountRole::Admin => Role::Admin,
    }
}

fn known(store: &Store, name: &AccountName) -> anyhow::Result<Account> {
    let account = store.account_named(name)?;
    account.with_context(|| format!("there is no account {name} (offhook account list)"))
}

/// A password for the account, asked for twice without showing it, or the first line of standard input.
fn password(name: &AccountName) -> anyhow::Result<PasswordHash> {
    let text = if std::io::stdin().is_terminal() {
        let first = rpassword::prompt_password(format!("Password for {name}: "))?;
        let again = rpassword::prompt_password("The same again: ")?;
        if first != again {
            bail!("the two are not the same; nothing was changed");
        }
        first
    } else {
        let mut line = String::new();
        let mut input = std::io::stdin().lock().take(LONGEST_LINE);
        input
            .read_line(&mut line)
            .context("cannot read the password")?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    store::check_password(&text, name)?;
    Ok(PasswordHash::of(&text)?)
}

fn list(store: &Store) -> anyhow::Result<()> {
    let now = now()?;
    let time = |it: Option<i64>| it.map_or_else(|| "never".to_owned(), history::format_time);
    for it in store.accounts()? {
        let mut notes = Vec::new();
        if let Some(when) = it.disabled {
            notes.push(format!("disabled {}", history::format_time(when)));
        }
        let failures = store.failures(&it.name)?;
        if let Some(until) = failures.locked_until.filter(|it| *it > now) {
            notes.push(format!("locked until {}", history::format_time(until)));
        }
        if it.has_totp {
            notes.push("authenticator".to_owned());
        }
        if let Some(openid) = &it.openid {
            notes.push(format!("OpenID {}", openid.issuer));
        }
        let display_name = it.display_name.as_deref();
        let display_name = display_name.map_or_else(String::new, |it| format!(" ({it})"));
        say(&gateway::defang(&format!(
            "{}{display_name}  {}  made {}  last signed in {}  {}",
            it.name,
            it.role.name(),
            history::format_time(it.created),
            time(it.signed_in),
            notes.join(", ")
        )))?;
        if !it.mailboxes.is_empty() {
            // Of the organisation itself, and to be copied.
            say(&format!("  mailboxes {}", listed(&it.mailboxes)))?;
        }
    }
    Ok(())
}

fn events(store: &Store, limit: usize) -> anyhow::Result<()> {
    for it in store.account_events(limit)? {
        let detail = it.detail.map_or_else(String::new, |it| format!(" ({it})"));
        say(&gateway::defang(&format!(
            "{}  {}  {}{detail}  by {}",
            history::format_time(it.time),
            it.account,
            it.deed.name(),
            it.actor
        )))?;
    }
    Ok(())
}
