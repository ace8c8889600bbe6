//! URLs, e-mail addresses and numeric addresses in running text.
//!
//! What a mail program would make clickable counts: URLs with a scheme, `www.` hosts, e-mail
//! addresses, and bare hosts that are clearly meant as such. Defanged forms do not.

use limits::Limits;
use linkify::{LinkFinder, LinkKind};
use text::Span;

use crate::{IpAddress, Url};

/// Bytes of text that are searched at once. The search for links looks back and forth around each
/// sign of one, so that without a bound a text of nothing but signs would take quadratic time.
const WINDOW: usize = 16 << 10;

/// Suffixes under which a bare host in lower case is a host and not two sentences, a file or a name.
/// Suffixes of two labels (`co.uk`) always are.
const PLAIN_SUFFIXES: &[&str] = &[
    "com", "net", "org", "edu", "gov", "info", "biz", "shop", "store", "online", "site", "xyz",
    "top", "live", "click", "link", "support", "help", "app", "dev", "io", "eu", "de", "fr", "uk",
    "nl", "br", "ca", "au", "jp", "ru", "cn", "us", "pl", "ch",
];

/// Schemes of which mail programs make links.
const LIVE_SCHEMES: &[&str] = &["http", "https", "ftp", "file"];

/// The links of `text` in order, at most `limits.links`.
pub fn find_links(text: &str, limits: &Limits) -> Vec<(Span, Url)> {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let mut links = Vec::new();
    for (start, window) in windows(text) {
        for link in finder.links(window) {
            if links.len() >= limits.links {
                return links;
            }
            let span = Span::new(start + link.start(), start + link.end());
            let is_link = *link.kind() == LinkKind::Email || is_clearly_a_url(link.as_str());
            if let Some(url) = Url::parse_live(link.as_str()).filter(|_| is_link) {
                links.push((span, url));
            }
        }
    }
    links
}

/// The numeric addresses of `text` in order, at most `limits.links`.
pub fn find_ips(text: &str, limits: &Limits) -> Vec<(Span, IpAddress)> {
    let is_of_address = |it: u8| it.is_ascii_hexdigit() || matches!(it, b'.' | b':');
    let mut ips = Vec::new();
    let mut read = 0;
    // No address is without one of these, and most of a text is.
    for mark in memchr::memchr2_iter(b'.', b':', text.as_bytes()) {
        if mark < read {
            continue;
        }
        if ips.len() >= limits.links {
            break;
        }
        let (before, after) = text.split_at(mark);
        let unread = before.as_bytes().get(read..).unwrap_or_default();
        let other = unread.iter().rposition(|it| !is_of_address(*it));
        let start = other.map_or(read, |it| read + it + 1);
        let other = after.bytes().position(|it| !is_of_address(it));
        let (run, after) = text
            .get(start..)
            .unwrap_or_default()
            .split_at(mark - start + other.unwrap_or(after.len()));
        read = start + run.len();
        let before = text.get(..start).and_then(|it| it.chars().next_back());
        let is_in_word = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
        if !is_in_word(before)
            && !is_in_word(after.chars().next())
            && let Some((length, ip)) = address_at_start(run)
        {
            ips.push((Span::new(start, start + length), ip));
        }
    }
    ips
}

/// The address that `run` is, but for the full stop or colon of a sentence, and its length.
fn address_at_start(run: &str) -> Option<(usize, IpAddress)> {
    /// Characters of the longest address, an IPv4 address in IPv6 form.
    const LONGEST: usize = 45;
    if run.len() > LONGEST + 1 {
        return None;
    }
    let address = |text: &str| {
        // A time of day or a path in a programming language is no address.
        let is_long = text.matches(':').count() != 1 && text.len() > "::1:2".len();
        let ip = is_long.then(|| IpAddress::parse(text)).flatten()?;
        Some((text.len(), ip))
    };
    address(run)
        .or_else(|| address(run.trim_end_matches(['.', ':'])))
        .or_else(|| {
            // `192.0.2.1:8080`.
            let (host, port) = run.split_once(':')?;
            port.parse::<u16>().ok().and_then(|_| address(host))
        })
}

/// Whether `text`, which may be a URL without a scheme, is one.
fn is_clearly_a_url(text: &str) -> bool {
    if let Some((scheme, _)) = text.split_once("://") {
        return LIVE_SCHEMES
            .iter()
            .any(|it| scheme.eq_ignore_ascii_case(it));
    }
    let has_www = text
        .get(..4)
        .is_some_and(|it| it.eq_ignore_ascii_case("www."));
    let Some(url) = Url::parse_live(text) else {
        return false;
    };
    let Some(domain) = url.domain else {
        return false;
    };
    if has_www || url.path.is_some() || url.query_params.is_some() {
        return domain.valid;
    }
    let suffix = domain.tld.unwrap_or_default();
    let is_written_as_host = text.chars().all(|it| !it.is_uppercase());
    domain.valid
        && is_written_as_host
        && (suffix.contains('.') || PLAIN_SUFFIXES.contains(&suffix.as_str()))
}

/// `text` in windows with their offsets, cut at white space where there is any.
fn windows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|it| !it.is_empty())?;
        let window = rest.get(..rest.floor_char_boundary(WINDOW))?;
        let end = if window.len() == rest.len() {
            rest.len()
        } else {
            window
                .rfind(char::is_whitespace)
                .filter(|it| *it > 0)
                .unwrap_or(window.len())
        };
        let from = start;
        start += end;
        Some((from, rest.get(..end)?))
    })
}
