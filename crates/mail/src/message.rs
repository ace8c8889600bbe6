//! The message data model.

use address::{IpAddress, Mailbox, Url};
use html::Document;

use crate::hashes::Hashes;
use crate::headers::Headers;
use crate::options::Direction;
use limits::CapabilitySet;
use text::Span;

/// A parsed message. It owns its texts; spans name ranges of them.
#[derive(Debug, Default)]
pub struct Message {
    /// Inbound, outbound, internal.
    pub direction: Direction,
    /// The sender: `From`, or for relayed invitations and groups the original sender.
    pub sender: Mailbox,
    /// The plain `From`, where it differs from `sender`.
    pub from: Mailbox,
    /// Everybody in `From` when it lists several.
    pub from_all: Vec<Mailbox>,
    /// The `Sender` field.
    pub sender_field: Option<Mailbox>,
    /// To, Cc, Bcc.
    pub recipients: Recipients,
    /// The subject.
    pub subject: Subject,
    /// Headers.
    pub headers: Headers,
    /// Bodies, threads and links.
    pub body: Body,
    /// Parts that are not the chosen text bodies.
    pub attachments: Vec<Attachment>,
    /// The mailbox the message was found in (`Delivered-To`, `X-Original-To`).
    pub mailbox: Option<Mailbox>,
    /// What was broken or ambiguous.
    pub defects: Vec<Defect>,
    /// Limits that cut the message short.
    pub missing: CapabilitySet,
    /// Bytes of the raw message.
    pub size: usize,
}

/// To, Cc and Bcc in header order.
#[derive(Debug, Clone, Default)]
pub struct Recipients {
    /// `To`.
    pub to: Vec<Mailbox>,
    /// `Cc`.
    pub cc: Vec<Mailbox>,
    /// `Bcc`.
    pub bcc: Vec<Mailbox>,
}

/// The decoded subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// As decoded; `None` when there is no such header.
    pub subject: Option<String>,
    /// Without leading tags and reply or forward prefixes.
    pub base: Option<String>,
    /// A reply prefix was removed.
    pub is_reply: bool,
    /// A forward prefix was removed.
    pub is_forward: bool,
    /// An automatic-reply prefix was removed.
    pub is_auto_reply: bool,
}

/// The bodies and what was found in them.
#[derive(Debug, Default)]
pub struct Body {
    /// The first inline `text/plain`, decoded.
    pub plain: Option<String>,
    /// The first inline `text/html`.
    pub html: Option<HtmlBody>,
    /// The whole visible text (from HTML where there is one, else the plain text), quoted history
    /// included: the named text `body`.
    pub visible_text: String,
    /// The hidden text: the named text `hidden_text`.
    pub hidden_text: String,
    /// The newest message of the thread.
    pub current_thread: Thread,
    /// Quoted messages, most recent first.
    pub previous_threads: Vec<PreviousThread>,
    /// All links, document order, unique by target and display.
    pub links: Vec<Link>,
    /// Numeric addresses in the text.
    pub ips: Vec<IpAddress>,
}

/// An HTML body.
#[derive(Debug)]
pub struct HtmlBody {
    /// Byte-faithful after charset decoding.
    pub raw: String,
    /// The tree and its texts.
    pub document: Document,
}

/// The newest message of a thread.
#[derive(Debug, Clone, Default)]
pub struct Thread {
    /// Its visible text without quoted history and without warning banners.
    pub text: String,
    /// Where it stands in `Body::visible_text` (banners at its start left out).
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
}

/// A quoted message.
#[derive(Debug, Clone, Default)]
pub struct PreviousThread {
    /// Its visible text.
    pub text: String,
    /// Where it stands in `Body::visible_text`.
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

/// How a link was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinkParser {
    /// An anchor.
    #[default]
    Hyperlink,
    /// Found in text.
    Plain,
}

/// A link of the body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Link {
    /// The target.
    pub href_url: Url,
    /// Anchor text that is no URL.
    pub display_text: Option<String>,
    /// Anchor text that is one.
    pub display_url: Option<Url>,
    /// Root domains of target and display differ; `None` unless both are valid domains.
    pub mismatched: Option<bool>,
    /// How it was found.
    pub parser: LinkParser,
    /// Whether a reader can see it.
    pub visible: Option<bool>,
    /// Where its text stands in `Body::visible_text`.
    pub span: Span,
}

/// A part that is not one of the chosen text bodies.
#[derive(Debug, Default)]
pub struct Attachment {
    /// The decoded name.
    pub file_name: Option<String>,
    /// Last extension of the name, lower case.
    pub file_extension: Option<String>,
    /// Sniffed from content: one of the short names of the data model, or `unknown`.
    pub file_type: &'static str,
    /// Declared media type, lower case, without parameters.
    pub content_type: Option<String>,
    /// Without brackets.
    pub content_id: Option<String>,
    /// `attachment` or `inline`.
    pub content_disposition: Option<String>,
    /// Decoded bytes. Hashes are computed from them at first use.
    pub content: Vec<u8>,
    /// Path of part numbers from the top, such as `2.1`.
    pub part_path: String,
    pub(crate) hashes: Hashes,
}

/// Something in the message that is broken or that readers understand differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// A stable name such as `no_header_block`, `unterminated_multipart`, `unknown_charset`,
    /// `unknown_encoding`, `eight_bit_header`, `duplicate_from`, `too_many_parts`, `truncated`.
    pub kind: &'static str,
    /// What was found, for people.
    pub detail: String,
}
