//! What is taken away from a text before it is read as a URL.

use std::borrow::Cow;

/// `text` without blanks and invisible characters at its ends, and without the tabs and line breaks
/// that browsers drop anywhere.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_padding = |it: char| it.is_whitespace() || text::is_invisible(it);
    let text = text.trim_matches(is_padding);
    let is_dropped = |it: char| matches!(it, '\t' | '\n' | '\r');
    if text.contains(is_dropped) {
        Cow::Owned(text.replace(is_dropped, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// Ways to write a sign so that nothing makes a link of it.
const DEFANGED: &[(&str, &str)] = &[
    ("[://]", "://"),
    ("[:]", ":"),
    ("[.]", "."),
    ("(.)", "."),
    ("{.}", "."),
    ("[dot]", "."),
    ("(dot)", "."),
    ("[@]", "@"),
    ("[at]", "@"),
];

/// `text` as the link it was before somebody defanged it.
pub(super) fn refang(text: &str) -> Cow<'_, str> {
    let mut live = Cow::Borrowed(text);
    if let Some(rest) = strip_dead_scheme(text) {
        live = Cow::Owned(format!("http{rest}"));
    }
    if live.contains(['[', '(', '{']) {
        for (dead, sign) in DEFANGED {
            if live.contains(dead) {
                live = Cow::Owned(live.replace(dead, sign));
            }
        }
    }
    live
}

/// What follows a `hxxp`, `h**p` or `meow` at the start, from the `s` or the colon.
fn strip_dead_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_at_checked(4)?;
    let is_dead = ["hxxp", "h**p", "meow"]
        .iter()
        .any(|it| scheme.eq_ignore_ascii_case(it));
    let follows = rest.trim_start_matches(['s', 'S']);
    let is_scheme = follows.starts_with([':', '[']);
    (is_dead && is_scheme).then_some(rest)
}
