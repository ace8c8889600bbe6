//! What a provider says of itself (OpenID Connect Discovery 1.0 section 4).

use serde::Deserialize;

use super::is_allowed_url;

/// Where a provider says what it is.
pub(crate) fn discovery_url(issuer: &str) -> String {
    let issuer = issuer.trim_end_matches('/');
    format!("{issuer}/.well-known/openid-configuration")
}

/// The part of it that is used.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Metadata {
    issuer: String,
    pub(crate) authorization_endpoint: String,
    pub(crate) token_endpoint: String,
    pub(crate) jwks_uri: String,
    pub(crate) userinfo_endpoint: Option<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

/// Why a provider is not believed to be the one that is set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadMetadata {
    #[error("what the provider says of itself is no metadata of OpenID Connect: {0}")]
    Form(String),
    #[error("the provider calls itself {0:?}, which is not the issuer that is set")]
    Issuer(String),
    #[error("the provider names {0:?}, which is neither https nor on this host")]
    Address(String),
}

impl Metadata {
    /// Reads what the provider `issuer` answered.
    pub(crate) fn read(body: &[u8], issuer: &str) -> Result<Self, BadMetadata> {
        let metadata: Self =
            serde_json::from_slice(body).map_err(|it| BadMetadata::Form(it.to_string()))?;
        // Section 4.3: the same to the letter, so that no provider speaks for another.
        if metadata.issuer != issuer {
            return Err(BadMetadata::Issuer(metadata.issuer));
        }
        let places = [
            Some(&metadata.authorization_endpoint),
            Some(&metadata.token_endpoint),
            Some(&metadata.jwks_uri),
            metadata.userinfo_endpoint.as_ref(),
        ];
        for place in places.into_iter().flatten() {
            if !is_allowed_url(place) {
                return Err(BadMetadata::Address(place.clone()));
            }
        }
        Ok(metadata)
    }

    /// Whether the client's secret goes into the form and not into a field (Core section 9): only where the provider takes no other.
    pub(crate) fn wants_secret_in_form(&self) -> bool {
        let named = &self.token_endpoint_auth_methods_supported;
        let has = |name: &str| named.iter().any(|it| it == name);
        has("client_secret_post") && !has("client_secret_basic")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_provider_that_is_set_is_believed() {
        let of = |issuer: &str, token: &str| {
            serde_json::json!({
                "issuer": issuer,
                "authorization_endpoint": "https://id.example/auth",
                "token_endpoint": token,
                "jwks_uri": "https://id.example/jwks",
                "more": [1, 2],
            })
            .to_string()
        };
        let read = |text: String| Metadata::read(text.as_bytes(), "https://id.example");
        let good = read(of("https://id.example", "https://id.example/token"));
        assert!(!good.unwrap().wants_secret_in_form());
        assert_eq!(
            read(of("https://id.example/", "https://id.example/token")),
            Err(BadMetadata::Issuer("https://id.example/".to_owned()))
        );
        assert_eq!(
            read(of("https://id.example", "http://id.example/token")),
            Err(BadMetadata::Address("http://id.example/token".to_owned()))
        );
        assert!(matches!(read("{}".to_owned()), Err(BadMetadata::Form(_))));
        assert_eq!(
            discovery_url("https://a.example/x/"),
            "https://a.example/x/.well-known/openid-configuration"
        );
    }
}
