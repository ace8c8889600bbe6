//! OpenDocument texts, sheets and slides: the text of `content.xml`, in order.

use limits::Capability;

use super::package::Package;
use crate::file::{Office, Source};
use crate::formats::xml::Step;
use crate::walk::Reading;

/// The first entry is stored and says what it is (ISO/IEC 26300-3 section 3.3).
pub(in crate::formats) fn is_opendocument(bytes: &[u8]) -> bool {
    bytes
        .get(30..)
        .is_some_and(|it| it.starts_with(b"mimetypeapplication/vnd.oasis.opendocument."))
}

pub(in crate::formats) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    "odf".clone_into(&mut reading.file.kind);
    reading.file.office = Some(Office {
        format: "odf".to_owned(),
        ..Office::default()
    });
    let mut package = match Package::open(bytes, reading.walk.settings.files) {
        Ok(package) => package,
        Err(error) => {
            reading.unread(Capability::OfficeText, "the document cannot be unpacked");
            return reading.failed(error.to_string());
        }
    };
    for name in ["content.xml", "styles.xml"] {
        text(reading, &mut package, name);
    }
    for name in package.names() {
        if name.starts_with("Basic/")
            && let Some(office) = &mut reading.file.office
        {
            office.macros = true;
        }
        if name.starts_with("Pictures/") || name.starts_with("media/") {
            let Some(bytes) = package.bytes(reading, &name) else {
                return;
            };
            reading.add_child(crate::formats::archive::base_name(&name), bytes);
        }
    }
}

fn text(reading: &mut Reading<'_, '_>, package: &mut Package<'_>, name: &str) {
    let most = reading.walk.settings.text_bytes;
    let mut text = String::new();
    let mut links = Vec::new();
    let mut paragraphs = 0_u32;
    let mut open = Vec::new();
    package.walk(reading, name, |step| match step {
        Step::Open("p" | "h", _) => paragraphs += 1,
        Step::Close("p" | "h") => {
            paragraphs = paragraphs.saturating_sub(1);
            text.push('\n');
        }
        Step::Open("tab", _) => text.push('\t'),
        Step::Open("s", _) => text.push(' '),
        Step::Open("line-break", _) => text.push('\n'),
        Step::Open("a", attributes) => {
            open.push((
                attributes.get("href").unwrap_or_default().to_owned(),
                text.len(),
            ));
        }
        Step::Close("a") => {
            if let Some((target, start)) = open.pop() {
                links.push((target, text.get(start..).unwrap_or_default().to_owned()));
            }
        }
        Step::Text(part) if paragraphs > 0 && text.len() <= most => text.push_str(part),
        _ => {}
    });
    reading.found_text(&text, Source::Office);
    for (target, shown) in links {
        reading.found_link(&target, Some(&shown), Source::Office);
    }
    reading.found_links_in(&text, Source::Office);
}
