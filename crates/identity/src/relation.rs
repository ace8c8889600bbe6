//! How the sender relates to a claimed brand.

use registry::Brand;

use crate::Sender;

/// How the sender relates to a claimed brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Aligned pass for a mail domain of the brand.
    Brand,
    /// Aligned From domain that the registry names for the brand.
    Authorised,
    /// Genuine mail of a platform in which a third party writes a field.
    Platform,
    /// From belongs to somebody else or to a mailbox provider, or is forged.
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

/// How `sender` relates to `brand`.
///
/// Authentication is needed to support a claim, not to refute it: a From that is not the brand's is
/// `unrelated` whatever anybody checked. A From that is the brand's own, of which a trusted host says
/// that it is forged, belongs to somebody else and is `unrelated` too.
pub fn relation(sender: &Sender, brand: &Brand) -> Relation {
    if sender.platform.as_ref().is_some_and(|it| it.authenticated) {
        return Relation::Platform;
    }
    let domain = sender.domain.as_deref().unwrap_or_default();
    let supported = if brand.is_mail_domain(domain) {
        Relation::Brand
    } else if brand.is_authorised_domain(domain) {
        Relation::Authorised
    } else if brand.is_web_domain(domain) {
        // A site of the brand that is not known to send mail: its own, but no proof.
        Relation::Unknown
    } else {
        return Relation::Unrelated;
    };
    match sender.dmarc_aligned {
        Some(true) => supported,
        _ if sender.spoofed => Relation::Unrelated,
        _ => Relation::Unknown,
    }
}
