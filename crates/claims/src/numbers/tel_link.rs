//! The target of a `tel:` link (RFC 3966).

use super::plans;
use super::validate::{self, Valid};
use crate::Settings;

/// Longest target that is looked at.
const LONGEST: usize = 200;

/// The number that a `tel:` link, given without its scheme, leads to.
///
/// Without a country code it is read as dialled in the home regions, those of `language` first.
pub(super) fn parse(target: &str, language: Option<&str>, settings: &Settings) -> Option<Valid> {
    if target.len() > LONGEST {
        return None;
    }
    let subscriber = target.split([';', '?']).next().unwrap_or_default();
    let mut digits = String::with_capacity(16);
    let mut bytes = subscriber.bytes();
    let mut plus = false;
    while let Some(byte) = bytes.next() {
        match byte {
            b'0'..=b'9' => digits.push(char::from(byte)),
            b'+' if digits.is_empty() => plus = true,
            b'%' => {
                let code = (bytes.next(), bytes.next());
                if code == (Some(b'2'), Some(b'B' | b'b')) && digits.is_empty() {
                    plus = true;
                }
            }
            b'a'..=b'z' | b'A'..=b'Z' => return None,
            _ => {}
        }
    }
    if !(7..=17).contains(&digits.len()) {
        return None;
    }
    if plus {
        return validate::international(&digits).or_else(|| validate::national(&digits, "US"));
    }
    if let Some(rest) = digits.strip_prefix("00")
        && let Some(valid) = validate::international(rest)
    {
        return Some(valid);
    }
    let speaks = |region: &&String| {
        let spoken = plans::plan(region).map_or("en", |it| it.language);
        language == Some(spoken)
    };
    let home = || settings.home_regions.iter();
    home()
        .filter(speaks)
        .chain(home().filter(|it| !speaks(it)))
        .filter(|it| is_dialled(&digits, it, speaks(it)))
        .find_map(|it| validate::national(&digits, it))
        .or_else(|| (digits.len() > 10).then(|| validate::international(&digits))?)
}

/// Whether numbers of `region` are dialled with such digits. Without this the digits of one country
/// would be taken for another's.
fn is_dialled(digits: &str, region: &str, speaks: bool) -> bool {
    match plans::plan(region) {
        Some(plan) => plan.may_be(digits, speaks),
        // All countries of the North American plan share its numbers: asking one is enough.
        None => region == "US" && matches!(digits.len(), 10 | 11),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(target: &str, expected: Option<&str>) {
        let found = parse(target, Some("pt"), &Settings::default());
        assert_eq!(found.as_ref().map(|it| it.e164.as_str()), expected);
    }

    #[test]
    fn targets_are_read_in_all_their_forms() {
        check("+1-803-397-5786", Some("+18033975786"));
        check("%2B18033975786", Some("+18033975786"));
        check("8033975786;ext=5", Some("+18033975786"));
        check("(803)%20397-5786", Some("+18033975786"));
        check("0800%20771%202345", Some("+558007712345"));
        check("//+44 20 7946 0958", Some("+442079460958"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        check("", None);
        check("911", None);
        check("call-us", None);
        check("+44", None);
        let unassigned = parse("555-123-4567", Some("en"), &Settings::default());
        assert_eq!(unassigned, None);
        check(&"8".repeat(5_000), None);
    }
}
