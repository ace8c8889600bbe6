//! Containers of which only the inside shows the type: ZIP, OLE2, RIFF, ISO base media, EBML.

use memchr::memmem;

/// The types that are recognised here.
#[cfg(test)]
pub(super) const NAMES: &[&str] = &[
    "zip", "docx", "xlsx", "pptx", "epub", "doc", "xls", "ppt", "webp", "wav", "avi", "mkv",
    "webm", "mp4", "m4a", "m4v", "mov", "3gp", "heif",
];

pub(super) fn sniff(content: &[u8]) -> Option<&'static str> {
    match content {
        [b'P', b'K', 3, 4, ..] => Some(zip(content)),
        [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => Some("zip"),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => ole(content),
        [b'R', b'I', b'F', b'F', ..] => riff(content),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => Some(ebml(content)),
        _ if content.get(4..8) == Some(b"ftyp") => base_media(content),
        _ => None,
    }
}

/// Entries whose names are looked at.
const ENTRIES: usize = 2_000;

/// Office documents are told apart by the folder of their main part (ECMA-376 part 2), EPUB by its
/// first entry. Names are read from both the local headers and the central directory (APPNOTE 4.3).
fn zip(content: &[u8]) -> &'static str {
    let local = names(content, b"PK\x03\x04", 26, 30);
    let central = names(content, b"PK\x01\x02", 28, 46);
    for (name, data) in local.chain(central) {
        if name.starts_with(b"word/") {
            return "docx";
        } else if name.starts_with(b"xl/") {
            return "xlsx";
        } else if name.starts_with(b"ppt/") {
            return "pptx";
        } else if name == b"mimetype" && data.starts_with(b"application/epub+zip") {
            return "epub";
        }
    }
    "zip"
}

/// Names of the entries whose headers begin with `signature`, with what follows each.
fn names<'c>(
    content: &'c [u8],
    signature: &'c [u8],
    length_at: usize,
    name_at: usize,
) -> impl Iterator<Item = (&'c [u8], &'c [u8])> {
    memmem::find_iter(content, signature)
        .take(ENTRIES)
        .filter_map(move |at| {
            let header = content.get(at..)?;
            let &[low, high] = header.get(length_at..)?.first_chunk()?;
            let end = name_at + usize::from(u16::from_le_bytes([low, high]));
            Some((header.get(name_at..end)?, header.get(end..)?))
        })
}

/// Class ids of the root entry, in the order of their bytes ([MS-CFB] section 2.6.1).
const CLASSES: [(&[u8], &str); 4] = [
    (b"\x06\x09\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", "doc"),
    (b"\x10\x08\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", "xls"),
    (b"\x20\x08\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", "xls"),
    (
        b"\x10\x8D\x81\x64\x9B\x4F\xCF\x11\x86\xEA\0\xAA\0\xB9\x29\xE8",
        "ppt",
    ),
];

/// Streams that only one of the programs writes.
const STREAMS: [(&str, &str); 4] = [
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
];

/// Directory entries begin at multiples of this.
const ENTRY_BYTES: usize = 128;
const CLASS_AT: usize = 80;

fn ole(content: &[u8]) -> Option<&'static str> {
    let root = memmem::find(content, &utf16("Root Entry"))?;
    let class = content.get(root + CLASS_AT..root + CLASS_AT + 16);
    let by_class = CLASSES.iter().find(|(id, _)| class == Some(*id));
    if let Some((_, name)) = by_class {
        return Some(name);
    }
    let has_stream = |name: &str| {
        let mut wanted = utf16(name);
        wanted.extend_from_slice(&[0, 0]);
        memmem::find_iter(content, &wanted).any(|at| at % ENTRY_BYTES == root % ENTRY_BYTES)
    };
    STREAMS
        .iter()
        .find(|(stream, _)| has_stream(stream))
        .map(|(_, name)| *name)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn riff(content: &[u8]) -> Option<&'static str> {
    match content.get(8..12)? {
        b"WEBP" => Some("webp"),
        b"WAVE" => Some("wav"),
        b"AVI " => Some("avi"),
        _ => None,
    }
}

