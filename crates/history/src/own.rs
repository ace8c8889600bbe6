//! What a reader's own mailboxes hold of something, and nothing of anybody else's.
//!
//! Every other answer of a history is that of the whole organisation, beside which a mailbox's own view is shown. Whoever may
//! know of his own mail alone must not be told from it how much others got. So nothing is filtered out of such an answer here: the stores
//! read the sightings of the mailboxes that are named and no others, and whatever is said is made of those.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::answer::Answers;
use crate::knowledge::{
    COUNT_CAP, DAY, ORDER_WINDOW_DAYS, OrderState, PREVALENCE_DAYS, RECENT, Seen,
};
use crate::ledger::{BAD, Ledger, Sighting, What};
use crate::observation::{MessageKey, UnixSeconds};
use crate::plan::{Ask, Mode, Plan, Slot};
use crate::subject::{Keys, NO_MAILBOX};

/// Sightings of one subject that are read.
pub(crate) const READ: usize = COUNT_CAP as usize;
/// Mailboxes that are asked; those past it are not.
pub const MOST_MAILBOXES: usize = 32;

/// Whose mailboxes are asked, and as seen when.
#[derive(Debug, Clone, Copy)]
pub struct Own<'a> {
    /// The mailboxes, up to [`MOST_MAILBOXES`]. None of them: nothing is known.
    pub mailboxes: &'a [String],
    /// Answers are from before that.
    pub now: UnixSeconds,
}

/// Mail with something in it, in one's own mailboxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct OwnMail {
    /// When, and how often.
    pub seen: Seen,
    /// How many of the newest [`COUNT_CAP`](crate::COUNT_CAP) were judged malicious.
    pub malicious: u32,
    /// How many of them were judged suspicious.
    pub suspicious: u32,
}

/// What one's own mailboxes hold of a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct OwnSender {
    /// Mail that somebody vouches for.
    pub authenticated: OwnMail,
    /// Other mail in its name.
    pub claimed: OwnMail,
    /// Mail that was written to it from these mailboxes.
    pub written_to: Seen,
}

/// Whether one's own mailboxes hold a genuine mail about an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct OwnOrder {
    /// The answer.
    pub state: OrderState,
    /// The genuine mails that name the order.
    pub seen: Seen,
    /// Genuine mails of the brand in the last [`ORDER_WINDOW_DAYS`](crate::ORDER_WINDOW_DAYS).
    pub genuine_mails: u32,
    /// Those of them that name an order: what an absence rests on.
    pub genuine_orders: u32,
}

/// As [`Own`], as the stores are told.
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnBoxes {
    pub(crate) mailboxes: Vec<i64>,
    /// Messages that are left out.
    pub(crate) without: Vec<MessageKey>,
}

impl OwnBoxes {
    pub(crate) fn of(own: &Own<'_>, without: &[MessageKey], keys: &Keys) -> Self {
        let ids = own.mailboxes.iter().take(MOST_MAILBOXES);
        let ids: BTreeSet<i64> = ids
            .map(|it| keys.mailbox(Some(it)))
            .filter(|it| *it != NO_MAILBOX)
            .collect();
        Self {
            mailboxes: ids.into_iter().collect(),
            without: without.to_vec(),
        }
    }
}

/// What a store read of one subject.
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnBook {
    /// The newest sightings in these mailboxes, up to [`READ`], in any order.
    pub(crate) newest: Vec<Sighting>,
    /// When the first was, where the newest are not all.
    pub(crate) first: Option<UnixSeconds>,
    /// What persons said of the messages among them.
    pub(crate) taught: Vec<Sighting>,
}

/// What a store read of all subjects of a plan, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnBooks {
    pub(crate) books: Vec<OwnBook>,
    /// Names of brands that the books of numbers refer to.
    pub(crate) names: BTreeMap<i64, String>,
}

impl OwnBooks {
    /// The brands that the books of numbers refer to.
    pub(crate) fn brands(&self, plan: &Plan) -> BTreeSet<i64> {
        let books = plan.slots.iter().zip(&self.books);
        let of_numbers = books.filter(|(slot, _)| matches!(slot, Slot::Number(_)));
        of_numbers
            .flat_map(|(_, book)| book.newest.iter().map(|it| it.detail))
            .filter(|it| *it != 0)
            .collect()
    }

    /// Answers as of an organisation that has these mailboxes alone. They count as one, that of the plan.
    pub(crate) fn answers(self, plan: &Plan) -> Answers {
        let books = plan.asks.iter().zip(self.books);
        let ledgers = books.map(|(ask, book)| book.in_order(plan.mailbox).ledger(*ask, plan.time));
        Answers {
            ledgers: ledgers.collect(),
            // Texts that are nearly the same are found through the texts of all.
            near: Vec::new(),
            names: self.names,
        }
    }
}

