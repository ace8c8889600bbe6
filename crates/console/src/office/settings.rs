//! The settings that the server was started with, each with where it comes from.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::gate::Visitor;
use super::{BackOffice, Rooms};
use crate::pages::office::settings::settings;

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
) -> Response {
    let frame = rooms.frame(&visitor, "settings");
    Rooms::<O>::page(&visitor, settings(&frame, &rooms.office.settings()))
}
