//! The reference data that some tests run over: public rules and cases. It is no part of the
//! repository; where it is absent those tests say so and pass, unless everything is required.

#![allow(dead_code, reason = "each test file uses a part")]

use std::path::PathBuf;

/// Every rule file below the public feed, sorted by path.
pub(crate) fn feed() -> Option<Vec<(PathBuf, mql::RuleFile)>> {
    let mut folders = vec![reference_data::path("feed/sublime-rules")?];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|it| it == "yml" || it == "yaml")
            {
                files.push(path);
            }
        }
    }
    files.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let file = mql::RuleFile::parse(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path, file)
    };
    Some(
        files
            .into_iter()
            .map(read)
            .filter(|it| !it.1.source.is_empty())
            .collect(),
    )
}

/// The reference's description of the message data model.
pub(crate) fn types() -> Option<serde_json::Value> {
    let text = std::fs::read_to_string(reference_data::path("mql/types.json")?).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}
