//! Fitting the score's weights to labelled mail.
//!
//! A logistic regression over the signals and rules that have a weight. The weights are drawn to those of the file,
//! which carry what somebody knew, and a weight whose entry says `monotone` keeps its sign. How strongly they are drawn
//! is chosen by leaving one source (family of mail) out at a time, and so are all figures: each mail is judged by
//! weights that were fitted without its source.

mod file;
mod regression;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use detect::{Monotone, Weights};

use crate::record::Record;
use regression::{Calibration, Problem, Sample, Solution};

pub use file::{FileError, rewritten};

/// How strongly weights are drawn to those of the file; the best on sources left out is taken.
const STRENGTHS: [f64; 5] = [0.3, 1.0, 3.0, 10.0, 30.0];

/// What a fit found.
#[derive(Debug)]
pub struct Fit {
    /// The bias before and after.
    pub bias: (f64, f64),
    /// The weights, in the order of the file.
    pub weights: Vec<FittedWeight>,
    /// How strongly they were drawn to those before.
    pub strength: f64,
    /// The slope and the intercept by which the sum of weights was made to come true, on sources left out.
    pub calibration: (f64, f64),
    /// With the weights before.
    pub before: Figures,
    /// With weights fitted without the source of each mail.
    pub after: Figures,
    /// The same by source.
    pub sources: Vec<(String, Figures, Figures)>,
}

/// A weight before and after.
#[derive(Debug, Clone)]
pub struct FittedWeight {
    /// The name of the signal, or of the rule after `rule:`.
    pub name: String,
    /// Before.
    pub before: f64,
    /// After.
    pub after: f64,
    /// Scams on which it holds.
    pub scams: usize,
    /// Genuine mails on which it holds.
    pub genuine: usize,
}

/// What a score is worth on some mail.
#[derive(Debug, Default, Clone)]
pub struct Figures {
    /// Scams.
    pub scams: usize,
    /// Scams whose score reaches `suspicious`.
    pub flagged: usize,
    /// Scams whose score reaches `malicious`.
    pub malicious: usize,
    /// Genuine mails.
    pub genuine: usize,
    /// Genuine mails whose score reaches `suspicious`.
    pub accused: usize,
    /// The sum of surprises (negative logarithms of what was said of the truth).
    pub surprise: f64,
    /// The sum of squared errors.
    pub squares: f64,
}

impl Figures {
    /// The mean surprise of a mail.
    pub fn log_loss(&self) -> f64 {
        self.surprise / ((self.scams + self.genuine).max(1) as f64)
    }

    /// The mean squared error of a mail.
    pub fn brier(&self) -> f64 {
        self.squares / ((self.scams + self.genuine).max(1) as f64)
    }

    /// Whether nothing that matters is worse than in `before`: neither recall, nor accusations, nor surprise.
    pub fn is_no_worse_than(&self, before: &Self) -> bool {
        self.flagged >= before.flagged
            && self.malicious >= before.malicious
            && self.accused <= before.accused
            && self.log_loss() <= before.log_loss()
    }

    fn count(&mut self, is_scam: bool, sum: f64, weights: &Weights) {
        let probability = logistic(sum).clamp(1e-6, 1.0 - 1e-6);
        let is_flagged = probability >= weights.suspicious;
        let of_truth = if is_scam {
            self.scams += 1;
            self.flagged += usize::from(is_flagged);
            self.malicious += usize::from(probability >= weights.malicious);
            probability
        } else {
            self.genuine += 1;
            self.accused += usize::from(is_flagged);
            1.0 - probability
        };
        self.surprise -= of_truth.ln();
        self.squares += (1.0 - of_truth).powi(2);
    }
}

