//! Texts and places in them.
//!
//! A [`Span`] is a UTF-8 byte range of a *named text* of a message ([`Place`] is the name); a
//! [`Quote`] is what stands there. [`Folded`] is the one folding of the project: every comparison of
//! words, brands and digits goes through it, and its offset map leads back to the text as written.

mod confusable;
mod fold;
mod language;
mod quote;

pub use confusable::replace_confusables;
pub use fold::{Disguise, Disguises, Folded, fold};
pub use language::language;
pub use quote::{Place, Quote, Span};
