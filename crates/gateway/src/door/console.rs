//! What stands behind the console: the store, the way out of the quarantine, and what is counted.

use std::sync::Arc;
use std::time::Duration;

use console::{
    BackOffice, Condition, Fetch, FetchError, Fetched, Figure, NotReleased, Recalled, Releaser,
    Setting, Unanswered,
};
use history::HistoryError;
use store::{EntryId, Store, StoreError};
use tokio::sync::watch;
use tokio::time::timeout;
use workbench::Workbench;

use super::web::Pages;
use crate::quarantine::{Actor, NotLetGo, Power, ReleaseError, Unkept, let_go};

/// How long a page waits for the history.
const PATIENCE: Duration = Duration::from_secs(5);

impl BackOffice for Pages {
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Unanswered> {
        self.shared.keeping.work(question).await.map_err(unkept)
    }

    async fn release(
        &self,
        entry: EntryId,
        by: Releaser,
        reason: Option<String>,
    ) -> Result<(), NotReleased> {
        let actor = Actor {
            name: by.name,
            power: Power::Role(by.role),
        };
        let done = let_go(
            &self.shared.keeping,
            &self.shared.metrics,
            entry,
            actor,
            reason,
        )
        .await;
        done.map_err(|error| match error {
            NotLetGo::Store(error) => unkept(error).into(),
            NotLetGo::Release(ReleaseError::NotAllowed { .. }) => NotReleased::NotAllowed,
            NotLetGo::Release(error) => NotReleased::Undelivered(error.to_string()),
        })
    }

    async fn fetch(&self, fetch: Fetch) -> Result<Fetched, FetchError> {
        self.shared.openid.fetch(fetch).await
    }

    fn note_sign_in_failure(&self, why: &str) {
        tracing::warn!(why, "somebody could not sign in with OpenID Connect");
    }

    fn news(&self) -> watch::Receiver<u64> {
        self.shared.keeping.news()
    }

    fn closing(&self) -> watch::Receiver<bool> {
        self.shared.closing.clone()
    }

    fn workbench(&self) -> Arc<Workbench> {
        Arc::clone(&self.workbench)
    }

    async fn recall<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn history::Store) -> Result<T, HistoryError> + Send + 'static,
    ) -> Recalled<T> {
        let Some(memory) = self.shared.judge.memory() else {
            return Recalled::NotKept;
        };
        // What goes wrong is told with the next message that is judged.
        let asking = tokio::task::spawn_blocking(move || memory.look(question));
        match timeout(PATIENCE, asking).await {
            Ok(Ok(Some(said))) => Recalled::Said(said),
            _ => Recalled::Silent,
        }
    }

    fn settings(&self) -> Vec<Setting> {
        self.shared.settings.shown.clone()
    }

    fn condition(&self) -> Condition {
        let metrics = &self.shared.metrics;
        let own = |it: &'static str| it.to_owned();
        let messages = metrics.messages().into_iter();
        let missing = metrics.missing().into_iter();
        let figures = metrics.counters().into_iter();
        Condition {
            waiting: self.shared.judge.waiting(),
            places: self.shared.judge.places(),
            messages: messages
                .map(|((door, verdict, action), count)| {
                    (own(door), own(verdict), own(action), count)
                })
                .collect(),
            missing: missing.map(|(name, count)| (own(name), count)).collect(),
            figures: figures
                .map(|(name, help, value)| Figure {
                    name: own(name),
                    help: own(help),
                    value,
                })
                .collect(),
        }
    }
}

/// What the console is told, with a line in the log where the store fails.
fn unkept(error: Unkept) -> Unanswered {
    let text = error.to_string();
    let why = match error {
        Unkept::Store(error) => error.into(),
        Unkept::Open(_) | Unkept::Busy | Unkept::Silent => Unanswered::Away,
    };
    if why == Unanswered::Away {
        tracing::error!(error = text, "the store fails");
    }
    why
}
