//! One decoder a format, chosen by content.

mod archive;
mod bytes;
pub(crate) mod calendar;
pub(crate) mod charset;
mod fields;
pub(crate) mod findings;
mod image;
mod mapi;
mod markup;
mod nested;
mod ole2;
mod ooxml;
mod pdf;
mod plain;
mod rtf;
mod tnef;
mod vba;
pub(crate) mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::file::Source;
use crate::walk::{Input, Reading};

/// Reads `bytes` into the file of `reading`; a format that nobody reads here stays as it is. A decoder
/// that panics leaves what it had found, and an error.
pub(crate) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    // A decoder only adds to the file, so that half of its work is as sound as all of it.
    if catch_unwind(AssertUnwindSafe(|| by_kind(reading, bytes))).is_err() {
        reading.file.error = Some("the decoder gave up on this file".to_owned());
    }
}

/// Whether files of this kind are pictures, which say the same wherever they are found.
pub(crate) fn is_picture(kind: &str) -> bool {
    matches!(
        kind,
        "png" | "jpg" | "gif" | "webp" | "tif" | "bmp" | "heif"
    )
}

/// The decoder for what `mail::sniff` says the bytes are.
fn by_kind(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    match reading.file.kind.as_str() {
        kind if is_picture(kind) => image::decode(reading, bytes),
        "docx" | "xlsx" | "pptx" => ooxml::decode(reading, bytes),
        "zip" if ooxml::is_opendocument(bytes) => ooxml::decode_opendocument(reading, bytes),
        "pdf" => pdf::decode(reading, bytes),
        "doc" | "xls" | "ppt" => ole2::decode(reading, bytes),
        "rtf" => rtf::decode(reading, bytes),
        "ics" => calendar::decode(reading, bytes),
        "html" => markup::html(reading, bytes, Source::Attachment),
        "svg" => markup::svg(reading, bytes),
        "unknown" => decode_unknown(reading, bytes),
        _ => {
            archive::decode(reading, bytes);
        }
    }
}

/// A text longer than this is left to a worker.
const PLAIN_BYTES: usize = 64 << 10;

/// Whether `input` is a short text or of no format that is read here, a signature say: no decoder looks at it, so
/// that nothing needs to be confined.
pub(crate) fn is_plain(input: &Input<'_>) -> bool {
    let extension = input.name.and_then(mail::extension);
    input.bytes.len() <= PLAIN_BYTES
        && mail::sniff(input.bytes) == "unknown"
        && matches!(
            Unnamed::of(input.content_type, extension.as_deref(), input.bytes),
            Unnamed::Plain
        )
}

/// Formats that the data model has no name for.
enum Unnamed {
    Ole2,
    Tnef,
    Vcard,
    Message,
    /// A text, or nothing that is read.
    Plain,
}

impl Unnamed {
    fn of(content_type: Option<&str>, extension: Option<&str>, bytes: &[u8]) -> Self {
        let head = bytes.get(..bytes.len().min(64)).unwrap_or_default();
        if ole2::is_ole2(bytes) {
            Self::Ole2
        } else if tnef::is_tnef(bytes) {
            Self::Tnef
        } else if calendar::is_vcard(&charset::decode(head, None)) {
            Self::Vcard
        } else if nested::is_message(content_type, extension, bytes) {
            Self::Message
        } else {
            Self::Plain
        }
    }
}

fn decode_unknown(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let (declared, file) = (reading.content_type.as_deref(), &reading.file);
    match Unnamed::of(declared, file.extension.as_deref(), bytes) {
        Unnamed::Ole2 => ole2::decode(reading, bytes),
        Unnamed::Tnef => tnef::decode(reading, bytes),
        Unnamed::Vcard => calendar::decode_vcard(reading, bytes),
        Unnamed::Message => nested::decode(reading, bytes),
        Unnamed::Plain if plain::is_text(bytes) => plain::decode(reading, bytes),
        Unnamed::Plain => {}
    }
}
