//! The message data model and the facts, bound to the rule language.
//!
//! [`Subject`] is what a rule is evaluated over: one message with its facts. [`schema`] declares every
//! field once as a typed accessor.

pub mod facts;
mod lists;
mod schema;

use mail::Message;

pub use facts::{Facts, Knowledge};
pub use lists::lists;
pub use schema::schema;

/// One message with everything that rules may read of it.
#[derive(Debug)]
pub struct Subject {
    /// The message.
    pub message: Message,
    /// Its facts.
    pub facts: Facts,
}

impl Subject {
    /// Works out the facts of `message`.
    pub fn new(message: Message, knowledge: &Knowledge) -> Self {
        let facts = Facts::of(&message, knowledge);
        Self { message, facts }
    }
}
