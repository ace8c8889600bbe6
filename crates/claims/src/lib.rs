//! What a text claims: phone numbers, brands, amounts, order ids, deadlines, and the phrases by
//! which it asks for something.
//!
//! Nothing here knows mail. The caller names the texts; every finding carries its [`text::Quote`].

mod lexicon;
mod types;

pub use lexicon::{Lexicon, LexiconError};
pub use types::{
    Amount, BrandClaim, BrandEvidence, ClaimKind, Claims, Concealment, Deadline, LineKind,
    NamedText, Number, OrderId, Ownership, PhraseHit, Settings,
};
