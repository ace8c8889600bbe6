//! The ladder of disguises: what is still caught, and who is accused, when a mail is changed in each of the ways
//! that crate `mutate` knows.

use std::fmt;
use std::path::Path;

use detect::{Engine, Verdict};
use mutate::{Kind, Knowledge, MUTATIONS, Mutation, Original};
use rayon::prelude::*;
use serde::Serialize;

use crate::labels::{Label, LabelsError, read_labels};

/// One rung for each mutation.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Ladder {
    /// The rungs in order; the first is what the others are compared with.
    pub rungs: Vec<Rung>,
}

/// What became of the mails that one mutation could be made of.
#[derive(Debug, Clone, Serialize)]
pub struct Rung {
    /// The mutation.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
    /// Whether the mails are genuine after it.
    pub twin: bool,
    /// Whether only OCR reads them.
    pub needs_ocr: bool,
    /// Mails that it could be made of.
    pub mails: usize,
    /// By verdict.
    pub malicious: usize,
    /// By verdict.
    pub suspicious: usize,
    /// By verdict.
    pub undecided: usize,
    /// Of the same mails, those that were flagged on the first rung.
    pub flagged_plain: usize,
    /// Disguises that were flagged on the first rung and are no more; twins that are accused.
    pub wrong: Vec<String>,
}

impl Rung {
    /// Mails that are malicious or suspicious.
    pub fn flagged(&self) -> usize {
        self.malicious + self.suspicious
    }

    /// Points of a hundred by which recall fell against the first rung, on the same mails; negative where it rose.
    pub fn points_lost(&self) -> f64 {
        if self.mails == 0 {
            return 0.0;
        }
        (self.flagged_plain as f64 - self.flagged() as f64) * 100.0 / self.mails as f64
    }
}

/// Changes every callback mail of `directory` in every way, and judges what comes of it.
pub fn climb(
    engine: &Engine,
    knowledge: &Knowledge,
    directory: &Path,
) -> Result<Ladder, LabelsError> {
    let mails = read_labels(directory)?;
    let judged: Vec<(String, Vec<Option<Verdict>>)> = mails
        .into_par_iter()
        .filter(|it| it.label == Label::Callback)
        .filter_map(|mail| {
            let raw = std::fs::read(&mail.path).ok()?;
            let original = Original::read(&raw, knowledge)?;
            let judge = |mutation: &Mutation| {
                let changed = mutation.apply(&original, knowledge)?;
                Some(engine.judge(&mail.name, &changed).verdict)
            };
            Some((mail.name.clone(), MUTATIONS.iter().map(judge).collect()))
        })
        .collect();
    let rungs = MUTATIONS.iter().enumerate();
    Ok(Ladder {
        rungs: rungs.map(|(at, it)| rung(it, at, &judged)).collect(),
    })
}

fn rung(mutation: &Mutation, at: usize, judged: &[(String, Vec<Option<Verdict>>)]) -> Rung {
    let twin = mutation.kind == Kind::Twin;
    let mut rung = Rung {
        name: mutation.name,
        about: mutation.about,
        twin,
        needs_ocr: mutation.needs_ocr,
        mails: 0,
        malicious: 0,
        suspicious: 0,
        undecided: 0,
        flagged_plain: 0,
        wrong: Vec::new(),
    };
    for (name, verdicts) in judged {
        let Some(verdict) = verdicts.get(at).copied().flatten() else {
            continue;
        };
        let plain = verdicts.first().copied().flatten().is_some_and(is_flagged);
        rung.mails += 1;
        rung.flagged_plain += usize::from(plain);
        match verdict {
            Verdict::Malicious => rung.malicious += 1,
            Verdict::Suspicious => rung.suspicious += 1,
            Verdict::Undecided => rung.undecided += 1,
            Verdict::Benign => {}
        }
        let flagged = is_flagged(verdict);
        if (twin && flagged) || (!twin && plain && !flagged) {
            rung.wrong.push(name.clone());
        }
    }
    rung
}

fn is_flagged(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Malicious | Verdict::Suspicious)
}

impl fmt::Display for Ladder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<22} {:>5}  {:>9}  {:>10}  {:>9}  {:>6}  {:>11}",
            "disguise", "mails", "malicious", "suspicious", "undecided", "recall", "points lost"
        )?;
        for it in self.rungs.iter().filter(|it| !it.twin) {
            let recall = percent(it.flagged(), it.mails);
            writeln!(
                f,
                "{:<22} {:>5}  {:>9}  {:>10}  {:>9}  {recall:>6}  {:>11.1}",
                it.name,
                it.mails,
                it.malicious,
                it.suspicious,
                it.undecided,
                it.points_lost()
            )?;
        }
        writeln!(f)?;
        writeln!(f, "{:<22} {:>5}  {:>7}", "genuine twin", "mails", "accused")?;
        for it in self.rungs.iter().filter(|it| it.twin) {
            writeln!(f, "{:<22} {:>5}  {:>7}", it.name, it.mails, it.flagged())?;
        }
        for it in self.rungs.iter().filter(|it| !it.wrong.is_empty()) {
            let what = if it.twin { "accused" } else { "lost" };
            writeln!(f, "\n{} {what}: {}", it.name, it.wrong.join(", "))?;
        }
        Ok(())
    }
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "-".to_owned();
    }
    format!("{:.1} %", part as f64 * 100.0 / whole as f64)
}
