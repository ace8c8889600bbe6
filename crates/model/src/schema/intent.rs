//! `ml.nlu_classifier`: what a text wants, by a small trained model, and its language, by its words.
//!
//! What the model is not sure of is missing, and so are entities, tags and topics, for which there is no model: a rule
//! that asks for them is undecided, and a rule that asks for intents or the language is not.

use std::sync::OnceLock;

use intent::{Answer, Confidence, Model};
use limits::Capability;
use mql::{Arguments, Env, FunctionBuilder, SchemaBuilder, Value};

/// One text, of which what is asked for is found out once.
struct Classified {
    model: &'static Model,
    subject: String,
    text: String,
    intents: OnceLock<Option<Vec<Ranked>>>,
    language: OnceLock<Option<&'static str>>,
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
}

/// An intent and how sure it is.
struct Ranked {
    name: &'static str,
    confidence: Confidence,
}

pub(super) fn declare(schema: &mut SchemaBuilder) {
    schema
        .object::<Ranked>("Ranked", "A thing, and how sure it is.")
        .field(
            "name",
            "str",
            "What it is; of intents `callback_scam`, `cred_theft`, `bec`, `steal_pii`, `advance_fee`, `extortion`, `job_scam` or `benign`.",
            |it, _| it.name.into(),
        )
        .field(
            "confidence",
            "str",
            "How sure that is: `low`, `medium` or `high`.",
            |it, _| it.confidence.name().into(),
        );
    schema
        .object::<Classified>("Nlu", "What a text wants, and its language.")
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
        .absent(
            "entities",
            "[NluEntity]",
            "Words that play a part; always missing.",
            Capability::Nlu,
        )
        .absent(
            "tags",
            "[Ranked]",
            "What the text deals with; always missing.",
            Capability::Nlu,
        )
        .absent(
            "topics",
            "[Ranked]",
            "The subjects of the text; always missing.",
            Capability::Nlu,
        );
    schema.function(
        FunctionBuilder::new(
            "ml.nlu_classifier",
            "What a text wants, and its language. The display name is not looked at.",
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
    env.keep(Classified {
        model,
        subject: head(subject).to_owned(),
        text: head(text).to_owned(),
        intents: OnceLock::new(),
        language: OnceLock::new(),
    })
}

/// What the model reads of a text; folding may shorten it.
fn head(text: &str) -> &str {
    let end = text.floor_char_boundary(2 * Model::MAX_BYTES);
    text.get(..end).unwrap_or_default()
}

fn ranked(answer: Answer) -> Ranked {
    Ranked {
        name: answer.intent.name(),
        confidence: answer.confidence,
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
