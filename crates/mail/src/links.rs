//! Links of the body: anchors, and URLs and addresses that stand in the text (MDM section 1.4).

use std::collections::HashSet;

use address::{IpAddress, Url, find_ips, find_links};
use html::{Anchor, Document};
use limits::Limits;
use text::Span;

/// How a link was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinkParser {
    /// An anchor.
    #[default]
    Hyperlink,
    /// Found in text.
    Plain,
}

/// A link of the body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Link {
    /// The target.
    pub href_url: Url,
    /// Anchor text that is no URL.
    pub display_text: Option<String>,
    /// Anchor text that is one.
    pub display_url: Option<Url>,
    /// Root domains of target and display differ; `None` unless both are valid domains.
    pub mismatched: Option<bool>,
    /// How it was found.
    pub parser: LinkParser,
    /// Whether a reader can see it.
    pub visible: Option<bool>,
    /// Where its text stands in `Body::visible_text`; empty for links that only stand in a text
    /// alternative.
    pub span: Span,
}

impl Link {
    /// The link that `anchor` is; `None` for what leads nowhere: places within the page, scripts,
    /// parts of the message.
    pub fn of_anchor(anchor: &Anchor) -> Option<Self> {
        anchor_link(anchor, 0)
    }

    /// The links that stand in `text`, in its order.
    pub fn in_text(text: &str, limits: &Limits) -> Vec<Self> {
        let found = find_links(text, limits).into_iter();
        found
            .map(|(span, url)| text_link(url, Some(true), span))
            .collect()
    }
}

/// Collects links in the order of the text, each target and display once.
pub(crate) struct Collector<'l> {
    limits: &'l Limits,
    anchors: Vec<Link>,
}

impl<'l> Collector<'l> {
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            anchors: Vec::new(),
        }
    }

    /// Adds the anchors of a document whose visible text begins at `offset`.
    pub(crate) fn add_anchors(&mut self, document: &Document, offset: usize) {
        for anchor in document.anchors() {
            if self.anchors.len() >= self.limits.links {
                return;
            }
            self.anchors.extend(anchor_link(anchor, offset));
        }
    }

    /// The links of `visible_text`; those of `plain`, a text alternative, that lead elsewhere come
    /// last.
    pub(crate) fn finish(self, visible_text: &str, plain: Option<&str>) -> Vec<Link> {
        let in_text = find_links(visible_text, self.limits);
        let in_plain = plain
            .map(|plain| find_links(plain, self.limits))
            .unwrap_or_default();
        let mut unique = Unique {
            links: Vec::with_capacity(self.anchors.len() + in_text.len()),
            seen: HashSet::new(),
            most: self.limits.links,
        };
        let mut anchors = self.anchors.into_iter().peekable();
        // Anchors are in order of their text, but for those of a text that was put in front.
        let mut covered = 0;
        for (span, url) in in_text {
            while let Some(anchor) = anchors.next_if(|it| it.span.start <= span.start) {
                covered = covered.max(anchor.span.end);
                unique.add(anchor);
            }
            let reaches_into_next = anchors.peek().is_some_and(|it| it.span.overlaps(span));
            if span.start >= covered && !reaches_into_next {
                unique.add(text_link(url, Some(true), span));
            }
        }
        anchors.for_each(|it| unique.add(it));
        let known: HashSet<String> = unique
            .links
            .iter()
            .map(|it| it.href_url.url.clone())
            .collect();
        for (_, url) in in_plain {
            if !known.contains(&url.url) {
                unique.add(text_link(url, None, Span::default()));
            }
        }
        unique.links
    }
}

/// Links of which each target and display is kept once.
struct Unique {
    links: Vec<Link>,
    seen: HashSet<(String, Option<String>, Option<String>)>,
    most: usize,
}

impl Unique {
    fn add(&mut self, link: Link) {
        let key = (
            link.href_url.url.clone(),
            link.display_text.clone(),
            link.display_url.as_ref().map(|it| it.url.clone()),
        );
        if self.links.len() < self.most && self.seen.insert(key) {
            self.links.push(link);
        }
    }
}

fn text_link(url: Url, visible: Option<bool>, span: Span) -> Link {
    Link {
        href_url: url,
        parser: LinkParser::Plain,
        visible,
        span,
        ..Link::default()
    }
}

fn anchor_link(anchor: &Anchor, offset: usize) -> Option<Link> {
    let href_url = target(anchor.target())?;
    let shown = anchor.text.trim();
    let display_url = shown_url(shown);
    let display_text = (display_url.is_none() && !shown.is_empty()).then(|| shown.to_owned());
    let mismatched = display_url
        .as_ref()
        .and_then(|it| is_mismatch(&href_url, it));
    Some(Link {
        href_url,
        display_text,
        display_url,
        mismatched,
        parser: LinkParser::Hyperlink,
        visible: Some(anchor.visible),
        span: shifted(anchor.span, offset),
    })
}

