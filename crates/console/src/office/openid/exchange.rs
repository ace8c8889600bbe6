//! What is asked of the provider: what it is, its keys, a token for a code, and who somebody is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use jsonwebtoken::jwk::JwkSet;
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::pending::Started;
use crate::office::session::hexadecimal;
use crate::office::{BackOffice, Rooms};
use crate::openid::{
    Expected, Fetch, FetchError, InvalidToken, Metadata, OpenIdSettings, Person, discovery_url,
    person, read_id_token,
};

/// How long what a provider says of itself is believed without asking again.
const LIFE: Duration = Duration::from_hours(1);
/// How soon its keys are asked for again where one is not known: not for every token.
const PAUSE: Duration = Duration::from_secs(5);
/// Keys of one provider.
const KEYS: usize = 100;
/// Characters of a code.
const CODE: usize = 4096;

/// Why nobody is signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Failure {
    #[error("whoever came back had not left from here, or took too long")]
    Late,
    #[error("what came back belongs to another attempt")]
    State,
    #[error("the provider refused: {0}")]
    Refused(String),
    #[error("{0}")]
    Unreachable(String),
    #[error("{0}")]
    Metadata(String),
    #[error("the provider gave no token for the code, or nothing that can be read")]
    Answer,
    #[error("the ID token is not believed: {0}")]
    Token(#[from] InvalidToken),
    #[error("none of somebody's roles is one of admin_values, analyst_values or reader_values")]
    NoRole,
    #[error("the account is disabled")]
    Disabled,
    #[error("the store does not answer")]
    Away,
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        Self::Unreachable(error.to_string())
    }
}

impl Failure {
    /// The sentence for whoever wants to sign in. What it was in detail is for the log.
    pub(super) fn sentence(&self) -> &'static str {
        match self {
            Self::Late | Self::State => "console-openid-late",
            Self::Refused(_) => "console-openid-refused",
            Self::Unreachable(_) | Self::Metadata(_) | Self::Answer => "console-openid-away",
            Self::Token(_) => "console-openid-token",
            Self::NoRole => "console-openid-no-role",
            Self::Disabled => "console-openid-disabled",
            Self::Away => "console-away",
        }
    }
}

/// What is known of the provider, and since when.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<Memory>);

#[derive(Debug, Default)]
struct Memory {
    metadata: Option<(Instant, Arc<Metadata>)>,
    keys: Option<(Instant, Arc<JwkSet>)>,
}

/// The answer for a code (RFC 6749 section 5.1, Core section 3.1.3.3).
#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: Option<String>,
}

/// Where the browser is sent.
pub(super) fn authorization(
    metadata: &Metadata,
    settings: &OpenIdSettings,
    started: &Started,
) -> Option<String> {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(started.verifier.as_bytes()));
    let mut address = Url::parse(&metadata.authorization_endpoint).ok()?;
    address
        .query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &settings.client_id)
        .append_pair("redirect_uri", &settings.redirect_url)
        .append_pair("scope", &settings.scopes.join(" "))
        .append_pair("state", &started.state)
        .append_pair("nonce", &started.nonce)
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256");
    Some(address.into())
}

/// What tells two people of the same name apart.
pub(super) fn tag(issuer: &str, subject: &str) -> String {
    let digest = Sha256::new()
        .chain_update(issuer.as_bytes())
        .chain_update(b"\0")
        .chain_update(subject.as_bytes())
        .finalize();
    hexadecimal(digest.get(..4).unwrap_or_default())
}

impl<O: BackOffice> Rooms<O> {
    /// What the provider says of itself.
    pub(super) async fn metadata(
        &self,
        settings: &OpenIdSettings,
    ) -> Result<Arc<Metadata>, Failure> {
        let known = self.provider.lock().metadata.clone();
        if let Some((_, metadata)) = known.filter(|it| it.0.elapsed() < LIFE) {
            return Ok(metadata);
        }
        let body = self
            .fetched(Fetch::get(&discovery_url(&settings.issuer)))
            .await?;
        let metadata = Metadata::read(&body, &settings.issuer);
        let metadata = Arc::new(metadata.map_err(|it| Failure::Metadata(it.to_string()))?);
        self.provider.lock().metadata = Some((Instant::now(), Arc::clone(&metadata)));
        Ok(metadata)
    }

    async fn fetched(&self, fetch: Fetch) -> Result<Vec<u8>, Failure> {
        let answer = self.office.fetch(fetch).await?;
        if answer.status == 200 {
            Ok(answer.body)
        } else {
            Err(Failure::Unreachable(format!(
                "the provider answers {}",
                answer.status
            )))
        }
    }

    /// The provider's keys. `fresh` asks for them again, though not too often.
    async fn keys(&self, metadata: &Metadata, fresh: bool) -> Result<Arc<JwkSet>, Failure> {
        let known = self.provider.lock().keys.clone();
        let life = if fresh { PAUSE } else { LIFE };
        if let Some((_, keys)) = known.filter(|it| it.0.elapsed() < life) {
            return Ok(keys);
        }
        let body = self.fetched(Fetch::get(&metadata.jwks_uri)).await?;
        let mut keys: JwkSet = serde_json::from_slice(&body).map_err(|_| Failure::Answer)?;
        keys.keys.truncate(KEYS);
        let keys = Arc::new(keys);
        self.provider.lock().keys = Some((Instant::now(), Arc::clone(&keys)));
        Ok(keys)
    }

