//! What a person types to find a text, and the words of a text, as full-text indices want them.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Words of one search.
const MOST_WORDS: usize = 20;
/// Characters of one word that count.
const MOST_CHARACTERS: usize = 200;

/// The words of `text`, in lower case and without accents; letters and digits only, so that no operator of any index gets
/// through.
fn words(text: &str) -> impl Iterator<Item = String> {
    let folded: String = text.nfd().filter(|it| !is_combining_mark(*it)).collect();
    let folded = folded.to_lowercase();
    let words = folded.split(|it: char| !it.is_alphanumeric());
    let words = words.filter(|it| !it.is_empty());
    let words: Vec<String> = words
        .map(|it| it.chars().take(MOST_CHARACTERS).collect())
        .collect();
    words.into_iter()
}

/// The words of a text, each once.
pub(crate) fn lexemes(text: &str) -> Vec<String> {
    let mut all: Vec<String> = words(text).collect();
    all.sort();
    all.dedup();
    all
}

/// What is looked for: words, and whether each may have any ending, which a `*` behind it says.
fn asked(text: &str) -> Option<Vec<(String, bool)>> {
    let mut all = Vec::new();
    for written in text.split_whitespace() {
        let any_ending = written.ends_with('*');
        let start = all.len();
        all.extend(words(written).map(|it| (it, false)));
        if let Some(last) = all.get_mut(start..).and_then(|it| it.last_mut()) {
            last.1 = any_ending;
        }
    }
    all.truncate(MOST_WORDS);
    (!all.is_empty()).then_some(all)
}

/// `text` as a question to SQLite's FTS5. `None` where there is no word in it.
pub(crate) fn query(text: &str) -> Option<String> {
    let words = asked(text)?;
    let words = words.iter().map(|(word, any_ending)| {
        let any_ending = if *any_ending { "*" } else { "" };
        format!("\"{word}\"{any_ending}")
    });
    Some(words.collect::<Vec<_>>().join(" "))
}

/// `text` as a `tsquery` of PostgreSQL. `None` where there is no word in it.
pub(crate) fn tsquery(text: &str) -> Option<String> {
    let words = asked(text)?;
    let words = words.iter().map(|(word, any_ending)| {
        let any_ending = if *any_ending { ":*" } else { "" };
        format!("'{word}'{any_ending}")
    });
    Some(words.collect::<Vec<_>>().join(" & "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_operator_gets_through() {
        assert_eq!(
            query("Nörton  NEAR(x) a\"b").as_deref(),
            Some("\"norton\" \"near\" \"x\" \"a\" \"b\"")
        );
        assert_eq!(query("nort* - OR").as_deref(), Some("\"nort\"* \"or\""));
        assert_eq!(
            tsquery("it's nort* | !x:A").as_deref(),
            Some("'it' & 's' & 'nort':* & 'x' & 'a'")
        );
        for nothing in ["* \" -", ""] {
            assert_eq!((query(nothing), tsquery(nothing)), (None, None));
        }
        assert_eq!(lexemes("Fête, fete! 12-3"), ["12", "3", "fete"]);
    }
}
