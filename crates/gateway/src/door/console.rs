//! What stands behind the console: the store, the way out of the quarantine, and what is counted.

use std::sync::Arc;

use console::{BackOffice, Condition, Figure, NotReleased, Releaser, Unanswered};
use store::{EntryId, Store, StoreError};

use super::web::Pages;
use crate::quarantine::{Actor, Power, ReleaseError, Unkept, release};

impl BackOffice for Pages {
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Unanswered> {
        self.0
            .keeping
            .work(question)
            .await
            .map_err(|why| match why {
                Unkept::Store(error) => unanswered(error),
                other => {
                    tracing::warn!(error = %other, "the console is not answered");
                    Unanswered::Away
                }
            })
    }

    async fn release(
        &self,
        entry: EntryId,
        by: Releaser,
        reason: Option<String>,
    ) -> Result<(), NotReleased> {
        let keeping = Arc::clone(&self.0.keeping);
        let actor = Actor {
            name: by.name,
            power: Power::Role(by.role),
        };
        let releasing = tokio::task::spawn_blocking(move || {
            let store = keeping.store().map_err(|_| Unanswered::Away)?;
            let done = release(&store, keeping.settings(), entry, &actor, reason.as_deref());
            done.map_err(|error| match error {
                ReleaseError::NotAllowed { .. } => NotReleased::NotAllowed,
                ReleaseError::Store(error) => unanswered(error).into(),
                ReleaseError::Smtp(error) => {
                    tracing::warn!(%error, "a message could not be released");
                    NotReleased::Undelivered(error.to_string())
                }
            })
        });
        let done = releasing.await.unwrap_or(Err(Unanswered::Away.into()));
        self.0.metrics.note_release(done.is_ok());
        done
    }

    fn condition(&self) -> Condition {
        let metrics = &self.0.metrics;
        let own = |it: &'static str| it.to_owned();
        let messages = metrics.messages().into_iter();
        let missing = metrics.missing().into_iter();
        let figures = metrics.counters().into_iter();
        Condition {
            waiting: self.0.judge.waiting(),
            places: self.0.judge.places(),
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

/// What the store says, with a line in the log where it fails.
fn unanswered(error: StoreError) -> Unanswered {
    let text = error.to_string();
    let why = Unanswered::from(error);
    if why == Unanswered::Away {
        tracing::error!(error = text, "the store fails");
    }
    why
}
