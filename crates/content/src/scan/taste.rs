//! What a file is taken for, in the words that rules of the public feed use (`flavors.yara`): by magic bytes, and by
//! the shape of the text where a format has none. Sources: the formats' specifications; `magic(5)` for programs.

use regex::bytes::Regex;
use std::sync::LazyLock;

use crate::file::File;

/// Bytes at the beginning of a file, and what it is then.
const MAGIC: &[(&[u8], &str)] = &[
    (b"MZ", "mz_file"),
    (b"\x7fELF", "elf_file"),
    (b"\xfe\xed\xfa\xce", "macho_file"),
    (b"\xfe\xed\xfa\xcf", "macho_file"),
    (b"\xce\xfa\xed\xfe", "macho_file"),
    (b"\xcf\xfa\xed\xfe", "macho_file"),
    (b"\xca\xfe\xba\xbe\x00\x00\x00", "macho_file"),
    (b"BZh", "bzip2_file"),
    (b"\x1f\x8b", "gzip_file"),
    (b"\x5d\x00\x00", "lzma_file"),
    (b"\xfd7zXZ\x00", "xz_file"),
    (b"xar!", "xar_file"),
    (b"\x78\x01", "zlib_file"),
    (b"\x78\x9c", "zlib_file"),
    (b"\x78\xda", "zlib_file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "olecf_file"),
    (b"7z\xbc\xaf\x27\x1c", "_7zip_file"),
    (b"MSCF", "cab_file"),
    (
        b"\x4c\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46",
        "lnk_file",
    ),
    (
        b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3",
        "onenote_file",
    ),
    (b"ITSF", "chm_file"),
];

/// Kinds that reading has found, and their word.
const KINDS: &[(&str, &str)] = &[
    ("bmp", "bmp_file"),
    ("docx", "ooxml_file"),
    ("eml", "email_file"),
    ("gif", "gif_file"),
    ("html", "html_file"),
    ("ics", "ics_file"),
    ("iso", "iso_file"),
    ("jpg", "jpeg_file"),
    ("pdf", "pdf_file"),
    ("png", "png_file"),
    ("pptx", "ooxml_file"),
    ("rar", "rar_file"),
    ("rtf", "rtf_file"),
    ("svg", "svg_file"),
    ("tar", "tar_file"),
    ("tnef", "tnef_file"),
    ("vcf", "vcard_file"),
    ("xlsx", "ooxml_file"),
    ("zip", "zip_file"),
];

/// Extensions of texts that have no mark of their own: the name is all that tells them.
const SCRIPTS: &[(&[&str], &str)] = &[
    (&["js", "jse", "mjs"], "javascript_file"),
    (&["vbs", "vbe", "vba", "bas"], "vb_file"),
    (&["bat", "cmd"], "batch_file"),
    (&["hta"], "hta_file"),
    (&["ps1"], "powershell_file"),
];

/// Bytes in which the shape of a text is looked for.
const HEAD: usize = 64 << 10;

/// All that the file is taken for, each once.
pub(super) fn of(file: &File, bytes: &[u8]) -> Vec<String> {
    let mut tastes: Vec<&str> = MAGIC
        .iter()
        .filter(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, taste)| *taste)
        .collect();
    let by_kind = KINDS.iter().filter(|(kind, _)| *kind == file.kind);
    tastes.extend(by_kind.map(|(_, taste)| *taste));
    tastes.extend(encrypted(file));
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if matches!(file.kind.as_str(), "txt" | "html" | "unknown") {
        tastes.extend(script(file, head));
        if is_mhtml(head) {
            tastes.push("mhtml_file");
        }
        if HTA.is_match(head) {
            tastes.push("hta_file");
        }
    }
    if BASE64_PROGRAM.is_match(bytes) {
        tastes.push("base64_pe");
    }
    let mut once: Vec<String> = Vec::with_capacity(tastes.len());
    for taste in tastes {
        if !once.iter().any(|it| it == taste) {
            once.push(taste.to_owned());
        }
    }
    once
}

fn encrypted(file: &File) -> Option<&'static str> {
    file.encryption.as_ref()?;
    match file.kind.as_str() {
        "zip" => Some("encrypted_zip"),
        "doc" | "docx" => Some("encrypted_word_document"),
        _ => None,
    }
}

