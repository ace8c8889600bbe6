//! Where the links of a message really lead, host by host.

use std::collections::HashMap;

use mail::{Link, Message};
use registry::Registry;

use crate::hostile_text::shortened;

/// Hosts that are listed.
const HOSTS: usize = 30;
/// Links of one host whose shown text is listed.
const SHOWN: usize = 3;
/// Characters of a URL or of a shown text.
const LENGTH: usize = 140;

/// The hosts that the links lead to, in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Destinations {
    pub(crate) hosts: Vec<Destination>,
    /// Hosts that are not listed.
    pub(crate) more: usize,
}

/// One host.
#[derive(Debug, Default)]
pub(crate) struct Destination {
    /// Its name as the DNS knows it.
    pub(crate) host: String,
    /// What the name shows in other scripts, where it does.
    pub(crate) in_unicode: Option<String>,
    /// The first link there.
    pub(crate) url: String,
    pub(crate) count: usize,
    /// Texts by which the mail shows links there.
    pub(crate) shown: Vec<String>,
    /// Whether a text shows the address of somebody else.
    pub(crate) is_mismatched: bool,
    /// The brand that the host belongs to.
    pub(crate) brand: Option<String>,
}

impl Destinations {
    pub(crate) fn of(message: &Message, registry: &Registry) -> Self {
        let mut found = Self::default();
        let mut places: HashMap<String, Option<usize>> = HashMap::new();
        for link in &message.body.links {
            let Some(host) = host(link) else {
                continue;
            };
            let place = *places.entry(host.clone()).or_insert_with(|| {
                if found.hosts.len() >= HOSTS {
                    found.more += 1;
                    return None;
                }
                found.hosts.push(Destination::new(&host, link, registry));
                Some(found.hosts.len() - 1)
            });
            if let Some(destination) = place.and_then(|it| found.hosts.get_mut(it)) {
                destination.add(link);
            }
        }
        found
    }
}

impl Destination {
    fn new(host: &str, link: &Link, registry: &Registry) -> Self {
        let domain = link.href_url.domain.as_ref();
        let in_unicode = domain.and_then(|it| it.punycode.clone());
        Self {
            url: shortened(&link.href_url.url, LENGTH),
            brand: registry.brand_of_web_domain(host).map(|it| it.name.clone()),
            in_unicode: in_unicode.map(|it| shortened(&it, LENGTH)),
            host: shortened(host, LENGTH),
            ..Self::default()
        }
    }

    fn add(&mut self, link: &Link) {
        self.count += 1;
        self.is_mismatched |= link.mismatched == Some(true);
        let shown = link.display_text.as_deref();
        let shown = shown.or(link.display_url.as_ref().map(|it| it.url.as_str()));
        let Some(shown) = shown.map(str::trim).filter(|it| !it.is_empty()) else {
            return;
        };
        let words: Vec<&str> = shown.split_whitespace().take(30).collect();
        let shown = shortened(&words.join(" "), LENGTH / 2);
        if self.shown.len() < SHOWN && !self.shown.contains(&shown) {
            self.shown.push(shown);
        }
    }
}

/// The host of a link to the web.
fn host(link: &Link) -> Option<String> {
    let url = &link.href_url;
    if !url.is_web() {
        return None;
    }
    let domain = url.domain.as_ref().map(|it| it.domain.clone());
    domain.or_else(|| url.ip.as_ref().map(|it| it.ip.clone()))
}
