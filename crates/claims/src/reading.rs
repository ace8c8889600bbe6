//! One text, read once: folded, split into words, and with every phrase and brand found in it.
//!
//! All finders work on a [`Reading`]. Positions inside are those of the folded text; a [`Quote`]
//! always stands in the text as written.

use text::{Folded, Place, Quote, Span};

use crate::NamedText;
use crate::brands::disguise;
use crate::lexicon::trie::{Branches, BrandsAt};
use crate::lexicon::{Matcher, Role};
use crate::words::{self, Word};

/// A text with what was found in it.
pub(crate) struct Reading<'t> {
    pub(crate) place: Place,
    /// The text as written.
    pub(crate) original: &'t str,
    pub(crate) folded: Folded,
    pub(crate) words: Vec<Word>,
    /// Phrases in the order of their first word.
    pub(crate) phrases: Vec<Phrase>,
    /// Brands in the order of their first word, none within another.
    pub(crate) aliases: Vec<AliasHit>,
}

/// A phrase of the lexicon in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Which meaning of the matcher.
    pub(crate) meaning: u32,
    pub(crate) role: Role,
    /// First word, and one past the last.
    pub(crate) words: (u32, u32),
    /// Bytes of the folded text.
    pub(crate) span: Span,
    /// The alias that `@brand` stood for, by its first word.
    pub(crate) brand: Option<u32>,
}

/// A brand's name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AliasHit {
    /// Which alias of the matcher.
    pub(crate) entry: u32,
    /// First word, and one past the last.
    pub(crate) words: (u32, u32),
    /// Bytes of the folded text.
    pub(crate) span: Span,
    /// Spelled so that filters do not see it.
    pub(crate) disguised: bool,
}

impl<'t> Reading<'t> {
    /// Reads `named`.
    pub(crate) fn new(named: &NamedText<'t>, matcher: &Matcher) -> Self {
        let folded = text::fold(named.text);
        let words = words::split(folded.text(), &matcher.vocabulary);
        let mut reading = Self {
            place: named.place,
            original: named.text,
            folded,
            words,
            phrases: Vec::new(),
            aliases: Vec::new(),
        };
        reading.aliases = disguise::find_aliases(&reading, matcher);
        reading.phrases = reading.find_phrases(matcher);
        reading
    }

    /// The folded text.
    pub(crate) fn text(&self) -> &str {
        self.folded.text()
    }

    /// The bytes from word `first` up to, not including, word `end`.
    pub(crate) fn span_of(&self, first: usize, end: usize) -> Span {
        let start = self.words.get(first).map_or(0, |it| it.start);
        let last = end.checked_sub(1).and_then(|it| self.words.get(it));
        Span {
            start,
            end: last.map_or(start, |it| it.end.max(start)),
        }
    }

    /// What stands at `span` of the folded text, in the text as written.
    pub(crate) fn quote(&self, span: Span) -> Quote {
        Quote::new(self.original, self.place, self.folded.original(span))
    }

