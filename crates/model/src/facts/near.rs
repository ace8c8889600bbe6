//! Which concepts stand together.

use claims::PhraseHit;
use text::Quote;

use super::{Part, PhraseFact};

/// How far apart two findings may stand and still speak of the same thing, in bytes. Two or three
/// sentences of an ordinary mail.
const NEAR: u32 = 320;

/// The distinct concepts of phrases near `quote`, in the order of the text.
pub(super) fn concepts_near(quote: &Quote, phrases: &[PhraseHit]) -> Vec<String> {
    let mut concepts: Vec<String> = Vec::new();
    for phrase in phrases {
        let close = phrase.quote.place == quote.place
            && phrase.quote.span.start <= quote.span.end.saturating_add(NEAR)
            && quote.span.start <= phrase.quote.span.end.saturating_add(NEAR);
        if close && !concepts.contains(&phrase.concept) {
            concepts.push(phrase.concept.clone());
        }
    }
    concepts
}

/// The distinct concepts of all phrases that stand in a wanted part.
pub(super) fn distinct_concepts(
    phrases: &[PhraseFact],
    wanted: impl Fn(Part) -> bool,
) -> Vec<String> {
    let mut concepts: Vec<String> = Vec::new();
    for PhraseFact { phrase, part } in phrases {
        if wanted(*part) && !concepts.contains(&phrase.concept) {
            concepts.push(phrase.concept.clone());
        }
    }
    concepts
}
