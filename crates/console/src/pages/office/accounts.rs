//! All accounts, and what was done to them.

use askama::Template;
use store::{Account, AccountEvent, Failures, Role, UnixSeconds};

use super::{OfficeFrame, time};
use crate::hostile_text::visible;
use crate::pages::written;
use crate::words::Words;

/// An account, as a row shows it.
struct AccountRow {
    id: i64,
    name: String,
    display_name: String,
    role: &'static str,
    is_admin: bool,
    is_analyst: bool,
    is_reader: bool,
    mailboxes: String,
    /// How it is signed in with: the key of a sentence.
    way: &'static str,
    created: String,
    signed_in: String,
    disabled: String,
    locked: String,
    has_totp: bool,
    has_failures: bool,
    is_own: bool,
}

/// What was done, as a row shows it.
struct EventRow {
    time: String,
    actor: String,
    account: String,
    deed: String,
    detail: String,
}

#[derive(Template)]
#[template(path = "console/accounts.html")]
struct AccountsPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    rows: Vec<AccountRow>,
    events: Vec<EventRow>,
}

/// The page. `own` is the account that looks at it.
pub(crate) fn accounts(
    frame: &OfficeFrame,
    all: &[(Account, Failures)],
    events: &[AccountEvent],
    own: Option<i64>,
    now: UnixSeconds,
) -> String {
    let optional = |it: Option<UnixSeconds>| it.map(time).unwrap_or_default();
    let rows = all.iter().map(|(it, failures)| AccountRow {
        id: it.id,
        name: it.name.to_string(),
        display_name: visible(it.display_name.as_deref().unwrap_or_default()),
        role: it.role.name(),
        is_admin: it.role == Role::Admin,
        is_analyst: it.role == Role::Analyst,
        is_reader: it.role == Role::Reader,
        mailboxes: {
            let all: Vec<String> = it.mailboxes.iter().map(|it| visible(it.as_str())).collect();
            all.join(" ")
        },
        way: match (it.openid.is_some(), it.has_totp) {
            (true, _) => "console-way-openid",
            (false, true) => "console-way-totp",
            (false, false) => "console-way-password",
        },
        created: time(it.created),
        signed_in: optional(it.signed_in),
        disabled: optional(it.disabled),
        locked: optional(failures.locked_until.filter(|it| *it > now)),
        has_totp: it.has_totp,
        has_failures: failures.count > 0,
        is_own: own == Some(it.id),
    });
    let said = events.iter().map(|it| EventRow {
        time: time(it.time),
        actor: visible(&it.actor),
        account: visible(&it.account),
        deed: frame.words.say(&format!("console-deed-{}", it.deed.name())),
        detail: visible(it.detail.as_deref().unwrap_or_default()),
    });
    written(&AccountsPage {
        frame,
        words: &frame.words,
        rows: rows.collect(),
        events: said.collect(),
    })
}
