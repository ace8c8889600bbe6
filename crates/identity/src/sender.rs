//! The authenticated sender.

use text::{Place, Span};

use crate::Journey;

/// Who sent the message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sender {
    /// The From address, lower case.
    pub address: Option<String>,
    /// The From domain (full host name).
    pub domain: Option<String>,
    /// Its registrable domain.
    pub root_domain: Option<String>,
    /// `pass`, `fail`, `none`, … of DMARC from trusted results, else `None` (not checked).
    pub dmarc: Option<String>,
    /// Whether From is authenticated: DMARC pass, or an aligned SPF or DKIM pass in trusted results.
    /// `None` where nothing trusted says.
    pub dmarc_aligned: Option<bool>,
    /// Whether the message bears the marks of a mailing list or a forwarder, which break SPF, DKIM
    /// and so DMARC of genuine mail.
    pub relayed: bool,
    /// Trusted results say that DMARC failed, and no list or forwarder explains it.
    pub spoofed: bool,
    /// Whether anybody may open a mailbox at the From domain.
    pub freemail: bool,
    /// The brand whose mail domain From is, authenticated or not.
    pub brand_of_domain: Option<String>,
    /// The brand whose authenticated mail this is.
    pub brand: Option<String>,
    /// The platform whose mail this is, or looks to be.
    pub platform: Option<PlatformMatch>,
    /// The brand that the From domain imitates.
    pub lookalike_of: Option<Lookalike>,
    /// What happened to the message after it was signed: forwarding, replay, ARC.
    pub journey: Journey,
}

/// A platform recognised, with what the third party wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlatformMatch {
    /// Its id in the registry.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The brand that runs it, where the registry knows it.
    pub brand: Option<String>,
    /// What the third party writes, for readers.
    pub third_party_writes: String,
    /// Whether trusted results show that it is the platform's genuine mail. Where they do not, the
    /// message has its shape only: it is judged as any other, and `fields` is empty.
    pub authenticated: bool,
    /// Where the third party's text stands; empty: the whole text counts.
    pub fields: Vec<(Place, Span)>,
}

/// A domain that imitates a brand's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lookalike {
    /// The brand's id.
    pub brand: String,
    /// The genuine domain it resembles.
    pub domain: String,
    /// `confusable`, `punycode`, `edit_distance`, `added_word`, `swapped_tld`, `subdomain`.
    pub how: &'static str,
}
