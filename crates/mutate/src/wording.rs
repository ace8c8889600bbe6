//! The same lure in other words and other languages.

use crate::compose::{Part, mail};
use crate::letters::encoded;
use crate::original::Field;
use crate::{Knowledge, Original};

pub(crate) fn synonyms(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    if original.language.is_some_and(|it| it != "en") {
        return None;
    }
    let mut text = original.body.clone();
    for (word, other) in &knowledge.wording.synonyms {
        text = crate::letters::replaced(&text, std::slice::from_ref(word), |found| {
            let capital = found.chars().next().is_some_and(char::is_uppercase);
            let mut letters = other.chars();
            match letters.next() {
                Some(first) if capital => first.to_uppercase().chain(letters).collect(),
                _ => other.clone(),
            }
        });
    }
    (text != original.body).then(|| mail(&original.fields, &Part::text(&text)))
}

/// The lure that `language` has, about the same brand, order, sum and number.
fn translated(original: &Original, knowledge: &Knowledge, language: &str) -> Option<Vec<u8>> {
    let lure = knowledge.wording.lures.get(language)?;
    let (id, brand) = original.brand.as_ref()?;
    // In mail that the brand really sent, only a field of others can hold the lure: not this one.
    if knowledge
        .registry
        .brand(id)?
        .is_mail_domain(original.domain()?)
    {
        return None;
    }
    let number = original.numbers.first()?;
    let written = original.body.get(number.0.clone())?;
    let fill = |text: &str| {
        text.replace("{brand}", brand)
            .replace(
                "{order}",
                original.order_id.as_deref().unwrap_or("84-2207193"),
            )
            .replace("{amount}", original.amount.as_deref().unwrap_or("$489.99"))
            .replace("{number}", written)
    };
    let fields: Vec<Field> = original
        .fields
        .iter()
        .map(|it| {
            if it.is("subject") {
                Field::new("Subject", encoded(&fill(&lure.subject)))
            } else {
                it.clone()
            }
        })
        .collect();
    Some(mail(&fields, &Part::text(&fill(&lure.body))))
}

pub(crate) fn spanish(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    translated(original, knowledge, "es")
}

pub(crate) fn portuguese(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    translated(original, knowledge, "pt")
}

pub(crate) fn german(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    translated(original, knowledge, "de")
}

pub(crate) fn french(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    translated(original, knowledge, "fr")
}
