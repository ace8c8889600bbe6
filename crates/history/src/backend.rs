//! What each store must be able to do; everything else is the same for both and stands here.

use crate::answer::{Answers, Reader};
use crate::error::HistoryError;
use crate::export::Line;
use crate::knowledge::{Campaign, Knowledge, NumberRecord, OrderCheck};
use crate::observation::{Conclusion, MessageKey, Observation, Standing, UnixSeconds, Verdict};
use crate::own::{Own, OwnBooks, OwnBoxes, OwnMail, OwnOrder, OwnSender};
use crate::plan::{Plan, Slot, look_plan, order_plan};
use crate::settings::Settings;
use crate::store::{Look, SenderBooks, Store, Summary};
use crate::subject::{Keys, Kind};
use crate::teaching::{About, Teaching, TeachingId, TeachingRecord, authorise, fresh_id};

/// Reads and writes of plans.
pub(crate) trait Backend: Send + Sync + std::fmt::Debug {
    fn keys(&self) -> &Keys;
    fn settings(&self) -> &Settings;
    fn place(&self) -> &str;
    /// Answers the questions of `plan`.
    fn read(&self, plan: &Plan) -> Result<Answers, HistoryError>;
    /// What there is for the questions of `plan` in these mailboxes. No sighting of another mailbox is read.
    fn read_own(&self, plan: &Plan, own: &OwnBoxes) -> Result<OwnBooks, HistoryError>;
    /// Answers the questions of `plan` by what was there before, and adds its rows.
    fn read_and_note(&self, plan: &Plan) -> Result<Answers, HistoryError>;
    /// Adds the rows of `plans`, of which no two are of one message. Returns how many messages are new.
    fn note(&self, plans: &[Plan]) -> Result<usize, HistoryError>;
    fn known(&self, messages: &[MessageKey]) -> Result<Vec<bool>, HistoryError>;
    fn conclude(&self, conclusions: &[&Conclusion]) -> Result<(), HistoryError>;
    fn teach(&self, id: TeachingId, teaching: &Teaching) -> Result<(), HistoryError>;
    fn undo(&self, id: TeachingId, actor: &str, now: UnixSeconds) -> Result<(), HistoryError>;
    /// All words, or those about what is called `about`; oldest first.
    fn teachings(&self, about: Option<&str>) -> Result<Vec<TeachingRecord>, HistoryError>;
    fn purge(&self, mailbox: i64) -> Result<u64, HistoryError>;
    fn expire(&self, before: UnixSeconds) -> Result<u64, HistoryError>;
    /// The next messages after the id `after`, with their ids; none at the end.
    fn lines(&self, mailbox: Option<i64>, after: i64) -> Result<Vec<(i64, Line)>, HistoryError>;
    fn summary(&self) -> Result<Summary, HistoryError>;
}

/// What a verdict does to the books: one that rests on the history leaves no mark.
pub(crate) fn mark(conclusion: &Conclusion) -> i16 {
    if conclusion.rests_on_history && conclusion.verdict > Verdict::Undecided {
        Verdict::Undecided.code()
    } else {
        conclusion.verdict.code()
    }
}

impl<B: Backend> Store for B {
    fn recall(&self, observation: &Observation) -> Result<Knowledge, HistoryError> {
        let plan = Plan::of(observation, self.keys(), self.settings());
        let answers = self.read(&plan)?;
        Ok(reader(&plan, &answers).knowledge(observation))
    }

    fn observe(&self, observation: &Observation) -> Result<Knowledge, HistoryError> {
        let plan = Plan::of(observation, self.keys(), self.settings());
        let answers = self.read_and_note(&plan)?;
        Ok(reader(&plan, &answers).knowledge(observation))
    }

    fn learn(&self, observations: &[Observation]) -> Result<usize, HistoryError> {
        let mut seen = std::collections::BTreeSet::new();
        let plans: Vec<Plan> = observations
            .iter()
            .filter(|it| seen.insert(it.message))
            .map(|it| Plan::of(it, self.keys(), self.settings()))
            .collect();
        if plans.is_empty() {
            return Ok(0);
        }
        self.note(&plans)
    }

    fn known(&self, messages: &[MessageKey]) -> Result<Vec<bool>, HistoryError> {
        Backend::known(self, messages)
    }

