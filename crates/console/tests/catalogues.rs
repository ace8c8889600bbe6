//! The sentences: the same in every language, and none missing.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The messages of a catalogue: key, and the placeholders of its sentence.
fn messages(path: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|it| !it.starts_with('#')) {
        let named = line.split_once(" =").map(|it| it.0);
        let is_key = |it: &&str| {
            let plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_');
            !it.is_empty() && it.chars().all(plain)
        };
        if let Some(name) = named.filter(is_key) {
            name.clone_into(&mut key);
            assert!(!found.contains_key(&key), "{}: {key} twice", path.display());
        }
        let placeholders = found.entry(key.clone()).or_default();
        for part in line.split('$').skip(1) {
            let end = part.find(|it: char| !(it.is_ascii_alphanumeric() || it == '_'));
            placeholders.insert(part[..end.unwrap_or(part.len())].to_owned());
        }
    }
    found.remove("");
    found
}

#[test]
fn all_languages_say_the_same() {
    let folder = root().join("data/messages");
    let mut compared = 0;
    for language in std::fs::read_dir(&folder).unwrap() {
        let language = language.unwrap().path();
        assert!(
            language.join("page.ftl").is_file(),
            "{}",
            language.display()
        );
        // The console speaks English only.
        for file in ["page.ftl", "verdict.ftl"] {
            let (english, other) = (folder.join("en").join(file), language.join(file));
            if !other.is_file() {
                continue;
            }
            let (english, other) = (messages(&english), messages(&other));
            for (key, placeholders) in &english {
                let found = other.get(key);
                assert!(
                    found.is_some(),
                    "{}: {file} lacks {key}",
                    language.display()
                );
                assert_eq!(
                    found,
                    Some(placeholders),
                    "{}: {file}: {key}",
                    language.display()
                );
            }
            let unknown: Vec<_> = other
                .keys()
                .filter(|it| !english.contains_key(*it))
                .collect();
            assert!(
                unknown.is_empty(),
                "{}: {file}: {unknown:?}",
                language.display()
            );
            compared += 1;
        }
    }
    assert!(compared >= 6, "{compared}");
    let languages = detect::Catalogue::languages();
    assert_eq!(languages, ["de", "en", "es", "fr", "pt"]);
}

/// Every key that stands in a template or in the code has its sentence, and every sentence is said somewhere.
#[test]
fn every_sentence_is_there_and_used() {
    let folder = root().join("data/messages/en");
    let mut known = messages(&folder.join("page.ftl"));
    known.extend(messages(&folder.join("console.ftl")));
    let mut text = String::new();
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["templates", "src"] {
        collect(&package.join(folder), &mut text);
    }
    for part in text.split("words.say(\"").skip(1) {
        let key = part.split('"').next().unwrap();
        assert!(known.contains_key(key), "{key} has no sentence");
    }
    // Keys that are put together from a name.
    let made = [
        "word-",
        "situation-",
        "step-",
        "country-",
        "mail-",
        "number-",
        "console-part-",
        "console-verdict-",
        "console-word-",
        "console-state-",
        "console-field-",
        "console-confirm-",
        "console-do-",
        "console-did-",
        "console-deed-",
        "console-done-",
        "console-above-",
        "console-job-",
        "console-rule-state-",
        "console-unknown-",
        "console-window-",
        "console-plot-",
        "console-quantile-",
        "console-order-",
        "console-reports-",
        "console-report-",
        "console-outcome-",
    ];
    for key in known
        .keys()
        .filter(|it| !made.iter().any(|made| it.starts_with(made)))
    {
        assert!(text.contains(&format!("\"{key}\"")), "{key} is never said");
    }
}

fn collect(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, text);
        } else {
            text.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}
