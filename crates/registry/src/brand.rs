//! One brand: names, domains, numbers, formats, policies, each with its source.

use crate::LazyRegex;

/// A brand.
#[derive(Debug, Clone, Default)]
pub struct Brand {
    /// Stable id, such as `amazon`.
    pub id: String,
    /// The name shown to readers.
    pub name: String,
    /// Spellings by which it is named in text.
    pub aliases: Vec<Alias>,
    /// `retail`, `bank`, `security_software`, …
    pub sector: String,
    /// ISO 3166 codes of its countries; `*` for many.
    pub countries: Vec<String>,
    /// Domains of its sites: a link there is a genuine link. The first is the main site.
    pub web_domains: Vec<String>,
    /// Domains whose authenticated mail is the brand's own.
    pub mail_domains: Vec<String>,
    /// From domains of others that the brand is known to send with, entered by hand.
    pub authorised_domains: Vec<String>,
    /// Domains at which anybody may have a mailbox: never proof of the brand.
    pub customer_mailbox_domains: Vec<String>,
    /// Domains below which anybody may open a domain of his own: never proof of the brand.
    pub customer_domain_domains: Vec<String>,
    /// Domains of the brand at which anybody may publish, or that lead anywhere (stores of its
    /// customers, shared files, open short links): a link there proves nothing.
    pub user_content_domains: Vec<String>,
    /// Where each domain is known from.
    pub domain_sources: Vec<DomainSource>,
    /// Its telephone numbers.
    pub phones: Vec<Phone>,
    /// Formats of its order and invoice ids.
    pub order_ids: Vec<OrderIdFormat>,
    /// What it says it does and never does.
    pub policies: Vec<Policy>,
    /// Where a customer sees real orders.
    pub check_url: Option<String>,
    /// What to look for there ("Your Orders").
    pub check_hint: Option<String>,
    /// Where it wants fakes reported (address or page).
    pub report_to: Option<String>,
    /// Where `report_to` is known from.
    pub report_source: Option<String>,
    /// Whether callback scams abuse it often.
    pub often_abused: bool,
    /// Whether it is known to have domains that are not listed here.
    pub domains_incomplete: bool,
    /// `YYYY-MM` in which the entry was gathered.
    pub date: String,
    /// The file the entry was read from.
    pub file: String,
}

/// The first label of `domain` without hyphens.
fn plain_label(domain: &str) -> String {
    domain
        .split('.')
        .next()
        .unwrap_or_default()
        .replace('-', "")
}

impl Brand {
    /// Whether authenticated mail from `domain` is the brand's own.
    pub fn is_mail_domain(&self, domain: &str) -> bool {
        let own = nearest(&self.mail_domains, domain);
        let customers = nearest(&self.customer_mailbox_domains, domain)
            .max(nearest(&self.customer_domain_domains, domain));
        own.is_some() && own > customers
    }

    /// Whether the brand's own mail comes from exactly `domain`, where anybody may have a mailbox too.
    pub fn mails_beside_mailboxes(&self, domain: &str) -> bool {
        let is_in = |domains: &[String]| domains.iter().any(|it| it == domain);
        is_in(&self.mail_domains) && is_in(&self.customer_mailbox_domains)
    }

    /// Whether the registrable domain `root` may be one of the brand's that is missing here: these are not all, and
    /// `root` has the name of one of its sites within (`news-shop.example` for `shop.example`).
    pub fn may_own(&self, root: &str) -> bool {
        let name = plain_label(root);
        self.domains_incomplete
            && self
                .web_domains
                .iter()
                .map(|it| plain_label(it))
                .any(|it| it.len() >= 4 && name.contains(&it))
    }

    /// Whether the registry names `domain` as a sender that acts for the brand.
    pub fn is_authorised_domain(&self, domain: &str) -> bool {
        any_covers(&self.authorised_domains, domain)
    }

    /// Whether anybody may have a mailbox at `domain`, or a domain such as `domain`. A host below a mailbox domain is
    /// the brand's.
    pub fn is_customer_mailbox(&self, domain: &str) -> bool {
        self.customer_mailbox_domains.iter().any(|it| it == domain)
            || any_covers(&self.customer_domain_domains, domain)
    }

    /// Whether a link to `domain` leads to the brand itself.
    pub fn is_web_domain(&self, domain: &str) -> bool {
        let own = nearest(&self.web_domains, domain).max(nearest(&self.mail_domains, domain));
        own.is_some() && own > nearest(&self.user_content_domains, domain)
    }

