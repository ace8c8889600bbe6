//! How many records there are, by hour and by day: what a plot over weeks is drawn from without reading a million rows.
//!
//! The counters say what the records say: they go up with each record that comes and down with each that expires or is
//! purged, in the same transaction. So whoever plots ninety days while records are kept for thirty sees thirty.

use std::collections::BTreeMap;

use crate::id::RecordId;
use crate::record::{NewRecord, UnixSeconds, Verdict};

/// What is counted. The numbers are kept in databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counted {
    /// Records by verdict.
    Verdict = 1,
    /// Kinds of attack. This and all that follow but the time count malicious and suspicious mail only.
    AttackType = 2,
    /// Brands that mail claimed to be from.
    Brand = 3,
    /// Numbers in mail.
    Number = 4,
    /// Shapes of mail, as 16 hexadecimal digits.
    Template = 5,
    /// Texts of mail by their SimHash, as 16 hexadecimal digits.
    Text = 6,
    /// The time that judging took, as the number of a [`latency_bucket`] in three digits; of any mail.
    Latency = 7,
}

/// How long is counted together, from a whole hour or midnight on, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// An hour.
    Hour,
    /// A day.
    Day,
}

impl Span {
    const ALL: [Self; 2] = [Self::Hour, Self::Day];

    /// Its length. The number is kept in databases.
    pub fn seconds(self) -> UnixSeconds {
        match self {
            Self::Hour => 3_600,
            Self::Day => 86_400,
        }
    }

    /// The start of the span that `time` lies in.
    pub fn start(self, time: UnixSeconds) -> UnixSeconds {
        time.saturating_sub(time.rem_euclid(self.seconds()))
    }
}

/// So many records in one span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// When the span starts.
    pub start: UnixSeconds,
    /// Of what.
    pub value: String,
    /// How many.
    pub count: u64,
}

/// Spans that are asked about: those that start in `since` or after it and before `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Hours or days.
    pub span: Span,
    /// The first second that is in.
    pub since: UnixSeconds,
    /// The first second that is out.
    pub until: UnixSeconds,
}

/// The number of the bucket that a time of `microseconds` falls into: four to each doubling.
pub fn latency_bucket(microseconds: u64) -> u8 {
    let doublings = microseconds.max(1).ilog2();
    if doublings < 2 {
        return microseconds as u8;
    }
    let quarter = (microseconds >> (doublings - 2)) & 3;
    (doublings * 4) as u8 + quarter as u8
}

/// The first microsecond that is too long for the bucket of this number.
pub fn latency_bound(bucket: u8) -> u64 {
    let (doublings, quarter) = (u32::from(bucket / 4), u64::from(bucket % 4));
    if doublings < 2 {
        return u64::from(bucket) + 1;
    }
    let bound = u128::from(5 + quarter) << (doublings - 2).min(64);
    u64::try_from(bound).unwrap_or(u64::MAX)
}

/// What a hash of a text or a shape is called.
pub(crate) fn hexadecimal(hash: u64) -> String {
    format!("{hash:016x}")
}

/// What a record counts as: each once.
fn values(record: &NewRecord) -> Vec<(Counted, String)> {
    let mut values = vec![(Counted::Verdict, record.verdict.name().to_owned())];
    if let Some(time) = record.microseconds {
        let bucket = latency_bucket(time);
        values.push((Counted::Latency, format!("{bucket:03}")));
    }
    if record.verdict <= Verdict::Suspicious {
        let lists = [
            (Counted::AttackType, &record.attack_types),
            (Counted::Brand, &record.brands),
            (Counted::Number, &record.numbers),
        ];
        for (counted, list) in lists {
            values.extend(list.iter().map(|it| (counted, it.clone())));
        }
        let hashes = [
            (Counted::Template, record.likeness.template),
            (Counted::Text, record.likeness.text),
        ];
        for (counted, hash) in hashes {
            values.extend(hash.map(|it| (counted, hexadecimal(it))));
        }
    }
    values.sort();
    values.dedup();
    values
}

/// The key of one counter, in the order in which all who write go through them, so that nobody locks another out.
pub(crate) type Key = (Counted, Span, UnixSeconds, String);

/// By how much counters change.
#[derive(Debug, Default)]
pub(crate) struct Changes(BTreeMap<Key, i64>);

impl Changes {
    /// Counts a record in (`by` is 1) or out (-1).
    pub(crate) fn count(&mut self, id: RecordId, record: &NewRecord, by: i64) {
        let time = id.seconds();
        for (counted, value) in values(record) {
            for span in Span::ALL {
                let key = (counted, span, span.start(time), value.clone());
                *self.0.entry(key).or_default() += by;
            }
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Key, i64)> {
        self.0.iter().map(|(key, by)| (key, *by))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_lies_below_the_bound_of_its_bucket_and_above_the_one_before() {
        let times = (0..64).chain((0..63).flat_map(|it| {
            let power = 1_u64 << it;
            [power - 1, power, power + 1, power + power / 3]
        }));
        for time in times.chain([u64::MAX / 2, u64::MAX]) {
            let bucket = latency_bucket(time);
            let bound = latency_bound(bucket);
            assert!(time < bound || bound == u64::MAX, "{time} {bucket} {bound}");
            if let Some(before) = bucket.checked_sub(1) {
                assert!(
                    before < 8 || latency_bound(before) <= time,
                    "{time} {bucket}"
                );
            }
        }
        assert_eq!(latency_bound(latency_bucket(1_000)), 1_024);
    }

    #[test]
    fn spans_start_on_the_hour_and_at_midnight() {
        assert_eq!(Span::Hour.start(1_796_043_661), 1_796_043_600);
        assert_eq!(Span::Day.start(1_796_043_661), 1_795_996_800);
        assert_eq!(Span::Day.start(-1), -86_400);
    }
}
