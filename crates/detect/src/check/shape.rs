//! What a file is, and where it keeps its programs.

use serde_yaml_ng::{Mapping, Value};

use super::{Expects, Problem};
use crate::pack::{AdviceDraft, MissingDraft, SignalDraft};
use crate::score::Weights;

/// The kinds of file that hold programs or belong to a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// A rule in the format of the public feed.
    Rule,
    /// A program and nothing else.
    Program,
    /// A list of signals.
    Signals,
    /// A list of advice.
    Advice,
    /// What may be missing.
    Missing,
    /// The weights of the score.
    Weights,
}

impl FileKind {
    /// The name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Program => "program",
            Self::Signals => "signals",
            Self::Advice => "advice",
            Self::Missing => "missing",
            Self::Weights => "weights",
        }
    }
}

/// A file's programs before they are checked.
pub(super) struct Shape {
    pub(super) kind: FileKind,
    pub(super) problems: Vec<Problem>,
    pub(super) programs: Vec<Draft>,
}

/// A program before it is checked.
pub(super) struct Draft {
    pub(super) item: Option<usize>,
    pub(super) keys: Vec<String>,
    pub(super) text: String,
    pub(super) expects: Expects,
}

/// Recognises the file, or says why it is none of ours.
pub(super) fn read(path: &str, text: &str) -> Result<Shape, &'static str> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, it)| it);
    match extension {
        "mql" => Ok(program(text)),
        "toml" if name == "weights.toml" => Ok(weights(path, text)),
        "toml" => Err("TOML, and not `weights.toml`"),
        _ => yaml(name, text),
    }
}

/// Whether the file is a rule in the format of the public feed, or should be one.
pub fn is_rule_file(path: &str, text: &str) -> bool {
    read(path, text).is_ok_and(|it| it.kind == FileKind::Rule)
}

fn program(text: &str) -> Shape {
    let draft = Draft {
        item: None,
        keys: Vec::new(),
        text: text.to_owned(),
        expects: Expects::Anything,
    };
    Shape {
        kind: FileKind::Program,
        problems: Vec::new(),
        programs: vec![draft],
    }
}

fn weights(path: &str, text: &str) -> Shape {
    let problem = Weights::parse(path, text).err().map(|error| Problem {
        line: None,
        message: error.to_string(),
    });
    Shape {
        kind: FileKind::Weights,
        problems: problem.into_iter().collect(),
        programs: Vec::new(),
    }
}

fn yaml(name: &str, text: &str) -> Result<Shape, &'static str> {
    match serde_yaml_ng::from_str(text) {
        Ok(Value::Mapping(mapping)) => rule(&mapping, text),
        Ok(Value::Sequence(items)) => list(name, &items, text),
        Ok(Value::Null) => Err("empty"),
        Ok(_) => Err("neither a mapping nor a list"),
        Err(error) if looks_like_ours(text) => Ok(Shape {
            kind: FileKind::Rule,
            problems: vec![yaml_problem(&error)],
            programs: Vec::new(),
        }),
        Err(_) => Err("not YAML, and without a `source`"),
    }
}

/// Whether a file that is no YAML was meant to hold programs.
fn looks_like_ours(text: &str) -> bool {
    let starts = |line: &str| {
        let line = line.trim_start().trim_start_matches("- ");
        line.starts_with("source:")
    };
    text.lines().any(starts)
}

fn rule(mapping: &Mapping, text: &str) -> Result<Shape, &'static str> {
    let is_rule = mapping.contains_key("source");
    let kind = mapping.get("type").and_then(Value::as_str);
    let named_rule = matches!(
        kind,
        Some("rule" | "query" | "exclusion" | "dlp" | "triage_rule")
    );
    if !is_rule && !named_rule {
        return Err("no `source`, so no rule");
    }
    let mut problems = Vec::new();
    let mut programs = Vec::new();
    match mql::RuleFile::parse(text) {
        Err(error) => problems.push(Problem {
            line: None,
            message: error.to_string(),
        }),
        Ok(file) if file.source.trim().is_empty() => problems.push(Problem {
            line: None,
            message: "the rule has no `source`".to_owned(),
        }),
        Ok(file) => {
            let expects = if file.is_rule() {
                Expects::Truth
            } else {
                Expects::Anything
            };
            let quote = file.other.get("quote").and_then(serde_json::Value::as_str);
            let quote = quote.map(|it| draft(None, &["quote"], it, Expects::Anything));
            programs.push(draft(None, &["source"], &file.source, expects));
            programs.extend(quote);
        }
    }
    Ok(Shape {
        kind: FileKind::Rule,
        problems,
        programs,
    })
}

fn list(name: &str, items: &[Value], text: &str) -> Result<Shape, &'static str> {
    let has = |key: &str| items.iter().any(|it| it.get(key).is_some());
    let kind = if has("unread") || name == "missing.yml" {
        FileKind::Missing
    } else if (has("source") && !has("name")) || name == "advice.yml" {
        FileKind::Advice
    } else if has("source") {
        FileKind::Signals
    } else {
        return Err("a list without a `source`");
    };
    // The drafts are what a pack is loaded from: what they refuse, the pack refuses.
    let refused = match kind {
        FileKind::Missing => serde_yaml_ng::from_str::<Vec<MissingDraft>>(text).err(),
        FileKind::Advice => serde_yaml_ng::from_str::<Vec<AdviceDraft>>(text).err(),
        _ => serde_yaml_ng::from_str::<Vec<SignalDraft>>(text).err(),
    };
    let mut programs = Vec::new();
    for (index, item) in items.iter().enumerate() {
        for key in ["source", "unread", "hides"] {
            if let Some(text) = scalar(item.get(key)) {
                programs.push(draft(Some(index), &[key], &text, Expects::Truth));
            }
        }
        if let Some(text) = scalar(item.get("quote")) {
            programs.push(draft(Some(index), &["quote"], &text, Expects::Anything));
        }
        let arguments = item.get("arguments").and_then(Value::as_mapping);
        for (key, value) in arguments.into_iter().flatten() {
            if let (Some(key), Some(text)) = (key.as_str(), scalar(Some(value))) {
                let keys = ["arguments", key];
                programs.push(draft(Some(index), &keys, &text, Expects::Anything));
            }
        }
    }
    Ok(Shape {
        kind,
        problems: refused.iter().map(yaml_problem).collect(),
        programs,
    })
}

fn draft(item: Option<usize>, keys: &[&str], text: &str, expects: Expects) -> Draft {
    Draft {
        item,
        keys: keys.iter().map(|it| (*it).to_owned()).collect(),
        text: text.to_owned(),
        expects,
    }
}

/// A scalar as text: `source: true` is a program too.
fn scalar(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Bool(it) => Some(it.to_string()),
        Value::Number(it) => Some(it.to_string()),
        _ => None,
    }
}

fn yaml_problem(error: &serde_yaml_ng::Error) -> Problem {
    Problem {
        line: error.location().map(|it| it.line()),
        message: format!("not the YAML it should be: {error}"),
    }
}
