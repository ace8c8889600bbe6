//! Evaluating a pack over one message: which signals hold, where, and with what to say.

use limits::{Capability, CapabilitySet};
use mql::{Decision, Env, Program, Value};
use text::Quote;

use crate::catalogue::Argument;
use crate::pack::{Pack, Rule, rule_key};

/// Quotes kept for one signal; a reader needs the first few, a program no more than that either.
const MAX_QUOTES: usize = 8;

/// Everything that the pack found in one message.
#[derive(Debug, Default)]
pub(crate) struct Observed {
    pub(crate) signals: Vec<SignalHit>,
    pub(crate) rules: Vec<RuleMatch>,
    pub(crate) undecided: Vec<(String, CapabilitySet)>,
    pub(crate) advice: Vec<Sentence>,
    /// What was not read.
    pub(crate) missing: Vec<Capability>,
    /// What was not read and could hold the lure.
    pub(crate) hiding: Vec<Capability>,
    /// The sum of all weights, without the bias.
    pub(crate) sum: f64,
}

/// A signal that holds.
#[derive(Debug)]
pub(crate) struct SignalHit {
    pub(crate) name: String,
    pub(crate) weight: f64,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) sentence: Sentence,
}

/// A sentence with what fills its placeholders.
#[derive(Debug)]
pub(crate) struct Sentence {
    pub(crate) key: String,
    pub(crate) arguments: Vec<(String, Argument)>,
}

/// A rule that matched.
#[derive(Debug)]
pub(crate) struct RuleMatch {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) severity: String,
    pub(crate) own: bool,
    pub(crate) attack_types: Vec<String>,
}

pub(crate) fn observe<'m>(pack: &'m Pack, foreign: &'m [Rule], env: &Env<'m>) -> Observed {
    let mut observed = Observed::default();
    for signal in &pack.signals {
        if signal.program.decide(env) == Decision::Matched {
            observed.sum += signal.weight;
            observed.signals.push(SignalHit {
                name: signal.name.clone(),
                weight: signal.weight,
                quotes: signal
                    .quote
                    .as_ref()
                    .map(|it| quotes(it, env))
                    .unwrap_or_default(),
                sentence: sentence(&signal.sentence, &signal.arguments, env),
            });
        }
    }
    for rule in pack.rules.iter().chain(foreign) {
        match rule.program.decide(env) {
            Decision::Matched => {
                observed.sum += rule.weight;
                if rule.weight != 0.0 {
                    observed.signals.push(SignalHit {
                        name: format!("rule:{}", rule_key(&rule.path)),
                        weight: rule.weight,
                        quotes: rule
                            .quote
                            .as_ref()
                            .map(|it| quotes(it, env))
                            .unwrap_or_default(),
                        sentence: sentence(&format!("rule-{}", rule_key(&rule.path)), &[], env),
                    });
                }
                observed.rules.push(RuleMatch {
                    id: rule.file.id.clone(),
                    name: rule.file.name.clone(),
                    severity: rule.file.severity.clone(),
                    own: rule.own,
                    attack_types: attack_types(rule),
                });
            }
            Decision::Undecided(lacks) => observed.undecided.push((rule.file.name.clone(), lacks)),
            Decision::NotMatched => {}
        }
    }
    for missing in &pack.missing {
        if missing.unread.decide(env) == Decision::Matched {
            observed.missing.push(missing.capability);
            if missing.hides.decide(env) == Decision::Matched {
                observed.hiding.push(missing.capability);
            }
        }
    }
    observed.advice = pack
        .advice
        .iter()
        .filter(|it| it.program.decide(env) == Decision::Matched)
        .map(|it| sentence(&it.sentence, &it.arguments, env))
        .collect();
    observed
}

/// Attack types and the impersonation tactic of a rule, in the spelling of our JSON.
fn attack_types(rule: &Rule) -> Vec<String> {
    let mut types: Vec<String> = rule
        .file
        .attack_types
        .iter()
        .map(|it| snake_case(it))
        .collect();
    if rule
        .file
        .tactics_and_techniques
        .iter()
        .any(|it| it == "Impersonation: Brand")
    {
        types.push("brand_impersonation".to_owned());
    }
    types
}

/// `BEC/Fraud` becomes `bec_fraud`.
fn snake_case(name: &str) -> String {
    let words = name
        .split(|it: char| !it.is_ascii_alphanumeric())
        .filter(|it| !it.is_empty());
    words
        .map(str::to_ascii_lowercase)
        .collect::<Vec<_>>()
        .join("_")
}

fn quotes<'m>(program: &'m Program, env: &Env<'m>) -> Vec<Quote> {
    let Some(items) = program.evaluate(env).value.items() else {
        return Vec::new();
    };
    let mut quotes: Vec<Quote> = Vec::new();
    for quote in items.iter().filter_map(Value::downcast::<Quote>) {
        if quotes.len() == MAX_QUOTES {
            break;
        }
        if !quotes.contains(quote) {
            quotes.push(quote.clone());
        }
    }
    quotes
}

fn sentence<'m>(key: &str, arguments: &'m [(String, Program)], env: &Env<'m>) -> Sentence {
    let arguments = arguments
        .iter()
        .filter_map(|(name, program)| Some((name.clone(), argument(program.evaluate(env).value)?)))
        .collect();
    Sentence {
        key: key.to_owned(),
        arguments,
    }
}

fn argument(value: Value<'_>) -> Option<Argument> {
    match value {
        Value::Int(it) => Some(Argument::Number(it as f64)),
        Value::Float(it) => Some(Argument::Number(it)),
        _ => value.as_str().map(|it| Argument::Text(it.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_types_are_spelled_as_in_our_json() {
        assert_eq!(snake_case("Callback Phishing"), "callback_phishing");
        assert_eq!(snake_case("BEC/Fraud"), "bec_fraud");
    }
}
