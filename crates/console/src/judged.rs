//! Judging what was handed over, in the worker: the report, and what of the message is shown beside it.

use std::sync::Arc;

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
    let engine = engine.speaking(catalogue);
    let (report, subject) = engine.judge_for_showing(NAME, &submission.raw, &Envelope::default());
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
        tone,
    }
}
