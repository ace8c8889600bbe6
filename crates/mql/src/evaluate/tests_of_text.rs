//! Tests of a text against alternatives, any of which will do.

use limits::Capability;

use super::junction::Junction;
use super::{Known, Machine, Truth};
use crate::graph::{Constants, NodeId, SetId, SetKind};
use crate::matcher::{Glob, Matcher, Networks, Part, Prefix};

/// Bytes of a text that count as one step when it is searched.
pub(super) const BYTES_A_STEP: u64 = 32;

/// As many bytes when a regular expression runs over it.
const PATTERN_BYTES_A_STEP: u64 = 8;

impl<'m> Machine<'_, 'm> {
    pub(super) fn text_test(
        &mut self,
        id: NodeId,
        subject: NodeId,
        constants: SetId,
        alternatives: &[NodeId],
    ) -> Truth {
        let subject = self.value(subject);
        let Some(text) = subject.value.as_str() else {
            return Truth::guess(None, subject.lacks);
        };
        let constants = self.graph.constants(constants);
        let mut found = Junction::or();
        let mut done =
            !constants.texts().is_empty() && found.add(self.constants_hold(id, constants, text));
        for alternative in alternatives {
            if done {
                break;
            }
            let alternative = self.value(*alternative);
            done = found.add(self.alternative(constants.kind(), text, alternative));
        }
        found.result().uncertain(subject.lacks)
    }

    /// Whether any of the constants of the test `id` holds for `text`.
    pub(super) fn constants_hold(
        &mut self,
        id: NodeId,
        constants: &'m Constants,
        text: &'m str,
    ) -> Truth {
        match self.grouped(id, text) {
            Some(found) => found,
            None => self.holds(constants, text),
        }
    }

    /// Tries the constants.
    pub(super) fn holds(&self, constants: &'m Constants, text: &'m str) -> Truth {
        if !self.env.spend(text.len() as u64 / BYTES_A_STEP) {
            return Truth::missing(Capability::EvaluationLimit);
        }
        match constants.matcher() {
            Matcher::Patterns(patterns) => {
                let mut found = Junction::or();
                for part in patterns.parts() {
                    let may_match = part.may_match(|| self.env.folded(text));
                    if may_match && found.add(self.matches(part, text)) {
                        break;
                    }
                }
                found.result()
            }
            Matcher::Networks(networks) => Truth::certain(networks.contain(text)),
            matcher => {
                let folded = constants.kind().wants_folded();
                let text = if folded { self.env.folded(text) } else { text };
                Truth::certain(Some(matcher.holds(text)))
            }
        }
    }

    /// Runs a regular expression.
    pub(super) fn matches(&self, part: &Part, text: &'m str) -> Truth {
        let enough = self.env.spend(text.len() as u64 / PATTERN_BYTES_A_STEP);
        match part.regex() {
            Ok(regex) if enough => Truth::certain(Some(regex.is_match(text.as_bytes()))),
            _ => Truth::missing(Capability::EvaluationLimit),
        }
    }

    /// A test against one alternative that is only now known.
    fn alternative(&self, kind: SetKind, text: &'m str, alternative: Known<'m>) -> Truth {
        let Some(other) = alternative.value.as_str() else {
            return Truth::guess(None, alternative.lacks);
        };
        if !self.env.spend(text.len() as u64 / BYTES_A_STEP) {
            return Truth::missing(Capability::EvaluationLimit);
        }
        let (text, other) = if kind.wants_folded() {
            (self.env.folded(text), self.env.folded(other))
        } else {
            (text, other)
        };
        let found = match kind {
            SetKind::Contains { .. } => Some(contains(text, other)),
            SetKind::StartsWith { .. } => Some(text.starts_with(other)),
            SetKind::EndsWith { .. } => Some(text.ends_with(other)),
            SetKind::Like { .. } => Some(Glob::new(other).matches(text)),
            SetKind::Members { .. } => Some(text == other),
            SetKind::Networks => {
                let networks: Networks = Prefix::parse(other).into_iter().collect();
                Prefix::parse(other).and_then(|_| networks.contain(text))
            }
            // The checker lets only literals be patterns.
            SetKind::Search { .. } | SetKind::Whole { .. } | SetKind::Capture { .. } => None,
        };
        Truth::guess(found, alternative.lacks)
    }

    /// Counts or extracts the matches of one pattern.
    pub(super) fn pattern(
        &mut self,
        function: crate::native::Native,
        subject: NodeId,
        constants: SetId,
    ) -> Known<'m> {
        let subject = self.value(subject);
        let Some(text) = subject.value.as_str() else {
            return Known::default().with(subject.lacks);
        };
        let enough = self.env.spend(text.len() as u64 / PATTERN_BYTES_A_STEP);
        let part = match self.graph.constants(constants).matcher() {
            Matcher::Patterns(patterns) => patterns.parts().first(),
            _ => None,
        };
        let part = part.filter(|_| enough);
        let Some((part, Ok(regex))) = part.map(|it| (it, it.regex())) else {
            return Known::missing(Capability::EvaluationLimit);
        };
        let any = part.may_match(|| self.env.folded(text));
        let value = match function {
            crate::native::Native::RegexExtract { .. } => self.extract(regex, text, any),
            _ if !any => 0_usize.into(),
            _ => crate::regex_dialect::count(regex, text).into(),
        };
        Known::certain(value).with(subject.lacks)
    }

    fn extract(&self, regex: &regex::bytes::Regex, text: &'m str, any: bool) -> crate::Value<'m> {
        let most = if any { MOST_MATCHES } else { 0 };
        let found = crate::regex_dialect::extract(regex, text, most);
        self.env
            .array(found.into_iter().map(|it| self.env.keep(it)))
    }
}

/// No more matches than this are extracted from one text.
const MOST_MATCHES: usize = 10_000;

fn contains(text: &str, needle: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), needle.as_bytes()).is_some()
}
