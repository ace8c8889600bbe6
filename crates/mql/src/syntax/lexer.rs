//! From text to tokens.

use logos::Logos;
use text::Span;

/// A kind of token. Names and values are read back from the source by the token's span.
#[derive(Logos, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[logos(skip r"[ \t\r\n]+")]
pub(crate) enum TokenKind {
    #[regex(r"//[^\n]*", allow_greedy = true)]
    Comment,

    #[token("and")]
    And,
    #[token("or")]
    Or,
    #[token("not")]
    Not,
    #[token("in")]
    In,
    #[token("in~")]
    InFolded,
    #[token("of")]
    Of,
    #[token("is")]
    Is,
    #[token("null")]
    Null,
    #[token("true")]
    True,
    #[token("false")]
    False,

    #[regex("[A-Za-z_][A-Za-z0-9_]*")]
    Name,
    #[regex("[0-9]+")]
    Int,
    #[regex(r"[0-9]+\.[0-9]+")]
    Float,
    #[regex(r"[0-9]+(\.[0-9]+)?[A-Za-z_][A-Za-z0-9_]*")]
    MalformedNumber,
    #[regex(r"\$[A-Za-z_][A-Za-z0-9_]*")]
    List,
    #[regex(r"\.+")]
    Dots,

    #[regex(r#""([^"\\\n]|\\[^\n])*""#)]
    Str,
    #[regex(r#""([^"\\\n]|\\[^\n])*\\?"#)]
    UnterminatedStr,
    #[regex("'([^'\n]|'')*'")]
    RawStr,
    #[regex("'([^'\n]|'')*")]
    UnterminatedRawStr,

    #[token("==")]
    Equal,
    #[token("!=")]
    NotEqual,
    #[token("=~")]
    EqualFolded,
    #[token("!~")]
    NotEqualFolded,
    #[token("<")]
    Less,
    #[token("<=")]
    LessEqual,
    #[token(">")]
    Greater,
    #[token(">=")]
    GreaterEqual,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("*")]
    Star,
    #[token("/")]
    Slash,
    #[token("%")]
    Percent,
    #[token("=")]
    Assign,
    #[token("(")]
    OpenParen,
    #[token(")")]
    CloseParen,
    #[token("[")]
    OpenBracket,
    #[token("]")]
    CloseBracket,
    #[token(",")]
    Comma,
    #[token(":")]
    Colon,

    /// Characters that begin no token.
    Unknown,
    /// The end of the text.
    End,
}

impl TokenKind {
    /// Whether the token reads as a name: keywords do, after a dot.
    pub(crate) fn is_word(self) -> bool {
        use TokenKind as T;
        matches!(
            self,
            T::Name
                | T::And
                | T::Or
                | T::Not
                | T::In
                | T::Of
                | T::Is
                | T::Null
                | T::True
                | T::False
        )
    }

    /// How the token is called in a diagnostic, where its text would not do.
    pub(crate) fn describe(self, text: &str) -> String {
        match self {
            TokenKind::End => "the end of the program".to_owned(),
            TokenKind::Str | TokenKind::RawStr => "a string".to_owned(),
            _ => format!("`{text}`"),
        }
    }
}

/// A token and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Span,
}

/// All tokens of `source`, comments apart from the rest. The last token is [`TokenKind::End`].
pub(crate) fn tokenize(source: &str) -> (Vec<Token>, Vec<Span>) {
    let mut tokens: Vec<Token> = Vec::new();
    let mut comments = Vec::new();
    for (kind, range) in TokenKind::lexer(source).spanned() {
        let span = Span::new(range.start, range.end);
        match kind {
            Ok(TokenKind::Comment) => comments.push(trim_end(source, span)),
            Ok(kind) => tokens.push(Token { kind, span }),
            Err(()) => push_unknown(&mut tokens, span),
        }
    }
    tokens.push(Token {
        kind: TokenKind::End,
        span: Span::new(source.len(), source.len()),
    });
    (tokens, comments)
}

/// Adds unknown characters, together with those directly before them.
fn push_unknown(tokens: &mut Vec<Token>, span: Span) {
    match tokens.last_mut() {
        Some(last) if last.kind == TokenKind::Unknown && last.span.end == span.start => {
            last.span.end = span.end;
        }
        _ => tokens.push(Token {
            kind: TokenKind::Unknown,
            span,
        }),
    }
}

/// A comment without the white space at its end, the carriage return of a CRLF included.
fn trim_end(source: &str, span: Span) -> Span {
    let start = span.start as usize;
    Span::new(start, start + span.of(source).trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use TokenKind as T;

    #[track_caller]
    fn check(source: &str, expected: &[TokenKind]) {
        let (tokens, _) = tokenize(source);
        let kinds: Vec<_> = tokens.iter().map(|it| it.kind).collect();
        assert_eq!(kinds[..kinds.len() - 1], *expected, "{source}");
    }

    #[test]
    fn words_and_numbers() {
        check("in~ in ~", &[T::InFolded, T::In, T::Unknown]);
        check("inside android", &[T::Name, T::Name]);
        check(
            "1 1.5 1.x 1x 1.5x",
            &[
                T::Int,
                T::Float,
                T::Int,
                T::Dots,
                T::Name,
                T::MalformedNumber,
                T::MalformedNumber,
            ],
        );
        check("$a ...b ..", &[T::List, T::Dots, T::Name, T::Dots]);
    }

    #[test]
    fn strings_end_where_their_quoting_says() {
        check(r#""a\"b" "\\""#, &[T::Str, T::Str]);
        check(r"'\' 'it''s' ''", &[T::RawStr, T::RawStr, T::RawStr]);
        check("\"a\n", &[T::UnterminatedStr]);
        check("\"a\\", &[T::UnterminatedStr]);
        check("'a''\n'b'", &[T::UnterminatedRawStr, T::RawStr]);
        check("\"// none\"", &[T::Str]);
    }

    #[test]
    fn comments_and_unknown_characters_are_set_apart() {
        let (tokens, comments) = tokenize("a // b\r\n // c\n é& d");
        let kinds: Vec<_> = tokens.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [T::Name, T::Unknown, T::Name, T::End]);
        assert_eq!(comments, [Span::new(2, 6), Span::new(9, 13)]);
    }
}
