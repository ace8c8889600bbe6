//! From the files of a pack to programs that are planned together.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use mql::{Program, RuleFile, RuleSet, RuleSetBuilder, Schema};
use serde::Deserialize;

use super::{Advice, Missing, PackError, Position, Rule, Signal, rule_key};
use crate::score::Weights;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignalDraft {
    name: String,
    #[serde(rename = "description")]
    _description: String,
    #[serde(default)]
    about_sender: bool,
    source: String,
    quote: Option<String>,
    sentence: Option<String>,
    #[serde(default)]
    arguments: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AdviceDraft {
    sentence: String,
    source: String,
    #[serde(default)]
    arguments: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MissingDraft {
    capability: String,
    #[serde(rename = "description")]
    _description: String,
    unread: String,
    hides: String,
}

/// Compiles the programs of one pack into one set.
pub(super) struct Compiler<'a> {
    schema: &'a Arc<Schema>,
    weights: &'a Weights,
    programs: RefCell<RuleSetBuilder>,
}

impl<'a> Compiler<'a> {
    /// Starts with nothing; what `previous` has compiled is not compiled again.
    pub(super) fn new(
        schema: &'a Arc<Schema>,
        weights: &'a Weights,
        previous: Option<&RuleSet>,
    ) -> Self {
        let programs = previous.map_or_else(|| RuleSet::builder(schema), RuleSet::successor);
        Self {
            schema,
            weights,
            programs: RefCell::new(programs),
        }
    }

    pub(super) fn finish(self) -> RuleSet {
        self.programs.into_inner().build()
    }

    /// Adds `program` to those that are planned together.
    fn plan(&self, place: &str, program: &Program) -> Result<Position, PackError> {
        let added = self.programs.borrow_mut().add(program);
        added
            .map(Position)
            .map_err(|it| PackError::malformed(place, it.to_string()))
    }

    pub(super) fn signals(&self, path: &str, text: &str) -> Result<Vec<Signal>, PackError> {
        let drafts: Vec<SignalDraft> = parse_yaml(path, text)?;
        drafts
            .into_iter()
            .map(|draft| {
                let place = format!("{path}: signal `{}`", draft.name);
                Ok(Signal {
                    about_sender: draft.about_sender,
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

    pub(super) fn rule(&self, path: &str, text: &str, own: bool) -> Result<Rule, PackError> {
        let file =
            RuleFile::parse(text).map_err(|it| PackError::malformed(path, it.to_string()))?;
        let compiled = if file.is_rule() || own {
            Program::compile_rule(&file.source, self.schema)
        } else {
            Program::compile(&file.source, self.schema)
        };
        let program = compiled.map_err(|errors| {
            PackError::malformed(
                path,
                format!(
                    "the source has mistakes\n{}",
                    errors.render(path, &file.source, file.source_line, false)
                ),
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

    pub(super) fn advice(&self, path: &str, text: &str) -> Result<Vec<Advice>, PackError> {
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

    pub(super) fn missing(&self, path: &str, text: &str) -> Result<Vec<Missing>, PackError> {
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

fn parse_yaml<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> Result<T, PackError> {
    serde_yaml_ng::from_str(text).map_err(|it| PackError::malformed(path, it.to_string()))
}
