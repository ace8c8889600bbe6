//! Which concepts stand together.

use claims::PhraseHit;
use text::Quote;

use super::PhraseFact;
use super::part::{Part, Parts};

/// How far apart two findings may stand and still speak of the same thing, in bytes. Two or three
/// sentences of an ordinary mail.
const NEAR: u32 = 200;

/// The distinct concepts of phrases near `quote` and in the same part, in the order of the text: what a
/// platform says of its own says nothing of a number in somebody's note.
pub(super) fn concepts_near(
    quote: &Quote,
    phrases: &[PhraseHit],
    parts: &Parts<'_>,
) -> Vec<String> {
    let part = parts.part(quote);
    let mut concepts: Vec<String> = Vec::new();
    for phrase in phrases {
        let close = phrase.quote.place == quote.place
            && phrase.quote.span.start <= quote.span.end.saturating_add(NEAR)
            && quote.span.start <= phrase.quote.span.end.saturating_add(NEAR);
        if close && !concepts.contains(&phrase.concept) && parts.part(&phrase.quote) == part {
            concepts.push(phrase.concept.clone());
        }
    }
    concepts
}

/// The distinct concepts of all phrases that are wanted.
pub(super) fn distinct_concepts(
    phrases: &[PhraseFact],
    wanted: impl Fn(&PhraseHit, Part) -> bool,
) -> Vec<String> {
    let mut concepts: Vec<String> = Vec::new();
    for PhraseFact { phrase, part } in phrases {
        if wanted(phrase, *part) && !concepts.contains(&phrase.concept) {
            concepts.push(phrase.concept.clone());
        }
    }
    concepts
}

/// Whether a reader sees the phrase. What speaks for a mail must stand where readers see it, or a lure
/// would hide it in the code.
pub(super) fn is_visible(phrase: &PhraseHit) -> bool {
    phrase.quote.place.is_shown()
}
