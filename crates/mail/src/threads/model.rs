//! The newest message and what it quotes, as the data model names them (MDM section 5).

use address::Mailbox;
use text::Span;

use crate::message::Recipients;
use crate::subject::Subject;

/// The newest message of a thread.
#[derive(Debug, Clone, Default)]
pub struct Thread {
    /// Its visible text without quoted history and without warning banners.
    pub text: String,
    /// Where it stands in `Body::visible_text` (banners at its start left out). Where quotations
    /// stand between its paragraphs, the span covers them too; the text does not.
    pub span: Span,
    /// Indices into `Body::links`.
    pub links: Vec<usize>,
    /// The header block before it.
    pub preamble: Option<String>,
    /// External-sender warnings.
    pub banners: Vec<Banner>,
}

/// A gateway's warning to the reader.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Banner {
    /// What it says.
    pub text: String,
    /// Where it stands in `Body::visible_text`.
    pub span: Span,
}

/// A quoted message.
#[derive(Debug, Clone, Default)]
pub struct PreviousThread {
    /// Its visible text, quotation marks (`>`) of its lines left out.
    pub text: String,
    /// Where it stands in `Body::visible_text`, its preamble left out.
    pub span: Span,
    /// Indices into `Body::links`.
    pub links: Vec<usize>,
    /// The header block or attribution line before it.
    pub preamble: Option<String>,
    /// The date as written.
    pub date: Option<String>,
    /// 0 is the most recent.
    pub index: usize,
    /// From its preamble.
    pub sender: Option<Mailbox>,
    /// From its preamble.
    pub recipients: Recipients,
    /// From its preamble.
    pub subject: Option<Subject>,
    /// The preamble marks it as forwarded rather than as replied to.
    pub forwarded: bool,
}
