//! The record of a verdict, and what persons say of it.

use std::str::FromStr;

use serde::Serialize;

use crate::id::{Digest, InvalidId, RecordId};

/// Seconds since 1970-01-01T00:00:00Z.
pub type UnixSeconds = i64;

/// Entries of one list of a record that are kept: recipients.
pub(crate) const MOST_RECIPIENTS: usize = 1000;
/// Entries of one other list of a record that are kept.
pub(crate) const MOST_NAMES: usize = 100;
/// Characters of one text that are kept.
pub(crate) const MOST_CHARACTERS: usize = 1000;

/// The verdict on a message, from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Somebody pretends.
    Malicious,
    /// It looks wrong.
    Suspicious,
    /// Nothing could be said.
    Undecided,
    /// Nothing speaks against it.
    Benign,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Malicious,
        Self::Suspicious,
        Self::Undecided,
        Self::Benign,
    ];

    /// Its name, as in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Malicious => "malicious",
            Self::Suspicious => "suspicious",
            Self::Undecided => "undecided",
            Self::Benign => "benign",
        }
    }
}

impl FromStr for Verdict {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let mut all = Self::ALL.into_iter();
        all.find(|it| it.name() == text).ok_or(InvalidId)
    }
}

/// Hashes by which mail is known that is alike; known only where a history is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Likeness {
    /// The SimHash of its text: texts that differ little differ in few bits.
    pub text: Option<u64>,
    /// A digest of the shape of its HTML.
    pub template: Option<u64>,
}

/// What is to be kept of a verdict. Lists and texts beyond their bounds are cut.
#[derive(Debug, Clone)]
pub struct NewRecord {
    /// When the message was judged.
    pub time: UnixSeconds,
    /// Where it came in: `milter`, `spamd`, `rspamd`, …
    pub door: String,
    /// The mail server's name for it.
    pub queue_id: Option<String>,
    /// The sender in the envelope; empty for bounces.
    pub mail_from: Option<String>,
    /// The recipients in the envelope, or the mailbox.
    pub recipients: Vec<String>,
    /// The subject, decoded.
    pub subject: Option<String>,
    /// The address in From.
    pub from: String,
    /// `Message-ID`.
    pub message_id: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// 0 to 1.
    pub score: f64,
    /// What was done, as in the settings.
    pub action: String,
    /// What kind of attack it is.
    pub attack_types: Vec<String>,
    /// Ids of the brands it claims to be from.
    pub brands: Vec<String>,
    /// The numbers in it, in E.164.
    pub numbers: Vec<String>,
    /// The digest of its bytes, as they would be released.
    pub content: Digest,
    /// How long judging it took, in microseconds, where that was measured.
    pub microseconds: Option<u64>,
    /// By what it is known again in other mail.
    pub likeness: Likeness,
    /// The whole report.
    pub report: serde_json::Value,
}

/// What is kept of a verdict. The report is asked for by itself ([`Store::report`](crate::Store::report)).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    /// What it is called.
    pub id: RecordId,
    /// When the message was judged.
    pub time: UnixSeconds,
    /// Where it came in.
    pub door: String,
    /// The mail server's name for it.
    pub queue_id: Option<String>,
    /// The sender in the envelope.
    pub mail_from: Option<String>,
    /// The recipients.
    pub recipients: Vec<String>,
    /// The subject, where subjects are kept.
    pub subject: Option<String>,
    /// The address in From.
    pub from: String,
    /// `Message-ID`.
    pub message_id: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// 0 to 1.
    pub score: f64,
    /// What was done.
    pub action: String,
    /// What kind of attack it is.
    pub attack_types: Vec<String>,
    /// Ids of the brands it claims to be from.
    pub brands: Vec<String>,
    /// The numbers in it, in E.164.
    pub numbers: Vec<String>,
    /// The digest of its bytes.
    pub content: Digest,
    /// The names of the rules that matched.
    pub rules: Vec<String>,
    /// How long judging it took, in microseconds, where that was measured.
    pub microseconds: Option<u64>,
    /// By what it is known again in other mail.
    #[serde(skip)]
    pub likeness: Likeness,
}

/// What a person says a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// Somebody pretends.
    Scam,
    /// It is what it says.
    Genuine,
}

impl Word {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scam => "scam",
            Self::Genuine => "genuine",
        }
    }
}

impl FromStr for Word {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        match text {
            "scam" => Ok(Self::Scam),
            "genuine" => Ok(Self::Genuine),
            _ => Err(InvalidId),
        }
    }
}

/// A person's word on a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Feedback {
    /// The record.
    pub record: RecordId,
    /// What was said.
    pub word: Word,
    /// By whom.
    pub by: String,
    /// When.
    pub time: UnixSeconds,
    /// Why.
    pub note: Option<String>,
}

/// A message that a reader reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UserReport {
    /// The record of the message, where it is known.
    pub record: Option<RecordId>,
    /// Who reported it.
    pub by: String,
    /// When.
    pub time: UnixSeconds,
    /// The message's `Message-ID`.
    pub message_id: Option<String>,
    /// The verdict on what was reported.
    pub verdict: Option<Verdict>,
    /// What the reader wrote, or what came of it.
    pub note: Option<String>,
}

/// What a person has done about a reader's report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportAnswer {
    /// What was said of the message, if anything.
    pub word: Option<Word>,
    /// By whom.
    pub by: String,
    /// When.
    pub time: UnixSeconds,
}

/// A reader's report in the queue of those who look after them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QueuedReport {
    /// Its number; later ones have higher numbers.
    pub id: i64,
    /// What was reported.
    pub report: UserReport,
    /// What was done about it; `None` while it waits.
    pub answer: Option<ReportAnswer>,
}

/// Which reports are asked for: those of which everything that is set here holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportFilter {
    /// Only those that wait (`true`) or that were answered (`false`).
    pub open: Option<bool>,
    /// Who reported it; without regard to case.
    pub by: Option<String>,
    /// The verdict on what was reported.
    pub verdict: Option<Verdict>,
    /// The record.
    pub record: Option<RecordId>,
}
