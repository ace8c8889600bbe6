//! The form of a lexicon file.
//!
//! ```toml
//! concept = "call_request"
//! apart = true                     # each line of phrases is told from the others
//!
//! [groups.en]                      # named alternatives of one language, usable in every file
//! us = "us|our (team|agents)"
//!
//! [phrases]
//! en = ["call <us> (at|on)"]
//! de = ["rufen sie uns an"]
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

use super::LexiconError;
use super::pattern::{self, Element, Groups};

/// A file as it is read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    /// The concept its phrases express; absent in a file of groups only.
    concept: Option<String>,
    /// Whether its lines are told from one another.
    #[serde(default)]
    apart: bool,
    /// Named groups by language.
    #[serde(default)]
    pub(super) groups: BTreeMap<String, Groups>,
    /// Phrases by language.
    #[serde(default)]
    phrases: BTreeMap<String, Vec<String>>,
}

/// The phrases of one concept in one language, or a line of them.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) concept: String,
    pub(crate) language: String,
    pub(crate) phrases: Vec<Vec<Element>>,
}

impl Document {
    /// Reads the file called `path`.
    pub(super) fn parse(path: &str, text: &str) -> Result<Self, LexiconError> {
        let document: Self =
            toml::from_str(text).map_err(|error| malformed(path, error.to_string()))?;
        if document.concept.is_none() && !document.phrases.is_empty() {
            return Err(malformed(path, "phrases without a concept".to_owned()));
        }
        Ok(document)
    }

    /// Expands its phrases with the groups of all files.
    pub(super) fn entries(
        &self,
        path: &str,
        groups: &BTreeMap<String, Groups>,
    ) -> Result<Vec<Entry>, LexiconError> {
        let none = Groups::new();
        let Some(concept) = &self.concept else {
            return Ok(Vec::new());
        };
        let mut entries = Vec::with_capacity(self.phrases.len());
        for (language, patterns) in &self.phrases {
            let groups = groups.get(language).unwrap_or(&none);
            let together = if self.apart { 1 } else { patterns.len().max(1) };
            for lines in patterns.chunks(together) {
                let mut phrases = Vec::new();
                for pattern in lines {
                    let expanded = pattern::expand(pattern, groups).map_err(|message| {
                        malformed(path, format!("{language}: {pattern:?}: {message}"))
                    })?;
                    phrases.extend(expanded);
                }
                entries.push(Entry {
                    concept: concept.clone(),
                    language: language.clone(),
                    phrases,
                });
            }
        }
        Ok(entries)
    }
}

fn malformed(path: &str, message: String) -> LexiconError {
    LexiconError::Malformed {
        path: path.to_owned(),
        message,
    }
}
