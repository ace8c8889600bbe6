//! What the history knew before a message was received, put beside the message.

use history::{Knowledge, NumberRecord, Profile, UnixSeconds};

use crate::Subject;

/// What the history knew before a message was received.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Past {
    /// When the message was received.
    pub received: UnixSeconds,
    /// The id of the brand whose orders were looked for.
    pub brand: Option<String>,
    /// What was known.
    pub knowledge: Knowledge,
}

impl Past {
    /// What is known of the number `e164` of the message; `None` where it was not asked for.
    pub fn number(&self, e164: &str) -> Option<&NumberRecord> {
        self.knowledge.numbers.iter().find(|it| it.e164 == e164)
    }
}

impl Subject {
    /// What is known of the sender: of the address at a mailbox provider, else of the domain.
    pub fn sender_profile(&self) -> Option<&Profile> {
        let known = &self.past.as_ref()?.knowledge;
        if self.facts.sender.freemail {
            known.sender.as_ref()
        } else {
            known.sender_domain.as_ref()
        }
    }
}
