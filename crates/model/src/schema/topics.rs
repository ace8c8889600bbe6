//! `ml.nlu_classifier(…).topics` and `beta.ml_topic`: what a text is about, told by phrases.
//!
//! What is told is meant to be right. A topic that is not told may be there all the same, and for many there are no
//! phrases: a rule that asks for one is undecided where none fits, and so is one that asks that there be none.

use claims::TopicKind;
use intent::Confidence;
use limits::Capability;
use mql::{Arguments, Env, FunctionBuilder, SchemaBuilder, Value};

use super::entities::Found;
use super::intent::head;

/// Topics that public rules ask for and that no phrases tell.
const UNTOLD: [&str; 24] = [
    "Acts of Violence",
    "B2B Cold Outreach",
    "Benefit Enrollment",
    "Bounce Back and Delivery Failure Notifications",
    "Charity and Non-Profit",
    "Contact List Solicitation",
    "Customer Service and Support",
    "Educational and Research",
    "Entertainment and Sports",
    "Events and Webinars",
    "Government Services",
    "Health and Wellness",
    "Legal and Compliance",
    "News and Current Events",
    "Out of Band Pivot",
    "Out of Office and Automatic Replies",
    "Political Mail",
    "Professional and Career Development",
    "Purchase Orders",
    "Romance",
    "Secure Message",
    "Sexually Explicit Messages",
    "Social Media and Networking",
    "Software and App Updates",
];

/// A subject of a text.
pub(super) struct Topic {
    /// `None` of one that was not found.
    told: Option<(TopicKind, Confidence)>,
}

impl From<claims::Topic> for Topic {
    fn from(topic: claims::Topic) -> Self {
        let confidence = if topic.is_clear {
            Confidence::High
        } else {
            Confidence::Medium
        };
        Self {
            told: Some((topic.kind, confidence)),
        }
    }
}

/// What `beta.ml_topic` says of one text.
struct Topics {
    found: Option<Found>,
    /// Whether there is more of the text than was read.
    cut: bool,
}

pub(super) fn declare(schema: &mut SchemaBuilder) {
    let names = TopicKind::ALL.iter().map(|it| it.name());
    schema
        .object::<Topic>("Topic", "A subject of a text, and how sure it is.")
        .field(
            "name",
            "str",
            "What it is, as `Newsletters and Digests`.",
            |it, env| match it.told {
                Some((kind, _)) => kind.name().into(),
                None => env.missing(Capability::Nlu),
            },
        )
        .field(
            "confidence",
            "str",
            "How sure that is: `medium` or `high`.",
            |it, env| match it.told {
                Some((_, confidence)) => confidence.name().into(),
                None => env.missing(Capability::Nlu),
            },
        )
        .unseen_of_any_kind(Capability::Nlu, names.chain(UNTOLD), Topic { told: None });
    schema
        .object::<Topics>("Topics", "What a text is about.")
        .field(
            "topics",
            "[Topic]",
            "The subjects of the text; missing where the phrases do not know the language.",
            |it, env| {
                if it.cut {
                    env.lack(Capability::TextLimit);
                }
                match &it.found {
                    Some(found) => found.topics(env),
                    None => env.missing(Capability::Nlu),
                }
            },
        );
    schema.function(
        FunctionBuilder::new("beta.ml_topic", "What a text is about.")
            .takes("text", "str")
            .returns("Topics")
            .needs(Capability::Nlu)
            .implemented(topics as for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>),
    );
}

fn topics<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let Some(text) = arguments.text(0) else {
        return Value::Null;
    };
    if !env.spend(text.len() as u64) {
        return env.missing(Capability::EvaluationLimit);
    }
    let read = head(text);
    env.keep(Topics {
        found: Found::read("", read, env),
        cut: read.len() < text.len(),
    })
}
