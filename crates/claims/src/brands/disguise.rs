//! Where brands are named, and in which disguise.
//!
//! Beside the plain spelling these are found: letters set apart (`e b a y`, `N_o_r_t_o_n`), letters that
//! look like others (`PayPaI`, `paypa1`, `arnazon`), signs for letters (`p@ypal`), and whatever the
//! folding took away (combining marks, invisible characters, other scripts).

use text::Span;

use crate::lexicon::trie::{Branches, NoBrands};
use crate::lexicon::{AliasEntry, Matcher};
use crate::reading::{AliasHit, Reading};
use crate::words::{Shape, UNKNOWN, Word};

/// Letters set apart that are read as one name at most.
const LONGEST_RUN: usize = 48;

/// All namings of brands in `reading`, in order, none within another.
pub(crate) fn find_aliases(reading: &Reading, matcher: &Matcher) -> Vec<AliasHit> {
    let mut hits = Vec::new();
    if matcher.alias_entries.is_empty() {
        return hits;
    }
    let mut at = 0;
    let mut look = String::new();
    let mut branches = Branches::default();
    while let Some(word) = reading.words.get(at) {
        let hit = plain(reading, matcher, at, &mut branches)
            .or_else(|| look_alike(reading, matcher, at, word, &mut look))
            .or_else(|| set_apart(reading, matcher, at));
        match hit {
            Some(hit) => {
                at = (hit.words.1 as usize).max(at + 1);
                hits.push(hit);
            }
            None => at += 1,
        }
    }
    hits
}

/// The longest alias that begins with word `at`.
fn plain(
    reading: &Reading,
    matcher: &Matcher,
    at: usize,
    branches: &mut Branches,
) -> Option<AliasHit> {
    if !matcher.aliases.may_begin(reading.words.get(at)?.id) {
        return None;
    }
    let mut best: Option<(u32, u32)> = None;
    matcher
        .aliases
        .walk(&reading.words, at, &NoBrands, branches, |found| {
            let entry = matcher.alias_entries.get(found.output as usize);
            if best.is_none_or(|it| it.1 < found.end)
                && entry.is_some_and(|it| signs_agree(reading, it, at, found.end as usize))
            {
                best = Some((found.output, found.end));
            }
        });
    let (entry, end) = best?;
    let misspelt = matcher
        .alias_entries
        .get(entry as usize)
        .is_some_and(|it| it.misspelt);
    Some(AliasHit {
        entry,
        words: (at as u32, end),
        span: reading.span_of(at, end as usize),
        disguised: misspelt || is_disguised(reading, at, end as usize),
    })
}

/// `AT&T` is not the `at` and `t` of "look at T".
fn signs_agree(reading: &Reading, entry: &AliasEntry, at: usize, end: usize) -> bool {
    if !entry.signs_matter {
        return true;
    }
    let span = reading.span_of(at, end);
    let rest = reading.after(span.start, 64);
    let is_there = |it: &str| rest.starts_with(it);
    is_there(&entry.folded) || is_there(&entry.folded.replace(' ', ""))
}

/// Whether the folding removed something from the letters of these words. What stands between words,
/// or an accent, is no disguise.
fn is_disguised(reading: &Reading, at: usize, end: usize) -> bool {
    let words = reading.words.get(at..end).unwrap_or_default();
    words.iter().any(|word| {
        let span = Span {
            start: word.start,
            end: word.end,
        };
        reading.folded.original(span).len() != span.len()
            && !reading.folded.disguises(span).is_empty()
    })
}

/// One word that looks like an alias without being it.
fn look_alike(
    reading: &Reading,
    matcher: &Matcher,
    at: usize,
    word: &Word,
    look: &mut String,
) -> Option<AliasHit> {
    let written = word.of(reading.text());
    if word.id != UNKNOWN || !matcher.looks.may_hold(written) || !could_deceive(written) {
        return None;
    }
    look.clear();
    push_optical(written, look);
    let &entry = matcher.by_look.get(look.as_str())?;
    let alias = matcher.alias_entries.get(entry as usize)?;
    let letters = squeezed(&alias.folded);
    if letters == written || !deceives(reading, word, &letters) {
        return None;
    }
    Some(AliasHit {
        entry,
        words: (at as u32, at as u32 + 1),
        span: reading.span_of(at, at + 1),
        disguised: true,
    })
}

/// How long the aliases are that begin with a character, so that most words are never looked at.
#[derive(Debug)]
pub(crate) struct Looks([u64; 128]);

impl Default for Looks {
    fn default() -> Self {
        Self([0; 128])
    }
}

impl Looks {
    /// Notes an alias by what it looks like.
    pub(crate) fn insert(&mut self, look: &str) {
        let (Some(first), length) = (look.bytes().next(), look.len()) else {
            return;
        };
        // Two letters may stand for one (`rn` for `m`), at most twice.
        let lengths = (length..=length + 2).filter(|it| *it < 64);
        if let Some(bits) = self.0.get_mut(usize::from(first)) {
            *bits |= lengths.fold(0, |bits, it| bits | 1 << it);
        }
    }

    /// Whether `word` may look like an alias.
    fn may_hold(&self, word: &str) -> bool {
        let first = match word.as_bytes() {
            [b'1' | b'i', ..] => b'l',
            [b'0', ..] => b'o',
            [b'3', ..] => b'e',
            [b'5', ..] => b's',
            [b'r', b'n', ..] => b'm',
            [b'v', b'v', ..] => b'w',
            [first, ..] => *first,
            [] => return false,
        };
        let lengths = self.0.get(usize::from(first)).copied().unwrap_or_default();
        word.len() < 64 && lengths & (1 << word.len()) != 0
    }
}

