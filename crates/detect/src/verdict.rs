//! The verdict and what it rests on.

use limits::Capability;
use model::Subject;
use serde::{Serialize, Serializer};
use text::Quote;

use crate::stages::Stages;

/// The four verdicts, from worst to best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Somebody pretends, to make the reader call, pay, click or reveal.
    Malicious,
    /// It looks wrong; a person should check.
    Suspicious,
    /// What the mail says is out of reach, and could be anything.
    Undecided,
    /// Nothing speaks against it.
    Benign,
}

impl Verdict {
    /// The name as it appears in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Malicious => "malicious",
            Self::Suspicious => "suspicious",
            Self::Undecided => "undecided",
            Self::Benign => "benign",
        }
    }
}

/// Everything said of one message. Its JSON form is a contract: keys may be added, none removed.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Where the message was found.
    pub path: String,
    /// `Message-ID`.
    pub message_id: Option<String>,
    /// The decoded subject.
    pub subject: Option<String>,
    /// The sender's address.
    pub from: String,
    /// `Date` as RFC 3339.
    pub date: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// 0..1.
    pub score: f64,
    /// One sentence for the reader.
    pub summary: String,
    /// What kind of attack it is.
    pub attack_types: Vec<String>,
    /// Ids of the brands it claims to be from.
    pub claimed_brands: Vec<String>,
    /// Who sent it.
    pub sender: SenderReport,
    /// What was checked of the sender, and by whom; absent where nobody trusted checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication: Option<AuthenticationReport>,
    /// Whether the mailbox knows the order it speaks of; absent where no history was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderReport>,
    /// What was seen of the sender before; absent where no history was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<HistoryReport>,
    /// The numbers in it.
    pub numbers: Vec<NumberReport>,
    /// The observations the verdict rests on.
    pub evidence: Vec<Evidence>,
    /// The rules that matched.
    pub rules: Vec<RuleHit>,
    /// The rules of others that could not be decided, with what they lacked.
    pub undecided_rules: Vec<UndecidedRule>,
    /// Names of what was missing in reading the message.
    #[serde(serialize_with = "capability_names")]
    pub missing: Vec<Capability>,
    /// What is attached, files within files included.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileReport>,
    /// What of the attachments was not read, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<UnreadReport>,
    /// What is broken in the message.
    pub defects: Vec<DefectReport>,
    /// What to do, in order.
    pub advice: Vec<String>,
    /// The verdict on a message attached to this one, where it decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attached: Option<Box<Report>>,
    /// Microseconds from bytes to verdict.
    pub elapsed_us: u64,
    /// By what it is known again in other mail. Not in the JSON: who keeps records asks for it.
    #[serde(skip)]
    pub likeness: Likeness,
    /// Where that time went. Not in the JSON: who measures asks for it.
    #[serde(skip)]
    pub stages: Stages,
}

/// Hashes by which mail is known that is alike.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Likeness {
    /// [`history::simhash`] of its text, where the history was told of it.
    pub text: Option<u64>,
    /// A digest of the shape of its HTML, where that has enough elements to have one.
    pub template: Option<u64>,
}

/// The sender, in short.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SenderReport {
    /// The From domain.
    pub domain: Option<String>,
    /// The DMARC result from a trusted host; `None` where nobody trusted checked.
    pub dmarc: Option<String>,
    /// Its relation to the strongest claimed brand.
    pub relation: Option<&'static str>,
    /// Whether anybody may open a mailbox there.
    pub freemail: bool,
    /// The platform whose genuine mail it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The name shown to the reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
}

/// Results of authentication as they count for the verdict, in the terms of RFC 8601.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuthenticationReport {
    /// Who found them (`authserv-id`).
    pub by: Option<String>,
    /// One entry a method and signature.
    pub methods: Vec<MethodReport>,
    /// What was verified on this host, errors included; absent where nothing is verified here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_here: Option<Vec<MethodReport>>,
}

/// One method, such as `spf=pass smtp.mailfrom=a@b.example`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MethodReport {
    /// `spf`, `dkim`, `dmarc`, `arc`.
    pub method: String,
    /// `pass`, `fail`, `temperror`, …
    pub result: String,
    /// `smtp.mailfrom`, `header.d`, … with their values.
    pub properties: Vec<(String, String)>,
}

