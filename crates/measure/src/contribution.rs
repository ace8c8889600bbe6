//! What each signal and rule does: how often it holds, on what, and what would be lost without it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::record::Record;

/// The use of one signal or rule.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Contribution {
    /// Its name.
    pub name: String,
    /// Its weight in log-odds; none for rules that do not score.
    pub weight: Option<f64>,
    /// Scams on which it holds.
    pub scams: usize,
    /// Genuine mails on which it holds.
    pub genuine: usize,
    /// Flagged scams that would not be flagged without it; for rules that do not score, scams on which no other such rule
    /// matches.
    pub unique: usize,
    /// What holds with it most often.
    pub companion: Option<String>,
    /// The share of its mails on which that holds too.
    pub overlap: f64,
}

impl Contribution {
    /// The share of scams among its mails.
    pub fn precision(&self) -> Option<f64> {
        let all = self.scams + self.genuine;
        (all > 0).then(|| self.scams as f64 / all as f64)
    }
}

/// Signals by weight of use; `margin` is the sum of weights at which a mail is flagged.
pub(crate) fn signals(records: &[Record], margin: f64) -> Vec<Contribution> {
    let mut table = Table::default();
    for record in records {
        let sum: f64 = record.signals.iter().map(|it| it.1).sum();
        let names = record.signals.iter().map(|it| it.0.as_str());
        table.count(record, &names, |name| {
            let weight = record
                .signals
                .iter()
                .filter(|it| it.0 == name)
                .map(|it| it.1)
                .sum::<f64>();
            record.is_flagged() && sum >= margin && sum - weight < margin
        });
        for (name, weight) in &record.signals {
            if let Some(row) = table.rows.get_mut(name.as_str()) {
                row.weight = Some(*weight);
            }
        }
    }
    table.finish()
}

/// Rules, the public feed's among them.
pub(crate) fn rules(records: &[Record]) -> Vec<Contribution> {
    let mut table = Table::default();
    for record in records {
        let names = record.rules.iter().map(String::as_str);
        table.count(record, &names, |_| record.rules.len() == 1);
    }
    table.finish()
}

#[derive(Default)]
struct Table<'r> {
    rows: BTreeMap<&'r str, Contribution>,
    together: BTreeMap<&'r str, BTreeMap<&'r str, usize>>,
}

impl<'r> Table<'r> {
    fn count(
        &mut self,
        record: &'r Record,
        names: &(impl Iterator<Item = &'r str> + Clone),
        is_unique: impl Fn(&str) -> bool,
    ) {
        for name in names.clone() {
            let row = self.rows.entry(name).or_default();
            if record.is_scam() {
                row.scams += 1;
                row.unique += usize::from(is_unique(name));
            } else {
                row.genuine += 1;
            }
            let companions = self.together.entry(name).or_default();
            for other in names.clone().filter(|it| *it != name) {
                *companions.entry(other).or_default() += 1;
            }
        }
    }

    fn finish(self) -> Vec<Contribution> {
        let mut rows: Vec<Contribution> = self
            .rows
            .into_iter()
            .map(|(name, row)| {
                let companions = self.together.get(name).into_iter().flatten();
                let most = companions.max_by_key(|it| *it.1);
                let all = (row.scams + row.genuine) as f64;
                Contribution {
                    name: name.to_owned(),
                    companion: most.map(|it| (*it.0).to_owned()),
                    overlap: most.map_or(0.0, |it| *it.1 as f64 / all),
                    ..row
                }
            })
            .collect();
        rows.sort_by_key(|it| std::cmp::Reverse((it.unique, it.scams)));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(label: &str, verdict: &str, signals: &[(&str, f64)], rules: &[&str]) -> Record {
        Record {
            path: String::new(),
            label: label.to_owned(),
            family: String::new(),
            verdict: verdict.to_owned(),
            score: 0.0,
            attack_types: Vec::new(),
            signals: signals.iter().map(|it| (it.0.to_owned(), it.1)).collect(),
            rules: rules.iter().map(|it| (*it).to_owned()).collect(),
            elapsed_us: 0,
            stages_us: detect::Stages::default(),
        }
    }

    #[test]
    fn what_decides_alone_is_told_from_what_others_carry() {
        let records = [
            record("callback", "malicious", &[("a", 3.0), ("b", 1.0)], &["one"]),
            record(
                "callback",
                "malicious",
                &[("a", 3.0), ("c", 5.0)],
                &["one", "two"],
            ),
            record("ham", "benign", &[("b", 1.0)], &["two"]),
        ];
        let signals = signals(&records, 4.0);
        let of = |name: &str| signals.iter().find(|it| it.name == name).unwrap();
        // Without `a` the first mail is lost; the second stands on `c` alone.
        assert_eq!(
            (of("a").unique, of("a").scams, of("a").weight),
            (1, 2, Some(3.0))
        );
        assert_eq!(of("b").precision(), Some(0.5));
        assert_eq!(of("c").unique, 1);
        assert_eq!(
            (of("c").companion.as_deref(), of("c").overlap),
            (Some("a"), 1.0)
        );
        let rules = rules(&records);
        assert_eq!(
            (rules[0].name.as_str(), rules[0].unique, rules[0].weight),
            ("one", 1, None)
        );
    }
}
