//! What getters and functions are given beside their arguments.

mod memory;

use std::any::Any;
use std::cell::Cell;

use limits::{Capability, CapabilitySet, Limits};

use memory::Memory;
pub(crate) use memory::{Identity, place};

use crate::arena::Arena;
use crate::evaluate::Known;
use crate::list::Lists;
use crate::value::{Data, Value, downcast};

/// The surroundings of one message's evaluation: the arena, the host's context, the configured
/// lists, the budget, and the place where a missing capability is reported.
///
/// One `Env` serves every program that is evaluated over one message, so that what one of them
/// computed the next can use.
pub struct Env<'m> {
    arena: &'m Arena,
    host: &'m Data,
    lists: &'m Lists,
    steps: u64,
    lacks: Cell<CapabilitySet>,
    left: Cell<u64>,
    memory: Memory<'m>,
}

impl<'m> Env<'m> {
    /// The surroundings for the message in `host`, which is what the schema's roots are read from.
    pub fn new(arena: &'m Arena, host: &'m Data, lists: &'m Lists, limits: &Limits) -> Self {
        Self {
            arena,
            host,
            lists,
            steps: limits.evaluation_steps,
            lacks: Cell::new(CapabilitySet::EMPTY),
            left: Cell::new(limits.evaluation_steps),
            memory: Memory::default(),
        }
    }

    /// Where computed values are put.
    pub fn arena(&self) -> &'m Arena {
        self.arena
    }

    /// The host's context, whatever it is.
    pub fn host_data(&self) -> &'m Data {
        self.host
    }

    /// The host's context as its own type.
    pub fn host<T: Any>(&self) -> Option<&'m T> {
        downcast(self.host)
    }

    /// The configured lists.
    pub fn lists(&self) -> &'m Lists {
        self.lists
    }

    /// Reports that the value about to be returned would need `capability`, and is null for want
    /// of it.
    pub fn missing(&self, capability: Capability) -> Value<'m> {
        self.lack(capability);
        Value::Null
    }

    /// Reports that the value about to be returned might be another with `capability`.
    pub fn lack(&self, capability: Capability) {
        let mut lacks = self.lacks.get();
        lacks.insert(capability);
        self.lacks.set(lacks);
    }

    /// Keeps `object` for the rest of the evaluation and gives it as a value.
    pub fn keep<T: Any + Sync>(&self, object: T) -> Value<'m> {
        Value::Object(self.arena.keep(object))
    }

    /// Copies `text` into the arena and gives it as a value.
    pub fn text(&self, text: &str) -> Value<'m> {
        Value::Str(self.arena.text(text))
    }

    /// Collects `values` into an array.
    pub fn array(&self, values: impl IntoIterator<Item = Value<'m>>) -> Value<'m> {
        self.arena.array(values)
    }

    /// Collects `entries` into a map.
    pub fn map(&self, entries: impl IntoIterator<Item = (&'m str, Value<'m>)>) -> Value<'m> {
        self.arena.map(entries)
    }

    /// Keeps `json` and gives it as a value.
    pub fn json(&self, json: serde_json::Value) -> Value<'m> {
        Value::Json(self.arena.keep(json))
    }

    /// `text` in folded form, computed once for every text.
    pub fn folded(&self, text: &'m str) -> &'m str {
        self.memory.folded(text, self.arena)
    }

    /// Takes `steps` from the budget; `false` when it is exhausted, upon which a function should
    /// give up and return null.
    pub fn spend(&self, steps: u64) -> bool {
        if let Some(left) = self.left.get().checked_sub(steps) {
            self.left.set(left);
            true
        } else {
            self.left.set(0);
            self.lack(Capability::EvaluationLimit);
            false
        }
    }

    /// Whether the budget is used up.
    pub fn exhausted(&self) -> bool {
        self.left.get() == 0
    }

    /// Steps taken since the budget was last filled.
    pub fn steps_taken(&self) -> u64 {
        self.steps.saturating_sub(self.left.get())
    }

    /// The steps one program may take.
    pub(crate) fn steps(&self) -> u64 {
        self.steps
    }

    pub(crate) fn steps_left(&self) -> u64 {
        self.left.get()
    }

    /// Fills the budget with `steps` for the next program.
    pub(crate) fn refill(&self, steps: u64) {
        self.left.set(steps);
    }

    /// The result of `function` for these very `arguments`, if it was called with them before.
    pub(crate) fn recall(&self, function: u16, arguments: &[Value<'m>]) -> Option<Known<'m>> {
        self.memory.recall(function, arguments)
    }

    pub(crate) fn remember(&self, function: u16, arguments: &[Value<'m>], result: Known<'m>) {
        self.memory.remember(function, arguments, result);
    }

    pub(crate) fn take_lacks(&self) -> CapabilitySet {
        self.lacks.replace(CapabilitySet::EMPTY)
    }

    pub(crate) fn put_lacks(&self, lacks: CapabilitySet) {
        self.lacks.set(lacks);
    }
}

impl std::fmt::Debug for Env<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Env")
            .field("arena", self.arena)
            .field("steps_taken", &self.steps_taken())
            .finish_non_exhaustive()
    }
}
