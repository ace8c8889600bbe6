//! URLs with known rewriters unwrapped (MDM "URL").
//!
//! Read as browsers read them (WHATWG URL standard), since that is where a click leads: tabs and line
//! breaks inside vanish, backslashes are slashes, any number of slashes may follow `https:`, and what
//! stands before an `@` is no host. The text itself is kept as written.

mod authority;
mod clean;
mod query;

use serde::{Serialize, Serializer};

use crate::rewriter::{redirect_once, unwrap_once};
use crate::{Domain, EmailAddress, IpAddress};
use authority::{Authority, Host};
use clean::{clean, refang};
pub(crate) use query::percent_decode;

/// Rewriters around one URL that are unwrapped.
const DEEPEST_WRAPPING: usize = 12;

/// A URL and its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Url {
    /// The full URL after unwrapping; the bare address for `mailto:`.
    pub url: String,
    /// Lower case, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// The host; `None` for IP hosts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<Domain>,
    /// A numeric host, decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<IpAddress>,
    /// Explicit, else the scheme's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// With its leading `/`, percent-encoding as written; `None` when absent. For `tel:` and the like
    /// the number, decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The raw text after `?`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query_params: Option<String>,
    /// Percent-decoded parameters in order of first appearance; repeated keys keep all values.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_map")]
    pub query_params_decoded: Vec<(String, Vec<String>)>,
    /// The text after `#`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fragment: Option<String>,
    /// The user part of the userinfo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The password part of the userinfo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// Set when a gateway, tracker or open redirector was unwrapped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rewrite: Option<Rewrite>,
}

/// What was unwrapped around a URL.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Rewrite {
    /// Names of the rewriters, outermost first.
    pub encoders: Vec<String>,
    /// The URL as found.
    pub original: String,
}

