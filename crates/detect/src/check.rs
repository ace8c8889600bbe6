//! Checking rule files of every kind, without a message.
//!
//! A file may be a rule in the format of the public feed, a plain program (`.mql`), or a file of a pack:
//! signals, advice, what may be missing, weights. Which of them it is shows in its shape, so that a
//! directory may hold anything else beside them.

mod shape;

use std::sync::Arc;

use limits::CapabilitySet;
use mql::{Analysis, Diagnostics, Lists, Program, Schema};

use crate::engine::Engine;
use crate::pack::PackError;
use crate::rule_text::{Scalar, ScalarStyle, scalars};

pub use shape::{FileKind, is_rule_file};

/// Checks files for one data model and one set of lists.
#[derive(Debug, Clone)]
pub struct Checker {
    schema: Arc<Schema>,
    lists: Lists,
}

/// What became of a file.
#[derive(Debug, Clone)]
pub enum Checked {
    /// It holds programs, or should.
    File(CheckedFile),
    /// It is something else.
    Skipped(&'static str),
}

/// A file that holds programs.
#[derive(Debug, Clone)]
pub struct CheckedFile {
    /// What it is.
    pub kind: FileKind,
    /// What is wrong with the file itself.
    pub problems: Vec<Problem>,
    /// Its programs, in the order of the file.
    pub programs: Vec<CheckedProgram>,
}

/// Something wrong with a file, apart from its programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from one, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

/// A program of a file.
#[derive(Debug, Clone)]
pub struct CheckedProgram {
    /// The keys that lead to it, such as `source` or `arguments.number`.
    pub key: String,
    /// Its text.
    pub text: String,
    /// The line of the file that it starts on, from one.
    pub line: usize,
    /// Where it stands in the file; `None` where that is not certain.
    pub place: Option<Scalar>,
    /// What is wrong with it.
    pub diagnostics: Diagnostics,
    /// Whether it reads as an expression at all.
    pub parsed: bool,
    /// What it names that this installation does not have; see [`Program::wants`].
    pub wants: CapabilitySet,
}

impl CheckedProgram {
    /// What is wrong with it as text for people, with the lines of the file `text` at `path` and a mark below each place. In
    /// colour, where that is wanted.
    pub fn draw(&self, path: &str, text: &str, colour: bool) -> String {
        match &self.place {
            Some(place) => {
                let placed = self.diagnostics.placed(|it| place.in_file(it));
                placed.render(path, text, 1, colour)
            }
            None => self.diagnostics.render(path, &self.text, self.line, colour),
        }
    }
}

impl CheckedFile {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty() && self.programs.iter().all(|it| it.diagnostics.is_empty())
    }

    /// Whether every program reads as an expression.
    pub fn is_parsed(&self) -> bool {
        self.problems.is_empty() && self.programs.iter().all(|it| it.parsed)
    }

    /// What its programs name that this installation does not have.
    pub fn wants(&self) -> CapabilitySet {
        let wants = self.programs.iter().map(|it| it.wants);
        wants.fold(CapabilitySet::EMPTY, CapabilitySet::union)
    }
}

impl Checker {
    /// A checker for the data model and the lists of this build.
    pub fn new() -> Result<Self, PackError> {
        let registry = registry::Registry::builtin()?;
        Ok(Self {
            schema: Arc::new(model::schema()?),
            lists: model::lists(&registry, &model::Organisation::default()),
        })
    }

    /// A checker for what `engine` judges with.
    pub fn of(engine: &Engine) -> Self {
        Self {
            schema: Arc::clone(engine.schema()),
            lists: engine.lists().clone(),
        }
    }

    /// The data model.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// The lists.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Checks the file at `path`, whose content is `text`.
    pub fn check(&self, path: &str, text: &str) -> Checked {
        let shape = match shape::read(path, text) {
            Ok(shape) => shape,
            Err(reason) => return Checked::Skipped(reason),
        };
        let scalars = scalars(text);
        let programs = shape
            .programs
            .into_iter()
            .map(|it| self.program(it, &scalars, text))
            .collect();
        Checked::File(CheckedFile {
            kind: shape.kind,
            problems: shape.problems,
            programs,
        })
    }

