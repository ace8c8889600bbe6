//! Named lists of strings (`$free_email_providers` and its like).

use std::collections::{BTreeMap, HashSet};

/// Lists by name, without the `$`.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    lists: BTreeMap<String, HashSet<String>>,
}

impl Lists {
    /// Adds or replaces a list.
    pub fn insert(&mut self, name: &str, entries: HashSet<String>) {
        self.lists.insert(name.to_owned(), entries);
    }

    /// The list called `name`; `None` when it is not configured.
    pub fn get(&self, name: &str) -> Option<&HashSet<String>> {
        self.lists.get(name)
    }

    /// Names of all lists.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str)
    }
}
