//! The message data model and the facts, bound to the rule language.
//!
//! [`Subject`] is what a rule is evaluated over: one message with its facts. [`schema`] declares every
//! field once as a typed accessor.

mod attached;
pub mod facts;
mod lists;
mod past;
mod schema;

use std::sync::Arc;

use content::Extraction;
use mail::Message;
use text::Quote;

pub use attached::{AttachedTexts, Segment};
pub use facts::{Facts, Knowledge};
pub use lists::{Organisation, Vip, lists};
pub use past::Past;
pub use schema::{json_schema, schema};

/// Where in the attachments something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin<'s> {
    /// The part's number and the names on the way.
    pub path: &'s str,
    /// The page, from 1.
    pub page: Option<u32>,
}

/// One message with everything that rules may read of it.
#[derive(Debug, Default)]
pub struct Subject {
    /// The message.
    pub message: Message,
    /// What was found in its attachments, as far as they were read.
    pub extraction: Option<Extraction>,
    /// The texts of the attachments, in which findings are named.
    pub attached: AttachedTexts,
    /// Its facts.
    pub facts: Facts,
    /// Registration data of domains, where the operator has any.
    pub whois: Option<Arc<registry::Whois>>,
    /// Finds words that play a part, for rules that ask.
    pub entities: Option<Arc<claims::EntityReader>>,
    /// What was known before the message was received; `None` where no history could be asked.
    pub past: Option<Past>,
}

impl Subject {
    /// Works out the facts of `message` and of what was found in its attachments.
    pub fn new(message: Message, extraction: Option<Extraction>, knowledge: &Knowledge) -> Self {
        let attached = AttachedTexts::of(extraction.as_ref(), &message.body.visible_text);
        let facts = Facts::of(&message, extraction.as_ref(), &attached, knowledge);
        Self {
            message,
            extraction,
            attached,
            facts,
            whois: knowledge.registry.whois().cloned(),
            entities: Some(Arc::clone(&knowledge.entities)),
            past: None,
        }
    }

    /// The attached file that `quote` stands in; `None` for the message's own texts.
    pub fn origin(&self, quote: &Quote) -> Option<Origin<'_>> {
        let segment = self.attached.locate(quote.place, quote.span)?;
        let file = self.extraction.as_ref()?.files.get(segment.file?)?;
        Some(Origin {
            path: &file.path,
            page: segment.page,
        })
    }
}
