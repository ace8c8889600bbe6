//! `offhook rules check`: everything that is wrong with rule files, and what they will lack here.

use std::path::{Path, PathBuf};
use std::time::Duration;

use detect::{Checked, CheckedFile, Checker, FileKind, Problem, RuleFiles, RuleWatch, SkippedFile};

use super::check_report;
use crate::Outcome;
use crate::cli::{CheckArguments, ToolFormat};

/// How often a watched directory is looked at.
const PAUSE: Duration = Duration::from_millis(500);

/// Everything that was checked.
#[derive(Debug, Default)]
pub(super) struct CheckReport {
    pub(super) files: Vec<FileReport>,
    pub(super) skipped: Vec<SkippedFile>,
    /// What could not be read at all.
    pub(super) unreadable: Vec<String>,
}

/// One file that holds programs.
#[derive(Debug)]
pub(super) struct FileReport {
    pub(super) path: String,
    pub(super) text: String,
    pub(super) checked: CheckedFile,
}

impl CheckReport {
    pub(super) fn is_clean(&self) -> bool {
        self.unreadable.is_empty() && self.files.iter().all(|it| it.checked.is_clean())
    }
}

pub(super) fn run(arguments: &CheckArguments) -> anyhow::Result<Outcome> {
    let checker = Checker::new()?;
    if arguments.watch {
        return watch(&checker, &arguments.paths);
    }
    let mut report = CheckReport::default();
    for path in &arguments.paths {
        match RuleFiles::read(path) {
            Ok(files) => check(&checker, path, files, &mut report),
            Err(error) => report.unreadable.push(error.to_string()),
        }
    }
    match arguments.format {
        ToolFormat::Text => check_report::write_text(&report)?,
        ToolFormat::Json => check_report::write_json(&report)?,
    }
    Ok(if report.is_clean() {
        Outcome::Clean
    } else {
        Outcome::Incomplete
    })
}

/// Checks what changes until somebody ends the process.
fn watch(checker: &Checker, paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let mut watches: Vec<RuleWatch> = paths.iter().map(|it| RuleWatch::new(it)).collect();
    loop {
        for watch in &mut watches {
            let Some(changed) = watch.changed() else {
                continue;
            };
            let mut report = CheckReport::default();
            match changed {
                Ok(files) => check(checker, watch.directory(), files, &mut report),
                Err(error) => report.unreadable.push(error.to_string()),
            }
            check_report::write_text(&report)?;
        }
        std::thread::sleep(PAUSE);
    }
}

fn check(checker: &Checker, directory: &Path, files: RuleFiles, report: &mut CheckReport) {
    let is_pack = |it: &detect::RuleText| it.path.ends_with("weights.toml");
    let is_pack = files.files.iter().any(is_pack);
    let mut wrong = false;
    for file in files.files {
        match checker.check(&file.path, &file.text) {
            Checked::Skipped(reason) => report.skipped.push(SkippedFile {
                path: file.path,
                reason,
            }),
            Checked::File(result) => {
                wrong |= !result.is_clean();
                report.files.push(FileReport {
                    path: file.path,
                    text: file.text,
                    checked: result,
                });
            }
        }
    }
    report.skipped.extend(files.skipped);
    // What no file shows alone: weights without signals, quotes that are none, missing files.
    if is_pack && !wrong && directory.is_dir() {
        check_pack(checker, directory, report);
    }
}

fn check_pack(checker: &Checker, directory: &Path, report: &mut CheckReport) {
    let mut problems = Vec::new();
    match detect::Pack::load(directory, checker.schema()) {
        Err(error) => problems.push(error.to_string()),
        Ok(pack) => match detect::Catalogue::builtin("en") {
            Err(error) => problems.push(error.to_string()),
            Ok(catalogue) => {
                let silent = pack.sentences().filter(|it| !catalogue.has(it));
                problems.extend(silent.map(|it| format!("the catalogue has no sentence `{it}`")));
            }
        },
    }
    if problems.is_empty() {
        return;
    }
    report.files.push(FileReport {
        path: directory.display().to_string(),
        text: String::new(),
        checked: CheckedFile {
            kind: FileKind::Weights,
            problems: problems
                .into_iter()
                .map(|message| Problem {
                    line: None,
                    message,
                })
                .collect(),
            programs: Vec::new(),
        },
    });
}
