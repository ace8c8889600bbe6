//! The rule pack: signals, rules, advice and what may be missing, all of it data.
//!
//! ```text
//! rules/signals/*.yml      lists of signals
//! rules/detections/*.yml   one rule a file, in the format of the public feed plus `tests:`
//! rules/advice.yml         what to tell a reader, and when
//! rules/missing.yml        which unread parts could hide what a mail says
//! rules/weights.toml       the weights of the score
//! ```

mod compiler;

use std::path::Path;
use std::sync::Arc;

use mql::{RuleFile, RuleSet, Schema};

use crate::check;
use crate::embedded::RULES;
use crate::files::RuleFiles;
use crate::score::Weights;
use compiler::Compiler;
pub(crate) use compiler::{AdviceDraft, MissingDraft, SignalDraft};

/// The pack could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// A file could not be read.
    #[error("cannot read {path}: {reason}")]
    Read {
        /// The file.
        path: String,
        /// Why.
        reason: std::io::Error,
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
    /// Look-ups are switched on and cannot be started.
    #[error(transparent)]
    Verifier(#[from] identity::VerifierError),
}

impl PackError {
    pub(crate) fn malformed(path: &str, message: String) -> Self {
        Self::Malformed {
            path: path.to_owned(),
            message,
        }
    }

    /// The file it is about; empty where it is about none.
    pub fn path(&self) -> &str {
        match self {
            Self::Read { path, .. } | Self::Malformed { path, .. } => path,
            _ => "",
        }
    }
}

/// Where a program stands in the set that is evaluated together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position(pub(crate) usize);

/// One observation with its quotes and its sentence.
#[derive(Debug)]
pub(crate) struct Signal {
    pub(crate) name: String,
    /// It says something of who sent the message.
    pub(crate) about_sender: bool,
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

impl Pack {
    /// The pack compiled into this build.
    pub fn builtin(schema: &Arc<Schema>) -> Result<Self, PackError> {
        Self::from_files(RULES, schema, None)
    }

    /// The pack in `directory`.
    pub fn load(directory: &Path, schema: &Arc<Schema>) -> Result<Self, PackError> {
        Self::compile(&RuleFiles::read(directory)?, schema, None)
    }

    /// The pack in `files`; regular expressions that `previous` has compiled are not compiled again.
    pub(crate) fn compile(
        files: &RuleFiles,
        schema: &Arc<Schema>,
        previous: Option<&Self>,
    ) -> Result<Self, PackError> {
        let files = files.files.iter();
        let files: Vec<(&str, &str)> = files.map(|it| (&*it.path, &*it.text)).collect();
        Self::from_files(&files, schema, previous.map(|it| &it.set))
    }

    /// The text of the weights of [`Pack::builtin`].
    pub fn builtin_weights() -> &'static str {
        let file = RULES.iter().find(|(path, _)| *path == "weights.toml");
        file.map_or("", |it| it.1)
    }

    fn from_files(
        files: &[(&str, &str)],
        schema: &Arc<Schema>,
        previous: Option<&RuleSet>,
    ) -> Result<Self, PackError> {
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
        let compiler = Compiler::new(schema, &weights, previous);
        let mut signals = Vec::new();
        let mut rules = Vec::new();
        for (path, text) in files {
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

impl ForeignRules {
    /// Decides every rule over the message of `env`, in the order of the rules.
    pub fn decide_all<'m>(&'m self, env: &mql::Env<'m>) -> Vec<mql::Decision> {
        self.set.run(env).decide_all()
    }

    /// Compiles the rules of `files`; regular expressions that `previous` has compiled are not compiled
    /// again. Files that are no rules, and do not look like one, are passed over.
    pub(crate) fn compile(
        files: &[&RuleFiles],
        schema: &Arc<Schema>,
        previous: Option<&Self>,
    ) -> Self {
        let weights = Weights::neutral();
        let compiler = Compiler::new(schema, &weights, previous.map(|it| &it.set));
        let mut rules = Vec::new();
        let mut errors = Vec::new();
        for file in files.iter().flat_map(|it| &it.files) {
            if !check::is_rule_file(&file.path, &file.text) {
                continue;
            }
            match compiler.rule(&file.path, &file.text, false) {
                Ok(rule) => rules.push(rule),
                Err(error) => errors.push(error),
            }
        }
        Self {
            rules,
            errors,
            set: compiler.finish(),
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