/// Whether a word has any character that is used in place of another.
fn could_deceive(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() >= 4
        && bytes.len() <= LONGEST_RUN
        && (bytes
            .iter()
            .any(|it| matches!(it, b'0' | b'1' | b'3' | b'5' | b'i' | b'l'))
            || bytes.windows(2).any(|it| matches!(it, b"rn" | b"vv")))
}

/// Whether `word` passes for `alias` on purpose. A digit among letters, `rn` and `vv` do; `i` and `l`
/// do only in the form in which they look alike (`PayPaI`), so that German "Zeile" is not Zelle.
fn deceives(reading: &Reading, word: &Word, alias: &str) -> bool {
    let text = word.of(reading.text());
    if word.shape == Shape::Mixed || text.len() != alias.len() {
        return true;
    }
    let span = Span {
        start: word.start,
        end: word.end,
    };
    let written = reading.written(span);
    if written.len() != text.len() || written.bytes().all(|it| it.is_ascii_uppercase()) {
        return written.len() != text.len();
    }
    let pairs = alias.bytes().zip(written.bytes());
    pairs.enumerate().any(|(at, pair)| match pair {
        (b'l', b'I') => at > 0,
        (b'i', b'l') => at == 0 || alias.len() >= 6,
        _ => false,
    })
}

/// An alias whose letters are set apart, or glued with signs: `e b a y`, `N_o_r_t_o_n`, `p@ypal`.
fn set_apart(reading: &Reading, matcher: &Matcher, at: usize) -> Option<AliasHit> {
    let (first, second) = (reading.words.get(at)?, reading.words.get(at + 1)?);
    let single = first.len() == 1 && second.len() == 1;
    let glued = second.start - first.end == 1
        && reading.text().as_bytes().get(first.end as usize) != Some(&b' ');
    if !(single || glued) || first.len() > matcher.longest_alias || starts_inside(reading, at) {
        return None;
    }
    let mut letters = String::from(first.of(reading.text()));
    let mut oddness = Oddness::new(first);
    let mut best = None;
    let mut previous = first;
    for (next_at, next) in reading.words.iter().enumerate().skip(at + 1) {
        let gap = reading.slice(previous.end, next.start);
        if !oddness.take(gap, next) {
            break;
        }
        letters.push_str(sign_letter(gap));
        letters.push_str(next.of(reading.text()));
        if letters.len() > matcher.longest_alias {
            break;
        }
        previous = next;
        if oddness.is_odd()
            && !continues(reading, next_at, gap)
            && let Some(&entry) = matcher.by_letters.get(letters.as_str())
        {
            best = Some((entry, next_at + 1));
        }
    }
    let (entry, end) = best?;
    Some(AliasHit {
        entry,
        words: (at as u32, end as u32),
        span: reading.span_of(at, end),
        disguised: true,
    })
}

/// Whether the letter at word `at` only continues a row of letters set apart.
fn starts_inside(reading: &Reading, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|it| reading.words.get(it));
    let (Some(before), Some(word)) = (before, reading.words.get(at)) else {
        return false;
    };
    let gap = reading.slice(before.end, word.start);
    gap.len() == 1 && gap != " " && gap != "." && (before.len() == 1 || word.len() == 1)
}

/// Whether the same row of glued pieces goes on after word `at`.
fn continues(reading: &Reading, at: usize, gap: &str) -> bool {
    if gap == " " || gap.is_empty() {
        return false;
    }
    let (Some(word), Some(next)) = (reading.words.get(at), reading.words.get(at + 1)) else {
        return false;
    };
    next.len() == 1 && reading.slice(word.end, next.start) == gap
}

/// Judges whether pieces are set apart in a way in which nobody writes a name.
struct Oddness {
    single_letters: bool,
    pieces: usize,
    glued: bool,
    odd_signs: usize,
}

impl Oddness {
    fn new(first: &Word) -> Self {
        Self {
            single_letters: first.len() == 1,
            pieces: 1,
            glued: true,
            odd_signs: 0,
        }
    }

    /// Whether the row goes on over `gap` with `next`.
    fn take(&mut self, gap: &str, next: &Word) -> bool {
        self.pieces += 1;
        self.single_letters &= next.len() == 1;
        let spaced = gap.contains(' ');
        self.glued &= !spaced;
        if matches!(gap, "_" | "*" | "~" | "|" | "@" | "$" | "^" | "+" | "=") {
            self.odd_signs += 1;
        }
        let signs = gap.chars().filter(|it| *it != ' ').count();
        let short = signs <= 1 && gap.len() <= 4;
        short && (self.glued || self.single_letters)
    }

    fn is_odd(&self) -> bool {
        self.single_letters && self.pieces >= 3 || self.glued && self.odd_signs > 0
    }
}

/// The letter that a sign between letters stands for.
fn sign_letter(gap: &str) -> &'static str {
    match gap {
        "@" => "a",
        "$" => "s",
        _ => "",
    }
}

/// `text` without anything but letters and digits.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// What `word` looks like: characters that pass for each other become one.
pub(crate) fn optical(word: &str) -> String {
    let mut look = String::with_capacity(word.len());
    push_optical(word, &mut look);
    look
}

fn push_optical(word: &str, look: &mut String) {
    let mut chars = word.chars().peekable();
    while let Some(next) = chars.next() {
        let seen = match next {
            '1' | 'i' => 'l',
            '0' => 'o',
            '3' => 'e',
            '5' => 's',
            'r' if chars.next_if_eq(&'n').is_some() => 'm',
            'v' if chars.next_if_eq(&'v').is_some() => 'w',
            other => other,
        };
        look.push(seen);
    }
}
