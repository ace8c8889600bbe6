//! The editor of a rule.

use askama::Template;
use store::RuleVersion;
use workbench::{ChangeError, OwnState};

use super::{OfficeFrame, time};
use crate::hostile_text::visible;
use crate::office::rule_edit::{Draft, Problem};
use crate::pages::written;
use crate::words::Words;

/// What the editor shows.
pub(crate) struct Editing {
    pub(crate) draft: Draft,
    pub(crate) is_new: bool,
    /// What lies in the directory to import from.
    pub(crate) importable: Vec<String>,
}

/// A mistake: the line, and what is wrong.
struct MistakeRow {
    /// Which line it is in, in words; empty where that is not known.
    line: String,
    text: String,
}

/// A test: its name, and why it failed.
struct TestRow {
    name: String,
    failure: String,
}

/// A version.
struct VersionRow {
    id: i64,
    state: &'static str,
    state_word: String,
    by: String,
    time: String,
    reason: String,
}

/// What a back-test of this text came to, in short.
struct TriedRow {
    said: String,
    genuine: usize,
    is_bad: bool,
}

#[derive(Template)]
#[template(path = "console/rule_edit.html")]
struct EditPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    is_new: bool,
    title: String,
    file: String,
    text: &'p str,
    state: &'static str,
    state_word: String,
    is_in_force: bool,
    problem: Option<String>,
    /// What was looked at; nothing where nobody has asked for it.
    is_checked: bool,
    mistakes: Vec<MistakeRow>,
    wants: String,
    tests: Vec<TestRow>,
    is_tested: bool,
    has_passed: bool,
    tried: Option<TriedRow>,
    versions: Vec<VersionRow>,
    refusal: Option<String>,
    importable: &'p [String],
}

/// The page.
pub(crate) fn rule_edit(frame: &OfficeFrame, editing: &Editing) -> String {
    let words = &frame.words;
    let draft = &editing.draft;
    let known = draft.known.as_ref();
    let state = known.map_or(OwnState::Draft, |it| it.0.state).name();
    let checkup = draft.checkup.as_ref();
    let mistakes = checkup.into_iter().flat_map(|it| &it.mistakes);
    let tests = checkup.into_iter().flat_map(|it| &it.tests);
    let tried = draft.tried.as_ref().map(|it| {
        let (new, lost) = (it.new_count().to_string(), it.lost_count.to_string());
        let mails = it.mails.to_string();
        let values = [("mails", mails.as_str()), ("new", &new), ("lost", &lost)];
        TriedRow {
            said: words.fill("console-rule-tried", &values),
            genuine: it.genuine(),
            is_bad: it.genuine() > 0,
        }
    });
    written(&EditPage {
        frame,
        words,
        is_new: editing.is_new,
        title: match known {
            Some(known) => visible(&known.0.name),
            None => words.say("console-rule-new"),
        },
        file: visible(&draft.file),
        text: &draft.text,
        state,
        state_word: words.say(&format!("console-rule-state-{state}")),
        is_in_force: known.is_some_and(|it| it.0.in_force.is_some()),
        problem: draft.problem.as_ref().map(|it| problem(words, it)),
        is_checked: checkup.is_some(),
        mistakes: mistakes
            .map(|it| MistakeRow {
                line: it
                    .line
                    .map(|it| words.count("console-rule-line", it))
                    .unwrap_or_default(),
                text: visible(&it.text),
            })
            .collect(),
        wants: checkup.map(|it| it.wants.join(", ")).unwrap_or_default(),
        tests: tests
            .map(|it| TestRow {
                name: visible(&it.test),
                failure: it.failure.as_deref().map(visible).unwrap_or_default(),
            })
            .collect(),
        is_tested: draft.is_tested,
        has_passed: checkup.is_some_and(workbench::Checkup::passes),
        tried,
        versions: known.map_or_else(Vec::new, |it| {
            let versions = it.1.iter();
            versions.map(|it| version(words, it)).collect()
        }),
        refusal: known.and_then(|it| it.0.refusal.as_deref().map(visible)),
        importable: &editing.importable,
    })
}

fn version(words: &Words, version: &RuleVersion) -> VersionRow {
    let state = version.state.name();
    VersionRow {
        id: version.id,
        state,
        state_word: words.say(&format!("console-rule-state-{state}")),
        by: visible(&version.by),
        time: time(version.time),
        reason: version.reason.as_deref().map(visible).unwrap_or_default(),
    }
}

fn problem(words: &Words, problem: &Problem) -> String {
    match problem {
        Problem::Taken => words.say("console-rule-taken"),
        Problem::Job(why) => visible(&why.to_string()),
        Problem::Change(ChangeError::Mistakes) => words.say("console-rule-mistakes"),
        Problem::Change(ChangeError::Tests) => words.say("console-rule-tests-fail"),
        Problem::Change(ChangeError::Untried) => words.say("console-rule-untried"),
        Problem::Change(ChangeError::Genuine(count)) => words.count("console-rule-genuine", count),
        Problem::Change(other) => words.with(
            "console-rule-failed",
            "detail",
            &visible(&other.to_string()),
        ),
    }
}
