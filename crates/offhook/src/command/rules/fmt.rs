//! `offhook rules fmt`: the programs of rule files, laid out one way.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use detect::{FormatError, RuleFiles};
use similar::{ChangeTag, TextDiff};

use crate::Outcome;
use crate::cli::FmtArguments;
use crate::show::style::{BAD, BOLD, DIM, GOOD};

/// A program on standard input is not longer than this many bytes.
const MAX_BYTES: u64 = 4 << 20;

/// Formats every rule file; status 1 when `--check` finds one that is not formatted, 2 when one cannot
/// be formatted.
pub(super) fn run(arguments: &FmtArguments) -> anyhow::Result<Outcome> {
    let mut changed = 0;
    let mut refused = 0;
    for path in &arguments.paths {
        if path == Path::new("-") {
            changed += usize::from(standard_input(arguments.check)?);
            continue;
        }
        for file in RuleFiles::read(path)?.files {
            let formatted = match format(&file.path, &file.text) {
                Ok(Some(formatted)) => formatted,
                Ok(None) => continue,
                Err(error) => {
                    refused += 1;
                    anstream::eprintln!("offhook: {}: not formatted: {error}", file.path);
                    continue;
                }
            };
            if formatted == file.text {
                continue;
            }
            changed += 1;
            if arguments.check {
                write_diff(&file.path, &file.text, &formatted)?;
            } else {
                replace(Path::new(&file.path), &formatted)?;
                anstream::eprintln!("formatted {}", file.path);
            }
        }
    }
    Ok(if refused > 0 {
        Outcome::Incomplete
    } else if arguments.check && changed > 0 {
        Outcome::Found
    } else {
        Outcome::Clean
    })
}

/// The formatted text of a file; `None` for a file that is no rule.
fn format(path: &str, text: &str) -> Result<Option<String>, FormatError> {
    let extension = Path::new(path).extension().and_then(|it| it.to_str());
    match extension {
        Some("mql") => detect::format_program(text).map(Some),
        Some("yml" | "yaml") if detect::is_rule_file(path, text) => {
            detect::format_rule_text(text).map(Some)
        }
        _ => Ok(None),
    }
}

/// Formats a rule file or a plain program from standard input to standard output, and says whether it
/// changed.
fn standard_input(check: bool) -> anyhow::Result<bool> {
    let mut text = String::new();
    std::io::stdin()
        .lock()
        .take(MAX_BYTES + 1)
        .read_to_string(&mut text)
        .context("cannot read standard input")?;
    if text.len() as u64 > MAX_BYTES {
        bail!("standard input is longer than 4 MiB");
    }
    let formatted = if detect::is_rule_file("-.yml", &text) {
        detect::format_rule_text(&text)
    } else {
        detect::format_program(&text)
    };
    let formatted = formatted.context("standard input is not formatted")?;
    if check {
        if formatted != text {
            write_diff("-", &text, &formatted)?;
        }
    } else {
        std::io::stdout().lock().write_all(formatted.as_bytes())?;
    }
    Ok(formatted != text)
}

/// Writes beside the file and puts that in its place, so that no reader sees half a rule.
fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let target =
        fs::canonicalize(path).with_context(|| format!("cannot write {}", path.display()))?;
    let permissions = fs::metadata(&target)?.permissions();
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.new", std::process::id()));
    let aside = target.with_file_name(name);
    let write = || -> std::io::Result<()> {
        fs::write(&aside, text)?;
        fs::set_permissions(&aside, permissions)?;
        fs::rename(&aside, &target)
    };
    write().map_err(|error| {
        // What was written aside is of no use to anybody.
        let _ = fs::remove_file(&aside);
        anyhow::Error::new(error).context(format!("cannot write {}", path.display()))
    })
}

fn write_diff(path: &str, before: &str, after: &str) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    writeln!(out, "{BOLD}--- {path}\n+++ {path}, formatted{BOLD:#}")?;
    let diff = TextDiff::from_lines(before, after);
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        writeln!(out, "{DIM}{}{DIM:#}", hunk.header())?;
        for change in hunk.iter_changes() {
            let line = change.value().trim_end_matches(['\n', '\r']);
            match change.tag() {
                ChangeTag::Delete => writeln!(out, "{BAD}-{line}{BAD:#}")?,
                ChangeTag::Insert => writeln!(out, "{GOOD}+{line}{GOOD:#}")?,
                ChangeTag::Equal => writeln!(out, " {line}")?,
            }
        }
    }
    Ok(())
}
