//! All accounts, for administrators: who may sign in, and what was done to whom by whom.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use jiff::Timestamp;
use store::{Account, By, Failures, Mailbox, Role, Store, StoreError};

use super::gate::{Form, Visitor};
use super::{BackOffice, Rooms};
use crate::pages::office::accounts::accounts;
use crate::response;

/// Events that are listed.
const EVENTS: usize = 100;

pub(super) fn routes<O: BackOffice>() -> Router<Arc<Rooms<O>>> {
    Router::new().route("/console/accounts", get(list::<O>).post(act::<O>))
}

async fn list<O: BackOffice>(State(rooms): State<Arc<Rooms<O>>>, visitor: Visitor) -> Response {
    if visitor.role < Role::Admin {
        return rooms.refuse(&visitor, StatusCode::FORBIDDEN, "console-admins-only", "");
    }
    let asked = rooms.office.ask(|store| {
        let all: Result<Vec<(Account, Failures)>, StoreError> = store
            .accounts()?
            .into_iter()
            .map(|it| Ok((it.clone(), store.failures(&it.name)?)))
            .collect();
        Ok((all?, store.account_events(EVENTS)?))
    });
    match asked.await {
        Ok((all, events)) => {
            let own = visitor.account.as_ref().map(|it| it.id);
            let now = Timestamp::now().as_second();
            let frame = rooms.frame(&visitor, "accounts");
            Rooms::<O>::page(&visitor, accounts(&frame, &all, &events, own, now))
        }
        Err(why) => rooms.unanswered(&visitor, &why),
    }
}

/// What an administrator does to an account.
#[derive(Debug, Clone)]
enum Deed {
    Disable,
    Enable,
    Unlock,
    ResetTotp,
    Role(Role),
    Mailboxes(Vec<Mailbox>),
}

/// What a form asks for is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoDeed {
    Unknown,
    /// What was filled in is no list of mailboxes.
    Mailboxes,
}

impl Deed {
    fn of(form: &Form) -> Result<Self, NoDeed> {
        Ok(match form.get("do").unwrap_or_default() {
            "disable" => Self::Disable,
            "enable" => Self::Enable,
            "unlock" => Self::Unlock,
            "reset-totp" => Self::ResetTotp,
            "analyst" => Self::Role(Role::Analyst),
            "admin" => Self::Role(Role::Admin),
            "reader" => Self::Role(Role::Reader),
            "mailboxes" => {
                let text = form.get("mailboxes").unwrap_or_default();
                let each = text.split([' ', ',', ';', '\r', '\n', '\t']);
                let each = each.filter(|it| !it.is_empty()).take(Mailbox::MOST + 1);
                let all: Result<Vec<Mailbox>, _> = each.map(str::parse).collect();
                let all = all.ok().filter(|it| it.len() <= Mailbox::MOST);
                Self::Mailboxes(all.ok_or(NoDeed::Mailboxes)?)
            }
            _ => return Err(NoDeed::Unknown),
        })
    }

    fn perform(self, store: &Store, id: i64, by: By<'_>) -> Result<(), StoreError> {
        match self {
            Self::Disable => store.disable_account(id, by),
            Self::Enable => store.enable_account(id, by),
            Self::Unlock => store.unlock_account(id, by),
            Self::ResetTotp => store.reset_totp(id, by),
            Self::Role(role) => store.set_account_role(id, role, by),
            Self::Mailboxes(all) => store.set_mailboxes(id, &all, by),
        }
    }
}

async fn act<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let form = match rooms.form(&visitor, request).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    if visitor.role < Role::Admin {
        return rooms.refuse(&visitor, StatusCode::FORBIDDEN, "console-admins-only", "");
    }
    let bad = |key: &str| rooms.refuse(&visitor, StatusCode::BAD_REQUEST, key, "");
    let Some(id) = form.get("account").and_then(|it| it.parse::<i64>().ok()) else {
        return bad("console-no-account-deed");
    };
    let deed = match Deed::of(&form) {
        Ok(deed) => deed,
        Err(NoDeed::Unknown) => return bad("console-no-account-deed"),
        Err(NoDeed::Mailboxes) => return bad("console-no-mailboxes"),
    };
    // Nobody locks himself out; another administrator may, and so may the command line.
    if visitor.account.as_ref().is_some_and(|it| it.id == id) {
        return rooms.refuse(&visitor, StatusCode::CONFLICT, "console-own-account", "");
    }
    if matches!(deed, Deed::Mailboxes(_)) && rooms.has_mailbox_by_provider(id).await {
        let key = "console-mailboxes-of-provider";
        return rooms.refuse(&visitor, StatusCode::CONFLICT, key, "");
    }
    let actor = visitor.name.clone();
    let asked = rooms.office.ask(move |store| {
        let by = By {
            actor: &actor,
            now: Timestamp::now().as_second(),
        };
        deed.perform(store, id, by)
    });
    match asked.await {
        Ok(()) => response::redirect("/console/accounts"),
        Err(why) => rooms.unanswered(&visitor, &why),
    }
}

impl<O: BackOffice> Rooms<O> {
    /// Whether the mailbox of an account is what the provider says it is, at each time that its owner signs in.
    async fn has_mailbox_by_provider(&self, id: i64) -> bool {
        let is_set = self
            .settings
            .openid
            .as_ref()
            .is_some_and(|it| it.mailbox_from_email);
        if !is_set {
            return false;
        }
        let account = self.office.ask(move |store| store.account(id)).await;
        account.is_ok_and(|it| it.is_some_and(|it| it.openid.is_some()))
    }
}
