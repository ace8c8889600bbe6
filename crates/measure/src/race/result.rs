//! What another filter made of the mail, beside what was made of it here.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::Serialize;

use super::RivalAnswer;
use crate::record::Record;
use crate::statistics::Share;
use crate::text_report::interval;

/// What another filter made of the mail.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RivalResult {
    /// Which filter, and where it was asked.
    pub name: String,
    /// By label.
    pub labels: BTreeMap<String, RivalLabel>,
    /// Callback mails that it flagged, of those it judged.
    pub callback: Share,
    /// Scams of all kinds that it flagged.
    pub scams: Share,
    /// Genuine mails that it accused.
    pub accused: Share,
    /// Scams flagged here and not there.
    pub only_here: Vec<String>,
    /// Scams flagged there and not here.
    pub only_there: Vec<String>,
    /// Genuine mails that it accused, by path.
    pub accusations: Vec<String>,
    /// Mails that it did not judge, with the reason.
    pub failed: Vec<(String, String)>,
    /// Microseconds a mail from the first byte sent to the last received, the middle one.
    pub median_us: u64,
    /// The same, of the slowest in a hundred.
    pub p99_us: u64,
    /// Microseconds of processor time a mail, of all its processes; `null` where it runs elsewhere or they cannot be read.
    pub processor_us: Option<f64>,
}

/// The counts of one label.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct RivalLabel {
    /// Mails that it judged.
    pub mails: usize,
    /// Of these, treated as spam.
    pub flagged: usize,
}

impl RivalResult {
    pub(super) fn of(
        name: String,
        mails: &[Record],
        answers: &[RivalAnswer],
        processor: Option<Duration>,
    ) -> Self {
        let mut labels: BTreeMap<String, RivalLabel> = BTreeMap::new();
        let (mut gained, mut missed) = (Vec::new(), Vec::new());
        let (mut accusations, mut failed) = (Vec::new(), Vec::new());
        for (mail, said_there) in mails.iter().zip(answers) {
            let is_spam = match &said_there.said {
                Ok((is_spam, _)) => *is_spam,
                Err(reason) => {
                    failed.push((mail.path.clone(), reason.clone()));
                    continue;
                }
            };
            let label = labels.entry(mail.label.clone()).or_default();
            label.mails += 1;
            label.flagged += usize::from(is_spam);
            let list = match (mail.is_scam(), mail.is_flagged(), is_spam) {
                (true, true, false) => &mut gained,
                (true, false, true) => &mut missed,
                (false, _, true) => &mut accusations,
                _ => continue,
            };
            list.push(mail.path.clone());
        }
        let mut times: Vec<Duration> = answers.iter().map(|it| it.elapsed).collect();
        times.sort_unstable();
        Self {
            name,
            callback: sum(&labels, |it| it == "callback"),
            scams: sum(&labels, |it| matches!(it, "callback" | "phish")),
            accused: sum(&labels, |it| !matches!(it, "callback" | "phish")),
            labels,
            only_here: gained,
            only_there: missed,
            accusations,
            failed,
            median_us: quantile(&times, 50),
            p99_us: quantile(&times, 99),
            processor_us: processor
                .filter(|_| !answers.is_empty())
                .map(|it| it.as_secs_f64() * 1e6 / answers.len() as f64),
        }
    }
}

fn sum(labels: &BTreeMap<String, RivalLabel>, wanted: impl Fn(&str) -> bool) -> Share {
    let chosen = || labels.iter().filter(|(name, _)| wanted(name));
    Share::new(
        chosen().map(|(_, it)| it.flagged).sum(),
        chosen().map(|(_, it)| it.mails).sum(),
    )
}

fn quantile(sorted: &[Duration], percent: usize) -> u64 {
    let last = sorted.len().saturating_sub(1);
    let found = sorted.get(last * percent / 100);
    found.map_or(0, |it| u64::try_from(it.as_micros()).unwrap_or(u64::MAX))
}

impl fmt::Display for RivalResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nbeside {}", self.name)?;
        for (name, share) in [
            ("callback mails flagged", self.callback),
            ("scams flagged", self.scams),
            ("genuine mails accused", self.accused),
        ] {
            if share.whole > 0 {
                writeln!(f, "  {name:<22} {}", interval(share))?;
            }
        }
        writeln!(
            f,
            "  scams flagged here and not there: {}; there and not here: {}",
            self.only_here.len(),
            self.only_there.len()
        )?;
        for path in &self.only_there {
            writeln!(f, "      only there: {path}")?;
        }
        for path in &self.accusations {
            writeln!(f, "      accused there: {path}")?;
        }
        for (path, reason) in &self.failed {
            writeln!(f, "      not judged there: {path}: {reason}")?;
        }
        write!(
            f,
            "  time a mail: median {:.1} ms, p99 {:.1} ms",
            self.median_us as f64 / 1000.0,
            self.p99_us as f64 / 1000.0
        )?;
        match self.processor_us {
            Some(it) => writeln!(f, "; processor {:.2} ms", it / 1000.0),
            None => writeln!(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(path: &str, label: &str, verdict: &str) -> Record {
        Record {
            path: path.to_owned(),
            label: label.to_owned(),
            family: String::new(),
            verdict: verdict.to_owned(),
            score: 0.5,
            attack_types: Vec::new(),
            signals: Vec::new(),
            rules: Vec::new(),
            elapsed_us: 1,
            stages_us: detect::Stages::default(),
        }
    }

    fn answer(said: Result<(bool, f64), String>, milliseconds: u64) -> RivalAnswer {
        RivalAnswer {
            said,
            elapsed: Duration::from_millis(milliseconds),
        }
    }

    #[test]
    fn each_mail_is_counted_once_and_failures_apart() {
        let mails = [
            mail("a", "callback", "malicious"),
            mail("b", "callback", "benign"),
            mail("c", "ham", "benign"),
            mail("d", "transactional", "benign"),
            mail("e", "phish", "malicious"),
        ];
        let answers = [
            answer(Ok((false, 1.0)), 1),
            answer(Ok((true, 9.0)), 2),
            answer(Ok((true, 6.0)), 3),
            answer(Ok((false, 0.0)), 4),
            answer(Err("refused".to_owned()), 50),
        ];
        let spent = Some(Duration::from_millis(10));
        let result = RivalResult::of("x".to_owned(), &mails, &answers, spent);
        assert_eq!((result.callback.part, result.callback.whole), (1, 2));
        assert_eq!((result.scams.part, result.scams.whole), (1, 2));
        assert_eq!((result.accused.part, result.accused.whole), (1, 2));
        assert_eq!(result.only_here, ["a"]);
        assert_eq!(result.only_there, ["b"]);
        assert_eq!(result.accusations, ["c"]);
        assert_eq!(result.failed, [("e".to_owned(), "refused".to_owned())]);
        assert_eq!(result.median_us, 3000);
        assert_eq!(result.processor_us, Some(2000.0));
    }
}
