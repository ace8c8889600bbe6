//! What a text claims: phone numbers, brands, amounts, order ids, deadlines, and the phrases by
//! which it asks for something.
//!
//! Nothing here knows mail. The caller names the texts; every finding carries its [`text::Quote`].
//!
//! Each text is folded once and split into words once ([`words`]); phrases, brands and labels are found
//! in one walk over these words ([`lexicon`]); everything else looks around those findings.

mod amounts;
mod brands;
mod deadlines;
mod entities;
mod extract;
mod kind;
mod language;
mod lexicon;
pub mod numbers;
mod order_ids;
mod phrases;
mod reading;
mod types;
mod words;

pub use entities::{Entities, Entity, EntityKind, EntityReader, Tag, TagKind, Topic, TopicKind};
pub use extract::{extract, extract_named};
pub use lexicon::{Lexicon, LexiconError};
pub use numbers::ownership::ownership;
pub use types::{
    Amount, BrandClaim, BrandEvidence, ClaimKind, Claims, Concealment, Deadline, LineKind, Named,
    NamedText, Number, OrderId, Ownership, PhraseHit, Settings,
};
