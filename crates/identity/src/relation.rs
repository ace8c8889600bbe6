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
    } else if is_only_a_site(sender, brand, domain) {
        // The brand's own, but not known to send mail: no proof.
        Relation::Unknown
    } else if may_be_the_brands(sender, brand) {
        // Not known to be the brand's, nor that it is not.
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

/// Whether `domain` is a site of the brand and nobody's mailbox (`gmail.com` is both).
fn is_only_a_site(sender: &Sender, brand: &Brand, domain: &str) -> bool {
    brand.is_web_domain(domain)
        && !sender.freemail
        && (!brand.is_customer_mailbox(domain) || brand.mails_beside_mailboxes(domain))
}

/// Whether the sender is authenticated at a domain that may be one of the brand's which the registry lacks.
fn may_be_the_brands(sender: &Sender, brand: &Brand) -> bool {
    let root = sender.root_domain.as_deref().unwrap_or_default();
    sender.dmarc_aligned == Some(true)
        && !sender.freemail
        && sender.lookalike_of.is_none()
        && brand.may_own(root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PlatformMatch;

    fn brand() -> Brand {
        Brand {
            id: "shop".to_owned(),
            web_domains: ["shop.com", "shop.shoes", "mail.shop.net"]
                .map(str::to_owned)
                .to_vec(),
            mail_domains: vec!["shop.com".to_owned()],
            authorised_domains: vec!["reseller.com".to_owned()],
            customer_mailbox_domains: vec!["mail.shop.net".to_owned()],
            ..Brand::default()
        }
    }

    fn sender(domain: &str, aligned: Option<bool>) -> Sender {
        Sender {
            domain: Some(domain.to_owned()),
            dmarc_aligned: aligned,
            ..Sender::default()
        }
    }

    #[track_caller]
    fn check(sender: &Sender, expected: Relation) {
        assert_eq!(relation(sender, &brand()), expected);
    }

    #[test]
    fn the_brand_needs_an_aligned_pass() {
        check(&sender("news.shop.com", Some(true)), Relation::Brand);
        check(&sender("news.shop.com", None), Relation::Unknown);
        check(&sender("news.shop.com", Some(false)), Relation::Unknown);
        check(&sender("shop.shoes", Some(true)), Relation::Unknown);
    }

    #[test]
    fn a_domain_that_may_be_missing_is_nobody_elses() {
        let sender_at = |root: &str, aligned| Sender {
            root_domain: Some(root.to_owned()),
            ..sender(root, aligned)
        };
        let known = |domains_incomplete| Brand {
            domains_incomplete,
            ..brand()
        };
        let incomplete = known(true);
        let news = sender_at("news-shop.com.br", Some(true));
        assert_eq!(relation(&news, &incomplete), Relation::Unknown);
        for (sender, brand) in [
            (&news, &known(false)),
            (&sender_at("news-shop.com.br", None), &incomplete),
            (&sender_at("news-sho.com.br", Some(true)), &incomplete),
        ] {
            assert_eq!(relation(sender, brand), Relation::Unrelated);
        }
    }

    #[test]
    fn so_does_whom_the_registry_names() {
        check(&sender("reseller.com", Some(true)), Relation::Authorised);
        check(&sender("reseller.com", None), Relation::Unknown);
    }

    #[test]
    fn anybody_else_is_unrelated_whatever_was_checked() {
        for aligned in [Some(true), Some(false), None] {
            check(&sender("gmail.com", aligned), Relation::Unrelated);
            check(&sender("notshop.com", aligned), Relation::Unrelated);
            check(&sender("mail.shop.net", aligned), Relation::Unrelated);
        }
        check(&Sender::default(), Relation::Unrelated);
    }

    #[test]
    fn a_forged_from_belongs_to_somebody_else() {
        let mut forged = sender("shop.com", Some(false));
        forged.spoofed = true;
        check(&forged, Relation::Unrelated);
    }

    #[test]
    fn a_genuine_platform_outranks_the_brand() {
        let mut platform = sender("shop.com", Some(true));
        platform.platform = Some(PlatformMatch {
            authenticated: true,
            ..PlatformMatch::default()
        });
        check(&platform, Relation::Platform);
        platform.platform = Some(PlatformMatch::default());
        check(&platform, Relation::Brand);
    }
}
