//! What the milter keeps: messages for the quarantine, before it answers for them; records, behind the answer. And what it lets
//! pass because it was let go here.

use std::sync::Arc;

use jiff::Timestamp;
use protocol::milter::Reply;
use store::{Digest, Envelope, Redeemed, Store};

use super::session::{Received, Session};
use super::{Broken, Connection, deletions};
use crate::judge::Outcome;
use crate::policy::{Action, Decision};
use crate::quarantine::{Judged, Recorded, WhenFull, cause};

/// The name of the door in records.
const DOOR: &str = "milter";

impl Connection {
    /// Whether the message was released here, by the ticket it brings. A ticket that cannot be looked at counts for nothing: the
    /// message is judged as any.
    pub(super) async fn is_let_go(
        &mut self,
        received: &Received,
        whole: &Arc<Vec<u8>>,
    ) -> Result<bool, Broken> {
        let Some(ticket) = received.ticket.clone() else {
            return Ok(false);
        };
        let [recipient] = received.envelope.recipients.as_slice() else {
            return Ok(false);
        };
        if received.full.is_some() || !self.shared.keeping.is_set() {
            return Ok(false);
        }
        let keeping = Arc::clone(&self.shared.keeping);
        let (recipient, added, whole) = (recipient.clone(), received.added, Arc::clone(whole));
        let looking = async move {
            let now = Timestamp::now().as_second();
            let redeem = move |store: &Store| {
                let bytes = whole.get(added..).unwrap_or_default();
                store.redeem_ticket(ticket.trim(), bytes, &recipient, now)
            };
            keeping.work(redeem).await
        };
        let redeemed = self.with_progress(looking).await?;
        let redeemed = redeemed
            .inspect_err(|error| tracing::error!(%error, "a ticket cannot be looked at"))
            .ok();
        let is_valid = matches!(redeemed, Some(Redeemed::Valid(_)));
        self.shared.metrics.note_ticket(is_valid);
        let queue_id = &received.queue_id;
        match redeemed {
            Some(Redeemed::Valid(entry)) => {
                tracing::info!(%queue_id, %entry, "let pass by its release ticket");
            }
            Some(other) => {
                tracing::warn!(%queue_id, ?other, "a release ticket does not count; the message is judged");
            }
            None => {}
        }
        Ok(is_valid)
    }

    /// Accepts a message that was let go.
    pub(super) fn let_pass(session: &Session, received: &Received) -> Vec<Reply> {
        let mut replies = deletions(session, received);
        replies.push(Reply::Accept);
        replies
    }

    /// Holds the message for those from whom `decision` keeps it. Where that fails, nobody is kept from it: the mail server is told to
    /// come again, or it is delivered marked.
    pub(super) async fn hold(
        &mut self,
        received: &Received,
        whole: &Arc<Vec<u8>>,
        outcome: &Outcome,
        mut decision: Decision,
    ) -> Result<Decision, Broken> {
        let is_whole = decision.action == Action::Quarantine;
        let Outcome::Judged(report) = outcome else {
            return Ok(decision);
        };
        let is_nobodys = !is_whole && decision.set_apart.is_empty();
        if is_nobodys || !self.shared.keeping.is_set() {
            return Ok(decision);
        }
        let recipients = if is_whole {
            received.envelope.recipients.clone()
        } else {
            decision.set_apart.clone()
        };
        let judged = Judged {
            door: DOOR,
            action: Action::Quarantine.name(),
            envelope: &received.envelope,
            mailbox: None,
            queue_id: &received.queue_id,
        };
        let record = judged.record(report, Digest([0; 32]));
        let cause = cause(report);
        let envelope = Envelope {
            mail_from: received.envelope.mail_from.clone().unwrap_or_default(),
            recipients,
        };
        let keeping = Arc::clone(&self.shared.keeping);
        let (added, whole) = (received.added, Arc::clone(whole));
        let is_known = !received.is_cut && !envelope.recipients.is_empty();
        let holding = async move {
            if !is_known {
                return Err("its recipients are not all known".to_owned());
            }
            let hold = move |store: &Store| {
                let bytes = whole.get(added..).unwrap_or_default();
                store.hold(bytes, &envelope, record, Some(&cause))
            };
            keeping.work(hold).await.map_err(|it| it.to_string())
        };
        let held = self.with_progress(holding).await?;
        self.shared.metrics.note_held(held.is_ok());
        self.shared.keeping.note_news();
        let queue_id = &received.queue_id;
        match held {
            Ok(held) => {
                let (entries, again) = (held.entries.len(), held.was_held);
                tracing::info!(%queue_id, entries, again, "held");
                decision.is_held = true;
            }
            Err(reason) => {
                tracing::error!(%queue_id, reason, "cannot be held");
                decision.set_apart.clear();
                decision.action = match self.shared.keeping.settings().when_full {
                    WhenFull::Tempfail => Action::Tempfail,
                    WhenFull::Tag if is_whole => Action::Tag,
                    WhenFull::Tag => decision.action.max(Action::Tag),
                };
            }
        }
        Ok(decision)
    }

    /// Has the verdict recorded.
    pub(super) fn record(
        &self,
        received: Received,
        whole: Arc<Vec<u8>>,
        outcome: Outcome,
        action: Action,
    ) {
        let judged = Recorded {
            door: DOOR,
            envelope: received.envelope,
            mailbox: None,
            queue_id: received.queue_id,
            raw: whole,
            added: received.added,
        };
        self.shared.record(outcome, action, judged);
    }
}
