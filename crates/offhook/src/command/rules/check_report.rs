//! What `offhook rules check` prints.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use detect::{CheckedProgram, FileKind, SkippedFile};
use limits::Capability;
use serde_json::json;

use super::check::{CheckReport, FileReport};
use crate::show::style::{BAD, BOLD, DIM, counted};

/// Files named of those that are passed over for one reason.
const NAMED: usize = 4;

/// What the rules of one directory came to.
#[derive(Debug, Default)]
struct Row {
    files: usize,
    parsed: usize,
    checked: usize,
    evaluable: usize,
    lacking: BTreeMap<Capability, usize>,
}

impl Row {
    fn add(&mut self, file: &FileReport) {
        self.files += 1;
        self.parsed += usize::from(file.checked.is_parsed());
        if file.checked.is_clean() {
            self.checked += 1;
            let wants = file.checked.wants();
            self.evaluable += usize::from(wants.is_empty());
            for capability in wants.iter() {
                *self.lacking.entry(capability).or_default() += 1;
            }
        }
    }

    /// Rules that some mail may leave undecided.
    fn open(&self) -> usize {
        self.checked - self.evaluable
    }
}

fn rows(report: &CheckReport) -> (BTreeMap<String, Row>, Row) {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let mut total = Row::default();
    for file in &report.files {
        let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
        let folder = match folder.to_string_lossy() {
            it if it.is_empty() => ".".to_owned(),
            it => it.into_owned(),
        };
        rows.entry(folder).or_default().add(file);
        total.add(file);
    }
    (rows, total)
}

pub(super) fn write_text(report: &CheckReport) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    let (rows, total) = rows(report);
    write_table(&mut out, &rows, &total)?;
    write_lacking(&mut out, &total)?;
    write_skipped(&mut out, &report.skipped)?;
    let colour = std::io::stdout().is_terminal();
    let mut mistakes = 0;
    for error in &report.unreadable {
        mistakes += 1;
        writeln!(out, "\n{BAD}error{BAD:#}: {error}")?;
    }
    for file in &report.files {
        for problem in &file.checked.problems {
            mistakes += 1;
            let line = problem.line.map(|it| format!(":{it}")).unwrap_or_default();
            let message = problem.message.replace('\n', "\n  ");
            writeln!(
                out,
                "\n{BAD}error{BAD:#}: {message}\n --> {}{line}",
                file.path
            )?;
        }
        for program in &file.checked.programs {
            if !program.diagnostics.is_empty() {
                mistakes += program.diagnostics.len();
                writeln!(out, "\n{}", drawn(file, program, colour))?;
            }
        }
    }
    let wrong = report.files.iter().filter(|it| !it.checked.is_clean());
    let wrong = wrong.count() + report.unreadable.len();
    if wrong > 0 {
        writeln!(
            out,
            "\n{BAD}{} in {}{BAD:#}",
            counted(mistakes, "mistake"),
            counted(wrong, "file")
        )?;
    }
    out.flush()?;
    Ok(())
}

fn drawn(file: &FileReport, program: &CheckedProgram, colour: bool) -> String {
    let place = match file.checked.kind {
        FileKind::Rule | FileKind::Program if program.key != "quote" => String::new(),
        _ => format!("{DIM}in `{}`:{DIM:#}\n", program.key),
    };
    let drawn = program.draw(&file.path, &file.text, colour);
    format!("{place}{drawn}")
}

/// One line a directory, named from the folder that all of them are in.
fn write_table(
    out: &mut impl Write,
    rows: &BTreeMap<String, Row>,
    total: &Row,
) -> anyhow::Result<()> {
    let common = common_folder(rows.keys());
    let short = |folder: &str| {
        let rest = Path::new(folder)
            .strip_prefix(&common)
            .map(Path::to_path_buf);
        match rest {
            Ok(rest) if rows.len() > 1 && rest.as_os_str().is_empty() => ".".to_owned(),
            Ok(rest) if rows.len() > 1 => rest.display().to_string(),
            _ => folder.to_owned(),
        }
    };
    if rows.len() > 1 && !common.as_os_str().is_empty() {
        writeln!(out, "{BOLD}{}{BOLD:#}", common.display())?;
    }
    let mut lines: Vec<(String, &Row)> = rows.iter().map(|(it, row)| (short(it), row)).collect();
    if rows.len() != 1 {
        lines.push(("all".to_owned(), total));
    }
    let names = lines.iter().map(|(name, _)| name.chars().count());
    let width = names.max().unwrap_or(0).max("directory".len());
    writeln!(
        out,
        "{DIM}{:<width$}  {:>6} {:>7} {:>8} {:>10} {:>9}{DIM:#}",
        "directory", "files", "parsed", "checked", "evaluable", "may lack"
    )?;
    for (name, row) in &lines {
        writeln!(
            out,
            "{name:<width$}  {:>6} {:>7} {:>8} {:>10} {:>9}",
            row.files,
            row.parsed,
            row.checked,
            row.evaluable,
            row.open()
        )?;
    }
    Ok(())
}

