//! Where computed values live while one message is evaluated.

use std::any::Any;
use std::cell::{Cell, OnceCell};

use bumpalo::Bump;

use crate::value::{Data, Value, downcast};

/// Chunk `k` of [`Kept`] has room for `2^k` objects.
const CHUNKS: usize = 40;

type Slot = OnceCell<Box<Data>>;

/// Memory for one message: texts and arrays that evaluation computes, and objects that functions
/// make. Everything is released together, and objects are dropped properly.
#[derive(Default)]
pub struct Arena {
    bump: Bump,
    kept: Kept,
}

/// An append-only list of boxed objects with stable addresses.
struct Kept {
    count: Cell<usize>,
    chunks: [OnceCell<Box<[Slot]>>; CHUNKS],
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            count: Cell::new(0),
            chunks: [const { OnceCell::new() }; CHUNKS],
        }
    }
}

impl Arena {
    /// An empty arena.
    pub fn new() -> Self {
        Self::default()
    }

    /// Copies `text` into the arena.
    pub fn text(&self, text: &str) -> &str {
        self.bump.alloc_str(text)
    }

    /// Collects `values` into an array.
    pub fn array<'m>(&'m self, values: impl IntoIterator<Item = Value<'m>>) -> Value<'m> {
        let mut all = bumpalo::collections::Vec::new_in(&self.bump);
        all.extend(values);
        Value::Array(crate::value::Items::Values(all.into_bump_slice()))
    }

    /// Collects `entries` into a map.
    pub fn map<'m>(&'m self, entries: impl IntoIterator<Item = (&'m str, Value<'m>)>) -> Value<'m> {
        let mut all = bumpalo::collections::Vec::new_in(&self.bump);
        all.extend(entries);
        Value::Map(crate::value::Entries::Values(all.into_bump_slice()))
    }

    /// Keeps `object` until the arena is dropped.
    pub fn keep<T: Any + Sync>(&self, object: T) -> &T {
        // A slot is used once, so the fallback is never taken; leaking nothing, it needs no panic.
        let slot = self.kept.next();
        let data: &Data = &**slot.get_or_init(|| Box::new(object));
        match downcast(data) {
            Some(kept) => kept,
            None => unreachable!("a fresh slot holds what was just put in"),
        }
    }

    /// The objects of type `T` that are kept, in the order in which they were put in.
    pub fn kept<T: Any>(&self) -> impl Iterator<Item = &T> {
        (1..=self.kept.count.get()).filter_map(|position| downcast(self.kept.at(position)?))
    }

    /// Bytes the arena has taken so far, objects that functions made not counted.
    pub fn allocated_bytes(&self) -> usize {
        self.bump.allocated_bytes()
    }
}

impl Kept {
    fn next(&self) -> &Slot {
        let position = self.count.get() + 1;
        self.count.set(position);
        let (chunk, index) = Self::place(position);
        let room = 1_usize << chunk;
        let slots = self.chunks[chunk].get_or_init(|| (0..room).map(|_| Slot::new()).collect());
        &slots[index]
    }

    /// The object at `position`; the first is 1.
    fn at(&self, position: usize) -> Option<&Data> {
        let (chunk, index) = Self::place(position);
        let slot = self.chunks.get(chunk)?.get()?.get(index)?;
        slot.get().map(|it| &**it)
    }

    /// The chunk of a position, and the place in it.
    fn place(position: usize) -> (usize, usize) {
        let chunk = position.ilog2() as usize;
        (chunk, position - (1 << chunk))
    }
}

impl std::fmt::Debug for Arena {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Arena")
            .field("allocated_bytes", &self.allocated_bytes())
            .field("objects", &self.kept.count.get())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn kept_objects_stay_put_and_are_dropped() {
        let witness = Arc::new(());
        let arena = Arena::new();
        let kept: Vec<&(usize, Arc<()>)> = (0..1_000)
            .map(|index| arena.keep((index, Arc::clone(&witness))))
            .collect();
        assert!(kept.iter().enumerate().all(|(index, it)| it.0 == index));
        assert_eq!(Arc::strong_count(&witness), 1_001);
        assert_eq!(arena.kept::<(usize, Arc<()>)>().count(), 1_000);
        assert_eq!(arena.kept::<String>().count(), 0);
        drop(arena);
        assert_eq!(Arc::strong_count(&witness), 1);
    }

    #[test]
    fn arrays_borrow_from_the_arena_they_live_in() {
        let arena = Arena::new();
        let inner = arena.array([Value::Str(arena.text("a"))]);
        let outer = arena.array([inner, Value::Null]);
        assert_eq!(format!("{outer:?}"), r#"[["a"], null]"#);
    }
}
