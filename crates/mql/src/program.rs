//! A compiled program.

use std::sync::Arc;

use text::Span;

use crate::check::{self, Part};
use crate::diagnostic::Diagnostics;
use crate::env::Env;
use crate::evaluate::Machine;
use crate::graph::{Graph, NodeId};
use crate::outcome::{Decision, Evaluated};
use crate::schema::Schema;
use crate::types::Type;

/// One expression, parsed, checked and ready to be evaluated over any number of messages.
///
/// A program is evaluated by walking its tree. Where many programs are evaluated over each message,
/// a [`RuleSet`](crate::RuleSet) gives the same answers in a fraction of the time.
#[derive(Debug, Clone)]
pub struct Program {
    pub(crate) schema: Arc<Schema>,
    pub(crate) graph: Arc<Graph>,
    pub(crate) root: NodeId,
    pub(crate) result: Type,
    parts: Arc<[Part]>,
}

/// A sub-expression and what came of it.
#[derive(Debug, Clone, Copy)]
pub struct Explained<'m> {
    /// Where it stands in the program.
    pub span: Span,
    /// Its type.
    pub ty: &'m Type,
    /// Its value.
    pub evaluated: Evaluated<'m>,
}

impl Program {
    /// Compiles an expression of any type.
    pub fn compile(source: &str, schema: &Arc<Schema>) -> Result<Self, Diagnostics> {
        Self::new(source, schema, false)
    }

    /// Compiles a rule: an expression that is a truth value.
    pub fn compile_rule(source: &str, schema: &Arc<Schema>) -> Result<Self, Diagnostics> {
        Self::new(source, schema, true)
    }

    fn new(source: &str, schema: &Arc<Schema>, rule: bool) -> Result<Self, Diagnostics> {
        let checked = check::compile(source, schema, rule)?;
        // A lone `null` is a rule too: one that never matches.
        let result = if rule { Type::Bool } else { checked.result };
        Ok(Self {
            schema: Arc::clone(schema),
            graph: Arc::new(checked.graph),
            root: checked.root,
            result,
            parts: checked.parts.into(),
        })
    }

    /// The type of the program's value.
    pub fn result_type(&self) -> &Type {
        &self.result
    }

    /// The schema the program was compiled for.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// Evaluates the program over the message of `env`.
    ///
    /// Values may borrow from the program's constants, so the program must outlive `env`.
    pub fn evaluate<'m>(&'m self, env: &Env<'m>) -> Evaluated<'m> {
        env.refill(env.steps());
        Machine::new(&self.graph, &self.schema, env).program(self.root, &self.result)
    }

    /// Evaluates every sub-expression that has a value of its own, that is, stands in no loop or does
    /// not ask for the loop's element. Operands come before what uses them.
    pub fn explain<'m>(&'m self, env: &Env<'m>) -> Vec<Explained<'m>> {
        let closed = self
            .parts
            .iter()
            .filter(|it| self.graph.node(it.node).loops == 0);
        let explain = |part: &'m Part| {
            env.refill(env.steps());
            let mut machine = Machine::new(&self.graph, &self.schema, env);
            Explained {
                span: part.span,
                ty: &part.ty,
                evaluated: machine.program(part.node, &part.ty),
            }
        };
        closed.map(explain).collect()
    }

    /// Evaluates the program as a rule.
    pub fn decide<'m>(&'m self, env: &Env<'m>) -> Decision {
        self.evaluate(env).decision()
    }
}
