//! Mail gateways, trackers and open redirectors that carry the target in the URL (MDM 1.3.1).
//!
//! One table says by whom a URL was rewritten and where in it the target stands. Names are those of
//! the public data model, and only what that model names is unwrapped: rules look for other
//! redirectors by their own host and path. Those have a table of their own, for whoever asks where
//! such a link leads. Whatever is opaque (a token that only the service can resolve) stays wrapped.

mod decode;
mod proofpoint;
mod special;
mod table;

use crate::domain::is_under;
use crate::url::percent_decode;
use crate::{Domain, Url};
use decode::{base64_text, inflated_text};
use table::{REDIRECTORS, REWRITERS};

/// A service that rewrites URLs in one manner.
struct Rewriter {
    name: &'static str,
    hosts: &'static [Host],
    path: Path,
    target: Target,
}

/// Hosts of a service.
enum Host {
    /// Just this one.
    Is(&'static str),
    /// This domain and all below it.
    Under(&'static str),
    /// The label before the public suffix, whatever the country: `google` for `www.google.co.uk`.
    Named(&'static str),
    /// Any: the path tells.
    Any,
}

/// Paths of a service.
enum Path {
    Any,
    Is(&'static str),
    Starts(&'static str),
    Contains(&'static str),
}

/// Where the target stands.
enum Target {
    /// In the first of these query parameters that holds a URL.
    Parameter(&'static [&'static str]),
    /// In a query parameter, in base64 (with the text before it removed), perhaps compressed.
    Base64Parameter(&'static str, &'static str),
    /// In everything after the `?`.
    Query,
    /// In the rest of the path after this text, with the text before it that makes a URL of it.
    PathAfter(&'static str, &'static str),
    /// In the last segment of the path, in base64.
    Base64Segment,
    /// Where only a function finds it.
    Found(fn(&Url) -> Option<String>),
}

/// The rewriter that wrote `url`, and the URL that it wrapped.
pub(crate) fn unwrap_once(url: &Url) -> Option<(&'static str, String)> {
    find_target(REWRITERS, url)
}

/// The redirector of the second table that `url` asks, and where it leads.
pub(crate) fn redirect_once(url: &Url) -> Option<(&'static str, String)> {
    find_target(REDIRECTORS, url)
}

fn find_target(table: &[Rewriter], url: &Url) -> Option<(&'static str, String)> {
    if !url.is_web() {
        return None;
    }
    let domain = url.domain.as_ref()?;
    table
        .iter()
        .filter(|it| it.writes(domain, url.path.as_deref().unwrap_or("/")))
        .find_map(|it| Some((it.name, it.target.find(url)?)))
}

impl Rewriter {
    fn writes(&self, domain: &Domain, path: &str) -> bool {
        let is_host = |host: &Host| match host {
            Host::Is(name) => domain.domain == *name,
            Host::Under(name) => is_under(&domain.domain, name),
            Host::Named(label) => domain.sld.as_deref() == Some(label),
            Host::Any => true,
        };
        let is_path = match self.path {
            Path::Any => true,
            Path::Is(own) => path.eq_ignore_ascii_case(own),
            Path::Starts(own) => starts_ignoring_case(path, own),
            Path::Contains(own) => path.contains(own),
        };
        is_path && self.hosts.iter().any(is_host)
    }
}

impl Target {
    fn find(&self, url: &Url) -> Option<String> {
        match self {
            Self::Parameter(names) => names.iter().find_map(|it| parameter(url, it)),
            Self::Base64Parameter(name, before) => {
                url.query_values(name).iter().find_map(|value| {
                    let encoded = value.strip_prefix(before)?;
                    web_url(&base64_text(encoded).or_else(|| inflated_text(encoded))?)
                })
            }
            Self::Query => web_url(&with_fragment(url.query_params.as_deref()?, url)),
            Self::PathAfter(before, scheme) => {
                let path = url.path.as_deref()?;
                let rest = path.get(before.len()..).filter(|it| !it.is_empty())?;
                web_url(&format!("{scheme}{}", with_query(rest, url)))
            }
            Self::Base64Segment => {
                let segment = url.path.as_deref()?.rsplit('/').find(|it| !it.is_empty())?;
                web_url(&base64_text(&percent_decode(segment))?)
            }
            Self::Found(find) => web_url(&find(url)?),
        }
    }
}

/// The target in the query parameter `name`, whose case is up to the writer.
fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_params_decoded
        .iter()
        .filter(|(key, _)| key.eq_ignore_ascii_case(name))
        .flat_map(|(_, values)| values)
        .find_map(|it| web_url(it))
}

/// `text` if it is a URL on the web, decoded once more if it needs it.
fn web_url(text: &str) -> Option<String> {
    let text = text.trim();
    let decoded = if starts_ignoring_case(text, "http%3a") || starts_ignoring_case(text, "https%3a")
    {
        percent_decode(text)
    } else {
        text.to_owned()
    };
    if let Some(rest) = decoded.strip_prefix("//") {
        return Some(format!("https://{rest}"));
    }
    let is_web = ["http:", "https:"]
        .iter()
        .any(|it| starts_ignoring_case(&decoded, it));
    is_web.then_some(decoded)
}

/// A piece of a path with the query and fragment that belong to the target.
fn with_query(path: &str, url: &Url) -> String {
    match &url.query_params {
        Some(query) => with_fragment(&format!("{path}?{query}"), url),
        None => with_fragment(path, url),
    }
}

fn with_fragment(text: &str, url: &Url) -> String {
    match &url.fragment {
        Some(fragment) => format!("{text}#{fragment}"),
        None => text.to_owned(),
    }
}

fn starts_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|it| it.eq_ignore_ascii_case(start))
}
