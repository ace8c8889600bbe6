//! `offhook rules explain`: what every part of a rule came to, for one mail.

use std::io::Write;
use std::path::Path;

use anstyle::Style;
use anyhow::{Context as _, bail};
use detect::{Each, Explanation};
use mql::{Outcomes, RuleFile};
use serde_json::json;

use crate::Outcome;
use crate::cli::{ExplainRuleArguments, ToolFormat};
use crate::command::input;
use crate::show::style::{BAD, BOLD, DIM, GOOD, OPEN, counted, one_line};

/// Columns of a line where there is no terminal to ask.
const WIDTH: usize = 100;
/// Columns of the value behind a sub-expression.
const VALUE_WIDTH: usize = 40;
/// Values of a loop's elements that are shown.
const ELEMENTS: usize = 3;

pub(super) fn run(arguments: &ExplainRuleArguments) -> anyhow::Result<Outcome> {
    let rule = read_rule(&arguments.rule)?;
    let raw = input::read(&arguments.mail)?;
    let engine = input::engine(&arguments.engine)?;
    let subject = engine.read(&raw);
    let path = arguments.rule.display().to_string();
    let explanation = match engine.explain(&rule.source, &subject) {
        Ok(explanation) => explanation,
        Err(errors) => {
            let drawn = errors.render(&path, &rule.source, rule.source_line, false);
            bail!("the rule has mistakes\n{drawn}");
        }
    };
    match arguments.format {
        ToolFormat::Json => {
            let whole = json!({
                "rule": rule.name,
                "path": path,
                "mail": arguments.mail.display().to_string(),
                "outcome": outcome(&explanation).1,
                "explanation": explanation,
            });
            let mut out = std::io::stdout().lock();
            serde_json::to_writer_pretty(&mut out, &whole)?;
            writeln!(out)?;
        }
        ToolFormat::Text => {
            let mut out = anstream::stdout().lock();
            let (style, word) = outcome(&explanation);
            writeln!(
                out,
                "{style}{word}{style:#}  {BOLD}{}{BOLD:#}  {DIM}{path}{DIM:#}\n",
                rule.name
            )?;
            write_tree(&mut out, &explanation)?;
        }
    }
    Ok(Outcome::Clean)
}

fn read_rule(path: &Path) -> anyhow::Result<RuleFile> {
    let files = detect::RuleFiles::read(path)?;
    let [file] = files.files.as_slice() else {
        bail!("{} is not one rule file", path.display());
    };
    if path.extension().is_some_and(|it| it == "mql") {
        let mut rule = RuleFile::default();
        rule.source.clone_from(&file.text);
        rule.source_line = 1;
        return Ok(rule);
    }
    let rule = RuleFile::parse(&file.text).with_context(|| file.path.clone())?;
    if rule.source.trim().is_empty() {
        bail!("{} has no `source`", file.path);
    }
    Ok(rule)
}

fn outcome(explanation: &Explanation) -> (Style, &'static str) {
    if explanation.is_true() {
        (GOOD, "matches")
    } else if explanation.possible.contains(Outcomes::TRUE) {
        (OPEN, "undecided")
    } else {
        (BAD, "does not match")
    }
}

/// Writes the tree without recursion: an expression may be deeper than the stack is worth.
fn write_tree(out: &mut impl Write, root: &Explanation) -> anyhow::Result<()> {
    let width = comfy_table::Table::new().width().map_or(WIDTH, usize::from);
    let mut open = vec![(root, 0)];
    while let Some((it, depth)) = open.pop() {
        write_line(out, it, depth, width)?;
        open.extend(it.operands.iter().rev().map(|operand| (operand, depth + 1)));
    }
    Ok(())
}

fn write_line(
    out: &mut impl Write,
    it: &Explanation,
    depth: usize,
    width: usize,
) -> anyhow::Result<()> {
    let (style, word) = word(it);
    let indent = "  ".repeat(depth.min(20));
    let lacks: Vec<&str> = it.lacks.iter().map(limits::Capability::name).collect();
    let value = match (&it.each, it.is_truth()) {
        (Some(each), _) if it.ty == "bool" => counts(each),
        (Some(_), _) => elements(&it.value),
        (None, true) => String::new(),
        (None, false) if it.ty.is_empty() => String::new(),
        (None, false) => format!("= {}", shortened(&it.value)),
    };
    let lacking = if lacks.is_empty() || it.operands.iter().any(|inner| inner.lacks == it.lacks) {
        String::new()
    } else {
        format!("lacks {}", lacks.join(", "))
    };
    let behind: Vec<&str> = [value.as_str(), lacking.as_str()]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect();
    let behind = match behind.join("  ") {
        it if it.is_empty() => it,
        it => format!("  {it}"),
    };
    let used = indent.len() + 7 + behind.chars().count();
    let text = one_line(&it.text, width.saturating_sub(used).max(24));
    writeln!(
        out,
        "{style}{word:<5}{style:#}  {indent}{text}{DIM}{behind}{DIM:#}"
    )?;
    Ok(())
}

/// A value in one line; of objects only how many there are.
fn shortened(value: &serde_json::Value) -> String {
    match value.as_array() {
        Some(items) if items.iter().any(serde_json::Value::is_object) => {
            counted(items.len(), "element")
        }
        _ => one_line(&value.to_string(), VALUE_WIDTH),
    }
}

fn word(it: &Explanation) -> (Style, &'static str) {
    if !it.is_truth() {
        return (DIM, "");
    }
    let known = [
        (Outcomes::TRUE, GOOD, "true"),
        (Outcomes::FALSE, BAD, "false"),
        (Outcomes::NULL, DIM, "null"),
    ];
    let certain = known.into_iter().find(|(set, ..)| *set == it.possible);
    certain.map_or((OPEN, "?"), |(_, style, word)| (style, word))
}

fn counts(each: &Each) -> String {
    let parts = [
        (each.truths, "true"),
        (each.falsehoods, "false"),
        (each.nulls, "null"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(count, word)| format!("{word} × {count}"))
        .collect();
    if parts.is_empty() {
        return "no element".to_owned();
    }
    let places: Vec<String> = each.true_at.iter().map(ToString::to_string).collect();
    let at = match places.as_slice() {
        [] => String::new(),
        _ if each.truths > places.len() => format!(" at {}, …", places.join(", ")),
        _ => format!(" at {}", places.join(", ")),
    };
    let all = parts.join(", ");
    if all.starts_with("true") {
        all.replacen(
            &format!("true × {}", each.truths),
            &format!("true × {}{at}", each.truths),
            1,
        )
    } else {
        all
    }
}

fn elements(value: &serde_json::Value) -> String {
    let Some(items) = value.as_array() else {
        return format!("= {}", one_line(&value.to_string(), VALUE_WIDTH));
    };
    let shown: Vec<String> = items
        .iter()
        .take(ELEMENTS)
        .map(|it| one_line(&it.to_string(), VALUE_WIDTH / ELEMENTS))
        .collect();
    let more = if items.len() > ELEMENTS { ", …" } else { "" };
    format!("each {}{more}", shown.join(", "))
}
