//! Words that play a part in a text: what is asked, how it presses, what is paid, who greets, signs and is named.
//!
//! Everything here is told by phrases (`data/entities/*.toml`, in the lexicon's notation) and by where they stand:
//! a greeting begins a line, a request reaches to the end of its clause, a name stands under the words that close
//! a letter. What is found is meant to be right; that nothing is found says little of most kinds
//! ([`EntityKind::is_often_missed`]).

mod frame;
mod kind;
mod letter;
mod names;
mod phrases;
mod tags;
mod topics;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use registry::Registry;
use text::{Place, Span};

use crate::language::{self, LANGUAGES};
use crate::lexicon::Matcher;
use crate::reading::Reading;
use crate::{Lexicon, NamedText};
use frame::Frame;
pub use kind::{EntityKind, TagKind, TopicKind};

/// Entities reported of one text at most.
const MAX_ENTITIES: usize = 300;
/// In a text of more words than this, a language is told by at least so many function words.
const SHORT_TEXT: usize = 12;
/// One word in so many is a function word, where a text is in a language and no list of names.
const WORDS_A_FUNCTION_WORD: u32 = 12;

/// What phrases tell in every language that is covered at all.
const BY_PHRASES: [EntityKind; 6] = [
    EntityKind::Request,
    EntityKind::Urgency,
    EntityKind::Financial,
    EntityKind::Greeting,
    EntityKind::Salutation,
    EntityKind::Disclaimer,
];

/// Words that play a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Which part.
    pub kind: EntityKind,
    /// The words as written.
    pub text: String,
}

/// What a text deals with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag {
    /// What it is.
    pub kind: TagKind,
    /// Whether more than one phrase says so, and the text is not so long that this means little.
    pub is_clear: bool,
}

/// A subject of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// What it is.
    pub kind: TopicKind,
    /// Whether so much of the text says so that there is hardly a doubt.
    pub is_clear: bool,
}

/// What was found in a text with its subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entities {
    /// In the order in which they stand, those of the subject first.
    pub entities: Vec<Entity>,
    /// What both deal with.
    pub tags: Vec<Tag>,
    /// What both are about.
    pub topics: Vec<Topic>,
    /// Whether there is more than is reported.
    pub cut: bool,
}

/// An entity and where it stands in the text as written.
struct Found {
    kind: EntityKind,
    span: Span,
}

/// Finds words that play a part, by phrases and the brands of a registry.
///
/// What it needs is made when the first text is read: most mail is judged by rules that ask for nothing of it.
#[derive(Debug)]
pub struct EntityReader {
    registry: Arc<Registry>,
    /// `None` where the phrases are those that are compiled in.
    lexicon: Option<Lexicon>,
    phrases: OnceLock<Option<Phrases>>,
}

/// What an [`EntityReader`] reads by.
#[derive(Debug)]
struct Phrases {
    matcher: Arc<Matcher>,
    /// Languages with phrases for everything that phrases tell.
    languages: Vec<String>,
}

impl Phrases {
    fn new(lexicon: &Lexicon, registry: &Registry) -> Self {
        let mut needed = BY_PHRASES
            .iter()
            .map(|it| lexicon.languages(it.name()).collect());
        let first: BTreeSet<&str> = needed.next().unwrap_or_default();
        let languages = needed.fold(first, |all, it| &all & &it);
        Self {
            matcher: lexicon.matcher(registry),
            languages: languages.into_iter().map(str::to_owned).collect(),
        }
    }
}

impl EntityReader {
    /// A reader with the phrases that are compiled in.
    pub fn builtin(registry: Arc<Registry>) -> Self {
        Self {
            registry,
            lexicon: None,
            phrases: OnceLock::new(),
        }
    }

    /// A reader with the phrases of `lexicon`, which is [`Lexicon::builtin_entities`] and what extends it.
    pub fn new(lexicon: Lexicon, registry: Arc<Registry>) -> Self {
        Self {
            lexicon: Some(lexicon),
            ..Self::builtin(registry)
        }
    }

    fn phrases(&self) -> Option<&Phrases> {
        let made = || match &self.lexicon {
            Some(lexicon) => Some(Phrases::new(lexicon, &self.registry)),
            None => Some(Phrases::new(
                &Lexicon::builtin_entities().ok()?,
                &self.registry,
            )),
        };
        self.phrases.get_or_init(made).as_ref()
    }

    /// What is found in `text` and its `subject`; `None` where the phrases know nothing of the language.
    ///
    /// The work is linear in the length of the texts.
    pub fn read(&self, subject: &str, text: &str) -> Option<Entities> {
        let phrases = self.phrases()?;
        let matcher = &*phrases.matcher;
        let named = [(Place::Subject, subject), (Place::Body, text)];
        let named = named.map(|(place, text)| NamedText { place, text });
        let readings = named.map(|it| Reading::new(&it, matcher));
        let language = match language_of(&readings, matcher) {
            Language::Known(it) if phrases.languages.iter().any(|known| known == it) => Some(it),
            Language::Known(_) | Language::Unclear => return None,
            Language::Short => None,
        };
        let frames = readings
            .each_ref()
            .map(|it| Frame::new(it, matcher, language));
        let mut all = Entities {
            tags: tags::find(&frames),
            topics: topics::find(&frames),
            ..Entities::default()
        };
        for frame in &frames {
            let mut found = Vec::new();
            self::phrases::find(frame, &mut found);
            letter::find(frame, &mut found);
            names::find(frame, &mut found);
            all.add(found, frame.reading.original);
        }
        let nothing = all.entities.is_empty() && all.tags.is_empty() && all.topics.is_empty();
        (language.is_some() || !nothing).then_some(all)
    }
}

impl Entities {
    /// Adds what was found in `original`; of two of a kind that overlap, the one that begins first stays.
    fn add(&mut self, mut found: Vec<Found>, original: &str) {
        found.sort_by_key(|it| (it.span.start, std::cmp::Reverse(it.span.end), it.kind));
        let mut until = vec![0; EntityKind::ALL.len()];
        for it in found {
            let Some(until) = until.get_mut(it.kind as usize) else {
                continue;
            };
            let text = it.span.of(original).trim();
            if it.span.start < *until || text.is_empty() {
                continue;
            }
            if self.entities.len() >= MAX_ENTITIES {
                self.cut = true;
                return;
            }
            *until = it.span.end;
            self.entities.push(Entity {
                kind: it.kind,
                text: text.to_owned(),
            });
        }
    }
}

/// What is known of the language of a text.
enum Language {
    Known(&'static str),
    /// Too short to tell, and short enough that its phrases speak for themselves.
    Short,
    Unclear,
}

fn language_of(readings: &[Reading], matcher: &Matcher) -> Language {
    let words: usize = readings.iter().map(|it| it.words.len()).sum();
    let Some(language) = language::detect(readings, matcher) else {
        return if words <= SHORT_TEXT {
            Language::Short
        } else {
            Language::Unclear
        };
    };
    let bit = LANGUAGES.iter().position(|it| *it == language);
    let in_words = readings.iter().flat_map(|it| &it.words);
    let count = in_words
        .filter(|it| bit.is_some_and(|bit| matcher.function_words(it.id) >> bit & 1 == 1))
        .count() as u32;
    if words > SHORT_TEXT && count.saturating_mul(WORDS_A_FUNCTION_WORD) < words as u32 {
        return Language::Unclear;
    }
    Language::Known(language)
}