fn common_folder<'p>(mut folders: impl Iterator<Item = &'p String>) -> PathBuf {
    let mut common = folders.next().map(PathBuf::from).unwrap_or_default();
    for folder in folders {
        while !Path::new(folder).starts_with(&common) {
            common.pop();
        }
    }
    common
}

fn write_lacking(out: &mut impl Write, total: &Row) -> anyhow::Result<()> {
    if total.open() == 0 {
        return Ok(());
    }
    writeln!(
        out,
        "\n{} may lack something here: a mail whose answer depends on it leaves the rule undecided.\n",
        counted(total.open(), "file")
    )?;
    let mut lacking: Vec<(&Capability, &usize)> = total.lacking.iter().collect();
    lacking.sort_by_key(|(capability, count)| (std::cmp::Reverse(**count), **capability));
    let width = lacking.iter().map(|(it, _)| it.name().len()).max();
    for (capability, count) in lacking {
        writeln!(
            out,
            "{count:>6}  {BOLD}{:<width$}{BOLD:#}  {DIM}{}{DIM:#}",
            capability.name(),
            capability.meaning(),
            width = width.unwrap_or(0)
        )?;
    }
    Ok(())
}

fn write_skipped(out: &mut impl Write, skipped: &[SkippedFile]) -> anyhow::Result<()> {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for it in skipped {
        reasons.entry(it.reason).or_default().push(&it.path);
    }
    for (reason, paths) in reasons {
        let names = paths.iter().take(NAMED).map(|it| {
            let name = Path::new(it).file_name();
            name.map_or_else(|| (*it).to_owned(), |it| it.to_string_lossy().into_owned())
        });
        let mut names: Vec<String> = names.collect();
        if paths.len() > NAMED {
            names.push("…".to_owned());
        }
        writeln!(
            out,
            "{DIM}{} skipped ({reason}): {}{DIM:#}",
            counted(paths.len(), "file"),
            names.join(", ")
        )?;
    }
    Ok(())
}

pub(super) fn write_json(report: &CheckReport) -> anyhow::Result<()> {
    let (rows, total) = rows(report);
    let row = |row: &Row| {
        let lacking: serde_json::Map<String, serde_json::Value> = row
            .lacking
            .iter()
            .map(|(it, count)| (it.name().to_owned(), json!(count)))
            .collect();
        json!({
            "files": row.files, "parsed": row.parsed, "checked": row.checked,
            "evaluable": row.evaluable, "lacking": lacking,
        })
    };
    let directories: serde_json::Map<String, serde_json::Value> = rows
        .iter()
        .map(|(name, it)| (name.clone(), row(it)))
        .collect();
    let files: Vec<serde_json::Value> = report.files.iter().map(file_json).collect();
    let skipped = report.skipped.iter();
    let skipped: Vec<serde_json::Value> = skipped
        .map(|it| json!({ "path": it.path, "reason": it.reason }))
        .collect();
    let whole = json!({
        "ok": report.is_clean(),
        "total": row(&total),
        "directories": directories,
        "files": files,
        "skipped": skipped,
        "unreadable": report.unreadable,
    });
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &whole)?;
    writeln!(out)?;
    Ok(())
}

fn file_json(file: &FileReport) -> serde_json::Value {
    let checked = &file.checked;
    let problems = checked.problems.iter();
    let problems: Vec<serde_json::Value> = problems
        .map(|it| json!({ "line": it.line, "message": it.message }))
        .collect();
    let diagnostics: Vec<serde_json::Value> = checked
        .programs
        .iter()
        .flat_map(|program| program_json(file, program))
        .collect();
    let lacks: Vec<&str> = checked.wants().iter().map(Capability::name).collect();
    json!({
        "path": file.path,
        "kind": checked.kind.name(),
        "parsed": checked.is_parsed(),
        "ok": checked.is_clean(),
        "lacks": lacks,
        "problems": problems,
        "diagnostics": diagnostics,
    })
}

/// The diagnostics of a program with the places of the file: lines and columns from one, columns in code
/// points. Where a program's place is not certain, columns and bytes are those within the program.
fn program_json(file: &FileReport, program: &CheckedProgram) -> Vec<serde_json::Value> {
    let listed = match &program.place {
        Some(scalar) => {
            let placed = program.diagnostics.placed(|it| scalar.in_file(it));
            placed.to_json(&file.text, 1)
        }
        None => program.diagnostics.to_json(&program.text, program.line),
    };
    let mut shown = listed.as_array().cloned().unwrap_or_default();
    for it in &mut shown {
        it["program"] = json!(program.key);
    }
    shown
}
