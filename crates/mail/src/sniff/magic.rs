//! Types that show themselves by fixed bytes at fixed places.

/// Bytes at an offset, and the type they show. More special ones stand first.
const MAGIC: &[(usize, &[u8], &str)] = &[
    // Documents.
    (0, b"{\\rt", "rtf"),
    (0, b"%!PS", "ps"),
    // Images.
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"\xFF\xD8\xFF", "jpg"),
    (0, b"GIF87a", "gif"),
    (0, b"GIF89a", "gif"),
    (0, b"II\xBC", "jxr"),
    (0, b"8BPS", "psd"),
    (0, b"\0\0\0\x0CjP  ", "jp2"),
    (0, b"AC10", "dwg"),
    (128, b"DICM", "dcm"),
    // Archives.
    (0, b"7z\xBC\xAF\x27\x1C", "7z"),
    (0, b"Rar!\x1A\x07", "rar"),
    (0, b"\x1F\x8B", "gz"),
    (0, b"BZh", "bz2"),
    (0, b"\xFD7zXZ\0", "xz"),
    (0, b"\x28\xB5\x2F\xFD", "zst"),
    (0, b"LZIP", "lz"),
    (0, b"\x1F\x9D", "Z"),
    (0, b"\x1F\xA0", "Z"),
    (0, b"MSCF", "cab"),
    (0, b"ISc(", "cab"),
    (257, b"ustar", "tar"),
    (0x8001, b"CD001", "iso"),
    (0x8801, b"CD001", "iso"),
    (0x9001, b"CD001", "iso"),
    (0, b"!<arch>\ndebian-binary", "deb"),
    (0, b"!<arch>\n", "ar"),
    (0, b"\xED\xAB\xEE\xDB", "rpm"),
    (0, b"Cr24", "crx"),
    // Programs and data.
    (0, b"\x7FELF", "elf"),
    (0, b"\xFE\xED\xFA\xCE", "macho"),
    (0, b"\xFE\xED\xFA\xCF", "macho"),
    (0, b"\xCE\xFA\xED\xFE", "macho"),
    (0, b"\xCF\xFA\xED\xFE", "macho"),
    (0, b"\0asm", "wasm"),
    (0, b"dex\n", "dex"),
    (0, b"dey\n", "dey"),
    (0, b"NES\x1A", "nes"),
    (0, b"SQLite format 3\0", "sqlite"),
    // Fonts.
    (0, b"wOFF", "woff"),
    (0, b"wOF2", "woff2"),
    (0, b"OTTO\0", "otf"),
    (0, b"\0\x01\0\0\0", "ttf"),
    // Sound and film.
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"ID3", "mp3"),
    (0, b"\xFF\xFB", "mp3"),
    (0, b"\xFF\xFA", "mp3"),
    (0, b"\xFF\xF3", "mp3"),
    (0, b"\xFF\xF2", "mp3"),
    (0, b"\xFF\xF1", "aac"),
    (0, b"\xFF\xF9", "aac"),
    (0, b"MThd", "mid"),
    (0, b"#!AMR", "amr"),
    (0, b"FLV\x01", "flv"),
    (0, b"\0\0\x01\xBA", "mpg"),
    (0, b"\0\0\x01\xB3", "mpg"),
    (0, b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", "wmv"),
];

/// Readers find the header of a PDF within so many bytes.
const PDF_HEADER_WITHIN: usize = 1024;

/// A test for a type that a few fixed bytes do not show well enough.
type Check = fn(&[u8]) -> bool;

const CHECKED: &[(Check, &str)] = &[
    (is_pdf, "pdf"),
    (is_bmp, "bmp"),
    (is_ico, "ico"),
    (is_exe, "exe"),
    (is_fat_macho, "macho"),
    (is_aiff, "aiff"),
    (is_swf, "swf"),
    (is_eot, "eot"),
    (is_cr2, "cr2"),
    (is_tiff, "tif"),
];