    fn conclude(&self, conclusions: &[Conclusion]) -> Result<(), HistoryError> {
        // The last word on a message counts.
        let mut last = std::collections::BTreeMap::new();
        for it in conclusions {
            last.insert(it.message, it);
        }
        let conclusions: Vec<&Conclusion> = last.into_values().collect();
        if conclusions.is_empty() {
            return Ok(());
        }
        Backend::conclude(self, &conclusions)
    }

    fn order_state(
        &self,
        mailbox: &str,
        brand: &str,
        ids: &[String],
        now: UnixSeconds,
    ) -> Result<OrderCheck, HistoryError> {
        let plan = order_plan(self.keys(), mailbox, brand, ids, now);
        let answers = self.read(&plan)?;
        Ok(reader(&plan, &answers).order())
    }

    fn sender(&self, look: &Look<'_>) -> Result<SenderBooks, HistoryError> {
        let mailbox = look.mailbox.map(str::to_owned);
        let plan = sender_plan(self.keys(), look.name, mailbox.as_ref(), look.now);
        let answers = self.read(&plan)?;
        let reader = reader(&plan, &answers);
        let profile = |slot, authenticated| {
            let contact = reader.ledger(Slot::SenderContact);
            let ledger = reader.ledger(slot);
            ledger
                .map(|it| reader.profile(it, contact, authenticated))
                .unwrap_or_default()
        };
        Ok(SenderBooks {
            authenticated: profile(Slot::Sender, true),
            claimed: profile(Slot::Domain, false),
        })
    }

    fn number(&self, look: &Look<'_>) -> Result<NumberRecord, HistoryError> {
        let kinds = [
            (Slot::Number(0), Kind::Number),
            (Slot::Block(0), Kind::Block),
        ];
        let plan = look_plan(self.keys(), &kinds, look.name, look.mailbox, look.now);
        let answers = self.read(&plan)?;
        let found = reader(&plan, &answers).number(0, look.name, Standing::Other);
        Ok(found.unwrap_or_default())
    }

    fn recall_own(
        &self,
        observation: &Observation,
        own: &Own<'_>,
        without: &[MessageKey],
    ) -> Result<Knowledge, HistoryError> {
        let observation = Observation {
            // The mailboxes that are asked count as one.
            mailbox: own.mailboxes.first().cloned(),
            received: own.now,
            ..observation.clone()
        };
        let plan = Plan::of(&observation, self.keys(), self.settings());
        let answers = own_answers(self, &plan, own, without)?;
        Ok(reader(&plan, &answers).knowledge(&observation))
    }

    fn own_sender(&self, name: &str, own: &Own<'_>) -> Result<OwnSender, HistoryError> {
        let plan = sender_plan(self.keys(), name, own.mailboxes.first(), own.now);
        let answers = own_answers(self, &plan, own, &[])?;
        let reader = reader(&plan, &answers);
        let mail = |slot| reader.ledger(slot).map(OwnMail::of).unwrap_or_default();
        Ok(OwnSender {
            authenticated: mail(Slot::Sender),
            claimed: mail(Slot::Domain),
            written_to: mail(Slot::SenderContact).seen,
        })
    }

    fn own_number(&self, e164: &str, own: &Own<'_>) -> Result<OwnMail, HistoryError> {
        let kinds = [(Slot::Number(0), Kind::Number)];
        let mailbox = own.mailboxes.first().map(String::as_str);
        let plan = look_plan(self.keys(), &kinds, e164, mailbox, own.now);
        let answers = own_answers(self, &plan, own, &[])?;
        let reader = reader(&plan, &answers);
        let found = reader.ledger(Slot::Number(0)).map(OwnMail::of);
        Ok(found.unwrap_or_default())
    }

    fn own_order(&self, brand: &str, id: &str, own: &Own<'_>) -> Result<OwnOrder, HistoryError> {
        let Some(mailbox) = own.mailboxes.first() else {
            return Ok(OwnOrder::default());
        };
        let plan = order_plan(self.keys(), mailbox, brand, &[id.to_owned()], own.now);
        let answers = own_answers(self, &plan, own, &[])?;
        let reader = reader(&plan, &answers);
        let check = reader.order();
        let order = reader.ledger(Slot::Order(0));
        Ok(OwnOrder {
            state: check.state,
            seen: order
                .map(crate::ledger::Ledger::told_here)
                .unwrap_or_default(),
            genuine_mails: check.genuine_mails,
            genuine_orders: check.genuine_orders,
        })
    }

