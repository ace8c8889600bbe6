//! The public rules compiled for the real data model, the lists they use, and labelled mail. Where the
//! reference data is absent there is nothing.

#![allow(dead_code, reason = "each user takes a part")]

#[path = "../../../mql/tests/shared/mod.rs"]
pub(crate) mod shared;

use std::path::PathBuf;
use std::sync::Arc;

use model::Knowledge;
use mql::{List, Lists, Program, Schema};
use registry::Registry;

/// Every rule of the feed with its file.
pub(crate) fn programs(schema: &Arc<Schema>) -> Option<Vec<(PathBuf, Program)>> {
    let mut wrong = Vec::new();
    let mut programs = Vec::new();
    for (path, rule) in shared::feed()? {
        let compiled = if rule.is_rule() {
            Program::compile_rule(&rule.source, schema)
        } else {
            Program::compile(&rule.source, schema)
        };
        match compiled {
            Ok(program) => programs.push((path, program)),
            Err(found) => {
                let file = path.display().to_string();
                wrong.push(found.render(&file, &rule.source, rule.source_line, false));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    Some(programs)
}

/// What facts are worked out from.
pub(crate) fn knowledge() -> Knowledge {
    let registry = Arc::new(Registry::builtin().unwrap());
    let lexicon = claims::Lexicon::builtin().unwrap();
    lexicon.prepare(&registry);
    Knowledge {
        entities: claims::EntityReader::builtin(Arc::clone(&registry)).into(),
        registry,
        lexicon,
        settings: claims::Settings::default(),
    }
}

/// The registry's lists and the public ones that are plain text.
pub(crate) fn lists(knowledge: &Knowledge) -> Lists {
    let organisation = model::Organisation {
        domains: vec!["example.net".to_owned()],
        ..model::Organisation::default()
    };
    let mut lists = model::lists(&knowledge.registry, &organisation);
    let folder = reference_data::path("feed/static-files");
    let entries = folder.and_then(|it| std::fs::read_dir(it).ok());
    for path in entries.into_iter().flatten().map(|it| it.unwrap().path()) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.extension().is_some_and(|it| it == "txt") && lists.get(&name).is_none() {
            let text = std::fs::read_to_string(&path).unwrap();
            let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
            let list = if name.contains("domain") || name.contains("host") {
                List::hostnames(lines)
            } else {
                List::texts(lines)
            };
            lists.insert(&name, list);
        }
    }
    lists
}

/// The files of all folders of labelled mail, each folder sorted, one in `one_in`.
pub(crate) fn mail(one_in: usize) -> Option<Vec<PathBuf>> {
    let mut all = Vec::new();
    for folder in ["callback", "phish", "ham", "transactional"] {
        let entries =
            std::fs::read_dir(reference_data::path(&format!("corpus/{folder}"))?).unwrap();
        let mut files: Vec<PathBuf> = entries.map(|it| it.unwrap().path()).collect();
        files.sort();
        all.extend(files.into_iter().step_by(one_in));
    }
    Some(all)
}
