//! How the server is.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::gate::Visitor;
use super::{BackOffice, Rooms};
use crate::pages::office::health::health;

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
) -> Response {
    let asked = rooms
        .office
        .ask(|store| Ok((store.usage()?, store.place().to_owned())));
    let kept = asked.await.ok();
    let condition = rooms.office.condition();
    let frame = rooms.frame(&visitor, "health");
    Rooms::<O>::page(&visitor, health(&frame, &condition, kept))
}
