//! Links of the body (MDM section 1.4): anchors, and addresses that stand in the text.

use std::collections::HashSet;

use address::{Url, find_ips, find_links};
use html::{Anchor, Document};
use limits::Limits;
use text::Span;

use crate::message::{Body, Link, LinkParser};

/// Collects links, each target and display once, in document order.
pub(crate) struct Collector<'a> {
    limits: &'a Limits,
    links: Vec<Link>,
    seen: HashSet<(String, String)>,
    anchored: Vec<Span>,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self { limits, links: Vec::new(), seen: HashSet::new(), anchored: Vec::new() }
    }

    /// Adds the anchors of `document`, whose visible text starts at `offset` of the body's.
    pub(crate) fn anchors(&mut self, document: &Document, offset: usize) {
        for anchor in document.anchors() {
            let span = shift(anchor.span, offset);
            if !anchor.text.is_empty() {
                self.anchored.push(span);
            }
            if let Some(link) = from_anchor(anchor, span) {
                self.add(link);
            }
        }
    }

    /// Adds the addresses in `text` that no anchor covers, and ends the collection.
    pub(crate) fn finish(mut self, text: &str, body: &mut Body) {
        self.anchored.sort_unstable();
        for (span, href_url) in find_links(text, self.limits) {
            let from = self.anchored.partition_point(|it| it.end <= span.start);
            if self.anchored.get(from).is_some_and(|it| it.overlaps(span)) {
                continue;
            }
            self.add(Link { href_url, parser: LinkParser::Plain, visible: Some(true), span, ..Link::default() });
        }
        self.links.sort_by_key(|it| it.span.start);
        body.links = self.links;
        body.ips = find_ips(text, self.limits).into_iter().map(|(_, ip)| ip).collect();
        body.ips.dedup_by(|a, b| a.ip == b.ip);
    }

    fn add(&mut self, link: Link) {
        let display = link.display_text.clone().or_else(|| link.display_url.as_ref().map(|it| it.url.clone()));
        let key = (link.href_url.url.clone(), display.unwrap_or_default());
        if self.links.len() < self.limits.links && self.seen.insert(key) {
            self.links.push(link);
        }
    }
}

/// `None` for targets that are no links: relative, scripts, inline parts.
fn from_anchor(anchor: &Anchor, span: Span) -> Option<Link> {
    let href_url = Url::parse(anchor.target(), true)?;
    let scheme = href_url.scheme.as_deref().unwrap_or_default();
    if matches!(scheme, "javascript" | "vbscript" | "cid" | "data" | "about" | "blob") {
        return None;
    }
    let text = anchor.text.trim();
    let display_url = display_url(text);
    let mismatched = display_url.as_ref().and_then(|shown| {
        let (shown, target) = (shown.domain.as_ref()?, href_url.domain.as_ref()?);
        (shown.valid && target.valid).then(|| shown.root_domain != target.root_domain)
    });
    let display_text = (!text.is_empty() && display_url.is_none()).then(|| text.to_owned());
    Some(Link {
        href_url,
        display_text,
        display_url,
        mismatched,
        parser: LinkParser::Hyperlink,
        visible: Some(anchor.visible),
        span,
    })
}

/// Anchor text that a reader takes for an address: one word with a scheme or a known host.
fn display_url(text: &str) -> Option<Url> {
    if text.is_empty() || text.len() > 2_000 || text.contains(char::is_whitespace) || !text.contains('.') {
        return None;
    }
    if text.contains('@') && !text.contains("://") {
        return None;
    }
    let url = Url::parse(text, false)?;
    let known = url.domain.as_ref().is_some_and(|it| it.valid) || url.ip.is_some();
    known.then_some(url)
}

pub(crate) fn shift(span: Span, offset: usize) -> Span {
    Span::new(span.start as usize + offset, span.end as usize + offset)
}
