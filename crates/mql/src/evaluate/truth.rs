//! Truth values with the outcomes still possible, and the three-valued operations on them.

use limits::{Capability, CapabilitySet};

use crate::outcome::Outcomes;
use crate::value::Value;

use super::Known;

/// A truth value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Truth {
    /// The value with everything that is missing taken as null: exactly one outcome.
    pub(crate) value: Outcomes,
    /// What the value could be if nothing were missing.
    pub(crate) possible: Outcomes,
    /// What was missing and could change the value.
    pub(crate) lacks: CapabilitySet,
}

impl Truth {
    pub(crate) const TRUE: Self = Self::certain(Some(true));
    pub(crate) const FALSE: Self = Self::certain(Some(false));
    pub(crate) const NULL: Self = Self::certain(None);

    /// A value that nothing missing could change.
    pub(crate) const fn certain(value: Option<bool>) -> Self {
        Self {
            value: Outcomes::only(value),
            possible: Outcomes::only(value),
            lacks: CapabilitySet::EMPTY,
        }
    }

    /// The one outcome of a value that nothing missing could change; else none.
    pub(crate) fn as_settled(self) -> Outcomes {
        let sure = self.value == self.possible && self.lacks.is_empty();
        if sure { self.possible } else { Outcomes::NONE }
    }

    /// The value whose [`as_settled`](Self::as_settled) is `outcome`.
    pub(crate) fn settled_as(outcome: Outcomes) -> Option<Self> {
        match outcome {
            Outcomes::TRUE => Some(Self::TRUE),
            Outcomes::FALSE => Some(Self::FALSE),
            Outcomes::NULL => Some(Self::NULL),
            _ => None,
        }
    }

    /// A value that could be any other if what is in `lacks` were there.
    pub(crate) fn guess(value: Option<bool>, lacks: CapabilitySet) -> Self {
        if lacks.is_empty() {
            return Self::certain(value);
        }
        Self {
            value: Outcomes::only(value),
            possible: Outcomes::ANY,
            lacks,
        }
    }

    /// Null for want of `capability`.
    pub(crate) fn missing(capability: Capability) -> Self {
        Self::guess(None, CapabilitySet::of(capability))
    }

    /// A value of a truth type. JSON booleans only come here where the schema says nothing.
    pub(crate) fn of(known: Known<'_>) -> Self {
        let value = match known.value {
            Value::Bool(it) => Some(it),
            Value::Json(it) => it.as_bool(),
            _ => None,
        };
        Self::guess(value, known.lacks)
    }

    pub(crate) fn as_bool(self) -> Option<bool> {
        match self.value {
            Outcomes::TRUE => Some(true),
            Outcomes::FALSE => Some(false),
            _ => None,
        }
    }

    pub(crate) fn as_value<'m>(self) -> Value<'m> {
        self.as_bool().map_or(Value::Null, Value::Bool)
    }

    pub(crate) fn is_certainly(self, outcome: Outcomes) -> bool {
        self.possible == outcome
    }

    #[must_use]
    pub(crate) fn negated(self) -> Self {
        Self {
            value: self.value.negated(),
            possible: self.possible.negated(),
            lacks: self.lacks,
        }
    }

    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            value: and(self.value, other.value),
            possible: and(self.possible, other.possible),
            lacks: self.lacks.union(other.lacks),
        }
        .settled()
    }

    #[cfg(test)]
    fn or(self, other: Self) -> Self {
        self.negated().and(other.negated()).negated()
    }

    /// Marks the value as depending on `lacks` altogether.
    #[must_use]
    pub(crate) fn uncertain(self, lacks: CapabilitySet) -> Self {
        if lacks.is_empty() {
            return self;
        }
        Self::guess(self.as_bool(), self.lacks.union(lacks))
    }

    /// A value with one possible outcome lacks nothing.
    #[must_use]
    fn settled(self) -> Self {
        if !self.possible.is_certain() {
            return self;
        }
        Self {
            lacks: CapabilitySet::EMPTY,
            ..self
        }
    }

    /// A value of which `possible` is known.
    pub(crate) fn possible(value: Option<bool>, possible: Outcomes, lacks: CapabilitySet) -> Self {
        Self {
            value: Outcomes::only(value),
            possible,
            lacks,
        }
        .settled()
    }
}

/// The outcomes that `a and b` can have, for every pair of sets.
const AND: [[Outcomes; 8]; 8] = {
    let mut table = [[Outcomes::NONE; 8]; 8];
    let mut a = 0;
    while a < 8 {
        let mut b = 0;
        while b < 8 {
            table[a][b] = and_of(Outcomes::from_bits(a as u8), Outcomes::from_bits(b as u8));
            b += 1;
        }
        a += 1;
    }
    table
};

fn and(a: Outcomes, b: Outcomes) -> Outcomes {
    AND[usize::from(a.bits() & 7)][usize::from(b.bits() & 7)]
}

const fn and_of(a: Outcomes, b: Outcomes) -> Outcomes {
    let (truth, falsity, null) = (Outcomes::TRUE, Outcomes::FALSE, Outcomes::NULL);
    let (a_open, b_open) = (
        a.contains(truth) || a.contains(null),
        b.contains(truth) || b.contains(null),
    );
    let mut all = Outcomes::NONE;
    if a.contains(truth) && b.contains(truth) {
        all = all.union(truth);
    }
    if a.contains(falsity) || b.contains(falsity) {
        all = all.union(falsity);
    }
    if (a.contains(null) && b_open) || (b.contains(null) && a_open) {
        all = all.union(null);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: [Option<bool>; 3] = [Some(true), Some(false), None];

    fn kleene_and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
        match (a, b) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }

    #[test]
    fn sets_combine_as_their_members_do() {
        let sets: Vec<Vec<Option<bool>>> = (1..8)
            .map(|bits| {
                (0..3)
                    .filter(|it| bits >> it & 1 == 1)
                    .map(|it| VALUES[it])
                    .collect()
            })
            .collect();
        let set = |members: &[Option<bool>]| {
            members
                .iter()
                .fold(Outcomes::NONE, |all, it| all.union(Outcomes::only(*it)))
        };
        for left in &sets {
            for right in &sets {
                let pairs = left
                    .iter()
                    .flat_map(|a| right.iter().map(|b| kleene_and(*a, *b)));
                assert_eq!(and(set(left), set(right)), set(&pairs.collect::<Vec<_>>()));
            }
        }
    }

    #[test]
    fn a_lack_that_cannot_matter_is_forgotten() {
        let unknown = Truth::missing(Capability::Nlu);
        assert_eq!(unknown.and(Truth::FALSE), Truth::FALSE);
        assert_eq!(unknown.or(Truth::TRUE), Truth::TRUE);
        let open = unknown.and(Truth::TRUE);
        assert!(open.lacks.contains(Capability::Nlu));
        assert_eq!(open.possible, Outcomes::ANY);
    }
}
