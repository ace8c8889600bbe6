//! What is kept of rules: how often each matched or could not be decided, what people say of what it matched, and the versions of
//! the operator's own.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::Serialize;
use serde_json::Value;

use crate::error::StoreError;
use crate::id::{InvalidId, RecordId};
use crate::record::{MOST_CHARACTERS, MOST_NAMES, UnixSeconds, Word};
use crate::scrub;
use crate::store::Store;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// Days of the longer period.
const MONTH: i64 = 30;
/// Days of the shorter one.
const WEEK: i64 = 7;
/// People's words that are looked at, the newest.
const MOST_WORDS: usize = 10_000;
/// Undecided rules of one message that are counted.
const MOST_UNDECIDED: usize = 5000;
/// Versions of one rule that are kept, the newest.
pub(crate) const MOST_VERSIONS: i64 = 200;
/// Bytes of a rule.
const MOST_BYTES: usize = 64 << 10;

/// Stands for all times that a rule was undecided, whatever it lacked.
pub(crate) const UNDECIDED: &str = "*";

/// What is counted of a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RuleCount {
    /// Its name.
    pub rule: String,
    /// Messages that it matched, today and on the six days before (UTC).
    pub week: u64,
    /// Messages that it matched, today and on the 29 days before.
    pub month: u64,
    /// Messages over which it was undecided in the same 30 days.
    pub undecided: u64,
    /// What it lacked then, and how often; the most frequent first.
    pub lacked: Vec<(String, u64)>,
    /// Messages that it matched and of which the last word is that they are a scam.
    pub scam: u64,
    /// Messages that it matched and of which the last word is that they are genuine.
    pub genuine: u64,
}

/// What an operator's rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleState {
    /// It judges.
    Enabled,
    /// It did, and no longer does.
    Disabled,
    /// It never did.
    Draft,
}

impl RuleState {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Draft => "draft",
        }
    }
}

impl FromStr for RuleState {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let all = [Self::Enabled, Self::Disabled, Self::Draft];
        let mut all = all.into_iter();
        all.find(|it| it.name() == text).ok_or(InvalidId)
    }
}

/// What became of one of the operator's own rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleVersion {
    /// Its number; 0 until it is kept.
    pub id: i64,
    /// The name of its file, without the ending.
    pub file: String,
    /// What it was from then on.
    pub state: RuleState,
    /// What stood in the file, or would.
    pub text: String,
    /// Who made it so.
    pub by: String,
    /// When.
    pub time: UnixSeconds,
    /// Why.
    pub reason: Option<String>,
}

/// How often a rule did what on one day.
pub(crate) type DayCounts = BTreeMap<(i64, String, String), i64>;

/// The names of the rules that matched, as a report has them.
pub(crate) fn matched(report: &Value) -> Vec<String> {
    let rules = report.get("rules").and_then(Value::as_array);
    let names = rules.into_iter().flatten().filter_map(name_of);
    let mut names: Vec<String> = names.take(MOST_NAMES).collect();
    names.sort();
    names.dedup();
    names
}

fn name_of(entry: &Value) -> Option<String> {
    let name = entry.get("name")?.as_str()?;
    kept(name)
}

fn kept(name: &str) -> Option<String> {
    let mut name = name.chars().take(MOST_CHARACTERS).collect();
    scrub::cut(&mut name);
    (!name.is_empty()).then_some(name)
}

/// Adds what the report of the record `id` says of rules to `counts`.
pub(crate) fn count(counts: &mut DayCounts, id: RecordId, matched: &[String], report: &Value) {
    let day = day_of(id.seconds());
    let mut note = |rule: &str, lacked: &str| {
        let key = (day, rule.to_owned(), lacked.to_owned());
        *counts.entry(key).or_default() += 1;
    };
    for rule in matched {
        note(rule, "");
    }
    let undecided = report.get("undecided_rules").and_then(Value::as_array);
    for entry in undecided.into_iter().flatten().take(MOST_UNDECIDED) {
        let Some(rule) = name_of(entry) else { continue };
        note(&rule, UNDECIDED);
        let missing = entry.get("missing").and_then(Value::as_array);
        let missing = missing.into_iter().flatten().take(MOST_NAMES);
        for lacked in missing.filter_map(|it| kept(it.as_str()?)) {
            note(&rule, &lacked);
        }
    }
}

