//! From the dialect to Rust's.
//!
//! The pattern is read item by item and written anew, so that nothing is passed through that the
//! two dialects could read differently: the Perl classes and word boundaries (ASCII here), `\<` and
//! `\>` (literals here), braces that hold no count (literals), everything inside brackets
//! ([`class`](super::class)), octal escapes and `\Q…\E`.

use std::iter::Peekable;
use std::str::Chars;

use super::PatternError;
use super::{class, escape};

/// What becomes of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Groups {
    /// They capture, as written.
    Capture,
    /// They only group; their names may then repeat over alternatives.
    Plain,
}

/// A count is not larger than this.
const MAX_COUNT: u32 = 1_000;

/// Characters of the longest count that is read, its closing brace included.
const LONGEST_COUNT: usize = 24;

/// Rewrites `pattern`.
pub(super) fn rewrite(pattern: &str, groups: Groups) -> Result<String, PatternError> {
    let mut rewriter = Rewriter {
        input: pattern.chars().peekable(),
        output: String::with_capacity(pattern.len() + 16),
        groups,
    };
    rewriter.run()?;
    Ok(rewriter.output)
}

struct Rewriter<'p> {
    input: Peekable<Chars<'p>>,
    output: String,
    groups: Groups,
}

impl Rewriter<'_> {
    fn run(&mut self) -> Result<(), PatternError> {
        while let Some(character) = self.input.next() {
            match character {
                '\\' => self.escape()?,
                '[' => class::rewrite(&mut self.input, &mut self.output)?,
                '(' => self.group()?,
                '{' => self.brace()?,
                _ => self.output.push(character),
            }
        }
        Ok(())
    }

    /// What follows a backslash outside brackets.
    fn escape(&mut self) -> Result<(), PatternError> {
        match self.input.peek() {
            Some('b') => self.replace_next(r"(?-u:\b)"),
            Some('B') => self.replace_next(r"(?-u:\B)"),
            Some('A') => self.replace_next(r"\A"),
            Some('z') => self.replace_next(r"\z"),
            Some('Q') => self.quoted(),
            // A stray end of a quotation is nothing.
            Some('E') => self.replace_next(""),
            _ => match escape::read(&mut self.input)? {
                escape::Escape::Literal(character) => escape::push(character, &mut self.output),
                escape::Escape::Class(class) => {
                    let negation = if class.negated { "^" } else { "" };
                    self.output.extend(["[", negation, class.members, "]"]);
                }
                escape::Escape::Unicode(class) => self.output.push_str(&class),
            },
        }
        Ok(())
    }

    fn replace_next(&mut self, by: &str) {
        self.input.next();
        self.output.push_str(by);
    }

    /// `\Q…\E`: everything between is literal.
    fn quoted(&mut self) {
        self.input.next();
        while let Some(character) = self.input.next() {
            if character == '\\' && self.input.peek() == Some(&'E') {
                self.input.next();
                return;
            }
            escape::push(character, &mut self.output);
        }
    }

    /// What follows an opening parenthesis.
    fn group(&mut self) -> Result<(), PatternError> {
        self.output.push('(');
        if self.input.peek() != Some(&'?') {
            if self.groups == Groups::Plain {
                self.output.push_str("?:");
            }
            return Ok(());
        }
        self.input.next();
        match self.input.peek() {
            Some('P' | '<') => self.named_group(),
            _ => self.flags(),
        }
    }

    fn named_group(&mut self) -> Result<(), PatternError> {
        if self.input.peek() == Some(&'P') {
            self.input.next();
        }
        if self.input.next() != Some('<') {
            return Err(PatternError("unsupported group syntax".to_owned()));
        }
        let mut name = String::new();
        loop {
            match self.input.next() {
                Some('>') => break,
                Some(it) if it.is_ascii_alphanumeric() || it == '_' => name.push(it),
                Some('=' | '!') if name.is_empty() => {
                    return Err(PatternError("look-behind is not supported".to_owned()));
                }
                _ => return Err(PatternError("invalid name of a group".to_owned())),
            }
        }
        match self.groups {
            Groups::Capture => self.output.extend(["?P<", &name, ">"]),
            Groups::Plain => self.output.push_str("?:"),
        }
        Ok(())
    }

    /// `?:`, `?i)`, `?s-m:`.
    fn flags(&mut self) -> Result<(), PatternError> {
        self.output.push('?');
        loop {
            match self.input.next() {
                Some(it @ ('i' | 'm' | 's' | 'U' | '-')) => self.output.push(it),
                Some(it @ (':' | ')')) => {
                    self.output.push(it);
                    return Ok(());
                }
                Some('=' | '!') => {
                    return Err(PatternError("look-ahead is not supported".to_owned()));
                }
                _ => return Err(PatternError("unknown flag of a group".to_owned())),
            }
        }
    }

    /// A brace that opens a count stays; any other is a literal.
    fn brace(&mut self) -> Result<(), PatternError> {
        let mut ahead = self.input.clone();
        // A count is short, and looking further for its end would take quadratic time.
        let body: String = ahead
            .by_ref()
            .take(LONGEST_COUNT)
            .take_while(|it| *it != '}')
            .collect();
        let closed = self.input.clone().nth(body.len()) == Some('}');
        let Some(bounds) = closed.then(|| count(&body)).flatten() else {
            self.output.push_str(r"\{");
            return Ok(());
        };
        if bounds.iter().any(|it| *it > MAX_COUNT) {
            return Err(PatternError(format!("a count is larger than {MAX_COUNT}")));
        }
        self.output.push('{');
        self.output.push_str(&body);
        self.output.push('}');
        self.input = ahead;
        Ok(())
    }
}

/// The bounds of `n`, `n,` or `n,m`; `None` if `body` is no count.
fn count(body: &str) -> Option<Vec<u32>> {
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(u32::MAX))
    };
    match body.split_once(',') {
        None => Some(vec![number(body)?]),
        Some((low, "")) => Some(vec![number(low)?]),
        Some((low, high)) => Some(vec![number(low)?, number(high)?]),
    }
}
