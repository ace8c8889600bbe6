//! Which of many literals occur in a text, found in one look at each of its bytes.
//!
//! Of each literal a window of four bytes is picked that is likely to be rare, judged by what all literals look
//! like. For each place of the text a small table says whether the bytes there may be any literal's window;
//! only where it says so are literals compared. A text of ordinary language passes most of
//! its places with a dozen instructions, however many literals there are.

/// Entries of the table, one for each hash of three bytes.
const ENTRIES: usize = 1 << 13;

/// An odd number with well mixed bits (the golden ratio).
const MULTIPLIER: u32 = 0x9e37_79b9;

/// The part of four bytes that is a window of three.
const THREE: u32 = 0x00ff_ffff;

/// Literals, each known by its number.
#[derive(Clone, Default)]
pub(crate) struct Literals {
    /// The bytes of all literals, one after the other.
    bytes: Vec<u8>,
    /// By literal: where its bytes begin; the end of the last one comes last.
    starts: Vec<u32>,
    windows: Option<Windows>,
}

/// The windows: three bytes of literals that have no more, else four.
#[derive(Clone)]
struct Windows {
    /// By hash of three bytes: a bit for each value that the last five bits of the fourth may have.
    filter: Box<[u32; ENTRIES]>,
    /// Windows by their hash, those that came later at the next place that was free. A power of two.
    slots: Box<[Slot]>,
    /// The literals of a slot stand together.
    entries: Box<[Entry]>,
}

/// A window; free if it has no literals.
#[derive(Clone, Copy, Default)]
struct Slot {
    window: u32,
    first: u32,
    count: u32,
}

/// A literal that has the window after so many bytes.
#[derive(Clone, Copy)]
struct Entry {
    literal: u32,
    before: u32,
}

impl Literals {
    /// A literal has at least so many bytes.
    pub(crate) const SHORTEST: usize = 3;

    /// The literals, in the order of their numbers.
    pub(crate) fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut all = Self::default();
        let mut windows = Vec::new();
        all.starts.push(0);
        for text in texts {
            all.bytes.extend_from_slice(text.as_bytes());
            all.starts.push(all.bytes.len() as u32);
        }
        let pairs = Pairs::of(&all);
        for literal in 0..all.starts.len() as u32 - 1 {
            if let Some((before, window)) = pairs.rarest(all.literal(literal)) {
                windows.push((window, Entry { literal, before }));
            }
        }
        if !windows.is_empty() {
            all.windows = Some(Windows::new(windows));
        }
        all
    }

    /// Appends to `found` the number of each literal that occurs in `text`, unless its bit is set in `seen`, and
    /// sets it.
    pub(crate) fn find(&self, text: &str, seen: &mut [u64], found: &mut Vec<u32>) {
        let (Some(windows), text) = (&self.windows, text.as_bytes()) else {
            return;
        };
        for (at, bytes) in text.windows(4).enumerate() {
            let window = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
            let fourth = windows.filter[usize::from(hash(window))];
            if fourth >> (window >> 24 & 31) & 1 == 1 {
                self.compare(windows.entries(window), text, at, seen, found);
                if fourth == u32::MAX {
                    self.compare(windows.entries(window & THREE), text, at, seen, found);
                }
            }
        }
        // The last three bytes are the beginning of no four.
        if let Some(at) = text.len().checked_sub(3)
            && let Some([a, b, c]) = text.get(at..)
        {
            let window = u32::from_le_bytes([*a, *b, *c, 0]);
            self.compare(windows.entries(window), text, at, seen, found);
        }
    }

    /// Compares literals whose window stands at `at`. Most that occur have been found before.
    #[inline]
    fn compare(
        &self,
        entries: &[Entry],
        text: &[u8],
        at: usize,
        seen: &mut [u64],
        found: &mut Vec<u32>,
    ) {
        for entry in entries {
            let Some(word) = seen.get_mut(entry.literal as usize / 64) else {
                continue;
            };
            let bit = 1_u64 << (entry.literal % 64);
            if *word & bit == 0 && self.occurs(*entry, text, at) {
                *word |= bit;
                found.push(entry.literal);
            }
        }
    }

    /// Whether the literal of `entry`, whose window stands at `at`, stands there whole.
    #[inline(never)]
    fn occurs(&self, entry: Entry, text: &[u8], at: usize) -> bool {
        let start = at.checked_sub(entry.before as usize);
        let rest = start.and_then(|it| text.get(it..)).unwrap_or_default();
        rest.starts_with(self.literal(entry.literal))
    }

    /// Bytes taken by the tables and the literals.
    pub(crate) fn heap_bytes(&self) -> usize {
        let windows = self.windows.as_ref().map_or(0, |it| {
            size_of_val(&*it.filter) + size_of_val(&*it.slots) + size_of_val(&*it.entries)
        });
        windows + self.bytes.len() + self.starts.len() * size_of::<u32>()
    }

    fn literal(&self, number: u32) -> &[u8] {
        let at = |it: usize| self.starts.get(it).copied().unwrap_or_default() as usize;
        let number = number as usize;
        let range = at(number)..at(number + 1);
        self.bytes.get(range).unwrap_or_default()
    }
}

