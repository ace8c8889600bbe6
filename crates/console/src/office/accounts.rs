//! All accounts, for administrators: who may sign in, and what was done to whom by whom.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use jiff::Timestamp;
use store::{Account, By, Failures, Role, Store, StoreError};

use super::gate::Visitor;
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
#[derive(Debug, Clone, Copy)]
enum Deed {
    Disable,
    Enable,
    Unlock,
    ResetTotp,
    Role(Role),
}

impl Deed {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "disable" => Self::Disable,
            "enable" => Self::Enable,
            "unlock" => Self::Unlock,
            "reset-totp" => Self::ResetTotp,
            "analyst" => Self::Role(Role::Analyst),
            "admin" => Self::Role(Role::Admin),
            _ => return None,
        })
    }

    fn perform(self, store: &Store, id: i64, by: By<'_>) -> Result<(), StoreError> {
        match self {
            Self::Disable => store.disable_account(id, by),
            Self::Enable => store.enable_account(id, by),
            Self::Unlock => store.unlock_account(id, by),
            Self::ResetTotp => store.reset_totp(id, by),
            Self::Role(role) => store.set_account_role(id, role, by),
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
    let deed = form.get("do").and_then(Deed::named);
    let id = form.get("account").and_then(|it| it.parse::<i64>().ok());
    let (Some(deed), Some(id)) = (deed, id) else {
        return rooms.refuse(
            &visitor,
            StatusCode::BAD_REQUEST,
            "console-no-account-deed",
            "",
        );
    };
    // Nobody locks himself out; another administrator may, and so may the command line.
    if visitor.account.as_ref().is_some_and(|it| it.id == id) {
        return rooms.refuse(&visitor, StatusCode::CONFLICT, "console-own-account", "");
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
