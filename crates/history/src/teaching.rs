//! What persons say of messages and subjects: who, when, what, and whether it was taken back.
//!
//! A word is kept beside the books and counted when they are read; the books themselves never change. So
//! taking it back restores exactly what was before.

use serde::Serialize;

use crate::error::HistoryError;
use crate::observation::{MessageKey, UnixSeconds, Verdict};
use crate::settings::Settings;
use crate::subject::{Keys, Kind};

/// A person's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teaching {
    /// Who says so. Nobody may teach namelessly.
    pub actor: String,
    /// When.
    pub time: UnixSeconds,
    /// Of what.
    pub about: About,
    /// What.
    pub label: TaughtLabel,
    /// Why, in the person's words.
    pub note: Option<String>,
}

/// What a person's word is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// One message, and so whatever it was seen in: its sender, its numbers, its text.
    Message(MessageKey),
    /// An address, as an authenticated sender.
    Sender(String),
    /// A domain, as an authenticated sender.
    Domain(String),
    /// A number in E.164.
    Number(String),
}

/// What a person can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaughtLabel {
    /// It is what it says.
    Benign,
    /// Somebody pretends.
    Malicious,
}

impl TaughtLabel {
    pub(crate) fn code(self) -> i16 {
        match self {
            Self::Benign => Verdict::Benign.code(),
            Self::Malicious => Verdict::Malicious.code(),
        }
    }

    pub(crate) fn from_code(code: i16) -> Self {
        if code == Verdict::Benign.code() {
            Self::Benign
        } else {
            Self::Malicious
        }
    }
}

/// The name of a word that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct TeachingId(pub i64);

/// A word that was given, as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeachingRecord {
    /// Its name.
    pub id: TeachingId,
    /// Who.
    pub actor: String,
    /// When.
    pub time: UnixSeconds,
    /// What it is about, for people: `number +18055550142`, `message 07…`.
    pub about: String,
    /// What was said.
    pub label: TaughtLabel,
    /// Why.
    pub note: Option<String>,
    /// When it was taken back, if it was.
    pub undone: Option<UnixSeconds>,
    /// By whom.
    pub undone_by: Option<String>,
}

/// Whether `actor` may teach.
pub(crate) fn authorise(actor: &str, settings: &Settings) -> Result<(), HistoryError> {
    let is_named = !actor.trim().is_empty();
    let is_listed = settings.teachers.is_empty() || settings.teachers.iter().any(|it| it == actor);
    if is_named && is_listed {
        Ok(())
    } else {
        Err(HistoryError::NotAuthorised {
            actor: actor.to_owned(),
        })
    }
}

impl About {
    /// For people.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Message(key) => format!("message {key}"),
            Self::Sender(it) => format!("sender {}", it.to_lowercase()),
            Self::Domain(it) => format!("domain {}", it.to_lowercase()),
            Self::Number(it) => format!("number {it}"),
        }
    }

    /// The subject, where it is one.
    pub(crate) fn subject(&self, keys: &Keys) -> Option<i64> {
        let of = |kind, value: &str| Some(keys.subject(kind, &value.trim().to_lowercase()));
        match self {
            Self::Message(_) => None,
            Self::Sender(it) => of(Kind::Sender, it),
            Self::Domain(it) => of(Kind::Domain, it),
            Self::Number(it) => of(Kind::Number, it),
        }
    }
}

/// A fresh name for a word: given by the one who sends it, so that sending it twice keeps it once.
pub(crate) fn fresh_id() -> Result<TeachingId, HistoryError> {
    let mut bytes = [0; 8];
    crate::key::random(&mut bytes)?;
    Ok(TeachingId((i64::from_be_bytes(bytes) & i64::MAX).max(1)))
}
