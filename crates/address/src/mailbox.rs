//! Address headers (RFC 5322 section 3.4).

use limits::Limits;

use crate::EmailAddress;

/// An address with the name shown beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mailbox {
    /// The decoded display name, surrounding quotes removed; `None` when there is none.
    pub display_name: Option<String>,
    /// The address.
    pub email: EmailAddress,
}

/// Reads the mailboxes of an address header: `value` is the raw field value (folded or unfolded),
/// encoded words not yet decoded, so that an encoded comma or `<` cannot forge an address.
pub fn parse_mailboxes(value: &str, limits: &Limits) -> Vec<Mailbox> {
    value
        .split(',')
        .take(limits.mailboxes)
        .map(|it| Mailbox {
            display_name: None,
            email: EmailAddress::lenient(it.trim()),
        })
        .collect()
}
