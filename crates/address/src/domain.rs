//! Host names split by the Public Suffix List (ICANN section only, MDM "Domain").

/// A host name and its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Domain {
    /// The full host name, lower case, without a trailing dot.
    pub domain: String,
    /// The public suffix, possibly several labels (`co.uk`).
    pub tld: Option<String>,
    /// The label left of the suffix.
    pub sld: Option<String>,
    /// `sld.tld`.
    pub root_domain: Option<String>,
    /// The labels left of the root domain.
    pub subdomain: Option<String>,
    /// A known suffix and a registrable label.
    pub valid: bool,
    /// The Unicode form, where a label starts with `xn--`.
    pub punycode: Option<String>,
}

impl Domain {
    /// Splits `host`; never fails: what is no domain has `valid == false`.
    pub fn parse(host: &str) -> Self {
        Self {
            domain: host.to_ascii_lowercase(),
            ..Self::default()
        }
    }

    /// Whether this is `parent` or a host below it.
    pub fn is_under(&self, parent: &str) -> bool {
        let parent = parent.trim_matches('.');
        self.domain
            .strip_suffix(parent)
            .is_some_and(|rest| !parent.is_empty() && (rest.is_empty() || rest.ends_with('.')))
    }
}
