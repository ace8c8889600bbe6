//! Judging what was handed over, in the worker: the report, and what of the message is shown beside it.

use std::borrow::Cow;
use std::sync::Arc;

use address::EmailAddress;
use detect::{Catalogue, Engine, Report, Verdict};
use identity::{Envelope, Relation};

use crate::shown::Shown;
use crate::submission::{Kind, Submission};

/// What the message is called in its report.
const NAME: &str = "message";

/// A verdict with everything that the page shows of it.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) report: Report,
    pub(crate) shown: Shown,
    pub(crate) kind: Kind,
    /// Whether what was handed over names who sent it.
    pub(crate) is_sender_seen: bool,
    pub(crate) tone: Tone,
}

/// How an answer looks: a colour, a symbol and a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Malicious,
    Suspicious,
    Undecided,
    Benign,
    /// Benign, and the sender is proven to be who it says.
    Genuine,
}

impl Tone {
    /// The name in style sheets, symbols and keys.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Malicious => "malicious",
            Self::Suspicious => "suspicious",
            Self::Undecided => "undecided",
            Self::Benign => "benign",
            Self::Genuine => "genuine",
        }
    }
}

/// Judges `submission` and writes the reasons with the sentences of `catalogue`.
pub(crate) fn judge(engine: &Engine, catalogue: Arc<Catalogue>, submission: &Submission) -> Judged {
    let mut engine = engine.speaking(catalogue);
    let (raw, is_sender_seen) = match submission.kind {
        Kind::Mail => (Cow::Borrowed(&submission.raw), true),
        Kind::Text => (
            Cow::Borrowed(&submission.raw),
            names_sender(&submission.raw),
        ),
        Kind::Picture => (Cow::Borrowed(&submission.raw), false),
        Kind::Outlook => {
            let read = outlook_fields(&engine, &submission.raw);
            let is_seen = read.is_some();
            let fields = read.unwrap_or_default().into_bytes();
            let raw = [fields.as_slice(), &submission.raw].concat();
            (Cow::Owned(raw), is_seen)
        }
    };
    if !is_sender_seen {
        engine = engine.without_sender();
    }
    let (report, subject) = engine.judge_for_showing(NAME, &raw, &Envelope::default());
    let registry = &engine.knowledge().registry;
    let tone = match report.verdict {
        Verdict::Malicious => Tone::Malicious,
        Verdict::Suspicious => Tone::Suspicious,
        Verdict::Undecided => Tone::Undecided,
        Verdict::Benign if subject.facts.relation == Some(Relation::Brand) => Tone::Genuine,
        Verdict::Benign => Tone::Benign,
    };
    Judged {
        shown: Shown::of(&report, &subject, registry),
        report,
        kind: submission.kind,
        is_sender_seen,
        tone,
    }
}

/// Whether the header that was made from a pasted text names a sender.
fn names_sender(raw: &[u8]) -> bool {
    raw.starts_with(b"From: ")
}

/// The sender and the subject of an Outlook file, as header fields; `None` where it names no sender that mail has.
fn outlook_fields(engine: &Engine, raw: &[u8]) -> Option<String> {
    let subject = engine.read(raw);
    let extraction = subject.extraction?;
    let file = extraction.files.first()?;
    let property = |name: &str| {
        let found = file.properties.iter().find(|it| it.0 == name);
        let text = found.map(|it| it.1.as_str()).unwrap_or_default();
        let is_plain = |it: &char| !it.is_control() && !"\"\\<>".contains(*it);
        text.chars().filter(is_plain).take(200).collect::<String>()
    };
    let address = EmailAddress::parse(&property("from_address"))?;
    let fields = format!(
        "From: \"{}\" <{}>\r\nSubject: {}\r\n",
        property("from"),
        address.email,
        property("subject"),
    );
    Some(fields)
}
