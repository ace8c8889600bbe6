//! Files: what is attached, what reading it gives, and the functions that read.
//!
//! The types are declared here without anybody to fill them; the rooms below declare the getters over what was
//! read of the attachments. What nobody reads stays null and reports the capability, and so does every function
//! where the attachments were not read.

mod calendars;
mod exploded;
mod found;
mod inside;
mod parse;
mod properties;
mod scanned;
mod seen;
mod unread;

use limits::Capability;
use mql::{Arguments, Env, FunctionBuilder, SchemaBuilder, Value};

/// A type of which nothing is read yet: its name, what its fields want, what it is, its fields.
type Declared = (&'static str, Capability, &'static str, &'static str);

/// Everything that is a file with bytes.
const FILE: &str = "Attachment|File|DownloadedFile|Exploded|ArchiveFile";

/// A file, or HTML that is read as one.
const FILE_OR_HTML: &str = "Attachment|File|DownloadedFile|Exploded|ArchiveFile|HTML|FinalDOM";

pub(super) fn declare(schema: &mut SchemaBuilder) {
    for (name, capability, doc, fields) in TYPES.iter().chain(&exploded::TYPES) {
        let mut object = schema.object::<()>(name, doc);
        for field in fields.split(", ") {
            if let Some((field, ty)) = field.split_once(": ") {
                object.absent(field, ty, unread::doc(name, field), *capability);
            }
        }
    }
    for (name, doc, takes, returns, implementation) in FUNCTIONS {
        let function = FunctionBuilder::new(name, doc)
            .returns(returns)
            .implemented(implementation);
        schema.function(match takes {
            "" => function,
            takes => function.takes("file", takes),
        });
    }
    parse::declare(schema);
    scanned::declare(schema);
    seen::declare(schema);
    properties::declare(schema);
    calendars::declare(schema);
}

/// What implements a function.
type Implementation = for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>;

/// The functions over files: name, what it does, what it takes, what it gives, what implements it.
const FUNCTIONS: [(&str, &str, &str, &str, Implementation); 10] = [
    (
        "file.explode",
        "Every file found while unpacking, with what each reader found in it.",
        FILE_OR_HTML,
        "[Exploded]",
        found::explode,
    ),
    (
        "file.expand_archives",
        "The files in an archive.",
        FILE,
        "Archive",
        found::expand,
    ),
    (
        "file.oletools",
        "Macros and relationships of an office file.",
        FILE,
        "OleTools",
        properties::oletools,
    ),
    (
        "beta.file.parse_ics",
        "The events of a calendar file.",
        FILE,
        "IcsFile",
        calendars::parse,
    ),
    (
        "beta.parse_exif",
        "Properties of a document or picture.",
        FILE,
        "Exif",
        properties::exif,
    ),
    (
        "beta.ocr",
        "The text of a picture or of the pages of a document.",
        FILE,
        "Ocr",
        seen::ocr,
    ),
    (
        "beta.scan_qr",
        "The codes in a picture.",
        FILE,
        "QrScan",
        seen::scan_qr,
    ),
    (
        "file.message_screenshot",
        "What a reader would see of the message: an approximation for OCR and QR, made of its visible text and pictures.",
        "",
        "File",
        seen::message,
    ),
    (
        "beta.message_screenshot",
        "An older spelling of `file.message_screenshot`.",
        "",
        "File",
        seen::message,
    ),
    (
        "file.html_screenshot",
        "What a reader would see of HTML: an approximation for OCR and QR, made of its visible text.",
        "HTML|Attachment|File|DownloadedFile|Exploded|ArchiveFile",
        "File",
        seen::html,
    ),
];

/// The object types, each with its fields and their types.
const TYPES: [Declared; 18] = [
    (
        "File",
        Capability::MessageScreenshot,
        "A file that was made from something else.",
        "file_extension: str, file_name: str, file_type: str, raw: str, size: int",
    ),
    (
        "ArchiveFile",
        Capability::ExpandArchives,
        "A file in an archive.",
        "file_extension: str, file_name: str, file_type: str, size: int",
    ),
    (
        "Archive",
        Capability::ExpandArchives,
        "What an archive holds.",
        "files: [ArchiveFile]",
    ),
    (
        "Exif",
        Capability::Exif,
        "Properties of a document or picture.",
        "author: str, creator: str, fields: [KeyValue], image_height: int, image_width: int, \
         page_count: int, producer: str, title: str",
    ),
    (
        "KeyValue",
        Capability::Explode,
        "A named property.",
        "key: str, value: str",
    ),
    (
        "Ocr",
        Capability::FileOcr,
        "Text read from a picture.",
        "page_results: [OcrPage], success: bool, text: str",
    ),
    (
        "OcrPage",
        Capability::FileOcr,
        "Text of one page.",
        "text: str",
    ),
    (
        "QrScan",
        Capability::ScanQr,
        "Codes found in a picture.",
        "found: bool, items: [QrItem]",
    ),
    (
        "QrItem",
        Capability::Explode,
        "One code.",
        "data: str, type: str, url: URL",
    ),
    (
        "IcsFile",
        Capability::ParseIcs,
        "A calendar file.",
        "events: [IcsEvent], product_id: str, scale: str",
    ),
    (
        "IcsEvent",
        Capability::ParseIcs,
        "An event of a calendar file.",
        "description: str, description_html: HTML, links: [Link], \
         raw_properties: [KeyValue]",
    ),
    (
        "OleTools",
        Capability::Oletools,
        "Macros and relationships of an office file.",
        "indicators: OleIndicators, macros: OleMacros, relationships: [OleRelationship]",
    ),
    (
        "OleIndicators",
        Capability::Oletools,
        "What is remarkable about an office file.",
        "encryption: OleFlag, file_format: OleValue, vba_macros: OleFlag",
    ),
    (
        "OleFlag",
        Capability::Oletools,
        "Whether something is there.",
        "exists: bool, risk: str",
    ),
    (
        "OleValue",
        Capability::Oletools,
        "A property.",
        "value: str",
    ),
    (
        "OleMacros",
        Capability::Oletools,
        "The macros of an office file.",
        "keywords: [OleKeyword]",
    ),
    (
        "OleKeyword",
        Capability::Oletools,
        "A keyword in a macro.",
        "type: str",
    ),
    (
        "OleRelationship",
        Capability::Oletools,
        "A reference to something outside.",
        "name: str, target: str, target_url: URL",
    ),
];
