//! What the texts are about.
//!
//! Each line of a topic's phrases is evidence of its own; what is said again is said once. Rules use the topics of
//! mail to many (newsletters, advertisements) to pass over mail, so that a lure would like to be taken for it: it
//! takes several pieces of evidence, spread over the text, and what such mail has around its text; and a text that a
//! lure may hide behind is never said to be such mail.

use std::collections::BTreeSet;

use super::frame::Frame;
use super::{Topic, TopicKind};

/// What stands around the text of mail to many.
const AROUND: &str = "_bulk";

/// A text of no more words is about what it says once.
const SHORT_TEXT: usize = 80;
/// Words for a piece of evidence, at most.
const WORDS_A_LINE: usize = 120;
/// The same of a text that is clearly about it.
const WORDS_A_CLEAR_LINE: usize = 80;
/// The same of a text that a lure may hide behind.
const WORDS_A_PRETEXT: usize = 240;
/// The same of mail to many that is about several things.
const WORDS_A_LETTER_LINE: usize = 600;
/// The same of mail to many that is about one thing.
const WORDS_AN_OFFER_LINE: usize = 110;
/// From the first piece of evidence to the last, in mail to many.
const SPREAD: usize = 25;

/// How much it takes to tell a topic.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// One piece of evidence tells it in a short text.
    Plain,
    /// One never does.
    Vague,
    /// It takes several, and what stands around the text of mail to many.
    Letter,
    /// The same, and the text is about little else.
    Offer,
}

impl Manner {
    /// Words for a piece of evidence, at most, where the topic is one of mail to many.
    const fn words_a_line(self) -> Option<usize> {
        match self {
            Self::Plain | Self::Vague => None,
            Self::Letter => Some(WORDS_A_LETTER_LINE),
            Self::Offer => Some(WORDS_AN_OFFER_LINE),
        }
    }
}

/// By what a topic is told.
struct Told {
    kind: TopicKind,
    manner: Manner,
    /// Its phrases.
    concept: &'static str,
    /// Phrases that count beside these alone.
    aid: &'static str,
}

macro_rules! told {
    ($($kind:ident $manner:ident $concept:literal)*) => {
        &[$(Told {
            kind: TopicKind::$kind,
            manner: Manner::$manner,
            concept: concat!("_topic_", $concept),
            aid: concat!("_topic_", $concept, "_aid"),
        }),*]
    };
}

/// The topics, those of mail to many behind all that a lure may hide behind.
const TOLD: &[Told] = told! {
    Security Plain "security"
    Voicemail Plain "voicemail"
    FileSharing Plain "file_sharing"
    Signature Plain "signature"
    ViewInvoice Plain "view_invoice"
    Payment Plain "payment"
    Financial Vague "financial"
    Order Plain "order"
    Shipping Plain "shipping"
    Travel Vague "travel"
    Reminder Plain "reminder"
    Newsletter Letter "newsletter"
    Advertising Offer "advertising"
};

/// Evidence of one topic in all texts.
#[derive(Default)]
struct Evidence {
    /// Which lines of phrases.
    lines: BTreeSet<u32>,
    /// Which lines of phrases that count beside these alone.
    aids: BTreeSet<u32>,
    /// From the first word to the last, counted through all texts.
    reach: Option<(usize, usize)>,
}

/// What `frames` are about together.
pub(super) fn find(frames: &[Frame<'_, '_>]) -> Vec<Topic> {
    let words: usize = frames.iter().map(Frame::len).sum();
    let around = evidence(frames, AROUND, "").lines.len();
    let mut topics = Vec::new();
    let mut may_lure = false;
    for topic in TOLD {
        let found = evidence(frames, topic.concept, topic.aid);
        let is_clear = match topic.manner.words_a_line() {
            Some(_) if may_lure => None,
            Some(words_a_line) => found.tells_of_many(words, around, words_a_line),
            None => {
                may_lure |= found.is_dense(words, WORDS_A_PRETEXT);
                found.tells(words, topic.manner == Manner::Plain)
            }
        };
        topics.extend(is_clear.map(|is_clear| Topic {
            kind: topic.kind,
            is_clear,
        }));
    }
    topics
}

impl Evidence {
    fn count(&self) -> usize {
        self.lines.len() + self.aids.len()
    }

    /// Whether this is a piece of evidence in every `words_a_line` of `words` words.
    fn is_dense(&self, words: usize, words_a_line: usize) -> bool {
        !self.lines.is_empty() && words <= self.count().saturating_mul(words_a_line)
    }

    /// Whether this tells the topic of a text of `words` words, and whether it does so clearly; one piece may do
    /// where the text is short.
    fn tells(&self, words: usize, one_may_do: bool) -> Option<bool> {
        let several = self.count() > 1;
        let told = several && self.is_dense(words, WORDS_A_LINE)
            || one_may_do && words <= SHORT_TEXT && !self.lines.is_empty();
        let is_clear = several && self.is_dense(words, WORDS_A_CLEAR_LINE);
        told.then_some(is_clear)
    }

    /// The same of mail to many, with so much `around` its text.
    fn tells_of_many(&self, words: usize, around: usize, words_a_line: usize) -> Option<bool> {
        let (first, last) = self.reach?;
        let spread = last - first;
        let own = self.lines.len();
        let told = own > 2 && around > 0 && spread >= SPREAD && self.is_dense(words, words_a_line);
        let is_clear = own > 3 && around > 1 && spread >= words / 4;
        told.then_some(is_clear)
    }
}

/// The phrases of `concept`, and of `aid` beside them; of two that overlap, the first counts.
fn evidence(frames: &[Frame<'_, '_>], concept: &str, aid: &str) -> Evidence {
    let mut found = Evidence::default();
    let mut before = 0;
    for frame in frames {
        let mut until = 0;
        for hit in frame.of(concept) {
            if hit.first < until || frame.reading.is_in_address(hit.folded) {
                continue;
            }
            until = hit.end;
            found.lines.insert(hit.line);
            let first = found.reach.map_or(before + hit.first, |it| it.0);
            found.reach = Some((first, before + hit.end));
        }
        found.aids.extend(frame.of(aid).map(|it| it.line));
        before += frame.len();
    }
    found
}
