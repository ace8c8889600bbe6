//! `offhook rules run`: rules of any directory over mail, with what each of them costs.
//!
//! All rules are decided together, as `scan` does it. Then each is compiled and evaluated alone over the
//! same mail: that is its time. Together they take far less than the sum, as they share their work.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Instant;

use anyhow::{Context as _, bail};
use detect::{Engine, ForeignRules, Rule};
use limits::CapabilitySet;
use mail::source::Input;
use mql::{Arena, Decision, Program};
use serde_json::json;

use crate::Outcome;
use crate::cli::{RunArguments, ToolFormat};
use crate::command::input;
use crate::show::style::{BOLD, DIM, counted, one_line};

/// Slow rules that are listed without being asked to list all.
const FEW: usize = 5;
/// Reasons for undecided rules that are listed.
const MANY: usize = 8;

/// One rule over one mail.
struct Line<'r> {
    rule: &'r Rule,
    decision: Decision,
    microseconds: f64,
}

/// All rules over one mail.
struct Table<'r> {
    path: String,
    together: f64,
    lines: Vec<Line<'r>>,
}

pub(super) fn run(arguments: &RunArguments) -> anyhow::Result<Outcome> {
    if arguments.engine.rules.is_empty() {
        bail!("name the rules to run: --rules DIR");
    }
    let engine = input::engine(&arguments.engine)?;
    let rules = engine.foreign();
    let programs = compile(&engine, rules)?;
    let mut incomplete = !rules.errors.is_empty();
    let mut shown = Vec::new();
    for item in mail::source::read(&arguments.mails) {
        let input = match item {
            Ok(input) => input,
            Err(error) => {
                anstream::eprintln!("offhook: {error}");
                incomplete = true;
                continue;
            }
        };
        let table = decide(&engine, rules, &programs, &input);
        match arguments.format {
            ToolFormat::Text => write_text(&table, arguments.verbose)?,
            ToolFormat::Json => shown.push(to_json(&table)),
        }
    }
    if arguments.format == ToolFormat::Json {
        let mut out = std::io::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &shown)?;
        writeln!(out)?;
    }
    Ok(if incomplete {
        Outcome::Incomplete
    } else {
        Outcome::Clean
    })
}

/// Every rule as a program of its own.
fn compile(engine: &Engine, rules: &ForeignRules) -> anyhow::Result<Vec<Program>> {
    let compile = |rule: &Rule| {
        let compiled = Program::compile(&rule.file.source, engine.schema());
        compiled.with_context(|| rule.path.clone())
    };
    rules.rules.iter().map(compile).collect()
}

fn decide<'r>(
    engine: &Engine,
    rules: &'r ForeignRules,
    programs: &[Program],
    input: &Input,
) -> Table<'r> {
    let subject = engine.read(&input.bytes);
    // The first of two passes works out what the message computes only once, so that no rule pays it.
    rules.decide_all(&engine.env(&subject, &Arena::new()));
    let start = Instant::now();
    let decisions = rules.decide_all(&engine.env(&subject, &Arena::new()));
    let together = microseconds(start);
    let each = rules.rules.iter().zip(decisions).zip(programs);
    let lines = each
        .map(|((rule, decision), program)| {
            // Once to compile its patterns, once to be measured.
            program.decide(&engine.env(&subject, &Arena::new()));
            let arena = Arena::new();
            let env = engine.env(&subject, &arena);
            let start = Instant::now();
            program.decide(&env);
            Line {
                rule,
                decision,
                microseconds: microseconds(start),
            }
        })
        .collect();
    Table {
        path: input.name.clone(),
        together,
        lines,
    }
}

fn microseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e6
}

impl Line<'_> {
    fn outcome(&self) -> &'static str {
        match self.decision {
            Decision::Matched => "matched",
            Decision::NotMatched => "not matched",
            Decision::Undecided(_) => "undecided",
        }
    }

    fn lacks(&self) -> CapabilitySet {
        match self.decision {
            Decision::Undecided(lacks) => lacks,
            _ => CapabilitySet::EMPTY,
        }
    }

    fn lack_names(&self) -> Vec<&'static str> {
        self.lacks().iter().map(limits::Capability::name).collect()
    }
}

