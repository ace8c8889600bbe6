//! A position in the tokens, and the diagnostics found on the way.

use text::Span;

use super::MAX_DIAGNOSTICS;
use super::lexer::{Token, TokenKind};
use crate::diagnostic::{Code, Diagnostic};

/// Reads tokens one by one.
pub(super) struct Cursor<'s> {
    pub(super) source: &'s str,
    tokens: Vec<Token>,
    position: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where the last diagnostic was reported: one mistake gives one diagnostic.
    reported_at: Option<usize>,
    /// Set when reading on makes no sense.
    gave_up: bool,
}

impl<'s> Cursor<'s> {
    pub(super) fn new(source: &'s str, tokens: Vec<Token>) -> Self {
        Self {
            source,
            tokens,
            position: 0,
            diagnostics: Vec::new(),
            reported_at: None,
            gave_up: false,
        }
    }

    /// The token `ahead` places further on; [`TokenKind::End`] past the end.
    fn token(&self, ahead: usize) -> Token {
        let end = Token {
            kind: TokenKind::End,
            span: Span::new(self.source.len(), self.source.len()),
        };
        if self.gave_up {
            return end;
        }
        let at = self.position + ahead;
        self.tokens.get(at).copied().unwrap_or(end)
    }

    pub(super) fn peek(&self) -> TokenKind {
        self.token(0).kind
    }

    pub(super) fn peek_at(&self, ahead: usize) -> TokenKind {
        self.token(ahead).kind
    }

    pub(super) fn span(&self) -> Span {
        self.token(0).span
    }

    /// Where the token `ahead` places further on stands.
    pub(super) fn span_at(&self, ahead: usize) -> Span {
        self.token(ahead).span
    }

    /// The end of the token before the next one.
    pub(super) fn previous_end(&self) -> u32 {
        let before = self.position.checked_sub(1);
        before
            .and_then(|at| self.tokens.get(at))
            .map_or(0, |it| it.span.end)
    }

    pub(super) fn text(&self, span: Span) -> &'s str {
        self.source
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// Takes the next token.
    pub(super) fn bump(&mut self) -> Token {
        let token = self.token(0);
        if token.kind != TokenKind::End {
            self.position += 1;
        }
        token
    }

    /// Takes the next token if it is of `kind`.
    pub(super) fn eat(&mut self, kind: TokenKind) -> bool {
        let there = self.peek() == kind;
        if there {
            self.bump();
        }
        there
    }

    /// Reports `diagnostic`, unless one was reported at this very token.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.reported_at == Some(self.position) || self.gave_up {
            return;
        }
        self.reported_at = Some(self.position);
        self.diagnostics.push(diagnostic);
        if self.diagnostics.len() >= MAX_DIAGNOSTICS {
            self.gave_up = true;
        }
    }

    /// Reports that `wanted` was expected where the next token is.
    pub(super) fn expected(&mut self, wanted: &str) {
        let Token { kind, span } = self.token(0);
        let found = kind.describe(self.text(span));
        let message = format!("expected {wanted}, found {found}");
        let diagnostic = Diagnostic::new(Code::UnexpectedToken, span, message)
            .label(format!("expected {wanted}"));
        self.report(diagnostic);
    }

    /// Reports `diagnostic` and reads no further.
    pub(super) fn give_up(&mut self, diagnostic: Diagnostic) {
        self.reported_at = None;
        self.report(diagnostic);
        self.gave_up = true;
    }

    /// Skips to the next token outside brackets that `stop` accepts, or to the end.
    pub(super) fn skip_to(&mut self, stop: impl Fn(TokenKind) -> bool) {
        let mut open = 0_usize;
        loop {
            let kind = self.peek();
            if kind == TokenKind::End || (open == 0 && stop(kind)) {
                return;
            }
            match kind {
                TokenKind::OpenParen | TokenKind::OpenBracket => open += 1,
                TokenKind::CloseParen | TokenKind::CloseBracket => open = open.saturating_sub(1),
                _ => {}
            }
            self.bump();
        }
    }
}
