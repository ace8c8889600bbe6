//! File types by content, never by name (MDM section 9): one of the data model's short names.

/// Magic bytes at an offset, most specific first. Sources: the formats' own specifications.
const MAGIC: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xff\xd8\xff", "jpg"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (8, b"WEBP", "webp"),
    (0, b"II*\0", "tif"),
    (0, b"MM\0*", "tif"),
    (0, b"BM", "bmp"),
    (4, b"ftypheic", "heif"),
    (4, b"ftypheix", "heif"),
    (4, b"ftypmif1", "heif"),
    (4, b"ftypM4A", "m4a"),
    (4, b"ftypM4V", "m4v"),
    (4, b"ftypqt", "mov"),
    (4, b"ftyp3gp", "3gp"),
    (4, b"ftyp", "mp4"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"\x1f\x8b", "gz"),
    (0, b"BZh", "bz2"),
    (0, b"\xfd7zXZ\0", "xz"),
    (0, b"\x28\xb5\x2f\xfd", "zst"),
    (0, b"LZIP", "lz"),
    (0, b"\x1f\x9d", "Z"),
    (0, b"MSCF", "cab"),
    (257, b"ustar", "tar"),
    (32769, b"CD001", "iso"),
    (0, b"{\\rtf", "rtf"),
    (0, b"MZ", "exe"),
    (0, b"\x7fELF", "elf"),
    (0, b"\xcf\xfa\xed\xfe", "macho"),
    (0, b"\xfe\xed\xfa\xcf", "macho"),
    (0, b"SQLite format 3\0", "sqlite"),
    (0, b"8BPS", "psd"),
    (0, b"%!PS", "ps"),
    (0, b"wOFF", "woff"),
    (0, b"wOF2", "woff2"),
    (0, b"OTTO", "otf"),
    (0, b"\0\x01\0\0\0", "ttf"),
    (0, b"\0asm", "wasm"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"ID3", "mp3"),
    (0, b"\xff\xfb", "mp3"),
    (0, b"MThd", "mid"),
    (0, b"FORM", "aiff"),
    (0, b"#!AMR", "amr"),
    (0, b"\x1aE\xdf\xa3", "mkv"),
    (0, b"FLV\x01", "flv"),
    (0, b"\x30\x26\xb2\x75", "wmv"),
    (0, b"FWS", "swf"),
    (0, b"CWS", "swf"),
    (0, b"\0\0\x01\0", "ico"),
    (0, b"\0\0\x01\xba", "mpg"),
    (0, b"!<arch>\ndebian", "deb"),
    (0, b"!<arch>\n", "ar"),
    (0, b"\xed\xab\xee\xdb", "rpm"),
    (0, b"Cr24", "crx"),
    (0, b"dex\n", "dex"),
    (0, b"AC10", "dwg"),
    (128, b"DICM", "dcm"),
    (0, b"NES\x1a", "nes"),
    (0, b"\0\0\0\x0cjP  ", "jp2"),
];

/// Bytes of a text-like file that are looked at.
const HEAD: usize = 1024;

/// The type of `content`.
pub(crate) fn file_type(content: &[u8]) -> &'static str {
    if content.starts_with(b"PK\x03\x04") || content.starts_with(b"PK\x05\x06") {
        return zip_kind(content);
    }
    if content.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return compound_kind(content);
    }
    if content.starts_with(b"RIFF") {
        match content.get(8..12) {
            Some(b"WAVE") => return "wav",
            Some(b"AVI ") => return "avi",
            _ => {}
        }
    }
    let magic = MAGIC.iter().find(|(offset, bytes, _)| {
        content.get(*offset..).is_some_and(|it| it.starts_with(bytes)) && plausible(bytes, content)
    });
    magic.map_or_else(|| text_kind(content), |(_, _, name)| name)
}

/// Two-letter magics also start ordinary words.
fn plausible(magic: &[u8], content: &[u8]) -> bool {
    magic.len() > 2 || !content.iter().take(64).all(|it| it.is_ascii_graphic() || it.is_ascii_whitespace())
}

/// Office documents and books are archives with telling member names.
fn zip_kind(content: &[u8]) -> &'static str {
    const SEARCHED: usize = 256 << 10;
    let head = &content[..content.len().min(SEARCHED)];
    let tail = &content[content.len().saturating_sub(SEARCHED)..];
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some() || memchr::memmem::find(tail, name).is_some();
    if has(b"word/document") {
        "docx"
    } else if has(b"xl/workbook") {
        "xlsx"
    } else if has(b"ppt/presentation") {
        "pptx"
    } else if has(b"application/epub+zip") {
        "epub"
    } else {
        "zip"
    }
}

/// The old office formats are told apart by the names of their streams, in UTF-16.
fn compound_kind(content: &[u8]) -> &'static str {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(content, &wide).is_some()
    };
    if has("WordDocument") {
        "doc"
    } else if has("Workbook") || has("Book") {
        "xls"
    } else if has("PowerPoint Document") {
        "ppt"
    } else {
        "unknown"
    }
}

fn text_kind(content: &[u8]) -> &'static str {
    let head = content[..content.len().min(HEAD)].to_ascii_lowercase();
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
    let has = |needle: &[u8]| memchr::memmem::find(head, needle).is_some();
    if head.starts_with(b"begin:vcalendar") {
        "ics"
    } else if has(b"<svg") && (head.starts_with(b"<svg") || head.starts_with(b"<?xml") || head.starts_with(b"<!")) {
        "svg"
    } else if head.starts_with(b"<!doctype html")
        || head.starts_with(b"<html")
        || head.starts_with(b"<head")
        || (head.starts_with(b"<") && (has(b"<html") || has(b"<body") || has(b"<script")))
    {
        "html"
    } else {
        "unknown"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_come_from_content() {
        assert_eq!(file_type(b"%PDF-1.4\n"), "pdf");
        assert_eq!(file_type(b"\xff\xd8\xff\xe0"), "jpg");
        assert_eq!(file_type(b"PK\x03\x04....word/document.xml"), "docx");
        assert_eq!(file_type(b"PK\x03\x04....a.txt"), "zip");
        assert_eq!(file_type(b"BEGIN:VCALENDAR\r\n"), "ics");
        assert_eq!(file_type(b"\n<!DOCTYPE html><p>"), "html");
        assert_eq!(file_type(b"RIFF....WEBPVP8 "), "webp");
        assert_eq!(file_type(b"BMW is a car maker, and this is a text about it."), "unknown");
        assert_eq!(file_type(b""), "unknown");
    }
}
