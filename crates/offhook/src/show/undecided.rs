//! Rules of others that could not be decided, in one line however many there are.

use std::collections::BTreeMap;

use detect::UndecidedRule;
use limits::Capability;

use super::style::counted;

/// So many reasons are named.
const REASONS: usize = 3;

/// Undecided rules counted by what they lacked.
#[derive(Debug, Default)]
pub(crate) struct Undecided {
    rules: usize,
    reasons: BTreeMap<Capability, usize>,
}

impl Undecided {
    pub(crate) fn add(&mut self, rules: &[UndecidedRule]) {
        self.rules += rules.len();
        for capability in rules.iter().flat_map(|it| &it.missing) {
            *self.reasons.entry(*capability).or_default() += 1;
        }
    }

    /// How many there were and the most frequent reasons; `None` where there were none.
    pub(crate) fn line(&self, noun: &str) -> Option<String> {
        if self.rules == 0 {
            return None;
        }
        let mut reasons: Vec<(&Capability, &usize)> = self.reasons.iter().collect();
        reasons.sort_by_key(|(capability, count)| (std::cmp::Reverse(**count), **capability));
        let mut named: Vec<String> = reasons
            .iter()
            .take(REASONS)
            .map(|(capability, count)| {
                if **count == self.rules && reasons.len() == 1 {
                    capability.name().to_owned()
                } else {
                    format!("{} ({count})", capability.name())
                }
            })
            .collect();
        if reasons.len() > REASONS {
            named.push("…".to_owned());
        }
        Some(format!(
            "{} undecided for want of {}",
            counted(self.rules, noun),
            named.join(", ")
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_reasons_are_named() {
        let rule = |missing: &[Capability]| UndecidedRule {
            name: "x".to_owned(),
            missing: missing.to_vec(),
        };
        let mut undecided = Undecided::default();
        assert_eq!(undecided.line("rule"), None);
        undecided.add(&[rule(&[Capability::Nlu])]);
        let line = undecided.line("rule").unwrap();
        assert_eq!(line, "1 rule undecided for want of ml.nlu_classifier");
        undecided.add(&[rule(&[Capability::Nlu, Capability::Logo])]);
        undecided.add(&[rule(&[Capability::Whois, Capability::Yara])]);
        assert_eq!(
            undecided.line("rule").unwrap(),
            "3 rules undecided for want of ml.nlu_classifier (2), yara (1), ml.logo_detect (1), …"
        );
    }
}