impl OwnBook {
    fn in_order(mut self, mailbox: i64) -> Self {
        let newest_first = |it: &Sighting| std::cmp::Reverse((it.time, it.message));
        self.newest.sort_by_key(newest_first);
        self.newest.truncate(READ);
        for it in &mut self.newest {
            it.mailbox = mailbox;
        }
        self
    }

    fn ledger(self, ask: Ask, now: UnixSeconds) -> Ledger {
        let mut ledger = Ledger::default();
        let good = || self.newest.iter().filter(|it| it.verdict < BAD);
        let bad = || self.newest.iter().filter(|it| it.verdict >= BAD);
        match ask.mode {
            Mode::Full => self.full(now, &mut ledger),
            Mode::Bad => {
                for it in bad().take(RECENT) {
                    ledger.add(What::Newest, *it);
                }
            }
            Mode::HereAtAll => {
                if let (Some(first), Some(last)) = (good().next_back(), good().next()) {
                    ledger.add(What::HereFirst, *first);
                    ledger.add(What::HereLast, *last);
                    ledger.add(What::HereCount, number(good().count()));
                }
            }
            Mode::HereLately => {
                let since = now.saturating_sub(ORDER_WINDOW_DAYS * DAY);
                let lately = good().filter(|it| it.time >= since);
                ledger.add(What::HereCount, number(lately.count()));
            }
        }
        ledger
    }

    fn full(&self, now: UnixSeconds, ledger: &mut Ledger) {
        for it in self.newest.iter().take(RECENT) {
            ledger.add(What::Newest, *it);
        }
        for it in &self.taught {
            ledger.add(What::Taught, *it);
        }
        if ledger.is_complete() {
            return;
        }
        let (Some(newest), Some(oldest)) = (self.newest.first(), self.newest.last()) else {
            return;
        };
        let first = self.first.unwrap_or(oldest.time).min(oldest.time);
        if first < oldest.time {
            // Of the very first nothing but the time is known.
            ledger.add(What::Oldest, at(first));
        }
        for it in self.newest.iter().rev().take(RECENT) {
            ledger.add(What::Oldest, *it);
        }
        let bad = self.newest.iter().filter(|it| it.verdict >= BAD);
        for it in bad.take(RECENT) {
            ledger.add(What::Bad, *it);
        }
        let since = now.saturating_sub(PREVALENCE_DAYS * DAY);
        let lately = self.newest.iter().filter(|it| it.time >= since);
        let days: BTreeSet<i64> = lately.map(|it| it.time.div_euclid(DAY)).collect();
        ledger.add(What::Days, number(days.len()));
        ledger.add(What::Mailboxes, number(1));
        ledger.add(What::Count, number(self.newest.len()));
        ledger.add(What::HereFirst, at(first));
        ledger.add(What::HereLast, at(newest.time));
        ledger.add(What::HereCount, number(self.newest.len()));
    }
}

/// A row that says a time.
fn at(time: UnixSeconds) -> Sighting {
    Sighting {
        time,
        ..Sighting::default()
    }
}

/// A row that says a number.
fn number(number: usize) -> Sighting {
    at(number.cast_signed() as i64)
}

impl OwnMail {
    pub(crate) fn of(ledger: &Ledger) -> Self {
        let verdicts = ledger.verdicts();
        Self {
            seen: ledger.seen(),
            malicious: verdicts.malicious,
            suspicious: verdicts.suspicious,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(mails: usize) -> OwnBook {
        let sighting = |it: usize| Sighting {
            time: 1_000 * DAY + it.cast_signed() as i64 * DAY,
            message: it.cast_signed() as i64 + 1,
            mailbox: 4,
            ..Sighting::default()
        };
        OwnBook {
            newest: (0..mails).map(sighting).collect(),
            ..OwnBook::default()
        }
    }

    #[test]
    fn few_and_many_are_told_alike() {
        for mails in [0, 1, 63, 64, 65, 255, 256] {
            let now = 1_000 * DAY + 300 * DAY;
            let ask = Ask {
                subject: 1,
                mode: Mode::Full,
            };
            let ledger = book(mails).in_order(9).ledger(ask, now);
            let last = 1_000 + mails.cast_signed() as i64 - 1;
            let seen = Seen {
                first: (mails > 0).then_some(1_000 * DAY),
                last: (mails > 0).then_some(last * DAY),
                mails: u32::try_from(mails).unwrap(),
            };
            assert_eq!(ledger.seen(), seen, "{mails}");
            assert_eq!(ledger.here(9), seen, "{mails}");
            assert_eq!(ledger.mailboxes(), u32::from(mails > 0), "{mails}");
        }
        let mut long = book(READ);
        long.first = Some(7);
        let ask = Ask {
            subject: 1,
            mode: Mode::Full,
        };
        let seen = long.in_order(9).ledger(ask, 9_000 * DAY).seen();
        assert_eq!((seen.first, seen.mails), (Some(7), COUNT_CAP));
    }
}
