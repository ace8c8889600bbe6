//! The clauses of a Received line (RFC 5321 section 4.4), read tolerantly.

use address::EmailAddress;

use crate::headers::Received;

/// Reads a Received line's value.
pub(crate) fn parse(value: &str) -> Received {
    let (clauses, date) = match value.rfind(';') {
        Some(at) => (&value[..at], Some(value[at + 1..].trim())),
        None => (value, None),
    };
    let mut received = Received { time: date.and_then(timestamp), ..Received::default() };
    let tokens = tokens(clauses);
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let next = tokens.get(index + 1);
        match (token.as_str().to_ascii_lowercase().as_str(), next) {
            ("from", Some(host)) if received.source.is_none() => {
                received.source = Some(host.clone());
                received.source_ip = tokens
                    .iter()
                    .skip(index + 1)
                    .take_while(|it| !it.eq_ignore_ascii_case("by"))
                    .find_map(|it| literal(it));
            }
            ("by", Some(host)) if received.server.is_none() => {
                received.server = Some(host.trim_end_matches(';').to_owned());
            }
            ("with", Some(protocol)) if received.protocol.is_none() => received.protocol = Some(protocol.clone()),
            ("id", Some(id)) if received.id.is_none() => received.id = Some(id.clone()),
            ("for", Some(mailbox)) if received.mailbox.is_none() => {
                received.mailbox = EmailAddress::parse(mailbox.trim_matches(['<', '>']));
            }
            _ => {}
        }
        index += 1;
    }
    received
}

/// A date of RFC 5322 as RFC 3339 in its own offset.
pub(crate) fn timestamp(text: &str) -> Option<String> {
    mail_parser::DateTime::parse_rfc822(text).filter(mail_parser::DateTime::is_valid).map(|it| it.to_rfc3339())
}

/// Words outside and comments as one token each, with their parentheses.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut current = String::new();
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '(' => {
                depth += 1;
                current.push(character);
            }
            ')' if depth > 0 => {
                depth -= 1;
                current.push(character);
            }
            it if it.is_whitespace() && depth == 0 => {
                if !current.is_empty() {
                    tokens.push(std::mem::take(&mut current));
                }
            }
            it => current.push(it),
        }
    }
    if !current.is_empty() {
        tokens.push(current);
    }
    tokens
}

/// The address literal within a comment or brackets, such as `(mail.a.example [192.0.2.1])`.
fn literal(token: &str) -> Option<String> {
    let inner = token
        .split(['[', ']', '(', ')', ' '])
        .map(|it| it.strip_prefix("IPv6:").unwrap_or(it))
        .find(|it| it.parse::<std::net::IpAddr>().is_ok());
    inner.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_told_apart() {
        let received = parse(
            "from mail.shop.example (mail.shop.example [192.0.2.7]) by mx.example.org (Postfix) with ESMTPS \
             id 4X33 for <pat@example.org>; Fri, 30 Jan 2026 19:49:30 +0000",
        );
        assert_eq!(received.source.as_deref(), Some("mail.shop.example"));
        assert_eq!(received.source_ip.as_deref(), Some("192.0.2.7"));
        assert_eq!(received.server.as_deref(), Some("mx.example.org"));
        assert_eq!(received.protocol.as_deref(), Some("ESMTPS"));
        assert_eq!(received.id.as_deref(), Some("4X33"));
        assert_eq!(received.mailbox.unwrap().email, "pat@example.org");
        assert_eq!(received.time.as_deref(), Some("2026-01-30T19:49:30Z"));
    }

    #[test]
    fn nonsense_has_no_clauses() {
        assert_eq!(parse("((((("), Received::default());
        assert_eq!(parse(""), Received::default());
    }
}
