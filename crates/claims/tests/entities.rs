//! Words that play a part: each file of phrases finds what it is for, and what merely looks like it is not found.

#![allow(clippy::expect_used)] // A test that cannot begin has failed.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use claims::{Entities, EntityKind, EntityReader, Lexicon, TopicKind};
use registry::Registry;

const LABELLED: &str = include_str!("entities/labelled.txt");
/// Behind the name of a topic that is to be told without doubt.
const CLEAR: &str = " (clear)";

static REGISTRY: LazyLock<Arc<Registry>> =
    LazyLock::new(|| Arc::new(Registry::builtin().expect("the built-in registry loads")));
static READER: LazyLock<EntityReader> =
    LazyLock::new(|| EntityReader::builtin(Arc::clone(&REGISTRY)));

/// A labelled text.
struct Case {
    line: usize,
    /// `None` where none may be found.
    expected: Option<String>,
    kind: &'static str,
    text: String,
}

fn cases() -> impl Iterator<Item = Case> {
    let lines = (1..).zip(LABELLED.lines());
    lines
        .filter(|(_, it)| !it.is_empty() && !it.starts_with('#'))
        .map(|(line, labelled)| {
            let (kind, text) = labelled.split_once('\t').expect("a kind and a text");
            let text = text.replace("\\n", "\n");
            let marked = text.split_once('«').map(|it| it.1);
            let marked = marked.and_then(|it| it.split_once('»')).map(|it| it.0);
            let (kind, denied) = match kind.strip_prefix('!') {
                Some(kind) => (kind, true),
                None => (kind, false),
            };
            Case {
                line,
                expected: (!denied).then(|| marked.unwrap_or_default().to_owned()),
                kind,
                text: text.replace(['«', '»'], ""),
            }
        })
}

impl Case {
    /// What `reader` finds of the kind.
    fn found(&self, reader: &EntityReader) -> Vec<String> {
        let found = reader.read("", &self.text).unwrap_or_default();
        let Entities {
            entities,
            tags,
            topics,
            ..
        } = found;
        let entities = entities.into_iter().map(|it| (it.kind.name(), it.text));
        let tags = tags.into_iter().map(|it| (it.kind.name(), String::new()));
        let clear = self.kind.ends_with(CLEAR);
        let topics = topics.into_iter().filter(|it| it.is_clear || !clear);
        let topics = topics.map(|it| (it.kind.name(), String::new()));
        let kind = self.kind.trim_start_matches("tag:");
        let kind = kind.trim_start_matches("topic:").trim_end_matches(CLEAR);
        let all = entities.chain(tags).chain(topics);
        all.filter(|it| it.0 == kind).map(|it| it.1).collect()
    }

    fn holds(&self, reader: &EntityReader) -> bool {
        let found = self.found(reader);
        match &self.expected {
            // A stop belongs to a sentence or not, as it happens.
            Some(text) => {
                let bare = text.trim_end_matches('.');
                found.iter().any(|it| it.trim_end_matches('.') == bare)
            }
            None => found.is_empty(),
        }
    }
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/entities")
}

/// The files of phrases, with what languages are told by.
fn files() -> Vec<(String, String)> {
    let words = directory().join("../lexicon/_function_word.toml");
    let entries = std::fs::read_dir(directory()).expect("the directory is there");
    let paths = entries.map(|it| it.expect("the directory can be read").path());
    paths
        .chain([words])
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("the file can be read");
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            (name.into_owned(), text)
        })
        .collect()
}

