//! What one observation reads and what it adds: the same for both stores.
//!
//! Everything here is bounded, so that no message adds more than a fixed number of rows.

use crate::observation::{Direction, Observation, UnixSeconds};
use crate::settings::Settings;
use crate::simhash::{BANDS, bands};
use crate::subject::{Keys, Kind, NO_MAILBOX, order_value};

/// Numbers of a message that are kept; the rest is neither read nor written.
const MOST_NUMBERS: usize = 20;
/// Order ids of a message that are kept.
const MOST_ORDERS: usize = 20;
/// People a message is written to that are kept.
const MOST_CONTACTS: usize = 50;
/// Characters of one value: an address has at most 254 (RFC 5321 section 4.5.3.1.3).
const LONGEST_VALUE: usize = 320;

/// One question: the books of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ask {
    pub(crate) subject: i64,
    pub(crate) mode: Mode,
}

/// How much of the books is wanted. The number is what the PostgreSQL query is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// All of it.
    Full = 0,
    /// The newest bad sightings.
    Bad = 1,
    /// Whether this mailbox has a sighting that is not bad.
    HereAtAll = 2,
    /// The number of sightings that are not bad, in this mailbox within the order window.
    HereLately = 3,
}

/// What the answers stand for, in the order of the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    Sender,
    SenderContact,
    Domain,
    DomainContact,
    ReplyTo,
    ReplyToContact,
    /// The number at this position.
    Number(usize),
    /// The hundred around it.
    Block(usize),
    Text,
    Template,
    /// The order id at this position.
    Order(usize),
    GenuineBrand,
    GenuineOrders,
}

/// One row to add: the message was seen in the books of `subject`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) subject: i64,
    pub(crate) origin: i64,
    pub(crate) detail: i64,
    /// Whether the verdict is noted there.
    pub(crate) takes_verdict: bool,
}

/// A subject's name in clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) id: i64,
    pub(crate) kind: i16,
    /// `None` for what is kept as a hash only.
    pub(crate) value: Option<String>,
    /// For a number the subject of its hundred, else 0.
    pub(crate) block: i64,
}

/// Reads and writes of one observation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Plan {
    pub(crate) key: [u8; 16],
    pub(crate) time: UnixSeconds,
    pub(crate) mailbox: i64,
    pub(crate) subject_line: Option<String>,
    pub(crate) asks: Vec<Ask>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) names: Vec<Name>,
    /// The text's hash and the subject that stands for it.
    pub(crate) text: Option<(u64, i64)>,
}

impl Plan {
    pub(crate) fn of(observation: &Observation, keys: &Keys, settings: &Settings) -> Self {
        let mut planner = Planner {
            plan: Self {
                key: observation.message.0,
                time: placed(observation.received),
                mailbox: keys.mailbox(observation.mailbox.as_deref()),
                subject_line: observation
                    .subject_line
                    .as_deref()
                    .filter(|_| settings.subject_lines)
                    .map(clip),
                ..Self::default()
            },
            keys,
            origin: origin(observation, keys),
        };
        if observation.direction == Direction::Outbound {
            planner.outgoing(observation);
        } else {
            planner.people(observation);
            planner.numbers(observation);
            planner.shape(observation);
            planner.orders(observation, settings);
        }
        planner.finish()
    }

    /// The bands of its text.
    pub(crate) fn bands(&self) -> Option<[i32; BANDS]> {
        self.text.map(|(hash, _)| bands(hash))
    }
}

/// A time that can be reckoned with: from 1970 to 9999.
fn placed(time: UnixSeconds) -> UnixSeconds {
    time.clamp(0, 253_402_300_799)
}

/// The authenticated domain of a message, or 0.
fn origin(observation: &Observation, keys: &Keys) -> i64 {
    match &observation.sender {
        Some(sender) if sender.authenticated && !sender.domain.is_empty() => {
            keys.subject(Kind::Domain, &value(&sender.domain))
        }
        _ => 0,
    }
}

fn clip(text: &str) -> String {
    text.chars()
        .filter(|it| *it != '\0')
        .take(LONGEST_VALUE)
        .collect()
}

/// A value as it is kept: lower case, bounded. PostgreSQL's texts hold no NUL.
fn value(text: &str) -> String {
    clip(&text.trim().to_lowercase())
}

