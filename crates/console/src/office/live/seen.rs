//! Which records a listener has been told of.

use std::collections::BTreeSet;

use store::RecordId;

/// Records that are remembered one by one.
const REMEMBERED: usize = 500;

/// What a listener knows. Ids are in the order of seconds, and within one second in none: a record may come after one with a
/// higher id.
#[derive(Debug)]
pub(super) struct Seen {
    /// At the first look, everything up to here counts as known.
    top: Option<RecordId>,
    known: BTreeSet<RecordId>,
}

impl Seen {
    /// A listener whose page shows everything up to `top`.
    pub(super) fn up_to(top: RecordId) -> Self {
        Self {
            top: Some(top),
            known: BTreeSet::new(),
        }
    }

    /// Those of `ids`, the newest there are, that he has not been told of. He counts as told.
    pub(super) fn new_of(&mut self, ids: Vec<RecordId>) -> BTreeSet<RecordId> {
        let top = self.top.take();
        let mut new = BTreeSet::new();
        for id in ids {
            let is_new = self.known.insert(id);
            if is_new && top.is_none_or(|top| id > top) {
                new.insert(id);
            }
        }
        while self.known.len() > REMEMBERED {
            self.known.pop_first();
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(seen: &mut Seen, ids: &[u64]) -> Vec<u64> {
        let new = seen.new_of(ids.iter().copied().map(RecordId).collect());
        new.into_iter().map(|it| it.0).collect()
    }

    #[test]
    fn each_is_told_once_though_it_comes_late() {
        let mut seen = Seen::up_to(RecordId(10));
        assert_eq!(new(&mut seen, &[12, 11, 10, 8]), [11, 12]);
        assert!(new(&mut seen, &[12, 11, 10, 8]).is_empty());
        // Judged before the others, written after them.
        assert_eq!(new(&mut seen, &[12, 11, 10, 9, 8]), [9]);
        assert_eq!(new(&mut seen, &[13, 12]), [13]);
    }

    #[test]
    fn the_memory_is_bounded() {
        let mut seen = Seen::up_to(RecordId(0));
        for id in 1..2000 {
            assert_eq!(new(&mut seen, &[id]), [id]);
        }
        assert_eq!(seen.known.len(), REMEMBERED);
    }
}
