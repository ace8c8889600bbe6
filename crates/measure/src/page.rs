//! The evaluation as one page of HTML that needs nothing but itself.

use std::fmt::{Display, Write as _};

use crate::compare::{Change, Comparison};
use crate::contribution::Contribution;
use crate::evaluation::Evaluation;
use crate::plot;
use crate::statistics::Share;
use crate::text_report::{budget, interval, percent};

const STYLE: &str = include_str!("page.css");
/// Rows of a table; the JSON form has them all.
const ROWS: usize = 200;

/// The page.
pub fn page(evaluation: &Evaluation, comparison: Option<&Comparison>) -> String {
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>Evaluation of {mails} mails</title><style>{STYLE}</style></head><body>\
         <h1>Evaluation of {mails} mails</h1>",
        mails = evaluation.mails.len()
    );
    headline(&mut page, evaluation);
    labels(&mut page, evaluation);
    budgets(&mut page, evaluation);
    plots(&mut page, evaluation);
    rivals(&mut page, evaluation);
    stages(&mut page, evaluation);
    families(&mut page, evaluation);
    accusations(&mut page, evaluation);
    if let Some(comparison) = comparison {
        changes(&mut page, comparison);
    }
    misses(&mut page, evaluation);
    contributions(&mut page, "Signals", &evaluation.signals);
    contributions(&mut page, "Rules", &evaluation.rules);
    page.push_str("</body></html>\n");
    page
}

/// Text as it may stand in an element or an attribute.
fn escaped(text: impl Display) -> String {
    let mut out = String::new();
    for letter in text.to_string().chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Directions of writing could make a row read otherwise than it is.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            it if it.is_control() && it != '\n' => out.push('\u{fffd}'),
            it => out.push(it),
        }
    }
    out
}

/// A table; cells are escaped, numbers are set to the right.
fn table(page: &mut String, caption: &str, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let _ = write!(
        page,
        "<div class=\"wide\"><table><caption>{}</caption><thead><tr>",
        escaped(caption)
    );
    for cell in head {
        let _ = write!(page, "<th scope=\"col\">{}</th>", escaped(cell));
    }
    page.push_str("</tr></thead><tbody>");
    let mut left_out = 0_usize;
    for (index, row) in rows.enumerate() {
        if index >= ROWS {
            left_out += 1;
            continue;
        }
        page.push_str("<tr>");
        for cell in row {
            let is_number =
                cell.starts_with(|it: char| it.is_ascii_digit() || it == '-' || it == '+');
            let class = if is_number { " class=\"number\"" } else { "" };
            let _ = write!(page, "<td{class}>{}</td>", escaped(cell));
        }
        page.push_str("</tr>");
    }
    page.push_str("</tbody></table></div>");
    if left_out > 0 {
        let _ = write!(page, "<p>{left_out} more are in the JSON form.</p>");
    }
}

fn headline(page: &mut String, evaluation: &Evaluation) {
    let statistics = &evaluation.statistics;
    let mut card = |name: &str, value: String, note: String| {
        let _ = write!(
            page,
            "<div class=\"card\"><b>{}</b><span>{}</span><small>{}</small></div>",
            escaped(value),
            escaped(name),
            escaped(note)
        );
    };
    let confidence = |it: Share| {
        format!(
            "95 % confidence {:.1} to {:.1} %",
            it.low * 100.0,
            it.high * 100.0
        )
    };
    if let Some(it) = statistics.callback {
        card(
            "callback mails flagged",
            percent(it.part, it.whole),
            confidence(it),
        );
    }
    if let Some(it) = statistics.scams {
        card(
            "of all scams flagged",
            percent(it.part, it.whole),
            confidence(it),
        );
    }
    if let Some(it) = statistics.accused {
        card(
            "genuine mails accused",
            format!("{} of {}", it.part, it.whole),
            confidence(it),
        );
    }
    if let Some(area) = statistics.area {
        card(
            "area under the ROC curve",
            format!("{area:.4}"),
            "1 parts the kinds wholly".to_owned(),
        );
    }
    let ratio = statistics
        .total_cost_ratio
        .map_or("-".to_owned(), |it| format!("{it:.1}"));
    card(
        "total cost ratio",
        ratio,
        "an accused genuine mail costs 50 scams".to_owned(),
    );
    card(
        "a mail, median",
        format!("{:.1} ms", statistics.median_us as f64 / 1000.0),
        format!(
            "99th percentile {:.1} ms",
            statistics.p99_us as f64 / 1000.0
        ),
    );
}

