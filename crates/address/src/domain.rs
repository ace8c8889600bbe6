//! Host names split by the Public Suffix List (ICANN section only, MDM "Domain").
//!
//! Private suffixes (`github.io`) do not count: rules name such platforms by their root domain.
//! International names are kept in the form the DNS knows (`xn--`), as a browser would look them up,
//! with the Unicode form beside them.

use std::borrow::Cow;

use psl::{List, Psl, Type};
use serde::Serialize;

/// Bytes of the longest host name (RFC 1035 section 2.3.4).
const LONGEST_NAME: usize = 253;

/// Bytes of the longest label.
const LONGEST_LABEL: usize = 63;

/// A host name and its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Domain {
    /// The full host name, lower case, without a trailing dot.
    pub domain: String,
    /// The public suffix, possibly several labels (`co.uk`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tld: Option<String>,
    /// The label left of the suffix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sld: Option<String>,
    /// `sld.tld`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root_domain: Option<String>,
    /// The labels left of the root domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subdomain: Option<String>,
    /// A known suffix and a registrable label.
    pub valid: bool,
    /// The Unicode form, where a label starts with `xn--`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub punycode: Option<String>,
}

impl Domain {
    /// Splits `host`; never fails: what is no domain has `valid == false`.
    pub fn parse(host: &str) -> Self {
        let name = canonical(host);
        let mut domain = Self {
            punycode: unicode_form(&name),
            ..Self::default()
        };
        if let Some(split) = Split::of(&name) {
            domain.tld = Some(split.suffix.to_owned());
            domain.sld = split.label.map(str::to_owned);
            domain.root_domain = split.label.map(|it| format!("{it}.{}", split.suffix));
            domain.subdomain = split.subdomain.map(str::to_owned);
            domain.valid = split.is_known && split.label.is_some();
        }
        domain.domain = name.into_owned();
        domain
    }

    /// Whether this is `parent` or a host below it; `parent` is lower case.
    pub fn is_under(&self, parent: &str) -> bool {
        is_under(&self.domain, parent)
    }
}

/// Whether the host name `name` is `parent` or below it; both are lower case.
pub(crate) fn is_under(name: &str, parent: &str) -> bool {
    let parent = parent.trim_matches('.');
    name.strip_suffix(parent)
        .is_some_and(|rest| !parent.is_empty() && (rest.is_empty() || rest.ends_with('.')))
}

/// `host` as the DNS would be asked for it: lower case, `xn--` labels, no trailing dot.
fn canonical(host: &str) -> Cow<'_, str> {
    let host = host.trim();
    let host = host.strip_suffix('.').unwrap_or(host);
    if host.is_ascii() {
        return if host.bytes().any(|it| it.is_ascii_uppercase()) {
            Cow::Owned(host.to_ascii_lowercase())
        } else {
            Cow::Borrowed(host)
        };
    }
    // IDNA is linear, but nothing longer than a name can be one in full-width or accented letters.
    let ascii = (host.len() <= LONGEST_NAME * 4)
        .then(|| idna::domain_to_ascii(host).ok())
        .flatten();
    match ascii {
        Some(name) => Cow::Owned(name.trim_end_matches('.').to_owned()),
        None => Cow::Owned(host.to_lowercase()),
    }
}

/// The Unicode form of `name` if it has an `xn--` label and differs.
fn unicode_form(name: &str) -> Option<String> {
    let is_encoded = name.len() <= LONGEST_NAME && name.split('.').any(|it| it.starts_with("xn--"));
    if !is_encoded {
        return None;
    }
    let (unicode, _) = idna::domain_to_unicode(name);
    (unicode != name).then_some(unicode)
}

/// A host name cut at the public suffix.
struct Split<'n> {
    suffix: &'n str,
    label: Option<&'n str>,
    subdomain: Option<&'n str>,
    /// Whether the list names the suffix.
    is_known: bool,
}

impl<'n> Split<'n> {
    fn of(name: &'n str) -> Option<Self> {
        if !is_host_name(name) {
            return None;
        }
        let (suffix, is_known) = public_suffix(name);
        let Some(rest) = name.strip_suffix(suffix)?.strip_suffix('.') else {
            return is_known.then_some(Self {
                suffix,
                label: None,
                subdomain: None,
                is_known,
            });
        };
        let (subdomain, label) = match rest.rsplit_once('.') {
            Some((subdomain, label)) => (Some(subdomain), label),
            None => (None, rest),
        };
        Some(Self {
            suffix,
            label: Some(label),
            subdomain,
            is_known,
        })
    }
}

