//! What the words of a text are looked up in: one vocabulary, a trie of phrases, a trie of brands.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use registry::Registry;

use super::document::Entry;
use super::pattern::{Element, folded_words};
use super::trie::Trie;
use crate::brands::disguise::{Looks, optical, squeezed};
use crate::kind;
use crate::language::LANGUAGES;
use crate::words::{ShortHasher, Vocabulary};

/// Phrases and brands, ready to be matched.
#[derive(Debug, Default)]
pub(crate) struct Matcher {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) phrases: Trie,
    /// What each output of `phrases` means.
    pub(crate) meanings: Vec<Meaning>,
    /// The concepts that are reported.
    pub(crate) concepts: Vec<String>,
    pub(crate) aliases: Trie,
    /// What each output of `aliases` means.
    pub(crate) alias_entries: Vec<AliasEntry>,
    /// Aliases by what they look like, for disguised spellings.
    pub(crate) by_look: HashMap<Box<str>, u32, BuildHasherDefault<ShortHasher>>,
    pub(crate) looks: Looks,
    /// Aliases without anything between their letters, for spellings with something in between.
    pub(crate) by_letters: HashMap<Box<str>, u32, BuildHasherDefault<ShortHasher>>,
    /// The longest key of `by_letters`.
    pub(crate) longest_alias: usize,
    /// By number of the word, the languages in which it is a function word, a bit each.
    function_words: Vec<u32>,
}

/// What a phrase means.
#[derive(Debug, Clone)]
pub(crate) struct Meaning {
    pub(crate) concept: String,
    pub(crate) language: String,
    pub(crate) role: Role,
    /// The number of the concept; `None` for those that are not reported.
    pub(crate) concept_number: Option<usize>,
    /// What it says of the kind of claim: the row of [`crate::kind::WEIGHTS`].
    pub(crate) kind: Option<usize>,
}

/// What this crate itself does with a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing: the phrase is a finding.
    Plain,
    /// The reader is asked to call.
    CallRequest,
    /// A line of support is named.
    SupportLine,
    /// What to do about a purchase that the reader did not make.
    Dispute,
    /// The label of a number in a signature or a list of contacts.
    SignatureLabel,
    /// Money or an account is spoken of: a charge, an order, a blocked transfer.
    Money,
    /// The dial-in of a meeting.
    DialIn,
    /// A word that says that what follows is a phone number.
    PhoneLabel,
    /// A word that says that what follows is some other number.
    IdLabel,
    /// A word that says that what follows is the id of an order, an invoice or a transaction.
    OrderLabel,
    /// A deadline of so many hours.
    Hours,
    /// A deadline of so many days.
    Days,
    /// A deadline without a number.
    Deadline,
    /// The text speaks in the brand's name.
    BrandVoice,
    /// The text may speak in the brand's name.
    BrandHint,
    /// The text merely names the brand.
    BrandMention,
    /// The word is no brand here.
    BrandNot,
}

impl Role {
    fn of(concept: &str) -> Self {
        match concept {
            "call_request" => Self::CallRequest,
            "support_line" => Self::SupportLine,
            "dispute" => Self::Dispute,
            "signature_label" => Self::SignatureLabel,
            "charge_notice" | "order_notice" | "renewal_notice" | "refund_notice"
            | "security_alert" | "transfer_blocked" | "account_suspended" | "crypto_purchase"
            | "payment_failed" => Self::Money,
            "dial_in" => Self::DialIn,
            "_phone_label" => Self::PhoneLabel,
            "_id_label" => Self::IdLabel,
            "_order_label" => Self::OrderLabel,
            "_hours" => Self::Hours,
            "_days" => Self::Days,
            "_deadline" => Self::Deadline,
            "_brand_voice" => Self::BrandVoice,
            "_brand_hint" => Self::BrandHint,
            "_brand_mention" => Self::BrandMention,
            "_brand_not" => Self::BrandNot,
            _ => Self::Plain,
        }
    }
}

