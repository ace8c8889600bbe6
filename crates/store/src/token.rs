//! Tokens that open the REST interface, and what each of them may.

use std::str::FromStr;

use data_encoding::{BASE32_NOPAD, Encoding};
use serde::Serialize;

use crate::error::StoreError;
use crate::id::{Digest, InvalidId};
use crate::key;
use crate::record::UnixSeconds;

/// What somebody may do, from the least to the most; each may what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Be told on the page for everybody what is known of his own mailboxes. Of accounts alone; no token has it.
    Reader = 0,
    /// Have messages judged. Of tokens alone; no account has it.
    Check = 1,
    /// Look at records and the quarantine, say what a message is, release what is not malicious.
    Analyst = 2,
    /// Everything.
    Admin = 3,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Reader, Self::Check, Self::Analyst, Self::Admin];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Check => "check",
            Self::Analyst => "analyst",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let mut all = Self::ALL.into_iter();
        all.find(|it| it.name() == text).ok_or(InvalidId)
    }
}

/// A token as it is listed. The secret itself is nowhere but with whom it was given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Token {
    /// Its number.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// What it may.
    pub role: Role,
    /// When it was made.
    pub created: UnixSeconds,
    /// From when on it no longer counts.
    pub expires: Option<UnixSeconds>,
    /// When it was last used, to within a minute.
    pub last_used: Option<UnixSeconds>,
    /// When it was revoked.
    pub revoked: Option<UnixSeconds>,
}

impl Token {
    /// Whether it opens anything at `now`.
    pub fn counts(&self, now: UnixSeconds) -> bool {
        self.revoked.is_none() && self.expires.is_none_or(|expires| expires > now)
    }
}

/// What a new token is, shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenSecret {
    /// Its number.
    pub id: i64,
    /// What the client has to send: `oh_` and 32 letters and digits.
    pub text: String,
}

/// What a token begins with, so that a leaked one is recognised.
const PREFIX: &str = "oh_";

/// 160 random bits.
pub(crate) fn fresh() -> Result<String, StoreError> {
    let bytes: [u8; 20] = key::random()?;
    Ok(format!("{PREFIX}{}", lower().encode(&bytes)))
}

/// What is kept of `text`; `None` where it is no token.
pub(crate) fn digest(text: &str) -> Option<Digest> {
    let random = text.strip_prefix(PREFIX)?;
    let is_one = random.len() == 32 && random.bytes().all(|it| it.is_ascii_alphanumeric());
    is_one.then(|| Digest::of(text.as_bytes()))
}

fn lower() -> Encoding {
    let mut specification = BASE32_NOPAD.specification();
    specification.symbols.make_ascii_lowercase();
    specification.encoding().unwrap_or(BASE32_NOPAD)
}
