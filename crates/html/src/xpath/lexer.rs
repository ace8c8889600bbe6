//! The words of a query (section 3.7 of the specification).
//!
//! Whether `*` multiplies or names anything, and whether `and` is an operator or a name, depends on
//! where it stands; that is left to the parser, which knows.

use super::XPathError;

/// A word.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Literal(String),
    Number(f64),
    Name(String),
    /// Anything else, by its characters.
    Sign(&'static str),
}

/// A word and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) at: usize,
}

/// The signs, longest first.
const SIGNS: &[&str] = &[
    "::", "//", "..", "!=", "<=", ">=", "(", ")", "[", "]", ".", "@", ",", "/", "|", "+", "-", "=",
    "<", ">", "*",
];

/// Takes `query` apart.
pub(super) fn tokens(query: &str) -> Result<Vec<Placed>, XPathError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = query.get(at..)
        && let Some(first) = rest.chars().next()
    {
        if first.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let (token, len) = token(rest, first).ok_or(XPathError::Syntax {
            at,
            expected: "a name, a literal or an operator",
        })?;
        tokens.push(Placed { token, at });
        at += len;
    }
    Ok(tokens)
}

/// The word at the beginning of `rest`, and its length.
fn token(rest: &str, first: char) -> Option<(Token, usize)> {
    if first == '"' || first == '\'' {
        let inner = rest.get(1..)?;
        let end = inner.find(first)?;
        return Some((Token::Literal(inner.get(..end)?.to_owned()), end + 2));
    }
    let second_is_digit = rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    if first.is_ascii_digit() || (first == '.' && second_is_digit) {
        return number(rest);
    }
    if is_name_start(first) {
        let end = name_end(rest);
        return Some((Token::Name(rest.get(..end)?.to_owned()), end));
    }
    let sign = SIGNS.iter().find(|it| rest.starts_with(**it))?;
    Some((Token::Sign(sign), sign.len()))
}

fn number(rest: &str) -> Option<(Token, usize)> {
    let mut seen_point = false;
    let end = rest
        .find(|it: char| {
            let point = it == '.' && !seen_point;
            seen_point |= point;
            !(it.is_ascii_digit() || point)
        })
        .unwrap_or(rest.len());
    let number = rest.get(..end)?.parse().ok()?;
    Some((Token::Number(number), end))
}

fn is_name_start(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

fn is_name_part(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-' | '.')
}

/// The end of the name at the beginning of `rest`. A prefix belongs to the name: to HTML, `v:rect` is
/// one word.
fn name_end(rest: &str) -> usize {
    let part = |from: &str| {
        from.find(|it: char| !is_name_part(it))
            .unwrap_or(from.len())
    };
    let end = part(rest);
    let Some(after) = rest.get(end..).and_then(|it| it.strip_prefix(':')) else {
        return end;
    };
    match after.chars().next() {
        Some(first) if is_name_start(first) => end + 1 + part(after),
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(query: &str) -> Vec<Token> {
        tokens(query)
            .unwrap()
            .into_iter()
            .map(|it| it.token)
            .collect()
    }

    #[test]
    fn names_keep_hyphens_and_prefixes_but_not_axes() {
        let name = |it: &str| Token::Name(it.to_owned());
        assert_eq!(
            words("ancestor-or-self::v:rect"),
            [name("ancestor-or-self"), Token::Sign("::"), name("v:rect")]
        );
        assert_eq!(
            words("a -1.5"),
            [name("a"), Token::Sign("-"), Token::Number(1.5)]
        );
        assert_eq!(words(".5"), [Token::Number(0.5)]);
        assert_eq!(words("1.2.3"), [Token::Number(1.2), Token::Number(0.3)]);
    }

    #[test]
    fn what_has_no_meaning_is_named_by_its_place() {
        assert_eq!(
            tokens("a#b").map_err(|it| it.to_string()),
            Err("expected a name, a literal or an operator at byte 1 of the query".to_owned())
        );
        assert!(tokens("'open").is_err());
        assert!(tokens("$x").is_err());
    }
}
