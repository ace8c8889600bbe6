//! `ml.nlu_classifier`: what a text wants, by a small trained model, and its language, by its words.
//!
//! What the model is not sure of is missing. Entities and tags are [`entities`], topics [`super::topics`].

use std::sync::OnceLock;

use intent::{Answer, Confidence, Model};
use limits::Capability;
use mql::{Arguments, Env, FunctionBuilder, SchemaBuilder, Value};

use super::entities::{self, Found};

/// One text, of which what is asked for is found out once.
struct Classified {
    model: &'static Model,
    subject: String,
    text: String,
    /// Whether there is more of the text than is read.
    cut: bool,
    intents: OnceLock<Option<Vec<Ranked>>>,
    language: OnceLock<Option<&'static str>>,
    found: OnceLock<Option<Found>>,
}

impl Classified {
    /// What the text wants: one thing at most, `None` where the model is not sure.
    fn intents(&self) -> Option<&Vec<Ranked>> {
        let intents = self.intents.get_or_init(|| {
            let (subject, text) = (text::fold(&self.subject), text::fold(&self.text));
            let answer = self.model.classify(&[subject.text(), text.text()]);
            answer.map(|it| vec![ranked(it)])
        });
        intents.as_ref()
    }

    /// The English name of its language. Telling that takes longer than all else, and few rules ask.
    fn language(&self) -> Option<&'static str> {
        let told = || text::language(&self.text).and_then(english_name);
        *self.language.get_or_init(told)
    }

    /// Words that play a part, and what the text deals with; `None` where nobody knows the language.
    fn found(&self, env: &Env<'_>) -> Option<&Found> {
        if self.cut {
            env.lack(Capability::TextLimit);
        }
        let read = || Found::read(&self.subject, &self.text, env);
        self.found.get_or_init(read).as_ref()
    }
}

/// An intent or a tag, and how sure it is.
pub(super) struct Ranked {
    pub(super) name: &'static str,
    /// `None` of a tag that was not found.
    pub(super) confidence: Option<Confidence>,
}

pub(super) fn declare(schema: &mut SchemaBuilder) {
    entities::declare(schema);
    schema
        .object::<Ranked>("Ranked", "A thing, and how sure it is.")
        .field(
            "name",
            "str",
            "What it is; of intents `callback_scam`, `cred_theft`, `bec`, `steal_pii`, `advance_fee`, `extortion`, `job_scam` or `benign`, of tags `invoice`, `payment` or `purchase_order`.",
            |it, _| it.name.into(),
        )
        .field(
            "confidence",
            "str",
            "How sure that is: `low`, `medium` or `high`.",
            |it, env| match it.confidence {
                Some(confidence) => confidence.name().into(),
                None => env.missing(Capability::Nlu),
            },
        )
        .unseen(Capability::Nlu, entities::unseen_tags());
    schema
        .object::<Classified>("Nlu", "What a text wants, its language, and words that play a part.")
        .field(
            "intents",
            "[Ranked]",
            "What the text wants; missing where the model is not sure.",
            |it, env| match it.intents() {
                Some(intents) => Value::objects(intents),
                None => env.missing(Capability::Nlu),
            },
        )
        .field(
            "language",
            "str",
            "The language, by its English name in lower case; missing where it cannot be told.",
            |it, env| match it.language() {
                Some(language) => language.into(),
                None => env.missing(Capability::Nlu),
            },
        )
        .field(
            "entities",
            "[NluEntity]",
            "Words that play a part, in the order in which they stand; missing where the phrases do not know the language.",
            |it, env| match it.found(env) {
                Some(found) => found.entities(env),
                None => env.missing(Capability::Nlu),
            },
        )
        .field(
            "tags",
            "[Ranked]",
            "What the text deals with; missing as entities are.",
            |it, env| match it.found(env) {
                Some(found) => found.tags(env),
                None => env.missing(Capability::Nlu),
            },
        )
        .field(
            "topics",
            "[Topic]",
            "What the text is about; missing as entities are.",
            |it, env| match it.found(env) {
                Some(found) => found.topics(env),
                None => env.missing(Capability::Nlu),
            },
        );
    schema.function(
        FunctionBuilder::new(
            "ml.nlu_classifier",
            "What a text wants, its language, and words that play a part. The display name is not looked at.",
        )
        .takes("text", "str")
        .keyword("subject", "str")
        .keyword("display_name", "str")
        .returns("Nlu")
        .needs(Capability::Nlu)
        .implemented(classify as for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>),
    );
}

fn classify<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let Some(text) = arguments.text(0) else {
        return Value::Null;
    };
    let Some(model) = Model::builtin() else {
        return env.missing(Capability::Nlu);
    };
    let subject = arguments.keyword("subject").as_str().unwrap_or_default();
    if !env.spend((text.len() + subject.len()) as u64) {
        return env.missing(Capability::EvaluationLimit);
    }
    let read = head(text);
    env.keep(Classified {
        model,
        subject: head(subject).to_owned(),
        text: read.to_owned(),
        cut: read.len() < text.len(),
        intents: OnceLock::new(),
        language: OnceLock::new(),
        found: OnceLock::new(),
    })
}

/// What the model reads of a text; folding may shorten it.
pub(super) fn head(text: &str) -> &str {
    let end = text.floor_char_boundary(2 * Model::MAX_BYTES);
    text.get(..end).unwrap_or_default()
}

fn ranked(answer: Answer) -> Ranked {
    Ranked {
        name: answer.intent.name(),
        confidence: Some(answer.confidence),
    }
}

/// The English name of a language, for those that rules may ask for.
fn english_name(code: &str) -> Option<&'static str> {
    Some(match code {
        "en" => "english",
        "es" => "spanish",
        "pt" => "portuguese",
        "de" => "german",
        "fr" => "french",
        "it" => "italian",
        "nl" => "dutch",
        "pl" => "polish",
        "sv" => "swedish",
        "da" => "danish",
        "nb" => "norwegian",
        "fi" => "finnish",
        "cs" => "czech",
        "sk" => "slovak",
        "hu" => "hungarian",
        "ro" => "romanian",
        "el" => "greek",
        "tr" => "turkish",
        "ru" => "russian",
        "uk" => "ukrainian",
        "ar" => "arabic",
        "he" => "hebrew",
        "zh" => "chinese",
        "ja" => "japanese",
        "ko" => "korean",
        "hi" => "hindi",
        "th" => "thai",
        "vi" => "vietnamese",
        "id" => "indonesian",
        _ => return None,
    })
}
