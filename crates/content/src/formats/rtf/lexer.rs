//! Tokens of RTF: groups, control words with their numbers, bytes of text.

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'b> {
    Open,
    Close,
    /// `\*`: the destination that follows may be skipped.
    Star,
    /// A control word and its number.
    Word(&'b str, Option<i32>),
    /// A control symbol.
    Symbol(u8),
    /// A byte of text in the document's code page.
    Byte(u8),
}

pub(super) struct Lexer<'b> {
    rest: &'b [u8],
}

impl<'b> Lexer<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, length: usize) -> &'b [u8] {
        let (head, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        head
    }

    fn control(&mut self) -> Option<Token<'b>> {
        let first = *self.rest.first()?;
        if first == b'\'' {
            return Some(self.hexadecimal());
        }
        if !first.is_ascii_alphabetic() {
            self.take(1);
            return Some(match first {
                b'*' => Token::Star,
                b'\\' | b'{' | b'}' => Token::Byte(first),
                other => Token::Symbol(other),
            });
        }
        let length = self
            .rest
            .iter()
            .take_while(|it| it.is_ascii_alphabetic())
            .count();
        let word = std::str::from_utf8(self.take(length.min(64))).ok()?;
        let number = self.number();
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        if word == "bin" {
            // So many bytes are data, whatever they look like.
            self.take(
                number
                    .and_then(|it| usize::try_from(it).ok())
                    .unwrap_or_default(),
            );
        }
        Some(Token::Word(word, number))
    }

    fn number(&mut self) -> Option<i32> {
        let sign = usize::from(self.rest.first() == Some(&b'-'));
        let digits = self.rest.get(sign..)?.iter();
        let digits = digits.take_while(|it| it.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        let text = std::str::from_utf8(self.take(sign + digits)).ok()?;
        text.parse().ok()
    }

    fn hexadecimal(&mut self) -> Token<'b> {
        let digits = self
            .rest
            .get(1..3)
            .and_then(|it| std::str::from_utf8(it).ok());
        if let Some(byte) = digits.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            self.take(3);
            return Token::Byte(byte);
        }
        self.take(1);
        Token::Symbol(b'\'')
    }
}

impl<'b> Iterator for Lexer<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            match *self.take(1).first()? {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                // Line ends in the file are none of the text.
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}
