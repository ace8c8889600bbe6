//! The JSON that `rspamd` answers to `POST /checkv2`, and the request header fields it reads.
//!
//! Source: <https://docs.rspamd.com/developers/protocol>, "Rspamd HTTP reply" and "milter headers".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a client is advised to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// Deliver.
    #[serde(rename = "no action")]
    NoAction,
    /// Refuse for now.
    #[serde(rename = "soft reject")]
    SoftReject,
    /// Add a header that says it is spam.
    #[serde(rename = "add header")]
    AddHeader,
    /// Write it into the subject.
    #[serde(rename = "rewrite subject")]
    RewriteSubject,
    /// Keep it aside.
    #[serde(rename = "quarantine")]
    Quarantine,
    /// Refuse.
    #[serde(rename = "reject")]
    Reject,
    /// Put off a sender that is not known yet.
    #[serde(rename = "greylist")]
    Greylist,
    /// Take it and throw it away.
    #[serde(rename = "discard")]
    Discard,
}

impl Action {
    /// Whether a reader would find the message marked as spam or not at all. Putting off is no judgement.
    pub fn is_spam(self) -> bool {
        match self {
            Self::NoAction | Self::SoftReject | Self::Greylist => false,
            Self::AddHeader
            | Self::RewriteSubject
            | Self::Quarantine
            | Self::Reject
            | Self::Discard => true,
        }
    }
}

/// Something that matched.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// The points it gives.
    pub score: f64,
    /// The same; clients read either.
    #[serde(default)]
    pub metric_score: f64,
    /// A sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
}

/// A header field to be added.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddHeader {
    /// Its value.
    pub value: String,
    /// Where: 0 is the top.
    pub order: i32,
}

/// What a milter is to change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilterChanges {
    /// Fields to add, by name.
    #[serde(default)]
    pub add_headers: BTreeMap<String, AddHeader>,
    /// Fields to remove, by name; 0 removes all of that name.
    #[serde(default)]
    pub remove_headers: BTreeMap<String, i32>,
}

/// The answer to `/checkv2`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckReply {
    /// Whether nothing was checked.
    #[serde(default)]
    pub is_skipped: bool,
    /// The points of the message.
    pub score: f64,
    /// The points from which it is spam.
    pub required_score: f64,
    /// What to do.
    pub action: Action,
    /// What matched, by name.
    pub symbols: BTreeMap<String, Symbol>,
    /// Texts for the client, such as `smtp_message`, the text of a refusal.
    #[serde(default)]
    pub messages: BTreeMap<String, String>,
    /// `Message-ID` without its brackets.
    #[serde(rename = "message-id", default)]
    pub message_id: String,
    /// Seconds spent.
    #[serde(default)]
    pub time_real: f64,
    /// The rewritten subject, where the action asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What a milter is to change.
    #[serde(default)]
    pub milter: MilterChanges,
}

/// The envelope, as request header fields carry it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// `IP`: the client's address.
    pub ip: Option<String>,
    /// `Helo`.
    pub helo: Option<String>,
    /// `From`: MAIL FROM.
    pub from: Option<String>,
    /// `Rcpt`, one field for each recipient or several in one.
    pub recipients: Vec<String>,
    /// `User`: who authenticated.
    pub user: Option<String>,
}

impl Envelope {
    /// Reads request header fields; of a field that stands twice the first counts, recipients apart.
    pub fn of<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut envelope = Self::default();
        for (name, value) in fields {
            let value = value.trim();
            let single = match name.to_ascii_lowercase().as_str() {
                "ip" => &mut envelope.ip,
                "helo" => &mut envelope.helo,
                "from" => &mut envelope.from,
                "user" => &mut envelope.user,
                "rcpt" => {
                    let all = value.split(',').map(bare).filter(|it| !it.is_empty());
                    let free = MAX_RECIPIENTS.saturating_sub(envelope.recipients.len());
                    envelope.recipients.extend(all.take(free));
                    continue;
                }
                _ => continue,
            };
            single.get_or_insert_with(|| bare(value));
        }
        envelope
    }
}

/// Recipients that are kept of one request.
const MAX_RECIPIENTS: usize = 1000;

fn bare(path: &str) -> String {
    path.trim().trim_matches(['<', '>']).to_owned()
}
