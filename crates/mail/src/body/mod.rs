//! The bodies: which parts a reader sees, their text, and what is found in it (MDM section 5).

mod plain_text;
mod select;

use std::borrow::Cow;

use address::IpAddress;
use html::{Document, QuotedBlock};
use limits::{Capability, Limits};

use crate::attachment::Attachment;
use crate::links::{self, Collector, Link, shifted};
use crate::message::Findings;
use crate::mime::{Leaf, decode_text};
use crate::sniff;
use crate::threads::{self, PreviousThread, Thread};

/// The bodies and what was found in them.
#[derive(Debug, Default)]
pub struct Body {
    /// The first inline `text/plain`, decoded.
    pub plain: Option<String>,
    /// The first inline `text/html`.
    pub html: Option<HtmlBody>,
    /// The whole visible text (from HTML where there is one, else the plain text; all parts that are
    /// shown, one below the other), quoted history included: the named text `body`.
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

impl HtmlBody {
    /// Reads a file as HTML: decoded as browsers do where nobody declares a charset.
    pub fn of_file(content: &[u8], limits: &Limits) -> Self {
        let mut findings = Findings::default();
        let raw = text_of(Cow::Borrowed(content), None, true, limits, &mut findings);
        Self::of_text(raw, limits)
    }

    /// Parses HTML that is text already.
    pub fn of_text(raw: String, limits: &Limits) -> Self {
        let document = Document::parse(&without_data(&raw, limits), limits);
        Self { raw, document }
    }
}

/// HTML is kept this many times longer than other text: much of it is no text.
const HTML_FACTOR: usize = 4;
/// Bytes of the shortest `data:` URL that is left out of HTML that is too long.
const LONG_DATA_URL: usize = 4 << 10;

/// Reads the bodies among `leaves`; what is left becomes attachments.
pub(crate) fn read(
    mut leaves: Vec<Leaf<'_>>,
    limits: &Limits,
    findings: &mut Findings,
) -> (Body, Vec<Attachment>) {
    let selection = select::select(&leaves);
    let mut building = Building {
        body: Body::default(),
        collector: Collector::new(limits),
        quoted: Vec::new(),
        limits,
    };
    for &index in &selection.shown {
        let is_chosen = selection.is_chosen(index);
        let Some(leaf) = leaves.get_mut(index) else {
            continue;
        };
        if building.is_full() && !is_chosen {
            findings.cut(Capability::TextLimit, "long_text", "not all texts are read");
            continue;
        }
        let content = if is_chosen {
            std::mem::take(&mut leaf.content)
        } else {
            Cow::Borrowed(&*leaf.content)
        };
        if leaf.is_html() {
            let raw = text_of(content, leaf.charset.as_deref(), true, limits, findings);
            building.show_html(raw, is_chosen && selection.html == Some(index), findings);
        } else {
            let raw = text_of(content, leaf.charset.as_deref(), false, limits, findings);
            let flow = leaf.is_flowed.then_some(leaf.deletes_space);
            building.show_plain(&raw, flow);
            if is_chosen {
                building.body.plain = Some(raw);
            }
        }
    }
    if let Some(index) = selection.plain
        && building.body.plain.is_none()
        && let Some(leaf) = leaves.get_mut(index)
    {
        let content = std::mem::take(&mut leaf.content);
        let raw = text_of(content, leaf.charset.as_deref(), false, limits, findings);
        building.show_if_blank(&raw, leaf.is_flowed.then_some(leaf.deletes_space));
        building.body.plain = Some(raw);
    }
    let body = building.finish(!selection.plain_is_shown);
    let attachments = leaves
        .into_iter()
        .enumerate()
        .filter(|(index, _)| !selection.is_chosen(*index))
        .map(|(_, leaf)| attachment(leaf))
        .collect();
    (body, attachments)
}

/// A body that is being put together.
struct Building<'l> {
    body: Body,
    collector: Collector<'l>,
    /// Marks of quoted history, in the visible text as a whole.
    quoted: Vec<QuotedBlock>,
    limits: &'l Limits,
}

