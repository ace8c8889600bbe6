//! What digits are part of: an address, a link, a sum of money, an id. Such digits are no number.

use text::Span;

use crate::reading::Reading;

/// Longest piece without white space that is looked through; what is longer is no prose.
const LONGEST_PIECE: u32 = 160;

/// Whether the digits at `number` are part of something that is not a phone number.
///
/// `called` says that a word of telephoning stands close by: then a word may be joined by a hyphen
/// (`Toll-Free-888-…`).
pub(super) fn forbid(reading: &Reading, number: Span, called: bool) -> bool {
    let before = reading.before(number.start, LONGEST_PIECE);
    let after = reading.after(number.end, LONGEST_PIECE);
    joins_before(before, called)
        || joins_after(after, called)
        || is_address(piece_before(before), piece_after(after))
}

/// Whether the sign right before makes it something else.
fn joins_before(before: &str, called: bool) -> bool {
    let mut chars = before.chars().rev();
    let (Some(sign), previous) = (chars.next(), chars.next()) else {
        return false;
    };
    let joined = previous.is_some_and(char::is_alphanumeric) && !ends_with_phone_label(before);
    match sign {
        '#' => !called,
        '=' | '%' | '\\' | '\u{b0}' => true,
        // Two numbers may be parted by a slash.
        '/' => joined && previous.is_some_and(char::is_alphabetic),
        '-' | '_' | '.' | '@' | '&' | '\'' => joined && !(called && sign == '-'),
        ',' | ':' => previous.is_some_and(|it| it.is_ascii_digit()),
        ' ' => previous.is_some_and(is_currency),
        sign => is_currency(sign),
    }
}

/// Whether the sign right after makes it something else.
fn joins_after(after: &str, called: bool) -> bool {
    let mut chars = after.chars();
    let (Some(sign), next) = (chars.next(), chars.next()) else {
        return false;
    };
    let joined = next.is_some_and(char::is_alphanumeric);
    match sign {
        '%' | '@' | '=' | '\u{b0}' | '\\' => true,
        '-' | '_' => joined && !called,
        ',' | ':' => next.is_some_and(|it| it.is_ascii_digit()),
        ' ' => next.is_some_and(is_currency),
        sign => is_currency(sign),
    }
}

/// Whether an abbreviation of telephoning stands right before: `Tel.4698203157`.
fn ends_with_phone_label(before: &str) -> bool {
    const LABELS: [&str; 9] = [
        "tel", "telef", "fon", "phone", "ph", "mob", "cell", "call", "num",
    ];
    let word = before.trim_end_matches(['.', ':', '-', '/']);
    let word = word
        .rsplit(|it: char| !it.is_ascii_alphabetic())
        .next()
        .unwrap_or_default();
    LABELS.contains(&word)
}

fn is_currency(sign: char) -> bool {
    matches!(sign, '$' | '\u{a2}'..='\u{a5}' | '\u{20a0}'..='\u{20cf}')
}

/// The piece without white space that ends with `before`; `None` if it is too long.
fn piece_before(before: &str) -> Option<&str> {
    match before.rfind([' ', '<', '"']) {
        Some(at) => before.get(at + 1..),
        None => (before.len() + 4 <= LONGEST_PIECE as usize).then_some(before),
    }
}

/// The piece without white space that begins `after`.
fn piece_after(after: &str) -> &str {
    after.split([' ', '>', '"']).next().unwrap_or_default()
}

/// Whether the pieces on both sides belong to a link or an address.
fn is_address(before: Option<&str>, after: &str) -> bool {
    let Some(before) = before else { return true };
    if before.is_empty() && after.is_empty() {
        return false;
    }
    let has_host = before.split_once('/').is_some_and(|(host, _)| {
        host.contains('.') && host.bytes().any(|it| it.is_ascii_alphabetic())
    });
    before.contains("://")
        || before.starts_with("www.")
        || has_host
        || before.contains(['@', '?', '&', '='])
        || after.contains('@')
        || after.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NamedText;
    use crate::lexicon::Matcher;
    use text::Place;

    #[track_caller]
    fn check(text: &str, forbidden: bool) {
        let named = NamedText {
            place: Place::Body,
            text,
        };
        let reading = Reading::new(&named, &Matcher::default());
        let start = text.find("803").unwrap();
        let number = Span::new(start, start + "803-397-5786".len());
        assert_eq!(forbid(&reading, number, false), forbidden, "{text}");
    }

    #[test]
    fn links_and_addresses_hold_no_numbers() {
        check("see https://a.example/803-397-5786", true);
        check("see www.example.com/803-397-5786", true);
        check("see example.com/803-397-5786", true);
        check("mail 803-397-5786@example.com", true);
        check("mail x@803-397-5786", true);
        check("a?id=803-397-5786", true);
    }

    #[test]
    fn money_and_ids_hold_no_numbers() {
        check("$803-397-5786", true);
        check("803-397-5786 \u{20ac}", true);
        check("#803-397-5786", true);
        check("AB-803-397-5786", true);
        check("803-397-5786-XY", true);
        check("12,803-397-5786", true);
    }

    #[test]
    fn prose_does() {
        check("call 803-397-5786", false);
        check("call (803-397-5786), now", false);
        check("tel:803-397-5786.", false);
        check("803-397-5786", false);
        check("<803-397-5786>", false);
    }
}
