//! Check digits and what else tells an identifier from a number.
//!
//! The digits of a candidate come as numbers from 0 to 9. Formats have been matched before, so lengths are
//! mostly right; where a check needs a length, another length fails.

pub(crate) mod banks;
pub(crate) mod companies;
pub(crate) mod credentials;
pub(crate) mod health;
pub(crate) mod people;
pub(crate) mod wallets;

/// How a candidate is checked.
#[derive(Debug)]
pub(crate) enum Check {
    /// The format says it all.
    None,
    /// By its digits.
    Digits(fn(&[u32]) -> bool),
    /// By its text.
    Text(fn(&str) -> bool),
    /// The format may take in more than the identifier, which is cut off.
    Cut(fn(&str) -> Option<&str>),
}

/// The sum of products.
fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(a, b)| a * b).sum()
}

/// Weights for all digits but the last, which the sum's remainder must give.
fn last_is(digits: &[u32], weights: &[u32], modulus: u32, of: fn(u32) -> u32) -> bool {
    digits.len() == weights.len() + 1
        && digits.last() == Some(&of(weighted(digits, weights) % modulus))
}

/// The remainder of the decimal number that `digits` are.
fn remainder(digits: &[u32], modulus: u32) -> u32 {
    digits
        .iter()
        .fold(0, |rest, digit| (rest * 10 + digit) % modulus)
}

/// The value of a digit, or of a letter counted from `A` = 10.
fn base36(byte: u8) -> Option<u32> {
    char::from(byte).to_digit(36)
}

/// The letters and digits of `text`, in upper case.
fn compact(text: &str) -> Vec<u8> {
    let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
    kept.map(|it| it.to_ascii_uppercase()).collect()
}

/// The digits of `text`.
fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|it| it.to_digit(10)).collect()
}

/// Whether all digits are one.
fn is_one_digit(digits: &[u32]) -> bool {
    digits.windows(2).all(|it| it[0] == it[1])
}

/// Whether month and day may be of a date.
fn is_day(month: u32, day: u32) -> bool {
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// The number that two digits at `at` are.
fn pair(digits: &[u32], at: usize) -> u32 {
    match digits.get(at..at + 2) {
        Some([tens, ones]) => tens * 10 + ones,
        _ => 0,
    }
}
