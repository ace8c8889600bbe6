//! External-sender warnings that gateways put in front of a mail.

use crate::message::Banner;

/// Lines at the start of a text in which a warning is looked for.
const LINES: usize = 6;

/// Phrases of which two must stand in the first lines, in lower case.
const PHRASES: [&str; 14] = [
    "external email",
    "external sender",
    "outside of the organization",
    "outside of your organization",
    "outside your organization",
    "outside the organization",
    "originated from outside",
    "do not click",
    "unless you recognize the sender",
    "unless you recognise the sender",
    "[external]",
    "externe e-mail",
    "außerhalb der organisation",
    "you don't often get email from",
];

/// The warning at the start of `text` and where the mail itself begins.
pub(crate) fn split(text: &str) -> (Option<Banner>, usize) {
    let mut end = 0;
    let mut hits = 0;
    let mut banner_end = None;
    for line in text.split_inclusive('\n').take(LINES) {
        end += line.len();
        let lower = line.to_lowercase();
        let found = PHRASES.iter().filter(|it| lower.contains(*it)).count();
        if found == 0 && hits > 0 {
            break;
        }
        hits += found;
        if hits >= 2 {
            banner_end = Some(end);
        }
    }
    match banner_end {
        Some(end) if end < text.len() => (Some(Banner { text: text[..end].trim().to_owned() }), end),
        _ => (None, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gateways_warning_is_told_from_the_mail() {
        let text = "CAUTION: This email originated from outside of the organization. Do not click links.\n\nHello\n";
        let (banner, start) = split(text);
        assert!(banner.unwrap().text.starts_with("CAUTION"));
        assert_eq!(text[start..].trim(), "Hello");
    }

    #[test]
    fn a_mail_that_mentions_one_such_phrase_is_no_warning() {
        assert_eq!(split("Please do not click twice.\nHello\n").1, 0);
    }
}
