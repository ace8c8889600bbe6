//! Named lists: `$free_email_providers` and its like.
//!
//! The schema says which lists exist and what their elements are; a [`Lists`] says what is in
//! them on this installation. A list that nobody configured is null and is reported as missing,
//! never read as empty: `x not in $list` would become true.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::fold::fold;
use crate::hash::BuildFastHasher;
use crate::value::{Items, ObjectSlice, Value};

/// The contents of one list.
#[derive(Clone)]
pub struct List {
    items: Elements,
    exact: HashSet<Box<str>, BuildFastHasher>,
    folded: HashSet<Box<str>, BuildFastHasher>,
    hostnames: bool,
}

#[derive(Clone)]
enum Elements {
    Texts(Arc<Vec<String>>),
    Objects(Arc<dyn ObjectSlice + Send>),
    Json(Arc<Vec<serde_json::Value>>),
}

impl List {
    /// A list of texts. White space around an entry and blank entries are dropped.
    pub fn texts(entries: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let entries: Vec<String> = entries
            .into_iter()
            .map(|it| it.as_ref().trim().to_owned())
            .filter(|it| !it.is_empty())
            .collect();
        Self {
            exact: entries.iter().map(|it| it.as_str().into()).collect(),
            folded: entries.iter().map(|it| fold(it).into()).collect(),
            items: Elements::Texts(Arc::new(entries)),
            hostnames: false,
        }
    }

    /// A list of host names: as [`List::texts`], but matched without regard to case.
    pub fn hostnames(entries: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self {
            hostnames: true,
            ..Self::texts(entries)
        }
    }

    /// A list of host objects, each of the element type the schema declares.
    pub fn objects<T: std::any::Any + Send + Sync>(entries: Vec<T>) -> Self {
        Self::of(Elements::Objects(Arc::new(entries)))
    }

    /// A list of JSON objects, for a schema without getters.
    pub fn json(entries: Vec<serde_json::Value>) -> Self {
        Self::of(Elements::Json(Arc::new(entries)))
    }

    fn of(items: Elements) -> Self {
        Self {
            items,
            exact: HashSet::default(),
            folded: HashSet::default(),
            hostnames: false,
        }
    }

    /// Whether `text` is in the list; `folded` says to disregard case.
    pub fn contains(&self, text: &str, folded: bool) -> bool {
        if folded || self.hostnames {
            self.folded.contains(&*fold(text))
        } else {
            self.exact.contains(text)
        }
    }

    /// Whether the list is always matched without regard to case.
    pub(crate) fn is_folded(&self) -> bool {
        self.hostnames
    }

    /// Whether `folded`, a text in folded form, is in the list but for case.
    pub(crate) fn contains_folded(&self, folded: &str) -> bool {
        self.folded.contains(folded)
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        match &self.items {
            Elements::Texts(texts) => texts.len(),
            Elements::Objects(objects) => objects.count(),
            Elements::Json(values) => values.len(),
        }
    }

    /// Whether the list has no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The list as an array.
    pub(crate) fn value<'m>(&'m self, arena: &'m crate::Arena) -> Value<'m> {
        match &self.items {
            Elements::Texts(texts) => Value::texts(texts),
            Elements::Objects(objects) => Value::Array(Items::Objects(&**objects)),
            Elements::Json(values) => arena.array(values.iter().map(Value::Json)),
        }
    }
}

impl std::fmt::Debug for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "List({} entries)", self.len())
    }
}

/// The configured lists by name, without the `$`.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    by_name: HashMap<String, Arc<List>>,
}

impl Lists {
    /// No list at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Configures the list called `name`.
    pub fn insert(&mut self, name: &str, list: List) {
        self.by_name.insert(name.to_owned(), Arc::new(list));
    }

    /// The list called `name`, if it is configured.
    pub fn get(&self, name: &str) -> Option<&List> {
        self.by_name.get(name).map(Arc::as_ref)
    }

    /// The names of the configured lists, sorted.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.by_name.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_cleaned_and_matched_by_their_kind() {
        let plain = List::texts(["", " zip ", "Rar"]);
        assert_eq!(plain.len(), 2);
        assert!(plain.contains("zip", false));
        assert!(!plain.contains("rar", false));
        assert!(plain.contains("rar", true));
        let hosts = List::hostnames(["Example.com"]);
        assert!(hosts.contains("EXAMPLE.COM", false));
    }
}
