//! The tokens of an address header.

use std::borrow::Cow;

use crate::encoded_word::{EncodedWord, end_of_words};

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A quoted string, an encoded word, or any run of other characters.
    Word {
        /// As written, but without the quotes and backslashes of a quoted string.
        text: Cow<'t, str>,
        is_quoted: bool,
        after_space: bool,
    },
    /// The text in parentheses.
    Comment(Cow<'t, str>),
    /// The text in angle brackets.
    Angle(&'t str),
    /// Between mailboxes.
    Comma,
    /// The end of a group, or a separator as some mail programs write it.
    Semicolon,
    /// The colon after the name of a group.
    GroupStart,
}

/// Cuts a field value into tokens, in one pass: whatever is never closed is found out once and taken
/// as ordinary text from then on.
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    after_space: bool,
    /// Where no encoded word ends any more.
    words_end: usize,
    /// The last semicolon that can end a group: a colon begins a group only before it.
    groups_end: usize,
    in_group: bool,
    /// Whether the words since the last separator could be the name of a group.
    may_name_group: bool,
    quotes_close: bool,
    comments_nest: bool,
    comments_close: bool,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            after_space: false,
            words_end: end_of_words(text),
            groups_end: end_of_groups(text),
            in_group: false,
            may_name_group: true,
            quotes_close: true,
            comments_nest: true,
            comments_close: true,
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Goes on by `bytes` and gives what was passed.
    fn advance(&mut self, bytes: usize) -> &'t str {
        let passed = self.rest().get(..bytes).unwrap_or_else(|| self.rest());
        self.at += passed.len();
        passed
    }

    fn word(&mut self, text: Cow<'t, str>, is_quoted: bool) -> Token<'t> {
        if text.contains('@') && !is_quoted {
            self.may_name_group = false;
        }
        let after_space = std::mem::take(&mut self.after_space);
        Token::Word {
            text,
            is_quoted,
            after_space,
        }
    }

    fn separator(&mut self, token: Token<'t>) -> Token<'t> {
        self.advance(1);
        self.may_name_group = true;
        self.after_space = false;
        token
    }

    /// The quoted string at this place.
    fn quoted(&mut self) -> Option<Token<'t>> {
        if !self.quotes_close {
            return None;
        }
        let inner = self.rest().get(1..)?;
        let Some(length) = end_unescaped(inner, |it| it == '"') else {
            self.quotes_close = false;
            return None;
        };
        self.advance(length + 2);
        let text = unescape(inner.get(..length).unwrap_or_default());
        Some(self.word(text, true))
    }

    /// The comment at this place. Comments nest; if one is never closed, they no longer do.
    fn comment(&mut self) -> Option<Token<'t>> {
        if !self.comments_close {
            return None;
        }
        let inner = self.rest().get(1..)?;
        let mut length = None;
        if self.comments_nest {
            let mut depth = 1_usize;
            length = end_unescaped(inner, |it| {
                match it {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            self.comments_nest = length.is_some();
        }
        let Some(length) = length.or_else(|| end_unescaped(inner, |it| it == ')')) else {
            self.comments_close = false;
            return None;
        };
        self.advance(length + 2);
        let text = unescape(inner.get(..length).unwrap_or_default());
        self.after_space = true;
        Some(Token::Comment(text))
    }

    /// The text in angle brackets at this place. Of brackets in brackets the inner pair counts. If the
    /// bracket is not closed, or holds several addresses, it ends before the first separator.
    fn angle(&mut self) -> Token<'t> {
        self.advance(1);
        self.may_name_group = false;
        let rest = self.rest();
        let mut quoted = false;
        let bracket = rest.find(|it| {
            quoted ^= it == '"';
            it == '<' || (it == '>' && !quoted)
        });
        let inner = rest.get(..bracket.unwrap_or(rest.len())).unwrap_or(rest);
        let is_closed =
            bracket.is_some_and(|it| !rest.get(it..).unwrap_or_default().starts_with('<'));
        let has_route = inner.trim_start().starts_with('@');
        let is_one = has_route || inner.matches('@').nth(1).is_none();
        let end = if is_closed && (is_one || inner.contains('"')) {
            inner.len()
        } else {
            inner.find(['>', ',', ';']).unwrap_or(inner.len())
        };
        let text = self.advance(end);
        if self.rest().starts_with('>') {
            self.advance(1);
        }
        self.after_space = true;
        Token::Angle(text)
    }

    /// A run of ordinary characters.
    fn atom(&mut self) -> Token<'t> {
        let rest = self.rest();
        let mut end = rest.len();
        let mut has_at = rest.starts_with('@');
        // The first character is taken whatever it is: its special meaning has been ruled out.
        for (at, character) in rest.char_indices().skip(1) {
            let ends = match character {
                '"' => self.quotes_close,
                '(' => self.comments_close,
                ':' => self.starts_group(self.at + at),
                '<' | '>' | ',' => true,
                ';' => has_at || self.separates(),
                '=' => self.encoded_word(self.at + at).is_some(),
                _ => character.is_whitespace(),
            };
            if ends {
                end = at;
                break;
            }
            has_at |= character == '@';
        }
        let text = self.advance(end);
        self.word(Cow::Borrowed(text), false)
    }

    /// The encoded word at `at`, complete.
    fn encoded_word(&self, at: usize) -> Option<EncodedWord<'t>> {
        EncodedWord::at_start_of(self.text.get(at..self.words_end)?)
    }

    /// Whether a semicolon at this place ends something: a group, or an address as some mail programs
    /// write lists. In a name without an address yet it is a sign like others.
    fn separates(&self) -> bool {
        self.in_group || !self.may_name_group
    }

    fn starts_group(&self, at: usize) -> bool {
        !self.in_group && self.may_name_group && at < self.groups_end
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let first = self.rest().chars().next()?;
            let token = match first {
                '"' => self.quoted(),
                '(' => self.comment(),
                '<' => Some(self.angle()),
                // A stray closing bracket means nothing.
                '>' => {
                    self.advance(1);
                    continue;
                }
                ',' => Some(self.separator(Token::Comma)),
                ';' if self.separates() => {
                    self.in_group = false;
                    Some(self.separator(Token::Semicolon))
                }
                ':' if self.starts_group(self.at) => {
                    self.in_group = true;
                    Some(self.separator(Token::GroupStart))
                }
                '=' => self.encoded_word(self.at).map(|word| {
                    let text = self.advance(word.len);
                    self.word(Cow::Borrowed(text), false)
                }),
                _ if first.is_whitespace() => {
                    self.advance(first.len_utf8());
                    self.after_space = true;
                    continue;
                }
                _ => None,
            };
            return Some(token.unwrap_or_else(|| self.atom()));
        }
    }
}

/// The last semicolon of `text` that nothing or a comma follows.
fn end_of_groups(text: &str) -> usize {
    let is_end = |at: usize| {
        let after = text.get(at + 1..).unwrap_or_default().trim_start();
        after.is_empty() || after.starts_with(',')
    };
    text.rmatch_indices(';')
        .map(|(at, _)| at)
        .find(|at| is_end(*at))
        .unwrap_or(0)
}

/// Where `text` has the first character outside of a backslash pair for which `ends` holds.
fn end_unescaped(text: &str, mut ends: impl FnMut(char) -> bool) -> Option<usize> {
    let mut escaped = false;
    text.char_indices()
        .find(|&(_, character)| {
            let is_escaped = std::mem::take(&mut escaped);
            escaped = !is_escaped && character == '\\';
            !is_escaped && character != '\\' && ends(character)
        })
        .map(|(at, _)| at)
}

/// `text` without the backslashes of its pairs.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut escaped = false;
    let kept = text.chars().filter(|&it| {
        escaped = it == '\\' && !escaped;
        !escaped
    });
    Cow::Owned(kept.collect())
}
