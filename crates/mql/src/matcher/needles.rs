//! Looking for any of several texts in one pass.

use daachorse::DoubleArrayAhoCorasick;
use memchr::memmem::Finder;

/// Up to this many needles are looked for one after the other: a search for one needle is
/// vectorised and several times faster than an automaton.
const FEW: usize = 4;

/// Texts of which one is looked for.
#[derive(Clone)]
pub(crate) enum Needles {
    /// The empty text is among them, and it occurs everywhere.
    Everywhere,
    Few(Vec<Finder<'static>>),
    Many(Box<DoubleArrayAhoCorasick<u32>>),
}

impl Needles {
    pub(crate) fn new(mut texts: Vec<Box<str>>) -> Self {
        texts.sort();
        texts.dedup();
        if texts.first().is_some_and(|it| it.is_empty()) {
            return Needles::Everywhere;
        }
        if texts.len() > FEW
            && let Ok(automaton) = DoubleArrayAhoCorasick::new(texts.iter().map(|it| &**it))
        {
            return Needles::Many(Box::new(automaton));
        }
        let finders = texts
            .iter()
            .map(|it| Finder::new(it.as_bytes()).into_owned());
        Needles::Few(finders.collect())
    }

    /// Whether any of the texts occurs in `text`.
    pub(crate) fn occur_in(&self, text: &str) -> bool {
        match self {
            Needles::Everywhere => true,
            Needles::Few(finders) => finders.iter().any(|it| it.find(text.as_bytes()).is_some()),
            Needles::Many(automaton) => automaton.find_iter(text).next().is_some(),
        }
    }
}

impl std::fmt::Debug for Needles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Needles")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(needles: &[&str], text: &str, expected: bool) {
        let needles = Needles::new(needles.iter().map(|it| (*it).into()).collect());
        assert_eq!(needles.occur_in(text), expected);
    }

    #[test]
    fn few_and_many_agree() {
        let many = ["b1", "b2", "b3", "b4", "b5", "é6", "é6x"];
        for count in 1..=many.len() {
            check(&many[..count], "a b1 c", true);
            check(&many[..count], "nothing here", false);
        }
        check(&many, "x é6 y", true);
        check(&["", "x"], "", true);
        check(&[], "x", false);
        check(&["x", "x"], "x", true);
    }
}