/// Where an anchor leads; `None` for what is no link to anywhere: places within the page, scripts,
/// parts of the message, relative targets without a base.
fn target(href: &str) -> Option<Url> {
    const NOWHERE: [&str; 7] = [
        "javascript",
        "vbscript",
        "data",
        "cid",
        "mid",
        "about",
        "blob",
    ];
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    if let Some(url) = Url::parse(href, true) {
        let scheme = url.scheme.as_deref().unwrap_or_default();
        return (!NOWHERE.contains(&scheme)).then_some(url);
    }
    // Mail programs complete what is plainly a host.
    let is_host = href.starts_with("//")
        || href
            .get(..4)
            .is_some_and(|it| it.eq_ignore_ascii_case("www."));
    is_host.then(|| Url::parse(href, false)).flatten()
}

/// The URL that the text of an anchor is, if it is one: one word with a valid host, not an e-mail
/// address.
fn shown_url(shown: &str) -> Option<Url> {
    let looks_like_one =
        shown.len() <= 2_000 && shown.contains(['.', ':']) && !shown.contains(char::is_whitespace);
    if !looks_like_one {
        return None;
    }
    let url = Url::parse(shown, false)?;
    let has_host = url.domain.as_ref().is_some_and(|it| it.valid) || url.ip.is_some();
    let is_address = url.scheme.as_deref() == Some("mailto");
    (has_host && !is_address).then_some(url)
}

fn is_mismatch(target: &Url, shown: &Url) -> Option<bool> {
    let root = |url: &Url| {
        let domain = url.domain.as_ref().filter(|it| it.valid)?;
        domain.root_domain.clone()
    };
    Some(root(target)? != root(shown)?)
}

/// `span` moved by `offset` bytes.
pub(crate) fn shifted(span: Span, offset: usize) -> Span {
    Span::new(span.start as usize + offset, span.end as usize + offset)
}

/// Distinct numeric addresses in `text`.
pub(crate) fn ips(text: &str, limits: &Limits) -> Vec<IpAddress> {
    let mut seen = HashSet::new();
    find_ips(text, limits)
        .into_iter()
        .map(|(_, ip)| ip)
        .filter(|it| seen.insert(it.ip.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(html: &str, plain: Option<&str>) -> Vec<Link> {
        let limits = Limits::default();
        let document = Document::parse(html, &limits);
        let mut collector = Collector::new(&limits);
        collector.add_anchors(&document, 0);
        collector.finish(document.visible_text(), plain)
    }

    fn targets(links: &[Link]) -> Vec<&str> {
        links.iter().map(|it| it.href_url.url.as_str()).collect()
    }

    #[test]
    fn display_text_display_url_and_mismatch() {
        let found = links(
            "<a href='https://evil.com/a'>Sign in</a> <a href='https://evil.com/b'>www.bank.com</a> \
             <a href='https://www.bank.com/c'>bank.com/c</a> <a href='https://x.com/d'><img src=a></a>",
            None,
        );
        assert_eq!(found[0].display_text.as_deref(), Some("Sign in"));
        assert_eq!(found[0].mismatched, None);
        assert_eq!(found[1].display_text, None);
        assert!(found[1].display_url.is_some());
        assert_eq!(found[1].mismatched, Some(true));
        assert_eq!(found[2].mismatched, Some(false));
        assert_eq!(
            (&found[3].display_text, &found[3].display_url),
            (&None, &None)
        );
    }

    #[test]
    fn what_leads_nowhere_is_no_link() {
        let found = links(
            "<a href='#top'>a</a><a href='/rel'>b</a><a href='javascript:x()'>c</a>\
             <a href='cid:1'>d</a><a href='data:text/html,x'>e</a><a href=''>f</a>\
             <a href='tel:+15550100'>g</a><a href='mailto:a@b.com'>h</a><a href='www.b.com/x'>i</a>",
            None,
        );
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].href_url.scheme.as_deref(), Some("tel"));
        assert_eq!(found[1].href_url.url, "a@b.com");
        assert!(found[2].href_url.is_web());
    }

    #[test]
    fn links_in_text_stand_between_anchors() {
        let found = links(
            "<p>See https://one.com/a or <a href='https://two.com/b'>https://two.com/b</a> or \
             mail x@three.com</p>",
            None,
        );
        assert_eq!(
            targets(&found),
            ["https://one.com/a", "https://two.com/b", "x@three.com"]
        );
        assert_eq!(found[0].parser, LinkParser::Plain);
        assert_eq!(found[1].parser, LinkParser::Hyperlink);
    }

    #[test]
    fn each_target_and_display_is_kept_once() {
        let found = links(
            "<a href='https://a.com/'>Go</a><a href='https://a.com/'>Go</a><a href='https://a.com/'>On</a>",
            Some("https://a.com/ and https://b.com/x"),
        );
        assert_eq!(
            targets(&found),
            ["https://a.com/", "https://a.com/", "https://b.com/x"]
        );
        assert_eq!(found[2].visible, None);
        assert!(found[2].span.is_empty());
    }

    #[test]
    fn hidden_anchors_say_so() {
        let found = links("<a href='https://a.com/' style='display:none'>x</a>", None);
        assert_eq!(found[0].visible, Some(false));
    }
}
