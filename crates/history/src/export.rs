//! What an export holds: one line a message, one a person's word.

use serde::Serialize;

use crate::observation::{UnixSeconds, Verdict};
use crate::subject::Kind;
use crate::teaching::TeachingRecord;

/// One line of an export.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// A message.
    Message(MessageLine),
    /// What a person said.
    Teaching(TeachingRecord),
}

/// All that is kept of one message. There is no body in it because none is kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MessageLine {
    /// Its key.
    pub key: String,
    /// When it was received.
    pub received: UnixSeconds,
    /// The keyed hash of its mailbox; `None` where that is not known.
    pub mailbox: Option<String>,
    /// The verdict; `None` where it was never judged.
    pub verdict: Option<Verdict>,
    /// 0..1.
    pub score: Option<f64>,
    /// Kinds of attack.
    pub attack_types: Vec<String>,
    /// Rules that matched.
    pub rules: Vec<String>,
    /// The subject line, where the operator keeps them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_line: Option<String>,
    /// In whose books it stands.
    pub seen: Vec<SeenIn>,
}

/// A subject in whose books a message stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeenIn {
    /// `sender`, `number`, `order`, …
    pub kind: &'static str,
    /// Its name; for an order the keyed hash.
    pub value: String,
}

impl SeenIn {
    pub(crate) fn new(kind: i16, value: Option<String>, id: i64) -> Self {
        Self {
            kind: Kind::name_of(kind),
            value: value.unwrap_or_else(|| format!("{id:016x}")),
        }
    }
}

pub(crate) fn list(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_default()
}

pub(crate) fn json(list: &[String]) -> String {
    // Past this many, a list says nothing new; a string list always has a JSON form.
    let list = list.get(..list.len().min(64)).unwrap_or_default();
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}
