//! The build with YARA-X.

use std::path::PathBuf;

use yara_x::{Compiler, MetaValue, Rules, Scanner, SourceCode};

use super::YaraError;
use crate::file::YaraMatch;

/// Rules that one file can match.
const MATCHES: usize = 1_000;

/// Compiles `files` to serialized rules.
pub(super) fn compile(files: &[PathBuf]) -> Result<Vec<u8>, YaraError> {
    let mut compiler = Compiler::new();
    let mut messages = Vec::new();
    for path in files {
        let text = std::fs::read(path).map_err(|error| YaraError::Unreadable {
            path: path.clone(),
            error,
        })?;
        let name = path.display().to_string();
        compiler.new_namespace(&name);
        let source = SourceCode::from(text.as_slice()).with_origin(&name);
        // The compiler goes on after an error, and keeps its own list; this is the first of each file.
        if let Err(error) = compiler.add_source(source) {
            messages.push(error.to_string());
        }
    }
    if !messages.is_empty() {
        return Err(YaraError::Rules(messages));
    }
    let rules = compiler.build();
    let serialized = rules.serialize();
    serialized.map_err(|error| YaraError::Rules(vec![error.to_string()]))
}

/// Rules that are ready to search with.
pub(crate) struct Library(Rules);

impl Library {
    /// Reads what [`compile`] wrote.
    pub(crate) fn load(compiled: &[u8]) -> Result<Self, String> {
        let rules = Rules::deserialize(compiled).map_err(|error| error.to_string())?;
        Ok(Self(rules))
    }
}

/// A search through one file after another.
pub(crate) struct Search<'r>(Scanner<'r>);

impl<'r> Search<'r> {
    pub(crate) fn new(library: &'r Library) -> Self {
        // No timeout is set: that takes a thread, and the worker's own limits end a search that lasts.
        Self(Scanner::new(&library.0))
    }

    /// The rules that match `bytes`, in the order of their files.
    pub(crate) fn search(&mut self, bytes: &[u8]) -> Result<Vec<YaraMatch>, String> {
        let results = self.0.scan(bytes).map_err(|error| error.to_string())?;
        let matches = results.matching_rules().take(MATCHES);
        Ok(matches
            .map(|rule| YaraMatch {
                name: rule.identifier().to_owned(),
                meta: rule
                    .metadata()
                    .map(|(name, value)| (name.to_owned(), text(&value)))
                    .collect(),
            })
            .collect())
    }
}

fn text(value: &MetaValue<'_>) -> String {
    match value {
        MetaValue::Integer(it) => it.to_string(),
        MetaValue::Float(it) => it.to_string(),
        MetaValue::Bool(it) => it.to_string(),
        MetaValue::String(it) => (*it).to_owned(),
        MetaValue::Bytes(it) => it.to_string(),
    }
}
