//! Address headers (RFC 5322 section 3.4, with the obsolete forms of 4.4 and what is seen in the
//! wild).
//!
//! The raw field value is cut into tokens first and encoded words are decoded afterwards, so that a
//! comma or `<` inside an encoded word or a quoted string cannot forge a second address.

mod token;

use limits::Limits;
use serde::Serialize;

use crate::EmailAddress;
use crate::encoded_word::decode_words;
use token::{Token, Tokens};

/// An address with the name shown beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Mailbox {
    /// The decoded display name, surrounding quotes removed; `None` when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The address.
    pub email: EmailAddress,
}

/// Reads the mailboxes of an address header, at most `limits.mailboxes`.
///
/// `value` is the raw field value, folded or unfolded, encoded words **not yet decoded**. A group
/// gives its members; an empty group, or a text without an address, gives one mailbox whose display
/// name is the text and whose address is empty.
pub fn parse_mailboxes(value: &str, limits: &Limits) -> Vec<Mailbox> {
    let value = value
        .get(..value.floor_char_boundary(limits.header_bytes))
        .unwrap_or_default();
    let mut reader = Reader::default();
    for token in Tokens::new(value) {
        if reader.mailboxes.len() + reader.held.len() >= limits.mailboxes {
            break;
        }
        reader.take(token);
    }
    reader.end_mailbox();
    reader.release_held();
    reader.mailboxes.truncate(limits.mailboxes);
    reader.mailboxes
}

/// Puts mailboxes together from tokens.
#[derive(Default)]
struct Reader {
    mailboxes: Vec<Mailbox>,
    draft: Draft,
    /// Names that ended in a comma without an address. An address in brackets that follows has them
    /// as part of its unquoted name (`Doe, Ann <ann@example.com>`), else they stand for themselves.
    held: Vec<Draft>,
    /// The name of the group being read, and how many mailboxes there were before it.
    group: Option<(String, usize)>,
}

impl Reader {
    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Comma => self.end_mailbox(),
            Token::GroupStart => {
                let name = std::mem::take(&mut self.draft).name();
                self.group = Some((name.unwrap_or_default(), self.mailboxes.len()));
            }
            Token::Semicolon => {
                self.end_mailbox();
                self.release_held();
                self.end_group();
            }
            Token::Angle(text) => self.draft.angle(text),
            Token::Comment(text) => self.draft.comment(&text),
            Token::Word {
                text,
                is_quoted,
                after_space,
            } => self.draft.word(&text, is_quoted, after_space),
        }
    }

    fn end_mailbox(&mut self) {
        let mut draft = std::mem::take(&mut self.draft);
        if draft.is_only_a_name() {
            self.held.push(draft);
            return;
        }
        if draft.address.is_some() {
            draft.prepend(std::mem::take(&mut self.held));
        }
        self.release_held();
        self.mailboxes.extend(draft.mailbox());
    }

    fn release_held(&mut self) {
        let held = self.held.drain(..);
        self.mailboxes.extend(held.filter_map(Draft::mailbox));
    }

    /// A group without members says something by its name alone (`undisclosed-recipients:;`).
    fn end_group(&mut self) {
        if let Some((name, before)) = self.group.take()
            && self.mailboxes.len() == before
            && !name.is_empty()
        {
            self.mailboxes.push(Mailbox {
                display_name: Some(name),
                email: EmailAddress::default(),
            });
        }
    }
}

/// A word of a mailbox.
struct Word {
    text: String,
    is_quoted: bool,
    after_space: bool,
}

impl Word {
    fn may_be_address(&self) -> bool {
        !self.is_quoted && self.text.contains('@')
    }
}

/// What has been read of one mailbox.
#[derive(Default)]
struct Draft {
    words: Vec<Word>,
    comments: Vec<String>,
    /// The last text in angle brackets.
    address: Option<String>,
}

impl Draft {
    fn word(&mut self, text: &str, is_quoted: bool, after_space: bool) {
        self.words.push(Word {
            text: text.to_owned(),
            is_quoted,
            after_space,
        });
    }

    fn comment(&mut self, text: &str) {
        self.comments.push(text.to_owned());
    }

    /// Whether there are words but nothing like an address.
    fn is_only_a_name(&self) -> bool {
        let has_address = self.address.is_some() || self.words.iter().any(Word::may_be_address);
        !self.words.is_empty() && !has_address
    }

    /// Puts the words of `names` before these, with their commas.
    fn prepend(&mut self, names: Vec<Self>) {
        let own = std::mem::take(&mut self.words);
        for name in names {
            if !self.words.is_empty() {
                self.word(",", false, false);
            }
            self.words.extend(name.words);
            self.comments.extend(name.comments);
        }
        if !self.words.is_empty() && !own.is_empty() {
            self.word(",", false, false);
        }
        self.words.extend(own);
    }

