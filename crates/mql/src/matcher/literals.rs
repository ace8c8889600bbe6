//! Which of many literals occur in a text, found in one look at each of its bytes.
//!
//! Of each literal a window of a few bytes is picked that is likely to be rare. For each place of the text a
//! table of bits, small enough for the nearest cache, says whether the bytes there may be any
//! literal's window; only where it says so are literals compared. A text of ordinary language passes most of
//! its places with a handful of instructions, however many literals there are.

/// Bits of a table, one for each hash of a window.
const BITS: usize = 1 << 16;

/// An odd number with well mixed bits (the golden ratio).
const MULTIPLIER: u32 = 0x9e37_79b9;

/// The part of four bytes that is a window of three.
const THREE: u32 = 0x00ff_ffff;

/// Bytes of mail from common to rare; all others are rarer still.
const COMMON: &[u8] = b" etaoinsrhldcupmfgbwyvk./-=:\"0123456789;<>,_x&%#?()'jqz\n\r";

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
    /// By hash of three bytes: whether there may be such a window.
    of_three: Box<[u64; BITS / 64]>,
    /// By hash of four bytes: the same.
    of_four: Box<[u64; BITS / 64]>,
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
        for (literal, text) in (0..).zip(texts) {
            all.bytes.extend_from_slice(text.as_bytes());
            all.starts.push(all.bytes.len() as u32);
            if let Some((before, window)) = rarest(text.as_bytes()) {
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
            let (three, four) = (hash(window & THREE), hash(window));
            let three = windows.of_three[usize::from(three >> 6)] >> (three & 63);
            let four = windows.of_four[usize::from(four >> 6)] >> (four & 63);
            if (three | four) & 1 == 1 {
                self.compare(windows.entries(window), text, at, seen, found);
                self.compare(windows.entries(window & THREE), text, at, seen, found);
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

    /// Compares literals whose window stands at `at`.
    fn compare(
        &self,
        entries: &[Entry],
        text: &[u8],
        at: usize,
        seen: &mut [u64],
        found: &mut Vec<u32>,
    ) {
        for entry in entries {
            let bit = 1_u64 << (entry.literal % 64);
            let Some(seen) = seen.get_mut(entry.literal as usize / 64) else {
                continue;
            };
            let start = at.checked_sub(entry.before as usize);
            let occurs = || {
                let rest = start.and_then(|it| text.get(it..)).unwrap_or_default();
                rest.starts_with(self.literal(entry.literal))
            };
            if *seen & bit == 0 && occurs() {
                *seen |= bit;
                found.push(entry.literal);
            }
        }
    }

    /// Bytes taken by the tables and the literals.
    pub(crate) fn heap_bytes(&self) -> usize {
        let windows = self.windows.as_ref().map_or(0, |it| {
            2 * BITS / 8 + size_of_val(&*it.slots) + size_of_val(&*it.entries)
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
        let mut of_three = Box::new([0_u64; BITS / 64]);
        let mut of_four = Box::new([0_u64; BITS / 64]);
        let mut slots = vec![Slot::default(); (2 * windows.len()).next_power_of_two()];
        let mask = slots.len() - 1;
        let mut first = 0;
        for same in windows.chunk_by(|a, b| a.0 == b.0) {
            let (window, count) = (same[0].0, same.len() as u32);
            let hash = hash(window);
            // Four bytes that end with 0 look like three, which is well: literals are compared whole.
            let table = if window <= THREE {
                &mut of_three
            } else {
                &mut of_four
            };
            table[usize::from(hash >> 6)] |= 1 << (hash & 63);
            let mut at = usize::from(hash) & mask;
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
            of_three,
            of_four,
            slots: slots.into(),
            entries: windows.into_iter().map(|(_, it)| it).collect(),
        }
    }

    /// The literals that have the window `window`.
    fn entries(&self, window: u32) -> &[Entry] {
        let mask = self.slots.len() - 1;
        let mut at = usize::from(hash(window)) & mask;
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

/// The window of a literal that is likely to be the rarest, and the bytes before it.
fn rarest(literal: &[u8]) -> Option<(u32, u32)> {
    if let &[a, b, c] = literal {
        return Some((0, u32::from_le_bytes([a, b, c, 0])));
    }
    let fours = literal.windows(4).enumerate();
    let (before, four) = fours.min_by_key(|(_, it)| commonness(it))?;
    let window = u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
    Some((before as u32, window))
}

fn hash(window: u32) -> u16 {
    (window.wrapping_mul(MULTIPLIER) >> 16) as u16
}

/// How common the bytes of a window are, taken each by itself.
fn commonness(window: &[u8]) -> usize {
    let of = |byte: &u8| match COMMON.iter().position(|it| it == byte) {
        Some(rank) => COMMON.len() - rank,
        None => 0,
    };
    window.iter().map(of).sum()
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
