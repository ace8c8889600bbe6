//! What mutations need to know: brands, words, and texts to pad and to replace with.

use std::collections::BTreeMap;

use claims::{Lexicon, LexiconError};
use registry::{Registry, RegistryError};
use serde::Deserialize;

/// Registry, lexicon and the texts of `data/`.
#[derive(Debug)]
pub struct Knowledge {
    pub(crate) registry: Registry,
    pub(crate) lexicon: Lexicon,
    pub(crate) wording: Wording,
}

/// Why the built-in knowledge does not load.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// The registry.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The lexicon.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// The texts of the mutations.
    #[error("crates/mutate/data/wording.toml: {0}")]
    Wording(#[from] toml::de::Error),
}

/// Texts: data, not code.
#[derive(Debug, Deserialize)]
pub(crate) struct Wording {
    /// Words and what may stand for them, in lower case.
    pub(crate) synonyms: Vec<(String, String)>,
    /// The lure by language; `{brand}`, `{order}`, `{amount}` and `{number}` are filled in.
    pub(crate) lures: BTreeMap<String, Lure>,
    /// The ten digits as words, by language.
    pub(crate) digits: BTreeMap<String, [String; 10]>,
    /// Look-alikes: a Latin letter and its Cyrillic twin.
    pub(crate) homoglyphs: Vec<(char, char)>,
    /// A newsletter of a shop.
    pub(crate) newsletter: String,
    /// A thread of two people.
    pub(crate) thread: String,
    /// What a mail says whose text stands in a file.
    pub(crate) cover: String,
    /// What stands in place of a number that was moved, by what it was moved to.
    pub(crate) pointers: BTreeMap<String, String>,
    /// What PayPal writes above and below the note that the sender of an invoice may add.
    pub(crate) invoice_head: String,
    pub(crate) invoice_foot: String,
    /// What a reader writes who asks about a mail.
    pub(crate) asking: String,
    /// What a help desk writes that warns of one.
    pub(crate) warning: String,
}

/// A lure in one language.
#[derive(Debug, Deserialize)]
pub(crate) struct Lure {
    pub(crate) subject: String,
    pub(crate) body: String,
}

impl Knowledge {
    /// What is built in.
    pub fn builtin() -> Result<Self, KnowledgeError> {
        Ok(Self {
            registry: Registry::builtin()?,
            lexicon: Lexicon::builtin()?,
            wording: toml::from_str(include_str!("../data/wording.toml"))?,
        })
    }
}
