//! Near-duplicate texts: SimHash (Charikar 2002) over pairs of words, found again by bands.
//!
//! Two texts whose hashes differ in at most [`NEAR_BITS`] of 64 bits agree in at least one of four bands of
//! 16 bits, so a look into four bands finds every near one.

/// Bits in which near texts differ at most.
pub(crate) const NEAR_BITS: u32 = 3;
/// Bands of a hash.
pub(crate) const BANDS: usize = 4;
/// Words a text needs: shorter ones are alike by chance.
const FEWEST_WORDS: usize = 20;
/// Words that are looked at.
const MOST_WORDS: usize = 4_000;

/// The SimHash of a text given as words. Digits count as equal, so that order numbers, sums and phone numbers do
/// not tell copies of one letter apart. `None` for a text too short to compare.
pub fn simhash<'w>(words: impl IntoIterator<Item = &'w str>) -> Option<u64> {
    let mut votes = Votes::default();
    let mut previous = None;
    let mut count = 0_usize;
    for word in words.into_iter().take(MOST_WORDS) {
        let hash = word_hash(word);
        if let Some(previous) = previous {
            votes.add(mix(previous ^ hash.rotate_left(1)));
        }
        previous = Some(hash);
        count += 1;
    }
    (count >= FEWEST_WORDS).then(|| votes.majority())
}

/// How many hashes have each bit: 64 counters side by side, of which `planes` holds the bits, lowest first, so that a hash
/// is added to all of them in a few steps.
#[derive(Debug, Default)]
struct Votes {
    /// Enough for [`MOST_WORDS`] hashes.
    planes: [u64; 12],
    hashes: u64,
}

impl Votes {
    fn add(&mut self, hash: u64) {
        self.hashes += 1;
        let mut carry = hash;
        for plane in &mut self.planes {
            if carry == 0 {
                break;
            }
            let both = *plane & carry;
            *plane ^= carry;
            carry = both;
        }
    }

    /// The bits that more hashes have than have not.
    fn majority(&self) -> u64 {
        let ones = |bit: usize| -> u64 {
            let planes = self.planes.iter().enumerate();
            planes.map(|(at, plane)| (plane >> bit & 1) << at).sum()
        };
        (0..64)
            .filter(|bit| ones(*bit) * 2 > self.hashes)
            .fold(0, |hash, bit| hash | 1 << bit)
    }
}

/// FNV-1a over lower-case letters; any digit is one digit, any run of digits too.
fn word_hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut in_digits = false;
    let mut take = |it: u32| hash = (hash ^ u64::from(it)).wrapping_mul(0x0100_0000_01b3);
    for it in word.chars() {
        let is_digit = it.is_numeric();
        if is_digit && in_digits {
            continue;
        }
        in_digits = is_digit;
        let plain = if is_digit { '0' } else { it };
        if plain.is_ascii() {
            take(u32::from(plain.to_ascii_lowercase()));
        } else {
            plain.to_lowercase().for_each(|it| take(u32::from(it)));
        }
    }
    hash
}

/// Spreads every bit over all (the finaliser of SplitMix64).
fn mix(mut it: u64) -> u64 {
    it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    it ^ (it >> 31)
}

/// The bands of `hash`, each a number that also says which band it is.
pub(crate) fn bands(hash: u64) -> [i32; BANDS] {
    let band = |at: i32| (at << 16) | i32::from((hash >> (16 * at)) as u16);
    [band(0), band(1), band(2), band(3)]
}

/// Bits in which two hashes differ.
pub(crate) fn distance(one: u64, other: u64) -> u32 {
    (one ^ other).count_ones()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "Dear customer your annual protection plan has been renewed today \
        and the amount of 389.99 will be taken from your account within 24 hours if you did \
        not ask for this renewal please call our billing desk at once on +1 805 555 0142 and \
        quote the invoice number 77421 so that we can cancel it and return the money to you";

    #[test]
    fn the_majority_of_all_hashes_counts_bit_by_bit() {
        for words in [20, 21, 700, 3_999, 4_000, 9_000] {
            let text: Vec<String> = (0..words).map(|it| format!("w{}", char_of(it))).collect();
            let hashes: Vec<u64> = text
                .iter()
                .take(MOST_WORDS)
                .map(|it| word_hash(it))
                .collect();
            let pairs = hashes
                .windows(2)
                .map(|it| mix(it[0] ^ it[1].rotate_left(1)));
            let pairs: Vec<u64> = pairs.collect();
            let mut expected = 0;
            for bit in 0..64 {
                let with = pairs.iter().filter(|it| *it >> bit & 1 == 1).count();
                expected |= u64::from(with * 2 > pairs.len()) << bit;
            }
            assert_eq!(simhash(text.iter().map(String::as_str)), Some(expected));
            let same = vec!["same"; words];
            let pair = mix(word_hash("same") ^ word_hash("same").rotate_left(1));
            assert_eq!(simhash(same), Some(pair));
        }
    }

    fn char_of(number: usize) -> String {
        let letter = |it: usize| char::from(b'a' + (it % 26) as u8);
        [number, number / 26, number / 676, number * number % 23]
            .map(letter)
            .iter()
            .collect()
    }

    fn of(text: &str) -> Option<u64> {
        simhash(text.split_whitespace())
    }

    #[test]
    fn copies_with_other_numbers_are_one_text() {
        let other = LETTER
            .replace("389.99", "412.50")
            .replace("0142", "0177")
            .replace("77421", "99");
        assert_eq!(of(LETTER), of(&other));
        assert_eq!(of(LETTER), of(&LETTER.to_uppercase()));
    }

    #[test]
    fn a_changed_word_is_near_and_another_text_far() {
        let long = [LETTER; 3].join(" and furthermore ");
        let changed = long.replacen("customer", "client", 1);
        let near = distance(of(&long).unwrap(), of(&changed).unwrap());
        assert!(near <= NEAR_BITS, "{near}");
        let other = "the minutes of our meeting are attached we agreed to move the picnic to \
            the second sunday in june bring a blanket a salad and something to drink for all";
        let far = distance(of(LETTER).unwrap(), of(other).unwrap());
        assert!(far > 12, "{far}");
    }

    #[test]
    fn short_texts_have_none() {
        assert_eq!(of("please call me back today"), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn near_hashes_share_a_band() {
        let hash = 0x0123_4567_89ab_cdef_u64;
        for (a, b, c) in [(0, 17, 33), (5, 6, 7), (63, 16, 48)] {
            let other = hash ^ (1 << a) ^ (1 << b) ^ (1 << c);
            let shared = bands(hash).iter().zip(bands(other)).any(|(x, y)| *x == y);
            assert!(shared, "{a} {b} {c}");
        }
        let distinct: std::collections::BTreeSet<_> = bands(0).into_iter().collect();
        assert_eq!(distinct.len(), BANDS);
    }
}
