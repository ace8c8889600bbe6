//! From what a model says of text it has not seen to probabilities that come true, and to levels of confidence.

use crate::classify::{Answer, Levels, decide};
use crate::label::{INTENTS, Intent};
use crate::model::{Model, softmax};
use crate::training::{Document, Settings};

/// What a model that was trained without a text says of it.
pub(crate) struct Held {
    pub(crate) source: String,
    pub(crate) intent: Intent,
    is_mail: bool,
    /// Log-odds by intent; all alike where there is not a word.
    logits: [f32; INTENTS],
}

/// Nothing is answered that is not more likely than all else together.
const LEAST: f32 = 0.5;

/// The part of the remaining doubt that is added for mail that was not seen.
const MARGIN: f32 = 0.2;

impl Held {
    pub(crate) fn new(document: &Document, model: &Model) -> Self {
        Self {
            source: document.source.clone(),
            intent: document.intent,
            is_mail: document.is_mail(),
            logits: model.logits(&document.parts()).unwrap_or_default(),
        }
    }

    /// The same as something that was written to be near to a scam.
    pub(crate) fn near(self) -> Self {
        Self {
            is_mail: false,
            ..self
        }
    }

    fn probabilities(&self, temperature: f32) -> [f32; INTENTS] {
        softmax(self.logits.map(|it| it / temperature))
    }

    pub(crate) fn answer(&self, temperature: f32, levels: &[Levels; INTENTS]) -> Option<Answer> {
        decide(self.probabilities(temperature), levels)
    }

    fn probability(&self, intent: Intent, temperature: f32) -> f32 {
        let text = self.probabilities(temperature);
        text.get(intent.index()).copied().unwrap_or_default()
    }
}

/// What logits have to be divided by for the labels to be most likely.
pub(crate) fn temperature(held: &[Held]) -> f32 {
    let surprise = |temperature: f32| -> f64 {
        let each = held.iter().map(|it| {
            let probability = it.probability(it.intent, temperature).max(1e-6);
            -f64::from(probability).ln()
        });
        each.sum()
    };
    // The sum has one lowest point over temperatures.
    let (mut low, mut high) = (0.2_f32, 8.0_f32);
    for _ in 0..24 {
        let third = (high - low) / 3.0;
        if surprise(low + third) < surprise(high - third) {
            high -= third;
        } else {
            low += third;
        }
    }
    f32::midpoint(low, high)
}

/// The levels at which genuine text is rarely enough taken for a scam, and a scam for genuine text.
pub(crate) fn levels(held: &[Held], temperature: f32, settings: &Settings) -> [Levels; INTENTS] {
    Intent::ALL.map(|intent| {
        let wrong = |is_wanted: &dyn Fn(&Held) -> bool| -> Vec<f32> {
            let wrong = held
                .iter()
                .filter(|it| is_wanted(it) && it.intent.is_scam() != intent.is_scam());
            wrong
                .map(|it| it.probability(intent, temperature))
                .collect()
        };
        let mail = wrong(&|it| it.is_mail);
        let near = wrong(&|it| !it.is_mail);
        let [medium, high] = settings.near_shares.map(|it| above(&near, it));
        let low = if intent.is_scam() {
            above(&mail, settings.mail_share)
        } else {
            // No mail that is learnt from is a scam, so that only near text can say.
            high
        };
        let low = low.max(LEAST);
        let medium = medium.max(low);
        Levels {
            low,
            medium,
            high: high.max(medium),
        }
    })
}

/// A probability that at most `share` of `probabilities` reach: between the highest of the rest and certainty.
fn above(probabilities: &[f32], share: f32) -> f32 {
    let mut descending = probabilities.to_vec();
    descending.sort_unstable_by(|a, b| b.total_cmp(a));
    let most = descending.len() as f32 * share;
    let allowed = (1..=descending.len()).take_while(|it| *it as f32 <= most);
    let allowed = allowed.count();
    let highest = descending.get(allowed).copied().unwrap_or_default();
    highest + (1.0 - highest) * MARGIN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_lies_above_all_but_a_share() {
        let probabilities: Vec<f32> = (0..1_000_u16).map(|it| f32::from(it) / 1_000.0).collect();
        let level = above(&probabilities, 0.1);
        let reached = probabilities.iter().filter(|it| **it >= level).count();
        assert!(reached <= 100 && reached > 50, "{reached}");
        assert!(above(&probabilities, 0.0) > 0.999);
        assert!(above(&[], 0.1) < 0.5);
    }

    #[test]
    fn too_sure_a_model_is_cooled_and_too_doubtful_a_one_warmed() {
        // Half of what is said with these log-odds is wrong.
        let held = |logit: f32, wrong: bool| Held {
            source: String::new(),
            intent: if wrong {
                Intent::Benign
            } else {
                Intent::CallbackScam
            },
            is_mail: false,
            logits: [0.0, logit, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0],
        };
        let sure: Vec<Held> = (0..40).map(|it| held(6.0, it % 4 == 0)).collect();
        assert!(temperature(&sure) > 3.0);
        let doubtful: Vec<Held> = (0..40).map(|it| held(0.5, it == 0)).collect();
        assert!(temperature(&doubtful) < 0.5);
    }
}