/// Fits `weights` to judged mail. Each record comes with the name of its source.
pub fn fit(records: &[(String, Record)], weights: &Weights) -> Fit {
    let columns = columns(weights);
    let places: BTreeMap<&str, usize> = columns
        .iter()
        .enumerate()
        .map(|(place, it)| (it.name.as_str(), place))
        .collect();
    let samples: Vec<Sample> = records
        .iter()
        .map(|(source, record)| Sample {
            source: source.clone(),
            is_scam: record.is_scam(),
            held: record
                .signals
                .iter()
                .filter_map(|it| places.get(it.0.as_str()).copied())
                .collect(),
        })
        .collect();
    let problem = Problem {
        prior: Solution {
            bias: weights.bias,
            weights: columns.iter().map(|it| it.before).collect(),
        },
        monotone: monotone(weights),
    };
    let sources: BTreeSet<&str> = samples.iter().map(|it| it.source.as_str()).collect();
    let (strength, left_out) = STRENGTHS
        .into_iter()
        .map(|strength| {
            (
                strength,
                leave_one_out(&problem, &samples, &sources, strength),
            )
        })
        .min_by(|a, b| surprise(&samples, &a.1).total_cmp(&surprise(&samples, &b.1)))
        .unwrap_or_default();
    let calibration = Calibration::of(&samples, &left_out);
    let all: Vec<&Sample> = samples.iter().collect();
    let fitted = problem.solve(&all, strength).calibrated(calibration);
    let mut result = Fit {
        bias: (weights.bias, fitted.bias),
        weights: columns,
        strength,
        calibration: (calibration.slope, calibration.intercept),
        before: Figures::default(),
        after: Figures::default(),
        sources: Vec::new(),
    };
    for (column, after) in result.weights.iter_mut().zip(&fitted.weights) {
        column.after = *after;
    }
    let mut by_source: BTreeMap<&str, (Figures, Figures)> = BTreeMap::new();
    for (sample, sum) in samples.iter().zip(&left_out) {
        let before = problem.prior.sum(sample);
        let after = calibration.apply(*sum);
        let of_source = by_source.entry(&sample.source).or_default();
        for (figures, sum) in [
            (&mut result.before, before),
            (&mut result.after, after),
            (&mut of_source.0, before),
            (&mut of_source.1, after),
        ] {
            figures.count(sample.is_scam, sum, weights);
        }
        for place in &sample.held {
            if let Some(column) = result.weights.get_mut(*place) {
                column.scams += usize::from(sample.is_scam);
                column.genuine += usize::from(!sample.is_scam);
            }
        }
    }
    let by_source = by_source.into_iter();
    result.sources = by_source
        .map(|(name, (before, after))| (name.to_owned(), before, after))
        .collect();
    result
}

fn columns(weights: &Weights) -> Vec<FittedWeight> {
    let signals = weights.signals.iter().map(|(name, it)| (name.clone(), it));
    let rules = weights.rules.iter();
    let rules = rules.map(|(name, it)| (format!("rule:{name}"), it));
    let all = signals.chain(rules);
    all.map(|(name, it)| FittedWeight {
        name,
        before: it.weight,
        after: it.weight,
        scams: 0,
        genuine: 0,
    })
    .collect()
}

fn monotone(weights: &Weights) -> Vec<Option<Monotone>> {
    let all = weights.signals.values().chain(weights.rules.values());
    all.map(|it| it.monotone).collect()
}

/// The sum of weights of each sample, fitted without its source.
fn leave_one_out(
    problem: &Problem,
    samples: &[Sample],
    sources: &BTreeSet<&str>,
    strength: f64,
) -> Vec<f64> {
    let mut sums = vec![0.0; samples.len()];
    for source in sources {
        let rest: Vec<&Sample> = samples.iter().filter(|it| it.source != *source).collect();
        let without = problem.solve(&rest, strength);
        for (sample, sum) in samples.iter().zip(&mut sums) {
            if sample.source == *source {
                *sum = without.sum(sample);
            }
        }
    }
    sums
}

