//! What changed between two evaluations, mail by mail.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::record::Record;

/// The part of a stored evaluation that is compared.
#[derive(Debug, Deserialize)]
pub struct Stored {
    /// Its mails.
    pub mails: Vec<Record>,
}

/// A mail whose verdict changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The file.
    pub path: String,
    /// Its label.
    pub label: String,
    /// Verdict and score before.
    pub before: (String, f64),
    /// Verdict and score now.
    pub now: (String, f64),
    /// Signals that hold now and did not.
    pub new_signals: Vec<String>,
    /// Signals that held and do not now.
    pub lost_signals: Vec<String>,
}

/// The difference of two evaluations.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// Scams that are flagged now and were not.
    pub gained: Vec<Change>,
    /// Scams that were flagged and are not now.
    pub lost: Vec<Change>,
    /// Genuine mails that are accused now and were not.
    pub accused: Vec<Change>,
    /// Genuine mails that were accused and are not now.
    pub cleared: Vec<Change>,
    /// Other changes of the verdict.
    pub moved: Vec<Change>,
    /// Mails in both.
    pub in_both: usize,
    /// Mails that only the older evaluation has.
    pub only_before: usize,
    /// Mails that only the newer evaluation has.
    pub only_now: usize,
}

/// Compares mails of the same path.
pub fn compare(before: &[Record], now: &[Record]) -> Comparison {
    let old: BTreeMap<&str, &Record> = before.iter().map(|it| (it.path.as_str(), it)).collect();
    let mut found = Comparison::default();
    for record in now {
        let Some(was) = old.get(record.path.as_str()) else {
            found.only_now += 1;
            continue;
        };
        found.in_both += 1;
        if was.verdict == record.verdict {
            continue;
        }
        let list = match (record.is_scam(), was.is_flagged(), record.is_flagged()) {
            (true, false, true) => &mut found.gained,
            (true, true, false) => &mut found.lost,
            (false, false, true) => &mut found.accused,
            (false, true, false) => &mut found.cleared,
            _ => &mut found.moved,
        };
        list.push(change(was, record));
    }
    found.only_before = old.len().saturating_sub(found.in_both);
    found
}

fn change(before: &Record, now: &Record) -> Change {
    let only = |a: &Record, b: &Record| {
        let names = a.signals.iter().map(|it| &it.0);
        names
            .filter(|name| !b.signals.iter().any(|it| it.0 == **name))
            .cloned()
            .collect()
    };
    Change {
        path: now.path.clone(),
        label: now.label.clone(),
        before: (before.verdict.clone(), before.score),
        now: (now.verdict.clone(), now.score),
        new_signals: only(now, before),
        lost_signals: only(before, now),
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "\ncompared with the other evaluation: {} mails in both",
            self.in_both
        )?;
        if self.only_before + self.only_now > 0 {
            writeln!(
                f,
                "  only there {}, only here {}",
                self.only_before, self.only_now
            )?;
        }
        let lists = [
            ("scams gained", &self.gained),
            ("scams lost", &self.lost),
            ("genuine mails accused anew", &self.accused),
            ("genuine mails cleared", &self.cleared),
            ("other changes", &self.moved),
        ];
        for (name, changes) in lists {
            writeln!(f, "{name}: {}", changes.len())?;
            for it in changes {
                writeln!(
                    f,
                    "  {} ({}) {} {:.4} -> {} {:.4}",
                    it.path, it.label, it.before.0, it.before.1, it.now.0, it.now.1
                )?;
                let new = it.new_signals.iter().map(|it| format!("+{it}"));
                let lost = it.lost_signals.iter().map(|it| format!("-{it}"));
                let signals: Vec<String> = new.chain(lost).collect();
                if !signals.is_empty() {
                    writeln!(f, "      {}", signals.join(" "))?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(path: &str, label: &str, verdict: &str, signals: &[&str]) -> Record {
        Record {
            path: path.to_owned(),
            label: label.to_owned(),
            family: String::new(),
            verdict: verdict.to_owned(),
            score: 0.5,
            attack_types: Vec::new(),
            signals: signals.iter().map(|it| ((*it).to_owned(), 1.0)).collect(),
            rules: Vec::new(),
            elapsed_us: 0,
            stages_us: detect::Stages::default(),
        }
    }

    #[test]
    fn each_change_is_told_by_what_it_means() {
        let before = [
            record("a", "callback", "benign", &["x"]),
            record("b", "callback", "malicious", &[]),
            record("c", "ham", "benign", &[]),
            record("d", "ham", "suspicious", &[]),
            record("e", "phish", "suspicious", &[]),
            record("gone", "ham", "benign", &[]),
        ];
        let now = [
            record("a", "callback", "suspicious", &["y"]),
            record("b", "callback", "undecided", &[]),
            record("c", "ham", "malicious", &[]),
            record("d", "ham", "benign", &[]),
            record("e", "phish", "malicious", &[]),
            record("new", "ham", "benign", &[]),
        ];
        let found = compare(&before, &now);
        let paths = |it: &[Change]| {
            it.iter()
                .map(|it| it.path.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            [
                &found.gained,
                &found.lost,
                &found.accused,
                &found.cleared,
                &found.moved
            ]
            .map(|it| paths(it)),
            ["a", "b", "c", "d", "e"]
        );
        assert_eq!(
            (found.in_both, found.only_before, found.only_now),
            (5, 1, 1)
        );
        assert_eq!(found.gained[0].new_signals, ["y"]);
        assert_eq!(found.gained[0].lost_signals, ["x"]);
        assert!(
            found
                .to_string()
                .contains("scams lost: 1\n  b (callback) malicious")
        );
    }
}
