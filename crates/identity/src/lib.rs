//! Who really sent a message, and how sender and claim relate.

mod sender;

pub use sender::{Lookalike, PlatformMatch, Relation, Sender};
