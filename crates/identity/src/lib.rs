//! Who really sent a message, and how sender and claim relate.
//!
//! Nothing here checks SPF, DKIM or DMARC itself: it reads what a trusted host wrote down
//! (`Authentication-Results`, RFC 8601). What nobody trusted checked counts as not checked, never as
//! passed.

mod authentication;
#[cfg(test)]
mod built;
mod identify;
mod platform;
mod relation;
mod sender;

pub use identify::identify;
pub use relation::{Relation, relation};
pub use sender::{Lookalike, PlatformMatch, Sender};
