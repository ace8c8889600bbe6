//! The phrases that are reported.

use crate::PhraseHit;
use crate::extract::is_prose;
use crate::lexicon::Matcher;
use crate::reading::Reading;

/// Phrases reported of one message at most; a hostile text can hold any number.
const MAX_PHRASES: usize = 2_000;

/// Phrases of public concepts, text by text, in order. A phrase within a longer one of its concept is
/// not reported again.
pub(crate) fn report(readings: &[Reading], matcher: &Matcher) -> Vec<PhraseHit> {
    let mut hits = Vec::new();
    for reading in readings.iter().filter(|it| is_prose(it.place)) {
        // One past the last word of the concept's phrases so far.
        let mut covered = vec![0; matcher.concepts.len()];
        for phrase in &reading.phrases {
            let Some(meaning) = matcher.meanings.get(phrase.meaning as usize) else {
                continue;
            };
            let until = meaning.concept_number.and_then(|it| covered.get_mut(it));
            let Some(until) = until.filter(|it| **it < phrase.words.1) else {
                continue;
            };
            *until = phrase.words.1;
            if hits.len() >= MAX_PHRASES {
                return hits;
            }
            hits.push(PhraseHit {
                concept: meaning.concept.clone(),
                language: meaning.language.clone(),
                quote: reading.quote(phrase.span),
            });
        }
    }
    hits
}
