//! E-mail addresses and mailboxes (RFC 5322 section 3.4).

use crate::Domain;

/// An address split at its `@`, lower-cased.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EmailAddress {
    /// The whole address; empty for an empty `From`.
    pub email: String,
    /// What stands before the last `@`.
    pub local_part: String,
    /// What stands after it.
    pub domain: Domain,
}

impl EmailAddress {
    /// Splits `text` if it is an address: something before and a domain after the last `@`.
    pub fn parse(text: &str) -> Option<Self> {
        let address = Self::lenient(text);
        (!address.local_part.is_empty() && !address.domain.domain.is_empty()).then_some(address)
    }

    /// Splits `text` whatever it is: without an `@` all of it is the local part, and the domain is
    /// not valid.
    pub fn lenient(text: &str) -> Self {
        let email = text.trim().to_lowercase();
        let (local, domain) = email.rsplit_once('@').unwrap_or((&email, ""));
        Self {
            local_part: local.to_owned(),
            domain: Domain::parse(domain),
            email,
        }
    }
}
