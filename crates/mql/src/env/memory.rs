//! What was computed once for a message: folded texts and the results of the host's functions.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;

use crate::arena::Arena;
use crate::evaluate::Known;
use crate::fold::fold;
use crate::hash::BuildFastHasher;
use crate::value::{Data, Entries, Items, Value};

/// Everything that is remembered. Keys are addresses: whatever a value borrows from stays where it
/// is for as long as the evaluation of the message lasts.
#[derive(Default)]
pub(super) struct Memory<'m> {
    folded: RefCell<HashMap<(usize, usize), &'m str, BuildFastHasher>>,
    calls: RefCell<HashMap<CallKey, Known<'m>, BuildFastHasher>>,
}

/// A function and its very arguments.
type CallKey = (u16, Box<[Identity]>);

impl<'m> Memory<'m> {
    pub(super) fn folded(&self, text: &'m str, arena: &'m Arena) -> &'m str {
        if text.is_empty() {
            return text;
        }
        let key = (text.as_ptr().addr(), text.len());
        if let Some(known) = self.folded.borrow().get(&key) {
            return known;
        }
        let folded = match fold(text) {
            std::borrow::Cow::Borrowed(same) => same,
            std::borrow::Cow::Owned(changed) => arena.text(&changed),
        };
        self.folded.borrow_mut().insert(key, folded);
        folded
    }

    pub(super) fn recall(&self, function: u16, arguments: &[Value<'m>]) -> Option<Known<'m>> {
        self.calls.borrow().get(&key(function, arguments)).copied()
    }

    pub(super) fn remember(&self, function: u16, arguments: &[Value<'m>], result: Known<'m>) {
        self.calls
            .borrow_mut()
            .insert(key(function, arguments), result);
    }
}

fn key(function: u16, arguments: &[Value<'_>]) -> CallKey {
    (
        function,
        arguments.iter().map(|it| Identity::of(*it)).collect(),
    )
}

/// Where the elements of an array stand, and how many there are.
pub(crate) fn place(items: Items<'_>) -> (usize, usize) {
    match items {
        Items::Values(it) => (it.as_ptr().addr(), it.len()),
        Items::Texts(it) => (it.as_ptr().addr(), it.len()),
        Items::Objects(it) => (std::ptr::from_ref(it).addr(), it.count()),
    }
}

/// What makes a value the very same as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Identity {
    /// A value that is known by its bits: a tag and the bits.
    Plain(u8, u64),
    /// A tag, where something stands and how much of it there is.
    Place(u8, usize, usize),
    /// A host object. A struct and its first field share an address, but not the type.
    Object(TypeId, usize),
}

impl Identity {
    pub(crate) fn of(value: Value<'_>) -> Self {
        match value {
            Value::Null => Identity::Plain(0, 0),
            Value::Bool(it) => Identity::Plain(1, it.into()),
            Value::Int(it) => Identity::Plain(2, it.cast_unsigned()),
            Value::Float(it) => Identity::Plain(3, it.to_bits()),
            Value::Str(it) => Identity::Place(4, it.as_ptr().addr(), it.len()),
            Value::Array(items) => {
                let (address, count) = place(items);
                Identity::Place(5, address, count)
            }
            Value::Map(entries) => match entries {
                Entries::Values(it) => Identity::Place(8, it.as_ptr().addr(), it.len()),
                Entries::Texts(it) => Identity::Place(9, it.as_ptr().addr(), it.len()),
                Entries::Lists(it) => Identity::Place(10, it.as_ptr().addr(), it.len()),
            },
            Value::Json(it) => Identity::Place(11, std::ptr::from_ref(it).addr(), 0),
            Value::Object(data) => Identity::object(data),
        }
    }

    fn object(data: &Data) -> Self {
        let any: &dyn std::any::Any = data;
        Identity::Object(any.type_id(), std::ptr::from_ref(data).addr())
    }
}
