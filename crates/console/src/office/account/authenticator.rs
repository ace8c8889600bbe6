//! Setting up an authenticator: the password once more, the secret, a code as proof that it was taken over, the recovery codes.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use store::{Account, By, TotpSecret};

use crate::office::gate::{Form, Visitor, secret};
use crate::office::sign_in::Asking;
use crate::office::{BackOffice, Rooms};
use crate::pages::office::account::{Step, authenticator};

/// Characters of a code that are looked at.
const CODE: usize = 20;

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Response {
    rooms.authenticator_page(&visitor, &headers, StatusCode::OK, None)
}

pub(super) async fn act<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let asking = Asking::new(&request, rooms.settings.behind_proxy);
    let form = match rooms.form(&visitor, request).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    let account = visitor.account.clone().filter(|it| it.has_password);
    let (Some(account), Some(secret)) = (account, secret(&asking.headers)) else {
        return rooms.refuse(&visitor, StatusCode::NOT_FOUND, "console-missing", "");
    };
    let done = match form.get("do") {
        Some("begin") => rooms.begin_set_up(&account, secret, &form).await,
        Some("cancel") => {
            rooms.sessions.set_pending(secret, None);
            Ok(())
        }
        _ => match rooms
            .set_up(&asking, &visitor, account, secret, &form)
            .await
        {
            Ok(response) => return response,
            Err(key) => Err(key),
        },
    };
    let (status, problem) = match done {
        Ok(()) => (StatusCode::OK, None),
        Err(key) => (
            StatusCode::FORBIDDEN,
            Some(rooms.words_to(&visitor).say(key)),
        ),
    };
    rooms.authenticator_page(&visitor, &asking.headers, status, problem.as_deref())
}

impl<O: BackOffice> Rooms<O> {
    fn authenticator_page(
        &self,
        visitor: &Visitor,
        headers: &HeaderMap,
        status: StatusCode,
        problem: Option<&str>,
    ) -> Response {
        let Some(account) = visitor.account.as_ref().filter(|it| it.has_password) else {
            return self.refuse(visitor, StatusCode::NOT_FOUND, "console-missing", "");
        };
        let pending = secret(headers).and_then(|it| self.sessions.pending(it));
        let step = match &pending {
            Some(pending) => Step::Secret(pending),
            None => Step::Begin {
                is_required: visitor.lacks_totp(&self.settings),
            },
        };
        let frame = self.frame(visitor, "account");
        let mut response = Self::page(visitor, authenticator(&frame, account, &step, problem));
        *response.status_mut() = status;
        response
    }

    /// Makes a secret, which waits in the session until a code of it is shown.
    async fn begin_set_up(
        &self,
        account: &Account,
        session: &str,
        form: &Form,
    ) -> Result<(), &'static str> {
        let password = form.get("password").unwrap_or_default().to_owned();
        self.is_owner(account, password).await?;
        let fresh = TotpSecret::fresh().map_err(|_| "console-away")?;
        self.sessions.set_pending(session, Some(fresh));
        Ok(())
    }

    /// Gives the account the authenticator whose code is shown, and shows the recovery codes; else says why not.
    async fn set_up(
        &self,
        asking: &Asking,
        visitor: &Visitor,
        account: Account,
        session: &str,
        form: &Form,
    ) -> Result<Response, &'static str> {
        let pending = self.sessions.pending(session).ok_or("console-code-late")?;
        let code = form.text("code", CODE).unwrap_or_default();
        let now = Timestamp::now().as_second();
        let step = pending
            .step_of(&code, now)
            .ok_or("console-wrong-set-up-code")?;
        let (id, name) = (account.id, account.name.to_string());
        let asked = self.office.ask(move |store| {
            let by = By { actor: &name, now };
            let codes = store.enrol_totp(id, &pending, step, by)?;
            Ok(store.account(id)?.map(|it| (codes, it)))
        });
        let (codes, account) = asked.await.ok().flatten().ok_or("console-away")?;
        // All sessions of the account have ended by that: they were begun without the second factor.
        let renewed = self.renewed(asking, visitor, account.clone());
        let (visitor, secret) = renewed.ok_or("console-away")?;
        let frame = self.frame(&visitor, "account");
        let html = authenticator(&frame, &account, &Step::Codes(&codes), None);
        Ok(asking.with_session(Self::page(&visitor, html), Some(&secret)))
    }
}