fn surprise(samples: &[Sample], sums: &[f64]) -> f64 {
    let each = samples.iter().zip(sums);
    each.map(|(sample, sum)| {
        let probability = logistic(if sample.is_scam { *sum } else { -*sum });
        -probability.max(1e-9).ln()
    })
    .sum()
}

pub(crate) fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHTS: &str = r#"
bias = -2.0
malicious = 0.9
suspicious = 0.5
[signals.good]
weight = -1.0
monotone = "down"
reason = "speaks for the mail"
[signals.bad]
weight = 1.0
monotone = "up"
reason = "speaks against it"
[signals.odd]
weight = 0.5
reason = "nobody knows"
[rules.worse]
weight = 1.0
monotone = "up"
reason = "a rule"
"#;

    fn record(label: &str, signals: &[&str]) -> Record {
        Record {
            path: "a".to_owned(),
            label: label.to_owned(),
            family: "f".to_owned(),
            verdict: "benign".to_owned(),
            score: 0.0,
            attack_types: Vec::new(),
            signals: signals.iter().map(|it| ((*it).to_owned(), 1.0)).collect(),
            rules: Vec::new(),
            elapsed_us: 0,
            stages_us: detect::Stages::default(),
        }
    }

    fn records() -> Vec<(String, Record)> {
        let mut records = Vec::new();
        for source in ["a", "b", "c", "d"] {
            for _ in 0..20 {
                records.push((source.to_owned(), record("callback", &["bad", "odd"])));
                records.push((source.to_owned(), record("phish", &["rule:worse"])));
                records.push((source.to_owned(), record("ham", &["odd"])));
                records.push((source.to_owned(), record("ham", &["good", "bad"])));
                records.push((source.to_owned(), record("genuine", &[])));
            }
        }
        records
    }

    fn after(fit: &Fit, name: &str) -> f64 {
        fit.weights.iter().find(|it| it.name == name).unwrap().after
    }

    #[test]
    fn weights_follow_the_mail_and_figures_on_sources_left_out_improve() {
        let weights = Weights::parse("w", WEIGHTS).unwrap();
        let fit = fit(&records(), &weights);
        assert!(after(&fit, "bad") > 1.0 && after(&fit, "rule:worse") > 1.0);
        assert!(after(&fit, "good") < -1.0);
        assert_eq!((fit.before.flagged, fit.after.flagged), (0, 160));
        assert_eq!(fit.after.accused, 0);
        assert!(fit.after.is_no_worse_than(&fit.before));
        assert!(!fit.before.is_no_worse_than(&fit.after));
        assert_eq!(fit.sources.len(), 4);
        let odd = fit.weights.iter().find(|it| it.name == "odd").unwrap();
        assert_eq!((odd.scams, odd.genuine), (80, 80));
    }

    #[test]
    fn a_sign_that_is_said_to_hold_is_kept_against_the_mail() {
        let mut records = records();
        // Everything is the other way round.
        for (_, record) in &mut records {
            record.label = if record.is_scam() { "ham" } else { "phish" }.to_owned();
        }
        let weights = Weights::parse("w", WEIGHTS).unwrap();
        let kept = fit(&records, &weights);
        assert!(after(&kept, "bad") >= 0.0 && after(&kept, "rule:worse") >= 0.0);
        assert!(after(&kept, "good") <= 0.0);
        let free = WEIGHTS.replace("monotone = \"up\"\n", "");
        let free = fit(&records, &Weights::parse("w", &free).unwrap());
        assert!(after(&free, "rule:worse") < 0.0);
    }

    #[test]
    fn without_mail_nothing_changes() {
        let weights = Weights::parse("w", WEIGHTS).unwrap();
        let fit = fit(&[], &weights);
        assert!(
            fit.weights
                .iter()
                .all(|it| (it.before - it.after).abs() < 1e-9)
        );
        assert!((fit.bias.0 - fit.bias.1).abs() < 1e-9);
    }
}
