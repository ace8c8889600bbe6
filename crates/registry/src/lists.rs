//! Named lists of strings (`$free_email_providers` and its like).
//!
//! A list is text until somebody asks for it: most runs need two or three of them.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

/// Lists by name, without the `$`.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    lists: BTreeMap<String, List>,
}

#[derive(Debug, Clone)]
struct List {
    text: &'static str,
    entries: OnceLock<HashSet<String>>,
}

impl Lists {
    /// Adds or replaces a list.
    pub fn insert(&mut self, name: &str, entries: HashSet<String>) {
        let list = List {
            text: "",
            entries: OnceLock::from(entries),
        };
        self.lists.insert(name.to_owned(), list);
    }

    /// Adds or replaces a list whose entries are read at first use.
    pub(crate) fn insert_text(&mut self, name: &str, text: &'static str) {
        let list = List {
            text,
            entries: OnceLock::new(),
        };
        self.lists.insert(name.to_owned(), list);
    }

    /// The list called `name`; `None` when it is not configured.
    pub fn get(&self, name: &str) -> Option<&HashSet<String>> {
        let list = self.lists.get(name)?;
        Some(list.entries.get_or_init(|| entries(list.text)))
    }

    /// Whether `entry` is in the list called `name`; false when it is not configured.
    pub fn contains(&self, name: &str, entry: &str) -> bool {
        self.get(name).is_some_and(|list| list.contains(entry))
    }

    /// Names of all lists.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str)
    }
}

/// The entries of a list file: one a line; a line that starts with `#` is a comment.
pub(crate) fn entries(text: &str) -> HashSet<String> {
    text.lines()
        .map(str::trim)
        .filter(|it| !it.is_empty() && !it.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// The entries of a table: the column called `entry`, else the last of two columns, else the first.
pub(crate) fn table_entries(text: &str) -> Result<HashSet<String>, csv::Error> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut entries = HashSet::new();
    let mut column = None;
    for record in reader.records() {
        let record = record?;
        if column.is_none()
            && let Some(named) = record.iter().position(|it| it == "entry")
        {
            column = Some(named);
            continue;
        }
        let column = *column.get_or_insert(usize::from(record.len() == 2));
        if let Some(entry) = record.get(column).map(str::trim)
            && !entry.is_empty()
        {
            entries.insert(entry.to_owned());
        }
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_at_first_use() {
        let mut lists = Lists::default();
        lists.insert_text("providers", "# header\ngmail.com\n\n  yahoo.com \n");
        let list = lists.get("providers").unwrap();
        assert_eq!(list.len(), 2);
        assert!(lists.contains("providers", "yahoo.com"));
        assert!(lists.get("absent").is_none());
        assert!(!lists.contains("absent", "yahoo.com"));
    }

    #[test]
    fn a_later_list_replaces_an_earlier_one() {
        let mut lists = Lists::default();
        lists.insert_text("providers", "gmail.com\n");
        lists.insert("providers", HashSet::from(["mail.example".to_owned()]));
        assert!(!lists.contains("providers", "gmail.com"));
        assert!(lists.contains("providers", "mail.example"));
    }

    #[test]
    fn a_table_names_its_column_or_ranks_its_entries() {
        let named = table_entries("rank,entry,more\n1,a.com,x\n2,b.com,y\n").unwrap();
        assert_eq!(named.len(), 2);
        assert!(named.contains("a.com"));
        let ranked = table_entries("1,a.com\n2,b.com\n").unwrap();
        assert!(ranked.contains("b.com") && !ranked.contains("1"));
        let plain = table_entries("a.com\nb.com\n").unwrap();
        assert!(plain.contains("a.com"));
    }
}
