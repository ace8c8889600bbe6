//! Which of some thousands of literals occur in a text.
//!
//! Each literal is looked for by one run of four of its bytes, the one that is likely to be the rarest. A table of
//! bits says of nearly every place in a text that no such run begins there. Where one may, the literals that have
//! it are compared. The table is 8 KiB, whatever the number of literals; an automaton of so many takes several
//! megabytes.

/// Bytes of a literal that are looked for.
const GRAM: usize = 4;

/// The same for literals that are shorter.
const PAIR: usize = 2;

/// The table has a bit for each of so many hashes.
const HASHES: usize = 1 << 16;

/// The run is chosen among this many of the first places of a literal.
const MOST_PLACES: usize = 256;

/// What a run costs for each other literal that has it already: so that no run has many.
const CROWDED: u32 = 12;

/// What a run costs that mail is full of.
const COMMON: u32 = 200;

/// Runs of these texts are common.
const COMMON_TEXTS: [&str; 3] = [
    "https://www. http:// .com/ .com\" href=\"https://www.w3.org/1999/xhtml\" content=\"text/html; charset=utf-8\" \
     <div style=\"font-family:arial,helvetica,sans-serif; font-size: 14px;font-weight:bold;color:#000000 \
     background-color:#ffffff; padding:0px 0px 0px 0px; margin:0 auto; border:0; text-align: center; line-height:20px; \
     text-decoration:none\" width=\"100%\" height=\"1\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" align=\"center\" \
     valign=\"top\" class=\"image src= alt= max-width: display:block; vertical-align: !important",
    "<table><tbody><tr><td></td></tr></tbody></table></div></span></a></p><br><br> <span <img &nbsp;&nbsp; target=\"_blank\"",
    " the and for you your this that with from have are not will can our please if to be in of on is we has been it as \
     or any all more time account email message contact information ing tion ation ment ther here ould",
];

/// The literals, by the run that they are looked for by.
#[derive(Clone)]
pub(super) struct Literals {
    texts: Vec<Box<str>>,
    /// Literals of four bytes and more.
    long: Table,
    /// Literals of two and three bytes, by a run of two.
    short: Table,
    /// Literals of one byte: the byte and the number.
    single: Vec<(u8, u32)>,
}

/// Literals by a run of so many bytes.
#[derive(Clone)]
struct Table {
    /// A bit for each hash that some run has.
    present: Vec<u64>,
    /// By hash: where its entries begin; one more for the end.
    starts: Vec<u32>,
    entries: Vec<Entry>,
}

/// A literal and the run that it is looked for by.
#[derive(Debug, Clone, Copy)]
struct Entry {
    gram: u32,
    literal: u32,
    /// Where in the literal the run begins.
    offset: u16,
}

impl Literals {
    /// Prepares the search for `texts`, none of which is empty. A literal's number is its position.
    pub(super) fn new(texts: Vec<Box<str>>) -> Self {
        let (mut long, mut short) = (Chooser::new(), Chooser::new());
        let mut entries = [Vec::new(), Vec::new()];
        let mut single = Vec::new();
        for (text, literal) in texts.iter().zip(0_u32..) {
            let text = text.as_bytes();
            if let [byte] = text {
                single.push((*byte, literal));
            }
            let long = long.choose(grams::<GRAM>(text)).map(|it| (0, it));
            let found = long.or_else(|| Some((1, short.choose(grams::<PAIR>(text))?)));
            if let Some((table, (gram, offset))) = found {
                entries[table].push(Entry {
                    gram,
                    literal,
                    offset,
                });
            }
        }
        let [long, short] = entries.map(Table::new);
        Self {
            texts,
            long,
            short,
            single,
        }
    }

    /// The number of literals.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// Bytes taken by what is searched with.
    pub(super) fn bytes(&self) -> usize {
        self.long.bytes() + self.short.bytes()
    }

    /// Adds to `seen` each literal that occurs in `text`.
    pub(super) fn each_in(&self, text: &str, seen: &mut Seen<'_>) {
        let bytes = text.as_bytes();
        for (byte, literal) in &self.single {
            if memchr::memchr(*byte, bytes).is_some() {
                seen.add(*literal);
            }
        }
        self.each_by::<PAIR>(&self.short, bytes, seen);
        self.each_by::<GRAM>(&self.long, bytes, seen);
    }

