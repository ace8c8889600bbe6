//! Counting answers.

use std::collections::BTreeMap;

use super::Document;
use crate::classify::Answer;
use crate::label::Intent;
use crate::model::Model;

/// What was answered to some texts.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Measured {
    /// Texts.
    pub texts: usize,
    /// Answered as they are labelled.
    pub right: usize,
    /// Not answered.
    pub unsure: usize,
    /// Genuine, and taken for a scam.
    pub accused: usize,
    /// Answers by name.
    pub answers: BTreeMap<&'static str, usize>,
}

impl Measured {
    pub(crate) fn count(&mut self, intent: Intent, answer: Option<Answer>) {
        self.texts += 1;
        let Some(answer) = answer else {
            self.unsure += 1;
            return;
        };
        *self.answers.entry(answer.intent.name()).or_default() += 1;
        self.right += usize::from(answer.intent == intent);
        self.accused += usize::from(!intent.is_scam() && answer.intent.is_scam());
    }
}

/// What `model` answers to each source of `documents`.
pub fn measure(model: &Model, documents: &[Document]) -> BTreeMap<String, Measured> {
    let mut sources: BTreeMap<String, Measured> = BTreeMap::new();
    for document in documents {
        let answer = model.classify(&document.parts());
        let measured = sources.entry(document.source.clone()).or_default();
        measured.count(document.intent, answer);
    }
    sources
}
