//! Results of an evaluation, and how sure they are.

use limits::CapabilitySet;

use crate::value::Value;

/// A set of truth values that are still possible: true, false, null.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Outcomes(u8);

impl Outcomes {
    /// No outcome: what a value that is no truth value has.
    pub const NONE: Self = Self(0);
    /// Only true.
    pub const TRUE: Self = Self(1);
    /// Only false.
    pub const FALSE: Self = Self(2);
    /// Only null.
    pub const NULL: Self = Self(4);
    /// Nothing is known.
    pub const ANY: Self = Self(7);

    pub(crate) const fn from_bits(bits: u8) -> Self {
        Self(bits & 7)
    }

    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    /// Only `value`.
    pub const fn only(value: Option<bool>) -> Self {
        match value {
            Some(true) => Self::TRUE,
            Some(false) => Self::FALSE,
            None => Self::NULL,
        }
    }

    /// What is in either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether all of `other` is in the set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether exactly one outcome is left.
    pub const fn is_certain(self) -> bool {
        self.0.is_power_of_two()
    }

    /// The outcomes of the negation.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self((self.0 & 4) | ((self.0 & 1) << 1) | ((self.0 & 2) >> 1))
    }
}

impl std::fmt::Debug for Outcomes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = [
            (Self::TRUE, "true"),
            (Self::FALSE, "false"),
            (Self::NULL, "null"),
        ];
        let held = names.iter().filter(|(it, _)| self.contains(*it));
        f.debug_set().entries(held.map(|(_, name)| name)).finish()
    }
}

/// The value of a program, what it lacked, and which truth values it could still have.
#[derive(Debug, Clone, Copy)]
pub struct Evaluated<'m> {
    /// The value, with everything that is missing taken as null.
    pub value: Value<'m>,
    /// For truth values: what the value could be if nothing were missing.
    pub possible: Outcomes,
    /// What was missing and could change the value.
    pub lacks: CapabilitySet,
}

/// What became of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The rule is true, whatever is missing.
    Matched,
    /// The rule is false or null, whatever is missing.
    NotMatched,
    /// The rule could be true or not, depending on what is missing.
    Undecided(CapabilitySet),
}

impl Evaluated<'_> {
    /// Reads the value as a rule's.
    pub fn decision(&self) -> Decision {
        if self.possible == Outcomes::TRUE {
            Decision::Matched
        } else if self.possible.contains(Outcomes::TRUE) {
            Decision::Undecided(self.lacks)
        } else {
            Decision::NotMatched
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_decided_by_what_is_still_possible() {
        let evaluated = |possible| Evaluated {
            value: Value::Null,
            possible,
            lacks: CapabilitySet::EMPTY,
        };
        let either = Outcomes::TRUE.union(Outcomes::NULL);
        assert_eq!(evaluated(Outcomes::TRUE).decision(), Decision::Matched);
        assert_eq!(
            evaluated(either).decision(),
            Decision::Undecided(CapabilitySet::EMPTY)
        );
        assert_eq!(evaluated(either.negated()).decision(), Decision::NotMatched);
        assert_eq!(either.negated(), Outcomes::FALSE.union(Outcomes::NULL));
    }
}
