//! From probabilities to an answer, or to none.

use crate::label::{INTENTS, Intent};

/// How sure an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Fewer than 1 in 1,000 genuine mails got as much.
    Low,
    /// And fewer than 1 in 50 of the genuine texts that were written to be near to a scam.
    Medium,
    /// And fewer than 1 in 200 of these.
    High,
}

impl Confidence {
    /// The name as in `ml.nlu_classifier().intents[].confidence`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// What a text wants.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// The intent.
    pub intent: Intent,
    /// How sure that is.
    pub confidence: Confidence,
    /// Its probability in 0..1, as far as the mail that it was calibrated on is like this one.
    pub probability: f32,
}

/// From which probability an intent is answered at all, with medium and with high confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Levels {
    pub(crate) low: f32,
    pub(crate) medium: f32,
    pub(crate) high: f32,
}

impl Levels {
    /// Those under which an intent is never answered.
    pub(crate) const NEVER: Self = Self {
        low: f32::INFINITY,
        medium: f32::INFINITY,
        high: f32::INFINITY,
    };

    fn of(&self, probability: f32) -> Option<Confidence> {
        if probability < self.low {
            None
        } else if probability < self.medium {
            Some(Confidence::Low)
        } else if probability < self.high {
            Some(Confidence::Medium)
        } else {
            Some(Confidence::High)
        }
    }
}

/// The most probable intent, if it reaches its level.
pub(crate) fn decide(text: [f32; INTENTS], levels: &[Levels; INTENTS]) -> Option<Answer> {
    let answers = Intent::ALL.into_iter().zip(text).zip(levels);
    let ((intent, probability), levels) = answers.max_by(|a, b| a.0.1.total_cmp(&b.0.1))?;
    Some(Answer {
        intent,
        confidence: levels.of(probability)?,
        probability,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVELS: Levels = Levels {
        low: 0.6,
        medium: 0.8,
        high: 0.95,
    };

    fn answer(by_intent: [f32; INTENTS]) -> Option<(Intent, Confidence)> {
        let answer = decide(by_intent, &[LEVELS; INTENTS])?;
        Some((answer.intent, answer.confidence))
    }

    #[test]
    fn below_its_level_nothing_is_answered() {
        assert_eq!(answer([0.55, 0.4, 0.05, 0.0, 0.0, 0.0, 0.0, 0.0]), None);
        assert_eq!(
            answer([0.1, 0.7, 0.1, 0.0, 0.0, 0.0, 0.0, 0.1]),
            Some((Intent::CallbackScam, Confidence::Low))
        );
        assert_eq!(
            answer([0.96, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
            Some((Intent::Benign, Confidence::High))
        );
    }

    #[test]
    fn an_intent_without_levels_is_never_answered() {
        let mut levels = [LEVELS; INTENTS];
        levels[1] = Levels::NEVER;
        let by_intent = [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        assert_eq!(decide(by_intent, &levels), None);
    }
}
