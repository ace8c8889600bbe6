//! Where the links lead, in relation to the claim.

use address::Url;
use claims::Claims;
use content::{Extraction, Source};
use identity::{Relation, Sender};
use mail::{Link, Message};
use registry::Registry;
use text::{Place, Quote, Span};

use crate::AttachedTexts;

/// Facts about the links of a message.
#[derive(Debug, Clone, Default)]
pub struct LinkFacts {
    /// Web links, each target once.
    pub count: usize,
    /// Web links to the strongest claimed brand's own sites.
    pub to_claimed_brand: usize,
    /// Web links to the sender's own registrable domain.
    pub own: usize,
    /// Web links to hosts that are neither a claimed brand's nor the sender's own.
    pub foreign: usize,
    /// Every web link really leads to the claimed brand, and the brand did not send the mail.
    pub all_genuine_props: bool,
    /// The site that most links lead to, where the sender bears its name and writes from elsewhere.
    pub named_site: Option<String>,
    /// How many links lead there.
    pub named_site_links: usize,
    /// The links to the claimed brand.
    pub props: Vec<Quote>,
    /// The links to foreign hosts.
    pub foreign_quotes: Vec<Quote>,
    /// The host of the first link to the claimed brand.
    pub prop_domain: Option<String>,
    /// The host of the first foreign link.
    pub foreign_domain: Option<String>,
    /// The links whose text shows another address than their target.
    pub mismatched_quotes: Vec<Quote>,
    /// The links to free hosts and behind shorteners.
    pub free_host_quotes: Vec<Quote>,
    /// The web links of attachments that lead neither to a claimed brand nor to the sender.
    pub attached_quotes: Vec<Quote>,
    /// The web links in QR codes that lead neither to a claimed brand nor to the sender.
    pub code_quotes: Vec<Quote>,
    /// The host of the first link of an attachment or QR code.
    pub attached_domain: Option<String>,
}

/// Web links of attachments that are looked at.
const ATTACHED: usize = 500;

impl LinkFacts {
    pub(super) fn of(
        message: &Message,
        extraction: Option<&Extraction>,
        attached: &AttachedTexts,
        claims: &Claims,
        sender: &Sender,
        registry: &Registry,
        site: Option<Site<'_>>,
    ) -> Self {
        let mut facts = Self::default();
        for link in &message.body.links {
            if !matches!(link.href_url.scheme.as_deref(), Some("http" | "https")) {
                continue;
            }
            facts.count += 1;
            if link.mismatched == Some(true) {
                facts.mismatched_quotes.push(quote_of(link));
            }
            if is_at_free_host(link, registry) {
                facts.free_host_quotes.push(quote_of(link));
            }
            let host = link
                .href_url
                .domain
                .as_ref()
                .map_or("", |it| it.domain.as_str());
            let owner = registry.brand_of_web_domain(host);
            let of_claimed =
                owner.is_some_and(|owner| claims.brands.iter().any(|it| it.id == owner.id));
            if of_claimed {
                facts.to_claimed_brand += 1;
                facts.prop_domain.get_or_insert_with(|| host.to_owned());
                facts.props.push(quote_of(link));
            } else if is_senders_own(link, sender) {
                facts.own += 1;
            } else {
                facts.foreign += 1;
                facts.foreign_domain.get_or_insert_with(|| host_of(link));
                facts.foreign_quotes.push(quote_of(link));
            }
        }
        facts.add_attached(extraction, attached.codes(), claims, sender, registry);
        let brand_sent_it = claims
            .brands
            .first()
            .and_then(|it| registry.brand(&it.id))
            .is_some_and(|brand| {
                matches!(
                    identity::relation(sender, brand),
                    Relation::Brand | Relation::Authorised | Relation::Platform
                )
            });
        let site = site
            .filter(|it| sender.root_domain.as_deref() != Some(it.root))
            .filter(|it| super::appearance::is_named_after(&message.sender, it.root));
        facts.named_site_links = site.map_or(0, |it| it.links);
        facts.named_site = site.map(|it| it.root.to_owned());
        facts.all_genuine_props =
            facts.to_claimed_brand > 0 && facts.to_claimed_brand == facts.count && !brand_sent_it;
        facts
    }