fn labels(page: &mut String, evaluation: &Evaluation) {
    let rows = evaluation.labels.iter().map(|(label, it)| {
        let counts = [
            it.mails,
            it.malicious,
            it.suspicious,
            it.undecided,
            it.benign,
        ];
        let counts = counts.iter().map(ToString::to_string);
        std::iter::once((*label).to_owned()).chain(counts).collect()
    });
    let head = [
        "Label",
        "Mails",
        "Malicious",
        "Suspicious",
        "Undecided",
        "Benign",
    ];
    table(page, "Verdicts by label", &head, rows);
    let mut kinds: std::collections::BTreeMap<(&str, &str), usize> =
        std::collections::BTreeMap::new();
    for mail in &evaluation.mails {
        for kind in &mail.attack_types {
            *kinds.entry((kind, &mail.label)).or_default() += 1;
        }
    }
    let rows = kinds.iter().map(|((kind, label), count)| {
        vec![(*kind).to_owned(), (*label).to_owned(), count.to_string()]
    });
    table(
        page,
        "Kinds of attack named, by label",
        &["Attack", "Label", "Mails"],
        rows,
    );
}

fn budgets(page: &mut String, evaluation: &Evaluation) {
    let rows = evaluation.statistics.at_budget.iter().map(|it| {
        vec![
            budget(it.budget),
            it.allowed.to_string(),
            format!("{:.4}", it.threshold),
            interval(it.callback),
            interval(it.scams),
        ]
    });
    let head = [
        "Genuine mail that may be accused",
        "Mails here",
        "Score above",
        "Callback mails caught",
        "Scams caught",
    ];
    table(page, "Recall at a budget of false accusations", &head, rows);
}

/// Beside other filters that judged the same mail; nothing where none was asked.
fn rivals(page: &mut String, evaluation: &Evaluation) {
    if evaluation.rivals.is_empty() {
        return;
    }
    let statistics = &evaluation.statistics;
    let shown = |share: Option<Share>| share.map_or_else(|| "-".to_owned(), interval);
    let processor =
        |it: Option<f64>| it.map_or_else(|| "-".to_owned(), |it| format!("{:.2} ms", it / 1000.0));
    let own = vec![
        "offhook".to_owned(),
        shown(statistics.callback),
        shown(statistics.scams),
        shown(statistics.accused),
        "-".to_owned(),
        "-".to_owned(),
        format!("{:.1} ms", statistics.median_us as f64 / 1000.0),
        processor(evaluation.processor_us),
    ];
    let others = evaluation.rivals.iter().map(|it| {
        vec![
            it.name.clone(),
            interval(it.callback),
            interval(it.scams),
            interval(it.accused),
            it.only_there.len().to_string(),
            it.only_here.len().to_string(),
            format!("{:.1} ms", it.median_us as f64 / 1000.0),
            processor(it.processor_us),
        ]
    });
    let head = [
        "Filter",
        "Callback flagged",
        "Scams flagged",
        "Genuine accused",
        "Scams only it flags",
        "Scams only offhook flags",
        "Median",
        "Processor a mail",
    ];
    table(
        page,
        "The same mail, judged by other filters",
        &head,
        std::iter::once(own).chain(others),
    );
}

fn stages(page: &mut String, evaluation: &Evaluation) {
    let rows = evaluation.statistics.stages.iter().map(|it| {
        vec![
            it.stage.to_owned(),
            it.mails.to_string(),
            format!("{:.2} ms", it.median_us as f64 / 1000.0),
            format!("{:.2} ms", it.p99_us as f64 / 1000.0),
            format!("{:.1} %", it.share * 100.0),
        ]
    });
    let head = ["Stage", "Mails", "Median", "99th percentile", "Of all time"];
    table(page, "Time by stage", &head, rows);
}

fn plots(page: &mut String, evaluation: &Evaluation) {
    let statistics = &evaluation.statistics;
    let scores = |is_scam: bool| -> Vec<f64> {
        let mails = evaluation.mails.iter().filter(|it| it.is_scam() == is_scam);
        mails.map(|it| it.score).collect()
    };
    page.push_str("<div class=\"plots\">");
    let _ = write!(
        page,
        "<figure>{}<figcaption>Scores: <span class=\"key genuine\"></span> genuine mail, <span class=\"key scam\"></span> scams. \
         Each kind adds up to 1.</figcaption></figure>",
        plot::scores(&scores(false), &scores(true))
    );
    if !statistics.roc.is_empty() {
        let _ = write!(
            page,
            "<figure>{}<figcaption>ROC: what is caught, by what is accused, for every threshold.</figcaption></figure>",
            plot::roc(&statistics.roc)
        );
    }
    let _ = write!(
        page,
        "<figure>{}<figcaption>Reliability: on the diagonal the score is the share of scams; bars are 95 % intervals.</figcaption></figure></div>",
        plot::reliability(&statistics.reliability)
    );
    page.push_str("<details><summary>The plots as tables</summary>");
    let rows = statistics.roc.iter().map(|it| {
        vec![
            format!("{:.4}", it.threshold),
            format!("{:.4}", it.false_positives),
            format!("{:.4}", it.true_positives),
        ]
    });
    table(
        page,
        "ROC curve",
        &["Threshold", "Genuine flagged", "Scams flagged"],
        rows,
    );
    let rows = statistics.reliability.iter().map(|it| {
        vec![
            format!("{:.1}", it.from),
            format!("{:.3}", it.mean_score),
            interval(it.scams),
        ]
    });
    table(
        page,
        "Reliability",
        &["Score from", "Mean score", "Scams"],
        rows,
    );
    page.push_str("</details>");
}

