//! What the scores of labelled mail are worth.

use serde::Serialize;

use detect::Stages;

use crate::record::Record;

/// A share with its 95 % confidence interval: Wilson's score interval (E. B. Wilson, JASA 22, 1927), which holds for
/// small samples and for shares of none and all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// How many.
    pub part: usize,
    /// Of how many.
    pub whole: usize,
    /// The lower end, 0..1.
    pub low: f64,
    /// The upper end, 0..1.
    pub high: f64,
}

impl Share {
    /// `part` of `whole`; of nothing, everything from 0 to 1 is possible.
    pub fn new(part: usize, whole: usize) -> Self {
        const Z: f64 = 1.959_964;
        let (low, high) = if whole == 0 {
            (0.0, 1.0)
        } else {
            let count = whole as f64;
            let share = part as f64 / count;
            let scale = 1.0 + Z * Z / count;
            let middle = share + Z * Z / (2.0 * count);
            let spread = Z * (share * (1.0 - share) / count + Z * Z / (4.0 * count * count)).sqrt();
            (
                ((middle - spread) / scale).max(0.0),
                ((middle + spread) / scale).min(1.0),
            )
        };
        Self {
            part,
            whole,
            low,
            high,
        }
    }

    /// The share itself, 0..1; none of nothing.
    pub fn value(&self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }
}

/// The recall that a threshold gives which accuses no more genuine mails than are allowed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AtBudget {
    /// Genuine mails that may be accused, as a share.
    pub budget: f64,
    /// The same in mails of this collection.
    pub allowed: usize,
    /// Mails with more than this score are flagged.
    pub threshold: f64,
    /// Callback mails that are.
    pub callback: Share,
    /// Scams of all kinds that are.
    pub scams: Share,
}

/// One point of the receiver operating characteristic.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RocPoint {
    /// Mails with at least this score are flagged.
    pub threshold: f64,
    /// Share of genuine mails flagged.
    pub false_positives: f64,
    /// Share of scams flagged.
    pub true_positives: f64,
}

/// Mails of similar score, and how many of them are scams: where the score is calibrated, its mean is that share.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ReliabilityBin {
    /// The bin begins at this score and is a tenth wide.
    pub from: f64,
    /// The mean score of its mails.
    pub mean_score: f64,
    /// The scams in it.
    pub scams: Share,
}

/// Everything that follows from scores and labels alone.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Statistics {
    /// Callback mails flagged, malicious or suspicious.
    pub callback: Option<Share>,
    /// Scams of all kinds flagged.
    pub scams: Option<Share>,
    /// Genuine mails flagged.
    pub accused: Option<Share>,
    /// For budgets of 0, 1 in 10,000 and 1 in 1,000.
    pub at_budget: Vec<AtBudget>,
    /// From the highest threshold to the lowest.
    pub roc: Vec<RocPoint>,
    /// The area below it: the probability that a scam has a higher score than a genuine mail.
    pub area: Option<f64>,
    /// Bins that hold a mail.
    pub reliability: Vec<ReliabilityBin>,
    /// Total cost ratio (I. Androutsopoulos et al., SIGIR 2000) with lambda 50: what the scams cost without a filter, by
    /// what is lost with it, an accused genuine mail costing fifty missed scams. Below 1 it does harm; none where
    /// nothing is lost.
    pub total_cost_ratio: Option<f64>,
    /// Microseconds a mail, median.
    pub median_us: u64,
    /// Microseconds a mail, 99th percentile.
    pub p99_us: u64,
    /// The same by stage.
    pub stages: Vec<StageTime>,
}

/// What one stage of judging takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StageTime {
    /// Its name.
    pub stage: &'static str,
    /// Mails that went through it.
    pub mails: usize,
    /// Microseconds of such a mail, median.
    pub median_us: u64,
    /// Microseconds of such a mail, 99th percentile.
    pub p99_us: u64,
    /// Its part of the time of all mails, 0..1.
    pub share: f64,
}

/// What a false accusation costs, in missed scams.
const LAMBDA: f64 = 50.0;
const BUDGETS: [f64; 3] = [0.0, 0.0001, 0.001];

