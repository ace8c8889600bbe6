//! What a program asks for that is not there, found without a message.

use limits::{Capability, CapabilitySet};

use crate::function::Implementation;
use crate::graph::Op;
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
            .filter_map(|(_, node)| self.wanted_by(&node.op, lists))
            .collect()
    }

    fn wanted_by(&self, op: &Op, lists: &Lists) -> Option<Capability> {
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
                    .or_else(|| unread.then_some(Capability::Function))
            }
            Op::Field { object, field, .. } => {
                let object = schema.object(*object)?;
                let (_, field) = object.fields.get_index(usize::from(*field))?;
                field.absent
            }
            Op::List(list) | Op::InList { list, .. } => {
                let (name, list) = schema.lists.get_index(usize::from(*list))?;
                lists.get(name).is_none().then_some(list.capability)
            }
            _ => None,
        }
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
