//! Media types of the short names of kinds (IANA; those of programs as the `file` utility gives them).

const TYPES: &[(&str, &str)] = &[
    ("7z", "application/x-7z-compressed"),
    ("bmp", "image/bmp"),
    ("bz2", "application/x-bzip2"),
    ("cab", "application/vnd.ms-cab-compressed"),
    ("doc", "application/msword"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("elf", "application/x-executable"),
    ("eml", "message/rfc822"),
    ("epub", "application/epub+zip"),
    ("exe", "application/x-dosexec"),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("heif", "image/heif"),
    ("html", "text/html"),
    ("ico", "image/vnd.microsoft.icon"),
    ("ics", "text/calendar"),
    ("iso", "application/x-iso9660-image"),
    ("jpg", "image/jpeg"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("msg", "application/vnd.ms-outlook"),
    ("odf", "application/vnd.oasis.opendocument.text"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("ppt", "application/vnd.ms-powerpoint"),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("ps", "application/postscript"),
    ("rar", "application/x-rar"),
    ("rtf", "text/rtf"),
    ("svg", "image/svg+xml"),
    ("tar", "application/x-tar"),
    ("tif", "image/tiff"),
    ("tnef", "application/ms-tnef"),
    ("txt", "text/plain"),
    ("vcf", "text/vcard"),
    ("wasm", "application/wasm"),
    ("wav", "audio/x-wav"),
    ("webp", "image/webp"),
    ("xls", "application/vnd.ms-excel"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("xz", "application/x-xz"),
    ("zip", "application/zip"),
];

/// The media type of a file of that kind.
pub(super) fn of_kind(kind: &str, bytes: &[u8]) -> &'static str {
    let is_xml = kind == "txt" && bytes.trim_ascii_start().starts_with(b"<?xml");
    if is_xml {
        return "text/xml";
    }
    let found = TYPES.iter().find(|it| it.0 == kind);
    found.map_or("application/octet-stream", |it| it.1)
}
