//! Calendars (RFC 5545, iCalendar) and contact files (RFC 6350, vCard).

mod component;
mod content_line;
mod vcard;

use html::Document;
use limits::{Capability, Limits};

pub(super) use content_line::base64;
pub(super) use vcard::decode as decode_vcard;

use super::charset;
use crate::file::{Calendar, Source};
use crate::walk::Reading;
use component::Component;

/// Reads a calendar file, in this process and without any budget but its own counts. Never fails: what is no
/// calendar has no events.
///
/// ```
/// let calendar = content::calendar::parse("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Call\r\n us");
/// assert_eq!(calendar.events[0].summary.as_deref(), Some("Callus"));
/// ```
pub fn parse(text: &str) -> Calendar {
    component::read(text).calendar()
}

/// Whether `head` begins like a contact file.
pub(super) fn is_vcard(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    head.get(..11)
        .is_some_and(|it| it.eq_ignore_ascii_case("begin:vcard"))
}

/// Reads a calendar into the file of `reading`.
pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let text = charset::decode(bytes, None);
    let components = component::read(&text);
    if components.cut {
        reading.unread(
            Capability::TextLimit,
            "the calendar holds more than is read",
        );
    }
    for component in &components.list {
        report(reading, component);
    }
    reading.file.calendar = Some(components.calendar());
}

/// Texts, links and attachments of one component.
fn report(reading: &mut Reading<'_, '_>, component: &Component) {
    let event = component.event();
    let people = component.people().collect::<Vec<_>>().join("\n");
    for text in [
        event.summary.as_deref(),
        event.location.as_deref(),
        event.description.as_deref(),
        Some(&*people),
    ]
    .into_iter()
    .flatten()
    {
        reading.found_text(text, Source::Calendar);
        reading.found_links_in(text, Source::Calendar);
    }
    if let Some(html) = &event.description_html {
        report_html(reading, html);
    }
    for line in &component.lines {
        match &*line.name {
            "COMMENT" | "CONTACT" => {
                let text = line.text();
                reading.found_text(&text, Source::Calendar);
                reading.found_links_in(&text, Source::Calendar);
            }
            "URL" | "CONFERENCE" | "SOURCE" => {
                reading.found_link(&line.value, None, Source::Calendar);
            }
            "ATTACH" | "IMAGE" => attachment(reading, line),
            _ => {}
        }
    }
}

/// What is attached inline becomes a child; what is named by its address a link.
fn attachment(reading: &mut Reading<'_, '_>, line: &content_line::ContentLine) {
    let name = ["FILENAME", "X-FILENAME", "X-APPLE-FILENAME"]
        .iter()
        .find_map(|it| line.parameter(it));
    match line.binary() {
        Some(bytes) => {
            if reading.expand(bytes.len() as u64) {
                reading.add_child(name.map(str::to_owned), bytes);
            }
        }
        None => reading.found_link(&line.value, name, Source::Calendar),
    }
}

/// Outlook writes the description once more as HTML.
fn report_html(reading: &mut Reading<'_, '_>, html: &str) {
    let document = Document::parse(html, &Limits::default());
    reading.found_text(&document.display_text(), Source::Calendar);
    reading.found_hidden_text(document.hidden_text(), Source::Calendar);
    for anchor in document.anchors() {
        reading.found_link(anchor.target(), Some(&anchor.text), Source::Calendar);
    }
}
