//! Which parts a mail client shows, and the texts in them.
//!
//! Of `multipart/alternative` the richest version is shown, of `multipart/related` the first part, of
//! everything else all inline texts one after the other (RFC 2046 section 5.1). The data model names
//! only the first text and the first HTML body; what is judged is everything that is shown.

use html::Document;
use limits::{Capability, CapabilitySet, Limits};
use mail_parser::{MessagePart, PartFlags, PartKind};

use crate::attachments;
use crate::charset;
use crate::defects::Defects;
use crate::message::{Attachment, HtmlBody};

/// The parts of one message, sorted by what they are for.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// The first inline `text/plain`.
    pub(crate) plain: Option<String>,
    /// The first inline `text/html`.
    pub(crate) html: Option<HtmlBody>,
    /// Further texts that are shown below the first, plain or HTML.
    pub(crate) further: Vec<Shown>,
    /// The rest.
    pub(crate) attachments: Vec<Attachment>,
    /// Whether the plain text is an alternative to the HTML rather than shown beside it.
    pub(crate) plain_is_alternative: bool,
}

/// A text that is shown below the first one.
#[derive(Debug)]
pub(crate) enum Shown {
    Plain(String),
    Html(HtmlBody),
}

/// Sorts the parts below `root`.
pub(crate) fn sort(
    root: MessagePart<'_>,
    limits: &Limits,
    defects: &mut Defects,
    missing: &mut CapabilitySet,
) -> Parts {
    let mut sorter = Sorter { limits, defects, missing, parts: Parts::default() };
    // Depth is bounded by the parser; a stack of our own keeps it off the call stack all the same.
    let mut stack = vec![(root, String::new(), false)];
    while let Some((part, path, alternative)) = stack.pop() {
        sorter.note_flags(&part);
        if matches!(part.kind(), PartKind::Multipart) {
            let alternative = alternative || part.is_content_type("multipart", "alternative");
            let children: Vec<_> = part.children().collect();
            for (index, child) in children.into_iter().enumerate().rev() {
                let number = index + 1;
                let path = if path.is_empty() { number.to_string() } else { format!("{path}.{number}") };
                stack.push((child, path, alternative));
            }
        } else {
            let path = if path.is_empty() { "1".to_owned() } else { path };
            sorter.leaf(&part, &path, alternative);
        }
    }
    sorter.parts
}

struct Sorter<'a> {
    limits: &'a Limits,
    defects: &'a mut Defects,
    missing: &'a mut CapabilitySet,
    parts: Parts,
}

impl Sorter<'_> {
    fn leaf(&mut self, part: &MessagePart<'_>, path: &str, alternative: bool) {
        let is_html = part.is_content_type("text", "html") || matches!(part.kind(), PartKind::Html);
        let is_plain = !is_html && part.is_text() && is_plain(part);
        if (is_html || is_plain) && is_shown(part) {
            let text = self.text(part, is_html);
            self.show(text, is_html, alternative);
        } else {
            self.parts.attachments.push(attachments::read(part, path));
        }
    }

    fn show(&mut self, text: String, is_html: bool, alternative: bool) {
        if is_html {
            let document = Document::parse(&text, self.limits);
            if document.truncated() {
                self.missing.insert(Capability::HtmlLimit);
            }
            let body = HtmlBody { raw: text, document };
            if self.parts.html.is_none() {
                self.parts.plain_is_alternative = alternative && self.parts.plain.is_some();
                self.parts.html = Some(body);
            } else {
                self.parts.further.push(Shown::Html(body));
            }
        } else if self.parts.plain.is_none() && self.parts.html.is_none() {
            self.parts.plain = Some(text);
        } else if self.parts.plain.is_none() && alternative {
            self.parts.plain = Some(text);
            self.parts.plain_is_alternative = true;
        } else {
            self.parts.further.push(Shown::Plain(text));
        }
    }

    fn text(&mut self, part: &MessagePart<'_>, is_html: bool) -> String {
        let (bytes, problems) = part.decoded_checked();
        for name in problems.names() {
            self.defects.add("transfer_encoding", name.to_ascii_lowercase());
        }
        let label = part.content_type().and_then(|it| it.attribute("charset").map(str::to_owned));
        let is_utf7 = label.as_deref().is_some_and(|it| it.to_ascii_lowercase().contains("utf-7"));
        let mut text = match part.text() {
            Some(text) if is_utf7 => text.into_owned(),
            _ => charset::decode(&bytes, label.as_deref(), is_html, self.defects),
        };
        if text.len() > self.limits.text_bytes {
            self.missing.insert(Capability::TextLimit);
            text.truncate(text.floor_char_boundary(self.limits.text_bytes));
        }
        text
    }

    fn note_flags(&mut self, part: &MessagePart<'_>) {
        let flags = part.flags();
        if flags.contains(PartFlags::LIMIT_REACHED) {
            self.missing.insert(Capability::PartLimit);
        }
        for name in flags.names() {
            let kind = match name {
                "UNTERMINATED" => "unterminated_multipart",
                "LIMIT_REACHED" => "too_many_parts",
                "NO_BLANK_LINE" => "no_blank_line",
                _ => "damaged_multipart",
            };
            self.defects.add(kind, name.to_ascii_lowercase());
        }
        if !part.has_known_transfer_encoding() {
            let encoding = part.content_transfer_encoding().unwrap_or_default();
            self.defects.add("unknown_encoding", encoding.chars().take(40).collect::<String>());
        }
    }
}

/// `text/plain`, and text that no client would show otherwise (no type, `text/enriched`).
fn is_plain(part: &MessagePart<'_>) -> bool {
    match part.content_type() {
        None => true,
        Some(it) => {
            let subtype = it.subtype().unwrap_or_default().to_ascii_lowercase();
            it.ctype().eq_ignore_ascii_case("text") && matches!(subtype.as_str(), "plain" | "" | "enriched" | "richtext")
        }
    }
}

/// Not offered as a file.
fn is_shown(part: &MessagePart<'_>) -> bool {
    let is_attachment =
        part.content_disposition().is_some_and(|it| it.ctype().eq_ignore_ascii_case("attachment"));
    !is_attachment && part.attachment_name().is_none()
}