fn as_map<S: Serializer>(
    parameters: &[(String, Vec<String>)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(parameters.iter().map(|(key, values)| (key, values)))
}

impl Url {
    /// Parses `text`, unwrapping known rewriters. With `strict`, a scheme is required. Without it,
    /// bare hosts with a known suffix, bare e-mail addresses and defanged forms (`hxxp`, `[.]`) are
    /// URLs too. `None` when `text` is no URL.
    pub fn parse(text: &str, strict: bool) -> Option<Self> {
        let text = clean(text);
        if strict {
            Self::parse_layer(&text, true)
        } else {
            Self::parse_layer(&refang(&text), false)
        }
        .map(Self::unwrap)
    }

    /// Like [`Url::parse`] without `strict`, but defanged forms stay dead.
    pub(crate) fn parse_live(text: &str) -> Option<Self> {
        Self::parse_layer(&clean(text), false).map(Self::unwrap)
    }

    /// The values of the query parameter `key`, decoded.
    pub fn query_values(&self, key: &str) -> &[String] {
        self.query_params_decoded
            .iter()
            .find(|(name, _)| name == key)
            .map_or(&[], |(_, values)| values)
    }

    /// Whether the URL leads to a host on the web.
    pub fn is_web(&self) -> bool {
        matches!(self.scheme.as_deref(), Some("http" | "https") | None)
            && (self.domain.is_some() || self.ip.is_some())
    }

    /// Where this URL leads, if it asks an open redirector that the public data model does not name
    /// and that is therefore not unwrapped (YouTube's, LinkedIn's, Slack's and others).
    pub fn redirect_target(&self) -> Option<Self> {
        let (_, target) = redirect_once(self)?;
        Self::parse(&target, true)
    }

    /// The host of the URL `text` as it stands.
    pub(crate) fn host_of(text: &str) -> Option<Domain> {
        Self::parse_layer(&clean(text), true)?.domain
    }

    /// Follows the rewriters around this URL.
    fn unwrap(self) -> Self {
        let mut encoders = Vec::new();
        let mut current = self;
        let mut original = String::new();
        while encoders.len() < DEEPEST_WRAPPING
            && let Some((encoder, target)) = unwrap_once(&current)
            && let Some(next) = Self::parse_layer(&clean(&target), false)
            && next.is_web()
        {
            if encoders.is_empty() {
                original = current.url;
            }
            encoders.push(encoder.to_owned());
            current = next;
        }
        if !encoders.is_empty() {
            current.rewrite = Some(Rewrite { encoders, original });
        }
        current
    }

    /// Parses cleaned `text` as it stands.
    fn parse_layer(text: &str, strict: bool) -> Option<Self> {
        match split_scheme(text, strict) {
            Some((scheme, rest)) => Self::with_scheme(text, &scheme.to_ascii_lowercase(), rest),
            None if strict => None,
            None => Self::without_scheme(text),
        }
    }

    fn with_scheme(text: &str, scheme: &str, rest: &str) -> Option<Self> {
        match Kind::of(scheme) {
            Kind::Web => {
                let rest = rest.trim_start_matches(['/', '\\']);
                Self::hierarchical(text, Some(scheme), rest, true)
            }
            Kind::Mail => Some(Self::mail(text, rest)),
            Kind::Number => {
                let number = rest.trim_start_matches('/');
                Some(Self {
                    url: text.to_owned(),
                    scheme: Some(scheme.to_owned()),
                    path: Some(percent_decode(number)),
                    ..Self::default()
                })
            }
            Kind::Opaque => Some(Self {
                url: text.to_owned(),
                scheme: Some(scheme.to_owned()),
                path: (!rest.is_empty()).then(|| rest.to_owned()),
                ..Self::default()
            }),
            Kind::Unknown => {
                Self::hierarchical(text, Some(scheme), rest.strip_prefix("//")?, false)
            }
        }
    }

    fn without_scheme(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("//").unwrap_or(text);
        let url = Self::hierarchical(text, None, rest, true)?;
        let is_host = match (&url.domain, &url.ip) {
            (Some(domain), _) => domain.valid,
            (None, Some(ip)) => ip.translation.is_none(),
            (None, None) => false,
        };
        if !is_host {
            return None;
        }
        if url.username.is_none() {
            return Some(url);
        }
        // `ann@example.com` is an address, `//ann@example.com/` is not.
        let address = EmailAddress::parse(text).filter(|it| it.domain.valid);
        match address {
            Some(address) => Some(Self::of_address(address)),
            None => (rest.len() != text.len()).then_some(url),
        }
    }

    /// A URL with a host: `rest` is what follows the slashes. In a `special` URL backslashes are
    /// slashes, and a numeric host is an address.
    fn hierarchical(text: &str, scheme: Option<&str>, rest: &str, special: bool) -> Option<Self> {
        let ends_authority = |it: char| matches!(it, '/' | '?' | '#') || (special && it == '\\');
        let end = rest.find(ends_authority).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at_checked(end)?;
        let authority = Authority::parse(authority, special)?;
        let (before, fragment) = split_off(tail, '#');
        let (path, query) = split_off(before, '?');
        let mut url = Self {
            url: text.to_owned(),
            scheme: scheme.map(str::to_owned),
            port: authority.port.or_else(|| default_port(scheme?)),
            path: (!path.is_empty()).then(|| {
                if special {
                    path.replace('\\', "/")
                } else {
                    path.to_owned()
                }
            }),
            query_params: query.map(str::to_owned),
            query_params_decoded: query.map(query::decode).unwrap_or_default(),
            fragment: fragment.map(str::to_owned),
            username: authority.username,
            password: authority.password,
            ..Self::default()
        };
        match authority.host {
            Host::Name(domain) => url.domain = Some(domain),
            Host::Ip(ip) => url.ip = Some(ip),
        }
        Some(url)
    }

    /// A `mailto:` URL. What is no address keeps its raw text.
    fn mail(text: &str, rest: &str) -> Self {
        let rest = rest.trim_start_matches('/');
        let (rest, _) = split_off(rest, '#');
        let (target, query) = split_off(rest, '?');
        let target = percent_decode(target);
        let address = target.split(',').next().and_then(EmailAddress::parse);
        let mut url = match address.filter(|it| it.domain.tld.is_some()) {
            Some(address) => Self::of_address(address),
            None => Self {
                url: text.to_owned(),
                scheme: Some("mailto".to_owned()),
                ..Self::default()
            },
        };
        url.query_params = query.map(str::to_owned);
        url.query_params_decoded = query.map(query::decode).unwrap_or_default();
        url
    }

    fn of_address(address: EmailAddress) -> Self {
        Self {
            url: address.email,
            scheme: Some("mailto".to_owned()),
            domain: Some(address.domain),
            ..Self::default()
        }
    }
}

/// How a scheme's URLs are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// "Special" in the WHATWG standard: always with a host.
    Web,
    Mail,
    /// A phone number.
    Number,
    /// No host.
    Opaque,
    /// Any other: a host follows if two slashes do.
    Unknown,
}

impl Kind {
    fn of(scheme: &str) -> Self {
        match scheme {
            "http" | "https" | "ftp" | "ws" | "wss" => Self::Web,
            "mailto" => Self::Mail,
            "tel" | "sms" | "smsto" | "callto" | "fax" | "facetime" => Self::Number,
            "about" | "blob" | "cid" | "data" | "javascript" | "mid" | "urn" | "vbscript" => {
                Self::Opaque
            }
            _ => Self::Unknown,
        }
    }
}

/// Splits `text` at the colon of its scheme. Without `strict` a host with a port is no scheme.
fn split_scheme(text: &str, strict: bool) -> Option<(&str, &str)> {
    /// Longer than any registered scheme.
    const LONGEST: usize = 40;
    let end = text.bytes().take(LONGEST).position(|it| it == b':')?;
    let (scheme, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_prefix(':')?;
    let is_scheme = scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'-' | b'.'));
    let is_known = Kind::of(&scheme.to_ascii_lowercase()) != Kind::Unknown;
    let may_be_host = !strict && !is_known && !rest.starts_with("//");
    (is_scheme && !may_be_host).then_some((scheme, rest))
}

/// Splits `text` at the first `sign`; the part after it is `None` if it is empty.
fn split_off(text: &str, sign: char) -> (&str, Option<&str>) {
    match text.split_once(sign) {
        Some((before, after)) => (before, Some(after).filter(|it| !it.is_empty())),
        None => (text, None),
    }
}

fn default_port(scheme: &str) -> Option<u16> {
    match scheme {
        "http" | "ws" => Some(80),
        "https" | "wss" => Some(443),
        "ftp" => Some(21),
        _ => None,
    }
}
