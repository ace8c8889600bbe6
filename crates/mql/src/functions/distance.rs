//! Edit distance.

/// The number of code points to insert, delete or replace to turn `left` into `right`.
pub(crate) fn levenshtein(left: &str, right: &str) -> usize {
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
    use super::levenshtein;

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
