//! "Did you mean": the known name nearest to an unknown one.

use crate::functions::levenshtein;

/// The name among `known` nearest to `name`, if any is near.
pub(super) fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let lower = name.to_ascii_lowercase();
    let near = (name.chars().count() / 3).clamp(1, 4);
    known
        .map(|it| (distance(&lower, it), it))
        .filter(|(distance, _)| *distance <= near)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, it)| it)
}

/// Help that names the nearest of `known`.
pub(super) fn did_you_mean<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    nearest(name, known).map(|it| format!("did you mean `{it}`?"))
}

fn distance(lower: &str, known: &str) -> usize {
    let known = known.to_ascii_lowercase();
    // A part of the other name is a likelier slip than the bare distance says.
    let part = lower.len() > 3 && (known.starts_with(lower) || known.ends_with(lower));
    let distance = levenshtein(lower, &known);
    if part { distance.min(1) } else { distance }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_names_are_suggested() {
        let known = || ["display_text", "display_url", "href_url"].into_iter();
        assert_eq!(nearest("display_txt", known()), Some("display_text"));
        assert_eq!(nearest("HREF_URL", known()), Some("href_url"));
        assert_eq!(nearest("visible", known()), None);
        assert_eq!(nearest("url", known()), None);
    }
}
