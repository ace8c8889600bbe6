//! The whole report on one mail, for a reader.

use std::io::{self, Write};

use detect::{Evidence, QuoteReport, Report, Verdict};

use super::style::{self, BOLD, DIM, NUMBER, QUOTE, one_line};
use super::undecided::Undecided;

/// Columns of prose; wider lines tire the eye.
const WIDTH: usize = 96;

/// Writes the report.
pub(crate) fn write(out: &mut impl Write, report: &Report) -> io::Result<()> {
    write_head(out, report)?;
    let (against, neutral): (Vec<&Evidence>, Vec<&Evidence>) =
        report.evidence.iter().partition(|it| it.weight > 0.0);
    if report.verdict == Verdict::Benign {
        write_evidence(out, "What speaks for it", &neutral, report)?;
        write_evidence(out, "Noticed, and not enough to worry", &against, report)?;
    } else {
        write_evidence(out, "Why", &against, report)?;
        write_evidence(out, "What speaks for it", &neutral, report)?;
    }
    write_numbers(out, report)?;
    write_advice(out, report)?;
    write_rules(out, report)?;
    write_notes(out, report)
}

fn write_head(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let style = style::of(report.verdict);
    let symbol = style::symbol(report.verdict);
    let name = report.verdict.name().to_uppercase();
    writeln!(
        out,
        "{style}{symbol} {name}{style:#}  {BOLD}{}{BOLD:#}  {DIM}score {:.2}  {}{DIM:#}",
        report.summary, report.score, report.path
    )?;
    let sender = match &report.sender.display_name {
        Some(name) => format!("{} <{}>", one_line(name, 60), report.from),
        None => report.from.clone(),
    };
    writeln!(out, "  {DIM}from{DIM:#}     {}", one_line(&sender, WIDTH))?;
    writeln!(
        out,
        "  {DIM}subject{DIM:#}  {}",
        one_line(report.subject.as_deref().unwrap_or("(none)"), WIDTH)
    )?;
    let dmarc = report
        .sender
        .dmarc
        .as_deref()
        .unwrap_or("not checked by a trusted host");
    let relation = report
        .sender
        .relation
        .map(|it| format!(", sender is {it}"))
        .unwrap_or_default();
    let claims = if report.claimed_brands.is_empty() {
        "no brand".to_owned()
    } else {
        report.claimed_brands.join(", ")
    };
    writeln!(
        out,
        "  {DIM}claims{DIM:#}   {claims}{relation}; DMARC {dmarc}"
    )?;
    if !report.attack_types.is_empty() {
        writeln!(
            out,
            "  {DIM}attack{DIM:#}   {}",
            report.attack_types.join(", ")
        )?;
    }
    Ok(())
}

