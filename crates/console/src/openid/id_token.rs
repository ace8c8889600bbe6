//! Whether an ID token is the provider's, for offhook, and the answer to what was asked (OpenID Connect Core 1.0 section 3.1.3.7).

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header};
use serde_json::{Map, Value};

/// Signatures that count. `none` is none, and a shared secret signs nothing here.
const ALGORITHMS: [Algorithm; 3] = [Algorithm::RS256, Algorithm::PS256, Algorithm::ES256];
/// Seconds by which the provider's clock may differ.
const DRIFT: i64 = 60;
/// Seconds that a token may be old: it is fetched when it is issued.
const OLDEST: i64 = 600;
/// Bytes of a token.
const LONGEST: usize = 32 << 10;
/// Characters of a subject (Core section 2).
const SUBJECT: usize = 255;

/// What the token has to say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected<'e> {
    pub(crate) issuer: &'e str,
    pub(crate) client_id: &'e str,
    pub(crate) nonce: &'e str,
    /// The second at which it is read.
    pub(crate) now: i64,
}

/// Why a token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum InvalidToken {
    #[error("it is no signed token")]
    Form,
    #[error("its algorithm is not RS256, PS256 or ES256")]
    Algorithm,
    #[error("the provider has no such key")]
    UnknownKey,
    #[error("its signature is wrong")]
    Signature,
    #[error("it is of another issuer")]
    Issuer,
    #[error("it is for another client")]
    Audience,
    #[error("it has expired, is not valid yet, or says nothing of its time")]
    Time,
    #[error("it is not the answer to what was asked: its nonce is another")]
    Nonce,
    #[error("it lacks a claim")]
    Lacking,
}

/// The claims of `token`, where it is signed by one of `keys` and says what is expected.
pub(crate) fn read(
    token: &str,
    keys: &JwkSet,
    expected: Expected<'_>,
) -> Result<Map<String, Value>, InvalidToken> {
    if token.len() > LONGEST {
        return Err(InvalidToken::Form);
    }
    let header = decode_header(token).map_err(|error| match error.kind() {
        // An algorithm that has no name here, `none` among them.
        ErrorKind::Json(_) | ErrorKind::InvalidAlgorithmName => InvalidToken::Algorithm,
        _ => InvalidToken::Form,
    })?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(InvalidToken::Algorithm);
    }
    let claims = verified(token, &header, keys, expected)?;
    rest(&claims, expected)?;
    Ok(claims)
}

fn verified(
    token: &str,
    header: &Header,
    keys: &JwkSet,
    expected: Expected<'_>,
) -> Result<Map<String, Value>, InvalidToken> {
    let mut validation = Validation::new(header.alg);
    validation.leeway = DRIFT.unsigned_abs();
    validation.validate_nbf = true;
    validation.set_issuer(&[expected.issuer]);
    validation.set_audience(&[expected.client_id]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    let mut result = Err(InvalidToken::UnknownKey);
    for key in keys.keys.iter().filter(|it| may_sign(it, header)) {
        let Ok(key) = DecodingKey::from_jwk(key) else {
            continue;
        };
        match decode::<Map<String, Value>>(token, &key, &validation) {
            Ok(data) => return Ok(data.claims),
            Err(error) => result = Err(reason(error.kind())),
        }
        // Where the token names its key there is no other.
        if header.kid.is_some() {
            break;
        }
    }
    result
}

/// Whether `key` is the one that the header names, and one for signatures of that kind.
fn may_sign(key: &Jwk, header: &Header) -> bool {
    let is_named = header.kid.is_none() || key.common.key_id == header.kid;
    let is_for_signatures = matches!(
        key.common.public_key_use,
        None | Some(PublicKeyUse::Signature)
    );
    let algorithm = key.common.key_algorithm;
    let is_for_it = algorithm.is_none_or(|it| it.to_string() == format!("{:?}", header.alg));
    is_named && is_for_signatures && is_for_it
}

fn reason(kind: &ErrorKind) -> InvalidToken {
    match kind {
        ErrorKind::InvalidIssuer => InvalidToken::Issuer,
        ErrorKind::InvalidAudience => InvalidToken::Audience,
        ErrorKind::ExpiredSignature | ErrorKind::ImmatureSignature => InvalidToken::Time,
        ErrorKind::MissingRequiredClaim(name) if name == "exp" => InvalidToken::Time,
        ErrorKind::MissingRequiredClaim(_) => InvalidToken::Lacking,
        ErrorKind::InvalidAlgorithm => InvalidToken::Algorithm,
        ErrorKind::Json(_) | ErrorKind::Base64(_) | ErrorKind::Utf8(_) => InvalidToken::Form,
        _ => InvalidToken::Signature,
    }
}

/// What is left to be looked at once the signature, the issuer, the audience and the end are right.
fn rest(claims: &Map<String, Value>, expected: Expected<'_>) -> Result<(), InvalidToken> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    // The crate believes a list that holds it, too; the standard names one text.
    if text("iss") != Some(expected.issuer) {
        return Err(InvalidToken::Issuer);
    }
    let several = claims.get("aud").and_then(Value::as_array);
    let is_several = several.is_some_and(|it| it.len() > 1);
    match claims.get("azp").map(Value::as_str) {
        None if is_several => return Err(InvalidToken::Audience),
        Some(party) if party != Some(expected.client_id) => return Err(InvalidToken::Audience),
        _ => {}
    }
    if text("nonce") != Some(expected.nonce) {
        return Err(InvalidToken::Nonce);
    }
    let issued = claims
        .get("iat")
        .and_then(Value::as_f64)
        .ok_or(InvalidToken::Time)?;
    let age = expected.now as f64 - issued;
    if !(-(DRIFT as f64)..=OLDEST as f64).contains(&age) {
        return Err(InvalidToken::Time);
    }
    let subject = text("sub").unwrap_or_default();
    if subject.is_empty() || subject.chars().count() > SUBJECT {
        return Err(InvalidToken::Lacking);
    }
    Ok(())
}

#[cfg(test)]
#[path = "id_token_tests.rs"]
mod tests;