    /// The literals of a table whose runs have `LENGTH` bytes.
    fn each_by<const LENGTH: usize>(&self, table: &Table, bytes: &[u8], seen: &mut Seen<'_>) {
        // Of a table without entries there is nothing to ask.
        let Ok(present) = <&[u64; HASHES / 64]>::try_from(table.present.as_slice()) else {
            return;
        };
        for (at, run) in bytes.array_windows::<LENGTH>().enumerate() {
            let gram = gram_of(*run);
            let hash = hash(gram);
            if present[hash / 64] >> (hash % 64) & 1 == 1 {
                self.compare(table, bytes, at, gram, seen);
            }
        }
    }

    /// Compares the literals that have the run `gram`, which stands at `at`.
    fn compare(&self, table: &Table, bytes: &[u8], at: usize, gram: u32, seen: &mut Seen<'_>) {
        for entry in table.of(hash(gram)) {
            if entry.gram == gram
                && !seen.contains(entry.literal)
                && let Some(start) = at.checked_sub(usize::from(entry.offset))
                && bytes[start..].starts_with(self.texts[entry.literal as usize].as_bytes())
            {
                seen.add(entry.literal);
            }
        }
    }
}

impl Table {
    fn new(mut entries: Vec<Entry>) -> Self {
        if entries.is_empty() {
            return Self {
                present: Vec::new(),
                starts: Vec::new(),
                entries,
            };
        }
        entries.sort_unstable_by_key(|it| (hash(it.gram), it.gram, it.literal));
        let mut present = vec![0; HASHES / 64];
        let mut starts = vec![0_u32; HASHES + 1];
        for entry in &entries {
            mark(&mut present, hash(entry.gram));
            starts[hash(entry.gram) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self {
            present,
            starts,
            entries,
        }
    }

    fn of(&self, hash: usize) -> &[Entry] {
        let range = self.starts[hash] as usize..self.starts[hash + 1] as usize;
        self.entries.get(range).unwrap_or_default()
    }

    fn bytes(&self) -> usize {
        8 * self.present.len() + 4 * self.starts.len() + self.entries.len() * size_of::<Entry>()
    }
}

/// Literals that were found: appended to a list, each once.
pub(super) struct Seen<'a> {
    found: &'a mut Vec<u32>,
    /// A bit for each literal; clear before and after.
    bits: &'a mut [u64],
    start: usize,
}

impl<'a> Seen<'a> {
    /// Appends to `found`. `bits` has room for a bit a literal, all clear.
    pub(super) fn new(found: &'a mut Vec<u32>, bits: &'a mut [u64]) -> Self {
        let start = found.len();
        Self { found, bits, start }
    }

    fn contains(&self, literal: u32) -> bool {
        is_marked(self.bits, literal as usize)
    }

    fn add(&mut self, literal: u32) {
        mark(self.bits, literal as usize);
        self.found.push(literal);
    }

    /// Clears the bits again.
    pub(super) fn clear(self) {
        for literal in &self.found[self.start..] {
            self.bits[*literal as usize / 64] = 0;
        }
    }
}

/// Chooses runs so that they are rare in mail and no run has many literals.
struct Chooser {
    /// What a run costs, where it is not what its bytes cost.
    extra: std::collections::HashMap<u32, u32>,
}

impl Chooser {
    fn new() -> Self {
        let mut extra = std::collections::HashMap::new();
        for text in COMMON_TEXTS {
            for (gram, _) in grams::<GRAM>(text.as_bytes()) {
                extra.insert(gram, COMMON);
            }
        }
        Self { extra }
    }