impl Statistics {
    /// Works it out; what needs mails of a kind that is not there stays empty.
    pub fn of(records: &[Record]) -> Self {
        let genuine: Vec<f64> = scores(records, |it| !it.is_scam());
        let scams: Vec<f64> = scores(records, Record::is_scam);
        let mut times: Vec<u64> = records.iter().map(|it| it.elapsed_us).collect();
        times.sort_unstable();
        let roc = roc(&genuine, &scams);
        Self {
            callback: flagged(records, |it| it.label == "callback"),
            scams: flagged(records, Record::is_scam),
            accused: flagged(records, |it| !it.is_scam()),
            at_budget: at_budgets(records, &genuine),
            area: area(&roc),
            roc,
            reliability: reliability(records),
            total_cost_ratio: total_cost_ratio(records),
            median_us: percentile(&times, 50),
            p99_us: percentile(&times, 99),
            stages: stages(records),
        }
    }
}

/// Stages that took time in any mail, in their order.
fn stages(records: &[Record]) -> Vec<StageTime> {
    let all: u64 = records.iter().map(|it| it.elapsed_us).sum();
    let names = Stages::default().named();
    let of_stage = |index: usize| {
        let times = records.iter().map(|it| it.stages_us.named()[index].1);
        let mut times: Vec<u64> = times.filter(|it| *it > 0).collect();
        times.sort_unstable();
        times
    };
    names
        .iter()
        .enumerate()
        .map(|(index, (stage, _))| (*stage, of_stage(index)))
        .filter(|(_, times)| !times.is_empty())
        .map(|(stage, times)| StageTime {
            stage,
            mails: times.len(),
            median_us: percentile(&times, 50),
            p99_us: percentile(&times, 99),
            share: times.iter().sum::<u64>() as f64 / all.max(1) as f64,
        })
        .collect()
}

fn scores(records: &[Record], of: impl Fn(&Record) -> bool) -> Vec<f64> {
    let mut scores: Vec<f64> = records
        .iter()
        .filter(|it| of(it))
        .map(|it| it.score)
        .collect();
    scores.sort_by(f64::total_cmp);
    scores
}

fn flagged(records: &[Record], of: impl Fn(&Record) -> bool) -> Option<Share> {
    let (mut part, mut whole) = (0, 0);
    for record in records.iter().filter(|it| of(it)) {
        whole += 1;
        part += usize::from(record.is_flagged());
    }
    (whole > 0).then(|| Share::new(part, whole))
}

fn at_budgets(records: &[Record], genuine: &[f64]) -> Vec<AtBudget> {
    if genuine.is_empty() {
        return Vec::new();
    }
    let above = |threshold: f64, of: &dyn Fn(&Record) -> bool| {
        let all = records.iter().filter(|it| of(it));
        let caught = all.clone().filter(|it| it.score > threshold).count();
        Share::new(caught, all.count())
    };
    BUDGETS
        .into_iter()
        .map(|budget| {
            let allowed = whole_part(budget * genuine.len() as f64);
            // The best-scored genuine mail that must not be flagged sets the threshold.
            let threshold = genuine.iter().rev().nth(allowed).copied().unwrap_or(0.0);
            AtBudget {
                budget,
                allowed,
                threshold,
                callback: above(threshold, &|it| it.label == "callback"),
                scams: above(threshold, &Record::is_scam),
            }
        })
        .collect()
}

/// One point for each score that occurs.
fn roc(genuine: &[f64], scams: &[f64]) -> Vec<RocPoint> {
    if genuine.is_empty() || scams.is_empty() {
        return Vec::new();
    }
    let mut thresholds: Vec<f64> = genuine.iter().chain(scams).copied().collect();
    thresholds.sort_by(|a, b| b.total_cmp(a));
    thresholds.dedup();
    let at_least = |scores: &[f64], threshold: f64| {
        let below = scores.partition_point(|it| *it < threshold);
        (scores.len() - below) as f64 / scores.len() as f64
    };
    thresholds
        .into_iter()
        .map(|threshold| RocPoint {
            threshold,
            false_positives: at_least(genuine, threshold),
            true_positives: at_least(scams, threshold),
        })
        .collect()
}

/// By trapezoids.
fn area(roc: &[RocPoint]) -> Option<f64> {
    if roc.is_empty() {
        return None;
    }
    let mut sum = 0.0;
    let (mut x, mut y) = (0.0, 0.0);
    for point in roc {
        sum += (point.false_positives - x) * (point.true_positives + y) / 2.0;
        (x, y) = (point.false_positives, point.true_positives);
    }
    Some(sum)
}

