//! Numbers of health care.

use super::people::luhn;
use super::{is_one_digit, last_is, weighted};

/// Australia's Medicare card: weights 1, 3, 7, 9.
pub(crate) fn australian_medicare(digits: &[u32]) -> bool {
    last_is(
        digits.get(..9).unwrap_or_default(),
        &[1, 3, 7, 9, 1, 3, 7, 9],
        10,
        |it| it,
    )
}

/// England's NHS number: remainder by 11, where 10 is not given out.
pub(crate) fn british(digits: &[u32]) -> bool {
    let last = |it: u32| (11 - it) % 11;
    last_is(digits, &[10, 9, 8, 7, 6, 5, 4, 3, 2], 11, last) && !is_one_digit(digits)
}

/// New Zealand's health index, of both forms (HISO 10046); letters count without I and O.
pub(crate) fn new_zealand(text: &str) -> bool {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    let value = |it: u8| match it {
        b'0'..=b'9' => Some(u32::from(it - b'0')),
        _ => LETTERS
            .iter()
            .position(|letter| *letter == it)
            .map(|it| it as u32 + 1),
    };
    let values: Option<Vec<u32>> = text.bytes().map(value).collect();
    let Some([first @ .., last]) = values.as_deref() else {
        return false;
    };
    let sum = weighted(first, &[7, 6, 5, 4, 3, 2]);
    if text.as_bytes().last().is_some_and(u8::is_ascii_digit) {
        !sum.is_multiple_of(11) && (11 - sum % 11) % 10 == *last
    } else {
        23 - sum % 23 == *last
    }
}

/// The United States' prescribers: odd places, and twice the even ones.
pub(crate) fn dea(digits: &[u32]) -> bool {
    last_is(digits, &[1, 2, 1, 2, 1, 2], 10, |it| it)
}

/// The United States' providers: Luhn's digit with the issuer's prefix before.
pub(crate) fn provider(digits: &[u32]) -> bool {
    let whole: Vec<u32> = [8, 0, 8, 4, 0].iter().chain(digits).copied().collect();
    luhn(&whole)
}
