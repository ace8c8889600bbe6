//! What the fields of files hold that nobody here reads, for editors and the manual.

/// What `field` of `object` holds; empty for fields that are read, whose getters say it.
pub(super) fn doc(object: &str, field: &str) -> &'static str {
    let one = |(owner, name, _): &&(&str, &str, &str)| *owner == object && *name == field;
    DOCS.iter().find(one).map_or("", |it| it.2)
}

/// By object and field.
const DOCS: [(&str, &str, &str); 49] = [
    ("File", "file_name", "Its name."),
    ("File", "raw", "Its bytes as text."),
    ("File", "size", "Its size in bytes."),
    ("Exploded", "source", "What it was unpacked from."),
    (
        "Flavors",
        "external",
        "Further kinds of file, by a scanner.",
    ),
    ("Scan", "bzip2", "What the reader of bzip2 found."),
    ("Scan", "gif", "What the reader of GIF pictures found."),
    ("Scan", "jpeg", "What the reader of JPEG pictures found."),
    ("Scan", "libarchive", "What the reader of archives found."),
    ("Scan", "lnk", "What the reader of Windows shortcuts found."),
    (
        "Scan",
        "pdf_obj_hash",
        "A hash over the kinds of objects of a PDF file.",
    ),
    ("Scan", "zlib", "What the reader of zlib streams found."),
    ("IcsAttachment", "size", "Its size in bytes."),
    (
        "ScTrailer",
        "trailer_index",
        "Where bytes after the end begin.",
    ),
    ("ScRar", "host_os", "The system on which it was packed."),
    ("ScDocx", "created", "When it was made."),
    ("ScDocx", "font_colors", "Colours of its text."),
    ("ScDocx", "last_printed", "When it was printed last."),
    ("ScDocx", "modified", "When it was changed last."),
    ("ScPptx", "created", "When it was made."),
    (
        "ScPptx",
        "invalid_urls",
        "What looks like a URL and is none.",
    ),
    ("ScPptx", "last_modified_by", "Who changed it last."),
    ("ScPptx", "last_printed", "When it was printed last."),
    ("ScPptx", "modified", "When it was changed last."),
    ("ScXlsx", "created", "When it was made."),
    ("ScXlsx", "sheet_names", "The names of its sheets."),
    ("ScSheet", "name", "The sheet's name."),
    ("ScSheet", "visible", "Whether it is shown."),
    (
        "ScExif",
        "command_line_arguments",
        "Arguments of a shortcut.",
    ),
    (
        "ScExif",
        "create_date",
        "When it was made, as its properties say.",
    ),
    (
        "ScExif",
        "modify_date",
        "When it was changed, as its properties say.",
    ),
    ("ScExif", "pdf_version", "The version of PDF."),
    (
        "ScExif",
        "source_file",
        "The name of the file that was looked at.",
    ),
    ("ScExif", "zip_compressed_size", "Packed size in bytes."),
    (
        "ScHash",
        "ssdeep",
        "A hash that is alike for files that are alike.",
    ),
    (
        "ScHtml",
        "total_extracted",
        "How many files were taken out of it.",
    ),
    (
        "ScLnk",
        "command_line_arguments",
        "Arguments of the program that it starts.",
    ),
    (
        "ScLnk",
        "drive_type",
        "The kind of drive that it points to.",
    ),
    ("ScLnk", "local_base_path", "The path that it points to."),
    (
        "ScLnk",
        "machine_id",
        "The name of the computer on which it was made.",
    ),
    (
        "ScLnk",
        "relative_path",
        "The path that it points to, from where it lies.",
    ),
    (
        "ScLnk",
        "working_dir",
        "The directory in which its program starts.",
    ),
    (
        "ScPdf",
        "invalid_urls",
        "What looks like a URL and is none.",
    ),
    (
        "ScPdfHash",
        "hash_string",
        "The kinds of objects, in a row.",
    ),
    (
        "ScPdfHash",
        "object_hash",
        "A hash over the kinds of objects.",
    ),
    ("ScVba", "base64", "Texts that macros keep in base64."),
    ("ScVba", "dridex", "Texts hidden as Dridex hid them."),
    (
        "ScVba",
        "vba_obfuscated",
        "Expressions that build a text from pieces.",
    ),
    (
        "ScXml",
        "total_extracted",
        "How many files were taken out of it.",
    ),
];
