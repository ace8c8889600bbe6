//! `and` and `or` over any number of operands, in an order that cannot be observed.

use limits::CapabilitySet;

use super::Truth;
use crate::outcome::Outcomes;

/// Operands joined so far. `or` is joined as the negation of `and`.
pub(super) struct Junction {
    all: Truth,
    is_or: bool,
    /// What operands lack that could make the result false (for `and`).
    decisive: CapabilitySet,
    /// What operands lack that could only make the difference between true and null.
    weak: CapabilitySet,
    /// An operand is certainly null, so that difference does not show.
    null: bool,
}

impl Junction {
    pub(super) fn and() -> Self {
        Self {
            all: Truth::TRUE,
            is_or: false,
            decisive: CapabilitySet::EMPTY,
            weak: CapabilitySet::EMPTY,
            null: false,
        }
    }

    pub(super) fn or() -> Self {
        Self {
            is_or: true,
            ..Self::and()
        }
    }

    /// Joins one more operand; `true` says that no further one can change the result.
    pub(super) fn add(&mut self, operand: Truth) -> bool {
        let operand = if self.is_or {
            operand.negated()
        } else {
            operand
        };
        // The commonest operands are dealt with at once.
        if operand.is_certainly(Outcomes::TRUE) {
            return false;
        }
        if operand.is_certainly(Outcomes::FALSE) {
            self.all = operand;
            return true;
        }
        self.null |= operand.is_certainly(Outcomes::NULL);
        let lacks = if operand.possible.contains(Outcomes::FALSE) {
            &mut self.decisive
        } else {
            &mut self.weak
        };
        *lacks = lacks.union(operand.lacks);
        self.all = self.all.and(operand);
        self.all.is_certainly(Outcomes::FALSE)
    }

    pub(super) fn result(self) -> Truth {
        let lacks = if self.null {
            self.decisive
        } else {
            self.decisive.union(self.weak)
        };
        let all = Truth::possible(self.all.as_bool(), self.all.possible, lacks);
        if self.is_or { all.negated() } else { all }
    }
}

#[cfg(test)]
mod tests {
    use limits::Capability;

    use super::*;

    /// Every operand that an order could matter for.
    fn operands() -> Vec<Truth> {
        let (truth, falsity, null) = (Outcomes::TRUE, Outcomes::FALSE, Outcomes::NULL);
        let open =
            |possible, capability| Truth::possible(None, possible, CapabilitySet::of(capability));
        vec![
            Truth::TRUE,
            Truth::NULL,
            open(truth.union(null), Capability::Nlu),
            open(falsity.union(null), Capability::Ocr),
            open(truth.union(falsity), Capability::Logo),
            open(Outcomes::ANY, Capability::Whois),
        ]
    }

    #[test]
    fn the_order_of_operands_is_unobservable() {
        let all = operands();
        for make in [Junction::and, Junction::or] {
            for a in &all {
                for b in &all {
                    for c in &all {
                        let joined = |order: [&Truth; 3]| {
                            let mut junction = make();
                            for it in order {
                                if junction.add(*it) {
                                    break;
                                }
                            }
                            junction.result()
                        };
                        let expected = joined([a, b, c]);
                        for order in [[a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
                            assert_eq!(joined(order), expected, "{a:?} {b:?} {c:?}");
                        }
                    }
                }
            }
        }
    }
}