#[test]
fn what_is_labelled_is_found_and_nothing_else() {
    let wrong: Vec<_> = cases()
        .filter(|it| !it.holds(&READER))
        .map(|it| {
            let found = it.found(&READER);
            format!(
                "line {}: {:?} in {:?}: {found:?}",
                it.line, it.kind, it.text
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A reader by the phrases of `files`.
fn reader(files: &[(String, String)]) -> EntityReader {
    let texts = files.iter().map(|it| (it.0.as_str(), it.1.as_str()));
    let lexicon = Lexicon::from_texts(texts).expect("the phrases load");
    EntityReader::new(lexicon, Arc::clone(&REGISTRY))
}

#[test]
fn every_line_of_phrases_is_needed() {
    let files = files();
    let cases: Vec<Case> = cases().collect();
    let mut idle = Vec::new();
    for (at, (name, text)) in files.iter().enumerate() {
        let whole: toml::Table = text.parse().expect("the file is TOML");
        let count = lines(&mut whole.clone()).len();
        for line in 0..count {
            let mut table = whole.clone();
            let taken = lines(&mut table).remove(line);
            let mut without = files.clone();
            without[at].1 = table.to_string();
            let reader = reader(&without);
            if cases.iter().all(|it| it.holds(&reader)) {
                idle.push(format!("{name}: {taken}"));
            }
        }
    }
    assert!(
        idle.is_empty(),
        "nothing fails without\n{}",
        idle.join("\n")
    );
}

/// The English phrases of a file.
fn lines(file: &mut toml::Table) -> &mut Vec<toml::Value> {
    let english = file.get_mut("phrases").and_then(|it| it.get_mut("en"));
    let english = english.and_then(toml::Value::as_array_mut);
    english.expect("the file has English phrases")
}

#[test]
fn every_kind_is_labelled() {
    for kind in EntityKind::ALL {
        let of_kind = cases().filter(|it| it.kind == kind.name());
        let (found, denied): (Vec<_>, Vec<_>) = of_kind.partition(|it| it.expected.is_some());
        assert!(!found.is_empty() && !denied.is_empty(), "{}", kind.name());
    }
}

#[test]
fn every_topic_is_labelled() {
    for topic in TopicKind::ALL {
        let kind = format!("topic:{}", topic.name());
        let of_kind = cases().filter(|it| it.kind == kind);
        let (told, denied): (Vec<_>, Vec<_>) = of_kind.partition(|it| it.expected.is_some());
        assert!(!told.is_empty() && !denied.is_empty(), "{kind}");
    }
}

#[test]
fn texts_of_other_languages_are_not_judged() {
    let german = "Guten Tag, bitte bezahlen Sie die Rechnung sofort, sonst wird Ihr Konto noch heute gesperrt.";
    assert_eq!(READER.read("", german), None);
    let names = "Anna Berta Carla Dora Emma Frida Greta Hanna Ida Jana Klara Lena Mona";
    assert_eq!(READER.read("", names), None);
    assert_eq!(READER.read("", "12 345"), None);
    assert_eq!(READER.read("", ""), None);
}

#[test]
fn the_subject_is_read_too_and_comes_first() {
    let found = READER.read("Invoice attached", "It is with the rest of it.");
    let found = found.expect("the text is English");
    assert_eq!(found.entities[0].text, "Invoice");
    assert_eq!(found.tags.len(), 1);
}

#[test]
fn one_phrase_in_a_long_text_is_no_tag() {
    let short = "Your invoice is here.";
    let long = format!(
        "{short} {}",
        "The parts are with us and we are glad of it. ".repeat(8)
    );
    let tags = |text: &str| READER.read("", text).expect("the text is English").tags;
    assert!(!tags(short)[0].is_clear);
    assert_eq!(tags(&long), []);
    let twice = format!("{short} Please pay the invoice.");
    assert!(tags(&twice)[0].is_clear);
}

#[test]
fn a_phrase_ends_with_its_paragraph() {
    let split = "The team asks for immediate\n\nattention to the signs on the way.";
    let whole = split.replace("\n\n", "\n");
    let urgent = |text: &str| {
        let found = READER.read("", text).expect("the text is English");
        found
            .entities
            .iter()
            .any(|it| it.kind == EntityKind::Urgency)
    };
    assert!(urgent(&whole));
    assert!(!urgent(split));
}

#[test]
fn what_a_disclaimer_asks_is_no_request() {
    let asked = "If it came to you by chance, please delete it and tell us.";
    let disclaimed =
        "If you are not the intended recipient of this email, please delete it and tell us.";
    let requests = |text: &str| {
        let found = READER.read("", text).expect("the text is English");
        let of_kind = |it: &&claims::Entity| it.kind == EntityKind::Request;
        found.entities.iter().filter(of_kind).count()
    };
    assert_eq!((requests(asked), requests(disclaimed)), (1, 0));
}

#[test]
fn not_more_than_some_hundred_are_reported() {
    let found = READER.read("", &"Please pay the invoice to us. ".repeat(400));
    let found = found.expect("the text is English");
    assert!(found.cut && found.entities.len() == 300);
}
