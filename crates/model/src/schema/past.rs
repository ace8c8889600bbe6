//! What was seen before, as rules read it under `facts`.
//!
//! Where no history could be asked, every one of them is missing. That nothing is known of somebody is
//! an answer; that nobody was asked is none.

use history::{Profile, UnixSeconds, format_time};
use limits::Capability;
use mql::{Env, SchemaBuilder, Value};

use crate::facts::{Facts, NumberFact};
use crate::{Past, Subject};

pub(super) fn declare(schema: &mut SchemaBuilder) {
    declare_facts(schema);
    declare_sender(schema);
    declare_numbers(schema);
}

fn subject<'m>(env: &Env<'m>) -> Option<&'m Subject> {
    env.host::<Subject>()
}

/// What `read` gives of the past; missing where there is none.
fn of_past<'m>(env: &Env<'m>, read: impl FnOnce(&'m Past) -> Value<'m>) -> Value<'m> {
    match subject(env).and_then(|it| it.past.as_ref()) {
        Some(past) => read(past),
        None => env.missing(Capability::History),
    }
}

fn time<'m>(time: Option<UnixSeconds>, env: &Env<'m>) -> Value<'m> {
    time.map_or(Value::Null, |it| env.text(&format_time(it)))
}

fn declare_facts(schema: &mut SchemaBuilder) {
    schema
        .object::<Facts>(
            "Facts",
            "What offhook knows beyond the plain message data model.",
        )
        .field(
            "order",
            "str",
            "Whether a genuine mail of the claimed brand in this mailbox names the order: matched, absent or unknown.",
            |_, env| of_past(env, |it| it.knowledge.order.state.name().into()),
        )
        .field(
            "history",
            "HistoryFacts",
            "What was seen before this message was received.",
            |_, env| of_past(env, Value::object),
        );
    schema
        .object::<Past>(
            "HistoryFacts",
            "What was seen before this message was received.",
        )
        .field(
            "genuine_mails",
            "int",
            "Genuine mails of the claimed brand in this mailbox within a year, up to 256.",
            |it, _| it.knowledge.order.genuine_mails.into(),
        )
        .field(
            "genuine_orders",
            "int",
            "Those of them that name an order.",
            |it, _| it.knowledge.order.genuine_orders.into(),
        )
        .field(
            "alike_mails",
            "int",
            "Earlier mails with nearly the same text, up to 256.",
            |it, _| {
                it.knowledge
                    .campaign
                    .as_ref()
                    .map_or(0, |it| it.seen.mails)
                    .into()
            },
        )
        .field(
            "alike_mailboxes",
            "int",
            "Mailboxes that got them, up to 16.",
            |it, _| {
                it.knowledge
                    .campaign
                    .as_ref()
                    .map_or(0, |it| it.mailboxes)
                    .into()
            },
        )
        .field(
            "alike_malicious",
            "int",
            "Those of them judged malicious, or called so by a person.",
            |it, _| {
                verdicts(
                    it.knowledge
                        .campaign
                        .as_ref()
                        .map(|it| (it.verdicts.malicious, it.taught_malicious)),
                )
            },
        )
        .field(
            "alike_benign",
            "int",
            "Those of them judged benign, or called good by a person.",
            |it, _| {
                verdicts(
                    it.knowledge
                        .campaign
                        .as_ref()
                        .map(|it| (it.verdicts.benign, it.taught_benign)),
                )
            },
        );
}

/// How many verdicts of a kind there are; a person's word counts for one.
fn verdicts<'m>(counted: Option<(u32, bool)>) -> Value<'m> {
    let (judged, taught) = counted.unwrap_or_default();
    judged.max(u32::from(taught)).into()
}

fn declare_sender(schema: &mut SchemaBuilder) {
    fn of_sender<'m>(env: &Env<'m>, read: impl FnOnce(&'m Profile) -> Value<'m>) -> Value<'m> {
        match subject(env) {
            Some(it) if it.past.is_some() => it.sender_profile().map_or(Value::Null, read),
            _ => env.missing(Capability::History),
        }
    }
    schema
        .object::<Facts>(
            "IdentityFacts",
            "Who sent the message, and how that fits its claims.",
        )
        .field(
            "first_seen",
            "time",
            "When this sender was first seen: the address at a mailbox provider, else the domain.",
            |_, env| of_sender(env, |it| time(it.seen.first, env)),
        )
        .field(
            "prevalence",
            "str",
            "How established it is: new, outlier, rare, uncommon or common.",
            |_, env| of_sender(env, |it| it.prevalence.name().into()),
        )
        .field(
            "solicited",
            "bool",
            "Whether anybody here wrote to this sender.",
            |_, env| of_sender(env, |it| it.solicited().into()),
        )
        .field(
            "judged_malicious",
            "int",
            "Earlier mails of it that were judged malicious, or called so by a person.",
            |_, env| {
                of_sender(env, |it| {
                    verdicts(Some((it.verdicts.malicious, it.taught_malicious)))
                })
            },
        )
        .field(
            "judged_benign",
            "int",
            "Earlier mails of it that were judged benign, or called good by a person.",
            |_, env| {
                of_sender(env, |it| {
                    verdicts(Some((it.verdicts.benign, it.taught_benign)))
                })
            },
        );
}

fn declare_numbers(schema: &mut SchemaBuilder) {
    type Record = history::NumberRecord;
    fn of_number<'m>(
        number: &'m NumberFact,
        env: &Env<'m>,
        read: impl FnOnce(&'m Record) -> Value<'m>,
    ) -> Value<'m> {
        let of_past = |past: &'m Past| past.number(&number.number.e164).map_or(Value::Null, read);
        match subject(env).and_then(|it| it.past.as_ref()) {
            Some(past) => of_past(past),
            None => env.missing(Capability::History),
        }
    }
    schema
        .object::<NumberFact>("NumberFact", "A phone number.")
        .field(
            "reputation",
            "float",
            "How bad its name is, 0 to 1; halves every 14 days.",
            |it, env| of_number(it, env, |it| it.reputation.into()),
        )
        .field(
            "first_seen",
            "time",
            "When it was first seen.",
            |it, env| of_number(it, env, |it| time(it.seen.first, env)),
        )
        .field(
            "seen_mails",
            "int",
            "Earlier mails with it, up to 256.",
            |it, env| of_number(it, env, |it| it.seen.mails.into()),
        )
        .field(
            "judged_malicious",
            "int",
            "Earlier mails with it that were judged malicious, or a person's word that it is bad.",
            |it, env| {
                of_number(it, env, |it| {
                    verdicts(Some((it.verdicts.malicious, it.taught_malicious)))
                })
            },
        )
        .field(
            "seen_brands",
            "[str]",
            "Ids of the brands that earlier mails with it spoke for.",
            |it, env| of_number(it, env, |it| (&it.brands).into()),
        )
        .field(
            "bad_neighbours",
            "int",
            "Other numbers of its hundred in bad mail. Says nothing alone.",
            |it, env| of_number(it, env, |it| it.bad_neighbours.into()),
        );
}