    /// Who the provider says has come back with `code`.
    pub(super) async fn exchange(
        &self,
        settings: &OpenIdSettings,
        started: &Started,
        code: &str,
    ) -> Result<Person, Failure> {
        if code.is_empty() || code.len() > CODE {
            return Err(Failure::State);
        }
        let metadata = self.metadata(settings).await?;
        let fetch = token_request(&metadata, settings, started, code);
        let answer = self.office.fetch(fetch).await?;
        let tokens: Option<Tokens> = serde_json::from_slice(&answer.body).ok();
        let tokens = tokens
            .filter(|_| answer.status == 200)
            .ok_or(Failure::Answer)?;
        let claims = self
            .believed(settings, &metadata, started, &tokens.id_token)
            .await?;
        let found = person(&claims, settings);
        if found.is_told {
            return Ok(found);
        }
        // Some providers tell it where it is asked for only.
        match (&metadata.userinfo_endpoint, tokens.access_token) {
            (Some(place), Some(access)) => {
                let more = self.user_info(place, &access, &found.subject).await?;
                Ok(person(&merged(claims, more), settings))
            }
            _ => Ok(found),
        }
    }

    async fn believed(
        &self,
        settings: &OpenIdSettings,
        metadata: &Metadata,
        started: &Started,
        token: &str,
    ) -> Result<Map<String, Value>, Failure> {
        let expected = Expected {
            issuer: &settings.issuer,
            client_id: &settings.client_id,
            nonce: &started.nonce,
            now: Timestamp::now().as_second(),
        };
        let keys = self.keys(metadata, false).await?;
        match read_id_token(token, &keys, expected) {
            // The provider may have taken another key since.
            Err(InvalidToken::UnknownKey | InvalidToken::Signature) => {
                let keys = self.keys(metadata, true).await?;
                Ok(read_id_token(token, &keys, expected)?)
            }
            other => Ok(other?),
        }
    }

    /// What the provider says of `subject` (Core section 5.3): of nobody else.
    async fn user_info(
        &self,
        place: &str,
        access: &str,
        subject: &str,
    ) -> Result<Map<String, Value>, Failure> {
        // A token that cannot stand in a field is none (RFC 6750 section 2.1).
        if !access.bytes().all(|it| matches!(it, b'!'..=b'~')) {
            return Err(Failure::Answer);
        }
        let mut fetch = Fetch::get(place);
        fetch.authorization = Some(format!("Bearer {access}"));
        let body = self.fetched(fetch).await?;
        let claims: Map<String, Value> =
            serde_json::from_slice(&body).map_err(|_| Failure::Answer)?;
        if claims.get("sub").and_then(Value::as_str) == Some(subject) {
            Ok(claims)
        } else {
            Err(Failure::Answer)
        }
    }
}

impl Known {
    fn lock(&self) -> std::sync::MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was signed stands, whatever the rest says. That an address is verified is said of that address alone.
fn merged(signed: Map<String, Value>, mut more: Map<String, Value>) -> Map<String, Value> {
    let address = signed.get("email");
    if address.is_some() && address != more.get("email") {
        more.remove("email_verified");
    }
    more.extend(signed);
    more
}

fn token_request(
    metadata: &Metadata,
    settings: &OpenIdSettings,
    started: &Started,
    code: &str,
) -> Fetch {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", &settings.redirect_url)
        .append_pair("code_verifier", &started.verifier);
    let mut authorization = None;
    match settings.client_secret.as_ref() {
        None => {
            form.append_pair("client_id", &settings.client_id);
        }
        Some(secret) if metadata.wants_secret_in_form() => {
            form.append_pair("client_id", &settings.client_id)
                .append_pair("client_secret", secret.text());
        }
        Some(secret) => {
            // Both are encoded as in a form first (RFC 6749 section 2.3.1).
            let encoded = |it: &str| byte_serialize(it.as_bytes()).collect::<String>();
            let pair = format!(
                "{}:{}",
                encoded(&settings.client_id),
                encoded(secret.text())
            );
            authorization = Some(format!("Basic {}", STANDARD.encode(pair)));
        }
    }
    Fetch {
        url: metadata.token_endpoint.clone(),
        form: Some(form.finish()),
        authorization,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_signed_stands() {
        let map = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap();
        let both = merged(
            map(r#"{"sub":"1","a":1}"#),
            map(r#"{"sub":"2","roles":["x"]}"#),
        );
        assert_eq!(both, map(r#"{"sub":"1","roles":["x"],"a":1}"#));
        let other = merged(
            map(r#"{"email":"a@x.example"}"#),
            map(r#"{"email":"b@x.example","email_verified":true}"#),
        );
        assert_eq!(other, map(r#"{"email":"a@x.example"}"#));
        let same = merged(
            map(r#"{"email":"a@x.example"}"#),
            map(r#"{"email":"a@x.example","email_verified":true}"#),
        );
        assert_eq!(same.len(), 2);
    }

    #[test]
    fn two_of_one_name_are_told_apart() {
        assert_ne!(tag("https://a.example", "1"), tag("https://a.example", "2"));
        assert_ne!(tag("https://a.example", "1"), tag("https://b.example", "1"));
        assert_eq!(tag("a", "1").len(), 8);
    }
}
