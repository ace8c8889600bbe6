//! What the history keeps books on, and how each is named in the database.
//!
//! A subject's id is the first 8 bytes of a keyed HMAC-SHA256 (RFC 2104) of its kind and value. It is keyed so
//! that no sender can prepare two addresses with one id. What is shown to the operator (addresses, domains,
//! numbers, brands) is also kept in clear; order ids and mailboxes are not.

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Serialize;
use sha2::Sha256;

/// The kinds of subjects. The number is what the database holds; none may ever change its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// An address in an authenticated From.
    Sender = 1,
    /// An address in a From that nobody vouches for. Its books are kept apart, so that a forger neither
    /// gains nor spoils the name of the one he imitates.
    ClaimedSender = 2,
    /// A domain in an authenticated From.
    Domain = 3,
    /// A domain in a From that nobody vouches for.
    ClaimedDomain = 4,
    /// A `Reply-To` in mail of an authenticated sender.
    ReplyTo = 5,
    /// A `Reply-To` in other mail.
    ClaimedReplyTo = 6,
    /// An address that the organisation wrote to.
    Contact = 7,
    /// A domain that the organisation wrote to.
    ContactDomain = 8,
    /// A phone number.
    Number = 9,
    /// A hundred neighbouring phone numbers; only bad mail is noted.
    Block = 10,
    /// A text, by SimHash.
    Text = 11,
    /// The shape of a mail.
    Template = 12,
    /// Genuine mail of a brand.
    GenuineBrand = 13,
    /// Genuine mail of a brand that names an order.
    GenuineOrders = 14,
    /// A genuine order.
    Order = 15,
    /// A brand that is claimed: a name, without books of its own.
    Brand = 16,
}

impl Kind {
    /// As stored.
    pub(crate) fn code(self) -> i16 {
        self as i16
    }

    /// The name shown to people.
    pub(crate) fn name_of(code: i16) -> &'static str {
        match code {
            1 => "sender",
            2 => "claimed_sender",
            3 => "domain",
            4 => "claimed_domain",
            5 => "reply_to",
            6 => "claimed_reply_to",
            7 => "contact",
            8 => "contact_domain",
            9 => "number",
            10 => "block",
            11 => "text",
            12 => "template",
            13 => "genuine_brand",
            14 => "genuine_orders",
            15 => "order",
            16 => "brand",
            _ => "unknown",
        }
    }

    /// What is secret is hashed with the key that lies apart from the database.
    fn is_secret(self) -> bool {
        self == Self::Order
    }
}

/// The two keys of a history.
#[derive(Clone)]
pub(crate) struct Keys {
    /// Kept in the database: hides ids from senders.
    pub(crate) salt: [u8; 32],
    /// Kept apart where possible: hides order ids and mailboxes from readers of the database.
    pub(crate) secret: [u8; 32],
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

/// No mailbox: the message's mailbox is not known.
pub(crate) const NO_MAILBOX: i64 = 0;

impl Keys {
    /// The id of the subject of `kind` that is called `value`.
    pub(crate) fn subject(&self, kind: Kind, value: &str) -> i64 {
        let key = if kind.is_secret() {
            &self.secret
        } else {
            &self.salt
        };
        digest(key, &[&kind.code().to_be_bytes(), value.as_bytes()])
    }

    /// The id of a mailbox. Addresses are compared without case.
    pub(crate) fn mailbox(&self, address: Option<&str>) -> i64 {
        let Some(address) = address.map(str::trim).filter(|it| !it.is_empty()) else {
            return NO_MAILBOX;
        };
        digest(
            &self.secret,
            &[b"mailbox", address.to_lowercase().as_bytes()],
        )
    }

    /// By what the database knows that it was given the right secret.
    pub(crate) fn fingerprint(&self) -> String {
        format!("{:016x}", digest(&self.secret, &[b"fingerprint"]))
    }
}

/// A positive number other than 0.
fn digest(key: &[u8; 32], parts: &[&[u8]]) -> i64 {
    // A key of this length is never refused (RFC 2104 section 3).
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return 1;
    };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    let bytes = mac.finalize().into_bytes();
    let mut first = [0; 8];
    for (to, from) in first.iter_mut().zip(bytes.iter()) {
        *to = *from;
    }
    (i64::from_be_bytes(first) & i64::MAX).max(1)
}

/// An order id without what people and programs write around it: `113-0000001 0000002` and
/// `#11300000010000002` are one order.
pub(crate) fn order_value(brand: &str, id: &str) -> Option<String> {
    let plain: String = id
        .chars()
        .filter(|it| it.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .take(64)
        .collect();
    // A shorter one would match by chance.
    (plain.chars().count() >= 4).then(|| format!("{brand}\n{plain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys {
            salt: [1; 32],
            secret: [2; 32],
        }
    }

    #[test]
    fn ids_depend_on_kind_value_and_key() {
        let keys = keys();
        let id = keys.subject(Kind::Sender, "a@shop.example");
        assert_eq!(id, keys.subject(Kind::Sender, "a@shop.example"));
        assert_ne!(id, keys.subject(Kind::ClaimedSender, "a@shop.example"));
        assert_ne!(id, keys.subject(Kind::Sender, "b@shop.example"));
        let mut others = keys.clone();
        others.salt = [3; 32];
        assert_ne!(id, others.subject(Kind::Sender, "a@shop.example"));
        assert!(id > 0);
    }

    #[test]
    fn orders_and_mailboxes_hang_on_the_secret_alone() {
        let keys = keys();
        let mut others = keys.clone();
        others.salt = [3; 32];
        let order = |keys: &Keys| keys.subject(Kind::Order, "shop\n1130000");
        assert_eq!(order(&keys), order(&others));
        others.secret = [4; 32];
        assert_ne!(order(&keys), order(&others));
        assert_ne!(
            keys.mailbox(Some("a@b.example")),
            others.mailbox(Some("a@b.example"))
        );
        assert_eq!(
            keys.mailbox(Some("A@B.example ")),
            keys.mailbox(Some("a@b.example"))
        );
        assert_eq!(keys.mailbox(None), NO_MAILBOX);
        assert_eq!(keys.mailbox(Some(" ")), NO_MAILBOX);
    }

    #[test]
    fn an_order_is_one_however_it_is_written() {
        let of = |id| order_value("shop", id);
        assert_eq!(of("113-0000001 0000002"), of("#11300000010000002"));
        assert_eq!(of("ab-1234"), of("AB 1234"));
        assert_ne!(of("1234"), order_value("other", "1234"));
        assert_eq!(of("12-3"), None);
        assert_eq!(of(""), None);
    }
}
