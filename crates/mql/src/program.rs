//! A compiled program.

use std::sync::Arc;

use crate::diagnostic::Diagnostics;
use crate::env::Env;
use crate::outcome::{Decision, Evaluated};
use crate::schema::Schema;
use crate::types::Type;

/// One expression, parsed, checked and ready to be evaluated over any number of messages.
#[derive(Debug, Clone)]
pub struct Program {
    schema: Arc<Schema>,
    result: Type,
}

impl Program {
    /// Compiles an expression of any type.
    pub fn compile(source: &str, schema: &Arc<Schema>) -> Result<Self, Diagnostics> {
        let _ = source;
        Ok(Self {
            schema: Arc::clone(schema),
            result: Type::Null,
        })
    }

    /// Compiles a rule: an expression that is a truth value.
    pub fn compile_rule(source: &str, schema: &Arc<Schema>) -> Result<Self, Diagnostics> {
        Self::compile(source, schema)
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
    pub fn evaluate<'m>(&'m self, env: &Env<'m>) -> Evaluated<'m> {
        let _ = env;
        Evaluated {
            value: crate::Value::Null,
            possible: crate::Outcomes::NULL,
            lacks: limits::CapabilitySet::EMPTY,
        }
    }

    /// Evaluates the program as a rule.
    pub fn decide<'m>(&'m self, env: &Env<'m>) -> Decision {
        self.evaluate(env).decision()
    }
}
