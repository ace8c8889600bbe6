//! The evaluation for a terminal and for the documentation.

use std::fmt;

use crate::evaluation::{Evaluation, LabelResult};
use crate::statistics::Share;

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<14} {:>6} {:>10} {:>11} {:>10} {:>7}",
            "label", "mails", "malicious", "suspicious", "undecided", "benign"
        )?;
        for (label, it) in &self.labels {
            let LabelResult {
                mails,
                malicious,
                suspicious,
                undecided,
                benign,
            } = it;
            writeln!(
                f,
                "{label:<14} {mails:>6} {malicious:>10} {suspicious:>11} {undecided:>10} {benign:>7}"
            )?;
        }
        self.write_statistics(f)?;
        if !self.families.is_empty() {
            self.write_families(f)?;
        }
        let share = percent(self.numbers_found, self.numbers_labelled);
        writeln!(
            f,
            "\nnumbers in text found: {} of {} ({share})",
            self.numbers_found, self.numbers_labelled
        )?;
        self.write_genuine(f)?;
        if !self.misses.is_empty() {
            writeln!(f, "\nmissed: {}", self.misses.len())?;
            for it in &self.misses {
                writeln!(
                    f,
                    "  {} [{}] {} {:.4}: {}",
                    it.path,
                    it.family,
                    it.verdict.name(),
                    it.score,
                    it.why
                )?;
                let signals: Vec<String> = it
                    .evidence
                    .iter()
                    .map(|(name, w)| format!("{name} {w:+}"))
                    .collect();
                writeln!(f, "      {}", signals.join(", "))?;
            }
        }
        for rival in &self.rivals {
            write!(f, "{rival}")?;
            if let (Some(here), Some(there)) = (self.processor_us, rival.processor_us)
                && here > 0.0
            {
                writeln!(f, "  processor time, there by here: {:.1}", there / here)?;
            }
        }
        for path in &self.unreadable {
            writeln!(f, "could not be read: {path}")?;
        }
        Ok(())
    }
}

impl Evaluation {
    fn write_statistics(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statistics = &self.statistics;
        let shares = [
            ("callback mails flagged", statistics.callback),
            ("scams flagged", statistics.scams),
            ("genuine mails accused", statistics.accused),
        ];
        writeln!(f)?;
        for (name, share) in shares {
            if let Some(share) = share {
                writeln!(f, "{name:<22} {}", interval(share))?;
            }
        }
        for it in &statistics.at_budget {
            writeln!(
                f,
                "accusing {} ({} of {}), score above {:.4}: callback {}, scams {}",
                budget(it.budget),
                it.allowed,
                statistics.accused.map_or(0, |it| it.whole),
                it.threshold,
                interval(it.callback),
                interval(it.scams)
            )?;
        }
        if let Some(area) = statistics.area {
            writeln!(f, "area under the ROC curve {area:.4}")?;
        }
        if let Some(ratio) = statistics.total_cost_ratio {
            writeln!(f, "total cost ratio (lambda 50) {ratio:.1}")?;
        }
        write!(
            f,
            "time a mail: median {:.1} ms, p99 {:.1} ms",
            statistics.median_us as f64 / 1000.0,
            statistics.p99_us as f64 / 1000.0
        )?;
        match self.processor_us {
            Some(it) => writeln!(f, "; processor {:.2} ms", it / 1000.0),
            None => writeln!(f),
        }?;
        for it in &statistics.stages {
            writeln!(
                f,
                "  {:<12} {:>6} mails: median {:>7.2} ms, p99 {:>8.2} ms, {:>4.1} % of all",
                it.stage,
                it.mails,
                it.median_us as f64 / 1000.0,
                it.p99_us as f64 / 1000.0,
                it.share * 100.0
            )?;
        }
        Ok(())
    }

    fn write_families(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "\n{:<26} {:>6} {:>8} {:>7} {:>7} {:>21}",
            "callback family", "mails", "in text", "caught", "recall", "flagged of the others"
        )?;
        for (family, it) in &self.families {
            let others = it.mails - it.in_text;
            writeln!(
                f,
                "{family:<26} {:>6} {:>8} {:>7} {:>7} {:>21}",
                it.mails,
                it.in_text,
                it.caught_in_text,
                percent(it.caught_in_text, it.in_text),
                if others == 0 {
                    "-".to_owned()
                } else {
                    format!("{} of {others}", it.flagged_elsewhere)
                }
            )?;
        }
        Ok(())
    }

    fn write_genuine(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\ngenuine mails accused: {}", self.accusations.len())?;
        for it in &self.accusations {
            writeln!(
                f,
                "  {} ({}) {} {:.4}",
                it.path,
                it.label,
                it.verdict.name(),
                it.score
            )?;
            for (text, weight) in &it.evidence {
                writeln!(f, "      {weight:+.1}  {text}")?;
            }
        }
        Ok(())
    }
}

/// A budget of false accusations in words.
pub(crate) fn budget(share: f64) -> String {
    if share > 0.0 {
        format!("1 in {:.0}", 1.0 / share)
    } else {
        "none".to_owned()
    }
}

/// A share with its confidence interval.
pub(crate) fn interval(share: Share) -> String {
    let Share { part, whole, .. } = share;
    if whole == 0 {
        return "-".to_owned();
    }
    format!(
        "{part} of {whole} ({}, 95 % confidence {:.1} to {:.1} %)",
        percent(part, whole),
        share.low * 100.0,
        share.high * 100.0
    )
}

pub(crate) fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        "-".to_owned()
    } else {
        format!("{:.1} %", part as f64 * 100.0 / whole as f64)
    }
}
