//! The authenticated sender.

use text::{Place, Span};

/// How the sender relates to a claimed brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Aligned pass for a mail domain of the brand.
    Brand,
    /// Aligned From domain that the registry names for the brand.
    Authorised,
    /// Genuine mail of a platform in which a third party writes a field.
    Platform,
    /// From belongs to somebody else or to a mailbox provider.
    Unrelated,
    /// From names the brand, and nothing trusted says whether it is.
    Unknown,
}

impl Relation {
    /// The name as it appears in the data model.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Authorised => "authorised",
            Self::Platform => "platform",
            Self::Unrelated => "unrelated",
            Self::Unknown => "unknown",
        }
    }
}

/// Who sent the message.
#[derive(Debug, Clone, Default)]
pub struct Sender {
    /// The From domain (full host name).
    pub domain: Option<String>,
    /// Its registrable domain.
    pub root_domain: Option<String>,
    /// `pass`, `fail`, `none`, … of DMARC from trusted results, else `None` (not checked).
    pub dmarc: Option<String>,
    /// Whether From is authenticated: DMARC pass, or an aligned SPF or DKIM pass in trusted results.
    /// `None` where nothing trusted says.
    pub dmarc_aligned: Option<bool>,
    /// Whether anybody may open a mailbox at the From domain.
    pub freemail: bool,
    /// The brand whose mail domain From is, authenticated or not.
    pub brand_of_domain: Option<String>,
    /// The brand whose authenticated mail this is.
    pub brand: Option<String>,
    /// The platform whose genuine mail this is.
    pub platform: Option<PlatformMatch>,
    /// The brand that the From domain imitates.
    pub lookalike_of: Option<Lookalike>,
}

/// A platform recognised, with what the third party wrote.
#[derive(Debug, Clone, Default)]
pub struct PlatformMatch {
    /// Its id in the registry.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What the third party writes, for readers.
    pub third_party_writes: String,
    /// Where the third party's text stands.
    pub fields: Vec<(Place, Span)>,
}

/// A domain that imitates a brand's.
#[derive(Debug, Clone, Default)]
pub struct Lookalike {
    /// The brand's id.
    pub brand: String,
    /// The genuine domain it resembles.
    pub domain: String,
    /// `confusable`, `punycode`, `edit_distance`, `added_word`, `swapped_tld`.
    pub how: &'static str,
}
