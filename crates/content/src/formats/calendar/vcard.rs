//! Contact files (RFC 6350 and its predecessors).

use limits::Capability;

use super::content_line::{self, ContentLine};
use crate::file::Source;
use crate::formats::charset;
use crate::walk::Reading;

/// Reads a contact file into the file of `reading`: what a contact app shows, line by line.
pub(crate) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    "vcf".clone_into(&mut reading.file.kind);
    let (lines, cut) = content_line::read(&charset::decode(bytes, None));
    if cut {
        reading.unread(
            Capability::TextLimit,
            "the contact file holds more than is read",
        );
    }
    let mut shown = String::new();
    for line in &lines {
        match &*line.name {
            "END" => flush(reading, &mut shown),
            "FN" | "NICKNAME" | "TITLE" | "ROLE" | "NOTE" | "LABEL" => {
                show(&mut shown, &line.text());
            }
            "N" | "ORG" | "ADR" => show(&mut shown, &structured(line)),
            "TEL" | "X-PHONE" => telephone(reading, &mut shown, line),
            "EMAIL" => show(&mut shown, &line.text()),
            "URL" | "SOURCE" | "CALURI" | "IMPP" | "X-SOCIALPROFILE" => {
                show(&mut shown, &line.text());
                reading.found_link(&line.text(), None, Source::Calendar);
            }
            "PHOTO" | "LOGO" | "SOUND" | "KEY" => embedded(reading, line),
            _ => {}
        }
    }
    flush(reading, &mut shown);
}

fn show(shown: &mut String, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        shown.push_str(text);
        shown.push('\n');
    }
}

fn flush(reading: &mut Reading<'_, '_>, shown: &mut String) {
    reading.found_text(shown, Source::Calendar);
    reading.found_links_in(shown, Source::Calendar);
    shown.clear();
}

/// The components of a structured value, the empty ones left out (RFC 6350 section 6.2.2).
fn structured(line: &ContentLine) -> String {
    let text = line.text();
    let parts = text.split(';').map(str::trim).filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// A number may be a `tel:` address; apps show it and call it.
fn telephone(reading: &mut Reading<'_, '_>, shown: &mut String, line: &ContentLine) {
    let text = line.text();
    let number = text.trim();
    let bare = match number.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => number.get(4..).unwrap_or_default(),
        _ => number,
    };
    if !bare.is_empty() {
        show(shown, bare);
        reading.found_link(&format!("tel:{bare}"), None, Source::Calendar);
    }
}

fn embedded(reading: &mut Reading<'_, '_>, line: &ContentLine) {
    match line.binary() {
        Some(bytes) => {
            if reading.expand(bytes.len() as u64) {
                reading.add_child(None, bytes);
            }
        }
        None => reading.found_link(&line.text(), None, Source::Calendar),
    }
}
