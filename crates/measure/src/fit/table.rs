//! What a fit found, for people.

use std::fmt;

use super::{Figures, Fit};

/// Weights that change by less are not shown.
const SHOWN: f64 = 0.05;

impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<40} {:>7} {:>7} {:>7} {:>6} {:>8}",
            "weight", "before", "after", "change", "scams", "genuine"
        )?;
        let (before, after) = self.bias;
        writeln!(
            f,
            "{:<40} {before:>7.2} {after:>7.2} {:>+7.2}",
            "bias",
            after - before
        )?;
        let mut unchanged = 0;
        for it in &self.weights {
            let change = it.after - it.before;
            if change.abs() < SHOWN {
                unchanged += 1;
                continue;
            }
            writeln!(
                f,
                "{:<40} {:>7.2} {:>7.2} {change:>+7.2} {:>6} {:>8}",
                it.name, it.before, it.after, it.scams, it.genuine
            )?;
        }
        writeln!(f, "{unchanged} more change by less than {SHOWN}.\n")?;
        writeln!(
            f,
            "Drawn to the weights before with strength {}; calibrated with slope {:.2} and intercept {:+.2}.",
            self.strength, self.calibration.0, self.calibration.1
        )?;
        writeln!(
            f,
            "Each mail judged by weights that were fitted without its source:\n"
        )?;
        writeln!(
            f,
            "{:<28} {:>12} {:>12} {:>12} {:>10} {:>8}",
            "", "flagged", "malicious", "accused", "log loss", "Brier"
        )?;
        line(f, "before", &self.before)?;
        line(f, "after", &self.after)?;
        let worse: Vec<_> = self
            .sources
            .iter()
            .filter(|(_, before, after)| {
                (before.flagged, before.accused) != (after.flagged, after.accused)
            })
            .collect();
        if !worse.is_empty() {
            writeln!(
                f,
                "\nSources with other verdicts (scams flagged, genuine accused):"
            )?;
        }
        for (name, before, after) in worse {
            writeln!(
                f,
                "  {name}: {} → {} of {}, {} → {} of {}",
                before.flagged,
                after.flagged,
                before.scams,
                before.accused,
                after.accused,
                before.genuine
            )?;
        }
        Ok(())
    }
}

fn line(f: &mut fmt::Formatter<'_>, name: &str, it: &Figures) -> fmt::Result {
    let of = |count: usize, all: usize| format!("{count} of {all}");
    writeln!(
        f,
        "{name:<28} {:>12} {:>12} {:>12} {:>10.4} {:>8.4}",
        of(it.flagged, it.scams),
        of(it.malicious, it.scams),
        of(it.accused, it.genuine),
        it.log_loss(),
        it.brier()
    )
}
