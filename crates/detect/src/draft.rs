//! Judging in two steps: a message by itself, and then in the light of what was seen before.
//!
//! Between the two the history is told of the message and asked about it. The first verdict is the one that
//! marks senders and numbers; a verdict that only the history made marks nobody, or one mistake would
//! confirm itself.

use history::{Conclusion, Knowledge, MessageKey, Observation};
use identity::Envelope;
use limits::Capability;
use model::{Past, Subject};

use crate::engine::Engine;
use crate::message_key::message_key;
use crate::remember::{Delivery, conclusion, remember};
use crate::report;
use crate::verdict::Report;

/// A message that was judged by itself.
#[derive(Debug)]
pub struct Draft {
    pub(crate) path: String,
    pub(crate) subject: Subject,
    /// The verdict on the message itself.
    pub(crate) own: Report,
    /// The verdict on a message attached to it, and that message, where it is the worse.
    pub(crate) attached: Option<(Report, Subject)>,
    pub(crate) observation: Option<Observation>,
}

impl Draft {
    /// What the history is told of it; `None` where nobody knows when it was received.
    pub fn observation(&self) -> Option<&Observation> {
        self.observation.as_ref()
    }

    /// The verdict on the message itself, without history.
    pub fn conclusion(&self) -> Option<Conclusion> {
        let message = self.observation.as_ref()?.message;
        Some(conclusion(message, &self.own, false))
    }
}

/// How a message comes to a server.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// What identifies it: [`message_key`] of the bytes that came, without what the server itself has put before them.
    pub key: MessageKey,
    /// Where and when.
    pub delivery: Delivery,
    /// From whom, to whom.
    pub envelope: Envelope,
}

/// A message that was judged with what was known before it.
#[derive(Debug)]
pub struct Finished {
    /// The report.
    pub report: Report,
    /// What the history is to keep, where it is another verdict than that of the message by itself. It is the
    /// verdict on the message itself: who attaches a scam to report it is not its sender.
    pub conclusion: Option<Conclusion>,
}

impl Engine {
    /// Judges the raw message `raw`, found at `path`, by itself.
    pub fn draft(&self, path: &str, raw: &[u8], delivery: &Delivery) -> Draft {
        let arrival = Arrival {
            key: message_key(raw, delivery),
            delivery: delivery.clone(),
            envelope: Envelope::default(),
        };
        self.draft_delivered(path, raw, &arrival)
    }

    /// As [`draft`](Self::draft), for a message that a server is handing over.
    pub fn draft_delivered(&self, path: &str, raw: &[u8], arrival: &Arrival) -> Draft {
        let mut draft = self.draft_alone(path, raw, &arrival.envelope);
        let registry = &self.knowledge().registry;
        draft.observation = remember(arrival.key, &draft.subject, registry, &arrival.delivery);
        draft
    }

    /// Judges a message with what was known before it. Where nobody could say (`None`) its verdict stands, with
    /// the history among what is missing.
    pub fn finish(&self, draft: Draft, known: Option<Knowledge>) -> Finished {
        self.finish_for_showing(draft, known).0
    }

    /// As [`finish`](Self::finish), together with the message that decided, in whose texts the quotes of the report count: the one
    /// attached, where that is the scam.
    pub fn finish_for_showing(
        &self,
        draft: Draft,
        known: Option<Knowledge>,
    ) -> (Finished, Subject) {
        let Draft {
            path,
            mut subject,
            mut own,
            attached,
            observation,
        } = draft;
        let mut differing = None;
        let text = observation.as_ref().and_then(|it| it.text);
        match (known, observation) {
            (Some(knowledge), Some(observation)) => {
                subject.past = Some(Past {
                    received: observation.received,
                    brand: observation.claimed_brand,
                    knowledge,
                });
                let mut watch = self.stopwatch();
                let mut report = self.report(&path, &subject);
                watch.lap(|it| &mut it.rules);
                watch.stages.add(&own.stages);
                report.stages = watch.stages;
                for it in &mut report.evidence {
                    it.from_history = !own.evidence.iter().any(|had| had.signal == it.signal);
                }
                if report.verdict != own.verdict {
                    differing = Some(conclusion(observation.message, &report, true));
                }
                own = report;
            }
            _ => own.missing.push(Capability::History),
        }
        own.likeness.text = text;
        let (report, decisive) = self.with_attached(own, subject, attached);
        let finished = Finished {
            report,
            conclusion: differing,
        };
        (finished, decisive)
    }

    /// The report on a message in view of what is attached to it, and the message that decided.
    pub(crate) fn with_attached(
        &self,
        own: Report,
        subject: Subject,
        attached: Option<(Report, Subject)>,
    ) -> (Report, Subject) {
        match attached {
            Some((report, decisive)) if report.verdict < own.verdict => {
                (report::adopt(own, report, self.catalogue()), decisive)
            }
            _ => (own, subject),
        }
    }
}
