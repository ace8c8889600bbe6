//! The rule pack: signals, rules, advice and what may be missing, all of it data.
//!
//! ```text
//! rules/signals/*.yml      lists of signals
//! rules/detections/*.yml   one rule a file, in the format of the public feed plus `tests:`
//! rules/advice.yml         what to tell a reader, and when
//! rules/missing.yml        which unread parts could hide what a mail says
//! rules/weights.toml       the weights of the score
//! ```

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use mql::{Program, RuleFile, RuleSet, RuleSetBuilder, Schema};
use serde::Deserialize;

use crate::embedded::RULES;
use crate::score::Weights;

/// The pack could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// A file could not be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file does not have the form it must have.
    #[error("{path}: {message}")]
    Malformed {
        /// The file.
        path: String,
        /// What is wrong, and where.
        message: String,
    },
    /// The data model itself is broken.
    #[error("the message data model cannot be built: {0}")]
    Schema(#[from] mql::SchemaError),
    /// The brand data cannot be read.
    #[error(transparent)]
    Registry(#[from] registry::RegistryError),
    /// The lexicon cannot be read.
    #[error(transparent)]
    Lexicon(#[from] claims::LexiconError),
}

impl PackError {
    pub(crate) fn malformed(path: &str, message: String) -> Self {
        Self::Malformed {
            path: path.to_owned(),
            message,
        }
    }
}

/// One observation with its quotes and its sentence.
/// Where a program stands in the set that is evaluated together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position(pub(crate) usize);

#[derive(Debug)]
pub(crate) struct Signal {
    pub(crate) name: String,
    pub(crate) sentence: String,
    pub(crate) weight: f64,
    pub(crate) program: Position,
    pub(crate) quote: Option<Position>,
    pub(crate) arguments: Vec<(String, Position)>,
}

/// A rule of the project's own pack or of somebody else's.
#[derive(Debug)]
pub struct Rule {
    /// Where it was read.
    pub path: String,
    /// The file.
    pub file: RuleFile,
    /// Whether it is of the project's own pack.
    pub own: bool,
    pub(crate) weight: f64,
    pub(crate) program: Position,
    /// What in the mail it rests on; rules of the project's own pack only.
    pub(crate) quote: Option<Position>,
}

/// One piece of advice.
#[derive(Debug)]
pub(crate) struct Advice {
    pub(crate) sentence: String,
    pub(crate) program: Position,
    pub(crate) arguments: Vec<(String, Position)>,
}

/// One way in which an unread part can hide what the mail says.
#[derive(Debug)]
pub(crate) struct Missing {
    pub(crate) capability: limits::Capability,
    pub(crate) unread: Position,
    pub(crate) hides: Position,
}

/// Everything that judges.
#[derive(Debug)]
pub struct Pack {
    pub(crate) signals: Vec<Signal>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) advice: Vec<Advice>,
    pub(crate) missing: Vec<Missing>,
    pub(crate) weights: Weights,
    /// Every program of the pack, planned together.
    pub(crate) set: RuleSet,
}

/// Rules that are not the project's own.
#[derive(Debug)]
pub struct ForeignRules {
    /// The rules that compiled.
    pub rules: Vec<Rule>,
    /// The files that are no rule, or do not compile.
    pub errors: Vec<PackError>,
    pub(crate) set: RuleSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignalDraft {
    name: String,
    #[serde(rename = "description")]
    _description: String,
    source: String,
    quote: Option<String>,
    sentence: Option<String>,
    #[serde(default)]
    arguments: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdviceDraft {
    sentence: String,
    source: String,
    #[serde(default)]
    arguments: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MissingDraft {
    capability: String,
    #[serde(rename = "description")]
    _description: String,
    unread: String,
    hides: String,
}

impl Pack {
    /// The pack compiled into this build.
    pub fn builtin(schema: &Arc<Schema>) -> Result<Self, PackError> {
        Self::from_files(RULES.iter().map(|(path, text)| (*path, *text)), schema)
    }

    /// The pack in `directory`.
    pub fn load(directory: &Path, schema: &Arc<Schema>) -> Result<Self, PackError> {
        let files = read_files(directory)?;
        Self::from_files(
            files
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
            schema,
        )
    }

    fn from_files<'a>(
        files: impl Iterator<Item = (&'a str, &'a str)>,
        schema: &Arc<Schema>,
    ) -> Result<Self, PackError> {
        let files: Vec<_> = files.collect();
        let text = |wanted: &str| {
            let found = files
                .iter()
                .find(|(path, _)| *path == wanted || path.ends_with(&format!("/{wanted}")));
            found.copied().ok_or_else(|| {
                PackError::malformed(wanted, "the rule pack lacks this file".to_owned())
            })
        };
        let (path, weights) = text("weights.toml")?;
        let weights = Weights::parse(path, weights)?;
        let compiler = Compiler::new(schema, &weights);
        let mut signals = Vec::new();
        let mut rules = Vec::new();
        for (path, text) in &files {
            if path.contains("signals/") {
                signals.extend(compiler.signals(path, text)?);
            } else if path.contains("detections/") {
                rules.push(compiler.rule(path, text, true)?);
            }
        }
        let (path, text_of_advice) = text("advice.yml")?;
        let advice = compiler.advice(path, text_of_advice)?;
        let (path, text_of_missing) = text("missing.yml")?;
        let missing = compiler.missing(path, text_of_missing)?;
        check_weights(&weights, &signals, &rules)?;
        let set = compiler.finish();
        Ok(Self {
            signals,
            rules,
            advice,
            missing,
            weights,
            set,
        })
    }

    /// The rules of the pack.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The keys of every sentence that the pack can say.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        self.signals
            .iter()
            .map(|it| it.sentence.as_str())
            .chain(self.advice.iter().map(|it| it.sentence.as_str()))
    }
}

/// Reads the rules of `directories` that are not the project's own: they are shown when they match, and
/// do not score. A file that is no rule, or does not compile, is returned as an error beside the rest.
pub fn load_foreign(
    directories: &[impl AsRef<Path>],
    schema: &Arc<Schema>,
) -> Result<ForeignRules, PackError> {
    let weights = Weights::neutral();
    let compiler = Compiler::new(schema, &weights);
    let mut rules = Vec::new();
    let mut errors = Vec::new();
    for directory in directories {
        for (path, text) in read_files(directory.as_ref())? {
            let extension = Path::new(&path).extension();
            if !extension.is_some_and(|it| it == "yml" || it == "yaml") {
                continue;
            }
            match compiler.rule(&path, &text, false) {
                Ok(rule) => rules.push(rule),
                Err(error) => errors.push(error),
            }
        }
    }
    Ok(ForeignRules {
        rules,
        errors,
        set: compiler.finish(),
    })
}

struct Compiler<'a> {
    schema: &'a Arc<Schema>,
    weights: &'a Weights,
    programs: RefCell<RuleSetBuilder>,
}

impl<'a> Compiler<'a> {
    fn new(schema: &'a Arc<Schema>, weights: &'a Weights) -> Self {
        Self {
            schema,
            weights,
            programs: RefCell::new(RuleSet::builder(schema)),
        }
    }

    fn finish(self) -> RuleSet {
        self.programs.into_inner().build()
    }

    /// Adds `program` to those that are planned together.
    fn plan(&self, place: &str, program: &Program) -> Result<Position, PackError> {
        let added = self.programs.borrow_mut().add(program);
        added
            .map(Position)
            .map_err(|it| PackError::malformed(place, it.to_string()))
    }

    fn signals(&self, path: &str, text: &str) -> Result<Vec<Signal>, PackError> {
        let drafts: Vec<SignalDraft> = parse_yaml(path, text)?;
        drafts
            .into_iter()
            .map(|draft| {
                let place = format!("{path}: signal `{}`", draft.name);
                Ok(Signal {
                    weight: self.weights.signal(&draft.name),
                    program: self.truth(&place, &draft.source)?,
                    quote: draft.quote.map(|it| self.quotes(&place, &it)).transpose()?,
                    arguments: self.arguments(&place, draft.arguments)?,
                    sentence: draft
                        .sentence
                        .unwrap_or_else(|| format!("signal-{}", draft.name)),
                    name: draft.name,
                })
            })
            .collect()
    }

    fn rule(&self, path: &str, text: &str, own: bool) -> Result<Rule, PackError> {
        let file =
            RuleFile::parse(text).map_err(|it| PackError::malformed(path, it.to_string()))?;
        let program = Program::compile_rule(&file.source, self.schema).map_err(|errors| {
            PackError::malformed(
                path,
                errors.render(path, &file.source, file.source_line, false),
            )
        })?;
        let program = self.plan(path, &program)?;
        let weight = if own {
            self.weights.rule(rule_key(path))
        } else {
            0.0
        };
        let quote = match file.other.get("quote").and_then(serde_json::Value::as_str) {
            Some(source) if own => Some(self.quotes(path, source)?),
            _ => None,
        };
        Ok(Rule {
            quote,
            path: path.to_owned(),
            file,
            own,
            weight,
            program,
        })
    }

    fn advice(&self, path: &str, text: &str) -> Result<Vec<Advice>, PackError> {
        let drafts: Vec<AdviceDraft> = parse_yaml(path, text)?;
        drafts
            .into_iter()
            .map(|draft| {
                let place = format!("{path}: advice `{}`", draft.sentence);
                Ok(Advice {
                    program: self.truth(&place, &draft.source)?,
                    arguments: self.arguments(&place, draft.arguments)?,
                    sentence: draft.sentence,
                })
            })
            .collect()
    }

    fn missing(&self, path: &str, text: &str) -> Result<Vec<Missing>, PackError> {
        let drafts: Vec<MissingDraft> = parse_yaml(path, text)?;
        drafts
            .into_iter()
            .map(|draft| {
                let place = format!("{path}: missing `{}`", draft.capability);
                let capability = limits::Capability::named(&draft.capability);
                let capability = capability.ok_or_else(|| {
                    let message = format!("there is no capability `{}`", draft.capability);
                    PackError::malformed(path, message)
                })?;
                Ok(Missing {
                    capability,
                    unread: self.truth(&place, &draft.unread)?,
                    hides: self.truth(&place, &draft.hides)?,
                })
            })
            .collect()
    }

    fn truth(&self, place: &str, source: &str) -> Result<Position, PackError> {
        let program = Program::compile_rule(source, self.schema).map_err(|errors| {
            PackError::malformed(place, errors.render(place, source, 1, false))
        })?;
        self.plan(place, &program)
    }

    fn arguments(
        &self,
        place: &str,
        sources: BTreeMap<String, String>,
    ) -> Result<Vec<(String, Position)>, PackError> {
        sources
            .into_iter()
            .map(|(name, source)| {
                let program = Program::compile(&source, self.schema).map_err(|errors| {
                    PackError::malformed(place, errors.render(place, &source, 1, false))
                })?;
                Ok((name, self.plan(place, &program)?))
            })
            .collect()
    }

    /// A quote must be a list of places of the message, else it would be nothing a reader can check.
    fn quotes(&self, place: &str, source: &str) -> Result<Position, PackError> {
        let program = Program::compile(source, self.schema).map_err(|errors| {
            PackError::malformed(place, errors.render(place, source, 1, false))
        })?;
        let ty = self.schema.type_name(program.result_type());
        if ty == "[Quote]" {
            self.plan(place, &program)
        } else {
            Err(PackError::malformed(
                place,
                format!("`quote` must be a [Quote], and this is a {ty}"),
            ))
        }
    }
}

/// A weight for something that does not exist is a spelling mistake.
fn check_weights(weights: &Weights, signals: &[Signal], rules: &[Rule]) -> Result<(), PackError> {
    for name in weights.signals.keys() {
        if !signals.iter().any(|it| it.name == *name) {
            return Err(PackError::malformed(
                "weights.toml",
                format!("there is no signal `{name}`"),
            ));
        }
    }
    for name in weights.rules.keys() {
        if !rules.iter().any(|it| rule_key(&it.path) == name) {
            return Err(PackError::malformed(
                "weights.toml",
                format!("there is no rule `{name}`"),
            ));
        }
    }
    for signal in signals {
        if !weights.signals.contains_key(&signal.name) {
            let message = format!("the signal `{}` has no weight", signal.name);
            return Err(PackError::malformed("weights.toml", message));
        }
    }
    Ok(())
}

/// A rule is called by the name of its file.
pub(crate) fn rule_key(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

fn parse_yaml<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> Result<T, PackError> {
    serde_yaml_ng::from_str(text).map_err(|it| PackError::malformed(path, it.to_string()))
}

/// All files below `directory` that a pack can hold, in stable order, by their path from there.
fn read_files(directory: &Path) -> Result<Vec<(String, String)>, PackError> {
    let mut files = Vec::new();
    let mut folders = vec![directory.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let read = |source| PackError::Read {
            path: folder.display().to_string(),
            source,
        };
        for entry in std::fs::read_dir(&folder).map_err(read)? {
            let path = entry.map_err(read)?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|it| it == "yml" || it == "yaml" || it == "toml")
            {
                let text = std::fs::read_to_string(&path).map_err(|source| PackError::Read {
                    path: path.display().to_string(),
                    source,
                })?;
                files.push((path.display().to_string(), text));
            }
        }
    }
    files.sort();
    Ok(files)
}
