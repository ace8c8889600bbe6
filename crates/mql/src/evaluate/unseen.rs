//! Elements that an array lacks, of kinds that are known.
//!
//! Where nobody can find some kinds of elements, an array of them lacks a capability, and whatever is asked of
//! it would be anybody's guess. But a loop that looks for other kinds would pass over the elements that are
//! not there. So the body is asked of one example of each kind.

use limits::CapabilitySet;

use super::shared::Looped;
use super::{Machine, Truth};
use crate::graph::{NodeId, Op};
use crate::outcome::Outcomes;
use crate::schema::Unseen;
use crate::value::{Data, Value};

impl<'m> Machine<'_, 'm> {
    /// The kinds of elements that the array, a node's value that lacks `lacks`, may hold beside those it holds;
    /// `None` where nothing is missing, or more than such elements.
    pub(super) fn unseen(&self, array: NodeId, lacks: CapabilitySet) -> Option<&'m Unseen> {
        if lacks.is_empty() {
            return None;
        }
        let Op::Field { object, field, .. } = self.graph.node(array).op else {
            return None;
        };
        let unseen = self
            .schema
            .unseen(&self.schema.field_at(object, field)?.ty)?;
        (lacks == CapabilitySet::of(unseen.capability)).then_some(unseen)
    }

    /// What `body` may be of any number of `unseen` elements, none included: that counts as `none`.
    pub(super) fn of_unseen(&mut self, unseen: &'m Unseen, body: NodeId, none: bool) -> Truth {
        let mut possible = Outcomes::only(Some(none));
        let mut lacks = CapabilitySet::of(unseen.capability);
        let examples = unseen.examples.iter().map(|it| {
            let example: &Data = &**it;
            Value::Object(example)
        });
        let examples = self.env.array(examples).items();
        for index in 0..unseen.examples.len() {
            let looped = examples.map(Looped::apart);
            let truth = looped.map(|it| self.within(&it, index, |it| it.truth(body)));
            let truth = truth.unwrap_or(Truth::NULL);
            possible = possible.union(truth.possible);
            lacks = lacks.union(truth.lacks);
        }
        Truth::possible(Some(none), possible, lacks)
    }
}
