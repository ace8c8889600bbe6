//! Evaluating a pack over one message: which signals hold, where, and with what to say.

use limits::{Capability, CapabilitySet};
use mql::{Decision, Env, Run, Value};
use text::Quote;

use crate::catalogue::Argument;
use crate::pack::{ForeignRules, Pack, Position, Rule, rule_key};

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

/// What `pack` finds in the message of `env`. Of one whose sender nobody saw, nothing is said that is about the sender.
pub(crate) fn observe<'m>(
    pack: &'m Pack,
    foreign: &'m ForeignRules,
    env: &Env<'m>,
    sender_unseen: bool,
) -> Observed {
    let mut observed = Observed::default();
    let mut run = pack.set.run(env);
    let said = |it: &&crate::pack::Signal| !(sender_unseen && it.about_sender);
    for signal in pack.signals.iter().filter(said) {
        if matches(&mut run, signal.program) {
            observed.sum += signal.weight;
            observed.signals.push(SignalHit {
                name: signal.name.clone(),
                weight: signal.weight,
                quotes: signal
                    .quote
                    .map(|it| quotes(&mut run, it))
                    .unwrap_or_default(),
                sentence: sentence(&signal.sentence, &signal.arguments, &mut run),
            });
        }
    }
    for rule in &pack.rules {
        if matches(&mut run, rule.program) {
            observed.sum += rule.weight;
            if rule.weight != 0.0 {
                observed.signals.push(SignalHit {
                    name: format!("rule:{}", rule_key(&rule.path)),
                    weight: rule.weight,
                    quotes: rule
                        .quote
                        .map(|it| quotes(&mut run, it))
                        .unwrap_or_default(),
                    sentence: sentence(&format!("rule-{}", rule_key(&rule.path)), &[], &mut run),
                });
            }
            observed.rules.push(rule_match(rule));
        }
    }
    for missing in &pack.missing {
        if matches(&mut run, missing.unread) {
            observed.missing.push(missing.capability);
            if matches(&mut run, missing.hides) {
                observed.hiding.push(missing.capability);
            }
        }
    }
    for advice in &pack.advice {
        if matches(&mut run, advice.program) {
            observed
                .advice
                .push(sentence(&advice.sentence, &advice.arguments, &mut run));
        }
    }
    observe_foreign(foreign, env, &mut observed);
    observed
}

/// Rules of others are shown and do not score.
fn observe_foreign<'m>(foreign: &'m ForeignRules, env: &Env<'m>, observed: &mut Observed) {
    let mut run = foreign.set.run(env);
    for rule in &foreign.rules {
        match run.decide(rule.program.0) {
            Some(Decision::Matched) => observed.rules.push(rule_match(rule)),
            Some(Decision::Undecided(lacks)) => {
                observed.undecided.push((rule.file.name.clone(), lacks));
            }
            _ => {}
        }
    }
}

fn matches(run: &mut Run<'_, '_>, program: Position) -> bool {
    run.decide(program.0) == Some(Decision::Matched)
}

fn rule_match(rule: &Rule) -> RuleMatch {
    RuleMatch {
        id: rule.file.id.clone(),
        name: rule.file.name.clone(),
        severity: rule.file.severity.clone(),
        own: rule.own,
        attack_types: attack_types(rule),
    }
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

fn quotes(run: &mut Run<'_, '_>, program: Position) -> Vec<Quote> {
    let value = run.evaluate(program.0).map(|it| it.value);
    let Some(items) = value.and_then(Value::items) else {
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

fn sentence(key: &str, arguments: &[(String, Position)], run: &mut Run<'_, '_>) -> Sentence {
    let mut filled = Vec::with_capacity(arguments.len());
    for (name, program) in arguments {
        if let Some(value) = run.evaluate(program.0).and_then(|it| argument(it.value)) {
            filled.push((name.clone(), value));
        }
    }
    Sentence {
        key: key.to_owned(),
        arguments: filled,
    }
}

fn argument(value: Value<'_>) -> Option<Argument> {
    match value {
        Value::Int(it) => Some(Argument::Number(it as f64)),
        // A sentence chooses its wording by it.
        Value::Bool(it) => Some(Argument::Text(it.to_string())),
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
