//! Look-ups by domain, number and id: hash maps over the entries, built once a load.

use std::collections::HashMap;

use crate::{Brand, NeutralNumber, Platform};

/// Positions of entries by what they are asked for.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) brands: HashMap<String, usize>,
    pub(crate) mail: DomainMap,
    pub(crate) web: DomainMap,
    pub(crate) user_content: DomainMap,
    pub(crate) authorised: DomainMap,
    pub(crate) mailboxes: DomainMap,
    pub(crate) tenants: DomainMap,
    pub(crate) platforms: DomainMap,
    /// Brand and place in its list of phones.
    pub(crate) numbers: HashMap<String, Vec<(usize, usize)>>,
    pub(crate) neutral: HashMap<String, usize>,
}

impl Index {
    pub(crate) fn new(brands: &[Brand], platforms: &[Platform], neutral: &[NeutralNumber]) -> Self {
        let mut index = Self::default();
        for (at, brand) in brands.iter().enumerate() {
            index.brands.insert(brand.id.clone(), at);
            index.mail.add_all(&brand.mail_domains, at);
            index.web.add_all(&brand.web_domains, at);
            index.user_content.add_all(&brand.user_content_domains, at);
            index.authorised.add_all(&brand.authorised_domains, at);
            index.mailboxes.add_all(&brand.customer_mailbox_domains, at);
            index.tenants.add_all(&brand.customer_domain_domains, at);
            for (place, phone) in brand.phones.iter().enumerate() {
                let owners = index.numbers.entry(phone.e164.clone()).or_default();
                owners.push((at, place));
            }
        }
        index.mail.prefer(|domain, at| {
            let brand = brands.get(at);
            brand.is_some_and(|it| it.web_domains.iter().any(|web| web == domain))
        });
        for (at, platform) in platforms.iter().enumerate() {
            index.platforms.add_all(&platform.domains, at);
        }
        for (at, number) in neutral.iter().enumerate() {
            index.neutral.entry(number.e164.clone()).or_insert(at);
        }
        index
    }
}

/// Entries by domain; a host finds the entries of the nearest domain above it.
#[derive(Debug, Default)]
pub(crate) struct DomainMap(HashMap<String, Vec<usize>>);

impl DomainMap {
    fn add_all(&mut self, domains: &[String], at: usize) {
        for domain in domains {
            let entries = self.0.entry(domain.clone()).or_default();
            if !entries.contains(&at) {
                entries.push(at);
            }
        }
    }

    /// Puts the entries that `is_main` holds for first, otherwise keeping the order.
    fn prefer(&mut self, is_main: impl Fn(&str, usize) -> bool) {
        for (domain, entries) in &mut self.0 {
            entries.sort_by_key(|&at| !is_main(domain, at));
        }
    }

    /// The entries of `host` or of the nearest domain above it that has any, with that domain's
    /// length; both in lower case.
    pub(crate) fn nearest(&self, host: &str) -> Option<(usize, &[usize])> {
        self_and_parents(host).find_map(|domain| {
            let entries = self.0.get(domain)?;
            Some((domain.len(), entries.as_slice()))
        })
    }

    /// Whether `host` itself has an entry.
    pub(crate) fn holds(&self, host: &str) -> bool {
        self.0.contains_key(host)
    }

    /// The entries of `host` and of all domains above it.
    pub(crate) fn all(&self, host: &str) -> impl Iterator<Item = usize> {
        self_and_parents(host)
            .filter_map(|domain| self.0.get(domain))
            .flatten()
            .copied()
    }
}

/// `a.b.c`, `b.c`, `c`.
pub(crate) fn self_and_parents(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host), |it| it.split_once('.').map(|(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_domain_wins() {
        let mut map = DomainMap::default();
        map.add_all(&["example.com".to_owned()], 1);
        map.add_all(&["shops.example.com".to_owned()], 2);
        assert_eq!(map.nearest("a.shops.example.com").unwrap().1, [2]);
        assert_eq!(map.nearest("www.example.com").unwrap().1, [1]);
        assert!(map.nearest("example.org").is_none());
        assert_eq!(map.all("a.shops.example.com").collect::<Vec<_>>(), [2, 1]);
    }
}
