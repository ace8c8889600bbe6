//! A rule that is being written: what is wrong with it, and how its own tests go.

use std::collections::BTreeSet;

use detect::{
    Checked, Checker, Engine, FileKind, ForeignRules, RuleFiles, RuleText, TestOutcome,
    run_tests_beside,
};

use crate::rule_files::{MOST_BYTES, is_rule_name};

/// Something wrong with a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from one, where it is known.
    pub line: Option<usize>,
    /// What is wrong; with the lines of the rule and a mark below the place, where that is known.
    pub text: String,
}

/// What a look at a rule came to.
#[derive(Debug, Clone, Default)]
pub struct Checkup {
    /// Everything that is wrong; it may not be enabled while there is anything.
    pub mistakes: Vec<Mistake>,
    /// Capabilities that it names and this installation does not have: over mail that asks for them it is undecided.
    pub wants: Vec<&'static str>,
    /// How its own tests went; none where they were not run.
    pub tests: Vec<TestOutcome>,
}

impl Checkup {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// Whether all of its tests passed.
    pub fn passes(&self) -> bool {
        self.tests.iter().all(|it| it.failure.is_none())
    }
}

/// Looks at the rule `text` in the file called `name`. Its tests are run where that is `tested` and nothing is wrong.
pub(crate) fn check(engine: &Engine, name: &str, text: &str, tested: bool) -> Checkup {
    let mut checkup = Checkup::default();
    let mut wrong = |line, text: String| checkup.mistakes.push(Mistake { line, text });
    if !is_rule_name(name) {
        let said = "the file's name takes small letters, digits, `-` and `_`, 64 at most";
        wrong(None, said.to_owned());
        return checkup;
    }
    if text.len() > MOST_BYTES {
        wrong(None, format!("a rule has {MOST_BYTES} bytes at most"));
        return checkup;
    }
    let path = format!("{name}.yml");
    let file = match Checker::of(engine).check(&path, text) {
        Checked::File(file) if file.kind == FileKind::Rule => file,
        Checked::File(file) => {
            let kind = file.kind.name();
            wrong(None, format!("this is no rule but a file of kind “{kind}”"));
            return checkup;
        }
        Checked::Skipped(reason) => {
            wrong(None, format!("this is no rule: {reason}"));
            return checkup;
        }
    };
    for problem in &file.problems {
        wrong(problem.line, problem.message.clone());
    }
    for program in &file.programs {
        if !program.diagnostics.is_empty() {
            let drawn = program.draw(&path, text, false);
            wrong(Some(program.line), drawn);
        }
    }
    checkup.wants = file.wants().iter().map(limits::Capability::name).collect();
    if !checkup.is_clean() {
        return checkup;
    }
    let rules = compiled(engine, name, text);
    let errors = rules.errors.iter().map(|it| Mistake {
        line: None,
        text: it.to_string(),
    });
    checkup.mistakes.extend(errors);
    let named = rules.rules.first().map(|it| it.file.name.trim().to_owned());
    if named.as_deref().is_some_and(str::is_empty) {
        checkup.mistakes.push(Mistake {
            line: None,
            text: "the rule has no `name`: verdicts are found by it".to_owned(),
        });
    }
    if let Some(other) = named.and_then(|it| namesake(engine, &path, &it)) {
        let text = format!(
            "{other} has a rule with the same `name`: their verdicts could not be told apart"
        );
        checkup.mistakes.push(Mistake { line: None, text });
    }
    if tested && checkup.is_clean() {
        checkup.tests = run_tests_beside(engine, &rules);
    }
    checkup
}

/// The rule, compiled beside those of the engine.
pub(crate) fn compiled(engine: &Engine, name: &str, text: &str) -> ForeignRules {
    let files = RuleFiles {
        files: vec![RuleText {
            path: format!("{name}.yml"),
            text: text.to_owned(),
        }],
        skipped: Vec::new(),
    };
    engine.compile_beside(&files)
}

/// The file of another rule that is called `name`.
fn namesake(engine: &Engine, path: &str, name: &str) -> Option<String> {
    let all = engine.pack().rules().iter().chain(&engine.foreign().rules);
    let same = all.filter(|it| it.file.name.trim().eq_ignore_ascii_case(name));
    let files: BTreeSet<&str> = same
        .map(|it| it.path.rsplit('/').next().unwrap_or(&it.path))
        .filter(|it| *it != path)
        .collect();
    files.first().map(|it| (*it).to_owned())
}