/// Matroska and WebM name themselves in the header (RFC 8794 section 11.2.7).
fn ebml(content: &[u8]) -> &'static str {
    let head = content.get(..content.len().min(4096)).unwrap_or_default();
    match memmem::find(head, b"webm") {
        Some(_) => "webm",
        None => "mkv",
    }
}

/// The major brand says what it is (ISO/IEC 14496-12 section 4.3).
fn base_media(content: &[u8]) -> Option<&'static str> {
    match content.get(8..12)? {
        b"M4A " | b"M4B " => Some("m4a"),
        b"M4V " | b"M4VH" | b"M4VP" => Some("m4v"),
        b"qt  " => Some("mov"),
        b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1" => {
            Some("heif")
        }
        [b'3', b'g', b'p' | b'2' | b'r' | b's', _] => Some("3gp"),
        b"avif" | b"avis" | b"jxl " | b"jp2 " | b"crx " => None,
        _ => Some("mp4"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, data: &str) -> Vec<u8> {
        let mut entry = b"PK\x03\x04".to_vec();
        entry.resize(26, 0);
        entry.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        entry.extend([0, 0]);
        entry.extend(name.bytes());
        entry.extend(data.bytes());
        entry
    }

    #[track_caller]
    fn check(content: &[u8], name: Option<&str>) {
        assert_eq!(sniff(content), name);
    }

    #[test]
    fn archives_by_the_names_in_them() {
        let types = entry("[Content_Types].xml", "<Types/>");
        for (main, name) in [
            ("word/document.xml", "docx"),
            ("xl/workbook.xml", "xlsx"),
            ("ppt/presentation.xml", "pptx"),
        ] {
            check(&[types.clone(), entry(main, "x")].concat(), Some(name));
        }
        check(&entry("mimetype", "application/epub+zip"), Some("epub"));
        check(
            &entry("mimetype", "application/vnd.oasis.opendocument.text"),
            Some("zip"),
        );
        check(&entry("readme.txt", "see word/"), Some("zip"));
        check(b"PK\x05\x06", Some("zip"));
    }

    fn compound(class: &[u8], streams: &[&str]) -> Vec<u8> {
        let mut content = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        content.resize(512, 0);
        content.extend(utf16("Root Entry"));
        content.resize(512 + CLASS_AT, 0);
        content.extend(class);
        content.resize(512 + ENTRY_BYTES, 0);
        for stream in streams {
            content.extend(utf16(stream));
            content.resize(content.len().next_multiple_of(ENTRY_BYTES), 0);
        }
        content
    }

    #[test]
    fn compound_files_by_class_or_stream() {
        check(&compound(CLASSES[3].0, &["WordDocument"]), Some("ppt"));
        check(&compound(&[], &["1Table", "WordDocument"]), Some("doc"));
        check(&compound(&[], &["Book"]), Some("xls"));
        check(&compound(&[], &["__properties_version1.0"]), None);
        check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", None);
    }

    #[test]
    fn media() {
        check(b"RIFF\0\0\0\0WEBPVP8 ", Some("webp"));
        check(b"RIFF\0\0\0\0WAVE", Some("wav"));
        check(b"RIFF\0\0\0\0AVI ", Some("avi"));
        check(b"RIFF", None);
        check(b"\x1A\x45\xDF\xA3\x01\x42\x82\x84webm", Some("webm"));
        check(b"\x1A\x45\xDF\xA3\x01\x42\x82\x88matroska", Some("mkv"));
        for (brand, name) in [
            ("isom", "mp4"),
            ("qt  ", "mov"),
            ("heic", "heif"),
            ("3gp4", "3gp"),
            ("M4A ", "m4a"),
            ("M4V ", "m4v"),
        ] {
            check(format!("\0\0\0\u{18}ftyp{brand}").as_bytes(), Some(name));
        }
        check(b"\0\0\0\x18ftypavif", None);
    }
}