    fn add_attached(
        &mut self,
        extraction: Option<&Extraction>,
        codes: &[String],
        claims: &Claims,
        sender: &Sender,
        registry: &Registry,
    ) {
        let files = extraction.map(|it| it.files.as_slice()).unwrap_or_default();
        let links = files.iter().flat_map(|it| &it.links);
        let links = links.map(|it| (it.source, it.target.as_str()));
        let targets = links.chain(codes.iter().map(|it| (Source::Qr, it.as_str())));
        for (source, target) in targets.take(ATTACHED) {
            let Some(url) = Url::parse(target.trim(), true) else {
                continue;
            };
            if !matches!(url.scheme.as_deref(), Some("http" | "https")) {
                continue;
            }
            let host = url.domain.as_ref().map_or("", |it| it.domain.as_str());
            let owner = registry.brand_of_web_domain(host);
            let of_claimed =
                owner.is_some_and(|owner| claims.brands.iter().any(|it| it.id == owner.id));
            let root = url.domain.as_ref().and_then(|it| it.root_domain.as_deref());
            if of_claimed || (root.is_some() && root == sender.root_domain.as_deref()) {
                continue;
            }
            self.attached_domain.get_or_insert_with(|| host.to_owned());
            let quote = Quote {
                span: Span::new(0, url.url.len()),
                text: url.url,
                place: source.place(),
            };
            let quotes = if source == Source::Qr {
                &mut self.code_quotes
            } else {
                &mut self.attached_quotes
            };
            if !quotes.contains(&quote) {
                quotes.push(quote);
            }
        }
    }
}

/// The host as the reader would name it.
fn host_of(link: &Link) -> String {
    let url = &link.href_url;
    let host = url
        .domain
        .as_ref()
        .map(|it| it.domain.as_str())
        .or(url.ip.as_ref().map(|it| it.ip.as_str()));
    host.unwrap_or(&url.url).to_owned()
}

/// Anybody can put a page there.
fn is_at_free_host(link: &Link, registry: &Registry) -> bool {
    let Some(domain) = &link.href_url.domain else {
        return false;
    };
    let names = [Some(domain.domain.as_str()), domain.root_domain.as_deref()];
    ["free_subdomain_hosts", "url_shorteners"]
        .iter()
        .filter_map(|list| registry.lists().get(list))
        .any(|list| names.iter().flatten().any(|name| list.contains(*name)))
}

/// Web links of a message that are counted to find the site that most of them lead to.
const COUNTED: usize = 200;
/// Fewer links to one site say nothing of whose mail it is.
const SEVERAL: usize = 3;

/// A site that many links lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Site<'m> {
    /// Its registrable domain.
    pub(super) root: &'m str,
    /// One of the links.
    pub(super) url: &'m str,
    /// How many there are.
    pub(super) links: usize,
}

impl Site<'_> {
    /// Whether there are so many links that the mail may be from there.
    pub(super) fn is_much_linked(&self) -> bool {
        self.links >= SEVERAL
    }
}

/// The site that at least half of the web links lead to.
pub(super) fn most_linked(links: &[Link]) -> Option<Site<'_>> {
    let mut sites: Vec<Site<'_>> = Vec::new();
    let mut all = 0;
    for link in links.iter().take(COUNTED) {
        let url = &link.href_url;
        if !matches!(url.scheme.as_deref(), Some("http" | "https")) {
            continue;
        }
        all += 1;
        let domain = url.domain.as_ref();
        let Some(root) = domain.and_then(|it| it.root_domain.as_deref()) else {
            continue;
        };
        match sites.iter_mut().find(|it| it.root == root) {
            Some(site) => site.links += 1,
            None => sites.push(Site {
                root,
                url: &url.url,
                links: 1,
            }),
        }
    }
    let site = sites.into_iter().max_by_key(|it| it.links)?;
    (site.links * 2 >= all).then_some(site)
}

fn is_senders_own(link: &Link, sender: &Sender) -> bool {
    let root = link
        .href_url
        .domain
        .as_ref()
        .and_then(|it| it.root_domain.as_deref());
    root.is_some() && root == sender.root_domain.as_deref()
}

/// A link is quoted by its target: that is what the reader cannot see.
fn quote_of(link: &Link) -> Quote {
    Quote {
        text: link.href_url.url.clone(),
        place: Place::Link,
        span: link.span,
    }
}
