//! Escapes that mean the same inside and outside brackets.

use std::iter::Peekable;
use std::str::Chars;

use super::PatternError;

/// What an escape stands for.
pub(super) enum Escape {
    Literal(char),
    Class(PerlClass),
    /// A Unicode class, in Rust's notation.
    Unicode(String),
}

/// `\d`, `\s`, `\w` and their negations, which are ASCII classes.
pub(super) struct PerlClass {
    /// The members as they stand inside brackets.
    pub(super) members: &'static str,
    pub(super) negated: bool,
}

/// Reads what follows a backslash.
pub(super) fn read(input: &mut Peekable<Chars<'_>>) -> Result<Escape, PatternError> {
    let Some(character) = input.next() else {
        return Err(PatternError("a backslash at the end".to_owned()));
    };
    let class = |members, negated| Ok(Escape::Class(PerlClass { members, negated }));
    let literal = match character {
        'd' | 'D' => return class("0-9", character == 'D'),
        's' | 'S' => return class(r"\t\n\x0C\r ", character == 'S'),
        'w' | 'W' => return class("0-9A-Za-z_", character == 'W'),
        'p' | 'P' => return unicode(character == 'P', input),
        'a' => '\u{7}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        'x' => hexadecimal(input)?,
        '0'..='7' => octal(character, input)?,
        it if it.is_ascii() && !it.is_ascii_alphanumeric() => it,
        it => return Err(PatternError(format!(r"unknown escape `\{it}`"))),
    };
    Ok(Escape::Literal(literal))
}

/// Writes `character` so that it is a literal, inside and outside brackets.
pub(super) fn push(character: char, output: &mut String) {
    if character.is_ascii_control() {
        let code = format!("{:X}", u32::from(character));
        output.extend([r"\x{", &code, "}"]);
    } else {
        // The two that may not be escaped are no operators.
        let plain = !character.is_ascii()
            || character.is_ascii_alphanumeric()
            || matches!(character, '<' | '>' | ' ' | '_');
        if !plain {
            output.push('\\');
        }
        output.push(character);
    }
}

/// `\x41` or `\x{1F600}`.
fn hexadecimal(input: &mut Peekable<Chars<'_>>) -> Result<char, PatternError> {
    let mut digits = String::new();
    if input.peek() == Some(&'{') {
        input.next();
        loop {
            match input.next() {
                Some('}') => break,
                Some(it) if digits.len() < 8 => digits.push(it),
                _ => return Err(PatternError("an unclosed `\\x{`".to_owned())),
            }
        }
    } else {
        digits.extend(input.next());
        digits.extend(input.next());
        if digits.chars().count() != 2 {
            return Err(PatternError("`\\x` takes two digits".to_owned()));
        }
    }
    let valid = digits.bytes().all(|it| it.is_ascii_hexdigit());
    let code = u32::from_str_radix(&digits, 16).ok().filter(|_| valid);
    code.and_then(char::from_u32)
        .ok_or_else(|| PatternError(format!("`\\x{digits}` names no character")))
}

/// `\0`, `\12`, `\123`. A single digit other than zero would be a back-reference.
fn octal(first: char, input: &mut Peekable<Chars<'_>>) -> Result<char, PatternError> {
    let mut code = first.to_digit(8).unwrap_or_default();
    let mut length = 1;
    while let Some(digit) = input
        .peek()
        .and_then(|it| it.to_digit(8))
        .filter(|_| length < 3)
    {
        input.next();
        code = code * 8 + digit;
        length += 1;
    }
    if first != '0' && length == 1 {
        return Err(PatternError("back-references are not supported".to_owned()));
    }
    char::from_u32(code)
        .ok_or_else(|| PatternError("an octal escape names no character".to_owned()))
}

/// `\pL`, `\p{Greek}`, `\p{^Greek}`.
fn unicode(negated: bool, input: &mut Peekable<Chars<'_>>) -> Result<Escape, PatternError> {
    let mut name = String::new();
    let mut inverted = false;
    match input.next() {
        Some('{') => loop {
            match input.next() {
                Some('}') => break,
                Some('^') if name.is_empty() && !inverted => inverted = true,
                Some(it) if it.is_ascii_alphanumeric() || it == '_' => name.push(it),
                _ => return Err(PatternError("a malformed Unicode class".to_owned())),
            }
        },
        Some(it) if it.is_ascii_alphabetic() => name.push(it),
        _ => return Err(PatternError("a malformed Unicode class".to_owned())),
    }
    let letter = if negated == inverted { 'p' } else { 'P' };
    let class = match name.as_str() {
        "Any" if letter == 'p' => r"\x{0}-\x{10FFFF}".to_owned(),
        _ => return Ok(Escape::Unicode(format!(r"\{letter}{{{name}}}"))),
    };
    Ok(Escape::Unicode(format!("[{class}]")))
}