fn families(page: &mut String, evaluation: &Evaluation) {
    if evaluation.families.is_empty() {
        return;
    }
    let rows = evaluation.families.iter().map(|(family, it)| {
        vec![
            family.clone(),
            it.mails.to_string(),
            interval(Share::new(it.caught_in_text, it.in_text)),
            match it.mails - it.in_text {
                0 => "-".to_owned(),
                others => format!("{} of {others}", it.flagged_elsewhere),
            },
        ]
    });
    let head = [
        "Family",
        "Mails",
        "Number in the text: caught",
        "Number elsewhere: flagged",
    ];
    table(page, "Callback phishing by family", &head, rows);
}

fn accusations(page: &mut String, evaluation: &Evaluation) {
    let _ = write!(
        page,
        "<h2>Genuine mails accused: {}</h2>",
        evaluation.accusations.len()
    );
    for it in evaluation.accusations.iter().take(ROWS) {
        let _ = write!(
            page,
            "<details><summary>{} ({}) {} {:.4}</summary><ul>",
            escaped(&it.path),
            it.label,
            it.verdict.name(),
            it.score
        );
        for (text, weight) in &it.evidence {
            let _ = write!(page, "<li><b>{weight:+.1}</b> {}</li>", escaped(text));
        }
        page.push_str("</ul></details>");
    }
}

fn misses(page: &mut String, evaluation: &Evaluation) {
    let rows = evaluation.misses.iter().map(|it| {
        vec![
            it.path.clone(),
            it.family.clone(),
            it.verdict.name().to_owned(),
            format!("{:.4}", it.score),
            it.why.clone(),
        ]
    });
    table(
        page,
        "Missed",
        &["Mail", "Family", "Verdict", "Score", "Why"],
        rows,
    );
}

fn contributions(page: &mut String, name: &str, all: &[Contribution]) {
    if all.is_empty() {
        return;
    }
    let rows = all.iter().map(|it| {
        let companion = it.companion.as_ref();
        vec![
            it.name.clone(),
            it.weight.map_or_else(String::new, |it| format!("{it:+.1}")),
            it.scams.to_string(),
            it.genuine.to_string(),
            it.precision()
                .map_or_else(String::new, |it| format!("{:.1} %", it * 100.0)),
            it.unique.to_string(),
            companion.map_or_else(String::new, |name| {
                format!("{name}, {:.0} %", it.overlap * 100.0)
            }),
        ]
    });
    let head = [
        "Name",
        "Weight",
        "Scams",
        "Genuine",
        "Precision",
        "Lost without it",
        "Most often with",
    ];
    table(page, name, &head, rows);
}

fn changes(page: &mut String, comparison: &Comparison) {
    let lists: [(&str, &Vec<Change>); 5] = [
        ("Scams gained", &comparison.gained),
        ("Scams lost", &comparison.lost),
        ("Genuine mails accused anew", &comparison.accused),
        ("Genuine mails cleared", &comparison.cleared),
        ("Other changes", &comparison.moved),
    ];
    let _ = write!(
        page,
        "<h2>Compared with the other evaluation: {} mails in both</h2>",
        comparison.in_both
    );
    for (name, changes) in lists {
        let rows = changes.iter().map(|it| {
            vec![
                it.path.clone(),
                it.label.clone(),
                format!("{} {:.4}", it.before.0, it.before.1),
                format!("{} {:.4}", it.now.0, it.now.1),
                it.new_signals.join(", "),
                it.lost_signals.join(", "),
            ]
        });
        let caption = format!("{name}: {}", changes.len());
        table(
            page,
            &caption,
            &[
                "Mail",
                "Label",
                "Before",
                "Now",
                "New signals",
                "Lost signals",
            ],
            rows,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;
    use crate::statistics::Statistics;

    #[test]
    fn what_a_mail_says_stays_text() {
        let hostile = "<script>alert(1)</script>\"'\u{202e}";
        let record = Record {
            path: hostile.to_owned(),
            label: "callback".to_owned(),
            family: hostile.to_owned(),
            verdict: "benign".to_owned(),
            score: 0.3,
            attack_types: vec![hostile.to_owned()],
            signals: vec![(hostile.to_owned(), 1.0)],
            rules: vec![hostile.to_owned()],
            elapsed_us: 5,
            stages_us: detect::Stages::default(),
        };
        let mails = vec![record];
        let evaluation = Evaluation {
            statistics: Statistics::of(&mails),
            signals: crate::contribution::signals(&mails, 1.0),
            rules: crate::contribution::rules(&mails),
            mails: mails.clone(),
            ..Evaluation::default()
        };
        let comparison = crate::compare::compare(&[], &mails);
        let page = page(&evaluation, Some(&comparison));
        assert!(
            !page.contains("<script") && !page.contains('\u{202e}'),
            "{page}"
        );
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;\u{fffd}"));
        assert!(!page.contains("http://") && !page.contains("https://"));
    }
}
