//! Edit distance.

/// The number of code points to insert, delete or replace to turn `left` into `right`.
pub(crate) fn levenshtein(left: &str, right: &str) -> usize {
    if left.is_ascii() && right.is_ascii() {
        let (short, long) = if left.len() < right.len() {
            (left, right)
        } else {
            (right, left)
        };
        if short.len() <= 64 {
            return distance_in_words(short.as_bytes(), long.as_bytes());
        }
    }
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let (left, right) = strip_common(&left, &right);
    if left.is_empty() {
        return right.len();
    }
    // One row of the table: the distances of all prefixes of `left` to a prefix of `right`.
    let mut row: Vec<usize> = (0..=left.len()).collect();
    for (index, wanted) in right.iter().enumerate() {
        let mut diagonal = index;
        row[0] = index + 1;
        for (column, found) in left.iter().enumerate() {
            let replaced = diagonal + usize::from(found != wanted);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[left.len()]
}

/// The distance of two ASCII texts of which the shorter, `short`, has at most 64 characters: a column
/// of the table is two words, its vertical differences (Myers 1999, in Hyyrö's form of 2003).
fn distance_in_words(short: &[u8], long: &[u8]) -> usize {
    if short.is_empty() {
        return long.len();
    }
    let mut places = [0_u64; 128];
    for (index, byte) in short.iter().enumerate() {
        places[usize::from(byte & 127)] |= 1 << index;
    }
    let last = 1_u64 << (short.len() - 1);
    let (mut rises, mut falls) = (u64::MAX, 0_u64);
    let mut distance = short.len();
    for byte in long {
        let equal = places[usize::from(byte & 127)];
        let vertical = equal | falls;
        let diagonal = (((equal & rises).wrapping_add(rises)) ^ rises) | equal;
        let right_rises = falls | !(diagonal | rises);
        let right_falls = rises & diagonal;
        distance += usize::from(right_rises & last != 0);
        distance -= usize::from(right_falls & last != 0);
        let right_rises = right_rises << 1 | 1;
        rises = right_falls << 1 | !(vertical | right_rises);
        falls = right_rises & vertical;
    }
    distance
}

fn strip_common<'a>(left: &'a [char], right: &'a [char]) -> (&'a [char], &'a [char]) {
    let start = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (left, right) = (&left[start..], &right[start..]);
    let end = left
        .iter()
        .rev()
        .zip(right.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    (&left[..left.len() - end], &right[..right.len() - end])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::levenshtein;

    proptest! {
        #[test]
        fn both_ways_of_counting_agree(left in "[abc]{0,70}", right in "[abcd]{0,90}") {
            // A character beyond ASCII at both ends keeps the distance and takes the other way.
            let other = levenshtein(&format!("é{left}"), &format!("é{right}"));
            prop_assert_eq!(levenshtein(&left, &right), other);
        }
    }

    #[test]
    fn distances_count_code_points() {
        for (left, right, expected) in [
            ("kitten", "sitting", 3),
            ("", "abc", 3),
            ("abc", "", 3),
            ("é", "e", 1),
            ("abcd", "acbd", 2),
            ("same", "same", 0),
            ("flaw", "lawn", 2),
        ] {
            assert_eq!(levenshtein(left, right), expected, "{left} {right}");
            assert_eq!(levenshtein(right, left), expected, "{right} {left}");
        }
    }
}
