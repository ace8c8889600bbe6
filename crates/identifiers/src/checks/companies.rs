//! Numbers of taxpayers and companies.

use super::people::luhn;
use super::{compact, digits, last_is, pair, remainder, weighted};

/// Austria: Luhn's sum of the first seven digits and four.
pub(crate) fn austrian_vat(digits: &[u32]) -> bool {
    let [first @ .., last] = digits else {
        return false;
    };
    let doubled = |it: u32| it * 2 / 10 + it * 2 % 10;
    let sum: u32 = (0..)
        .zip(first)
        .map(|(at, it)| if at % 2 == 1 { doubled(*it) } else { *it })
        .sum();
    digits.len() == 8 && *last == (10 - (sum + 4) % 10) % 10
}

/// Belgium: the last two digits are 97 less the rest's remainder.
pub(crate) fn belgian_vat(digits: &[u32]) -> bool {
    let first = digits.get(..8).unwrap_or_default();
    digits.len() == 10 && pair(digits, 8) == 97 - remainder(first, 97)
}

/// France: a company's number has Luhn's digit, and a numeric key is three times its remainder and twelve.
pub(crate) fn french_vat(text: &str) -> bool {
    let compact = compact(text);
    let number = |from: usize| -> Vec<u32> {
        let digits = compact.iter().skip(from).filter(|it| it.is_ascii_digit());
        digits.map(|it| u32::from(it - b'0')).collect()
    };
    let company = number(4);
    let key: Option<u32> = std::str::from_utf8(compact.get(2..4).unwrap_or_default())
        .ok()
        .and_then(|it| it.parse().ok());
    let fits = key.is_none_or(|it| it == (12 + 3 * remainder(&company, 97)) % 97);
    company.len() == 9 && fits && luhn(&company)
}

/// Hungary: weights 9, 7, 3, 1.
pub(crate) fn hungarian_vat(digits: &[u32]) -> bool {
    last_is(digits, &[9, 7, 3, 1, 9, 7, 3], 10, |it| (10 - it) % 10)
}

/// The same with the kind of taxpayer and the county behind.
pub(crate) fn hungarian_tax_number(digits: &[u32]) -> bool {
    hungarian_vat(digits.get(..8).unwrap_or_default())
}

/// The Netherlands: the citizen's number for older ones, ISO 7064 mod 97-10 of the whole since 2020.
pub(crate) fn dutch_vat(text: &str) -> bool {
    let compact = compact(text);
    let rest = compact.iter().try_fold(0, |rest, it| {
        let value = super::base36(*it)?;
        let shift = if value > 9 { 100 } else { 10 };
        Some((rest * shift + value) % 97)
    });
    let old = super::people::dutch(digits(text).get(..9).unwrap_or_default());
    rest == Some(1) || old
}

/// Australia's business number: remainder 0 by 89 with one less in the first place.
pub(crate) fn australian_business(digits: &[u32]) -> bool {
    let sum = weighted(digits, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    digits.len() == 11 && sum.checked_sub(10).is_some_and(|it| it.is_multiple_of(89))
}

/// Poland's REGON of nine or fourteen digits.
pub(crate) fn polish_regon(digits: &[u32]) -> bool {
    let last = |it: u32| it % 10;
    let short = |digits: &[u32]| {
        last_is(digits, &[8, 9, 2, 3, 4, 5, 6, 7], 11, last) && digits.iter().any(|it| *it != 0)
    };
    let long = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];
    match digits.len() {
        9 => short(digits),
        14 => short(digits.get(..9).unwrap_or_default()) && last_is(digits, &long, 11, last),
        _ => false,
    }
}

/// The letter that `text` ends with is the one in `letters` at the weighted sum's remainder.
fn ends_with(text: &str, weights: &[u32], letters: &[u8]) -> bool {
    let sum = weighted(&digits(text), weights);
    let at = sum as usize % letters.len();
    digits(text).len() == weights.len() && text.as_bytes().last() == letters.get(at)
}

/// Singapore's businesses.
pub(crate) fn singapore_business(text: &str) -> bool {
    ends_with(text, &[10, 4, 9, 3, 8, 2, 7, 1], b"XMKECAWLJDB")
}

/// Singapore's companies, by year.
pub(crate) fn singapore_local(text: &str) -> bool {
    ends_with(text, &[10, 8, 6, 4, 9, 7, 5, 3, 1], b"ZKCMDNERGWH")
}

/// Singapore's other entities.
pub(crate) fn singapore_other(text: &str) -> bool {
    const ALPHABET: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWX0123456789";
    let value = |it: u8| {
        ALPHABET
            .iter()
            .position(|letter| *letter == it)
            .map(|it| it as u32)
    };
    let values: Option<Vec<u32>> = text.bytes().take(9).map(value).collect();
    let sum = values.map(|it| weighted(&it, &[4, 3, 5, 3, 10, 2, 2, 5, 7]));
    let at = sum.and_then(|it| Some(it.checked_sub(5)? as usize % 11));
    at.and_then(|it| ALPHABET.get(it)) == text.as_bytes().last()
}

/// The first digit of a British taxpayer's reference checks the others.
pub(crate) fn british_utr(digits: &[u32]) -> bool {
    const CHECKS: [u32; 11] = [2, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1];
    let sum = weighted(
        digits.get(1..).unwrap_or_default(),
        &[6, 7, 8, 9, 10, 5, 4, 3, 2],
    );
    digits.len() == 10 && digits.first() == CHECKS.get(sum as usize % 11)
}