impl Building<'_> {
    /// Whether so much is shown that no further part is.
    fn is_full(&self) -> bool {
        self.body.visible_text.len() >= self.limits.text_bytes
            || self.body.hidden_text.len() >= self.limits.text_bytes
    }

    fn show_html(&mut self, raw: String, is_first: bool, findings: &mut Findings) {
        let document = Document::parse(&without_data(&raw, self.limits), self.limits);
        if document.truncated() {
            findings.cut(
                Capability::HtmlLimit,
                "html_limit",
                "the HTML body is larger than what is read",
            );
        }
        self.begin_piece();
        let offset = self.body.visible_text.len();
        self.collector.add_anchors(&document, offset);
        let quoted = document.quoted().iter().map(|it| QuotedBlock {
            marker: it.marker,
            span: shifted(it.span, offset),
        });
        self.quoted.extend(quoted);
        self.body.visible_text.push_str(document.visible_text());
        if !document.hidden_text().is_empty() {
            if !self.body.hidden_text.is_empty() {
                self.body.hidden_text.push('\n');
            }
            self.body.hidden_text.push_str(document.hidden_text());
        }
        if is_first {
            self.body.html = Some(HtmlBody { raw, document });
        }
    }

    fn show_plain(&mut self, raw: &str, flow: Option<bool>) {
        self.begin_piece();
        plain_text::append_shown(&mut self.body.visible_text, raw, flow);
    }

    /// Mail programs fall back on the text where the HTML shows nothing, not even a picture.
    fn show_if_blank(&mut self, raw: &str, flow: Option<bool>) {
        let is_blank = self.body.visible_text.trim().is_empty();
        let html = self.body.html.as_ref();
        if is_blank && html.is_none_or(|it| it.document.images().is_empty()) {
            self.show_plain(raw, flow);
        }
    }

    fn begin_piece(&mut self) {
        let text = &mut self.body.visible_text;
        if !text.is_empty() {
            text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
        }
    }

    fn finish(self, plain_is_alternative: bool) -> Body {
        let mut body = self.body;
        let plain = body.plain.as_deref().filter(|_| plain_is_alternative);
        body.links = self.collector.finish(&body.visible_text, plain);
        body.ips = links::ips(&body.visible_text, self.limits);
        let split = threads::split(&body.visible_text, &self.quoted, &body.links, self.limits);
        body.current_thread = split.current;
        body.previous_threads = split.previous;
        body
    }
}

/// The decoded text of a part, cut at the limit.
fn text_of(
    content: Cow<'_, [u8]>,
    charset: Option<&str>,
    is_html: bool,
    limits: &Limits,
    findings: &mut Findings,
) -> String {
    let longest = limits
        .text_bytes
        .saturating_mul(if is_html { HTML_FACTOR } else { 1 });
    // No charset needs more than four bytes for what UTF-8 writes in one.
    let room = longest.saturating_mul(4);
    let is_cut = content.len() > room;
    let content = match content {
        Cow::Borrowed(content) => Cow::Borrowed(content.get(..room).unwrap_or(content)),
        Cow::Owned(mut content) => {
            content.truncate(room);
            Cow::Owned(content)
        }
    };
    let mut text = decode_text(content, charset, is_html, findings);
    if is_cut || text.len() > longest {
        text.truncate(text.floor_char_boundary(longest));
        findings.cut(
            Capability::TextLimit,
            "long_text",
            format!("only the first {longest} bytes of a text are read"),
        );
    }
    text
}

/// HTML that is too long to be read is read without the files that are embedded in it: a picture
/// must not push the text out of sight.
fn without_data<'h>(html: &'h str, limits: &Limits) -> Cow<'h, str> {
    if html.len() <= limits.text_bytes {
        return Cow::Borrowed(html);
    }
    let mut shortened = String::with_capacity(limits.text_bytes);
    let mut rest = html;
    while let Some(at) = rest.find("data:") {
        let (before, url) = rest.split_at(at);
        shortened.push_str(before);
        let end = url
            .bytes()
            .position(|it| !it.is_ascii_graphic() || matches!(it, b'"' | b'\'' | b'>' | b'<'))
            .unwrap_or(url.len());
        let (url, after) = url.split_at(end);
        shortened.push_str(if url.len() >= LONG_DATA_URL {
            "data:,"
        } else {
            url
        });
        rest = after;
    }
    shortened.push_str(rest);
    Cow::Owned(shortened)
}

fn attachment(leaf: Leaf<'_>) -> Attachment {
    Attachment {
        file_extension: leaf.name.as_deref().and_then(crate::attachment::extension),
        file_name: leaf.name,
        file_type: sniff::sniff(&leaf.content),
        content_type: leaf.media_type,
        content_id: leaf.content_id,
        content_disposition: leaf.disposition,
        content: leaf.content.into_owned(),
        part_path: leaf.path,
        ..Attachment::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_files_do_not_push_the_text_out_of_sight() {
        let mut limits = Limits::default();
        limits.text_bytes = 6000;
        let html = format!(
            "<img src='data:image/png;base64,{}'><p>late</p>",
            "A".repeat(9000)
        );
        let shortened = without_data(&html, &limits);
        assert_eq!(shortened, "<img src='data:,'><p>late</p>");
        assert_eq!(without_data("<p>data:,x", &limits), "<p>data:,x");
    }

    #[test]
    fn texts_are_cut_at_a_character() {
        let mut limits = Limits::default();
        limits.text_bytes = 5;
        let mut findings = Findings::default();
        let content = Cow::Borrowed("aäöü".as_bytes());
        let text = text_of(content, Some("utf-8"), false, &limits, &mut findings);
        assert_eq!(text, "aäö");
        assert!(findings.missing.contains(Capability::TextLimit));
    }
}