fn write_evidence(
    out: &mut impl Write,
    title: &str,
    evidence: &[&Evidence],
    report: &Report,
) -> io::Result<()> {
    if evidence.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n  {BOLD}{title}{BOLD:#}")?;
    let mut quoted: Vec<&str> = Vec::new();
    for it in evidence {
        writeln!(out, "   • {}", wrap(&it.text, WIDTH, 5))?;
        if let (Some(quote), Some(place)) = (&it.quote, it.place)
            && !quoted.contains(&quote.as_str())
        {
            quoted.push(quote);
            writeln!(
                out,
                "     {QUOTE}“{}”{QUOTE:#} {DIM}({}){DIM:#}",
                highlight(quote, report),
                origin(place, it.quotes.first())
            )?;
        }
    }
    Ok(())
}

/// The named text, and for an attachment which file and page.
fn origin(place: &str, quote: Option<&QuoteReport>) -> String {
    let Some(file) = quote.and_then(|it| it.file.as_deref()) else {
        return place.to_owned();
    };
    let name = one_line(file.split_once('/').map_or(file, |(_, rest)| rest), 60);
    match quote.and_then(|it| it.page) {
        Some(page) => format!("{place}: {name}, page {page}"),
        None => format!("{place}: {name}"),
    }
}

/// Unread files that are named one by one.
const FEW_UNREAD: usize = 5;

/// Characters of a quote that are shown, and how many of them stand in front of a number.
const QUOTE_WIDTH: usize = 110;
const BEFORE_NUMBER: usize = 64;

/// The quote on one line, cut around the first phone number in it, with the numbers marked.
fn highlight(quote: &str, report: &Report) -> String {
    let whole = one_line(quote, usize::MAX);
    let raws: Vec<String> = report
        .numbers
        .iter()
        .map(|it| one_line(&it.raw, 60))
        .collect();
    let first = raws
        .iter()
        .filter(|it| !it.is_empty())
        .filter_map(|it| whole.find(it.as_str()))
        .min();
    let mut line = window(&whole, first.unwrap_or(0));
    let mut marked: Vec<&str> = Vec::new();
    for raw in &raws {
        if !raw.is_empty() && !marked.contains(&raw.as_str()) && line.contains(raw.as_str()) {
            line = line.replace(
                raw.as_str(),
                &format!("{QUOTE:#}{NUMBER}{raw}{NUMBER:#}{QUOTE}"),
            );
            marked.push(raw);
        }
    }
    line
}

/// Some of `whole`, with the byte at `wanted` in it.
fn window(whole: &str, wanted: usize) -> String {
    let ahead = whole.get(..wanted).unwrap_or_default().chars().count();
    let skipped = ahead.saturating_sub(BEFORE_NUMBER);
    let mut shown: String = whole.chars().skip(skipped).take(QUOTE_WIDTH).collect();
    if skipped + QUOTE_WIDTH < whole.chars().count() {
        shown.push('…');
    }
    if skipped > 0 {
        format!("…{shown}")
    } else {
        shown
    }
}

fn write_numbers(out: &mut impl Write, report: &Report) -> io::Result<()> {
    if report.numbers.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n  {BOLD}Numbers{BOLD:#}")?;
    for it in &report.numbers {
        let mut notes = vec![it.kind.replace('_', "-"), format!("in {}", it.place)];
        if let Some(region) = &it.region {
            notes.insert(0, region.clone());
        }
        if !it.hidden_by.is_empty() {
            notes.push(format!("hidden by {}", it.hidden_by.join(" and ")));
        }
        if it.call_to_action {
            notes.push("asks to call".to_owned());
        }
        notes.push(match &it.owner {
            Some(owner) => format!("known as {owner}'s"),
            None => format!("owner {}", it.ownership.replace('_', " ")),
        });
        writeln!(
            out,
            "   {NUMBER}{}{NUMBER:#}  {DIM}{}{DIM:#}",
            it.e164,
            notes.join(", ")
        )?;
    }
    Ok(())
}

fn write_advice(out: &mut impl Write, report: &Report) -> io::Result<()> {
    if report.advice.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n  {BOLD}What to do{BOLD:#}")?;
    for (index, advice) in report.advice.iter().enumerate() {
        writeln!(out, "  {:>2}. {}", index + 1, wrap(advice, WIDTH, 6))?;
    }
    Ok(())
}

fn write_rules(out: &mut impl Write, report: &Report) -> io::Result<()> {
    if report.rules.is_empty() && report.undecided_rules.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n  {BOLD}Rules{BOLD:#}")?;
    for it in &report.rules {
        let severity = it.severity.as_deref().unwrap_or("no severity");
        let foreign = if it.own {
            ""
        } else {
            ", of others: does not score"
        };
        writeln!(out, "   • {} {DIM}({severity}{foreign}){DIM:#}", it.name)?;
    }
    let mut undecided = Undecided::default();
    undecided.add(&report.undecided_rules);
    if let Some(line) = undecided.line("rule") {
        writeln!(out, "   {DIM}{}{DIM:#}", wrap(&line, WIDTH, 3))?;
    }
    Ok(())
}

fn write_notes(out: &mut impl Write, report: &Report) -> io::Result<()> {
    if !report.missing.is_empty() {
        let names: Vec<&str> = report.missing.iter().map(|it| it.name()).collect();
        writeln!(out, "\n  {DIM}not read here: {}{DIM:#}", names.join(", "))?;
    }
    for it in report.unread.iter().take(FEW_UNREAD) {
        let file = it.file.as_deref().unwrap_or("attachments");
        let reason = one_line(&it.reason, WIDTH);
        writeln!(out, "  {DIM}  {}: {reason}{DIM:#}", one_line(file, 60))?;
    }
    for defect in &report.defects {
        writeln!(
            out,
            "  {DIM}broken: {} ({}){DIM:#}",
            defect.kind,
            one_line(&defect.detail, 80)
        )?;
    }
    Ok(())
}

/// Breaks `text` at words into lines of at most `width` characters, later ones indented.
fn wrap(text: &str, width: usize, indent: usize) -> String {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in text.split_whitespace() {
        let size = word.chars().count();
        if length > 0 && length + 1 + size > width {
            lines.push(" ".repeat(indent));
            length = 0;
        }
        if let Some(line) = lines.last_mut() {
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            line.extend(
                word.chars()
                    .filter(|it| !it.is_control() && !text::is_invisible(*it)),
            );
        }
        length += size;
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_quote_is_cut_around_what_matters() {
        let text = format!("{} +1 803 397 5786 {}", "a ".repeat(200), "b ".repeat(200));
        let shown = window(&text, text.find('+').unwrap());
        assert!(
            shown.starts_with('…') && shown.ends_with('…') && shown.contains("+1 803 397 5786")
        );
        assert_eq!(window("short", 0), "short");
    }

    #[test]
    fn prose_is_broken_at_words() {
        assert_eq!(wrap("one two three", 7, 2), "one two\n  three");
    }
}
