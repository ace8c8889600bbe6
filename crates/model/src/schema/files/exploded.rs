//! What unpacking a file gives: one record a file, with what each reader found in it.
//!
//! The shapes are those of the public message data model. A reader that exists declares its own
//! getters over these.

use limits::Capability;

use super::Declared;

/// The object types, each with its fields and their types.
pub(super) const TYPES: [Declared; 36] = [
    (
        "Exploded",
        Capability::Explode,
        "A file found while unpacking, depth 0 being the file itself.",
        "depth: int, file_extension: str, file_name: str, flavors: Flavors, node_id: str, \
         parent_node_id: str, scan: Scan, size: int, source: str",
    ),
    (
        "Flavors",
        Capability::Explode,
        "What a file is taken for.",
        "external: [str], mime: str, yara: [str]",
    ),
    (
        "Scan",
        Capability::Explode,
        "What each reader found in a file.",
        "bzip2: ScSize, docx: ScDocx, encrypted_doc: ScCracked, encrypted_pdf: ScCracked, \
         encrypted_zip: ScEncZip, entropy: ScEntropy, exiftool: ScExif, gif: ScTrailer, \
         gzip: ScSize, hash: ScHash, html: ScHtml, ics: ScIcs, javascript: ScJs, \
         jpeg: ScTrailer, libarchive: ScTotals, lnk: ScLnk, ocr: ScOcr, ole: ScTotals, \
         pdf: ScPdf, pdf_obj_hash: ScPdfHash, pptx: ScPptx, qr: QrItem, rar: ScRar, \
         rtf: ScTotals, strings: ScStrings, tar: ScTotals, url: ScUrl, vba: ScVba, \
         xlsx: ScXlsx, xml: ScXml, yara: ScYara, zip: ScZip, zlib: ScSize",
    ),
    (
        "YaraMatch",
        Capability::Explode,
        "A YARA rule that matched.",
        "meta: map<str>, name: str",
    ),
    (
        "IcsCalendar",
        Capability::Explode,
        "A calendar.",
        "calscale: str, components: [IcsComponent], method: str, prodid: str, version: str",
    ),
    (
        "IcsComponent",
        Capability::Explode,
        "An event, task or note of a calendar.",
        "attachments: [IcsAttachment], attendees: [IcsPerson], description: str, \
         location: str, organizers: [IcsPerson], status: str, summary: str, type: str, \
         uid: str, urls: [URL]",
    ),
    (
        "IcsAttachment",
        Capability::Explode,
        "Something attached to an event.",
        "filename: str, mime_type: str, size: str, type: str, uri: str",
    ),
    (
        "IcsPerson",
        Capability::Explode,
        "An organiser or attendee.",
        "mailbox: Mailbox, partstat: str, role: str, rsvp: bool",
    ),
    (
        "ScSize",
        Capability::Explode,
        "A packed stream.",
        "size: int",
    ),
    (
        "ScTotals",
        Capability::Explode,
        "How much was unpacked.",
        "total_extracted: int, total_files: int",
    ),
    (
        "ScTrailer",
        Capability::Explode,
        "Where bytes begin that follow the picture.",
        "trailer_index: int",
    ),
    (
        "ScCracked",
        Capability::Explode,
        "An encrypted document.",
        "cracked_password: str",
    ),
    (
        "ScEncZip",
        Capability::Explode,
        "An encrypted archive.",
        "cracked_password: str, total_extracted: int, total_files: int",
    ),
    (
        "ScRar",
        Capability::Explode,
        "A RAR archive.",
        "host_os: str, total_extracted: int, total_files: int",
    ),
    (
        "ScDocx",
        Capability::Explode,
        "A text document.",
        "author: str, category: str, comments: str, created: time, font_colors: [str], \
         image_count: int, keywords: str, last_printed: time, modified: time, revision: int, \
         subject: str, title: str, word_count: int",
    ),
    (
        "ScPptx",
        Capability::Explode,
        "A presentation.",
        "author: str, category: str, comments: str, created: time, image_count: int, \
         invalid_urls: [str], keywords: str, last_modified_by: str, last_printed: time, \
         modified: time, revision: int, slide_count: int, subject: str, title: str, \
         urls: [URL], word_count: int",
    ),
    (
        "ScXlsx",
        Capability::Explode,
        "A workbook.",
        "author: str, category: str, comments: str, created: time, sheet_names: [ScSheet], \
         title: str, urls: [URL], word_count: int",
    ),
    (
        "ScSheet",
        Capability::Explode,
        "A sheet.",
        "name: str, visible: bool",
    ),
    (
        "ScEntropy",
        Capability::Explode,
        "The entropy of the bytes.",
        "entropy: float",
    ),
    (
        "ScExif",
        Capability::Explode,
        "Properties of the file.",
        "command_line_arguments: str, create_date: time, creator: str, fields: [KeyValue], \
         file_type: str, file_type_extension: str, image_height: int, image_width: int, \
         modify_date: time, page_count: int, pdf_version: str, producer: str, \
         source_file: str, title: str, zip_compressed_size: int, zip_file_name: str, \
         zip_uncompressed_size: int",
    ),
    (
        "ScHash",
        Capability::Explode,
        "Digests of the bytes.",
        "md5: str, sha1: str, sha256: str, ssdeep: str",
    ),
    (
        "ScHtml",
        Capability::Explode,
        "An HTML file.",
        "hyperlinks: [str], scripts: [ScScript], spans: [ScSpan], title: str, \
         total_extracted: int",
    ),
    (
        "ScScript",
        Capability::Explode,
        "A script.",
        "language: str, scripts: str, type: str",
    ),
    (
        "ScSpan",
        Capability::Explode,
        "A span element.",
        "style: str",
    ),
    (
        "ScIcs",
        Capability::Explode,
        "A calendar file.",
        "calendars: [IcsCalendar], parse_error: str",
    ),
    (
        "ScJs",
        Capability::Explode,
        "The tokens of a script.",
        "identifiers: [str], keywords: [str], regular_expressions: [str], strings: [str], \
         tokens: [str]",
    ),
    (
        "ScLnk",
        Capability::Explode,
        "A Windows shortcut.",
        "command_line_arguments: str, drive_type: str, local_base_path: str, \
         machine_id: str, relative_path: str, working_dir: str",
    ),
    (
        "ScOcr",
        Capability::Explode,
        "Text read from pictures.",
        "raw: str, text: [str]",
    ),
    (
        "ScPdf",
        Capability::Explode,
        "A PDF file.",
        "invalid_urls: [str], total_extracted: int, urls: [URL]",
    ),
    (
        "ScPdfHash",
        Capability::Explode,
        "A digest of the structure of a PDF file.",
        "hash_string: str, object_hash: str",
    ),
    (
        "ScStrings",
        Capability::Explode,
        "Printable runs of bytes.",
        "raw: str, strings: [str]",
    ),
    (
        "ScUrl",
        Capability::Explode,
        "URLs in the bytes.",
        "invalid_urls: [str], urls: [URL]",
    ),
    (
        "ScVba",
        Capability::Explode,
        "Macros.",
        "auto_exec: [str], base64: [str], dridex: [str], hex: [str], ioc: [str], \
         suspicious: [str], total_extracted: int, total_files: int, vba_obfuscated: [str]",
    ),
    (
        "ScXml",
        Capability::Explode,
        "An XML file.",
        "doc_type: str, namespaces: [str], tags: [str], total_extracted: int, version: str",
    ),
    (
        "ScYara",
        Capability::Explode,
        "YARA rules that matched.",
        "flags: [str], matches: [YaraMatch]",
    ),
    (
        "ScZip",
        Capability::Explode,
        "A ZIP archive.",
        "all_paths: [str], attempted_files: [str], encrypted: bool, total_extracted: int, \
         total_files: int",
    ),
];