fn to_json(table: &Table<'_>) -> serde_json::Value {
    let rules = table.lines.iter().map(|it| {
        json!({
            "name": it.rule.file.name,
            "path": it.rule.path,
            "severity": it.rule.file.severity,
            "outcome": it.outcome(),
            "lacks": it.lack_names(),
            "alone_us": (it.microseconds * 10.0).round() / 10.0,
        })
    });
    json!({
        "path": table.path,
        "together_us": (table.together * 10.0).round() / 10.0,
        "rules": rules.collect::<Vec<_>>(),
    })
}

fn write_text(table: &Table<'_>, verbose: bool) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    let of = |wanted: &str| -> Vec<&Line<'_>> {
        let lines = table.lines.iter();
        lines.filter(|it| it.outcome() == wanted).collect()
    };
    let (matched, undecided) = (of("matched"), of("undecided"));
    writeln!(out, "{BOLD}{}{BOLD:#}", table.path)?;
    writeln!(
        out,
        "  {}: {} matched, {} undecided; {} together",
        counted(table.lines.len(), "rule"),
        matched.len(),
        undecided.len(),
        time(table.together)
    )?;
    write_lines(&mut out, "matched", &matched)?;
    if verbose {
        write_lines(&mut out, "undecided", &undecided)?;
        write_lines(&mut out, "not matched", &of("not matched"))?;
        return Ok(());
    }
    write_reasons(&mut out, &undecided)?;
    if table.lines.len() <= FEW {
        return Ok(());
    }
    let mut slowest: Vec<&Line<'_>> = table.lines.iter().collect();
    slowest.sort_by(|a, b| b.microseconds.total_cmp(&a.microseconds));
    slowest.truncate(FEW);
    write_lines(&mut out, "slowest", &slowest)
}

/// Each rule with its own time.
fn write_lines(
    out: &mut impl std::io::Write,
    title: &str,
    lines: &[&Line<'_>],
) -> anyhow::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n  {BOLD}{title}{BOLD:#} {DIM}(time alone){DIM:#}")?;
    for it in lines {
        let severity = match it.rule.file.severity.as_str() {
            "" => String::new(),
            severity => format!(" {DIM}({severity}){DIM:#}"),
        };
        let name = match it.rule.file.name.as_str() {
            "" => it.rule.path.as_str(),
            name => name,
        };
        writeln!(
            out,
            "  {:>9}  {}{severity}",
            time(it.microseconds),
            one_line(name, 66)
        )?;
        if !it.lacks().is_empty() {
            writeln!(
                out,
                "             {DIM}lacks {}{DIM:#}",
                it.lack_names().join(", ")
            )?;
        }
    }
    Ok(())
}

/// How many undecided rules lacked what, most first, each with an example.
fn write_reasons(out: &mut impl std::io::Write, undecided: &[&Line<'_>]) -> anyhow::Result<()> {
    if undecided.is_empty() {
        return Ok(());
    }
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for it in undecided {
        for name in it.lack_names() {
            reasons.entry(name).or_default().push(&it.rule.file.name);
        }
    }
    let mut reasons: Vec<(&str, Vec<&str>)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, rules)| std::cmp::Reverse(rules.len()));
    writeln!(
        out,
        "\n  {BOLD}undecided{BOLD:#} {DIM}(all of them: --verbose){DIM:#}"
    )?;
    for (name, rules) in reasons.iter().take(MANY) {
        let example = rules.first().copied().unwrap_or_default();
        let and_more = if rules.len() > 1 { ", …" } else { "" };
        writeln!(
            out,
            "  {:>9}  for want of {name}  {DIM}{}{and_more}{DIM:#}",
            rules.len(),
            one_line(example, 48_usize.saturating_sub(name.len()).max(16))
        )?;
    }
    if reasons.len() > MANY {
        writeln!(
            out,
            "             {DIM}and for {} other reasons{DIM:#}",
            reasons.len() - MANY
        )?;
    }
    Ok(())
}

fn time(microseconds: f64) -> String {
    if microseconds < 1_000.0 {
        format!("{microseconds:.1} µs")
    } else {
        format!("{:.1} ms", microseconds / 1_000.0)
    }
}
