//! Numbers that states give to persons.

use super::{compact, digits, is_day, is_one_digit, last_is, pair, remainder, weighted};

/// Luhn's digit (ISO/IEC 7812): every second digit doubled, from the right.
pub(crate) fn luhn(digits: &[u32]) -> bool {
    let doubled = |it: u32| it * 2 / 10 + it * 2 % 10;
    let from_right = (0..).zip(digits.iter().rev());
    let sum: u32 = from_right
        .map(|(at, it)| if at % 2 == 1 { doubled(*it) } else { *it })
        .sum();
    sum.is_multiple_of(10) && !is_one_digit(digits)
}

/// ISO 7064 mod 11,10.
pub(crate) fn iso_11_10(digits: &[u32]) -> bool {
    let [first @ .., last] = digits else {
        return false;
    };
    let product = first.iter().fold(10, |product, it| {
        let sum = (product + it) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    *last == (11 - product) % 10
}

/// Germany's tax id: of the first ten digits one stands twice or three times, and ISO 7064.
pub(crate) fn german_tax_id(digits: &[u32]) -> bool {
    let first = digits.get(..10).unwrap_or_default();
    let counts: Vec<usize> = (0..10)
        .map(|it| first.iter().filter(|at| **at == it).count())
        .collect();
    let repeated: Vec<&usize> = counts.iter().filter(|it| **it > 1).collect();
    digits.len() == 11 && matches!(repeated.as_slice(), [2 | 3]) && iso_11_10(digits)
}

/// Digit and letters of the machine-readable zone (ICAO 9303): weights 7, 3, 1.
pub(crate) fn german_document(text: &str) -> bool {
    let compact = compact(text.trim_end_matches('D'));
    let values: Option<Vec<u32>> = compact.iter().map(|it| super::base36(*it)).collect();
    let Some([number @ .., last]) = values.as_deref() else {
        return false;
    };
    has_digit(text) && weighted(number, &[7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 == *last
}

/// A text of capitals alone is a word.
pub(crate) fn has_digit(text: &str) -> bool {
    text.bytes().any(|it| it.is_ascii_digit())
}

/// Numbers that were never given out (Social Security Administration), and those of advertisements.
pub(crate) fn american_social_security(digits: &[u32]) -> bool {
    let part =
        |from: usize, to: usize| remainder(digits.get(from..to).unwrap_or_default(), 1_000_000);
    let (area, group, serial) = (part(0, 3), part(3, 5), part(5, 9));
    let advertised = matches!((area, group, serial), (78, 5, 1120) | (219, 9, 9999));
    digits.len() == 9
        && !matches!(area, 0 | 666 | 900..)
        && group != 0
        && serial != 0
        && !advertised
}

/// The groups of taxpayers without a social security number (Internal Revenue Service).
pub(crate) fn american_taxpayer(digits: &[u32]) -> bool {
    let group = pair(digits, 3);
    digits.len() == 9 && matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99)
}

/// Australia's tax file number.
pub(crate) fn australian_tax_file(digits: &[u32]) -> bool {
    digits.len() == 9
        && weighted(digits, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)
        && !is_one_digit(digits)
}

/// China: a birthday and ISO 7064 mod 11-2 (GB 11643).
pub(crate) fn chinese(text: &str) -> bool {
    let numbers = digits(text.get(..17).unwrap_or_default());
    let sum = weighted(
        &numbers,
        &[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2],
    );
    let last = b"10X98765432".get(sum as usize % 11);
    numbers.len() == 17
        && is_day(pair(&numbers, 10), pair(&numbers, 12))
        && compact(text).last() == last
}

const SPANISH: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";

/// Spain's persons: the letter for the remainder by 23; X, Y, Z are 0, 1, 2.
pub(crate) fn spanish_person(text: &str) -> bool {
    let compact = compact(text);
    let first = match compact.first() {
        Some(b'Y') => 1,
        Some(b'Z') => 2,
        _ => 0,
    };
    let mut number = digits(text);
    if compact.first().is_some_and(u8::is_ascii_alphabetic) {
        number.insert(0, first);
    }
    let letter = SPANISH.get(remainder(&number, 23) as usize);
    number.len() == 8 && compact.last() == letter
}

/// Spain's companies: Luhn's digit, or the letter in its place.
pub(crate) fn spanish_company(text: &str) -> bool {
    let number = digits(text.get(1..8).unwrap_or_default());
    let sum: u32 = (0..)
        .zip(&number)
        .map(|(at, it)| {
            if at % 2 == 0 {
                it * 2 / 10 + it * 2 % 10
            } else {
                *it
            }
        })
        .sum();
    let control = ((10 - sum % 10) % 10) as usize;
    let last = text.as_bytes().get(8);
    number.len() == 7 && (last == b"0123456789".get(control) || last == b"JABCDEFGHI".get(control))
}

/// Spain's social security: the remainder by 97.
pub(crate) fn spanish_social_security(digits: &[u32]) -> bool {
    let (province, affiliate) = (
        digits.get(..2).unwrap_or_default(),
        digits.get(2..10).unwrap_or_default(),
    );
    // Numbers below ten million are joined to the province without their leading zero.
    let skipped = usize::from(affiliate.first() == Some(&0));
    let joined: Vec<u32> = province
        .iter()
        .chain(affiliate.iter().skip(skipped))
        .copied()
        .collect();
    digits.len() == 12 && !is_one_digit(digits) && remainder(&joined, 97) == pair(digits, 10)
}

/// France: 97 less the remainder; Corsica's departments are 19 and 18.
pub(crate) fn french(text: &str) -> bool {
    let compact = String::from_utf8(compact(text)).unwrap_or_default();
    let corsican = compact.replace("2A", "19").replace("2B", "18");
    let numbers = digits(&corsican);
    let month = pair(&numbers, 3);
    let fits = matches!(month, 1..=12 | 20..=42 | 50..=99);
    numbers.len() == 15
        && fits
        && pair(&numbers, 13) == 97 - remainder(numbers.get(..13).unwrap_or_default(), 97)
}

/// Hungary's social security: weights 3 and 7.
pub(crate) fn hungarian(digits: &[u32]) -> bool {
    last_is(digits, &[3, 7, 3, 7, 3, 7, 3, 7], 10, |it| it) && !is_one_digit(digits)
}

/// Japan's individual number.
pub(crate) fn japanese(digits: &[u32]) -> bool {
    let last = |it: u32| if it <= 1 { 0 } else { 11 - it };
    last_is(digits, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11, last) && !is_one_digit(digits)
}

/// South Korea: the check digit of numbers given out before October 2020, and a birthday.
pub(crate) fn korean(digits: &[u32]) -> bool {
    let last = |it: u32| (11 - it) % 10;
    korean_birth(digits) && last_is(digits, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5], 11, last)
}

/// South Korea: the birthday alone, as numbers since then have no check digit.
pub(crate) fn korean_birth(digits: &[u32]) -> bool {
    digits.len() == 13 && is_day(pair(digits, 2), pair(digits, 4))
}

/// The Netherlands' test by eleven.
pub(crate) fn dutch(digits: &[u32]) -> bool {
    let [first @ .., last] = digits else {
        return false;
    };
    let sum = weighted(first, &[9, 8, 7, 6, 5, 4, 3, 2]);
    digits.len() == 9 && sum % 11 == *last && sum > 0
}

/// Sweden: a birthday (coordination numbers add 60 to the day) and Luhn's digit of the last ten.
pub(crate) fn swedish(digits: &[u32]) -> bool {
    let last_ten = digits
        .len()
        .checked_sub(10)
        .and_then(|it| digits.get(it..))
        .unwrap_or_default();
    let day = pair(last_ten, 4);
    let day = if day > 60 { day - 60 } else { day };
    is_day(pair(last_ten, 2), day) && luhn(last_ten)
}

/// Singapore: a letter by the remainder and the first letter.
pub(crate) fn singaporean(text: &str) -> bool {
    let bytes = text.as_bytes();
    let sum = weighted(&digits(text), &[2, 7, 6, 5, 4, 3, 2]) as usize;
    let (sum, letters) = match bytes.first() {
        Some(b'S') => (sum, b"JZIHGFEDCBA"),
        Some(b'T') => (sum + 4, b"JZIHGFEDCBA"),
        Some(b'F') => (sum, b"XWUTRQPNMLK"),
        Some(b'G') => (sum + 4, b"XWUTRQPNMLK"),
        _ => (sum + 3, b"XWUTRQPNJLK"),
    };
    letters.get(sum % 11) == bytes.last()
}

/// Prefixes that are not given out (HM Revenue and Customs).
pub(crate) fn british_insurance(text: &str) -> bool {
    !["BG", "GB", "NK", "KN", "TN", "NT", "ZZ"]
        .iter()
        .any(|it| text.starts_with(it))
}
