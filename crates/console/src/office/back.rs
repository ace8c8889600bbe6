//! What stands behind the console.

use std::future::Future;
use std::sync::Arc;

use history::HistoryError;
use store::{EntryId, Role, Store, StoreError};
use tokio::sync::watch;
use workbench::Workbench;

use crate::desk::Desk;
use crate::openid::{Fetch, FetchError, Fetched};

/// Why the store gives no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unanswered {
    /// There is no such thing.
    #[error("there is no such thing")]
    Missing,
    /// Something has become of it in the meantime; what, in words.
    #[error("{0}")]
    Settled(String),
    /// The store cannot be reached, or is too busy.
    #[error("the store does not answer")]
    Away,
}

impl From<StoreError> for Unanswered {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound { .. } => Self::Missing,
            StoreError::Settled { .. }
            | StoreError::Claimed { .. }
            | StoreError::TooLate { .. } => Self::Settled(error.to_string()),
            _ => Self::Away,
        }
    }
}

/// Why a message stays where it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotReleased {
    /// It takes another role.
    #[error("it takes another role")]
    NotAllowed,
    /// The store says no.
    #[error(transparent)]
    Store(#[from] Unanswered),
    /// The mail server did not take it; why, in its words.
    #[error("the mail server did not take it: {0}")]
    Undelivered(String),
}

/// One thing that the server counts or measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its name, as in `/metrics`.
    pub name: String,
    /// What it is, in a sentence.
    pub help: String,
    /// How many.
    pub value: u64,
}

/// How the server is at this moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Condition {
    /// Messages that wait or are being judged.
    pub waiting: usize,
    /// Places in the queue, those at work included.
    pub places: usize,
    /// Messages since the start: door, verdict, action, how many.
    pub messages: Vec<(String, String, String, u64)>,
    /// Messages since the start by the capability that was missing.
    pub missing: Vec<(String, u64)>,
    /// Everything else that is counted since the start.
    pub figures: Vec<Figure>,
}

/// What came of asking the history.
#[derive(Debug, Clone, PartialEq)]
pub enum Recalled<T> {
    /// None is kept.
    NotKept,
    /// It does not answer at this moment.
    Silent,
    /// Its answer.
    Said(T),
}

/// Where a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// A line of a file: `/etc/offhook/offhook.toml:12`.
    File(String),
    /// An environment variable, by its name.
    Environment(String),
}

/// A setting as the server counts with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its section in the configuration file.
    pub section: String,
    /// Its name there.
    pub name: String,
    /// Its value as it would be written there, without anything secret; `None` where it is not set.
    pub value: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Who releases a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Releaser {
    /// The name of the account or the token.
    pub name: String,
    /// What it may.
    pub role: Role,
}

/// What stands behind the console: the judge, the store, the way out of the quarantine, and how the server is.
pub trait BackOffice: Desk {
    /// Asks the store, on a thread that may wait for it.
    fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> impl Future<Output = Result<T, Unanswered>> + Send;

    /// Delivers a held message.
    fn release(
        &self,
        entry: EntryId,
        by: Releaser,
        reason: Option<String>,
    ) -> impl Future<Output = Result<(), NotReleased>> + Send;

    /// Asks a provider of OpenID Connect, within bounds of time and length. Nobody asks for this where none is set.
    fn fetch(&self, fetch: Fetch) -> impl Future<Output = Result<Fetched, FetchError>> + Send;

    /// Is told why somebody could not sign in by a provider, for the log.
    fn note_sign_in_failure(&self, why: &str);

    /// How the server is.
    fn condition(&self) -> Condition;

    /// The jobs, and the operator's own rules.
    fn workbench(&self) -> Arc<Workbench>;

    /// Changes whenever verdicts have been recorded.
    fn news(&self) -> watch::Receiver<u64>;

    /// True once the server is about to end.
    fn closing(&self) -> watch::Receiver<bool>;

    /// Asks the history, on a thread that may wait for it. Without an own answer, none is kept.
    fn recall<T: Send + 'static>(
        &self,
        _question: impl FnOnce(&dyn history::Store) -> Result<T, HistoryError> + Send + 'static,
    ) -> impl Future<Output = Recalled<T>> + Send {
        std::future::ready(Recalled::NotKept)
    }

    /// The settings that the server was started with, in the order of the reference.
    fn settings(&self) -> Vec<Setting> {
        Vec::new()
    }
}
