//! Printable runs, the URLs in them, and entropy.

use std::collections::HashSet;

use linkify::{LinkFinder, LinkKind};

use super::ENTRIES;
use crate::file::File;

/// Shorter runs are noise.
const SHORTEST: usize = 4;

/// Runs of printable ASCII, tabs included; at most `most` bytes of them.
pub(super) fn printable(bytes: &[u8], most: usize) -> Vec<String> {
    let is_printable = |it: &u8| matches!(it, b'\t' | b' '..=b'~');
    let mut left = most;
    let mut runs = Vec::new();
    for run in bytes.split(|it| !is_printable(it)) {
        if run.len() < SHORTEST {
            continue;
        }
        if run.len() > left || runs.len() >= ENTRIES * 10 {
            break;
        }
        left -= run.len();
        runs.push(String::from_utf8_lossy(run).into_owned());
    }
    runs
}

/// URLs in the runs and among the links, each once.
pub(super) fn urls(runs: &[String], file: &File) -> Vec<String> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let in_runs = runs
        .iter()
        .flat_map(|it| finder.links(it).map(|it| it.as_str().to_owned()));
    let is_web = |it: &str| {
        it.get(..4)
            .is_some_and(|it| it.eq_ignore_ascii_case("http"))
    };
    let links = file
        .links
        .iter()
        .map(|it| it.target.clone())
        .filter(|it| is_web(it));
    let mut seen = HashSet::new();
    let mut found = in_runs.chain(links).filter(|it| seen.insert(it.clone()));
    found.by_ref().take(ENTRIES).collect()
}

/// Shannon entropy in bits a byte; 0 for nothing.
pub(super) fn entropy(bytes: &[u8]) -> f64 {
    let mut counts = [0_u64; 256];
    for byte in bytes {
        if let Some(count) = counts.get_mut(usize::from(*byte)) {
            *count += 1;
        }
    }
    let all = bytes.len() as f64;
    let share = |count: &u64| *count as f64 / all;
    let shares = counts.iter().filter(|it| **it > 0).map(share);
    shares.map(|it| -it * it.log2()).sum::<f64>().max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_urls() {
        let runs = printable(b"\0\x01abc\0call us\0https://a.example/x\xFFabcd", 1_000);
        assert_eq!(runs, ["call us", "https://a.example/x", "abcd"]);
        assert_eq!(urls(&runs, &File::default()), ["https://a.example/x"]);
        assert_eq!(printable(b"aaaa\0bbbb\0cccc", 9).len(), 2);
    }

    #[test]
    fn entropies() {
        let check = |bytes: &[u8], bits: f64| assert!((entropy(bytes) - bits).abs() < 1e-9);
        check(b"", 0.0);
        check(b"aaaa", 0.0);
        check(b"abab", 1.0);
        let all: Vec<u8> = (0..=255).collect();
        check(&all, 8.0);
    }
}
