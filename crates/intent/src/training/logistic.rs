//! Multinomial logistic regression: AdaGrad over single texts, drawn to zero by their squares.

use std::borrow::Cow;

use super::document::features;
use super::{Document, Settings};
use crate::classify::Levels;
use crate::features::BUCKETS;
use crate::label::{INTENTS, Intent};
use crate::model::{Model, softmax};
use crate::random::Random;

type Row = [f32; INTENTS];

/// A model with weights as they were learnt.
pub(crate) struct Linear {
    bias: Row,
    weights: Vec<Row>,
}

struct Example {
    features: Vec<u16>,
    intent: usize,
}

/// Bytes of genuine mail that written text is set into.
const PADDING: std::ops::Range<usize> = 40..400;

pub(crate) fn fit(documents: &[&Document], settings: &Settings) -> Linear {
    let mut random = Random::new(settings.seed);
    let mut examples = examples(documents, &mut random);
    let mut learner = Learner::new(settings);
    for _ in 0..settings.epochs {
        random.shuffle(&mut examples);
        for example in &examples {
            learner.learn(example);
        }
    }
    learner.linear
}

/// Written text is learnt as it is and once more between pieces of genuine mail: else whatever is found in real mail
/// alone would speak for genuine.
fn examples(documents: &[&Document], random: &mut Random) -> Vec<Example> {
    let mail: Vec<&str> = documents
        .iter()
        .filter(|it| it.is_mail())
        .flat_map(|it| it.parts())
        .filter(|it| it.len() > PADDING.end)
        .collect();
    let mut examples = Vec::new();
    let mut add = |parts: &[&str], intent: Intent| {
        examples.push(Example {
            features: features(parts),
            intent: intent.index(),
        });
    };
    for document in documents {
        let parts = document.parts();
        add(&parts, document.intent);
        if !document.is_mail() && !mail.is_empty() {
            let mut padded = vec![piece(&mail, random)];
            padded.extend(parts);
            padded.push(piece(&mail, random));
            add(&padded, document.intent);
        }
    }
    examples
}

/// Some of one of `texts`.
fn piece<'t>(texts: &[&'t str], random: &mut Random) -> &'t str {
    let text = texts
        .get(random.below(texts.len()))
        .copied()
        .unwrap_or_default();
    let length = PADDING.start + random.below(PADDING.len());
    let start = text.floor_char_boundary(random.below(text.len().saturating_sub(length)));
    let end = text.floor_char_boundary(start + length);
    text.get(start..end).unwrap_or_default()
}

struct Learner<'s> {
    settings: &'s Settings,
    linear: Linear,
    /// Sums of squared gradients, as AdaGrad keeps them.
    bias_squares: Row,
    squares: Vec<Row>,
}

impl<'s> Learner<'s> {
    fn new(settings: &'s Settings) -> Self {
        Self {
            settings,
            linear: Linear {
                bias: [0.0; INTENTS],
                weights: vec![[0.0; INTENTS]; BUCKETS],
            },
            bias_squares: [1e-6; INTENTS],
            squares: vec![[1e-6; INTENTS]; BUCKETS],
        }
    }

    fn learn(&mut self, example: &Example) {
        let value = (example.features.len().max(1) as f32).sqrt().recip();
        let mut slope = softmax(self.linear.logits(&example.features, value));
        if let Some(own) = slope.get_mut(example.intent) {
            *own -= 1.0;
        }
        let Settings { rate, decay, .. } = *self.settings;
        step(
            &mut self.linear.bias,
            &mut self.bias_squares,
            &slope,
            rate,
            0.0,
        );
        let slope = slope.map(|it| it * value);
        for feature in &example.features {
            let at = usize::from(*feature);
            let rows = self
                .linear
                .weights
                .get_mut(at)
                .zip(self.squares.get_mut(at));
            if let Some((row, squares)) = rows {
                step(row, squares, &slope, rate, decay);
            }
        }
    }
}

fn step(row: &mut Row, squares: &mut Row, slope: &Row, rate: f32, decay: f32) {
    for ((weight, square), slope) in row.iter_mut().zip(squares).zip(slope) {
        let slope = slope + decay * *weight;
        *square += slope * slope;
        *weight -= rate * slope / square.sqrt();
    }
}

impl Linear {
    fn logits(&self, features: &[u16], value: f32) -> Row {
        let mut sums = [0.0; INTENTS];
        for feature in features {
            if let Some(row) = self.weights.get(usize::from(*feature)) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += weight;
                }
            }
        }
        std::array::from_fn(|at| {
            let bias = self.bias.get(at).copied().unwrap_or_default();
            bias + value * sums.get(at).copied().unwrap_or_default()
        })
    }

    /// The same with weights of one byte; no intent is answered before levels are set.
    pub(crate) fn quantised(&self) -> Model {
        let mut most = [f32::MIN_POSITIVE; INTENTS];
        for row in &self.weights {
            for (most, weight) in most.iter_mut().zip(row) {
                *most = most.max(weight.abs());
            }
        }
        let scale = most.map(|it| it / 127.0);
        let weights = self.weights.iter().map(|row| {
            let mut bytes = [0; INTENTS];
            for ((byte, weight), scale) in bytes.iter_mut().zip(row).zip(scale) {
                *byte = ((weight / scale).round() as i8).cast_unsigned();
            }
            bytes
        });
        Model {
            bias: self.bias,
            scale,
            levels: [Levels::NEVER; INTENTS],
            weights: Cow::Owned(weights.collect()),
        }
    }
}