    fn campaign(&self, hash: u64, now: UnixSeconds) -> Result<Campaign, HistoryError> {
        let name = format!("{hash:016x}");
        let kinds = [(Slot::Text, Kind::Text), (Slot::Template, Kind::Template)];
        let mut plan = look_plan(self.keys(), &kinds, &name, None, now);
        plan.text = plan.asks.first().map(|it| (hash, it.subject));
        let answers = self.read(&plan)?;
        let reader = reader(&plan, &answers);
        let of = |slot| reader.ledger(slot).map(|it| reader.campaign(it));
        let text = of(Slot::Text).filter(|it| it.seen.mails > 0);
        Ok(text.or_else(|| of(Slot::Template)).unwrap_or_default())
    }

    fn teach(&self, teaching: &Teaching) -> Result<TeachingId, HistoryError> {
        authorise(&teaching.actor, self.settings())?;
        let id = fresh_id()?;
        Backend::teach(self, id, teaching)?;
        Ok(id)
    }

    fn undo(
        &self,
        teaching: TeachingId,
        actor: &str,
        now: UnixSeconds,
    ) -> Result<(), HistoryError> {
        authorise(actor, self.settings())?;
        Backend::undo(self, teaching, actor, now)
    }

    fn teachings(&self) -> Result<Vec<TeachingRecord>, HistoryError> {
        Backend::teachings(self, None)
    }

    fn teachings_of(&self, message: MessageKey) -> Result<Vec<TeachingRecord>, HistoryError> {
        Backend::teachings(self, Some(&About::Message(message).text()))
    }

    fn purge(&self, mailbox: &str) -> Result<u64, HistoryError> {
        match self.keys().mailbox(Some(mailbox)) {
            crate::subject::NO_MAILBOX => Ok(0),
            mailbox => Backend::purge(self, mailbox),
        }
    }

    fn expire(&self, before: UnixSeconds) -> Result<u64, HistoryError> {
        Backend::expire(self, before)
    }

    fn export(
        &self,
        mailbox: Option<&str>,
        write: &mut dyn FnMut(&Line) -> std::io::Result<()>,
    ) -> Result<(), HistoryError> {
        let mailbox = mailbox.map(|it| self.keys().mailbox(Some(it)));
        let failed = |source| HistoryError::File {
            place: "the export".to_owned(),
            source,
        };
        let mut after = 0;
        loop {
            let lines = self.lines(mailbox, after)?;
            let Some((last, _)) = lines.last() else {
                break;
            };
            after = *last;
            for (_, line) in &lines {
                write(line).map_err(failed)?;
            }
        }
        if mailbox.is_none() {
            for it in Backend::teachings(self, None)? {
                write(&Line::Teaching(it)).map_err(failed)?;
            }
        }
        Ok(())
    }

    fn summary(&self) -> Result<Summary, HistoryError> {
        Backend::summary(self)
    }

    fn place(&self) -> &str {
        Backend::place(self)
    }
}

fn reader<'a>(plan: &'a Plan, answers: &'a Answers) -> Reader<'a> {
    Reader { plan, answers }
}

/// The questions about an address or, without `@`, a domain: the books of authenticated mail as the sender's, those of other mail in
/// the place of the domain's.
fn sender_plan(keys: &Keys, name: &str, mailbox: Option<&String>, now: UnixSeconds) -> Plan {
    let kinds = if name.contains('@') {
        [Kind::Sender, Kind::Contact, Kind::ClaimedSender]
    } else {
        [Kind::Domain, Kind::ContactDomain, Kind::ClaimedDomain]
    };
    let slots = [Slot::Sender, Slot::SenderContact, Slot::Domain];
    let kinds: Vec<_> = slots.into_iter().zip(kinds).collect();
    look_plan(keys, &kinds, name, mailbox.map(String::as_str), now)
}

/// The answers to `plan` from one's own mailboxes. Where there are none, nothing is asked.
fn own_answers(
    backend: &impl Backend,
    plan: &Plan,
    own: &Own<'_>,
    without: &[MessageKey],
) -> Result<Answers, HistoryError> {
    let boxes = OwnBoxes::of(own, without, backend.keys());
    if boxes.mailboxes.is_empty() {
        return Ok(OwnBooks::default().answers(plan));
    }
    Ok(backend.read_own(plan, &boxes)?.answers(plan))
}
