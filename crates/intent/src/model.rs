//! The trained model and how it scores a text.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::classify::{Answer, Levels, decide};
use crate::error::IntentError;
use crate::features::{MAX_BYTES, extract};
use crate::format;
use crate::label::{INTENTS, Intent};

const BUILTIN: &[u8] = include_bytes!("../../../data/intent/model.bin");

/// A text without anything like a number asks nobody to call it.
const CALLBACK: usize = Intent::CallbackScam as usize;

/// Log-odds of what cannot be.
const NEVER: f32 = -1e4;

/// A classifier of intent: one small weight a feature and intent.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What an intent has without any feature, in log-odds.
    pub(crate) bias: [f32; INTENTS],
    /// Log-odds of one step of a weight.
    pub(crate) scale: [f32; INTENTS],
    /// From which probability an intent is answered, and how surely.
    pub(crate) levels: [Levels; INTENTS],
    /// Two's complement, by feature and then by intent.
    pub(crate) weights: Cow<'static, [[u8; INTENTS]]>,
}

impl Model {
    /// Bytes of a text that are looked at. A lure is short; more is padding, and costs time.
    pub const MAX_BYTES: usize = MAX_BYTES;

    /// The model that is compiled into this build; `None` if that is damaged.
    pub fn builtin() -> Option<&'static Self> {
        static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| format::read_static(BUILTIN).ok());
        MODEL.as_ref()
    }

    /// Reads a model as [`Model::to_bytes`] writes it.
    ///
    /// # Errors
    ///
    /// For anything else: another format or version, a file that was cut or changed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, IntentError> {
        format::read(bytes)
    }

    /// The model as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        format::write(self)
    }

    /// What a text wants, `None` where the model is not sure enough to say. The parts of the text (subject, body) are
    /// [folded](text::fold) and read one after the other, up to [`Model::MAX_BYTES`] of them.
    pub fn classify(&self, folded: &[&str]) -> Option<Answer> {
        decide(softmax(self.logits(folded)?), &self.levels)
    }

    /// Log-odds by intent; `None` where there is not a word.
    pub(crate) fn logits(&self, folded: &[&str]) -> Option<[f32; INTENTS]> {
        let mut sums = [0_i32; INTENTS];
        let extracted = extract(folded, |feature| {
            if let Some(weights) = self.weights.get(feature) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += i32::from(weight.cast_signed());
                }
            }
        });
        if extracted.count == 0 {
            return None;
        }
        // The length of a text is no evidence.
        let norm = (extracted.count as f32).sqrt().recip();
        let mut logits = self.bias;
        for ((logit, scale), sum) in logits.iter_mut().zip(self.scale).zip(sums) {
            *logit += scale * sum as f32 * norm;
        }
        if !extracted.has_number
            && let Some(callback) = logits.get_mut(CALLBACK)
        {
            *callback = NEVER;
        }
        Some(logits)
    }

    /// Divides the log-odds by `temperature`.
    pub(crate) fn cool(&mut self, temperature: f32) {
        self.bias = self.bias.map(|it| it / temperature);
        self.scale = self.scale.map(|it| it / temperature);
    }
}

/// Probabilities from log-odds.
pub(crate) fn softmax(mut logits: [f32; INTENTS]) -> [f32; INTENTS] {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for logit in &mut logits {
        *logit = (*logit - most).exp();
    }
    let sum: f32 = logits.iter().sum();
    logits.map(|it| it / sum)
}