    /// The numbers that count as `listed`: those from the brand's own pages and mail.
    pub fn listed_phones(&self) -> impl Iterator<Item = &Phone> {
        self.phones.iter().filter(|it| it.brand_sourced)
    }
}

/// Whether `child` is `parent` or a host below it. Both in lower case.
pub fn covers(parent: &str, child: &str) -> bool {
    child
        .strip_suffix(parent)
        .is_some_and(|rest| !parent.is_empty() && (rest.is_empty() || rest.ends_with('.')))
}

fn any_covers(parents: &[String], child: &str) -> bool {
    parents.iter().any(|parent| covers(parent, child))
}

/// The length of the longest of `parents` that covers `child`.
fn nearest(parents: &[String], child: &str) -> Option<usize> {
    let covering = parents.iter().filter(|parent| covers(parent, child));
    covering.map(String::len).max()
}

/// A spelling of a brand's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alias {
    /// As written.
    pub text: String,
    /// An ordinary word too (Target, Chase, Square): needs second evidence.
    pub ambiguous: bool,
}

/// Where a domain is known from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DomainSource {
    /// The domain.
    pub domain: String,
    /// Pages, genuine mail or public lists that name it.
    pub source: String,
}

/// A telephone number of a brand.
#[derive(Debug, Clone, Default)]
pub struct Phone {
    /// In E.164, such as `+18662161075`. Numbers that can be dialled only within their country are
    /// written with its code as well.
    pub e164: String,
    /// ISO 3166 code of the country it serves.
    pub country: String,
    /// What it is for.
    pub purpose: String,
    /// Where it stands.
    pub source: String,
    /// How it is known: `brand_page`, `archived_brand_page`, `brand_mail`, `agency`, `third_party`,
    /// `memory`.
    pub evidence: String,
    /// `YYYY-MM` of reading.
    pub date: String,
    /// The source is the brand's own page or genuine mail: only such numbers count as `listed`.
    pub brand_sourced: bool,
}

/// The format of a brand's order ids.
#[derive(Debug, Clone, Default)]
pub struct OrderIdFormat {
    /// A regular expression that matches the whole id.
    pub pattern: String,
    /// What carries ids of this form ("order number").
    pub kind: String,
    /// Where it is known from.
    pub source: String,
    /// The pattern, compiled at first use.
    pub compiled: LazyRegex,
}

impl OrderIdFormat {
    /// Whether `id` has this form; `false` where the pattern does not compile.
    pub fn matches(&self, id: &str) -> bool {
        self.compiled
            .get(&self.pattern)
            .is_some_and(|regex| regex.is_match(id))
    }
}

/// What a brand says it does or never does.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Stable key, such as `no_phone_in_mail`.
    pub key: String,
    /// In our words.
    pub statement: String,
    /// Where the brand says so.
    pub source: String,
    /// Whether the source is the brand itself.
    pub brand_sourced: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_covers_itself_and_hosts_below_it_only() {
        assert!(covers("amazon.com", "amazon.com"));
        assert!(covers("amazon.com", "mail.amazon.com"));
        assert!(!covers("amazon.com", "notamazon.com"));
        assert!(!covers("amazon.com", "amazon.com.evil.net"));
        assert!(!covers("", "amazon.com"));
    }

    #[test]
    fn the_nearest_entry_decides_between_brand_and_customer() {
        let brand = Brand {
            mail_domains: vec![
                "brand.example".to_owned(),
                "news.mailbox.example".to_owned(),
            ],
            customer_mailbox_domains: vec![
                "people.brand.example".to_owned(),
                "mailbox.example".to_owned(),
            ],
            ..Brand::default()
        };
        assert!(brand.is_mail_domain("accounts.brand.example"));
        assert!(!brand.is_mail_domain("people.brand.example"));
        assert!(brand.is_mail_domain("news.mailbox.example"));
        assert!(!brand.is_mail_domain("mailbox.example"));
    }

    #[test]
    fn pages_that_anybody_may_publish_are_not_the_brands() {
        let brand = Brand {
            web_domains: vec!["brand.example".to_owned()],
            user_content_domains: vec!["sites.brand.example".to_owned()],
            ..Brand::default()
        };
        assert!(brand.is_web_domain("www.brand.example"));
        assert!(!brand.is_web_domain("x.sites.brand.example"));
    }

    #[test]
    fn an_id_is_matched_whole() {
        let format = OrderIdFormat {
            pattern: r"^\d{3}-\d{7}$".to_owned(),
            ..OrderIdFormat::default()
        };
        assert!(format.matches("111-1234567"));
        assert!(!format.matches("111-12345678"));
    }
}
