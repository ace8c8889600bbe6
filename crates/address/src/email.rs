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

/// An address with the name shown beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mailbox {
    /// The decoded display name, surrounding quotes removed; `None` when there is none.
    pub display_name: Option<String>,
    /// The address.
    pub email: EmailAddress,
}
