//! Disguises of the number within the text.

use crate::compose::{Part, mail};
use crate::{Knowledge, Original};

fn rewritten(original: &Original, with: impl Fn(&str) -> String) -> Option<Vec<u8>> {
    let text = original.with_numbers(with);
    Some(mail(&original.fields, &Part::text(&text)))
}

/// Each digit as `with` says, other characters as they are.
fn digits(original: &Original, with: impl Fn(u32) -> Option<char>) -> Option<Vec<u8>> {
    let each = |it: char| it.to_digit(10).and_then(&with).unwrap_or(it);
    rewritten(original, |number| number.chars().map(each).collect())
}

fn after_each(original: &Original, mark: char) -> Option<Vec<u8>> {
    rewritten(original, |number| {
        number.chars().flat_map(|it| [it, mark]).collect()
    })
}

pub(crate) fn zero_width(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    after_each(original, '\u{200B}')
}

pub(crate) fn combining(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    after_each(original, '\u{0332}')
}

pub(crate) fn circled(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    digits(original, |digit| match digit {
        0 => Some('\u{24EA}'),
        _ => char::from_u32(0x2460 + digit - 1),
    })
}

pub(crate) fn full_width(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    digits(original, |digit| char::from_u32(0xFF10 + digit))
}

pub(crate) fn bold(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    digits(original, |digit| char::from_u32(0x1D7CE + digit))
}

pub(crate) fn letters(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    let has = original.numbers.iter().any(|it| it.1.contains(['0', '1']));
    has.then_some(())?;
    digits(original, |digit| match digit {
        0 => Some('O'),
        1 => Some('l'),
        _ => None,
    })
}

pub(crate) fn spelled(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let language = original.language.unwrap_or("en");
    let words = &knowledge.wording.digits;
    let words = words.get(language).or_else(|| words.get("en"))?;
    rewritten(original, |number| {
        let digits = number.chars().filter_map(|it| it.to_digit(10));
        let spelled: Vec<&str> = digits
            .filter_map(|it| words.get(it as usize).map(String::as_str))
            .collect();
        spelled.join(" ")
    })
}

/// The digits of a number in its last ten and what stands before them.
fn groups(number: &str) -> (String, [String; 3]) {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    let (lead, national) = digits.split_at(digits.len().saturating_sub(10));
    let part = |from: usize, to: usize| -> String {
        let to = to.min(national.len());
        national
            .get(from.min(to)..to)
            .unwrap_or_default()
            .iter()
            .collect()
    };
    let lead: String = lead.iter().collect();
    (lead, [part(0, 3), part(3, 6), part(6, 10)])
}

/// What stands before the area code: a country code with its plus and `separator`, a trunk prefix, or nothing.
fn before(lead: &str, separator: &str) -> String {
    match lead {
        "" => String::new(),
        "0" => "0".to_owned(),
        code => format!("+{code}{separator}"),
    }
}

pub(crate) fn split(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    rewritten(original, |number| {
        let (lead, [area, exchange, line]) = groups(number);
        format!("\n{}{area}\n{exchange}\n{line}\n", before(&lead, " "))
    })
}

pub(crate) fn dotted(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    rewritten(original, |number| {
        let (lead, [area, exchange, line]) = groups(number);
        let lead = before(&lead, "~");
        format!("{lead}{area}\u{2022}{exchange}_{line}")
    })
}
