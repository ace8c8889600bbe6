//! The words of the language itself.

/// Each word with what it does.
pub(crate) const KEYWORDS: &[(&str, &str)] = &[
    (
        "and",
        "True if both sides are true; false if one is false; else null.",
    ),
    (
        "or",
        "True if one side is true; false if both are false; else null.",
    ),
    ("not", "Turns true and false round; null stays null."),
    (
        "in",
        "Whether the left side is an element of the right: `x in (\"a\", \"b\")`, `x in $list`.",
    ),
    ("in~", "As `in`, without regard to case."),
    (
        "of",
        "`2 of (a, b, c)`: whether at least so many of the conditions are true.",
    ),
    (
        "is",
        "`x is null`, `x is not null`: whether there is a value at all; never null itself.",
    ),
    (
        "null",
        "What the message lacks. Comparisons with it are null; ask with `is null`.",
    ),
    ("true", "The truth value true."),
    ("false", "The truth value false."),
];

/// What `word` does.
pub(crate) fn doc(word: &str) -> Option<&'static str> {
    let found = KEYWORDS.iter().find(|(it, _)| *it == word);
    found.map(|(_, doc)| *doc)
}
