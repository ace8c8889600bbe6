//! Judging what was handed over, in the worker: the report, and what of the message is shown beside it.

use std::sync::Arc;

use address::EmailAddress;
use detect::{Catalogue, Delivery, Draft, Engine, Report, Verdict};
use history::{Knowledge, UnixSeconds};
use identity::{Envelope, Relation};

use crate::office::Recalled;
use crate::own::AskedMail;
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
pub(crate) fn judge(engine: &Engine, catalogue: Arc<Catalogue>, submission: Submission) -> Judged {
    let read = Read::of(engine, catalogue, submission);
    let (report, subject) = read
        .engine
        .judge_for_showing(NAME, &read.raw, &Envelope::default());
    read.judged(report, &subject)
}

/// A submission that was judged by itself, before the history of somebody's own mailboxes is asked about it.
#[derive(Debug)]
pub(crate) struct Begun {
    read: Read,
    draft: Draft,
}

/// Judges `submission`, which somebody took out of one of his `mailboxes`, by itself. Beside it is what the history is asked. It is told
/// nothing: what somebody shows was not delivered by that.
pub(crate) fn begin(
    engine: &Engine,
    catalogue: Arc<Catalogue>,
    submission: Submission,
    mailboxes: &[String],
    now: UnixSeconds,
) -> (Begun, Option<AskedMail>) {
    let read = Read::of(engine, catalogue, submission);
    let delivery = Delivery {
        mailbox: mailboxes.first().cloned(),
        received: Some(now),
        is_own: false,
    };
    let draft = read.engine.draft(NAME, &read.raw, &delivery);
    let asked = AskedMail::of(&draft, &read.raw, mailboxes);
    (Begun { read, draft }, asked)
}

impl Begun {
    /// Judges it with what is known. Where no history is kept, none is missing.
    pub(crate) fn finish(self, known: Recalled<Knowledge>) -> Judged {
        let Self { read, draft } = self;
        let (report, subject) = match known {
            Recalled::NotKept => read.engine.show(draft),
            Recalled::Silent => finished(&read.engine, draft, None),
            Recalled::Said(known) => finished(&read.engine, draft, Some(known)),
        };
        read.judged(report, &subject)
    }
}

fn finished(engine: &Engine, draft: Draft, known: Option<Knowledge>) -> (Report, model::Subject) {
    let (finished, subject) = engine.finish_for_showing(draft, known);
    (finished.report, subject)
}

/// A submission as it is read, and the engine that judges it.
#[derive(Debug)]
struct Read {
    engine: Engine,
    raw: Vec<u8>,
    kind: Kind,
    is_sender_seen: bool,
}

impl Read {
    fn of(engine: &Engine, catalogue: Arc<Catalogue>, submission: Submission) -> Self {
        let mut engine = engine.speaking(catalogue);
        let Submission { kind, raw } = submission;
        let (raw, is_sender_seen) = match kind {
            Kind::Mail => (raw, true),
            Kind::Text => {
                let is_seen = names_sender(&raw);
                (raw, is_seen)
            }
            Kind::Picture => (raw, false),
            Kind::Outlook => {
                let read = outlook_fields(&engine, &raw);
                let is_seen = read.is_some();
                let fields = read.unwrap_or_default().into_bytes();
                ([fields, raw].concat(), is_seen)
            }
        };
        if !is_sender_seen {
            engine = engine.without_sender();
        }
        Self {
            engine,
            raw,
            kind,
            is_sender_seen,
        }
    }

    fn judged(&self, report: Report, subject: &model::Subject) -> Judged {
        let registry = &self.engine.knowledge().registry;
        let tone = match report.verdict {
            Verdict::Malicious => Tone::Malicious,
            Verdict::Suspicious => Tone::Suspicious,
            Verdict::Undecided => Tone::Undecided,
            Verdict::Benign if subject.facts.relation == Some(Relation::Brand) => Tone::Genuine,
            Verdict::Benign => Tone::Benign,
        };
        Judged {
            shown: Shown::of(&report, subject, registry),
            report,
            kind: self.kind,
            is_sender_seen: self.is_sender_seen,
            tone,
        }
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
