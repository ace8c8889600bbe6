//! E-mail addresses (RFC 5322 section 3.4.1).

use serde::Serialize;

use crate::Domain;

/// An address split at its `@`, lower-cased.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct EmailAddress {
    /// The whole address; empty for an empty `From`.
    pub email: String,
    /// What stands before the last `@`.
    pub local_part: String,
    /// What stands after it.
    pub domain: Domain,
}

impl EmailAddress {
    /// Splits `text` if it is an address: something before the last `@`, and after it something that
    /// may be a host or an address literal, without blanks outside of quotes.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, host) = text.rsplit_once('@')?;
        let is_quoted = local.len() >= 2 && local.starts_with('"') && local.ends_with('"');
        let is_odd =
            |it: char| it.is_whitespace() || matches!(it, '<' | '>' | ',' | ';' | '(' | ')');
        if local.is_empty() || host.is_empty() || host.contains(is_odd) {
            return None;
        }
        (is_quoted || !local.contains(is_odd)).then(|| Self::lenient(text))
    }

    /// Splits `text` whatever it is: without an `@` all of it is the local part, and the domain is
    /// not valid.
    pub fn lenient(text: &str) -> Self {
        let email = text.trim().to_lowercase();
        let (local_part, host) = match email.rsplit_once('@') {
            Some((local, host)) => (local.to_owned(), host),
            None => (email.clone(), ""),
        };
        Self {
            local_part,
            domain: Domain::parse(host),
            email,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_lower_cased_and_split_at_the_last_at() {
        let address = EmailAddress::parse(" Ann.Lee@Corp.Example.COM ").unwrap();
        assert_eq!(address.email, "ann.lee@corp.example.com");
        assert_eq!(address.local_part, "ann.lee");
        assert_eq!(address.domain.root_domain.as_deref(), Some("example.com"));
        let address = EmailAddress::parse("\"a@b c\"@example.com").unwrap();
        assert_eq!(address.local_part, "\"a@b c\"");
    }

    #[test]
    fn what_is_no_address_is_none() {
        for text in [
            "",
            "nobody",
            "@example.com",
            "ann@",
            "an n@example.com",
            "Ann <a@b.com>",
        ] {
            assert_eq!(EmailAddress::parse(text), None, "{text}");
        }
    }

    #[test]
    fn broken_addresses_keep_what_they_have() {
        let address = EmailAddress::lenient("Foo@WIN-bar");
        assert_eq!(address.domain.domain, "win-bar");
        assert!(!address.domain.valid);
        let address = EmailAddress::lenient("root");
        assert_eq!(
            (address.local_part.as_str(), address.domain.valid),
            ("root", false)
        );
    }
}
