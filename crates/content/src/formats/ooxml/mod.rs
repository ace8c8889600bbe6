//! Office Open XML (ECMA-376): DOCX, XLSX, PPTX, and OpenDocument (ISO/IEC 26300), which is packed alike.

mod flow;
mod opendocument;
mod package;
mod properties;
mod relations;
mod sheets;

use limits::Capability;

use super::vba;
use crate::file::Office;
use crate::walk::Reading;
use package::Package;

pub(super) use opendocument::{decode as decode_opendocument, is_opendocument};

/// Reads a document into the file of `reading`.
pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    reading.file.office = Some(Office {
        format: "ooxml".to_owned(),
        ..Office::default()
    });
    let mut package = match Package::open(bytes, reading.walk.settings.files) {
        Ok(package) => package,
        Err(error) => {
            reading.unread(Capability::OfficeText, "the document cannot be unpacked");
            return reading.failed(error.to_string());
        }
    };
    if package.cut {
        reading.unread(
            Capability::FileLimit,
            "the document has more parts than are read",
        );
    }
    relations::note(reading, &mut package);
    match &*reading.file.kind {
        "docx" => document(reading, &mut package),
        "pptx" => slides(reading, &mut package),
        _ => sheets::read(reading, &mut package),
    }
    properties::read(reading, &mut package);
    embedded(reading, &mut package);
}

/// The body first, then what a reader meets around it.
fn document(reading: &mut Reading<'_, '_>, package: &mut Package<'_>) {
    for wanted in [
        "document",
        "header",
        "footer",
        "footnotes",
        "endnotes",
        "comments",
    ] {
        for name in package.names_like("word/", wanted, ".xml") {
            flow::read(reading, package, &name, None);
        }
    }
}

/// Slides in the order of their numbers, each with its notes and comments behind it.
fn slides(reading: &mut Reading<'_, '_>, package: &mut Package<'_>) {
    let names = package.names_like("ppt/slides/", "slide", ".xml");
    reading.file.page_count = u32::try_from(names.len()).ok();
    for name in names {
        let page = package::number_of(&name);
        flow::read(reading, package, &name, page);
    }
    for (folder, wanted) in [
        ("ppt/notesSlides/", "notesSlide"),
        ("ppt/comments/", "comment"),
    ] {
        for name in package.names_like(folder, wanted, ".xml") {
            flow::read(reading, package, &name, package::number_of(&name));
        }
    }
}

/// Pictures and packages become children; macros are read.
fn embedded(reading: &mut Reading<'_, '_>, package: &mut Package<'_>) {
    for name in package.names() {
        let lower = name.to_ascii_lowercase();
        if lower.contains("/macrosheets/")
            && let Some(office) = &mut reading.file.office
        {
            office.macros = true;
            office
                .macro_keywords
                .push(("suspicious".to_owned(), "XLM".to_owned()));
        }
        if lower.ends_with("vbaproject.bin") {
            if let Some(bytes) = package.bytes(reading, &name) {
                vba::read_project(reading, &bytes);
            }
        } else if lower.contains("/media/") || lower.contains("/embeddings/") {
            let Some(bytes) = package.bytes(reading, &name) else {
                return;
            };
            reading.add_child(super::archive::base_name(&name), bytes);
        }
    }
}
