//! `beta.ml_extract_sensitive_information`: identifiers by format and check digits.
//!
//! Kinds that no format tells (diseases, drugs) are missing: a rule that asks for one is undecided, and
//! a rule that asks for others is not.

use identifiers::{Confidence, VOCABULARIES};
use limits::Capability;
use mql::{Arguments, Env, FunctionBuilder, SchemaBuilder, Value};

/// What was found in one text.
struct Information {
    elements: Vec<Element>,
    /// Whether the text holds words, which may be of kinds that no format tells.
    has_words: bool,
    /// Whether there is more than was looked at.
    cut: bool,
}

/// One identifier, or an example of what nobody finds.
struct Element {
    kind: &'static str,
    confidence: Option<Confidence>,
    text: Option<String>,
}

pub(super) fn declare(schema: &mut SchemaBuilder) {
    let unseen = VOCABULARIES.map(|kind| {
        let example = Element {
            kind,
            confidence: None,
            text: None,
        };
        (kind, example)
    });
    schema
        .object::<Element>("SensitiveElement", "An identifier found in a text.")
        .field(
            "type",
            "str",
            "What it is: `credit_card_number`, `iban_code`, `us_npi`, …",
            |it, _| it.kind.into(),
        )
        .field(
            "confidence",
            "str",
            "How sure that is: `low`, `medium` or `high`.",
            |it, env| match it.confidence {
                Some(confidence) => confidence.name().into(),
                None => env.missing(Capability::SensitiveInformation),
            },
        )
        .field("text", "str", "As written.", |it, env| match &it.text {
            Some(text) => text.into(),
            None => env.missing(Capability::SensitiveInformation),
        })
        .unseen(Capability::SensitiveInformation, unseen);
    schema
        .object::<Information>("SensitiveInfo", "Identifiers found in a text.")
        .field(
            "elements",
            "[SensitiveElement]",
            "The identifiers in the order in which they stand.",
            |it, env| {
                if it.has_words {
                    env.lack(Capability::SensitiveInformation);
                }
                if it.cut {
                    env.lack(Capability::TextLimit);
                }
                Value::objects(&it.elements)
            },
        );
    schema.function(
        FunctionBuilder::new(
            "beta.ml_extract_sensitive_information",
            "Identifiers in a text: card and account numbers, national ids, keys.",
        )
        .takes("text", "str")
        .returns("SensitiveInfo")
        .needs(Capability::SensitiveInformation)
        .implemented(extract as for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>),
    );
}

fn extract<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let Some(text) = arguments.text(0) else {
        return Value::Null;
    };
    if !env.spend(text.len() as u64) {
        return env.missing(Capability::EvaluationLimit);
    }
    let found = identifiers::find(text);
    let elements = found.identifiers.into_iter().map(|it| Element {
        kind: it.kind,
        confidence: Some(it.confidence),
        text: Some(it.text),
    });
    env.keep(Information {
        elements: elements.collect(),
        has_words: text.chars().any(char::is_alphabetic),
        cut: found.cut,
    })
}
