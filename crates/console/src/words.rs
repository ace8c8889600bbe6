//! The sentences of a page in the reader's language.

use std::borrow::Borrow;
use std::sync::Arc;

use detect::{Argument, Catalogue};

/// The catalogue of one language, with short ways to ask it: this is what templates call.
#[derive(Debug, Clone)]
pub(crate) struct Words(Arc<Catalogue>);

impl Words {
    pub(crate) fn new(catalogue: Arc<Catalogue>) -> Self {
        Self(catalogue)
    }

    pub(crate) fn catalogue(&self) -> Arc<Catalogue> {
        Arc::clone(&self.0)
    }

    /// The language, for `lang` attributes.
    pub(crate) fn language(&self) -> &str {
        self.0.language()
    }

    /// The sentence called `key`.
    pub(crate) fn say(&self, key: &str) -> String {
        self.0.sentence(key, &[])
    }

    /// The sentence called `key` with one placeholder filled in.
    pub(crate) fn with(&self, key: &str, name: &str, value: &str) -> String {
        let value = Argument::Text(value.to_owned());
        self.0.sentence(key, &[(name.to_owned(), value)])
    }

    /// The sentence called `key`, which may choose its form by `count`.
    pub(crate) fn count(&self, key: &str, count: impl Borrow<usize>) -> String {
        let value = Argument::Number(*count.borrow() as f64);
        self.0.sentence(key, &[("count".to_owned(), value)])
    }

    /// The sentence called `key`, which may choose its form by `count`, with one placeholder filled in.
    pub(crate) fn count_with(&self, key: &str, count: usize, name: &str, value: &str) -> String {
        let values = [
            ("count".to_owned(), Argument::Number(count as f64)),
            (name.to_owned(), Argument::Text(value.to_owned())),
        ];
        self.0.sentence(key, &values)
    }

    /// The sentence called `key` with all of `values` filled in.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Argument::Text((*value).to_owned())))
            .collect();
        self.0.sentence(key, &values)
    }

    /// The sentence called `key` with all of `values`, of which numbers may choose its form.
    pub(crate) fn values(&self, key: &str, values: Vec<(&str, Argument)>) -> String {
        let values = values.into_iter();
        let values: Vec<_> = values.map(|(name, it)| (name.to_owned(), it)).collect();
        self.0.sentence(key, &values)
    }

    /// Whether there is a sentence called `key`.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.has(key)
    }
}
