//! Tokens that are not to be believed, each wrong in one thing.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use jsonwebtoken::{EncodingKey, encode};
use serde_json::json;

use super::*;

/// A key of the provider's, and the set that it publishes.
struct Provider {
    key: EncodingKey,
    keys: JwkSet,
}

impl Provider {
    fn new(name: &str) -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let document = pair.to_pkcs8v1().unwrap();
        let key = EncodingKey::from_ec_der(document.as_ref());
        let mut jwk = Jwk::from_encoding_key(&key, Algorithm::ES256).unwrap();
        jwk.common.key_id = Some(name.to_owned());
        Self {
            key,
            keys: JwkSet { keys: vec![jwk] },
        }
    }

    fn token(&self, change: impl FnOnce(&mut Header, &mut Map<String, Value>)) -> String {
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some("1".to_owned());
        let Value::Object(mut claims) = json!({
            "iss": "https://id.example", "aud": "offhook", "sub": "ann", "nonce": "n",
            "iat": now(), "exp": now() + 300,
        }) else {
            return String::new();
        };
        change(&mut header, &mut claims);
        encode(&header, &claims, &self.key).unwrap()
    }

    fn read(&self, token: &str) -> Result<Map<String, Value>, InvalidToken> {
        let expected = Expected {
            issuer: "https://id.example",
            client_id: "offhook",
            nonce: "n",
            now: now(),
        };
        read(token, &self.keys, expected)
    }
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

#[test]
fn a_good_token_is_believed() {
    let provider = Provider::new("1");
    let claims = provider.read(&provider.token(|_, _| ())).unwrap();
    assert_eq!(claims["sub"], "ann");
    let several = provider.token(|_, it| {
        it.insert("aud".to_owned(), json!(["other", "offhook"]));
        it.insert("azp".to_owned(), json!("offhook"));
    });
    assert!(provider.read(&several).is_ok());
    // Without a name every key is tried.
    assert!(
        provider
            .read(&provider.token(|header, _| header.kid = None))
            .is_ok()
    );
}

#[test]
fn a_token_that_is_wrong_in_one_thing_is_not() {
    let provider = Provider::new("1");
    let set = |name: &str, value: Value| {
        let name = name.to_owned();
        provider.token(|_, it| {
            it.insert(name, value);
        })
    };
    let without = |name: &str| {
        provider.token(|_, it| {
            it.remove(name);
        })
    };
    for (token, why) in [
        (
            set("iss", json!("https://id.example/")),
            InvalidToken::Issuer,
        ),
        (
            set("iss", json!(["https://id.example"])),
            InvalidToken::Issuer,
        ),
        (set("aud", json!("other")), InvalidToken::Audience),
        (set("aud", json!([])), InvalidToken::Audience),
        (
            set("aud", json!(["offhook", "other"])),
            InvalidToken::Audience,
        ),
        (set("azp", json!("other")), InvalidToken::Audience),
        (set("nonce", json!("m")), InvalidToken::Nonce),
        (set("nonce", json!(7)), InvalidToken::Nonce),
        (set("exp", json!(now() - 61)), InvalidToken::Time),
        (set("nbf", json!(now() + 120)), InvalidToken::Time),
        (set("iat", json!(now() + 120)), InvalidToken::Time),
        (set("iat", json!(now() - 700)), InvalidToken::Time),
        (set("iat", json!("now")), InvalidToken::Time),
        (set("sub", json!("")), InvalidToken::Lacking),
        (set("sub", json!("x".repeat(256))), InvalidToken::Lacking),
        (without("nonce"), InvalidToken::Nonce),
        (without("iat"), InvalidToken::Time),
        (without("exp"), InvalidToken::Time),
        (without("sub"), InvalidToken::Lacking),
        (without("aud"), InvalidToken::Lacking),
        (without("iss"), InvalidToken::Lacking),
        ("a.b.c".to_owned(), InvalidToken::Form),
        (String::new(), InvalidToken::Form),
        ("x".repeat(LONGEST + 1), InvalidToken::Form),
    ] {
        assert_eq!(provider.read(&token), Err(why), "{token}");
    }
}

#[test]
fn a_token_that_somebody_else_signed_is_not_believed() {
    let (provider, other) = (Provider::new("1"), Provider::new("1"));
    assert_eq!(
        provider.read(&other.token(|_, _| ())),
        Err(InvalidToken::Signature)
    );
    let good = provider.token(|_, _| ());
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let forged = provider.token(|_, it| {
        it.insert("sub".to_owned(), json!("admin"));
    });
    let (forged, _) = forged.rsplit_once('.').unwrap();
    assert_eq!(
        provider.read(&format!("{forged}.{signature}")),
        Err(InvalidToken::Signature)
    );
    let header = |text: &str| {
        use base64::Engine as _;
        let header = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
        let (_, claims) = signed.split_once('.').unwrap();
        format!("{header}.{claims}")
    };
    // Without a signature, or with one whose secret is public.
    for algorithm in ["none", "None", "NONE", ""] {
        let unsigned = header(&format!("{{\"alg\":\"{algorithm}\"}}"));
        for end in [".", &format!(".{signature}")] {
            assert_eq!(
                provider.read(&format!("{unsigned}{end}")),
                Err(InvalidToken::Algorithm)
            );
        }
    }
    let shared = EncodingKey::from_secret(b"1").unwrap();
    let mut as_shared = Header::new(Algorithm::HS256);
    as_shared.kid = Some("1".to_owned());
    let shared = encode(&as_shared, &json!({ "sub": "ann" }), &shared).unwrap();
    assert_eq!(provider.read(&shared), Err(InvalidToken::Algorithm));
    // A key for something else, and one that is not known.
    let unknown = provider.token(|header, _| header.kid = Some("2".to_owned()));
    assert_eq!(provider.read(&unknown), Err(InvalidToken::UnknownKey));
    let mut for_encryption = Provider {
        key: provider.key.clone(),
        keys: provider.keys.clone(),
    };
    for_encryption.keys.keys[0].common.public_key_use = Some(PublicKeyUse::Encryption);
    assert_eq!(for_encryption.read(&good), Err(InvalidToken::UnknownKey));
}