pub(super) fn sniff(content: &[u8]) -> Option<&'static str> {
    let by_magic = MAGIC.iter().find_map(|(offset, magic, name)| {
        let found = content.get(*offset..)?.starts_with(magic);
        found.then_some(*name)
    });
    let by_check = || CHECKED.iter().find(|(is, _)| is(content)).map(|it| it.1);
    by_magic.or_else(by_check)
}

/// The types that are recognised here.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    MAGIC
        .iter()
        .map(|it| it.2)
        .chain(CHECKED.iter().map(|it| it.1))
}

fn is_pdf(content: &[u8]) -> bool {
    let head = content
        .get(..content.len().min(PDF_HEADER_WITHIN))
        .unwrap_or_default();
    memchr::memmem::find(head, b"%PDF-").is_some()
}

/// `BM`, reserved bytes of zero, and a header length that exists.
fn is_bmp(content: &[u8]) -> bool {
    let reserved = content.get(6..10);
    let header = content.get(14..18);
    content.starts_with(b"BM")
        && reserved == Some(&[0; 4])
        && matches!(header, Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

/// Icons and cursors are the same format; a directory of at least one entry.
fn is_ico(content: &[u8]) -> bool {
    matches!(content, [0, 0, 1, 0, 1..=255, 0, _, _, _, 0, ..])
}

/// `MZ`, and bytes that no text has.
fn is_exe(content: &[u8]) -> bool {
    let header = content.get(..64).unwrap_or_default();
    header.starts_with(b"MZ") && header.contains(&0)
}

/// Java's class files begin alike, but with a version that is no number of architectures.
fn is_fat_macho(content: &[u8]) -> bool {
    matches!(content, [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 1..=20, ..])
}

fn is_aiff(content: &[u8]) -> bool {
    content.starts_with(b"FORM") && matches!(content.get(8..12), Some(b"AIFF" | b"AIFC"))
}

fn is_swf(content: &[u8]) -> bool {
    matches!(content, [b'F' | b'C' | b'Z', b'W', b'S', 1..=60, ..])
}

fn is_eot(content: &[u8]) -> bool {
    let version = content.get(8..12);
    content.get(34..36) == Some(b"LP") && matches!(version, Some([0..=2, 0, 1..=2, 0]))
}

fn is_tiff(content: &[u8]) -> bool {
    content.starts_with(b"II*\0") || content.starts_with(b"MM\0*")
}

fn is_cr2(content: &[u8]) -> bool {
    is_tiff(content) && content.get(8..10) == Some(b"CR")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn magic_at_its_place() {
        for (offset, magic, name) in MAGIC {
            let mut content = vec![b' '; *offset];
            content.extend_from_slice(magic);
            assert_eq!(sniff(&content), Some(*name));
        }
    }

    #[test]
    fn types_that_take_a_closer_look() {
        let check = |content: &[u8], name| assert_eq!(sniff(content), name, "{content:?}");
        check(b"\r\n%PDF-1.7", Some("pdf"));
        check(b"BM\x10\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Some("bmp"));
        check(b"BM is a company in Armonk", None);
        check(b"\0\0\x01\0\x01\0\x10\x10\0\0", Some("ico"));
        check(&[b"MZ\x90\0".as_slice(), &[0; 64]].concat(), Some("exe"));
        check(&[b"MZ ".as_slice(), &[b'x'; 64]].concat(), None);
        check(b"\xCA\xFE\xBA\xBE\0\0\0\x02", Some("macho"));
        check(b"\xCA\xFE\xBA\xBE\0\0\0\x34", None);
        check(b"FORM\0\0\0\0AIFF", Some("aiff"));
        check(b"CWS\x0A", Some("swf"));
        check(b"II*\0\x10\0\0\0CR", Some("cr2"));
        check(b"MM\0*\0\0\0\x08", Some("tif"));
    }
}