/// The hundred that `e164` belongs to.
fn block(e164: &str) -> Option<&str> {
    let head = e164.get(..e164.len().checked_sub(2)?)?;
    (head.len() >= 7).then_some(head)
}

struct Planner<'k> {
    plan: Plan,
    keys: &'k Keys,
    origin: i64,
}

impl Planner<'_> {
    fn ask(&mut self, slot: Slot, subject: i64, mode: Mode) {
        self.plan.asks.push(Ask { subject, mode });
        self.plan.slots.push(slot);
    }

    /// Names the subject and notes the message in its books.
    fn enter(&mut self, kind: Kind, value: &str, detail: i64, takes_verdict: bool) -> i64 {
        let subject = self.name(kind, value, 0);
        self.plan.entries.push(Entry {
            subject,
            origin: self.origin,
            detail,
            takes_verdict,
        });
        subject
    }

    fn name(&mut self, kind: Kind, value: &str, block: i64) -> i64 {
        let id = self.keys.subject(kind, value);
        let is_shown = kind != Kind::Order;
        self.plan.names.push(Name {
            id,
            kind: kind.code(),
            value: is_shown.then(|| value.to_owned()),
            block,
        });
        id
    }

    /// Mail of the organisation makes contacts. A forged From of the organisation's own does not: whoever
    /// writes in its name unauthenticated could make himself a contact.
    fn outgoing(&mut self, observation: &Observation) {
        let ours = observation.sender.as_ref();
        if !ours.is_some_and(|it| it.authenticated) {
            return;
        }
        for contact in observation.contacts.iter().take(MOST_CONTACTS) {
            let address = value(&contact.address);
            if !address.is_empty() {
                self.enter(Kind::Contact, &address, 0, false);
            }
            if let Some(domain) = contact.domain.as_deref().map(value) {
                self.enter(Kind::ContactDomain, &domain, 0, false);
            }
        }
    }

    fn people(&mut self, observation: &Observation) {
        let authenticated = self.origin != 0;
        let choose = |yes, no| if authenticated { yes } else { no };
        if let Some(sender) = &observation.sender {
            let address = value(&sender.address);
            let domain = value(&sender.domain);
            if !address.is_empty() {
                let kind = choose(Kind::Sender, Kind::ClaimedSender);
                let subject = self.enter(kind, &address, 0, true);
                self.ask(Slot::Sender, subject, Mode::Full);
                let contact = self.keys.subject(Kind::Contact, &address);
                self.ask(Slot::SenderContact, contact, Mode::Full);
            }
            if !domain.is_empty() {
                let kind = choose(Kind::Domain, Kind::ClaimedDomain);
                let subject = self.enter(kind, &domain, 0, true);
                self.ask(Slot::Domain, subject, Mode::Full);
                let contact = self.keys.subject(Kind::ContactDomain, &domain);
                self.ask(Slot::DomainContact, contact, Mode::Full);
            }
        }
        if let Some(reply_to) = observation.reply_to.as_deref().map(value)
            && !reply_to.is_empty()
        {
            let kind = choose(Kind::ReplyTo, Kind::ClaimedReplyTo);
            let subject = self.enter(kind, &reply_to, 0, true);
            self.ask(Slot::ReplyTo, subject, Mode::Full);
            let contact = self.keys.subject(Kind::Contact, &reply_to);
            self.ask(Slot::ReplyToContact, contact, Mode::Full);
        }
    }

    fn numbers(&mut self, observation: &Observation) {
        let claimed = observation.claimed_brand.as_deref().map(value);
        let brand = match &claimed {
            Some(brand) if !observation.numbers.is_empty() => self.name(Kind::Brand, brand, 0),
            _ => 0,
        };
        for (at, number) in observation.numbers.iter().take(MOST_NUMBERS).enumerate() {
            let e164 = value(&number.e164);
            let block = block(&e164).map(|it| self.keys.subject(Kind::Block, it));
            let is_open = !number.standing.is_exempt();
            let subject = self.name(Kind::Number, &e164, block.filter(|_| is_open).unwrap_or(0));
            self.plan.entries.push(Entry {
                subject,
                origin: self.origin,
                detail: brand,
                takes_verdict: is_open,
            });
            self.ask(Slot::Number(at), subject, Mode::Full);
            if let Some(block) = block {
                self.ask(Slot::Block(at), block, Mode::Bad);
            }
        }
    }

    fn shape(&mut self, observation: &Observation) {
        if let Some(hash) = observation.text {
            let subject = self.enter(Kind::Text, &format!("{hash:016x}"), 0, true);
            self.plan.text = Some((hash, subject));
            self.ask(Slot::Text, subject, Mode::Full);
        }
        if let Some(hash) = observation.template {
            let subject = self.enter(Kind::Template, &format!("{hash:016x}"), 0, true);
            self.ask(Slot::Template, subject, Mode::Full);
        }
    }

    /// Genuine orders are kept only if the operator wants it, only of authenticated mail of the brand itself,
    /// and only where the mailbox is known. What is judged bad afterwards does not count.
    ///
    /// Asked is wherever the mailbox is known: what was kept once can be answered.
    fn orders(&mut self, observation: &Observation, settings: &Settings) {
        if self.plan.mailbox == NO_MAILBOX {
            return;
        }
        let ids = || observation.order_ids.iter().take(MOST_ORDERS);
        if let Some(brand) = observation.genuine_brand.as_deref().map(value)
            && self.origin != 0
            && settings.orders
        {
            self.enter(Kind::GenuineBrand, &brand, 0, true);
            let orders: Vec<String> = ids().filter_map(|it| order_value(&brand, it)).collect();
            if !orders.is_empty() {
                self.enter(Kind::GenuineOrders, &brand, 0, true);
            }
            for order in orders {
                self.enter(Kind::Order, &order, 0, true);
            }
        }
        if let Some(brand) = observation.claimed_brand.as_deref().map(value)
            && !observation.order_ids.is_empty()
        {
            self.ask_orders(&brand, &observation.order_ids);
        }
    }

    fn ask_orders(&mut self, brand: &str, ids: &[String]) {
        let count = self.keys.subject(Kind::GenuineBrand, brand);
        self.ask(Slot::GenuineBrand, count, Mode::HereLately);
        let count = self.keys.subject(Kind::GenuineOrders, brand);
        self.ask(Slot::GenuineOrders, count, Mode::HereLately);
        for (at, id) in ids.iter().take(MOST_ORDERS).enumerate() {
            if let Some(order) = order_value(brand, id) {
                let subject = self.keys.subject(Kind::Order, &order);
                self.ask(Slot::Order(at), subject, Mode::HereAtAll);
            }
        }
    }

    /// Sorted, so that two writers take rows in the same order and never wait for each other in a circle.
    fn finish(mut self) -> Plan {
        self.plan.entries.sort_by_key(|it| it.subject);
        self.plan.entries.dedup_by_key(|it| it.subject);
        self.plan.names.sort_by_key(|it| it.id);
        self.plan.names.dedup_by_key(|it| it.id);
        self.plan
    }
}

