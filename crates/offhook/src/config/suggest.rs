//! What somebody may have meant.

/// The one of `candidates` that `word` is nearly written as.
pub(super) fn nearest<'c>(
    word: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    let distances = candidates.map(|it| (distance(word, it), it));
    let (distance, nearest) = distances.min()?;
    let allowed = (word.chars().count().max(3) / 3).max(1);
    (distance <= allowed).then_some(nearest)
}

/// Insertions, deletions and substitutions between two short words (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, from) in a.chars().take(64).enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        for (slot, to) in row.iter_mut().skip(1).zip(&b) {
            let changed = diagonal + usize::from(from != *to);
            diagonal = *slot;
            left = changed.min(left + 1).min(diagonal + 1);
            *slot = left;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word() {
        let keys = ["timeout_ms", "attempts", "lookups"];
        let of = |word| nearest(word, keys.into_iter());
        assert_eq!(of("timeout_m"), Some("timeout_ms"));
        assert_eq!(of("time_out_ms"), Some("timeout_ms"));
        assert_eq!(of("look_ups"), Some("lookups"));
        assert_eq!(of("colour"), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