/// The language of a script: by its name, else by words that no other text has together.
fn script(file: &File, head: &[u8]) -> Option<&'static str> {
    let named = file.extension.as_deref().and_then(|extension| {
        let found = SCRIPTS.iter().find(|it| it.0.contains(&extension));
        found.map(|it| it.1)
    });
    named.or_else(|| {
        if BATCH.is_match(head) {
            Some("batch_file")
        } else if VISUAL_BASIC.is_match(head) && !JAVASCRIPT.is_match(head) {
            Some("vb_file")
        } else if file.kind != "html" && JAVASCRIPT.is_match(head) {
            Some("javascript_file")
        } else {
            None
        }
    })
}

/// RFC 2557: a message whose body is several parts with locations of their own.
fn is_mhtml(head: &[u8]) -> bool {
    MHTML.is_match(head)
}

#[expect(clippy::unwrap_used, reason = "constant patterns, compiled in a test")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

static MHTML: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?is)\A\s*(?:from|mime-version|subject|snapshot-content-location):.{0,2048}multipart/related",
    )
});
static HTA: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<hta:application"));
static BATCH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\A\s*@?echo off\s"));
/// Statements that begin a line: `Dim x`, `Set x = CreateObject(…)`, `On Error Resume Next`.
static VISUAL_BASIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?im)^\s*(?:set\s+\w+\s*=\s*createobject\s*\(|on error resume next\s*$|attribute vb_name\s*=|(?:public |private )?sub\s+\w+\s*\([^)\n]*\)\s*$)",
    )
});
/// A declaration or a call that begins a statement, and its end.
static JAVASCRIPT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^\s*(?:(?:var|let|const)\s+[\w$]+\s*=\s*[^\n]{1,512};|function\s*[\w$]*\s*\([^)\n]*\)\s*\{|\(function\s*\([^)\n]*\)\s*\{)",
    )
});
/// `MZ` and a header of a program in Base64, where it is long enough to hold one.
static BASE64_PROGRAM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"TV(?:qQAAMAAAAE|pQAAIAAAAE|oAAAAAAAAAAA|pBUlVIieVI|qAAAEAAAAE|rAAAAAAAAA)[A-Za-z0-9+/\r\n]{64}",
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    /// Kind, extension, content, and what it is taken for.
    type Case<'c> = (&'c str, Option<&'c str>, &'c [u8], &'c [&'c str]);

    fn taste(kind: &str, extension: Option<&str>, bytes: &[u8]) -> Vec<String> {
        let file = File {
            kind: kind.to_owned(),
            extension: extension.map(str::to_owned),
            ..File::default()
        };
        of(&file, bytes)
    }

    #[test]
    fn files_are_taken_for_what_they_are() {
        let program = format!("<a>TVqQAAMAAAAEAAAA{}</a>", "A".repeat(80));
        let cases: &[Case<'_>] = &[
            ("exe", None, b"MZ\x90\x00", &["mz_file"]),
            ("elf", None, b"\x7fELF\x02", &["elf_file"]),
            ("unknown", None, b"\xcf\xfa\xed\xfe\x07", &["macho_file"]),
            ("docx", None, b"PK\x03\x04", &["ooxml_file"]),
            ("gz", None, b"\x1f\x8b\x08", &["gzip_file"]),
            ("txt", Some("js"), b"alert(1)", &["javascript_file"]),
            (
                "txt",
                None,
                b"var a = 'b';\nrun(a);\n",
                &["javascript_file"],
            ),
            (
                "txt",
                None,
                b"Dim shell\r\nSet shell = CreateObject(\"WScript.Shell\")\r\n",
                &["vb_file"],
            ),
            ("txt", None, b"@echo off\r\nstart x\r\n", &["batch_file"]),
            (
                "html",
                None,
                b"<hta:application id=x>",
                &["html_file", "hta_file"],
            ),
            (
                "html",
                None,
                program.as_bytes(),
                &["html_file", "base64_pe"],
            ),
            (
                "txt",
                None,
                b"From: a\nSubject: b\nContent-Type: multipart/related; boundary=x\n",
                &["mhtml_file"],
            ),
            ("txt", None, b"Please let me know, and set a date.\n", &[]),
        ];
        for (kind, extension, bytes, expected) in cases {
            let text = String::from_utf8_lossy(bytes);
            assert_eq!(taste(kind, *extension, bytes), *expected, "{kind} {text}");
        }
    }

    #[test]
    fn an_encrypted_archive_is_taken_for_one() {
        let file = File {
            kind: "zip".to_owned(),
            encryption: Some(crate::file::Encryption::default()),
            ..File::default()
        };
        assert_eq!(of(&file, b"PK\x03\x04"), ["zip_file", "encrypted_zip"]);
    }
}
