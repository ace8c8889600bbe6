//! How likely a node is to be true or false, guessed once for all messages.
//!
//! Only the order of operands rests on it, which cannot be observed, so a bad guess costs time and nothing
//! else. What nobody here can compute decides nothing, whatever the message: it comes last, when all
//! else has failed to decide.

use crate::function::Implementation;
use crate::graph::{Graph, NodeId, Op, SetKind};
use crate::schema::Schema;

/// How likely a value is to be certainly true and certainly not true.
#[derive(Debug, Clone, Copy)]
pub(super) struct Odds {
    pub(super) holds: f32,
    pub(super) fails: f32,
}

impl Odds {
    /// A value that nothing is known of, as what it is computed from is missing.
    const MISSING: Self = Self {
        holds: 0.0,
        fails: 0.0,
    };

    /// A truth value that holds so often.
    const fn of(holds: f32) -> Self {
        Self {
            holds,
            fails: 1.0 - holds,
        }
    }

    fn negated(self) -> Self {
        Self {
            holds: self.fails,
            fails: self.holds,
        }
    }

    fn is_missing(self) -> bool {
        self.holds == 0.0 && self.fails == 0.0
    }

    fn and(self, other: Self) -> Self {
        Self {
            holds: self.holds * other.holds,
            fails: 1.0 - (1.0 - self.fails) * (1.0 - other.fails),
        }
    }

    fn or(self, other: Self) -> Self {
        self.negated().and(other.negated()).negated()
    }
}

/// Elements that a loop is taken to have.
const ELEMENTS: i32 = 4;

/// The odds of `op`, given those of all nodes before it.
pub(super) fn odds(graph: &Graph, op: &Op, schema: &Schema, known: &[Odds]) -> Odds {
    let of = |id: &NodeId| known.get(id.index()).copied().unwrap_or(Odds::of(0.5));
    let guess = |holds| {
        let mut missing = false;
        op.each_operand(|it, body| missing |= !body && of(&it).is_missing());
        if missing {
            Odds::MISSING
        } else {
            Odds::of(holds)
        }
    };
    match op {
        Op::Bool(it) => Odds::of(if *it { 1.0 } else { 0.0 }),
        Op::Not(it) => of(it).negated(),
        Op::And(operands) => operands.iter().map(of).fold(Odds::of(1.0), Odds::and),
        Op::Or(operands) => operands.iter().map(of).fold(Odds::of(0.0), Odds::or),
        Op::Any { array, .. } | Op::All { array, .. } if of(array).is_missing() => Odds::MISSING,
        Op::Any { body, .. } => Odds {
            holds: 1.0 - (1.0 - of(body).holds).powi(ELEMENTS),
            fails: of(body).fails.powi(ELEMENTS).max(0.1),
        },
        Op::All { body, .. } => Odds {
            holds: of(body).holds.powi(ELEMENTS).max(0.1),
            fails: 1.0 - (1.0 - of(body).fails).powi(ELEMENTS),
        },
        Op::Coalesce { operands, .. } => operands.first().map_or(Odds::MISSING, of),
        Op::Call { function, .. } => {
            let function = schema.functions.get_index(usize::from(*function));
            match function.map(|(_, it)| &it.implementation) {
                Some(Implementation::Absent) | None => Odds::MISSING,
                Some(_) => guess(0.5),
            }
        }
        Op::Root(root) => match schema.roots.get_index(usize::from(*root)) {
            Some((_, field)) if field.absent.is_some() => Odds::MISSING,
            _ => Odds::of(0.5),
        },
        Op::Field { object, field, .. } => match schema.field_at(*object, *field) {
            Some(field) if field.absent.is_some() => Odds::MISSING,
            _ => guess(0.5),
        },
        Op::TextTest { constants, .. } => match graph.constants(*constants).kind() {
            SetKind::Search { .. } | SetKind::Whole { .. } => guess(0.1),
            _ => guess(0.15),
        },
        Op::InValues { .. } => guess(0.1),
        Op::InList { .. } | Op::InArray { .. } => guess(0.2),
        Op::Of { .. } | Op::Range { .. } | Op::IsNull(_) => guess(0.3),
        Op::Compare { .. } => guess(0.4),
        Op::Text(_) | Op::Int(_) | Op::Float(_) | Op::Element(_) => Odds::of(0.5),
        _ => guess(0.5),
    }
}
