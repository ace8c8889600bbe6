//! Findings in the text, each with what the rest of the message says about it.

use claims::{BrandClaim, Number, PhraseHit};
use identity::Relation;
use text::Quote;

use super::Part;

/// A brand claim and the sender's relation to that brand.
#[derive(Debug, Clone)]
pub struct BrandFact {
    /// The claim.
    pub claim: BrandClaim,
    /// The relation.
    pub relation: Relation,
    /// Whether the claim carries the mail: made in a place a reader sees first, or in a short text.
    pub strong: bool,
    /// Whether it is made outside of quoted history.
    pub own: bool,
    /// Where a customer sees real orders.
    pub check_url: Option<String>,
    /// Where the brand wants fakes reported.
    pub report_to: Option<String>,
}

/// A phone number, whose words it stands in, and what is said around it.
#[derive(Debug, Clone)]
pub struct NumberFact {
    /// The number.
    pub number: Number,
    /// Whose words it stands in.
    pub part: Part,
    /// The concepts that stand near it.
    pub near: Vec<String>,
}

/// A phrase of the lexicon and whose words it stands in.
#[derive(Debug, Clone)]
pub struct PhraseFact {
    /// The phrase.
    pub phrase: PhraseHit,
    /// Whose words it stands in.
    pub part: Part,
}

/// A brand named once in a text longer than this (letters and digits) is as a rule a topic.
const SHORT_TEXT: usize = 2_500;

/// Whether `claim`, made in a text of `letters` letters, carries the mail. Headlines of newsletters name
/// brands in the subject, so a subject alone does not.
pub(super) fn is_strong(claim: &BrandClaim, letters: usize) -> bool {
    let first_seen = |kind: &str| matches!(kind, "display_name" | "sender_address");
    claim.evidence.iter().any(|it| first_seen(it.kind)) || letters <= SHORT_TEXT
}

impl BrandFact {
    /// The quotes of its evidence, in order.
    pub fn quotes(&self) -> impl Iterator<Item = &Quote> {
        self.claim.evidence.iter().map(|it| &it.quote)
    }
}
