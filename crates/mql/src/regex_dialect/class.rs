//! Bracket expressions: `[…]`.
//!
//! Rust gives a meaning to `[`, `&&`, `--` and `~~` inside brackets, where the dialect has
//! literals. So the members are read one by one and written with every literal escaped.

use std::iter::Peekable;
use std::str::Chars;

use super::PatternError;
use super::escape::{self, Escape};

/// The names that may stand in `[:…:]`.
const POSIX: [&str; 14] = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
    "space", "upper", "word", "xdigit",
];

/// Rewrites what follows an opening bracket, up to and including its closing one.
pub(super) fn rewrite(
    input: &mut Peekable<Chars<'_>>,
    output: &mut String,
) -> Result<(), PatternError> {
    output.push('[');
    if input.next_if_eq(&'^').is_some() {
        output.push('^');
    }
    let mut first = true;
    loop {
        match input.next() {
            None => return Err(PatternError("an unclosed bracket".to_owned())),
            Some(']') if !first => break,
            Some('[') if input.peek() == Some(&':') => {
                if !posix(input, output)? {
                    member(Escape::Literal('['), input, output)?;
                }
            }
            Some('\\') => {
                let item = escape::read(input)?;
                member(item, input, output)?;
            }
            Some(character) => member(Escape::Literal(character), input, output)?,
        }
        first = false;
    }
    output.push(']');
    Ok(())
}

/// Writes `item`, or the range it begins.
fn member(
    item: Escape,
    input: &mut Peekable<Chars<'_>>,
    output: &mut String,
) -> Result<(), PatternError> {
    let low = match item {
        Escape::Literal(character) => character,
        Escape::Class(class) if class.negated => {
            output.extend(["[^", class.members, "]"]);
            return Ok(());
        }
        Escape::Class(class) => {
            output.push_str(class.members);
            return Ok(());
        }
        Escape::Unicode(class) => {
            output.push_str(&class);
            return Ok(());
        }
    };
    escape::push(low, output);
    let mut ahead = input.clone();
    let is_range = ahead.next() == Some('-') && ahead.peek().is_some_and(|it| *it != ']');
    if !is_range {
        return Ok(());
    }
    *input = ahead;
    let high = match input.next() {
        Some('\\') => match escape::read(input)? {
            Escape::Literal(character) => character,
            _ => return Err(PatternError("a range that ends in a class".to_owned())),
        },
        Some(character) => character,
        None => return Err(PatternError("an unclosed bracket".to_owned())),
    };
    if high < low {
        return Err(PatternError(format!("the range `{low}-{high}` is empty")));
    }
    output.push('-');
    escape::push(high, output);
    Ok(())
}

/// Copies `:name:]`, the bracket before it taken. `false` when there is none and nothing was taken.
fn posix(input: &mut Peekable<Chars<'_>>, output: &mut String) -> Result<bool, PatternError> {
    let mut ahead = input.clone();
    ahead.next();
    let body: String = ahead
        .by_ref()
        .take(12)
        .take_while(|it| *it != ']')
        .collect();
    let Some(name) = body.strip_suffix(':') else {
        return Ok(false);
    };
    if !POSIX.contains(&name.trim_start_matches('^')) {
        return Err(PatternError(format!("unknown class `[:{name}:]`")));
    }
    output.extend(["[:", name, ":]"]);
    *input = ahead;
    Ok(true)
}
