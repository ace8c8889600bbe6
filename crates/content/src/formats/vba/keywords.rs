//! Words in macros that tell something, from `data/vba-keywords.txt`, and addresses.

use std::sync::OnceLock;

const DATA: &str = include_str!("../../../data/vba-keywords.txt");
/// Findings of one module.
const MOST: usize = 500;

/// Kind and word.
type Keyword = (String, String);

fn keywords() -> &'static [(&'static str, &'static str)] {
    static LIST: OnceLock<Vec<(&'static str, &'static str)>> = OnceLock::new();
    LIST.get_or_init(|| {
        let lines = DATA.lines().map(str::trim);
        let lines = lines.filter(|it| !it.is_empty() && !it.starts_with('#'));
        lines.filter_map(|it| it.split_once(' ')).collect()
    })
}

/// Finds the words of the list, addresses (`ioc`) and long hexadecimal texts (`hex`) in a source. Comments
/// count: some macros keep their payload there.
pub(super) fn find(source: &str) -> Vec<Keyword> {
    let lower = source.to_ascii_lowercase();
    let mut found = Vec::new();
    for (kind, word) in keywords() {
        if stands_alone(&lower, &word.to_ascii_lowercase()) {
            found.push(((*kind).to_owned(), (*word).to_owned()));
        }
    }
    let mut finder = linkify::LinkFinder::new();
    finder.kinds(&[linkify::LinkKind::Url]);
    for link in finder.links(source).take(MOST) {
        found.push(("ioc".to_owned(), link.as_str().to_owned()));
    }
    found.extend(
        hex_texts(source)
            .take(MOST)
            .map(|it| ("hex".to_owned(), it)),
    );
    found
}

/// Whether `word` stands in `text` with no letter, digit or underscore beside it.
fn stands_alone(text: &str, word: &str) -> bool {
    let is_part = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|it| it.chars().next());
        !is_part(before) && !is_part(after)
    })
}

/// Quoted texts of at least 16 hexadecimal digits.
fn hex_texts(source: &str) -> impl Iterator<Item = String> {
    let is_hex = |it: &&str| {
        it.len() >= 16 && it.len().is_multiple_of(2) && it.bytes().all(|it| it.is_ascii_hexdigit())
    };
    source
        .split('"')
        .skip(1)
        .step_by(2)
        .filter(is_hex)
        .map(|it| super::super::findings::cut(it, 1024).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_a_known_kind() {
        assert!(keywords().len() > 60);
        assert!(
            keywords()
                .iter()
                .all(|(kind, _)| matches!(*kind, "autoexec" | "suspicious"))
        );
    }

    #[test]
    fn words_stand_by_themselves() {
        let found = find(
            "Sub AutoOpen()\n x = Shell(\"powershell -c \" & \"68747470733a2f2f782e79\")\n' https://load.example/a\nEnd Sub",
        );
        let has = |kind: &str, word: &str| found.contains(&(kind.to_owned(), word.to_owned()));
        assert!(has("autoexec", "AutoOpen"));
        assert!(has("suspicious", "Shell") && has("suspicious", "powershell"));
        assert!(has("ioc", "https://load.example/a"));
        assert!(has("hex", "68747470733a2f2f782e79"));
        assert!(
            !find("Sub MyAutoOpened()\nShellfish = 1\nEnd Sub")
                .iter()
                .any(|it| it.0 != "ioc")
        );
    }
}
