//! What a person says of a message, through a protocol that can say it: kept in the history, where that is switched on.

use history::TaughtLabel;
use jiff::Timestamp;

use crate::judge::{Incoming, Judge, NAME};

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// It is a scam, or none.
    Is(TaughtLabel),
    /// What was said of it before no longer counts.
    Forget,
}

/// Why a word is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Untaught {
    #[error("learning is switched off")]
    Off,
    #[error("learning is not for this user")]
    NotAllowed,
    #[error("the history cannot be reached")]
    Away,
    #[error("busy; try again later")]
    Busy,
}

/// Who teaches: `user`, where `teachers` name him.
pub(crate) fn teacher<'u>(teachers: &[String], user: Option<&'u str>) -> Result<&'u str, Untaught> {
    if teachers.is_empty() {
        return Err(Untaught::Off);
    }
    let named = user.filter(|it| teachers.iter().any(|teacher| teacher == it));
    named.ok_or(Untaught::NotAllowed)
}

impl Judge {
    /// Keeps what `actor` says of a message. Whether it is news.
    pub(crate) async fn teach(
        &self,
        incoming: Incoming,
        word: Word,
        actor: &str,
    ) -> Result<bool, Untaught> {
        let memory = self.memory().ok_or(Untaught::Off)?;
        let engine = self.engine();
        let actor = actor.to_owned();
        let keep = move || {
            let arrival = incoming.arrival();
            let now = Timestamp::now().as_second();
            let label = match word {
                Word::Forget => return memory.forget(arrival.key, &actor, now),
                Word::Is(label) => label,
            };
            let draft = engine.draft_delivered(NAME, &incoming.raw, &arrival);
            memory.teach(draft.observation()?, label, &actor, now)
        };
        let done = self.at_work(keep).await.ok_or(Untaught::Busy)?;
        done.ok().flatten().ok_or(Untaught::Away)
    }
}
