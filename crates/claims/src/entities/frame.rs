//! A text with its phrases, and questions about lines and sentences.
//!
//! Phrases are found in the folded text, which knows no lines; lines, capitals and signs are those of the text as
//! written, and every span here counts in it.

use text::Span;

use crate::lexicon::Matcher;
use crate::reading::{Reading, has_empty_line};

/// How the concepts begin whose phrases say that a phrase of another concept is none.
const NOT: &str = "_not_";
/// The concept of the words that no name begins with.
const NO_NAME: &str = "_no_name";

/// A phrase in a text.
pub(super) struct Hit<'r> {
    pub(super) concept: &'r str,
    /// Which line of phrases, where its file tells them apart.
    pub(super) line: u32,
    /// First word.
    pub(super) first: usize,
    /// One past the last word.
    pub(super) end: usize,
    /// Bytes of the folded text.
    pub(super) folded: Span,
    /// Bytes of the text as written.
    pub(super) span: Span,
}

/// A text and the phrases in it.
pub(super) struct Frame<'r, 't> {
    pub(super) reading: &'r Reading<'t>,
    pub(super) matcher: &'r Matcher,
    hits: Vec<Hit<'r>>,
    /// Words that no name begins with, in order.
    no_names: Vec<usize>,
}

impl<'r, 't> Frame<'r, 't> {
    /// The phrases of `language`, or of any, in `reading`.
    pub(super) fn new(
        reading: &'r Reading<'t>,
        matcher: &'r Matcher,
        language: Option<&str>,
    ) -> Self {
        let hits = reading.phrases.iter().filter_map(|phrase| {
            let meaning = matcher.meanings.get(phrase.meaning as usize)?;
            let fits = language.is_none_or(|it| meaning.language == it);
            let span = reading.folded.original(phrase.span);
            // Nobody's phrase runs from one paragraph into the next.
            let whole = fits && !has_empty_line(span.of(reading.original));
            whole.then_some(Hit {
                concept: &meaning.concept,
                line: phrase.meaning,
                first: phrase.words.0 as usize,
                end: phrase.words.1 as usize,
                folded: phrase.span,
                span,
            })
        });
        let hits: Vec<Hit> = hits.collect();
        let no_names = hits.iter().filter(|it| it.concept == NO_NAME);
        Self {
            reading,
            matcher,
            no_names: no_names.map(|it| it.first).collect(),
            hits,
        }
    }

    /// The phrases of `concept` that no phrase overlaps which says that they are none: `_not_request` speaks of
    /// `request` and of `_request_opening`.
    pub(super) fn of<'f>(&'f self, concept: &'f str) -> impl Iterator<Item = &'f Hit<'r>> {
        let bare = concept.trim_start_matches('_');
        let denials = move |it: &&Hit<'r>| {
            let denied = it.concept.strip_prefix(NOT);
            denied.is_some_and(|it| bare.starts_with(it))
        };
        let mut denials = self.hits.iter().filter(denials).peekable();
        let mut denied_until = 0;
        let of_concept = self.hits.iter().filter(move |it| it.concept == concept);
        of_concept.filter(move |hit| {
            // Both come in the order of their first words.
            while let Some(denial) = denials.next_if(|it| it.first < hit.end) {
                denied_until = denied_until.max(denial.end);
            }
            hit.first >= denied_until
        })
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.reading.words.len()
    }

    /// Where the words from `first` up to, not including, `end` stand.
    pub(super) fn span_of(&self, first: usize, end: usize) -> Span {
        let folded = self.reading.span_of(first, end);
        self.reading.folded.original(folded)
    }

    /// `word` as written.
    pub(super) fn word(&self, word: usize) -> &'t str {
        self.span_of(word, word + 1).of(self.reading.original)
    }

    /// What stands between the word before `word` and `word`, or the end.
    pub(super) fn gap_before(&self, word: usize) -> &'t str {
        let text = self.reading.original;
        let from = word
            .checked_sub(1)
            .map_or(0, |it| self.span_of(it, word).end);
        let to = if word < self.len() {
            self.span_of(word, word + 1).start
        } else {
            text.len() as u32
        };
        Span {
            start: from,
            end: to,
        }
        .of(text)
    }

    /// Whether `word` is the first of its line; so is what stands behind the last.
    pub(super) fn begins_line(&self, word: usize) -> bool {
        word == 0 || word >= self.len() || self.gap_before(word).contains('\n')
    }

    /// Whether `word` is the first of a sentence, or of a line that does not merely go on.
    pub(super) fn begins_sentence(&self, word: usize) -> bool {
        let Some(next) = self.reading.words.get(word) else {
            return true;
        };
        if word == 0 || next.after_break {
            return true;
        }
        let gap = self.gap_before(word);
        gap.contains('\n') && (has_empty_line(gap) || !self.is_lowercase(word))
    }

    /// Whether `word` is written with a small letter first.
    pub(super) fn is_lowercase(&self, word: usize) -> bool {
        let first = self.word(word).chars().next();
        first.is_some_and(char::is_lowercase)
    }

    /// Whether `word` is one that no name begins with.
    pub(super) fn begins_no_name(&self, word: usize) -> bool {
        self.no_names.binary_search(&word).is_ok()
    }

    /// The text from `at` to the end of its line, or `most` bytes of it; the flag says whether that is the whole.
    pub(super) fn rest_of_line(&self, at: u32, most: usize) -> (&'t str, bool) {
        let text = self.reading.original;
        let start = at as usize;
        let end = text.floor_char_boundary(start.saturating_add(most));
        let rest = text.get(start..end).unwrap_or_default();
        match rest.split_once('\n') {
            Some((line, _)) => (line, true),
            None => (rest, end == text.len()),
        }
    }
}
