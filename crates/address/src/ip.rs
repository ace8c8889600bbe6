//! Numeric addresses, in the spellings that browsers accept.
//!
//! A URL's host may be an address in octal, in hexadecimal, as one integer or with fewer than four
//! parts (WHATWG URL standard, "host parsing"); attackers use that, nobody else does. The address is
//! decoded and the trick recorded.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::Serialize;

/// A numeric address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct IpAddress {
    /// Canonical text form.
    pub ip: String,
    /// 4 or 6.
    pub version: u8,
    /// How an unusual spelling was decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation: Option<IpTranslation>,
}

/// The tricks used in writing a numeric host.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct IpTranslation {
    /// `hex`, `octal`, `decimal_integer`, `dotted`, `mixed_radix`.
    pub encoders: Vec<String>,
    /// The host as written.
    pub original: String,
    /// Whether an IPv4 address was written in IPv6 form.
    pub v4_to_v6: bool,
}

impl IpAddress {
    /// Parses an address in its usual form, with or without brackets.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let inner = text
            .strip_prefix('[')
            .and_then(|it| it.strip_suffix(']'))
            .unwrap_or(text);
        let inner = match inner.get(..5) {
            Some(tag) if tag.eq_ignore_ascii_case("ipv6:") => inner.get(5..).unwrap_or_default(),
            _ => inner,
        };
        match inner.parse().ok()? {
            IpAddr::V4(ip) => Some(Self::plain(ip.into())),
            IpAddr::V6(ip) => Some(Self::of_v6(ip, inner)),
        }
    }

    /// Parses the host of a URL as browsers do. `None` if it is a name, or numeric and no address.
    pub fn parse_host(host: &str) -> Option<Self> {
        if let Some(inner) = host.strip_prefix('[') {
            let inner = inner.strip_suffix(']')?;
            let ip: Ipv6Addr = inner.parse().ok()?;
            return Some(Self::of_v6(ip, inner));
        }
        let host = host.strip_suffix('.').unwrap_or(host);
        if let Ok(ip) = host.parse::<Ipv4Addr>() {
            return Some(Self::plain(ip.into()));
        }
        Numbers::read(host)?.address(host)
    }

    fn plain(ip: IpAddr) -> Self {
        Self {
            ip: ip.to_string(),
            version: if ip.is_ipv4() { 4 } else { 6 },
            translation: None,
        }
    }

    fn of_v6(ip: Ipv6Addr, original: &str) -> Self {
        let Some(embedded) = ip.to_ipv4_mapped() else {
            return Self::plain(ip.into());
        };
        Self {
            translation: Some(IpTranslation {
                encoders: Vec::new(),
                original: original.to_owned(),
                v4_to_v6: true,
            }),
            ..Self::plain(embedded.into())
        }
    }
}

/// Whether browsers take `host` for an IPv4 address (and refuse it if it is none): its last label is
/// a number.
pub(crate) fn is_numeric_host(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or_default();
    !last.is_empty() && (last.bytes().all(|it| it.is_ascii_digit()) || number(last).is_some())
}

/// The radix a number is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Radix {
    Octal,
    Decimal,
    Hex,
}

/// The parts of an address in the loose IPv4 form.
struct Numbers {
    values: Vec<u64>,
    radices: Vec<Radix>,
}

impl Numbers {
    fn read(host: &str) -> Option<Self> {
        let mut numbers = Self {
            values: Vec::new(),
            radices: Vec::new(),
        };
        for part in host.split('.') {
            let (value, radix) = number(part)?;
            if numbers.values.len() == 4 {
                return None;
            }
            numbers.values.push(value);
            numbers.radices.push(radix);
        }
        Some(numbers)
    }

    /// The last part fills all bytes that the parts before it leave.
    fn address(&self, original: &str) -> Option<IpAddress> {
        let (last, leading) = self.values.split_last()?;
        let room = 1_u64 << (8 * (4 - leading.len()));
        if *last >= room || leading.iter().any(|it| *it > 255) {
            return None;
        }
        let value = leading
            .iter()
            .zip([24, 16, 8])
            .fold(*last, |value, (part, shift)| value | part << shift);
        let ip = Ipv4Addr::from(u32::try_from(value).ok()?);
        Some(IpAddress {
            translation: Some(IpTranslation {
                encoders: self.encoders(),
                original: original.to_owned(),
                v4_to_v6: false,
            }),
            ..IpAddress::plain(ip.into())
        })
    }

