//! Letting a held message go: to the mail server, with a ticket that has the milter let it pass.

use std::sync::Arc;

use jiff::Timestamp;
use store::{EntryId, Role, Store, StoreError, TICKET_FIELD, Verdict};

use super::keeping::{Keeping, Unkept};
use super::settings::QuarantineSettings;
use super::smtp::{self, SmtpError};
use crate::metrics::Metrics;

/// Seconds for which a ticket counts: long enough for a server that puts mail off for a while.
const TICKET: i64 = 3600;

/// Who lets a message go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// His name, which the entry keeps.
    pub name: String,
    /// What he may.
    pub power: Power,
}

/// What somebody may let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// What was held back from himself, unless it is malicious.
    Recipient,
    /// What his role allows: an analyst what is not malicious, an administrator everything.
    Role(Role),
}

impl Power {
    fn may_release(self, verdict: Verdict) -> bool {
        let is_malicious = verdict == Verdict::Malicious;
        match self {
            Self::Recipient => !is_malicious,
            Self::Role(role) if is_malicious => role >= Role::Admin,
            Self::Role(role) => role >= Role::Analyst,
        }
    }
}

/// Why a message stays where it is.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReleaseError {
    /// Not by this person.
    #[error("{actor} may not release {} mail", verdict.name())]
    NotAllowed {
        /// Who asked.
        actor: String,
        /// What the message is.
        verdict: Verdict,
    },
    /// The store says no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The mail server did not take it.
    #[error(transparent)]
    Smtp(#[from] SmtpError),
}

/// Delivers a held message by the mail server in the settings, and says so in the store once that server has taken it. Of several who
/// release the same at once, one does. Waits for disk and network.
pub fn release(
    store: &Store,
    settings: &QuarantineSettings,
    entry: EntryId,
    actor: &Actor,
    reason: Option<&str>,
) -> Result<(), ReleaseError> {
    let now = Timestamp::now().as_second();
    let known = store.entry(entry)?;
    let known = known.ok_or_else(|| StoreError::NotFound {
        what: format!("entry {entry}"),
    })?;
    if !actor.power.may_release(known.verdict) {
        return Err(ReleaseError::NotAllowed {
            actor: actor.name.clone(),
            verdict: known.verdict,
        });
    }
    let claim = store.claim(entry, now)?;
    let message = &claim.message;
    let delivered = hand_over(
        store,
        settings,
        Some(entry),
        &message.entry.mail_from,
        &message.entry.recipient,
        &message.bytes,
    );
    if let Err(error) = delivered {
        store.give_back(&claim)?;
        return Err(error);
    }
    let now = Timestamp::now().as_second();
    Ok(store.finish_release(&claim, &actor.name, reason, now)?)
}

/// Why a running server does not let a message go.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotLetGo {
    #[error(transparent)]
    Store(#[from] Unkept),
    #[error(transparent)]
    Release(ReleaseError),
}

impl From<ReleaseError> for NotLetGo {
    fn from(error: ReleaseError) -> Self {
        match error {
            // What the store says is the same, whoever asks.
            ReleaseError::Store(error) => Self::Store(error.into()),
            other => Self::Release(other),
        }
    }
}

/// As [`release`], in a running server: on a thread that may wait, and counted.
pub(crate) async fn let_go(
    keeping: &Arc<Keeping>,
    metrics: &Metrics,
    entry: EntryId,
    actor: Actor,
    reason: Option<String>,
) -> Result<(), NotLetGo> {
    let keeping = Arc::clone(keeping);
    let releasing = tokio::task::spawn_blocking(move || {
        let store = keeping.store().map_err(Unkept::from)?;
        let done = release(&store, keeping.settings(), entry, &actor, reason.as_deref());
        done.map_err(NotLetGo::from)
    });
    let done = releasing.await.unwrap_or(Err(Unkept::Silent.into()));
    if let Err(NotLetGo::Release(error)) = &done {
        tracing::warn!(%error, "a message could not be released");
    }
    metrics.note_release(done.is_ok());
    done
}

/// Hands over an answer to `recipient`: mail of one's own, which nobody answers. Where there is a store, a ticket lets it pass.
pub(crate) fn deliver_answer(
    keeping: &Keeping,
    recipient: &str,
    mail: &[u8],
) -> Result<(), ReleaseError> {
    let settings = keeping.settings();
    if let Ok(store) = keeping.store() {
        return hand_over(&store, settings, None, "", recipient, mail);
    }
    let servers = settings.addresses().map_err(SmtpError::from)?;
    smtp::deliver(&servers, "", recipient, mail)?;
    Ok(())
}

/// Hands `bytes` to the mail server with a ticket in front of them.
pub(super) fn hand_over(
    store: &Store,
    settings: &QuarantineSettings,
    entry: Option<EntryId>,
    mail_from: &str,
    recipient: &str,
    bytes: &[u8],
) -> Result<(), ReleaseError> {
    let servers = settings.addresses().map_err(SmtpError::from)?;
    let mut content = bytes.to_vec();
    // The protocol ends each line, and the ticket is for what arrives.
    if !content.ends_with(b"\r\n") {
        content.extend_from_slice(b"\r\n");
    }
    let expires = Timestamp::now().as_second().saturating_add(TICKET);
    let ticket = store.issue_ticket(entry, &content, recipient, expires)?;
    let mut message = format!("{TICKET_FIELD}: {ticket}\r\n").into_bytes();
    message.append(&mut content);
    smtp::deliver(&servers, mail_from, recipient, &message)?;
    Ok(())
}
