//! HTML and SVG files: what a browser shows, what is hidden, where the links lead.

use html::Document;
use limits::{Capability, Limits};

use super::charset;
use super::xml::{self, Step};
use crate::file::Source;
use crate::walk::Reading;

/// So many bytes may say which encoding a document is in (HTML standard, section 13.2.3.2).
const HEAD_BYTES: usize = 1024;

/// Reports an HTML document.
pub(super) fn html(reading: &mut Reading<'_, '_>, bytes: &[u8], source: Source) {
    let text = charset::decode(bytes, declared(bytes).as_deref());
    let document = Document::parse(&text, &Limits::default());
    if document.truncated() {
        reading.unread(
            Capability::HtmlLimit,
            "the document is larger or deeper than is read",
        );
    }
    reading.found_text(&document.display_text(), source);
    reading.found_hidden_text(document.hidden_text(), source);
    for anchor in document.anchors() {
        reading.found_link(anchor.target(), Some(&anchor.text), source);
    }
    for form in document.forms() {
        reading.found_link(&form.action, None, source);
    }
    for frame in document.frames() {
        reading.found_link(&frame.source, None, source);
    }
    if let Some(target) = document.refresh() {
        reading.found_link(target, None, source);
    }
    reading.found_links_in(document.visible_text(), source);
}

/// The encoding that `<meta charset>` or an XML declaration names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(HEAD_BYTES))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = ["charset", "encoding"]
        .iter()
        .find_map(|it| head.split_once(it))?
        .1;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let is_label = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | ':' | '.');
    let end = value.find(|it| !is_label(it)).unwrap_or(value.len());
    Some(value.get(..end)?.to_owned())
}

/// Reports an SVG drawing: its texts, links and what it embeds. One that is not well formed is read as
/// HTML, as browsers do where it stands in a page.
pub(super) fn svg(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let source = Source::Attachment;
    let text = charset::decode(bytes, declared(bytes).as_deref());
    let most = reading.walk.settings.text_bytes;
    let mut drawing = Drawing::default();
    let outcome = xml::walk(&text, |step| drawing.step(step, most));
    if let Err(error) = outcome {
        reading.failed(error.to_string());
        if error == xml::XmlError::Entities {
            return reading.unread(
                Capability::HtmlLimit,
                "the drawing declares entities of its own",
            );
        }
        return html(reading, bytes, source);
    }
    reading.found_text(&drawing.text, source);
    reading.found_hidden_text(&drawing.hidden, source);
    for (target, shown) in &drawing.links {
        reading.found_link(target, Some(shown), source);
    }
    for data in &drawing.embedded {
        let child = super::calendar::base64(data);
        if reading.expand(child.len() as u64) {
            reading.add_child(None, child);
        }
    }
    if drawing.scripts > 0 {
        reading.found_property("scripts", &drawing.scripts.to_string());
    }
    reading.found_links_in(&drawing.text, source);
}

/// What is found in a drawing.
#[derive(Default)]
struct Drawing {
    text: String,
    hidden: String,
    /// Elements whose text is code or not drawn.
    silent: usize,
    /// Elements that are not displayed, and what is within them.
    invisible: usize,
    anchors: Vec<(String, usize)>,
    links: Vec<(String, String)>,
    embedded: Vec<String>,
    scripts: usize,
}

/// Embedded pictures of one drawing.
const EMBEDDED: usize = 100;

impl Drawing {
    fn step(&mut self, step: Step<'_>, most: usize) {
        match step {
            Step::Open(name, attributes) => {
                let style = attributes.get("style").unwrap_or_default().replace(' ', "");
                let is_hidden = attributes.get("display") == Some("none")
                    || attributes.get("visibility") == Some("hidden")
                    || ["display:none", "visibility:hidden"]
                        .iter()
                        .any(|it| style.contains(it));
                if self.invisible > 0 || is_hidden {
                    self.invisible += 1;
                }
                if matches!(name, "script" | "style" | "metadata" | "defs") {
                    self.silent += 1;
                    self.scripts += usize::from(name == "script");
                }
                self.open(name, attributes.get("href"));
            }
            Step::Close(name) => {
                self.invisible = self.invisible.saturating_sub(1);
                match name {
                    "script" | "style" | "metadata" | "defs" => {
                        self.silent = self.silent.saturating_sub(1);
                    }
                    "text" | "tspan" | "p" | "div" | "br" | "title" | "desc" => {
                        self.text.push('\n');
                    }
                    "a" => {
                        if let Some((target, start)) = self.anchors.pop() {
                            let shown = self.text.get(start..).unwrap_or_default();
                            self.links.push((target, shown.to_owned()));
                        }
                    }
                    _ => {}
                }
            }
            Step::Text(_) if self.silent > 0 => {}
            Step::Text(text) => {
                let target = if self.invisible > 0 {
                    &mut self.hidden
                } else {
                    &mut self.text
                };
                if target.len() <= most {
                    target.push_str(text);
                }
            }
        }
    }

    fn open(&mut self, name: &str, href: Option<&str>) {
        match (name, href) {
            ("a", href) => {
                self.anchors
                    .push((href.unwrap_or_default().to_owned(), self.text.len()));
            }
            ("image" | "img" | "use", Some(href)) => match href.split_once(";base64,") {
                Some((_, data)) if self.embedded.len() < EMBEDDED => {
                    self.embedded.push(data.to_owned());
                }
                Some(_) => {}
                None => self.links.push((href.to_owned(), String::new())),
            },
            ("script", Some(href)) => self.links.push((href.to_owned(), String::new())),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations() {
        let of = |it: &str| declared(it.as_bytes());
        assert_eq!(of("<meta charset=\"KOI8-R\">").as_deref(), Some("koi8-r"));
        assert_eq!(
            of("<meta http-equiv=x content='text/html; charset=iso-8859-2'>").as_deref(),
            Some("iso-8859-2")
        );
        assert_eq!(
            of("<?xml version='1.0' encoding='utf-16'?>").as_deref(),
            Some("utf-16")
        );
        assert_eq!(of("<p>"), None);
    }
}
