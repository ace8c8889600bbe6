//! The nine differences between the dialect and Rust's, each with a test, and the rest of the
//! rewrite.

use super::*;

fn test(pattern: &str, fold: bool, extent: Extent, text: &str) -> bool {
    check(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    let regex = compile_test(&[pattern.into()], fold, extent);
    regex.unwrap().is_match(text.as_bytes())
}

#[track_caller]
fn matches(pattern: &str, text: &str) {
    assert!(
        test(pattern, false, Extent::Search, text),
        "{pattern} in {text:?}"
    );
    let folded = fold_text(text);
    for clause in required_literals(pattern) {
        assert!(
            clause.iter().any(|it| folded.contains(it.as_str())),
            "{clause:?} of {pattern} in {text:?}"
        );
    }
}

fn fold_text(text: &str) -> String {
    crate::fold::fold(text).into_owned()
}

#[track_caller]
fn matches_not(pattern: &str, text: &str) {
    assert!(
        !test(pattern, false, Extent::Search, text),
        "{pattern} in {text:?}"
    );
}

#[test]
fn one_digits_are_ascii() {
    matches(r"^\d$", "7");
    matches_not(r"\d", "\u{663}");
    matches(r"^\D$", "\u{663}");
    matches(r"^[\D]$", "\u{663}");
    matches(r"^[x\d]+$", "7x");
    matches_not(r"[^\d]", "7");
}

#[test]
fn two_white_space_is_ascii_without_the_vertical_tab() {
    matches(r"^\s+$", " \t\n\r\u{c}");
    matches_not(r"\s", "\u{a0}\u{b}");
    matches(r"^\S+$", "\u{a0}\u{b}");
    matches(r"^[\S]+$", "\u{a0}");
}

#[test]
fn three_words_are_ascii() {
    matches(r"^\w+$", "aZ_9");
    matches_not(r"\w", "é");
    matches(r"^\W$", "é");
}

#[test]
fn four_word_boundaries_are_ascii() {
    matches(r"\bx\b", "éxé");
    matches_not(r"\bé", " é");
    matches(r"a\Bb", "ab");
    matches(r"é\B", "é");
    matches_not(r"a\B", "aé");
}

#[test]
fn five_angle_brackets_outside_a_class_are_literals() {
    matches(r"^\<a\>$", "<a>");
    matches_not(r"\<a", " a");
}

#[test]
fn six_angle_brackets_inside_a_class_are_literals() {
    matches(r"^[\<\>]+$", "<>");
}

#[test]
fn seven_a_brace_without_a_count_is_a_literal() {
    matches(r"^{domain}$", "{domain}");
    matches(r"^a{,2}$", "a{,2}");
    matches(r"^a{2,x}{$", "a{2,x}{");
    matches(r"^a{2}b{1,}c{0,1}$", "aab");
}

#[test]
fn eight_a_bracket_inside_a_class_is_a_literal() {
    matches(r"^[a[]+$", "[a");
    matches(r"^[[]x[]]$", "[x]");
    matches(r"^[[:alpha:][]+$", "a[");
    matches_not(r"^[[:^alpha:]]$", "a");
}

#[test]
fn nine_doubled_operators_inside_a_class_are_literals() {
    matches(r"^[a&&b]+$", "a&b");
    matches(r"^[a~~b]+$", "~");
    matches(r"^[+--]+$", "+,-");
    assert!(check("[a--]").is_err(), "a range from `a` down to `-`");
}

#[test]
fn other_constructs_keep_their_meaning() {
    matches(r"^a.c$", "aéc");
    matches_not(r"a.c", "a\nc");
    matches(r"(?s)a.c", "a\nc");
    matches(r"(?m)^b$", "a\nb\nc");
    matches_not(r"^b$", "a\nb");
    matches(r"(?i)straße", "STRAßE");
    matches(r"^\x41\x{1F600}\101\0$", "A\u{1f600}A\0");
    matches(r"^\Qa.b[\E+$", "a.b[[");
    matches(r"^\pL\p{Greek}\p{^Greek}\PN$", "aβxé");
    matches(r"^[]a]+$", "]a");
    matches(r"^[^]a]$", "b");
    matches(r"^[\x{1F300}-\x{1F5FF}]$", "\u{1f525}");
    matches(r"^\a\f\n\r\t\v\.\-\/\_$", "\u{7}\u{c}\n\r\t\u{b}.-/_");
    matches(r"(?P<x>a)(?<y>b)(?:c)", "abc");
}

#[test]
fn case_is_folded_by_unicode() {
    assert!(test("k", true, Extent::Search, "\u{212a}"));
    assert!(test("[a-z]", true, Extent::Whole, "\u{17f}"));
    assert!(!test("i", true, Extent::Search, "\u{130}"));
}

#[test]
fn a_whole_match_is_not_bound_to_the_first_alternative() {
    assert!(test("a|ab", false, Extent::Whole, "ab"));
    let both = compile_test(&["x".into(), "a|ab".into()], false, Extent::Whole).unwrap();
    assert!(both.is_match(b"ab"));
    assert!(!both.is_match(b"ax"));
}

#[test]
fn what_the_dialect_lacks_is_refused() {
    for pattern in [
        r"(?=a)",
        r"(?!a)",
        r"(?<=a)",
        r"(?<!a)",
        r"(a)\1",
        r"\y",
        r"\é",
        r"a{1001}",
        r"(",
        r"[a",
        r"[b-a]",
        r"[a-\d]",
        r"[[:nope:]]",
        r"*a",
        r"(?x)a",
        r"(?P<a>x)(?P<a>y)",
        r"\",
        r"\x{110000}",
        r"\p{Nope}",
    ] {
        assert!(check(pattern).is_err(), "{pattern}");
    }
}

#[test]
fn matches_are_extracted_with_their_groups() {
    let regex = compile_capturing(r"(?P<x>a)?(b)", false).unwrap();
    let found = extract(&regex, "b éab", 10);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].groups, ["", "b"]);
    assert_eq!(found[1].named_groups, [("x".to_owned(), "a".to_owned())]);
    assert_eq!(found[1].full_match, "ab");
}

#[test]
fn empty_matches_lie_between_characters() {
    let regex = compile_capturing("x*", false).unwrap();
    assert_eq!(count(&regex, "é"), 2);
    assert_eq!(extract(&regex, "é", 10).len(), 2);
}
