//! Training: what a model is made from, what it is held against, and the figures that come of it.
//!
//! The text is divided into folds: each family of mail is one, texts of the same written phrases are another. A model trained without a fold says what it makes of that fold; from those answers come the calibration and the
//! levels of confidence. The model that is kept is trained on everything.

mod document;
mod logistic;
mod measured;

use std::collections::BTreeMap;

use crate::calibration::{self, Held};
use crate::error::IntentError;
use crate::label::Intent;
use crate::model::Model;

pub use document::{Document, Origin};
pub use measured::{Measured, measure};

/// How a model is trained.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What the order of the texts is drawn from.
    pub seed: u64,
    /// How often every text is gone through.
    pub epochs: usize,
    /// How fast weights follow.
    pub rate: f32,
    /// How strongly weights are drawn to zero.
    pub decay: f32,
    /// The share of genuine mail that may be taken for any one scam: what an answer needs at least.
    pub mail_share: f32,
    /// The shares of genuine text that was written to be near to scams: what medium and high confidence need.
    pub near_shares: [f32; 2],
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 20_261_130,
            epochs: 6,
            rate: 0.3,
            decay: 2e-5,
            mail_share: 0.001,
            near_shares: [0.02, 0.005],
        }
    }
}

/// A model and what it was found to be worth on text that it had not seen.
#[derive(Debug)]
pub struct Trained {
    /// The model.
    pub model: Model,
    /// By source, each judged by a model that was trained without it.
    pub held_out: BTreeMap<String, Measured>,
    /// What the logits of the model were divided by for its probabilities to come true.
    pub temperature: f32,
}

/// Trains on `documents`. `near` are scams and genuine texts that are near to them: they are not trained on, and
/// have a say, as the written text has, in what medium and high confidence need.
///
/// # Errors
///
/// Where an intent has no text.
pub fn train(
    documents: &[Document],
    near: &[Document],
    settings: &Settings,
) -> Result<Trained, IntentError> {
    for intent in Intent::ALL {
        if !documents.iter().any(|it| it.intent == intent) {
            return Err(IntentError::NoText(intent.name()));
        }
    }
    let all: Vec<&Document> = documents.iter().collect();
    let mut model = logistic::fit(&all, settings).quantised();
    let near = near.iter().map(|it| Held::new(it, &model).near());
    let mut held: Vec<Held> = near.collect();
    let mut folds: BTreeMap<String, Vec<&Document>> = BTreeMap::new();
    for document in documents {
        let fold = document.fold();
        folds.entry(fold).or_default().push(document);
    }
    for (name, fold) in &folds {
        let rest: Vec<&Document> = documents.iter().filter(|it| it.fold() != *name).collect();
        let without = logistic::fit(&rest, settings).quantised();
        held.extend(fold.iter().map(|it| Held::new(it, &without)));
    }
    let temperature = calibration::temperature(&held);
    let levels = calibration::levels(&held, temperature, settings);
    model.cool(temperature);
    model.levels = levels;
    let mut held_out: BTreeMap<String, Measured> = BTreeMap::new();
    for it in &held {
        let measured = held_out.entry(it.source.clone()).or_default();
        measured.count(it.intent, it.answer(temperature, &levels));
    }
    Ok(Trained {
        model,
        held_out,
        temperature,
    })
}