impl Windows {
    fn new(mut windows: Vec<(u32, Entry)>) -> Self {
        windows.sort_by_key(|(window, entry)| (*window, entry.literal));
        #[expect(
            clippy::large_stack_arrays,
            reason = "once when rules are planned; the fixed length spares a comparison at each place of a text"
        )]
        let mut filter = Box::new([0_u32; ENTRIES]);
        let mut slots = vec![Slot::default(); (2 * windows.len()).next_power_of_two()];
        let mask = slots.len() - 1;
        let mut first = 0;
        for same in windows.chunk_by(|a, b| a.0 == b.0) {
            let (window, count) = (same[0].0, same.len() as u32);
            // Four bytes that end with 0 look like three, which is well: literals are compared whole.
            let fourth = if window <= THREE {
                u32::MAX
            } else {
                1 << (window >> 24 & 31)
            };
            filter[usize::from(hash(window))] |= fourth;
            let mut at = place(window) & mask;
            while slots[at].count > 0 {
                at = (at + 1) & mask;
            }
            slots[at] = Slot {
                window,
                first,
                count,
            };
            first += count;
        }
        Self {
            filter,
            slots: slots.into(),
            entries: windows.into_iter().map(|(_, it)| it).collect(),
        }
    }

    /// The literals that have the window `window`.
    fn entries(&self, window: u32) -> &[Entry] {
        let mask = self.slots.len() - 1;
        let mut at = place(window) & mask;
        // At least half of the slots are free.
        while let Some(slot) = self.slots.get(at).filter(|it| it.count > 0) {
            if slot.window == window {
                let first = slot.first as usize;
                let range = first..first + slot.count as usize;
                return self.entries.get(range).unwrap_or_default();
            }
            at = (at + 1) & mask;
        }
        &[]
    }
}

/// A hash of the first three bytes of a window, below [`ENTRIES`].
fn hash(window: u32) -> u16 {
    ((window & THREE).wrapping_mul(MULTIPLIER) >> 19) as u16
}

/// Where a window is looked for among the slots first.
fn place(window: u32) -> usize {
    (window.wrapping_mul(MULTIPLIER) >> 12) as usize
}

/// How often bytes follow each other in all literals, which look much like the texts they are looked for in.
struct Pairs {
    by_pair: Vec<u32>,
    by_first: Vec<u32>,
}

impl Pairs {
    fn of(literals: &Literals) -> Self {
        let mut pairs = Self {
            by_pair: vec![0; 1 << 16],
            by_first: vec![0; 1 << 8],
        };
        for pair in literals.bytes.windows(2) {
            let (first, second) = (usize::from(pair[0]), usize::from(pair[1]));
            pairs.by_pair[first << 8 | second] += 1;
            pairs.by_first[first] += 1;
        }
        pairs
    }

    /// The window of a literal that is likely to be the rarest, and the bytes before it.
    fn rarest(&self, literal: &[u8]) -> Option<(u32, u32)> {
        if let &[a, b, c] = literal {
            return Some((0, u32::from_le_bytes([a, b, c, 0])));
        }
        let fours = literal.windows(4).enumerate();
        let odds = fours.map(|(before, four)| (before, four, self.odds(four)));
        let (before, four, _) = odds.min_by(|a, b| a.2.total_cmp(&b.2))?;
        let window = u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        Some((before as u32, window))
    }

    /// How likely a window is, each byte depending on the one before it.
    fn odds(&self, window: &[u8]) -> f32 {
        let first = window.first().copied().map_or(0, usize::from);
        let start = (self.by_first[first] + 1) as f32;
        window.windows(2).fold(start, |odds, pair| {
            let (first, second) = (usize::from(pair[0]), usize::from(pair[1]));
            let pairs = self.by_pair[first << 8 | second] as f32 + 0.1;
            odds * pairs / (self.by_first[first] as f32 + 1.0)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(literals: &[&str], text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        let mut seen = vec![0; literals.len().div_ceil(64)];
        let all = Literals::new(literals.iter().copied());
        all.find(text, &mut seen, &mut found);
        found.sort_unstable();
        found
    }

    #[test]
    fn literals_are_found_wherever_they_stand() {
        let literals = [
            "abc",
            "abcd",
            "bcdefghij",
            "zzz",
            "aé",
            "\u{200b}x",
            "abc\0",
        ];
        assert_eq!(found(&literals, ""), [0_u32; 0]);
        assert_eq!(found(&literals, "xbcdx"), [0_u32; 0]);
        assert_eq!(found(&literals, "abcdefghij"), [0, 1, 2]);
        assert_eq!(found(&literals, "...zzz"), [3]);
        assert_eq!(found(&literals, "abc\0"), [0, 6]);
        assert_eq!(found(&literals, "abcdefghi aé\u{200b}x"), [0, 1, 4, 5]);
        assert_eq!(found(&[], "abc"), [0_u32; 0]);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_occurs(
            literals in prop::collection::vec("[abé\0]{3,7}", 0..90),
            text in "[abcé\0]{0,60}",
        ) {
            let literals: Vec<&str> = literals.iter().map(String::as_str).collect();
            let occurs = |it: &u32| text.contains(literals[*it as usize]);
            let expected: Vec<u32> = (0..literals.len() as u32).filter(occurs).collect();
            prop_assert_eq!(found(&literals, &text), expected);
        }
    }
}
