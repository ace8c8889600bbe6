//! What stands before the cursor, read without a tree: a program that is being written has none.

use std::ops::Range;

/// What the cursor stands in.
#[derive(Debug, Default)]
pub(crate) struct Context {
    /// In a comment or a string, where no name is written.
    pub(crate) is_text: bool,
    /// The calls around the cursor, outermost first.
    pub(crate) calls: Vec<Call>,
}

/// A call whose parenthesis is still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    /// The function's name; empty for a parenthesis without one.
    pub(crate) name: String,
    /// The argument that the cursor stands in, from zero.
    pub(crate) argument: usize,
}

/// Reads `text` up to the byte `at`.
pub(crate) fn before(text: &str, at: usize) -> Context {
    let before = text.get(..at).unwrap_or(text);
    let mut context = Context::default();
    let mut rest = before.char_indices().peekable();
    while let Some((start, character)) = rest.next() {
        match character {
            '"' | '\'' => {
                let mut closed = false;
                while let Some((_, it)) = rest.next() {
                    match it {
                        '\\' if character == '"' => {
                            rest.next();
                        }
                        '\n' => {
                            closed = true;
                            break;
                        }
                        _ if it == character => {
                            closed = true;
                            break;
                        }
                        _ => {}
                    }
                }
                context.is_text = !closed;
            }
            '/' if rest.peek().is_some_and(|(_, it)| *it == '/') => {
                context.is_text = !rest.any(|(_, it)| it == '\n');
            }
            '(' | '[' => context.calls.push(Call {
                name: if character == '(' {
                    path_before(before, start).to_owned()
                } else {
                    String::new()
                },
                argument: 0,
            }),
            ')' | ']' => {
                context.calls.pop();
            }
            ',' => {
                if let Some(call) = context.calls.last_mut() {
                    call.argument += 1;
                }
            }
            _ => {}
        }
    }
    context
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// The dotted name that ends at the byte `end`, white space between set aside; empty where there is none.
fn path_before(text: &str, end: usize) -> &str {
    let before = text.get(..end).unwrap_or_default();
    let start = before
        .rfind(|it: char| !is_word(it) && it != '.')
        .map_or(0, |it| {
            it + before
                .get(it..)
                .and_then(|it| it.chars().next())
                .map_or(1, char::len_utf8)
        });
    let path = before.get(start..).unwrap_or_default();
    if path.starts_with('.') { "" } else { path }
}

/// The word around the byte `at`.
pub(crate) fn word_at(text: &str, at: usize) -> Range<usize> {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at..).unwrap_or_default();
    let start = before.trim_end_matches(is_word).len();
    let end = at + after.len() - after.trim_start_matches(is_word).len();
    start..end
}

/// The dotted name around the word `word`: where it starts, and where it ends.
pub(crate) fn path_at(text: &str, word: &Range<usize>) -> Range<usize> {
    let part = |it: char| is_word(it) || it == '.';
    let before = text.get(..word.start).unwrap_or_default();
    let after = text.get(word.end..).unwrap_or_default();
    let start = before.trim_end_matches(part).len();
    let end = word.end + after.len() - after.trim_start_matches(part).len();
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, is_text: bool, calls: &[(&str, usize)]) {
        let context = before(text, text.len());
        let found: Vec<(&str, usize)> = context
            .calls
            .iter()
            .map(|it| (it.name.as_str(), it.argument))
            .collect();
        assert_eq!(
            (context.is_text, found.as_slice()),
            (is_text, calls),
            "{text}"
        );
    }

    #[test]
    fn open_calls_and_texts_are_seen() {
        check(
            "any(body.links, strings.contains(.a, \"x,(\", ",
            false,
            &[("any", 1), ("strings.contains", 2)],
        );
        check("a(b) and (c, d", false, &[("", 1)]);
        check("a // (", true, &[]);
        check("a // (\n", false, &[]);
        check("x == \"é\\\"", true, &[]);
        check("x == 'it", true, &[]);
        check("x == '\\'", false, &[]);
        check("x in ['a', 'b'", false, &[("", 1)]);
        check(")) f(", false, &[("f", 0)]);
        check("é.f(", false, &[("", 0)]);
    }

    #[test]
    fn words_and_paths_are_found_around_the_cursor() {
        let text = "not strings.icontains(é.x)";
        let word = word_at(text, 14);
        assert_eq!(&text[word.clone()], "icontains");
        assert_eq!(&text[path_at(text, &word)], "strings.icontains");
        assert_eq!(word_at(text, text.len()), text.len()..text.len());
    }
}
