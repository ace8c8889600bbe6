//! The language's functions of texts, apart from tests and patterns.

mod base64;
mod confusables;
mod distance;

use limits::Capability;
use sha2::{Digest, Sha256};

pub(crate) use confusables::replace_confusables;
pub(crate) use distance::levenshtein;

use crate::env::Env;
use crate::native::Native;
use crate::value::Value;

/// Cells of a distance table that count as one step.
const CELLS_A_STEP: u64 = 8;

/// Computes `function` of `operands`, none of the positional ones null. Keywords come after the
/// positional arguments, in the order of the signature.
pub(crate) fn call<'m>(function: Native, operands: &[Value<'m>], env: &Env<'m>) -> Value<'m> {
    let text = |index: usize| operands.get(index).and_then(|it| it.as_str());
    let Some(first) = text(0) else {
        return Value::Null;
    };
    if !env.spend(first.len() as u64 / 16) {
        return Value::Null;
    }
    match function {
        Native::Concat => concat(operands, env),
        Native::Levenshtein { fold } => {
            let Some(second) = text(1) else {
                return Value::Null;
            };
            distance_of(first, second, fold, env)
        }
        Native::Count { fold } => {
            let Some(second) = text(1) else {
                return Value::Null;
            };
            count(first, second, fold, env)
        }
        Native::ReplaceConfusables => match replace_confusables(first) {
            std::borrow::Cow::Borrowed(_) => Value::Str(first),
            std::borrow::Cow::Owned(text) => env.text(&text),
        },
        Native::Sha256 => env.text(&hexadecimal(&Sha256::digest(first.as_bytes()))),
        Native::ParseJson => match serde_json::from_str(first) {
            Ok(json) => env.json(json),
            Err(_) => Value::Null,
        },
        Native::DecodeBase64 => match base64::Options::read(&operands[1..]).decode(first) {
            Some(text) => env.text(&text),
            None => Value::Null,
        },
        Native::ScanBase64 => {
            let found = base64::Options::read(&operands[1..]).scan(first);
            env.array(found.iter().map(|it| env.text(it)))
        }
        _ => env.missing(Capability::Function),
    }
}

fn concat<'m>(parts: &[Value<'m>], env: &Env<'m>) -> Value<'m> {
    let mut whole = String::new();
    for part in parts {
        let Some(text) = part.as_str() else {
            return Value::Null;
        };
        if !env.spend(text.len() as u64 / 16) {
            return Value::Null;
        }
        whole.push_str(text);
    }
    env.text(&whole)
}

fn distance_of<'m>(first: &'m str, second: &'m str, fold: bool, env: &Env<'m>) -> Value<'m> {
    let cells = (first.len() as u64).saturating_mul(second.len() as u64);
    if !env.spend(cells / CELLS_A_STEP) {
        return Value::Null;
    }
    if fold {
        levenshtein(env.folded(first), env.folded(second)).into()
    } else {
        levenshtein(first, second).into()
    }
}

fn count<'m>(text: &'m str, needle: &'m str, fold: bool, env: &Env<'m>) -> Value<'m> {
    let (text, needle) = if fold {
        (env.folded(text), env.folded(needle))
    } else {
        (text, needle)
    };
    if needle.is_empty() {
        // As between and around the characters, which is what an empty pattern would count.
        return (text.chars().count() + 1).into();
    }
    memchr::memmem::find_iter(text.as_bytes(), needle.as_bytes())
        .count()
        .into()
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|it| [it >> 4, it & 15])
        .map(|it| char::from(DIGITS[usize::from(it)]))
        .collect()
}