    /// Of several addresses in brackets the last is the address; readers see the others as part of
    /// the name.
    fn angle(&mut self, text: &str) {
        if let Some(earlier) = self.address.replace(text.to_owned())
            && !earlier.trim().is_empty()
        {
            self.word(&format!("<{earlier}>"), false, true);
        }
    }

    /// The words as one text, decoded.
    fn name(&self) -> Option<String> {
        let mut raw = String::new();
        for word in &self.words {
            if word.after_space && !raw.is_empty() {
                raw.push(' ');
            }
            raw.push_str(&word.text);
        }
        let is_quoted = self.words.iter().any(|it| it.is_quoted);
        let name = tidy(&decode_words(&raw));
        (is_quoted || !name.is_empty()).then_some(name)
    }

    /// The name with the comments beside it, as mail programs show it.
    fn name_with_comments(&self) -> Option<String> {
        let mut name = self.name();
        for comment in self.comments.iter().map(|it| tidy(&decode_words(it))) {
            let shown = name.get_or_insert_default();
            if shown.is_empty() {
                *shown = comment;
            } else if !comment.is_empty() {
                for piece in [" (", &comment, ")"] {
                    shown.push_str(piece);
                }
            }
        }
        name
    }

    fn mailbox(mut self) -> Option<Mailbox> {
        if self.words.is_empty() && self.comments.is_empty() && self.address.is_none() {
            return None;
        }
        let address = match self.address.take() {
            Some(text) => match empty_group(&text).filter(|_| self.words.is_empty()) {
                Some(name) => {
                    self.word(name, false, false);
                    String::new()
                }
                None => bracketed_address(&text),
            },
            None => self.take_bare_address().unwrap_or_default(),
        };
        Some(Mailbox {
            display_name: self.name_with_comments(),
            email: EmailAddress::lenient(&address),
        })
    }

    /// The address among the words of a mailbox without brackets; the words that are left are its
    /// name. The blanks that the obsolete form allows around `@` and `.` are closed up.
    fn take_bare_address(&mut self) -> Option<String> {
        let at = self.words.iter().rposition(Word::may_be_address)?;
        let (mut first, mut last) = (at, at);
        while let Some([before, word]) = self.pair_at(first.checked_sub(1))
            && (word.text.starts_with(['@', '.']) || !word.after_space || before.text == ".")
        {
            first -= 1;
        }
        while let Some([word, after]) = self.pair_at(Some(last))
            && (word.text.ends_with('@')
                || word.text == "."
                || !after.after_space
                || after.text.starts_with(['@', '.']))
        {
            last += 1;
        }
        let address = self
            .words
            .drain(first..=last)
            .map(|it| {
                if it.is_quoted {
                    quote(&it.text)
                } else {
                    it.text
                }
            })
            .collect::<String>();
        let address = strip_mailto(address.trim_matches(['<', '>', '\'']));
        Some(address.to_owned())
    }

    /// The words at `first` and after it.
    fn pair_at(&self, first: Option<usize>) -> Option<&[Word; 2]> {
        let first = first?;
        self.words.get(first..first + 2)?.try_into().ok()
    }
}

/// The name of an empty group that somebody put in angle brackets (`<undisclosed-recipients:;>`).
fn empty_group(text: &str) -> Option<&str> {
    let name = text
        .trim()
        .strip_suffix(';')?
        .trim_end()
        .strip_suffix(':')?;
    (!name.contains('@')).then_some(name)
}

/// `text` as a quoted string.
fn quote(text: &str) -> String {
    format!("\"{text}\"")
}

/// The address in angle brackets: without blanks outside of quotes, comments, a source route
/// (`@a,@b:user@host`) and a `mailto:`.
fn bracketed_address(text: &str) -> String {
    let text = match text.rsplit_once(':') {
        Some((route, address)) if route.trim_start().starts_with('@') => address,
        _ => text,
    };
    let mut address = String::with_capacity(text.len());
    for token in Tokens::new(text) {
        match token {
            Token::Word {
                text,
                is_quoted: true,
                ..
            } => address.push_str(&quote(&text)),
            Token::Word { text, .. } => address.push_str(&text),
            Token::Comma => address.push(','),
            Token::Semicolon => address.push(';'),
            Token::GroupStart => address.push(':'),
            Token::Comment(_) | Token::Angle(_) => {}
        }
    }
    let whole = address
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'));
    let address = match whole {
        // The quotes are around the address instead of its local part.
        Some(inner) if inner.contains('@') && !inner.contains('"') => inner,
        _ => &address,
    };
    strip_mailto(address).to_owned()
}

fn strip_mailto(address: &str) -> &str {
    match address.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => {
            address.get(7..).unwrap_or_default()
        }
        _ => address,
    }
}

/// `name` without surrounding quotes and with single blanks.
fn tidy(name: &str) -> String {
    let name = name.trim();
    let inner = name
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'))
        .unwrap_or(name);
    let mut tidied = String::with_capacity(inner.len());
    for word in inner.split_ascii_whitespace() {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.push_str(word);
    }
    tidied
}
