//! The books of one subject as far as a message may know them: what both stores read, folded.
//!
//! A store hands over [`Row`]s, always the newest [`RECENT`] sightings and, only where there are more than
//! that, what cannot be told from those. All of it lies before the message and is not the message's own.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::{
    COMMON_DAYS, COUNT_CAP, DAY, MAILBOX_CAP, PREVALENCE_DAYS, RECENT, Seen, VerdictCounts,
};
use crate::observation::UnixSeconds;
use crate::subject::NO_MAILBOX;

/// From this code on a verdict is bad.
pub(crate) const BAD: i16 = 3;
const MALICIOUS: i16 = 4;
const BENIGN: i16 = 1;

/// One mail in the books of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sighting {
    pub(crate) time: UnixSeconds,
    pub(crate) message: i64,
    pub(crate) mailbox: i64,
    /// [`crate::Verdict`] as stored.
    pub(crate) verdict: i16,
    /// The authenticated domain it came from, or 0.
    pub(crate) origin: i64,
    /// What else is of interest: for a number the claimed brand.
    pub(crate) detail: i64,
}

/// What a row says. The number is what the PostgreSQL query returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// One of the newest sightings, newest first.
    Newest = 0,
    /// One of the oldest, oldest first; only where the newest are not all.
    Oldest = 1,
    /// One of the newest bad ones, newest first; only where the newest are not all.
    Bad = 2,
    /// `time` is the number of days with mail.
    Days = 3,
    /// `time` is the number of mailboxes.
    Mailboxes = 4,
    /// The first one in this mailbox.
    HereFirst = 5,
    /// The last one in this mailbox.
    HereLast = 6,
    /// `time` is the number of mails in this mailbox.
    HereCount = 7,
    /// `time` is the number of mails.
    Count = 8,
    /// A person's word: `verdict` is the label, `time` when, `message` the mail it was said of, or 0.
    Taught = 9,
}

impl What {
    pub(crate) fn from_code(code: i32) -> Option<Self> {
        Some(match code {
            0 => Self::Newest,
            1 => Self::Oldest,
            2 => Self::Bad,
            3 => Self::Days,
            4 => Self::Mailboxes,
            5 => Self::HereFirst,
            6 => Self::HereLast,
            7 => Self::HereCount,
            8 => Self::Count,
            9 => Self::Taught,
            _ => return None,
        })
    }
}

/// The books of one subject.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    newest: Vec<Sighting>,
    oldest: Vec<Sighting>,
    bad: Vec<Sighting>,
    taught: Vec<Sighting>,
    counts: BTreeMap<u8, i64>,
    here_first: Option<UnixSeconds>,
    here_last: Option<UnixSeconds>,
}

impl Ledger {
    pub(crate) fn add(&mut self, what: What, row: Sighting) {
        match what {
            What::Newest => self.newest.push(row),
            What::Oldest => self.oldest.push(row),
            What::Bad => self.bad.push(row),
            What::Taught => self.taught.push(row),
            What::HereFirst => self.here_first = Some(row.time),
            What::HereLast => self.here_last = Some(row.time),
            What::Days | What::Mailboxes | What::HereCount | What::Count => {
                self.counts.insert(what as u8, row.time);
            }
        }
    }

    /// Sorts rows that came in any order.
    pub(crate) fn put_in_order(&mut self) {
        let newest_first = |it: &Sighting| std::cmp::Reverse((it.time, it.message));
        self.newest.sort_by_key(newest_first);
        self.bad.sort_by_key(newest_first);
        self.oldest.sort_by_key(|it| (it.time, it.message));
    }

    /// Whether the newest sightings are all there are.
    pub(crate) fn is_complete(&self) -> bool {
        self.newest.len() < RECENT
    }

    /// Whether the days with mail are counted already.
    pub(crate) fn has_days(&self) -> bool {
        self.counts.contains_key(&(What::Days as u8))
    }

    fn count(&self, what: What, cap: u32) -> u32 {
        let found = self.counts.get(&(what as u8)).copied().unwrap_or(0);
        u32::try_from(found).unwrap_or(0).min(cap)
    }

    /// The newest sightings, newest first.
    pub(crate) fn newest(&self) -> &[Sighting] {
        &self.newest
    }

    /// The oldest and the newest sightings; what lies between is not looked at.
    pub(crate) fn sample(&self) -> impl Iterator<Item = &Sighting> {
        self.oldest.iter().chain(&self.newest)
    }

    pub(crate) fn seen(&self) -> Seen {
        if self.is_complete() {
            return seen_of(self.newest.iter());
        }
        Seen {
            first: self.oldest.first().map(|it| it.time),
            last: self.newest.first().map(|it| it.time),
            mails: self.count(What::Count, COUNT_CAP),
        }
    }

    /// What `mailbox` saw.
    pub(crate) fn here(&self, mailbox: i64) -> Seen {
        if mailbox == NO_MAILBOX {
            return Seen::default();
        }
        if self.is_complete() {
            return seen_of(self.newest.iter().filter(|it| it.mailbox == mailbox));
        }
        self.told_here()
    }

