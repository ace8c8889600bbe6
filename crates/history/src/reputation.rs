//! The name a number makes for itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::DAY;
use crate::ledger::{BAD, Label, Ledger, Sighting};
use crate::observation::UnixSeconds;

/// Days after which bad mail counts for half.
const HALF_LIFE_DAYS: f64 = 14.0;
/// What a suspicious mail weighs beside a malicious one.
const SUSPICIOUS_WEIGHT: f64 = 0.5;
/// A genuine number is widely used if so many authenticated domains use it …
const GENUINE_DOMAINS: usize = 3;
/// … over so many days, before anything bad.
const GENUINE_DAYS: i64 = 30;

/// 0 (nothing bad known) to 1, for a message received at `now`.
pub(crate) fn of_number(ledger: &Ledger, now: UnixSeconds) -> f64 {
    match ledger.label() {
        Some(Label::Malicious) => return 1.0,
        Some(Label::Benign) => return 0.0,
        None => {}
    }
    decayed(&ledger.bad(), now)
}

/// One mail judged malicious just now is 0.5, two in different mailboxes are 0.75. Many mails to one mailbox
/// on one day count once: nobody ruins a number by repeating himself.
fn decayed(bad: &[Sighting], now: UnixSeconds) -> f64 {
    let mut heaviest: BTreeMap<(i64, i64), f64> = BTreeMap::new();
    for it in bad {
        let age = now.saturating_sub(it.time).max(0) as f64 / DAY as f64;
        let weight = if it.verdict > BAD {
            1.0
        } else {
            SUSPICIOUS_WEIGHT
        };
        let weight = weight * (-age / HALF_LIFE_DAYS).exp2();
        let slot = heaviest
            .entry((it.mailbox, it.time.div_euclid(DAY)))
            .or_default();
        *slot = slot.max(weight);
    }
    1.0 - (-heaviest.values().sum::<f64>()).exp2()
}

/// Whether it is a genuine number that many use. What came first counts, so that a flood of lures with a bank's
/// number does not make it a scammer's.
pub(crate) fn is_widely_used(ledger: &Ledger) -> bool {
    let bad = ledger.bad();
    let bad = bad
        .iter()
        .chain(ledger.sample().filter(|it| it.verdict >= BAD));
    let first_bad = bad.map(|it| it.time).min().unwrap_or(UnixSeconds::MAX);
    let before: Vec<&Sighting> = ledger
        .sample()
        .filter(|it| it.origin != 0 && it.verdict < BAD && it.time < first_bad)
        .collect();
    let domains: BTreeSet<i64> = before.iter().map(|it| it.origin).collect();
    let first = before.iter().map(|it| it.time).min();
    let last = before.iter().map(|it| it.time).max();
    let span = first.zip(last).map_or(0, |(first, last)| last - first);
    domains.len() >= GENUINE_DOMAINS && span >= GENUINE_DAYS * DAY
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::What;

    const NOW: i64 = 1_000 * DAY;

    fn sighting(days_ago: i64, mailbox: i64, verdict: i16, origin: i64) -> Sighting {
        Sighting {
            time: NOW - days_ago * DAY - 1,
            message: days_ago * 100 + mailbox,
            mailbox,
            verdict,
            origin,
            detail: 0,
        }
    }

    fn ledger(rows: &[Sighting]) -> Ledger {
        let mut rows = rows.to_vec();
        rows.sort_by_key(|it| -it.time);
        let mut ledger = Ledger::default();
        for it in rows {
            ledger.add(What::Newest, it);
        }
        ledger
    }

    #[track_caller]
    fn check(rows: &[Sighting], expected: f64) {
        let found = of_number(&ledger(rows), NOW);
        assert!((found - expected).abs() < 0.005, "{found} not {expected}");
    }

    #[test]
    fn bad_mail_counts_for_half_after_fourteen_days() {
        check(&[], 0.0);
        check(&[sighting(0, 1, 4, 0)], 0.5);
        check(&[sighting(0, 1, 3, 0)], 0.29);
        check(&[sighting(0, 1, 4, 0), sighting(0, 2, 4, 0)], 0.75);
        check(&[sighting(14, 1, 4, 0)], 0.29);
        check(&[sighting(140, 1, 4, 0)], 0.0);
        check(&[sighting(0, 1, 1, 0), sighting(1, 1, 0, 0)], 0.0);
    }

    #[test]
    fn repeating_oneself_on_one_day_adds_nothing() {
        let mut many: Vec<_> = (0..20).map(|_| sighting(0, 1, 4, 0)).collect();
        for (at, it) in (0..).zip(&mut many) {
            it.message = at;
        }
        check(&many, 0.5);
    }

    #[test]
    fn what_many_used_before_is_genuine() {
        let mut rows = vec![
            sighting(90, 1, 1, 11),
            sighting(80, 1, 1, 12),
            sighting(50, 1, 0, 13),
            sighting(1, 2, 4, 0),
        ];
        assert!(is_widely_used(&ledger(&rows)));
        // Not after the fact, ...
        rows[3] = sighting(100, 2, 4, 0);
        assert!(!is_widely_used(&ledger(&rows)));
        // ... not by one domain, ...
        let alone: Vec<_> = (0..9).map(|it| sighting(90 - it, 1, 1, 11)).collect();
        assert!(!is_widely_used(&ledger(&alone)));
        // ... not in a week, and not by senders nobody vouches for.
        let quick = [
            sighting(9, 1, 1, 11),
            sighting(8, 1, 1, 12),
            sighting(7, 1, 1, 13),
        ];
        assert!(!is_widely_used(&ledger(&quick)));
        let unknown = [
            sighting(90, 1, 1, 0),
            sighting(80, 1, 1, 0),
            sighting(50, 1, 1, 0),
        ];
        assert!(!is_widely_used(&ledger(&unknown)));
    }
}