/// The questions of an order check alone.
pub(crate) fn order_plan(
    keys: &Keys,
    mailbox: &str,
    brand: &str,
    ids: &[String],
    now: UnixSeconds,
) -> Plan {
    let mut planner = Planner {
        plan: Plan {
            time: placed(now),
            mailbox: keys.mailbox(Some(mailbox)),
            ..Plan::default()
        },
        keys,
        origin: 0,
    };
    if planner.plan.mailbox != NO_MAILBOX {
        planner.ask_orders(&value(brand), ids);
    }
    planner.plan
}

/// The questions about subjects of several kinds that are called `name`.
pub(crate) fn look_plan(
    keys: &Keys,
    kinds: &[(Slot, Kind)],
    name: &str,
    mailbox: Option<&str>,
    now: UnixSeconds,
) -> Plan {
    let mut planner = Planner {
        plan: Plan {
            time: placed(now),
            mailbox: keys.mailbox(mailbox),
            ..Plan::default()
        },
        keys,
        origin: 0,
    };
    let name = value(name);
    for (slot, kind) in kinds {
        match kind {
            Kind::Block => {
                if let Some(block) = block(&name) {
                    let subject = keys.subject(Kind::Block, block);
                    planner.ask(*slot, subject, Mode::Bad);
                }
            }
            kind => {
                let subject = keys.subject(*kind, &name);
                planner.ask(*slot, subject, Mode::Full);
            }
        }
    }
    planner.plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::{Contact, NumberSeen, SenderSeen, Standing};

    fn keys() -> Keys {
        Keys {
            salt: [1; 32],
            secret: [2; 32],
        }
    }

    fn with_orders() -> Settings {
        Settings {
            orders: true,
            ..Settings::default()
        }
    }

    fn observation(authenticated: bool) -> Observation {
        Observation {
            mailbox: Some("pat@home.example".to_owned()),
            sender: Some(SenderSeen {
                address: "orders@shop.example".to_owned(),
                domain: "shop.example".to_owned(),
                authenticated,
            }),
            genuine_brand: Some("shop".to_owned()),
            claimed_brand: Some("shop".to_owned()),
            order_ids: vec!["113-0000001".to_owned()],
            ..Observation::default()
        }
    }

    fn kinds(observation: &Observation, settings: &Settings) -> Vec<i16> {
        let plan = Plan::of(observation, &keys(), settings);
        let mut kinds: Vec<i16> = plan.names.iter().map(|it| it.kind).collect();
        kinds.sort_unstable();
        kinds
    }

    #[test]
    fn orders_are_kept_of_authenticated_mail_where_wanted() {
        let all = [1, 3, 13, 14, 15];
        assert_eq!(kinds(&observation(true), &with_orders()), all);
        assert_eq!(kinds(&observation(true), &Settings::default()), [1, 3]);
        assert_eq!(kinds(&observation(false), &with_orders()), [2, 4]);
        let mut homeless = observation(true);
        homeless.mailbox = None;
        assert_eq!(kinds(&homeless, &with_orders()), [1, 3]);
    }

    #[test]
    fn only_our_own_authenticated_mail_makes_contacts() {
        let mut sent = observation(true);
        sent.direction = Direction::Outbound;
        sent.contacts = vec![Contact {
            address: "Ann@firm.example".to_owned(),
            domain: Some("firm.example".to_owned()),
        }];
        assert_eq!(kinds(&sent, &with_orders()), [7, 8]);
        sent.sender.as_mut().unwrap().authenticated = false;
        assert_eq!(kinds(&sent, &with_orders()), [0_i16; 0]);
    }

    #[test]
    fn a_message_adds_a_bounded_number_of_rows() {
        let mut flood = observation(true);
        flood.order_ids = (0..5_000).map(|it| format!("order-{it:06}")).collect();
        flood.numbers = (0..5_000)
            .map(|it| NumberSeen {
                e164: format!("+1805555{it:04}"),
                standing: Standing::Other,
            })
            .collect();
        flood.reply_to = Some("x".repeat(100_000));
        let plan = Plan::of(&flood, &keys(), &with_orders());
        assert!(plan.entries.len() < 60, "{}", plan.entries.len());
        assert!(plan.asks.len() < 80, "{}", plan.asks.len());
        let longest = plan.names.iter().filter_map(|it| it.value.as_ref());
        assert!(longest.map(String::len).max().unwrap() <= LONGEST_VALUE);
        let mut sent = observation(true);
        sent.direction = Direction::Outbound;
        sent.contacts = (0..5_000)
            .map(|it| Contact {
                address: format!("{it}@firm.example"),
                domain: None,
            })
            .collect();
        let plan = Plan::of(&sent, &keys(), &with_orders());
        assert_eq!(plan.entries.len(), MOST_CONTACTS);
    }

    #[test]
    fn subject_lines_are_kept_only_where_wanted() {
        let mut mail = observation(true);
        mail.subject_line = Some("Your order".to_owned());
        let kept = |settings: &Settings| Plan::of(&mail, &keys(), settings).subject_line;
        assert_eq!(kept(&Settings::default()), None);
        let settings = Settings {
            subject_lines: true,
            ..Settings::default()
        };
        assert_eq!(kept(&settings).as_deref(), Some("Your order"));
    }

    #[test]
    fn hundreds_of_numbers() {
        assert_eq!(block("+18055550142"), Some("+180555501"));
        assert_eq!(block("+49301"), None);
        assert_eq!(block(""), None);
    }
}
