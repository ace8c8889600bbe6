//! Raw bytes to a message.

use std::panic::{AssertUnwindSafe, catch_unwind};

use html::{Document, QuotedBlock};
use limits::{Capability, Limits};
use mail_parser::MessageParser;

use crate::bodies::{self, Parts, Shown};
use crate::defects::Defects;
use crate::header_block;
use crate::links::{Collector, shift};
use crate::message::{Body, Message};
use crate::options::ParseOptions;
use crate::{charset, direction, fields, sender, threads, trust};

/// Parses `raw`; never fails and never panics.
pub fn parse(raw: &[u8], options: &ParseOptions) -> Message {
    let limits = &options.limits;
    let mut defects = Defects::default();
    let mut message = Message { size: raw.len(), ..Message::default() };
    let raw = if raw.len() > limits.message_bytes {
        message.missing.insert(Capability::MessageLimit);
        defects.add("truncated", format!("only the first {} of {} bytes are read", limits.message_bytes, raw.len()));
        &raw[..limits.message_bytes]
    } else {
        raw
    };
    let block = header_block::read(raw, limits, &mut defects);
    sender::read(&block.fields, limits, &mut defects, &mut message);
    fields::read(&block.fields, limits, &mut message);
    trust::decide(&mut message.headers, options);
    let parts = if block.fields.is_empty() {
        headless(raw, limits, &mut defects)
    } else {
        mime(raw, limits, &mut defects, &mut message)
    };
    build_body(parts, limits, &mut message);
    message.direction = direction::decide(&message, options);
    message.defects = defects.into_vec();
    message
}

/// The MIME parts. The parser is somebody else's and reads hostile bytes: should it panic, the message
/// is still read, as one text.
fn mime(raw: &[u8], limits: &Limits, defects: &mut Defects, message: &mut Message) -> Parts {
    let parser = MessageParser::new().max_depth(limits.mime_depth).max_parts(limits.mime_parts);
    let sorted = catch_unwind(AssertUnwindSafe(|| {
        let parsed = parser.parse(raw)?;
        Some(bodies::sort(parsed.root_part(), limits, defects, &mut message.missing))
    }));
    if let Ok(Some(parts)) = sorted {
        return parts;
    }
    defects.add("unreadable_structure", "the MIME structure cannot be read");
    headless(raw, limits, defects)
}

/// Bytes without a header block are one text.
fn headless(raw: &[u8], limits: &Limits, defects: &mut Defects) -> Parts {
    let mut text = charset::decode(&raw[..raw.len().min(limits.text_bytes)], None, false, defects);
    text.truncate(text.floor_char_boundary(limits.text_bytes));
    Parts { plain: Some(text), ..Parts::default() }
}

fn build_body(parts: Parts, limits: &Limits, message: &mut Message) {
    let mut body = Body::default();
    let mut collector = Collector::new(limits);
    let mut quoted: Vec<QuotedBlock> = Vec::new();
    let Parts { plain, html, further, attachments, plain_is_alternative } = parts;
    if let Some(html) = &html {
        add_document(&html.document, &mut body, &mut collector, &mut quoted);
    }
    match &plain {
        // Some mail programs put markup into a text part; readers of the source are few.
        Some(text) if html.is_none() && is_markup(text) => {
            let document = Document::parse(text, limits);
            add_document(&document, &mut body, &mut collector, &mut quoted);
        }
        Some(text) if html.is_none() || !plain_is_alternative || body.visible_text.trim().is_empty() => {
            if !is_repeated(text, &body.visible_text) {
                add_text(&mut body, text);
            }
        }
        _ => {}
    }
    for shown in &further {
        match shown {
            Shown::Plain(text) => add_text(&mut body, text),
            Shown::Html(html) => add_document(&html.document, &mut body, &mut collector, &mut quoted),
        }
    }
    let text = std::mem::take(&mut body.visible_text);
    collector.finish(&text, &mut body);
    body.visible_text = text;
    body.plain = plain;
    body.html = html;
    threads::split(&mut body, &quoted, limits);
    message.body = body;
    message.attachments = attachments;
}

fn add_document(
    document: &Document,
    body: &mut Body,
    collector: &mut Collector<'_>,
    quoted: &mut Vec<QuotedBlock>,
) {
    start_new_text(body);
    let offset = body.visible_text.len();
    collector.anchors(document, offset);
    quoted.extend(document.quoted().iter().map(|it| QuotedBlock { span: shift(it.span, offset), ..it.clone() }));
    body.visible_text.push_str(document.visible_text());
    if !document.hidden_text().is_empty() {
        if !body.hidden_text.is_empty() {
            body.hidden_text.push('\n');
        }
        body.hidden_text.push_str(document.hidden_text());
    }
}

fn add_text(body: &mut Body, text: &str) {
    start_new_text(body);
    if text.contains('\r') {
        body.visible_text.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        body.visible_text.push_str(text);
    }
}

fn start_new_text(body: &mut Body) {
    if !body.visible_text.is_empty() && !body.visible_text.ends_with('\n') {
        body.visible_text.push('\n');
    }
}

/// A text part beside the HTML often repeats it.
fn is_repeated(text: &str, shown: &str) -> bool {
    let first = text.split_whitespace().take(12).collect::<Vec<_>>().join(" ");
    let shown = shown.split_whitespace().take(60).collect::<Vec<_>>().join(" ");
    !first.is_empty() && shown.contains(&first)
}

/// Starts with a tag and holds several of the usual ones.
fn is_markup(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(4_000).flat_map(char::to_lowercase).collect();
    let tags = ["<div", "<table", "<p>", "<br", "<span", "<html", "<td", "<a href", "<td", "</"];
    head.starts_with('<') && tags.iter().filter(|it| head.contains(*it)).count() >= 3
}
