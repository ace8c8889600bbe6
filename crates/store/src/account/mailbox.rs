//! The mailboxes that belong to an account.

use std::fmt;
use std::str::FromStr;

/// Bytes of an address (RFC 5321 section 4.5.3.1.3, without the angle brackets).
const LONGEST: usize = 254;

/// The address of a mailbox, in small letters: what of its mail is known is shown to the owner of the account. The form alone is
/// looked at; whether there is such a mailbox is for whoever gives it to an account to know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mailbox(String);

/// A text that is no address of a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a mailbox is an address such as pat@example.org")]
pub struct InvalidMailbox;

impl Mailbox {
    /// The mailboxes that one account may have.
    pub const MOST: usize = 20;

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Mailbox {
    type Err = InvalidMailbox;

    fn from_str(text: &str) -> Result<Self, InvalidMailbox> {
        let address = text.trim().to_lowercase();
        let (local, domain) = address.rsplit_once('@').ok_or(InvalidMailbox)?;
        let is_plain = |it: char| !it.is_control() && !it.is_whitespace() && !"<>,;\"".contains(it);
        let fits = !local.is_empty()
            && !domain.is_empty()
            && !local.contains('@')
            && address.len() <= LONGEST
            && address.chars().all(is_plain);
        if fits {
            Ok(Self(address))
        } else {
            Err(InvalidMailbox)
        }
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_form() {
        let read = |it: &str| it.parse::<Mailbox>().ok().map(|it| it.0);
        assert_eq!(
            read(" Pat@Home.example\n").as_deref(),
            Some("pat@home.example")
        );
        let long = format!("{}@home.example", "a".repeat(260));
        for wrong in [
            "",
            "pat",
            "@home.example",
            "pat@",
            "a@b@c.example",
            "pat@home.example, ann@home.example",
            "<pat@home.example>",
            "pat lee@home.example",
            "pat@home.example\0",
            long.as_str(),
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}
