//! From bytes to header fields and leaf parts (RFC 5322, RFC 2045 to 2049).
//!
//! `mail-parser` cuts the message; what it leaves open is settled here: where a header block that
//! ends nowhere ends, what an undeclared or unknown encoding is, and what other mail programs make
//! of a structure that they read differently ([`readings`]). Such structures are an evasion, so
//! every reading is followed and each is a defect.

mod charset;
mod header_block;
mod leaf;
mod prelude;
mod readings;
mod transfer;
mod walk;

use std::borrow::Cow;
use std::sync::LazyLock;

use limits::Limits;
use mail_parser::{HeaderForm, HeaderName, MessageParser};

use crate::headers::HopField;
use crate::message::Findings;

pub(crate) use charset::decode_text;
pub(crate) use leaf::Leaf;

/// What the bytes of a message consist of.
#[derive(Debug, Default)]
pub(crate) struct Structure<'m> {
    /// The header fields of the message, in order.
    pub(crate) fields: Vec<HopField>,
    /// The leaf parts, in order.
    pub(crate) leaves: Vec<Leaf<'m>>,
}

/// Cuts `raw` into header fields and leaf parts.
pub(crate) fn read<'m>(raw: &'m [u8], limits: &Limits, findings: &mut Findings) -> Structure<'m> {
    match prelude::prepare(raw, limits, findings) {
        Cow::Borrowed(raw) => structure(raw, limits, findings),
        Cow::Owned(raw) => structure(&raw, limits, findings).into_owned(),
    }
}

impl Structure<'_> {
    fn into_owned(self) -> Structure<'static> {
        Structure {
            fields: self.fields,
            leaves: self.leaves.into_iter().map(Leaf::into_owned).collect(),
        }
    }
}

fn structure<'m>(raw: &'m [u8], limits: &Limits, findings: &mut Findings) -> Structure<'m> {
    let parser = parser(limits);
    let Some(message) = parser.parse(raw) else {
        return without_header(raw, limits, findings);
    };
    match header_block::end_of_header(&message) {
        Some(0) => return without_header(raw, limits, findings),
        Some(end) => {
            findings.note(
                "missing_header_separator",
                "no blank line between header and body",
            );
            let mut separated = Vec::with_capacity(raw.len() + 2);
            separated.extend_from_slice(raw.get(..end).unwrap_or_default());
            separated.extend_from_slice(b"\r\n");
            separated.extend_from_slice(raw.get(end..).unwrap_or_default());
            if let Some(message) = parser.parse(&separated) {
                let mut structure = parts_of(&message, &separated, limits, findings).into_owned();
                readings::of_whole(raw, &mut structure, limits, findings);
                return structure;
            }
        }
        None => {}
    }
    let mut structure = parts_of(&message, raw, limits, findings);
    readings::of_whole(raw, &mut structure, limits, findings);
    structure
}

fn parts_of<'m>(
    message: &mail_parser::Message<'_>,
    raw: &'m [u8],
    limits: &Limits,
    findings: &mut Findings,
) -> Structure<'m> {
    let fields = header_block::fields(message, limits, findings);
    let mut walk = walk::Walk::new(raw, limits, findings);
    walk.message(message);
    Structure {
        fields,
        leaves: walk.finish(),
    }
}

/// All of it is body: text or HTML as it looks, or a file that somebody took for a message.
fn without_header<'m>(raw: &'m [u8], limits: &Limits, findings: &mut Findings) -> Structure<'m> {
    let _ = limits;
    if raw.iter().all(u8::is_ascii_whitespace) {
        findings.note("empty_message", "there is nothing in it");
        return Structure::default();
    }
    findings.note(
        "no_header_block",
        "the message does not begin with header fields",
    );
    let media_type = match crate::sniff::sniff(raw) {
        "unknown" => "text/plain",
        "html" => "text/html",
        _ => "application/octet-stream",
    };
    Structure {
        fields: Vec::new(),
        leaves: vec![Leaf {
            media_type: Some(media_type.to_owned()),
            content: Cow::Borrowed(raw),
            path: "1".to_owned(),
            is_first: true,
            ..Leaf::default()
        }],
    }
}

/// A parser that leaves to us the fields we read ourselves.
fn parser(limits: &Limits) -> MessageParser {
    static PARSER: LazyLock<MessageParser> = LazyLock::new(|| {
        const READ_HERE: [HeaderName<'static>; 26] = [
            HeaderName::Subject,
            HeaderName::Comments,
            HeaderName::ContentDescription,
            HeaderName::From,
            HeaderName::To,
            HeaderName::Cc,
            HeaderName::Bcc,
            HeaderName::ReplyTo,
            HeaderName::Sender,
            HeaderName::ResentTo,
            HeaderName::ResentFrom,
            HeaderName::ResentBcc,
            HeaderName::ResentCc,
            HeaderName::ResentSender,
            HeaderName::ListArchive,
            HeaderName::ListHelp,
            HeaderName::ListId,
            HeaderName::ListOwner,
            HeaderName::ListPost,
            HeaderName::ListSubscribe,
            HeaderName::ListUnsubscribe,
            HeaderName::Date,
            HeaderName::MessageId,
            HeaderName::References,
            HeaderName::InReplyTo,
            HeaderName::Received,
        ];
        let parser = MessageParser::new()
            .unknown_headers(HeaderForm::Ignore)
            .max_encoded_nesting(0);
        READ_HERE.into_iter().fold(parser, |parser, name| {
            parser.header(name, HeaderForm::Ignore)
        })
    });
    PARSER
        .clone()
        .max_depth(limits.mime_depth)
        .max_parts(limits.mime_parts)
}
