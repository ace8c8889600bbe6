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
        let mut covered: Vec<(&str, u32)> = Vec::new();
        for phrase in &reading.phrases {
            let Some(meaning) = matcher.meanings.get(phrase.meaning as usize) else {
                continue;
            };
            if meaning.concept.starts_with('_') {
                continue;
            }
            let concept = meaning.concept.as_str();
            let until = match covered.iter_mut().find(|it| it.0 == concept) {
                Some(it) => it,
                None => {
                    covered.push((concept, 0));
                    let Some(last) = covered.last_mut() else {
                        continue;
                    };
                    last
                }
            };
            if phrase.words.1 <= until.1 {
                continue;
            }
            until.1 = phrase.words.1;
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