/// The day of a second, since 1970.
pub(crate) fn day_of(seconds: UnixSeconds) -> i64 {
    seconds.div_euclid(DAY)
}

/// What a rule came to in the two periods: its name, what it lacked, in the shorter and in the longer one.
pub(crate) type Sums = Vec<(String, String, i64, i64)>;

/// A person's word, on what and which rules had matched it.
pub(crate) type Said = (RecordId, Word, Vec<String>);

impl Store {
    /// What is counted of each rule that matched or was undecided in the last 30 days, or of which people said something. Takes as
    /// long as there are rules and words, however many records there are.
    pub fn rule_counts(&self, now: UnixSeconds) -> Result<Vec<RuleCount>, StoreError> {
        let today = day_of(now);
        let sums = self.rows.rule_sums(today - WEEK + 1, today - MONTH + 1)?;
        let mut all: BTreeMap<String, RuleCount> = BTreeMap::new();
        for (rule, lacked, week, month) in sums {
            let count = all.entry(rule).or_default();
            let (week, month) = (week.unsigned_abs(), month.unsigned_abs());
            match lacked.as_str() {
                "" => (count.week, count.month) = (week, month),
                UNDECIDED => count.undecided = month,
                _ => count.lacked.push((lacked, month)),
            }
        }
        // Newest first: the last word on a record is the one that counts.
        let mut heard = std::collections::BTreeSet::new();
        for (record, word, rules) in self.rows.words_on_rules(MOST_WORDS)? {
            if !heard.insert(record) {
                continue;
            }
            for rule in rules {
                let count = all.entry(rule).or_default();
                match word {
                    Word::Scam => count.scam += 1,
                    Word::Genuine => count.genuine += 1,
                }
            }
        }
        let counts = all.into_iter().map(|(rule, mut count)| {
            count.rule = rule;
            count.lacked.sort_by_key(|it| std::cmp::Reverse(it.1));
            count
        });
        Ok(counts.collect())
    }

    /// Keeps what became of a rule; its number.
    pub fn add_rule_version(&self, version: &RuleVersion) -> Result<i64, StoreError> {
        let mut version = version.clone();
        if version.text.len() > MOST_BYTES {
            return Err(StoreError::TooLong {
                what: "the rule".to_owned(),
                most: MOST_BYTES,
            });
        }
        for text in [&mut version.file, &mut version.by] {
            scrub::cut(text);
        }
        version.reason.iter_mut().for_each(scrub::cut);
        version.text = version.text.replace('\0', " ");
        self.rows.add_rule_version(&version)
    }

    /// The versions of one rule, newest first.
    pub fn rule_versions(&self, file: &str) -> Result<Vec<RuleVersion>, StoreError> {
        self.rows.rule_versions(Some(file))
    }

    /// The newest version of each rule, by the names of their files.
    pub fn newest_rule_versions(&self) -> Result<Vec<RuleVersion>, StoreError> {
        self.rows.rule_versions(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reports_are_counted_by_rule_and_by_what_it_lacked() {
        let report = json!({
            "rules": [{ "name": "a" }, { "name": "a" }, { "name": "" }, 5],
            "undecided_rules": [{ "name": "b", "missing": ["x", "y"] }, { "name": "c" }, {}],
        });
        assert_eq!(matched(&report), ["a"]);
        let mut counts = DayCounts::new();
        for second in [0, 86_399, 86_400] {
            let id = RecordId::first_of(second);
            count(&mut counts, id, &matched(&report), &report);
        }
        let of = |day, rule: &str, lacked: &str| {
            counts
                .get(&(day, rule.to_owned(), lacked.to_owned()))
                .copied()
        };
        assert_eq!(of(0, "a", ""), Some(2));
        assert_eq!(of(1, "a", ""), Some(1));
        assert_eq!(of(0, "b", UNDECIDED), Some(2));
        assert_eq!(of(0, "b", "y"), Some(2));
        assert_eq!(of(0, "c", UNDECIDED), Some(2));
        assert_eq!(counts.len(), 10);
        assert!(matched(&json!({ "rules": 3 })).is_empty());
    }
}
