//! Tokens of ECMAScript, as far as they can be told without a parser (ECMA-262 section 12).

use super::{ScriptScan, add};

/// Tokens of one file.
const TOKENS: usize = 500_000;

const KEYWORDS: &[&str] = &[
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// The tokens of all `scripts` together; `None` where there is none.
pub(super) fn scan_all<'s>(scripts: impl Iterator<Item = &'s str>) -> Option<ScriptScan> {
    let mut scan = ScriptScan::default();
    let mut left = TOKENS;
    for script in scripts {
        let mut lexer = Lexer {
            rest: script,
            value_before: false,
        };
        while left > 0
            && let Some((kind, text)) = lexer.token()
        {
            left -= 1;
            note(&mut scan, kind, text);
        }
    }
    (!scan.kinds.is_empty()).then_some(scan)
}

fn note(scan: &mut ScriptScan, kind: Kind, text: &str) {
    let (name, list) = match kind {
        Kind::Identifier => ("Identifier", Some(&mut scan.identifiers)),
        Kind::Keyword => ("Keyword", Some(&mut scan.keywords)),
        Kind::String => ("String", Some(&mut scan.strings)),
        Kind::Template => ("Template", Some(&mut scan.strings)),
        Kind::Numeric => ("Numeric", None),
        Kind::Punctuator => ("Punctuator", None),
        Kind::RegularExpression => ("RegularExpression", Some(&mut scan.regular_expressions)),
    };
    if let Some(list) = list {
        add(list, text);
    }
    add(&mut scan.kinds, name);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Identifier,
    Keyword,
    String,
    Template,
    Numeric,
    Punctuator,
    RegularExpression,
}

struct Lexer<'s> {
    rest: &'s str,
    /// A slash after a value divides; elsewhere it begins a regular expression.
    value_before: bool,
}

impl<'s> Lexer<'s> {
    fn token(&mut self) -> Option<(Kind, &'s str)> {
        self.skip();
        let first = self.rest.chars().next()?;
        let (kind, text) = match first {
            '"' | '\'' => (Kind::String, self.quoted(first, true)),
            '`' => (Kind::Template, self.quoted(first, false)),
            '/' if !self.value_before => self.regular_expression(),
            it if it.is_ascii_digit() => (Kind::Numeric, self.while_true(is_name)),
            it if is_name(it) => {
                let word = self.while_true(is_name);
                let keyword = KEYWORDS.contains(&word);
                (
                    if keyword {
                        Kind::Keyword
                    } else {
                        Kind::Identifier
                    },
                    word,
                )
            }
            it => (Kind::Punctuator, self.take(it.len_utf8())),
        };
        self.value_before = match kind {
            Kind::Keyword => matches!(text, "this" | "super"),
            Kind::Punctuator => matches!(text, ")" | "]" | "}"),
            _ => true,
        };
        Some((kind, text))
    }

    fn take(&mut self, length: usize) -> &'s str {
        let at = self.rest.floor_char_boundary(length);
        let (head, rest) = self.rest.split_at(at);
        self.rest = rest;
        head
    }

    fn while_true(&mut self, is: fn(char) -> bool) -> &'s str {
        let end = self.rest.find(|it| !is(it)).unwrap_or(self.rest.len());
        self.take(end)
    }

    /// White space, comments, and the markers of HTML comments that scripts may begin with.
    fn skip(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            let end = if self.rest.starts_with("//") || self.rest.starts_with("<!--") {
                self.rest.find('\n').unwrap_or(self.rest.len())
            } else if self.rest.starts_with("/*") {
                self.rest.find("*/").map_or(self.rest.len(), |it| it + 2)
            } else {
                return;
            };
            self.take(end);
        }
    }

    /// The text between quotation marks; escapes stay as written.
    fn quoted(&mut self, mark: char, one_line: bool) -> &'s str {
        self.take(mark.len_utf8());
        let mut escaped = false;
        let end = self.rest.find(|it| {
            let ends = !escaped && (it == mark || one_line && it == '\n');
            escaped = !escaped && it == '\\';
            ends
        });
        let text = self.take(end.unwrap_or(self.rest.len()));
        if self.rest.starts_with(mark) {
            self.take(mark.len_utf8());
        }
        text
    }

    fn regular_expression(&mut self) -> (Kind, &'s str) {
        let (mut escaped, mut in_class) = (false, false);
        for (at, character) in self.rest.char_indices().skip(1) {
            match character {
                '\n' => break,
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => {
                    let text = self.take(at + 1);
                    self.while_true(is_name);
                    return (Kind::RegularExpression, text);
                }
                _ => {}
            }
        }
        (Kind::Punctuator, self.take(1))
    }
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tokens() {
        let script = "// atob\nvar a = document.write(unescape('%3C\\'x')); /* eval */ b = /[/]x/g.test(c) / 2; `t\n${u}`";
        let scan = scan_all([script].into_iter()).unwrap();
        assert_eq!(
            scan.identifiers,
            ["a", "document", "write", "unescape", "b", "test", "c"]
        );
        assert_eq!(scan.keywords, ["var"]);
        assert_eq!(scan.strings, ["%3C\\'x", "t\n${u}"]);
        assert_eq!(scan.regular_expressions, ["/[/]x/"]);
        assert!(scan.kinds.iter().any(|it| it == "Numeric"));
        assert_eq!(scan_all(["", "// x"].into_iter()), None);
    }

    proptest! {
        #[test]
        fn any_text_ends(text in "(/|\\*|'|\"|`|\\\\|\n|a|é|1|\\[|\\]| |<!--){0,60}") {
            scan_all([&*text].into_iter());
        }
    }
}
