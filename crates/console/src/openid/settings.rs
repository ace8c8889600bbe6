//! What has to be known of a provider beforehand.

use std::net::IpAddr;

use url::{Host, Url};

/// The provider of an organisation, and who may what by its word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenIdSettings {
    /// The provider's identifier, a URL: what stands in its tokens as `iss`.
    pub issuer: String,
    /// By which it knows offhook.
    pub client_id: String,
    /// The secret that goes with it; a client without one is told by PKCE alone.
    pub client_secret: Option<ClientSecret>,
    /// What it is asked for; `openid` is among it.
    pub scopes: Vec<String>,
    /// Where it sends the browser back to: `/console/openid/return` as browsers reach it.
    pub redirect_url: String,
    /// The claim with somebody's roles or groups; dots lead into objects.
    pub roles_claim: String,
    /// Values of it that make an administrator.
    pub admin_values: Vec<String>,
    /// Values of it that make an analyst.
    pub analyst_values: Vec<String>,
    /// Values of it that make a reader; `*` makes one of everybody the provider knows.
    pub reader_values: Vec<String>,
    /// Whether the address that the provider has verified is the mailbox of an account, and the only one.
    pub mailbox_from_email: bool,
}

/// A secret that is not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientSecret(String);

impl ClientSecret {
    /// The secret that `text` is.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientSecret(..)")
    }
}

impl OpenIdSettings {
    /// The provider's host, for people.
    pub(crate) fn host(&self) -> String {
        let url = Url::parse(&self.issuer).ok();
        let host = url.as_ref().and_then(Url::host_str);
        host.unwrap_or(&self.issuer).to_owned()
    }
}

/// Whether a provider may be asked at `url`: over TLS, or without on this very host.
pub fn is_allowed_url(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    let is_plain =
        url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(it)) => IpAddr::V4(it).is_loopback(),
        Some(Host::Ipv6(it)) => IpAddr::V6(it).is_loopback(),
        None => return false,
    };
    is_plain && (url.scheme() == "https" || url.scheme() == "http" && is_here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_tls_only_this_host_is_asked() {
        for good in [
            "https://id.example/realms/x",
            "http://127.0.0.1:3000",
            "http://[::1]:3000",
            "http://localhost/",
        ] {
            assert!(is_allowed_url(good), "{good}");
        }
        for bad in [
            "http://id.example",
            "http://localhost.evil.example",
            "http://127.0.0.1.evil.example",
            "https://user@id.example",
            "https://id.example/#x",
            "file:///etc/passwd",
            "ftp://localhost",
            "",
        ] {
            assert!(!is_allowed_url(bad), "{bad}");
        }
        assert!(!format!("{:?}", ClientSecret::new("hush")).contains("hush"));
    }
}