/// The order check, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderReport {
    /// `matched`, `absent` or `unknown`.
    pub state: &'static str,
    /// The id of the brand whose genuine mail was looked at.
    pub brand: Option<String>,
    /// Genuine mails of it in this mailbox within a year, up to 256.
    pub genuine_mails: u32,
    /// Those of them that name an order.
    pub genuine_orders: u32,
}

/// What was seen of the sender before: of the address at a mailbox provider, else of the domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryReport {
    /// `new`, `outlier`, `rare`, `uncommon` or `common`.
    pub prevalence: &'static str,
    /// When it was first seen, as RFC 3339.
    pub first_seen: Option<String>,
    /// Earlier mails of it, up to 256.
    pub mails: u32,
    /// Whether anybody here wrote to it.
    pub solicited: bool,
}

/// A phone number, in short.
#[derive(Debug, Clone, Serialize)]
pub struct NumberReport {
    /// As written.
    pub raw: String,
    /// In E.164.
    pub e164: String,
    /// ISO 3166 code.
    pub region: Option<String>,
    /// The kind of line.
    pub kind: &'static str,
    /// The named text it stands in.
    #[serde(rename = "where")]
    pub place: &'static str,
    /// How it was hidden.
    pub hidden_by: Vec<&'static str>,
    /// Whether the text asks to call it.
    pub call_to_action: bool,
    /// Whose it is in relation to the claimed brands.
    pub ownership: &'static str,
    /// Its owner, where the registry knows one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// How bad its name is, 0 to 1; absent where no history was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reputation: Option<f64>,
    /// When it was first seen, as RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_seen: Option<String>,
    /// The sentence around it.
    pub quote: String,
    /// Where it stands in that text, in UTF-8 bytes.
    pub span: [u32; 2],
    /// The attached file that text stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The page of that file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// One observation.
#[derive(Debug, Clone, Serialize)]
pub struct Evidence {
    /// The signal's name.
    pub signal: String,
    /// Its weight in log-odds; negative speaks for the mail.
    pub weight: f64,
    /// The named text of its first quote.
    #[serde(rename = "where")]
    pub place: Option<&'static str>,
    /// The first quote.
    pub quote: Option<String>,
    /// The sentence for the reader.
    pub text: String,
    /// Every quote it rests on.
    pub quotes: Vec<QuoteReport>,
    /// Whether it holds only by what was seen before. It is then no business of whoever else reads the message.
    #[serde(skip)]
    pub from_history: bool,
}

/// A quote with its place.
#[derive(Debug, Clone, Serialize)]
pub struct QuoteReport {
    /// The named text.
    #[serde(rename = "where")]
    pub place: &'static str,
    /// The text as written.
    pub text: String,
    /// UTF-8 bytes in that text.
    pub span: [u32; 2],
    /// The attached file that text stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The page of that file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

impl QuoteReport {
    pub(crate) fn new(quote: &Quote, subject: &Subject) -> Self {
        let origin = subject.origin(quote);
        Self {
            place: quote.place.name(),
            text: quote.text.clone(),
            span: [quote.span.start, quote.span.end],
            file: origin.as_ref().map(|it| it.path.to_owned()),
            page: origin.and_then(|it| it.page),
        }
    }
}

/// An attached file, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileReport {
    /// The part's number and the names on the way.
    pub path: String,
    /// The type by content.
    pub kind: String,
    /// Letters and digits that a reader sees in it.
    pub letters: usize,
    /// Whether it is encrypted and could not be opened.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
}

/// Something that was not read, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnreadReport {
    /// What would have been needed.
    pub capability: String,
    /// The file, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Why, for people.
    pub reason: String,
}

/// A rule that matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleHit {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `low`, `medium`, `high`, `critical`.
    pub severity: Option<String>,
    /// Whether it is of the project's own pack; the others do not score.
    pub own: bool,
}

/// A rule that could not be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UndecidedRule {
    /// Its name.
    pub name: String,
    /// What it lacked.
    #[serde(serialize_with = "capability_names")]
    pub missing: Vec<Capability>,
}

/// Something broken in the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DefectReport {
    /// Its stable name.
    pub kind: &'static str,
    /// What was found.
    pub detail: String,
}

fn capability_names<S: Serializer>(
    capabilities: &[Capability],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(capabilities.iter().map(|it| it.name()))
}