    /// The text as written at `span` of the folded text.
    pub(crate) fn written(&self, span: Span) -> &'t str {
        self.folded.original(span).of(self.original)
    }

    /// The folded text from `start` to `end`, or `""`.
    pub(crate) fn slice(&self, start: u32, end: u32) -> &str {
        self.text()
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// At most `most` bytes of the folded text before `at`.
    pub(crate) fn before(&self, at: u32, most: u32) -> &str {
        let text = self.text();
        let mut start = at.saturating_sub(most) as usize;
        while start < at as usize && !text.is_char_boundary(start) {
            start += 1;
        }
        text.get(start..at as usize).unwrap_or_default()
    }

    /// At most `most` bytes of the folded text from `at` on.
    pub(crate) fn after(&self, at: u32, most: u32) -> &str {
        let text = self.text();
        let mut end = (at as usize).saturating_add(most as usize).min(text.len());
        while end > at as usize && !text.is_char_boundary(end) {
            end -= 1;
        }
        text.get(at as usize..end).unwrap_or_default()
    }

    /// Whether what stands at `span` is part of a link or an e-mail address.
    pub(crate) fn is_in_address(&self, span: Span) -> bool {
        const LONGEST: u32 = 160;
        let before = self.before(span.start, LONGEST);
        let after = self.after(span.end, LONGEST);
        let ends = [' ', '<', '>', '(', ')', '"'];
        let piece = before.rsplit(ends).next().unwrap_or_default();
        let tail = after.split(ends).next().unwrap_or_default();
        piece.contains("://")
            || piece.starts_with("www.")
            || piece.contains('@')
            || tail.contains('@')
            || piece.len() > 1 && piece.ends_with('.')
            || is_host_end(tail)
    }

    fn find_phrases(&self, matcher: &Matcher) -> Vec<Phrase> {
        let brands = BrandStarts::new(&self.aliases, self.words.len());
        let mut branches = Branches::default();
        let mut phrases: Vec<Phrase> = Vec::new();
        for at in 0..self.words.len() {
            let begun = phrases.len();
            matcher
                .phrases
                .walk(&self.words, at, &brands, &mut branches, |found| {
                    self.keep_longest(&mut phrases, begun, at, found, matcher);
                });
        }
        phrases
    }

    /// Adds a phrase; of several with one meaning and one beginning the longest stays.
    fn keep_longest(
        &self,
        phrases: &mut Vec<Phrase>,
        begun: usize,
        at: usize,
        found: crate::lexicon::trie::Found,
        matcher: &Matcher,
    ) {
        let Some(meaning) = matcher.meanings.get(found.output as usize) else {
            return;
        };
        let phrase = Phrase {
            meaning: found.output,
            role: meaning.role,
            words: (at as u32, found.end),
            span: self.span_of(at, found.end as usize),
            brand: found.brand,
        };
        let same = phrases
            .iter_mut()
            .skip(begun)
            .find(|it| it.meaning == phrase.meaning && it.brand == phrase.brand);
        match same {
            Some(kept) if kept.words.1 < phrase.words.1 => *kept = phrase,
            Some(_) => {}
            None => phrases.push(phrase),
        }
    }
}

/// Whether `tail` makes what stands before it a host name: `.com`, `.co.uk/path`.
fn is_host_end(tail: &str) -> bool {
    let mut rest = tail;
    let mut labels = 0;
    while let Some(next) = rest.strip_prefix('.') {
        let length = next.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if length < 2 {
            break;
        }
        labels += 1;
        rest = next.get(length..).unwrap_or_default();
    }
    labels > 0 && rest.starts_with('/')
}

/// Brands by the word they begin with.
struct BrandStarts {
    /// By number of the word, one more than the place in `brands`; 0 where none begins. Empty if there
    /// are no brands at all.
    places: Vec<u32>,
    /// The first word (as the brand's mark) and the word after the brand.
    brands: Vec<(u32, u32)>,
}

impl BrandStarts {
    fn new(aliases: &[AliasHit], words: usize) -> Self {
        let mut starts = Self {
            places: Vec::new(),
            brands: aliases.iter().map(|it| it.words).collect(),
        };
        if !aliases.is_empty() {
            starts.places.resize(words, 0);
        }
        for (place, hit) in aliases.iter().enumerate() {
            if let Some(slot) = starts.places.get_mut(hit.words.0 as usize) {
                *slot = place as u32 + 1;
            }
        }
        starts
    }
}

impl BrandsAt for BrandStarts {
    fn at(&self, at: usize) -> &[(u32, u32)] {
        let place = self.places.get(at).copied().unwrap_or_default() as usize;
        match place.checked_sub(1) {
            Some(place) => self.brands.get(place..=place).unwrap_or_default(),
            None => &[],
        }
    }
}

/// Whether a line without anything on it stands in `written`.
pub(crate) fn has_empty_line(written: &str) -> bool {
    let mut line_is_empty = false;
    for next in written.chars() {
        match next {
            '\n' if line_is_empty => return true,
            '\n' => line_is_empty = true,
            next if next.is_whitespace() => {}
            _ => line_is_empty = false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_line_stands_between_two_line_breaks() {
        for text in ["a\n\nb", "a\n \t\nb", "\n\n", "a\nb\r\n\r\nc"] {
            assert!(has_empty_line(text), "{text:?}");
        }
        for text in ["", "a", "a\nb", "a\n", "\na\n b"] {
            assert!(!has_empty_line(text), "{text:?}");
        }
    }
}