fn reliability(records: &[Record]) -> Vec<ReliabilityBin> {
    const BINS: usize = 10;
    let mut bins = [(0_usize, 0_usize, 0.0_f64); BINS];
    for record in records {
        let bin = whole_part(record.score * BINS as f64).min(BINS - 1);
        bins[bin].0 += 1;
        bins[bin].1 += usize::from(record.is_scam());
        bins[bin].2 += record.score;
    }
    let numbered = bins.iter().enumerate().filter(|(_, bin)| bin.0 > 0);
    numbered
        .map(|(index, (mails, scams, sum))| ReliabilityBin {
            from: index as f64 / BINS as f64,
            mean_score: sum / *mails as f64,
            scams: Share::new(*scams, *mails),
        })
        .collect()
}

/// The whole part of a number; 0 of what is negative or none.
#[expect(clippy::cast_sign_loss, reason = "what is negative becomes 0")]
pub(crate) fn whole_part(number: f64) -> usize {
    number as usize
}

fn total_cost_ratio(records: &[Record]) -> Option<f64> {
    let count = |of: &dyn Fn(&Record) -> bool| records.iter().filter(|it| of(it)).count() as f64;
    let scams = count(&Record::is_scam);
    let lost = LAMBDA * count(&|it| !it.is_scam() && it.is_flagged())
        + count(&|it| it.is_scam() && !it.is_flagged());
    (lost > 0.0 && scams > 0.0).then(|| scams / lost)
}

/// Of sorted values, the nearest rank.
fn percentile(sorted: &[u64], percent: usize) -> u64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(label: &str, score: f64) -> Record {
        let verdict = if score >= 0.5 { "suspicious" } else { "benign" };
        Record {
            path: String::new(),
            label: label.to_owned(),
            family: String::new(),
            verdict: verdict.to_owned(),
            score,
            attack_types: Vec::new(),
            signals: Vec::new(),
            rules: Vec::new(),
            elapsed_us: whole_part(score * 1000.0) as u64,
            stages_us: detect::Stages::default(),
        }
    }

    fn near(value: f64, expected: f64) -> bool {
        (value - expected).abs() < 0.0005
    }

    #[test]
    fn the_interval_is_the_one_of_the_paper() {
        // Values of R's prop.test(x, n, correct = FALSE).
        for (part, whole, low, high) in [
            (50, 50, 0.9287, 1.0),
            (0, 624, 0.0, 0.0061),
            (7, 10, 0.3968, 0.8922),
        ] {
            let share = Share::new(part, whole);
            assert!(near(share.low, low) && near(share.high, high), "{share:?}");
        }
        assert_eq!(Share::new(0, 0).value(), None);
    }

    #[test]
    fn scores_that_part_the_kinds_have_the_whole_area() {
        let records = [
            record("ham", 0.1),
            record("ham", 0.2),
            record("callback", 0.8),
            record("phish", 0.9),
        ];
        let statistics = Statistics::of(&records);
        assert_eq!(statistics.area, Some(1.0));
        assert_eq!(statistics.total_cost_ratio, None);
        assert!(near(statistics.at_budget[0].threshold, 0.2));
        assert_eq!(statistics.at_budget[0].scams.part, 2);
        assert_eq!((statistics.median_us, statistics.p99_us), (200, 900));
    }

    #[test]
    fn a_genuine_mail_above_a_scam_costs_area_recall_and_money() {
        let records = [
            record("ham", 0.1),
            record("ham", 0.85),
            record("callback", 0.8),
            record("phish", 0.9),
        ];
        let statistics = Statistics::of(&records);
        assert_eq!(statistics.area, Some(0.75));
        assert!(near(statistics.total_cost_ratio.unwrap(), 2.0 / 50.0));
        let none = &statistics.at_budget[0];
        assert_eq!(
            (none.callback.part, none.scams.part, none.allowed),
            (0, 1, 0)
        );
        let last = statistics.reliability.last().unwrap();
        assert_eq!((last.scams.part, last.scams.whole), (1, 1));
    }

    #[test]
    fn without_one_of_the_kinds_what_needs_it_is_empty() {
        let statistics = Statistics::of(&[record("ham", 0.1)]);
        assert!(
            statistics.roc.is_empty() && statistics.area.is_none() && statistics.callback.is_none()
        );
        assert_eq!(Statistics::of(&[]).p99_us, 0);
    }
}