    /// The best of `runs`, and where it begins; `None` where there is none.
    fn choose(&mut self, runs: impl Iterator<Item = (u32, u16)>) -> Option<(u32, u16)> {
        let cost = |gram: u32| {
            let bytes = gram.to_le_bytes().into_iter().filter(|it| *it != 0);
            bytes.map(commonness).sum::<u32>() + self.extra.get(&gram).copied().unwrap_or(0)
        };
        let best = runs.take(MOST_PLACES).min_by_key(|(gram, _)| cost(*gram))?;
        *self.extra.entry(best.0).or_insert(0) += CROWDED;
        Some(best)
    }
}

/// The runs of `text` and where they begin.
fn grams<const LENGTH: usize>(text: &[u8]) -> impl Iterator<Item = (u32, u16)> {
    let runs = text.array_windows::<LENGTH>().zip(0_u16..=u16::MAX);
    runs.map(|(run, at)| (gram_of(*run), at))
}

/// Up to four bytes as a number.
fn gram_of<const LENGTH: usize>(run: [u8; LENGTH]) -> u32 {
    let bytes = run.into_iter().rev();
    bytes.fold(0, |all, it| all << 8 | u32::from(it))
}

/// How common a byte is in folded mail, in steps of about a doubling.
fn commonness(byte: u8) -> u32 {
    match byte {
        b' ' | b'e' | b't' | b'a' | b'o' | b'i' | b'n' | b's' | b'r' => 10,
        b'd' | b'l' | b'c' | b'h' | b'p' | b'm' | b'u' | b'0' | b'"' | b'=' => 8,
        b'f' | b'g' | b'b' | b'w' | b'y' | b'<' | b'>' | b'/' | b':' | b';' | b'-' | b'.'
        | b'1' => 7,
        b'v' | b'k' | b'x' | b'2'..=b'9' | b',' | b'\n' | b'\r' | b'_' => 5,
        b'j' | b'q' | b'z' | b'#' | b'&' => 3,
        _ => 2,
    }
}

fn hash(gram: u32) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

fn mark(bits: &mut [u64], at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

fn is_marked(bits: &[u64], at: usize) -> bool {
    bits.get(at / 64).is_some_and(|it| it >> (at % 64) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(literals: &[String], text: &str) -> Vec<u32> {
        let literals = Literals::new(literals.iter().map(|it| it.as_str().into()).collect());
        let (mut found, mut bits) = (vec![7], vec![0; literals.len().div_ceil(64)]);
        let mut seen = Seen::new(&mut found, &mut bits);
        literals.each_in(text, &mut seen);
        seen.clear();
        assert!(bits.iter().all(|it| *it == 0), "the scratch space is clear");
        let mut found = found.split_off(1);
        found.sort_unstable();
        found
    }

    proptest! {
        /// Few letters, so that literals overlap, hold each other and share their runs.
        #[test]
        fn what_is_found_is_what_occurs(
            literals in prop::collection::btree_set("[abé ]{1,9}", 1..40),
            text in "[abcé ]{0,60}",
        ) {
            let literals: Vec<String> = literals.into_iter().collect();
            let occur = |it: &String| text.contains(it.as_str());
            let expected = (0_u32..).zip(&literals).filter(|(_, it)| occur(it));
            let expected: Vec<u32> = expected.map(|(number, _)| number).collect();
            prop_assert_eq!(found(&literals, &text), expected);
        }
    }

    #[test]
    fn literals_are_found_at_both_ends_and_however_short() {
        let literals = ["a", "é", "ab", "xyz", "https://", "tail"].map(str::to_owned);
        assert_eq!(found(&literals, "a"), [0]);
        assert_eq!(found(&literals, "é"), [1]);
        assert_eq!(found(&literals, "ab"), [0, 2]);
        assert_eq!(found(&literals, "https:// xyz tail"), [0, 3, 4, 5]);
        assert_eq!(found(&literals, ""), [0_u32; 0]);
        assert_eq!(found(&literals, "xy"), [0_u32; 0]);
    }

    #[test]
    fn literals_with_a_common_beginning_do_not_crowd_one_run() {
        let literal =
            |number: u32| format!("https://{}.example/", number.wrapping_mul(7_919)).into();
        let literals = Literals::new((0..1_000).map(literal).collect());
        let crowd = literals.long.entries.chunk_by(|a, b| a.gram == b.gram);
        let most = crowd.map(<[Entry]>::len).max();
        assert!(most < Some(8), "{most:?}");
    }
}
