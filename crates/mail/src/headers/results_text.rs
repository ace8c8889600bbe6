//! The text of Authentication-Results cut into words, pairs and semicolons (RFC 8601 section 2.2;
//! comments, quoted strings and blanks as RFC 5322 section 3.2 has them).

/// An element of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Element {
    /// A word without a value.
    Word(String),
    /// A name, lower case, and its value.
    Pair(String, String),
    /// The end of a segment.
    Semicolon,
}

/// Cuts a text into elements.
pub(super) struct Elements<'v> {
    rest: &'v str,
}

impl<'v> Elements<'v> {
    pub(super) fn new(value: &'v str) -> Self {
        Self { rest: value }
    }

    /// Skips blanks and comments; a comment that never ends takes the rest with it.
    fn skip_blanks(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            if !self.rest.starts_with('(') {
                return;
            }
            self.rest = self
                .rest
                .get(end_of_comment(self.rest)..)
                .unwrap_or_default();
        }
    }

    /// A name: up to a blank, `=`, `;` or a comment. Blanks are allowed around `.` and `/`.
    fn name(&mut self) -> String {
        let mut name = String::new();
        loop {
            let end = self
                .rest
                .find(|it: char| it.is_whitespace() || matches!(it, '=' | ';' | '(' | '"'))
                .unwrap_or(self.rest.len());
            let (part, rest) = self.rest.split_at(end);
            name.push_str(part);
            self.rest = rest;
            if self.rest.starts_with('"') {
                name.push_str(&self.quoted());
                continue;
            }
            self.skip_blanks();
            let goes_on = name.ends_with(['.', '/']) || self.rest.starts_with(['.', '/']);
            let is_over = self.rest.is_empty() || self.rest.starts_with(['=', ';']);
            if !goes_on || is_over {
                return name;
            }
        }
    }

    /// A value: quoted strings and what adjoins them, up to a blank, `;` or a comment.
    fn value(&mut self) -> String {
        let mut value = String::new();
        loop {
            if self.rest.starts_with('"') {
                value.push_str(&self.quoted());
                continue;
            }
            let end = self
                .rest
                .find(|it: char| it.is_whitespace() || matches!(it, ';' | '(' | '"'))
                .unwrap_or(self.rest.len());
            let (part, rest) = self.rest.split_at(end);
            value.push_str(part);
            self.rest = rest;
            if !self.rest.starts_with('"') {
                return value;
            }
        }
    }

    /// The quoted string that the rest begins with.
    fn quoted(&mut self) -> String {
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        let mut end = self.rest.len();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    end = at + 1;
                    break;
                }
                '\\' => text.extend(characters.next().map(|(_, it)| it)),
                _ => text.push(character),
            }
        }
        self.rest = self.rest.get(end..).unwrap_or_default();
        text
    }
}

impl Iterator for Elements<'_> {
    type Item = Element;

    fn next(&mut self) -> Option<Element> {
        self.skip_blanks();
        if let Some(rest) = self.rest.strip_prefix(';') {
            self.rest = rest;
            return Some(Element::Semicolon);
        }
        if self.rest.is_empty() {
            return None;
        }
        let name = self.name();
        let Some(rest) = self.rest.strip_prefix('=') else {
            return Some(Element::Word(name));
        };
        self.rest = rest;
        self.skip_blanks();
        Some(Element::Pair(name.to_ascii_lowercase(), self.value()))
    }
}

fn end_of_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return at + 1,
            b')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn elements(text: &str) -> Vec<Element> {
        Elements::new(text).collect()
    }

    fn pair(name: &str, value: &str) -> Element {
        Element::Pair(name.to_owned(), value.to_owned())
    }

    #[test]
    fn words_pairs_and_semicolons() {
        assert_eq!(
            elements("host 1; A = \"b;c\" (d=e);"),
            [
                Element::Word("host".to_owned()),
                Element::Word("1".to_owned()),
                Element::Semicolon,
                pair("a", "b;c"),
                Element::Semicolon,
            ]
        );
        assert_eq!(elements("a="), [pair("a", "")]);
        assert_eq!(elements("=b"), [pair("", "b")]);
    }

    #[test]
    fn unfinished_business() {
        assert_eq!(elements("a=b (c"), [pair("a", "b")]);
        assert_eq!(elements("a=\"b"), [pair("a", "b")]);
        assert_eq!(
            elements("a=b) c"),
            [pair("a", "b)"), Element::Word("c".to_owned())]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_cut_in_bounded_steps(text in "\\PC{0,200}") {
            prop_assert!(elements(&text).len() <= text.len());
        }

        #[test]
        fn any_text_of_the_fields_own_characters(text in "[a=;().\"/ \\\\]{0,60}") {
            prop_assert!(elements(&text).len() <= text.len());
        }
    }
}
