//! The message: the root of the data model.

use address::Mailbox;
use limits::{Capability, CapabilitySet};

use crate::attachment::Attachment;
use crate::body::Body;
use crate::direction::Direction;
use crate::headers::Headers;
use crate::subject::Subject;

/// A parsed message. It owns its texts; spans name ranges of them.
#[derive(Debug, Default)]
pub struct Message {
    /// Inbound, outbound, internal.
    pub direction: Direction,
    /// The sender: `From`, or for relayed invitations and groups the original sender.
    pub sender: Mailbox,
    /// How a relayed sender was recovered: `google_groups`.
    pub sender_decoders: Vec<&'static str>,
    /// The plain `From`.
    pub from: Mailbox,
    /// Everybody in `From`.
    pub from_all: Vec<Mailbox>,
    /// The `Sender` field.
    pub sender_field: Option<Mailbox>,
    /// To, Cc, Bcc.
    pub recipients: Recipients,
    /// The subject.
    pub subject: Subject,
    /// Headers.
    pub headers: Headers,
    /// Bodies, threads and links.
    pub body: Body,
    /// Parts that are not the chosen text bodies.
    pub attachments: Vec<Attachment>,
    /// The mailbox the message was found in (`Delivered-To`, `X-Original-To`).
    pub mailbox: Option<Mailbox>,
    /// What was broken or ambiguous.
    pub defects: Vec<Defect>,
    /// Limits that cut the message short.
    pub missing: CapabilitySet,
    /// Bytes of the raw message.
    pub size: usize,
}

/// To, Cc and Bcc in header order.
#[derive(Debug, Clone, Default)]
pub struct Recipients {
    /// `To`.
    pub to: Vec<Mailbox>,
    /// `Cc`.
    pub cc: Vec<Mailbox>,
    /// `Bcc`.
    pub bcc: Vec<Mailbox>,
}

impl Recipients {
    /// Everybody, `To` first.
    pub fn all(&self) -> impl Iterator<Item = &Mailbox> {
        self.to.iter().chain(&self.cc).chain(&self.bcc)
    }
}

/// Something in the message that is broken or that readers understand differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// A stable name such as `no_header_block`, `unterminated_multipart`, `unknown_charset`,
    /// `unknown_encoding`, `eight_bit_header`, `duplicate_from`, `too_many_parts`, `truncated`.
    pub kind: &'static str,
    /// What was found, for people.
    pub detail: String,
}

/// What went wrong so far: defects, and the limits that were hit.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) defects: Vec<Defect>,
    pub(crate) missing: CapabilitySet,
}

/// A message that is broken all over says so often enough.
const DEFECTS: usize = 100;

impl Findings {
    /// Notes a defect; the same one in the same words only once.
    pub(crate) fn note(&mut self, kind: &'static str, detail: impl Into<String>) {
        let defect = Defect {
            kind,
            detail: detail.into(),
        };
        if self.defects.len() < DEFECTS && !self.defects.contains(&defect) {
            self.defects.push(defect);
        }
    }

    /// Notes that a limit cut something short.
    pub(crate) fn cut(
        &mut self,
        capability: Capability,
        kind: &'static str,
        detail: impl Into<String>,
    ) {
        self.missing.insert(capability);
        self.note(kind, detail);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_defect_is_noted_once() {
        let mut findings = Findings::default();
        findings.note("a", "x");
        findings.note("a", "x");
        findings.note("a", "y");
        assert_eq!(findings.defects.len(), 2);
    }

    #[test]
    fn defects_are_bounded() {
        let mut findings = Findings::default();
        for index in 0..1000 {
            findings.note("a", index.to_string());
        }
        assert_eq!(findings.defects.len(), DEFECTS);
    }
}