    fn program(&self, draft: shape::Draft, scalars: &[Scalar], file: &str) -> CheckedProgram {
        let named = |it: &&Scalar| it.item == draft.item && it.keys == draft.keys;
        let named = scalars.iter().find(named);
        let place = named
            .filter(|it| it.style != ScalarStyle::Other && it.text == draft.text)
            .cloned();
        let line = match (&place, named) {
            (Some(place), _) => line_of(file, place.in_file(0)),
            (None, Some(near)) => line_of(file, near.key.start),
            (None, None) => 1,
        };
        let analysis = Analysis::new(&draft.text, &self.schema, draft.expects == Expects::Truth);
        let mut diagnostics = analysis.diagnostics().clone();
        let syntax = |it: &mql::Diagnostic| it.code.id().starts_with("M01");
        let parsed = !diagnostics.iter().any(syntax);
        let mut wants = CapabilitySet::EMPTY;
        if diagnostics.is_empty() {
            match Program::compile(&draft.text, &self.schema) {
                Ok(program) => wants = program.wants(&self.lists),
                Err(errors) => diagnostics = errors,
            }
        }
        CheckedProgram {
            key: draft.keys.join("."),
            text: draft.text,
            line,
            place,
            diagnostics,
            parsed,
            wants,
        }
    }
}

/// What the value of a program must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expects {
    Truth,
    Anything,
}

/// The line, from one, of the byte `offset`.
fn line_of(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().iter().take(offset);
    before.filter(|it| **it == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> CheckedFile {
        match Checker::new().unwrap().check(path, text) {
            Checked::File(file) => file,
            Checked::Skipped(reason) => panic!("skipped: {reason}"),
        }
    }

    fn skipped(path: &str, text: &str) -> &'static str {
        match Checker::new().unwrap().check(path, text) {
            Checked::File(file) => panic!("not skipped: {file:?}"),
            Checked::Skipped(reason) => reason,
        }
    }

    #[test]
    fn a_mistake_stands_on_its_line_in_each_kind_of_file() {
        for (path, text, line) in [
            (
                "a.yml",
                "name: x\ntype: rule\nsource: |\n  type.inbuond\n",
                4,
            ),
            ("a.yml", "name: x\nsource: type.inbuond\n", 2),
            ("a.mql", "// why\ntype.inbuond\n", 1),
            (
                "signals/a.yml",
                "- name: a\n  description: b\n  source: type.inbound\n  quote: type.inbuond\n",
                4,
            ),
            ("advice.yml", "- sentence: a\n\n  source: type.inbuond\n", 3),
        ] {
            let checked = file(path, text);
            let wrong: Vec<&CheckedProgram> = checked
                .programs
                .iter()
                .filter(|it| !it.diagnostics.is_empty())
                .collect();
            assert_eq!(wrong.len(), 1, "{text}");
            assert_eq!(wrong[0].line, line, "{text}");
            assert!(checked.problems.is_empty(), "{:?}", checked.problems);
        }
    }

    #[test]
    fn what_is_no_rule_is_skipped_with_the_reason() {
        assert!(skipped("a.yml", "title: x\n").contains("source"));
        assert!(skipped("a.toml", "x = 1\n").contains("weights"));
        assert!(skipped("a.yml", "- one\n- two\n").contains("list"));
        assert!(skipped("a.yml", "# nothing\n").contains("empty"));
    }

    #[test]
    fn what_should_be_a_rule_and_is_broken_is_wrong() {
        let checked = file("a.yml", "name: x\nsource: |\n  true\n bad: [\n");
        assert!(checked.problems[0].line.is_some(), "{checked:?}");
        let checked = file("a.yml", "name: x\ntype: rule\n");
        assert!(checked.problems[0].message.contains("source"));
        let checked = file("signals/a.yml", "- name: a\n  source: true\n  sauce: 1\n");
        assert!(!checked.problems.is_empty());
        let checked = file("weights.toml", "bias = 1\n");
        assert!(!checked.problems.is_empty());
    }

    #[test]
    fn a_rule_says_what_it_wants() {
        let checked = file(
            "a.yml",
            "name: x\ntype: rule\nsource: |\n  beta.ml_translate(body.current_thread.text).text == \"english\"\n",
        );
        let wants: Vec<&str> = checked
            .wants()
            .iter()
            .map(limits::Capability::name)
            .collect();
        assert_eq!(wants, ["beta.ml_translate"]);
        assert!(checked.is_clean());
    }
}