    /// Whether this mailbox has one; for [`crate::plan::Mode::HereAtAll`].
    pub(crate) fn is_here(&self) -> bool {
        self.here_first.is_some()
    }

    /// What this mailbox has of it, where its own rows say; for [`crate::plan::Mode::HereAtAll`] of one's own mailboxes.
    pub(crate) fn told_here(&self) -> Seen {
        Seen {
            first: self.here_first,
            last: self.here_last,
            mails: self.count(What::HereCount, COUNT_CAP),
        }
    }

    /// How many this mailbox has; for [`crate::plan::Mode::HereLately`].
    pub(crate) fn lately(&self) -> u32 {
        self.count(What::HereCount, COUNT_CAP)
    }

    /// Days with mail among the last [`PREVALENCE_DAYS`] before `now`.
    pub(crate) fn days(&self, now: UnixSeconds) -> u32 {
        if !self.is_complete() {
            return self.count(What::Days, COMMON_DAYS);
        }
        let start = now.saturating_sub(PREVALENCE_DAYS * DAY);
        let days: BTreeSet<i64> = self
            .newest
            .iter()
            .filter(|it| it.time >= start)
            .map(|it| it.time.div_euclid(DAY))
            .collect();
        (days.len() as u32).min(COMMON_DAYS)
    }

    /// Distinct mailboxes.
    pub(crate) fn mailboxes(&self) -> u32 {
        if !self.is_complete() {
            return self.count(What::Mailboxes, MAILBOX_CAP);
        }
        let known: BTreeSet<i64> = self.newest.iter().map(|it| it.mailbox).collect();
        (known.iter().filter(|it| **it != NO_MAILBOX).count() as u32).min(MAILBOX_CAP)
    }

    /// The bad sightings, newest first, without those that a person called good and with those that a
    /// person called bad.
    pub(crate) fn bad(&self) -> Vec<Sighting> {
        let source = if self.is_complete() {
            &self.newest
        } else {
            &self.bad
        };
        let mut bad: Vec<Sighting> = source
            .iter()
            .filter(|it| it.verdict >= BAD)
            .filter(|it| self.label_of(it.message) != Some(BENIGN))
            .copied()
            .collect();
        for it in self.sample() {
            let is_taught = self.label_of(it.message) == Some(MALICIOUS);
            if is_taught && !bad.iter().any(|known| known.message == it.message) {
                bad.push(Sighting {
                    verdict: MALICIOUS,
                    ..*it
                });
            }
        }
        bad.sort_by_key(|it| std::cmp::Reverse((it.time, it.message)));
        bad
    }

    pub(crate) fn verdicts(&self) -> VerdictCounts {
        let bad = self.bad();
        let of = |code| bad.iter().filter(|it| it.verdict == code).count() as u32;
        let is_benign = |it: &&Sighting| match self.label_of(it.message) {
            Some(label) => label == BENIGN,
            None => it.verdict == BENIGN,
        };
        VerdictCounts {
            malicious: of(MALICIOUS),
            suspicious: of(BAD),
            benign: self.newest.iter().filter(is_benign).count() as u32,
        }
    }

    /// The last that a person said of `message`.
    fn label_of(&self, message: i64) -> Option<i16> {
        let about = self
            .taught
            .iter()
            .filter(|it| it.message == message && message != 0);
        about.max_by_key(|it| it.time).map(|it| it.verdict)
    }

    /// The last that a person said of the subject itself.
    pub(crate) fn label(&self) -> Option<Label> {
        let about = self.taught.iter().filter(|it| it.message == 0);
        let last = about.max_by_key(|it| it.time)?;
        Some(if last.verdict == BENIGN {
            Label::Benign
        } else {
            Label::Malicious
        })
    }

    /// Whether a person ever called it, or a mail of it, so.
    pub(crate) fn is_taught(&self, label: Label) -> bool {
        let code = match label {
            Label::Benign => BENIGN,
            Label::Malicious => MALICIOUS,
        };
        self.taught.iter().any(|it| it.verdict == code)
    }

    /// Whether a person called a mail good that had been judged bad.
    pub(crate) fn has_false_positives(&self) -> bool {
        let source = self.newest.iter().chain(&self.bad);
        source
            .filter(|it| it.verdict >= BAD)
            .any(|it| self.label_of(it.message) == Some(BENIGN))
    }
}

/// What a person says of a message or a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Benign,
    Malicious,
}

fn seen_of<'s>(sightings: impl Iterator<Item = &'s Sighting>) -> Seen {
    let mut seen = Seen::default();
    for it in sightings {
        seen.first = Some(seen.first.map_or(it.time, |first| first.min(it.time)));
        seen.last = Some(seen.last.map_or(it.time, |last| last.max(it.time)));
        seen.mails += 1;
    }
    seen
}
