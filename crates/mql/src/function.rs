//! Functions: their signatures, and how a host implements them.

use std::sync::Arc;

use limits::Capability;

use crate::env::Env;
use crate::native::Native;
use crate::types::Type;
use crate::value::Value;

/// What a host writes to implement a function.
///
/// Implemented for every `Fn` of this shape; a plain `fn` is the usual choice.
pub trait HostFunction: Send + Sync {
    /// Computes the function. Failure is null, never an error; what is missing is reported through
    /// [`Env::missing`].
    fn call<'m>(&self, arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m>;
}

impl<F> HostFunction for F
where
    F: for<'m> Fn(Arguments<'_, 'm>, &Env<'m>) -> Value<'m> + Send + Sync,
{
    fn call<'m>(&self, arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
        self(arguments, env)
    }
}

/// The evaluated arguments of one call.
#[derive(Clone, Copy)]
pub struct Arguments<'a, 'm> {
    pub(crate) positional: &'a [Value<'m>],
    pub(crate) keywords: &'a [Value<'m>],
    pub(crate) signature: &'a Function,
}

impl<'a, 'm> Arguments<'a, 'm> {
    /// The positional argument at `index`; null when it was not given.
    pub fn get(self, index: usize) -> Value<'m> {
        self.positional.get(index).copied().unwrap_or_default()
    }

    /// All positional arguments.
    pub fn positional(self) -> &'a [Value<'m>] {
        self.positional
    }

    /// The positional argument at `index` as a text.
    pub fn text(self, index: usize) -> Option<&'m str> {
        self.get(index).as_str()
    }

    /// The positional argument at `index` as a host object of type `T`.
    pub fn object<T: std::any::Any>(self, index: usize) -> Option<&'m T> {
        self.get(index).downcast()
    }

    /// The keyword argument `name`; null when it was not given.
    pub fn keyword(self, name: &str) -> Value<'m> {
        self.signature
            .keywords
            .iter()
            .position(|it| it.name == name)
            .and_then(|index| self.keywords.get(index).copied())
            .unwrap_or_default()
    }
}

/// A parameter: its name and the types it accepts.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The name, shown to rule writers; for keywords also what they write.
    pub name: String,
    /// The accepted types; several make an overload.
    pub accepts: Vec<Type>,
}

/// How a function comes by its result.
#[derive(Clone)]
pub(crate) enum Implementation {
    /// One of the language's own.
    Native(Native),
    /// The host's.
    Host(Arc<dyn HostFunction>),
    /// Nobody's: always null, and reported as missing.
    Absent,
}

/// A function as the schema knows it.
#[derive(Clone)]
pub struct Function {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) parameters: Vec<Parameter>,
    /// The last parameter may be given again and again.
    pub(crate) variadic: bool,
    pub(crate) optional: usize,
    pub(crate) keywords: Vec<Parameter>,
    pub(crate) returns: Type,
    pub(crate) capability: Capability,
    pub(crate) strict: bool,
    pub(crate) implementation: Implementation,
}

impl Function {
    /// The dotted name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it does, for editors and manuals.
    pub fn doc(&self) -> &str {
        &self.doc
    }

    /// The positional parameters.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// Whether the last positional parameter may be repeated.
    pub fn is_variadic(&self) -> bool {
        self.variadic
    }

    /// The keyword parameters.
    pub fn keywords(&self) -> &[Parameter] {
        &self.keywords
    }

    /// The result type. For the array functions, which are generic, the type their checker starts
    /// from.
    pub fn returns(&self) -> &Type {
        &self.returns
    }

    /// The capability a call needs; `None` when the function is always there.
    pub fn capability(&self) -> Option<Capability> {
        match self.implementation {
            Implementation::Native(_) => None,
            _ => Some(self.capability),
        }
    }

    /// Whether something computes this function.
    pub fn is_implemented(&self) -> bool {
        !matches!(self.implementation, Implementation::Absent)
    }

    /// Least and greatest number of positional arguments.
    pub fn arity(&self) -> (usize, Option<usize>) {
        let most = self.parameters.len();
        (most - self.optional, (!self.variadic).then_some(most))
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Function")
            .field("name", &self.name)
            .field("implemented", &self.is_implemented())
            .finish_non_exhaustive()
    }
}
