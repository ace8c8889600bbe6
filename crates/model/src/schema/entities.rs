//! `ml.nlu_classifier(…).entities` and `.tags`: words that play a part, told by phrases.
//!
//! What is found is meant to be right. That none of a kind was found means that there is none for some kinds alone
//! ([`EntityKind::is_often_missed`]): a rule that asks for one of the others is undecided where none fits, and so is
//! one that asks that there be none.

use claims::{EntityKind, TagKind};
use intent::Confidence;
use limits::Capability;
use mql::{Env, SchemaBuilder, Value};

use super::intent::Ranked;
use super::topics::Topic;
use crate::Subject;

/// What was found in one text, or might be there.
pub(super) struct Found {
    entities: Vec<Entity>,
    tags: Vec<Ranked>,
    topics: Vec<Topic>,
    /// Whether there is more than was looked at.
    cut: bool,
}

/// Words that play a part, or an example of what is often missed.
struct Entity {
    kind: EntityKind,
    text: Option<String>,
}

impl Found {
    /// What is found in `text` and its `subject`; `None` where nobody knows the language.
    pub(super) fn read(subject: &str, text: &str, env: &Env<'_>) -> Option<Self> {
        let reader = env.host::<Subject>()?.entities.as_ref()?;
        let found = reader.read(subject, text)?;
        let entities = found.entities.into_iter().map(|it| Entity {
            kind: it.kind,
            text: Some(it.text),
        });
        let tags = found.tags.into_iter().map(|it| Ranked {
            name: it.kind.name(),
            confidence: Some(if it.is_clear {
                Confidence::High
            } else {
                Confidence::Medium
            }),
        });
        Some(Self {
            entities: entities.collect(),
            tags: tags.collect(),
            topics: found.topics.into_iter().map(Topic::from).collect(),
            cut: found.cut,
        })
    }

    /// The entities, with what they lack.
    pub(super) fn entities<'m>(&'m self, env: &Env<'m>) -> Value<'m> {
        if self.cut {
            env.lack(Capability::TextLimit);
        }
        env.lack(Capability::Nlu);
        Value::objects(&self.entities)
    }

    /// The tags, with what they lack.
    pub(super) fn tags<'m>(&'m self, env: &Env<'m>) -> Value<'m> {
        env.lack(Capability::Nlu);
        Value::objects(&self.tags)
    }

    /// The topics, with what they lack.
    pub(super) fn topics<'m>(&'m self, env: &Env<'m>) -> Value<'m> {
        env.lack(Capability::Nlu);
        Value::objects(&self.topics)
    }
}

pub(super) fn declare(schema: &mut SchemaBuilder) {
    let often_missed = EntityKind::ALL.iter().filter(|it| it.is_often_missed());
    let unseen = often_missed.map(|&kind| (kind.name(), Entity { kind, text: None }));
    schema
        .object::<Entity>("NluEntity", "Words that play a part in a text.")
        .field(
            "name",
            "str",
            "Which part: `request`, `urgency`, `financial`, `greeting`, `salutation`, `sender`, `recipient`, `org` or `disclaimer`.",
            |it, _| it.kind.name().into(),
        )
        .field("text", "str", "The words as written.", |it, env| {
            match &it.text {
                Some(text) => text.into(),
                None => env.missing(Capability::Nlu),
            }
        })
        .unseen(Capability::Nlu, unseen);
}

/// Examples of tags that are not found.
pub(super) fn unseen_tags() -> impl Iterator<Item = (&'static str, Ranked)> {
    TagKind::ALL.iter().map(|kind| {
        let example = Ranked {
            name: kind.name(),
            confidence: None,
        };
        (kind.name(), example)
    })
}
