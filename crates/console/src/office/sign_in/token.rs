//! Signing in with a token of the store.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use store::Role;

use super::Asking;
use crate::office::gate::Form;
use crate::office::session::{Holder, Stage};
use crate::office::{BackOffice, Rooms};

/// Characters of a token that are looked at.
const TOKEN: usize = 100;

pub(super) async fn enter<O: BackOffice>(
    rooms: &Rooms<O>,
    asking: &Asking,
    form: &Form,
) -> Response {
    let text = form.text("token", TOKEN).unwrap_or_default();
    let now = Timestamp::now().as_second();
    let token = match rooms.office.ask(move |store| store.token(&text, now)).await {
        Ok(Some(token)) => token,
        Ok(None) => return rooms.not_in(asking, StatusCode::FORBIDDEN, "console-wrong-token"),
        Err(_) => return rooms.not_in(asking, StatusCode::SERVICE_UNAVAILABLE, "console-away"),
    };
    rooms.attempts.forget(asking.client);
    if token.role < Role::Analyst {
        return rooms.not_in(asking, StatusCode::FORBIDDEN, "console-low-role");
    }
    rooms.begin(
        asking,
        Holder::Token(token.id),
        Stage::Whole,
        "/console/verdicts",
    )
}
