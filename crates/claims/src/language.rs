//! The language of a message, told from its function words.
//!
//! The words are looked up anyway, so this costs next to nothing. Phrases of the lexicon count as well,
//! since a short lure may have no other words.

use text::Place;

use crate::lexicon::Matcher;
use crate::reading::Reading;

/// Languages whose function words are known, in the order of the bits in the matcher.
pub(crate) const LANGUAGES: [&str; 17] = [
    "en", "pt", "es", "de", "fr", "it", "nl", "pl", "tr", "sv", "ja", "da", "nb", "fi", "cs", "hu",
    "ro",
];

/// Two languages with most words in common: of a short text it need not be clear which of them it is.
const ALIKE: [&str; 2] = ["da", "nb"];

/// Function words seen at least before a language is named.
const ENOUGH: u32 = 4;

/// The language in which most function words are, if it is clear.
pub(crate) fn detect(readings: &[Reading], matcher: &Matcher) -> Option<&'static str> {
    let mut counts = [0_u32; LANGUAGES.len()];
    for reading in readings {
        if reading.place == Place::DisplayName || !reading.place.is_shown() {
            continue;
        }
        for word in &reading.words {
            let bits = matcher.function_words(word.id);
            if bits == 0 {
                continue;
            }
            for (bit, count) in counts.iter_mut().enumerate() {
                *count += bits >> bit & 1;
            }
        }
    }
    for reading in readings {
        for phrase in &reading.phrases {
            let meaning = matcher.meanings.get(phrase.meaning as usize);
            let language = meaning.filter(|it| !it.concept.starts_with('_'));
            let at =
                language.and_then(|it| LANGUAGES.iter().position(|known| *known == it.language));
            if let Some(count) = at.and_then(|it| counts.get_mut(it)) {
                *count += phrase.words.1 - phrase.words.0;
            }
        }
    }
    let (best, &most) = counts
        .iter()
        .enumerate()
        .max_by_key(|it| (it.1, usize::MAX - it.0))?;
    let second = counts
        .iter()
        .enumerate()
        .filter(|it| it.0 != best && !(is_alike(best) && is_alike(it.0)))
        .map(|it| *it.1)
        .max()
        .unwrap_or_default();
    // A lure of one line has few words: two are enough where no other language has any.
    let clear =
        most >= ENOUGH && most > second.saturating_add(second / 4) || most >= 2 && second == 0;
    LANGUAGES.get(best).copied().filter(|_| clear)
}

/// Whether the language with this number is one of [`ALIKE`].
fn is_alike(language: usize) -> bool {
    LANGUAGES.get(language).is_some_and(|it| ALIKE.contains(it))
}
