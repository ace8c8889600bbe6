//! From signals to one score.
//!
//! The score is a logistic sum: each signal that holds adds its weight (in log-odds) to a fixed bias,
//! and the sum is mapped to 0..1. Weights are data (`rules/weights.toml`), each with its reason. The
//! order of addition is fixed, so the same signals give the same score to the last bit.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::PackError;

/// The weights of one rule pack.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Log-odds of a mail of which nothing is known.
    pub bias: f64,
    /// Score from which a mail is malicious.
    pub malicious: f64,
    /// Score from which a mail is suspicious.
    pub suspicious: f64,
    /// By signal or rule name.
    #[serde(default)]
    pub signals: BTreeMap<String, Weight>,
    /// By rule name.
    #[serde(default)]
    pub rules: BTreeMap<String, Weight>,
}

/// The weight of one signal or rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// Log-odds added when it holds; negative speaks for the mail.
    pub weight: f64,
    /// Why it is what it is.
    pub reason: String,
    /// The sign that it has by its meaning, whatever mail it is fitted to.
    #[serde(default)]
    pub monotone: Option<Monotone>,
}

/// The sign of a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Monotone {
    /// What holds never speaks for the mail.
    Up,
    /// What holds never speaks against the mail.
    Down,
}

impl Monotone {
    fn allows(self, weight: f64) -> bool {
        match self {
            Self::Up => weight >= 0.0,
            Self::Down => weight <= 0.0,
        }
    }
}

impl Weights {
    /// Reads weights from TOML; `path` names the file in errors.
    pub fn parse(path: &str, text: &str) -> Result<Self, PackError> {
        let weights: Self =
            toml::from_str(text).map_err(|it| PackError::malformed(path, it.to_string()))?;
        let entries = weights.signals.iter().chain(&weights.rules);
        for (name, entry) in entries {
            if entry.reason.trim().is_empty() {
                return Err(PackError::malformed(
                    path,
                    format!("the weight of `{name}` has no reason"),
                ));
            }
            if entry.monotone.is_some_and(|it| !it.allows(entry.weight)) {
                return Err(PackError::malformed(
                    path,
                    format!("the weight of `{name}` has the sign that `monotone` rules out"),
                ));
            }
        }
        Ok(weights)
    }

    /// Weights of nothing, for rules that do not score.
    pub(crate) fn neutral() -> Self {
        Self {
            bias: 0.0,
            malicious: 1.0,
            suspicious: 1.0,
            signals: BTreeMap::new(),
            rules: BTreeMap::new(),
        }
    }

    /// The weight of the signal `name`; nothing where none is set.
    pub(crate) fn signal(&self, name: &str) -> f64 {
        self.signals.get(name).map_or(0.0, |it| it.weight)
    }

    /// The weight of the rule `name`; nothing where none is set.
    pub(crate) fn rule(&self, name: &str) -> f64 {
        self.rules.get(name).map_or(0.0, |it| it.weight)
    }

    /// The sum of weights from which a mail is flagged.
    pub(crate) fn margin(&self) -> f64 {
        (self.suspicious / (1.0 - self.suspicious)).ln() - self.bias
    }

    /// The score of a mail whose signals and rules add up to `sum` (without the bias), in 0..1 and
    /// rounded to four digits, so that it reads the same everywhere.
    pub fn score(&self, sum: f64) -> f64 {
        let probability = 1.0 / (1.0 + (-(self.bias + sum)).exp());
        (probability * 10_000.0).round() / 10_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
bias = -4.0
malicious = 0.9
suspicious = 0.5
[signals.call_request]
weight = 4.0
reason = "test"
"#;

    #[test]
    fn the_sum_is_mapped_by_the_logistic_function() {
        let weights = Weights::parse("weights.toml", TEXT).unwrap();
        assert!((weights.score(4.0) - 0.5).abs() < 1e-9);
        assert!(weights.score(10.0) > 0.99);
        assert!(weights.score(0.0) < 0.02);
    }

    #[test]
    fn a_weight_with_a_sign_that_it_must_not_have_is_refused() {
        for (weight, monotone, is_read) in [
            ("4.0", "up", true),
            ("4.0", "down", false),
            ("0.0", "down", true),
            ("-1.0", "up", false),
        ] {
            let text = TEXT.replace(
                "4.0\nreason",
                &format!("{weight}\nmonotone = \"{monotone}\"\nreason"),
            );
            let read = Weights::parse("weights.toml", &text);
            assert_eq!(read.is_ok(), is_read, "{weight} {monotone}");
            if let Err(error) = read {
                assert!(error.to_string().contains("call_request"), "{error}");
            }
        }
    }

    #[test]
    fn a_weight_without_a_reason_is_refused() {
        let text = TEXT.replace("\"test\"", "\"\"");
        let error = Weights::parse("weights.toml", &text)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("call_request") && error.contains("weights.toml"),
            "{error}"
        );
    }
}
