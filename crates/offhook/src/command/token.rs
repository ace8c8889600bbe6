//! `offhook token`: who may use the REST interface.

use store::Role;

use super::history::{days, now, say};
use super::quarantine::open;
use crate::Outcome;
use crate::cli::{RoleArgument, TokenArguments, TokenCommand};
use crate::config::Configuration;

pub(crate) fn run(
    arguments: &TokenArguments,
    configuration: &Configuration,
) -> anyhow::Result<Outcome> {
    let store = open(configuration)?;
    let now = now()?;
    match &arguments.command {
        TokenCommand::Create {
            name,
            role,
            expires,
        } => {
            let role = match role {
                RoleArgument::Check => Role::Check,
                RoleArgument::Analyst => Role::Analyst,
                RoleArgument::Admin => Role::Admin,
            };
            let expires = expires.as_deref().map(days).transpose()?;
            let expires = expires.map(|it| now.saturating_add(it));
            let secret = store.create_token(name, role, now, expires)?;
            say(&secret.text)?;
            anstream::eprintln!(
                "offhook: this is token {}; it is not shown again",
                secret.id
            );
        }
        TokenCommand::List => {
            let time = |it: Option<i64>| it.map_or_else(|| "-".to_owned(), history::format_time);
            for it in store.tokens()? {
                say(&format!(
                    "{}  {}  {}  made {}  expires {}  last used {}  revoked {}",
                    it.id,
                    it.role.name(),
                    gateway::defang(&it.name),
                    history::format_time(it.created),
                    time(it.expires),
                    time(it.last_used),
                    time(it.revoked),
                ))?;
            }
        }
        TokenCommand::Revoke { id } => {
            store.revoke_token(*id, now)?;
            say(&format!("Token {id} counts no longer."))?;
        }
    }
    Ok(Outcome::Clean)
}
