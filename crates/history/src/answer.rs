//! From the books to what is said of a message.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::{
    Campaign, Knowledge, MAILBOX_CAP, NumberRecord, OrderCheck, OrderState, Prevalence, Profile,
    Seen, VerdictCounts,
};
use crate::ledger::{Label, Ledger};
use crate::observation::{Observation, Standing, UnixSeconds};
use crate::plan::{Plan, Slot};
use crate::reputation;

/// What a store read.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    /// One for each question of the plan.
    pub(crate) ledgers: Vec<Ledger>,
    /// Books of texts that are nearly the same.
    pub(crate) near: Vec<Ledger>,
    /// Names of brands that the books of numbers refer to.
    pub(crate) names: BTreeMap<i64, String>,
}

/// The answers to the questions of a plan.
pub(crate) struct Reader<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) answers: &'a Answers,
}

impl Reader<'_> {
    pub(crate) fn knowledge(&self, observation: &Observation) -> Knowledge {
        let sender = observation.sender.as_ref();
        let authenticated = sender.is_some_and(|it| it.authenticated);
        let profile = |own, contact| {
            let ledger = self.ledger(own)?;
            Some(self.profile(ledger, self.ledger(contact), authenticated))
        };
        Knowledge {
            sender: profile(Slot::Sender, Slot::SenderContact),
            sender_domain: profile(Slot::Domain, Slot::DomainContact),
            reply_to: profile(Slot::ReplyTo, Slot::ReplyToContact),
            numbers: observation
                .numbers
                .iter()
                .enumerate()
                .map_while(|(at, number)| self.number(at, &number.e164, number.standing))
                .collect(),
            campaign: self.ledger(Slot::Text).map(|it| self.campaign(it)),
            template: self.ledger(Slot::Template).map(|it| campaign(&[it])),
            order: self.order(),
        }
    }

    pub(crate) fn profile(
        &self,
        ledger: &Ledger,
        contact: Option<&Ledger>,
        authenticated: bool,
    ) -> Profile {
        let now = self.now();
        let seen = ledger.seen();
        let days = ledger.days(now);
        let contacted = contact.map(Ledger::seen).unwrap_or_default();
        Profile {
            authenticated,
            prevalence: Prevalence::of(seen.first, days, authenticated, now),
            seen,
            here: ledger.here(self.plan.mailbox),
            days,
            mailboxes: ledger.mailboxes(),
            last_contacted: contacted.last,
            first_contacted: contacted.first,
            verdicts: ledger.verdicts(),
            taught_malicious: ledger.is_taught(Label::Malicious),
            taught_benign: ledger.is_taught(Label::Benign),
            any_false_positives: ledger.has_false_positives(),
        }
    }

    pub(crate) fn number(&self, at: usize, e164: &str, standing: Standing) -> Option<NumberRecord> {
        let ledger = self.ledger(Slot::Number(at))?;
        let widely_used = reputation::is_widely_used(ledger);
        let is_exempt = standing.is_exempt() || widely_used;
        Some(NumberRecord {
            e164: e164.to_owned(),
            seen: ledger.seen(),
            here: ledger.here(self.plan.mailbox),
            mailboxes: ledger.mailboxes(),
            brands: self.brands(ledger),
            verdicts: ledger.verdicts(),
            reputation: if is_exempt {
                0.0
            } else {
                reputation::of_number(ledger, self.now())
            },
            widely_used,
            bad_neighbours: self.bad_neighbours(at),
            taught_malicious: ledger.is_taught(Label::Malicious),
            taught_benign: ledger.is_taught(Label::Benign),
        })
    }

    /// The text itself and what is nearly the same.
    pub(crate) fn campaign(&self, text: &Ledger) -> Campaign {
        let all: Vec<&Ledger> = std::iter::once(text).chain(&self.answers.near).collect();
        campaign(&all)
    }

    pub(crate) fn order(&self) -> OrderCheck {
        let lately = |slot| self.ledger(slot).map_or(0, Ledger::lately);
        let genuine_orders = lately(Slot::GenuineOrders);
        let matched_ids: Vec<usize> = self
            .slots()
            .filter_map(|(slot, ledger)| match slot {
                Slot::Order(at) if ledger.is_here() => Some(at),
                _ => None,
            })
            .collect();
        let is_asked = self.slots().any(|(it, _)| matches!(it, Slot::Order(_)));
        OrderCheck {
            state: match (matched_ids.is_empty(), genuine_orders) {
                (false, _) => OrderState::Matched,
                (true, 1..) if is_asked => OrderState::Absent,
                _ => OrderState::Unknown,
            },
            matched_ids,
            genuine_mails: lately(Slot::GenuineBrand),
            genuine_orders,
        }
    }

    pub(crate) fn ledger(&self, wanted: Slot) -> Option<&Ledger> {
        self.slots()
            .find(|(slot, _)| *slot == wanted)
            .map(|(_, ledger)| ledger)
    }

    fn slots(&self) -> impl Iterator<Item = (Slot, &Ledger)> {
        self.plan.slots.iter().copied().zip(&self.answers.ledgers)
    }

    fn now(&self) -> UnixSeconds {
        self.plan.time
    }

    fn brands(&self, ledger: &Ledger) -> Vec<String> {
        let mut brands: Vec<String> = Vec::new();
        for it in ledger.newest() {
            if let Some(name) = self.answers.names.get(&it.detail)
                && !brands.contains(name)
            {
                brands.push(name.clone());
            }
        }
        brands
    }

    fn bad_neighbours(&self, at: usize) -> u32 {
        let Some(block) = self.ledger(Slot::Block(at)) else {
            return 0;
        };
        let own = self
            .plan
            .slots
            .iter()
            .zip(&self.plan.asks)
            .find(|(slot, _)| **slot == Slot::Number(at))
            .map_or(0, |(_, ask)| ask.subject);
        let numbers: BTreeSet<i64> = block
            .bad()
            .iter()
            .map(|it| it.detail)
            .filter(|it| *it != own)
            .collect();
        (numbers.len() as u32).min(MAILBOX_CAP)
    }
}

/// One set of books made of several.
fn campaign(ledgers: &[&Ledger]) -> Campaign {
    let mut campaign = Campaign::default();
    let mut senders = BTreeSet::new();
    for ledger in ledgers {
        campaign.seen = joined(campaign.seen, ledger.seen());
        campaign.mailboxes = (campaign.mailboxes + ledger.mailboxes()).min(MAILBOX_CAP);
        campaign.verdicts = added(campaign.verdicts, ledger.verdicts());
        campaign.taught_malicious |= ledger.is_taught(Label::Malicious);
        campaign.taught_benign |= ledger.is_taught(Label::Benign);
        senders.extend(ledger.sample().map(|it| it.origin).filter(|it| *it != 0));
    }
    campaign.senders = senders.len() as u32;
    campaign
}

fn joined(one: Seen, other: Seen) -> Seen {
    Seen {
        first: one.first.into_iter().chain(other.first).min(),
        last: one.last.max(other.last),
        mails: (one.mails + other.mails).min(crate::COUNT_CAP),
    }
}

fn added(one: VerdictCounts, other: VerdictCounts) -> VerdictCounts {
    VerdictCounts {
        malicious: one.malicious + other.malicious,
        suspicious: one.suspicious + other.suspicious,
        benign: one.benign + other.benign,
    }
}