/// A spelling of a brand.
#[derive(Debug, Clone)]
pub(crate) struct AliasEntry {
    /// Place of the brand in the registry.
    pub(crate) brand: usize,
    /// An ordinary word too.
    pub(crate) ambiguous: bool,
    /// The alias, folded; compared where it has signs between its words (`at&t`).
    pub(crate) folded: String,
    /// Whether the signs matter.
    pub(crate) signs_matter: bool,
    /// A disguised spelling that the registry lists itself (`Amaz0n`).
    pub(crate) misspelt: bool,
}

/// The concept of the words by which languages are told apart.
const FUNCTION_WORDS: &str = "_function_word";

/// Aliases shorter than this are not looked for in disguise.
const SHORTEST_DISGUISED: usize = 4;

impl Matcher {
    pub(crate) fn new(entries: &[Entry], registry: &Registry) -> Self {
        let mut matcher = Self::default();
        for entry in entries {
            if entry.concept == FUNCTION_WORDS {
                matcher.add_function_words(entry);
                continue;
            }
            let output = matcher.meanings.len() as u32;
            let meaning = Meaning {
                concept: entry.concept.clone(),
                language: entry.language.clone(),
                role: Role::of(&entry.concept),
                concept_number: matcher.concept_number(&entry.concept),
                kind: kind::row(&entry.concept),
            };
            matcher.meanings.push(meaning);
            for phrase in &entry.phrases {
                matcher
                    .phrases
                    .insert(phrase, output, &mut matcher.vocabulary);
            }
        }
        for (at, brand) in registry.brands().iter().enumerate() {
            for alias in &brand.aliases {
                matcher.add_alias(at, &alias.text, alias.ambiguous);
            }
        }
        matcher.phrases.finish();
        matcher.aliases.finish();
        matcher
    }

    /// The number of `concept` among those that are reported.
    fn concept_number(&mut self, concept: &str) -> Option<usize> {
        if concept.starts_with('_') {
            return None;
        }
        let known = self.concepts.iter().position(|it| it == concept);
        Some(known.unwrap_or_else(|| {
            self.concepts.push(concept.to_owned());
            self.concepts.len() - 1
        }))
    }

    fn add_function_words(&mut self, entry: &Entry) {
        let Some(bit) = LANGUAGES.iter().position(|it| *it == entry.language) else {
            return;
        };
        // Alternatives that are single words are one class.
        let words = entry.phrases.iter().flat_map(|it| match it.as_slice() {
            [Element::Word(word)] => std::slice::from_ref(word),
            [Element::Class(words)] => words,
            _ => &[],
        });
        for word in words {
            let at = self.vocabulary.intern(word) as usize;
            if self.function_words.len() <= at {
                self.function_words.resize(at + 1, 0);
            }
            if let Some(bits) = self.function_words.get_mut(at) {
                *bits |= 1 << bit;
            }
        }
    }

    /// The languages in which the word with this number is a function word, a bit each.
    pub(crate) fn function_words(&self, word: u32) -> u32 {
        self.function_words
            .get(word as usize)
            .copied()
            .unwrap_or_default()
    }

    fn add_alias(&mut self, brand: usize, alias: &str, ambiguous: bool) {
        let phrase: Vec<Element> = folded_words(alias).map(Element::Word).collect();
        if phrase.is_empty() {
            return;
        }
        let folded = text::fold(alias).text().trim().to_owned();
        let letters = squeezed(&folded);
        let output = self.alias_entries.len() as u32;
        let look = optical(&letters);
        let misspelt = self.by_look.get(look.as_str()).is_some_and(|&it| {
            let other = self.alias_entries.get(it as usize);
            other.is_some_and(|it| it.brand == brand && squeezed(&it.folded) != letters)
        });
        let signs_matter = folded.bytes().any(|it| matches!(it, b'&' | b'+'));
        self.alias_entries.push(AliasEntry {
            brand,
            ambiguous,
            folded,
            signs_matter,
            misspelt,
        });
        self.aliases.insert(&phrase, output, &mut self.vocabulary);
        let has_letter = letters.bytes().any(|it| !it.is_ascii_digit());
        if letters.len() >= SHORTEST_DISGUISED && has_letter && !misspelt {
            self.longest_alias = self.longest_alias.max(letters.len());
            self.looks.insert(&look);
            self.by_look.entry(look.into()).or_insert(output);
            self.by_letters.entry(letters.into()).or_insert(output);
        }
    }
}
