//! `profile.by_sender` and its kin, as the public rule feed reads them: what was known of a sender before
//! the message was received. Where no history was asked they are missing, so that
//! `not profile.by_sender().solicited` asserts nothing.

use history::{Profile, UnixSeconds};
use limits::Capability;
use mql::{Arguments, Env, FunctionBuilder, SchemaBuilder, Value};

use crate::{Past, Subject};

const DAY: UnixSeconds = 86_400;

/// A profile, seen from the message that asks.
struct Seen {
    profile: Profile,
    now: UnixSeconds,
    auth_failed: Option<bool>,
}

impl Seen {
    fn days_since(&self, time: Option<UnixSeconds>) -> Value<'static> {
        let days = time.map(|it| self.now.saturating_sub(it) / DAY);
        days.map_or(Value::Null, Value::Int)
    }
}

pub(super) fn declare(schema: &mut SchemaBuilder) {
    declare_profile(schema);
    declare_days(schema);
    for (name, doc, capability, implementation) in FUNCTIONS {
        schema.function(
            FunctionBuilder::new(name, doc)
                .returns("SenderProfile")
                .needs(capability)
                .implemented(implementation),
        );
    }
}

type Implementation = for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>;

const FUNCTIONS: [(&str, &str, Capability, Implementation); 4] = [
    (
        "profile.by_sender",
        "What is known of the sender: of the address where the domain is a mailbox provider's, else of the domain.",
        Capability::ProfileBySender,
        by_sender,
    ),
    (
        "profile.by_sender_email",
        "What is known of the sender's address.",
        Capability::ProfileBySenderEmail,
        by_sender_email,
    ),
    (
        "profile.by_sender_domain",
        "What is known of the sender's domain.",
        Capability::ProfileBySenderDomain,
        by_sender_domain,
    ),
    (
        "beta.profile.by_reply_to",
        "What is known of the Reply-To address; null where there is none.",
        Capability::ProfileByReplyTo,
        by_reply_to,
    ),
];

fn by_sender<'m>(_: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    of_sender(env, Capability::ProfileBySender, |it, _| {
        it.sender_profile()
    })
}

fn by_sender_email<'m>(_: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    of_sender(env, Capability::ProfileBySenderEmail, |_, past| {
        past.knowledge.sender.as_ref()
    })
}

fn by_sender_domain<'m>(_: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    of_sender(env, Capability::ProfileBySenderDomain, |_, past| {
        past.knowledge.sender_domain.as_ref()
    })
}

fn by_reply_to<'m>(_: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let Some((subject, past)) = asked(env) else {
        return env.missing(Capability::ProfileByReplyTo);
    };
    let Some(reply_to) = subject.message.headers.reply_to.first() else {
        return Value::Null;
    };
    let address = subject.facts.sender.address.as_deref();
    // The history keeps books for a Reply-To only where it is another than the sender.
    let profile = if address == Some(&reply_to.email.email.to_lowercase()) {
        past.knowledge.sender.as_ref()
    } else {
        past.knowledge.reply_to.as_ref()
    };
    keep(profile, past, None, env)
}

/// The profile that `choose` picks. The books are kept by `From`: where the model names another sender (one
/// recovered from a group's relay), nobody was asked about him.
fn of_sender<'m>(
    env: &Env<'m>,
    capability: Capability,
    choose: fn(&'m Subject, &'m Past) -> Option<&'m Profile>,
) -> Value<'m> {
    let Some((subject, past)) = asked(env) else {
        return env.missing(capability);
    };
    let sender = subject.message.sender.email.email.to_lowercase();
    if subject.facts.sender.address.as_deref().unwrap_or_default() != sender {
        return env.missing(capability);
    }
    let failed = subject.facts.sender.dmarc_aligned.map(|aligned| !aligned);
    keep(choose(subject, past), past, failed, env)
}

fn asked<'m>(env: &Env<'m>) -> Option<(&'m Subject, &'m Past)> {
    let subject = env.host::<Subject>()?;
    Some((subject, subject.past.as_ref()?))
}

fn keep<'m>(
    profile: Option<&Profile>,
    past: &Past,
    auth_failed: Option<bool>,
    env: &Env<'m>,
) -> Value<'m> {
    let Some(profile) = profile else {
        return Value::Null;
    };
    env.keep(Seen {
        profile: profile.clone(),
        now: past.received,
        auth_failed,
    })
}

fn declare_profile(schema: &mut SchemaBuilder) {
    schema
        .object::<Seen>("SenderProfile", "What is known of a sender.")
        .field(
            "prevalence",
            "str",
            "new, outlier, rare, uncommon or common.",
            |it, _| it.profile.prevalence.name().into(),
        )
        .field(
            "solicited",
            "bool",
            "Whether anybody here wrote to it before.",
            |it, _| it.profile.solicited().into(),
        )
        .field(
            "any_messages_benign",
            "bool",
            "Whether earlier mail of it was judged or called good.",
            |it, _| (it.profile.verdicts.benign > 0 || it.profile.taught_benign).into(),
        )
        .field(
            "any_messages_malicious_or_spam",
            "bool",
            "Whether earlier mail of it was judged or called malicious.",
            |it, _| (it.profile.verdicts.malicious > 0 || it.profile.taught_malicious).into(),
        )
        .field(
            "any_false_positives",
            "bool",
            "Whether a person called mail of it good that had been judged bad.",
            |it, _| it.profile.any_false_positives.into(),
        )
        .field(
            "auth_failed",
            "bool",
            "Whether this mail's sender failed to authenticate; null where nobody checked.",
            |it, _| it.auth_failed.into(),
        )
        .field(
            "days_known",
            "int",
            "Days since it was first seen; 0 for one that never was.",
            |it, _| match it.profile.seen.first {
                Some(first) => it.days_since(Some(first)),
                None => Value::Int(0),
            },
        )
        .field(
            "days_since",
            "DaysSince",
            "How long ago mail went each way.",
            |it, _| Value::object(it),
        );
}

fn declare_days(schema: &mut SchemaBuilder) {
    schema
        .object::<Seen>("DaysSince", "Days between earlier mail and this one.")
        .field("first_contact", "int", "The first, either way.", |it, _| {
            let (seen, sent) = (it.profile.seen.first, it.profile.first_contacted);
            it.days_since(seen.into_iter().chain(sent).min())
        })
        .field("last_contact", "int", "The last, either way.", |it, _| {
            it.days_since(it.profile.seen.last.max(it.profile.last_contacted))
        })
        .field("last_inbound", "int", "The last from it.", |it, _| {
            it.days_since(it.profile.seen.last)
        })
        .field("last_outbound", "int", "The last to it.", |it, _| {
            it.days_since(it.profile.last_contacted)
        });
}