/// Whether `name` has the form of a host name; underscores are seen in practice. A last label of
/// digits is an address or nothing.
fn is_host_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && !label.starts_with('-')
            && label
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    (1..=LONGEST_NAME).contains(&name.len())
        && name.split('.').all(is_label)
        && !last.bytes().all(|it| it.is_ascii_digit())
}

/// The longest suffix of the ICANN section that `name` ends in, else its last label; and whether it
/// is of the list. A private suffix lies below an ICANN one, so that cutting its labels off from
/// the left arrives there.
fn public_suffix(name: &str) -> (&str, bool) {
    let mut rest = name;
    while let Some(suffix) = List.suffix(rest.as_bytes()) {
        match suffix.typ() {
            Some(Type::Icann) => {
                let from = rest.len() - suffix.as_bytes().len();
                return (rest.get(from..).unwrap_or(rest), true);
            }
            Some(Type::Private) => {
                let from = rest.len() - suffix.as_bytes().len();
                match rest.get(from..).and_then(|it| it.split_once('.')) {
                    Some((_, shorter)) => rest = shorter,
                    None => break,
                }
            }
            None => break,
        }
    }
    (name.rsplit('.').next().unwrap_or(name), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks tld, sld, subdomain and validity of `host`.
    #[track_caller]
    fn check(host: &str, tld: &str, sld: &str, subdomain: &str, valid: bool) {
        let domain = Domain::parse(host);
        let found = (
            domain.tld.as_deref().unwrap_or_default(),
            domain.sld.as_deref().unwrap_or_default(),
            domain.subdomain.as_deref().unwrap_or_default(),
            domain.valid,
        );
        assert_eq!(found, (tld, sld, subdomain, valid), "{host}");
        let root = (!sld.is_empty()).then(|| format!("{sld}.{tld}"));
        assert_eq!(domain.root_domain, root, "{host}");
    }

    #[test]
    fn suffixes_may_have_several_labels() {
        check("example.com", "com", "example", "", true);
        check("Mail.Example.CO.UK.", "co.uk", "example", "mail", true);
        check("a.b.c.gov.uk", "gov.uk", "c", "a.b", true);
        check("x.y.ck", "y.ck", "x", "", true);
        check("www.ck", "ck", "www", "", true);
        check("host.ac.th", "ac.th", "host", "", true);
    }

    #[test]
    fn private_suffixes_do_not_count() {
        check("me.github.io", "io", "github", "me", true);
        check(
            "b.nyc3.digitaloceanspaces.com",
            "com",
            "digitaloceanspaces",
            "b.nyc3",
            true,
        );
        check("x.s3.amazonaws.com", "com", "amazonaws", "x.s3", true);
        check("shop.blogspot.co.uk", "co.uk", "blogspot", "shop", true);
        check("pages.dev", "dev", "pages", "", true);
    }

    #[test]
    fn what_is_no_domain_is_not_valid() {
        check("evil.test", "test", "evil", "", false);
        check("com", "com", "", "", false);
        check("co.uk", "co.uk", "", "", false);
        for host in [
            "",
            ".",
            "WIN-bar",
            "a..b",
            "1.2.3.4",
            "[1.2.3.4]",
            "a b.com",
            "-a.com",
        ] {
            let domain = Domain::parse(host);
            assert!(!domain.valid, "{host}");
        }
        check(&format!("{}.com", "a".repeat(64)), "", "", "", false);
    }

    #[test]
    fn international_names_are_encoded_and_shown_decoded() {
        let written = Domain::parse("Bücher.example.com");
        assert_eq!(written.domain, "xn--bcher-kva.example.com");
        assert_eq!(written.punycode.as_deref(), Some("bücher.example.com"));
        assert_eq!(Domain::parse("xn--bcher-kva.example.com"), written);
        check("пример.рф", "xn--p1ai", "xn--e1afmkfd", "", true);
        check("ｅｘａｍｐｌｅ。com", "com", "example", "", true);
    }

    #[test]
    fn relations_between_hosts() {
        let domain = Domain::parse("mail.example.com");
        assert!(domain.is_under("example.com"));
        assert!(domain.is_under("mail.example.com"));
        assert!(!domain.is_under("ample.com"));
        assert!(!domain.is_under("www.example.com"));
        assert!(!domain.is_under(""));
    }

    #[test]
    fn absent_parts_are_not_written() {
        let json = serde_json::to_string(&Domain::parse("example.com")).unwrap();
        assert_eq!(
            json,
            r#"{"domain":"example.com","tld":"com","sld":"example","root_domain":"example.com","valid":true}"#
        );
    }
}
