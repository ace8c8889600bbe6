//! The doors: a protocol each, over the same judge.

pub(crate) mod http;
pub(crate) mod milter;
pub(crate) mod spamd;
pub(crate) mod web;

use std::sync::Arc;

use tokio::sync::watch;

use crate::held::Room;
use crate::judge::Judge;
use crate::metrics::Metrics;
use crate::settings::Settings;

/// The name of a verdict or a signal as other filters write names: `OFFHOOK_CALL_REQUEST`.
fn symbol(name: &str) -> String {
    let plain = name.chars().map(|it| {
        if it.is_ascii_alphanumeric() {
            it.to_ascii_uppercase()
        } else {
            '_'
        }
    });
    "OFFHOOK_".chars().chain(plain).collect()
}

/// What all doors share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) judge: Judge,
    pub(crate) room: Room,
    pub(crate) metrics: Arc<Metrics>,
    /// Whether the server is about to end.
    pub(crate) closing: watch::Receiver<bool>,
}