    fn encoders(&self) -> Vec<String> {
        let is_integer = self.values.len() == 1;
        let has = |radix| self.radices.contains(&radix);
        let is_mixed = self
            .radices
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a != b));
        [
            (has(Radix::Hex), "hex"),
            (has(Radix::Octal), "octal"),
            (is_integer && has(Radix::Decimal), "decimal_integer"),
            (!is_integer, "dotted"),
            (is_mixed, "mixed_radix"),
        ]
        .into_iter()
        .filter(|(is_used, _)| *is_used)
        .map(|(_, name)| name.to_owned())
        .collect()
    }
}

/// Reads `0x1f`, `017` or `15`. An empty hexadecimal number is zero, as browsers have it.
fn number(text: &str) -> Option<(u64, Radix)> {
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (digits, radix) = match hex {
        Some("") => return Some((0, Radix::Hex)),
        Some(digits) => (digits, Radix::Hex),
        None if text.len() > 1 && text.starts_with('0') => (text, Radix::Octal),
        None => (text, Radix::Decimal),
    };
    if !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let base = match radix {
        Radix::Octal => 8,
        Radix::Decimal => 10,
        Radix::Hex => 16,
    };
    // Any number above 32 bits is no address; leading zeros do not make a number large.
    let value = u64::from_str_radix(digits, base).ok()?;
    Some((value, radix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(host: &str, ip: &str, encoders: &[&str]) {
        let found = IpAddress::parse_host(host).unwrap();
        assert_eq!(found.ip, ip, "{host}");
        let translation = found.translation.unwrap_or_default();
        assert_eq!(translation.encoders, encoders, "{host}");
        if !encoders.is_empty() {
            assert_eq!(translation.original, host);
        }
    }

    #[test]
    fn tricks_are_decoded_and_recorded() {
        check("192.0.2.1", "192.0.2.1", &[]);
        check("3221225985", "192.0.2.1", &["decimal_integer"]);
        check("0xC0000201", "192.0.2.1", &["hex"]);
        check(
            "0300.0.02.1",
            "192.0.2.1",
            &["octal", "dotted", "mixed_radix"],
        );
        check("0xc0.0x0.0x2.0x1", "192.0.2.1", &["hex", "dotted"]);
        check(
            "0xc0.0.02.1",
            "192.0.2.1",
            &["hex", "octal", "dotted", "mixed_radix"],
        );
        check("192.513", "192.0.2.1", &["dotted"]);
        check("127.1", "127.0.0.1", &["dotted"]);
        check("030000001001", "192.0.2.1", &["octal"]);
    }

    #[test]
    fn addresses_of_version_six() {
        let ip = IpAddress::parse_host("[2001:DB8::1]").unwrap();
        assert_eq!((ip.ip.as_str(), ip.version), ("2001:db8::1", 6));
        let ip = IpAddress::parse_host("[::ffff:c000:201]").unwrap();
        assert_eq!((ip.ip.as_str(), ip.version), ("192.0.2.1", 4));
        assert!(ip.translation.unwrap().v4_to_v6);
    }

    #[test]
    fn names_and_nonsense_are_no_addresses() {
        for host in [
            "example.com",
            "1.2.3.4.5",
            "256.1.1.1",
            "4294967296",
            "1..2",
            "",
            "08.1.1.1",
        ] {
            assert_eq!(IpAddress::parse_host(host), None, "{host}");
        }
        assert!(is_numeric_host("1.2.3.4.5"));
        assert!(is_numeric_host("a.0x1f"));
        assert!(!is_numeric_host("example.com"));
    }

    #[test]
    fn headers_know_only_the_usual_form() {
        assert_eq!(IpAddress::parse("[192.0.2.1]").unwrap().ip, "192.0.2.1");
        assert_eq!(
            IpAddress::parse("[IPv6:2001:db8::1]").unwrap().ip,
            "2001:db8::1"
        );
        assert_eq!(IpAddress::parse("3221225985"), None);
    }
}
