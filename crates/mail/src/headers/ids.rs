//! Message ids (RFC 5322 section 3.6.4) and other values that are little more than a word.

use address::{Domain, EmailAddress, IpAddress};

/// More ids than any thread has.
const REFERENCES: usize = 1_000;

/// The ids of a `References` value, without brackets.
pub(super) fn references(value: &str) -> Vec<String> {
    value
        .split(|it: char| it.is_whitespace() || matches!(it, '<' | '>' | ','))
        .filter(|it| !it.is_empty())
        .take(REFERENCES)
        .map(str::to_owned)
        .collect()
}

/// The one address of a value such as `<ann@example.com>`, `Ann <ann@example.com>` or
/// `ann@example.com`; `None` for `<>`.
pub(super) fn address(value: &str) -> Option<EmailAddress> {
    let inner = match (value.rfind('<'), value.rfind('>')) {
        (Some(start), Some(end)) if start < end => value.get(start + 1..end)?,
        _ => value,
    };
    EmailAddress::parse(inner.trim())
}

/// The address of a value such as `[192.0.2.1]` or `192.0.2.1:25`.
pub(super) fn ip(value: &str) -> Option<IpAddress> {
    let first = value.split_whitespace().next()?;
    let first = first.trim_matches(|it| matches!(it, '(' | ')' | ',' | ';'));
    IpAddress::parse(first).or_else(|| IpAddress::parse(first.rsplit_once(':')?.0))
}

/// The domain of a value such as `mail.example.com (authenticated)`.
pub(super) fn domain(value: &str) -> Option<Domain> {
    let first = value.split_whitespace().next()?;
    let domain = Domain::parse(first.trim_matches(|it| matches!(it, '<' | '>' | ';')));
    (!domain.domain.is_empty()).then_some(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lose_their_brackets() {
        assert_eq!(
            references("<a@b>\t<c@d>,<e@f> g@h"),
            ["a@b", "c@d", "e@f", "g@h"]
        );
        assert!(references("  ").is_empty());
    }

    #[test]
    fn addresses_with_and_without_brackets() {
        let of = |value| address(value).map(|it| it.email);
        assert_eq!(of("<Ann@Example.com>").as_deref(), Some("ann@example.com"));
        assert_eq!(of("ann@example.com").as_deref(), Some("ann@example.com"));
        assert_eq!(
            of("Ann <ann@example.com>").as_deref(),
            Some("ann@example.com")
        );
        assert_eq!(of("<>"), None);
        assert_eq!(of("> <"), None);
    }

    #[test]
    fn numeric_addresses() {
        let of = |value| ip(value).map(|it| it.ip);
        assert_eq!(of("[192.0.2.1]").as_deref(), Some("192.0.2.1"));
        assert_eq!(of("192.0.2.1:25").as_deref(), Some("192.0.2.1"));
        assert_eq!(of("[IPv6:2001:db8::1]").as_deref(), Some("2001:db8::1"));
        assert_eq!(of("nowhere"), None);
    }

    #[test]
    fn domains() {
        let of = |value| domain(value).map(|it| it.domain);
        assert_eq!(
            of("Mail.Example.com (auth)").as_deref(),
            Some("mail.example.com")
        );
        assert_eq!(of(""), None);
    }
}
