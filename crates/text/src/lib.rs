//! Texts and places in them.
//!
//! A [`Span`] is a UTF-8 byte range of a *named text* of a message ([`Place`] is the name); a
//! [`Quote`] is what stands there. [`Folded`] is the one folding of the project: every comparison of
//! words, brands and digits goes through it, and its offset map leads back to the text as written.

mod ascii_form;
mod character;
mod confusable;
mod disguise;
mod fold;
mod folded;
mod language;
mod marks;
mod offset_map;
mod quote;
mod style;
mod table;
mod word;

pub use character::is_invisible;
pub use confusable::replace_confusables;
pub use disguise::{Disguise, Disguises};
pub use fold::fold;
pub use folded::Folded;
pub use language::language;
pub use quote::{Place, Quote, Span};
