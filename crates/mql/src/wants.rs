//! What a program asks for that is not there, found without a message.

use limits::{Capability, CapabilitySet};

use crate::function::Implementation;
use crate::graph::{Collect, NodeId, Op};
use crate::list::Lists;
use crate::program::Program;
use crate::schema::Field;

impl Program {
    /// What the program names that nothing here can answer, whatever the message: functions that
    /// nobody implements, fields the host never has, lists that are not in `lists`.
    ///
    /// A program that wants nothing may still be undecided over a message, where a getter or a
    /// function finds that something is missing; one that wants something is often decided all the same,
    /// by its other operands.
    pub fn wants(&self, lists: &Lists) -> CapabilitySet {
        let nodes = self.graph.nodes();
        nodes
            .filter_map(|(id, node)| self.wanted_by(id, &node.op, lists))
            .collect()
    }

    fn wanted_by(&self, id: NodeId, op: &Op, lists: &Lists) -> Option<Capability> {
        let schema = &self.schema;
        match op {
            Op::Call { function, .. } => {
                let (_, function) = schema.functions.get_index(usize::from(*function))?;
                let absent = matches!(function.implementation, Implementation::Absent);
                absent.then_some(function.capability)
            }
            Op::Root(root) => {
                let (_, field) = schema.roots.get_index(usize::from(*root))?;
                // A host that reads its roots with getters has no other roots.
                let unread = field.getter.is_none() && schema.roots().any(Field::is_bound);
                field
                    .absent
                    .or_else(|| unread.then(|| field.missing_as_root()))
            }
            Op::Field { object, field, .. } => {
                let field = schema.field_at(*object, *field)?;
                let unseen = schema
                    .unseen(&field.ty)
                    .filter(|it| self.names_any(&it.names) || !self.is_only_searched(id));
                field.absent.or(unseen.map(|it| it.capability))
            }
            Op::List(list) | Op::InList { list, .. } => {
                let (name, list) = schema.lists.get_index(usize::from(*list))?;
                lists.get(name).is_none().then_some(list.capability)
            }
            _ => None,
        }
    }
}

impl Program {
    /// Whether any constant is one of `names`.
    fn names_any(&self, names: &[String]) -> bool {
        let is_one = |it: &str| names.iter().any(|name| name.eq_ignore_ascii_case(it));
        let mut sets = self.graph.sets();
        let mut nodes = self.graph.nodes();
        sets.any(|(_, it)| it.texts().iter().any(|it| is_one(it)))
            || nodes.any(|(_, it)| matches!(&it.op, Op::Text(text) if is_one(text)))
    }

    /// Whether the array `id` is asked for certain elements and nothing else.
    fn is_only_searched(&self, id: NodeId) -> bool {
        self.graph.nodes().all(|(_, node)| {
            let searches = match &node.op {
                Op::Any { array, .. } | Op::All { array, .. } => *array == id,
                Op::Collect { how, array, .. } => *how == Collect::Filter && *array == id,
                _ => false,
            };
            let mut uses = false;
            node.op.each_operand(|it, _| uses |= it == id);
            searches || !uses
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{FunctionBuilder, List, Schema, Value};

    struct Host;

    #[test]
    fn a_program_wants_what_nobody_offers() {
        let mut builder = Schema::builder();
        builder
            .roots::<Host>()
            .field("here", "str", "", |_, _| Value::Str("x"))
            .absent("seen", "bool", "", Capability::History);
        builder
            .function(
                FunctionBuilder::new("ocr", "")
                    .takes("x", "str")
                    .returns("str")
                    .needs(Capability::Ocr),
            )
            .list("known", "str", "", Capability::List);
        let schema = Arc::new(builder.build().unwrap());
        let wants = |source, lists: &Lists| {
            let program = Program::compile_rule(source, &schema).unwrap();
            let names: Vec<&str> = program.wants(lists).iter().map(Capability::name).collect();
            names.join(" ")
        };
        let mut lists = Lists::new();
        assert_eq!(wants("here == \"x\"", &lists), "");
        assert_eq!(wants("seen and ocr(here) == \"x\"", &lists), "ocr history");
        assert_eq!(wants("here in $known", &lists), "list");
        lists.insert("known", List::texts(["x"]));
        assert_eq!(wants("here in $known", &lists), "");
    }
}
