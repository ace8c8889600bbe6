//! Many mails in one table.

use std::collections::BTreeMap;
use std::io::{self, Write};

use detect::{Report, Verdict};

use super::style::{self, BOLD, DIM, one_line};
use super::undecided::Undecided;

/// Writes one line a mail: verdict, score, file, and the heaviest reason.
pub(crate) fn write_line(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let style = style::of(report.verdict);
    writeln!(
        out,
        "{style}{} {:<10}{style:#} {:>4.2}  {BOLD}{}{BOLD:#}",
        style::symbol(report.verdict),
        report.verdict.name(),
        report.score,
        report.path,
    )?;
    let subject = one_line(report.subject.as_deref().unwrap_or("(no subject)"), 60);
    writeln!(
        out,
        "                   {DIM}{subject}  —  {}{DIM:#}",
        one_line(&report.from, 50)
    )?;
    let reason = match report.verdict {
        Verdict::Benign => report.evidence.first().filter(|it| it.weight < 0.0),
        _ => report.evidence.first().filter(|it| it.weight > 0.0),
    };
    if let Some(reason) = reason {
        writeln!(out, "                   {}", one_line(&reason.text, 110))?;
    }
    Ok(())
}

/// Writes how many mails got which verdict, and which attacks they were.
pub(crate) fn write_summary(out: &mut impl Write, counts: &Counts) -> io::Result<()> {
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY);
    table.set_header(["verdict", "mails"]);
    for verdict in [
        Verdict::Malicious,
        Verdict::Suspicious,
        Verdict::Undecided,
        Verdict::Benign,
    ] {
        let count = counts.verdicts.get(&verdict).copied().unwrap_or_default();
        table.add_row([
            format!("{} {}", style::symbol(verdict), verdict.name()),
            count.to_string(),
        ]);
    }
    for (attack, count) in &counts.attacks {
        table.add_row([
            format!("    {}", attack.replace('_', " ")),
            count.to_string(),
        ]);
    }
    writeln!(out, "\n{table}")?;
    if let Some(line) = counts.undecided.line("rule result") {
        writeln!(out, "{DIM}{line}; `rules run` lists them{DIM:#}")?;
    }
    Ok(())
}

/// Verdicts and attacks counted.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    verdicts: BTreeMap<Verdict, usize>,
    attacks: BTreeMap<String, usize>,
    undecided: Undecided,
}

impl Counts {
    pub(crate) fn add(&mut self, report: &Report) {
        *self.verdicts.entry(report.verdict).or_default() += 1;
        self.undecided.add(&report.undecided_rules);
        for attack in &report.attack_types {
            *self.attacks.entry(attack.clone()).or_default() += 1;
        }
    }

    pub(crate) fn total(&self) -> usize {
        self.verdicts.values().sum()
    }

    pub(crate) fn all_benign(&self) -> bool {
        self.verdicts.keys().all(|it| *it == Verdict::Benign)
    }
}
