//! Phrases by concept and language, as data (`data/lexicon/*.toml`).
//!
//! A concept is what a phrase says whatever the language and the wording: `call_request`, `dispute`,
//! `renewal_notice`. Concepts whose name begins with an underscore serve this crate alone (labels,
//! function words, the ways a brand speaks) and are not reported as findings.

mod builtin;
mod document;
mod matcher;
pub(crate) mod pattern;
pub(crate) mod trie;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use registry::Registry;

use document::{Document, Entry};
pub(crate) use matcher::{AliasEntry, Matcher, Role};

/// The compiled lexicon.
#[derive(Debug, Default)]
pub struct Lexicon {
    documents: BTreeMap<String, Document>,
    entries: Vec<Entry>,
    /// The automaton for these phrases and a registry's brands, built at first use.
    matchers: RwLock<Vec<(u64, Arc<Matcher>)>>,
}

/// The file of the words by which languages are told apart.
const FUNCTION_WORDS: &str = "_function_word.toml";

/// Registries for which an automaton is kept. A process has one, a test suite a few.
const KEPT_MATCHERS: usize = 4;

/// The lexicon could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// A file does not have the form it must have.
    #[error("{path}: {message}")]
    Malformed {
        /// The file.
        path: String,
        /// What is wrong, and where.
        message: String,
    },
    /// A file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file or directory.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl Lexicon {
    /// The phrases that are compiled in.
    pub fn builtin() -> Result<Self, LexiconError> {
        Self::from_texts(builtin::FILES.iter().copied())
    }

    /// The phrases by which an [`EntityReader`](crate::EntityReader) reads, compiled in too. They are apart because
    /// only what rules ask for is looked for; languages are told by the same words.
    pub fn builtin_entities() -> Result<Self, LexiconError> {
        let words = builtin::FILES.iter().filter(|it| it.0 == FUNCTION_WORDS);
        Self::from_texts(builtin::ENTITY_FILES.iter().chain(words).copied())
    }

    /// A lexicon from `(file name, TOML text)` pairs.
    pub fn from_texts<'t>(
        texts: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        for (path, text) in texts {
            let document = Document::parse(path, text)?;
            lexicon.documents.insert(path.to_owned(), document);
        }
        lexicon.expand()?;
        Ok(lexicon)
    }

    /// Lays the TOML files of `directory` over the lexicon: a file of the same name replaces the
    /// built-in one, any other adds to it.
    pub fn extend_from(&mut self, directory: &Path) -> Result<(), LexiconError> {
        let unreadable = |path: &Path, source| LexiconError::Unreadable {
            path: path.display().to_string(),
            source,
        };
        let entries = std::fs::read_dir(directory).map_err(|it| unreadable(directory, it))?;
        for entry in entries {
            let path = entry.map_err(|it| unreadable(directory, it))?.path();
            if path.extension().is_none_or(|it| it != "toml") {
                continue;
            }
            let text = std::fs::read_to_string(&path).map_err(|it| unreadable(&path, it))?;
            let document = Document::parse(&path.display().to_string(), &text)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            self.documents.insert(name.into_owned(), document);
        }
        self.expand()
    }

    fn expand(&mut self) -> Result<(), LexiconError> {
        let mut groups: BTreeMap<String, pattern::Groups> = BTreeMap::new();
        for document in self.documents.values() {
            for (language, named) in &document.groups {
                let all = groups.entry(language.clone()).or_default();
                all.extend(named.iter().map(|it| (it.0.clone(), it.1.clone())));
            }
        }
        self.entries.clear();
        for (path, document) in &self.documents {
            self.entries.extend(document.entries(path, &groups)?);
        }
        self.matchers = RwLock::default();
        Ok(())
    }

    /// The concepts that findings may carry, in order of name.
    pub fn concepts(&self) -> Vec<&str> {
        let concepts: BTreeSet<&str> = self
            .entries
            .iter()
            .map(|it| it.concept.as_str())
            .filter(|it| !it.starts_with('_'))
            .collect();
        concepts.into_iter().collect()
    }

    /// Languages in which `concept` has phrases.
    pub fn languages<'l>(&'l self, concept: &'l str) -> impl Iterator<Item = &'l str> {
        let of_concept = self.entries.iter().filter(move |it| it.concept == concept);
        of_concept.map(|it| it.language.as_str())
    }

    /// How many phrases there are, each expansion counted.
    pub fn phrase_count(&self) -> usize {
        self.entries.iter().map(|it| it.phrases.len()).sum()
    }

    /// Builds what `extract` needs, so that the first message does not pay for it.
    pub fn prepare(&self, registry: &Registry) {
        self.matcher(registry);
    }

    /// The automaton for these phrases and the brands of `registry`.
    pub(crate) fn matcher(&self, registry: &Registry) -> Arc<Matcher> {
        let key = registry.fingerprint_of_names();
        let kept = self.matchers.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, matcher)) = kept.iter().find(|it| it.0 == key) {
            return Arc::clone(matcher);
        }
        drop(kept);
        let matcher = Arc::new(Matcher::new(&self.entries, registry));
        let mut kept = self
            .matchers
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MATCHERS {
            kept.remove(0);
        }
        kept.push((key, Arc::clone(&matcher)));
        matcher
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_make_concepts() {
        let lexicon = Lexicon::from_texts([
            ("groups.toml", "[groups.en]\nus = \"us|our team\""),
            (
                "call.toml",
                "concept = \"call_request\"\n[phrases]\nen = [\"call <us>\"]\nde = [\"rufen sie an\"]",
            ),
            ("label.toml", "concept = \"_label\"\n[phrases]\nen = [\"tel\"]"),
        ])
        .unwrap();
        assert_eq!(lexicon.concepts(), ["call_request"]);
        let languages: Vec<_> = lexicon.languages("call_request").collect();
        assert_eq!(languages, ["de", "en"]);
        assert_eq!(lexicon.phrase_count(), 4);
    }

    #[test]
    fn mistakes_name_the_file() {
        let error = Lexicon::from_texts([("a.toml", "concept = \"x\"\n[phrases]\nen = [\"(\"]")]);
        assert!(error.unwrap_err().to_string().starts_with("a.toml: en: "));
        let error = Lexicon::from_texts([("b.toml", "[phrases]\nen = [\"x\"]")]);
        assert!(error.unwrap_err().to_string().contains("without a concept"));
        let error = Lexicon::from_texts([("c.toml", "surprise = 1")]);
        assert!(error.unwrap_err().to_string().starts_with("c.toml: "));
    }

    #[test]
    fn the_builtin_lexicon_loads() {
        let lexicon = Lexicon::builtin().unwrap();
        for concept in ["call_request", "dispute"] {
            let languages: Vec<_> = lexicon.languages(concept).collect();
            for language in ["de", "en", "es", "fr", "it", "pt"] {
                assert!(languages.contains(&language), "{concept} lacks {language}");
            }
        }
    }
}
