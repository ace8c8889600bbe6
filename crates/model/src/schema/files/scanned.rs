//! The fields of exploded files. Each is read from the one record of the file; what only a scan finds is missing
//! where files were read without one.

use content::{HtmlScan, Scan, Script, ScriptScan, XmlScan, YaraMatch};
use limits::Capability;
use mql::{Env, SchemaBuilder, Value};

use super::found::{self, Found};
use super::inside::{self, PICTURES, size, urls};
use super::seen::{url_of, visible};

pub(super) fn declare(schema: &mut SchemaBuilder) {
    declare_file(schema);
    declare_scan(schema);
    declare_bytes(schema);
    declare_markup(schema);
    inside::declare_containers(schema);
    inside::declare_office(schema);
}

fn scan<'m>(found: &Found, env: &Env<'m>) -> Option<&'m Scan> {
    found.file(env)?.scan.as_deref()
}

/// A value of the scan; missing where the file was not scanned.
fn scanned<'m>(found: &Found, env: &Env<'m>, read: fn(&'m Scan) -> Value<'m>) -> Value<'m> {
    match scan(found, env) {
        Some(scan) => read(scan),
        None => env.missing(Capability::Explode),
    }
}

fn declare_file(schema: &mut SchemaBuilder) {
    for object in ["Exploded", "ArchiveFile"] {
        schema
            .object::<Found>(
                object,
                "A file found while unpacking, depth 0 being the file itself.",
            )
            .field("file_name", "str", "Its name.", |it, env| {
                it.file(env).map_or(Value::Null, |it| (&it.name).into())
            })
            .field(
                "file_extension",
                "str",
                "The extension of its name.",
                |it, env| {
                    it.file(env)
                        .map_or(Value::Null, |it| (&it.extension).into())
                },
            )
            .field("size", "int", "Its size in bytes.", |it, env| {
                it.file(env).map_or(Value::Null, size)
            });
    }
    schema
        .object::<Found>("ArchiveFile", "A file in an archive.")
        .field("file_type", "str", "The type by content.", |it, env| {
            Value::text(it.file(env).map(|it| it.kind.as_str()))
        });
    schema
        .object::<Found>("Archive", "What an archive holds.")
        .field("files", "[ArchiveFile]", "The files in it.", |it, env| {
            found::files_in(it, env)
        });
    schema
        .object::<Found>(
            "Exploded",
            "A file found while unpacking, depth 0 being the file itself.",
        )
        .field("depth", "int", "How deep it lay.", |it, env| {
            it.depth(env).into()
        })
        .field("flavors", "Flavors", "What it is taken for.", |it, _| {
            Value::object(it)
        })
        .field("node_id", "str", "A number of the file.", |it, env| {
            env.text(&it.index().to_string())
        })
        .field(
            "parent_node_id",
            "str",
            "The number of the file it lay in.",
            |it, env| {
                let parent = it.file(env).and_then(|it| it.parent);
                parent.map_or(Value::Null, |it| env.text(&it.to_string()))
            },
        )
        .field("scan", "Scan", "What each reader found in it.", |it, _| {
            Value::object(it)
        });
    schema
        .object::<Found>("Flavors", "What a file is taken for.")
        .field("mime", "str", "The media type by content.", |it, env| {
            scanned(it, env, |it| Value::Str(&it.mime))
        })
        .field(
            "yara",
            "[str]",
            "What it is taken for, such as `encrypted_zip` or `javascript_file`.",
            |it, env| scanned(it, env, |it| Value::texts(&it.tastes)),
        );
}

fn declare_scan(schema: &mut SchemaBuilder) {
    let mut object = schema.object::<Found>("Scan", "What each reader found in a file.");
    object
        .field(
            "entropy",
            "ScEntropy",
            "The entropy of the bytes.",
            |it, _| Value::object(it),
        )
        .field("hash", "ScHash", "Digests of the bytes.", |it, _| {
            Value::object(it)
        })
        .field("strings", "ScStrings", "Printable runs.", |it, _| {
            Value::object(it)
        })
        .field("url", "ScUrl", "URLs in the bytes.", |it, _| {
            Value::object(it)
        })
        .field("exiftool", "ScExif", "Properties of the file.", |it, _| {
            Value::object(it)
        })
        .field("html", "ScHtml", "What only HTML has.", |it, env| {
            scanned(it, env, |it| Value::optional(it.html.as_ref()))
        })
        .field("javascript", "ScJs", "Tokens of scripts.", |it, env| {
            scanned(it, env, |it| Value::optional(it.script.as_ref()))
        })
        .field("xml", "ScXml", "What only XML has.", |it, env| {
            scanned(it, env, |it| Value::optional(it.xml.as_ref()))
        })
        .field(
            "yara",
            "ScYara",
            "YARA rules that matched.",
            |it, env| match it.file(env).and_then(|it| it.yara.as_ref()) {
                Some(_) => Value::object(it),
                None => env.missing(Capability::Yara),
            },
        )
        .field("ocr", "ScOcr", "Text read from pictures.", |it, env| {
            if it.lacked(Capability::Ocr, env) {
                env.lack(Capability::Ocr);
            }
            let is_seen = |kind: &str| kind == "pdf" || PICTURES.contains(&kind);
            match it.file(env) {
                Some(file) if is_seen(&file.kind) => Value::object(it),
                _ => Value::Null,
            }
        })
        .field("qr", "QrItem", "The first code.", |it, env| {
            Value::optional(it.file(env).and_then(|it| it.codes.first()))
        })
        .field("ics", "ScIcs", "What only a calendar has.", |it, env| {
            it.of_kind(&["ics"], env)
        })
        .field("pdf", "ScPdf", "What only a PDF has.", |it, env| {
            it.of_kind(&["pdf"], env)
        })
        .field("zip", "ScZip", "What only a ZIP has.", |it, env| {
            it.of_kind(&["zip"], env)
        })
        .field("rar", "ScRar", "What only a RAR has.", |it, env| {
            it.of_kind(&["rar"], env)
        })
        .field("tar", "ScTotals", "What only a TAR has.", |it, env| {
            it.of_kind(&["tar"], env)
        })
        .field("gzip", "ScSize", "What only a GZIP has.", |it, env| {
            it.of_kind(&["gz"], env)
        })
        .field(
            "ole",
            "ScTotals",
            "What only an OLE2 file has.",
            |it, env| it.of_kind(&["doc", "xls", "ppt", "msg"], env),
        )
        .field("rtf", "ScTotals", "What only an RTF has.", |it, env| {
            it.of_kind(&["rtf"], env)
        })
        .field("docx", "ScDocx", "What only a DOCX has.", |it, env| {
            it.of_kind(&["docx"], env)
        })
        .field("pptx", "ScPptx", "What only a PPTX has.", |it, env| {
            it.of_kind(&["pptx"], env)
        })
        .field("xlsx", "ScXlsx", "What only an XLSX has.", |it, env| {
            it.of_kind(&["xlsx"], env)
        })
        .field("vba", "ScVba", "Macros.", |it, env| {
            let office = it.file(env).and_then(|it| it.office.as_ref());
            if office.is_some_and(|it| it.macros) {
                Value::object(it)
            } else {
                Value::Null
            }
        })
        .field(
            "encrypted_zip",
            "ScEncZip",
            "An encrypted archive.",
            |it, env| encrypted(it, &["zip"], env),
        )
        .field(
            "encrypted_pdf",
            "ScCracked",
            "An encrypted PDF.",
            |it, env| encrypted(it, &["pdf"], env),
        )
        .field(
            "encrypted_doc",
            "ScCracked",
            "An encrypted document.",
            |it, env| {
                let office = it.file(env).is_some_and(|it| it.office.is_some());
                if office {
                    encrypted(it, &[], env)
                } else {
                    Value::Null
                }
            },
        );
}

/// The record if the file is encrypted and of one of `kinds` (any, where there are none).
fn encrypted<'m>(found: &'m Found, kinds: &[&str], env: &Env<'m>) -> Value<'m> {
    let file = found.file(env).filter(|it| it.encryption.is_some());
    match file {
        Some(file) if kinds.is_empty() || kinds.contains(&file.kind.as_str()) => {
            Value::object(found)
        }
        _ => Value::Null,
    }
}

fn declare_bytes(schema: &mut SchemaBuilder) {
    schema
        .object::<Found>("ScEntropy", "The entropy of the bytes.")
        .field("entropy", "float", "In bits a byte.", |it, env| {
            scanned(it, env, |it| it.entropy.into())
        });
    schema
        .object::<Found>("ScHash", "Digests of the bytes.")
        .field("sha256", "str", "SHA-256.", |it, env| {
            Value::text(it.file(env).map(|it| it.sha256.as_str()))
        })
        .field("sha1", "str", "SHA-1.", |it, env| {
            scanned(it, env, |it| Value::Str(&it.sha1))
        })
        .field("md5", "str", "MD5.", |it, env| {
            scanned(it, env, |it| Value::Str(&it.md5))
        });
    schema
        .object::<Found>("ScStrings", "Printable runs of bytes.")
        .field("strings", "[str]", "The runs.", |it, env| {
            scanned(it, env, |it| Value::texts(&it.strings))
        })
        .field(
            "raw",
            "str",
            "The runs, one a line.",
            |it, env| match scan(it, env) {
                Some(scan) => env.text(&scan.strings.join("\n")),
                None => env.missing(Capability::Explode),
            },
        );
    schema
        .object::<Found>("ScUrl", "URLs in the bytes.")
        .field(
            "urls",
            "[URL]",
            "Those that are sound.",
            |it, env| match scan(it, env) {
                Some(scan) => urls(scan.urls.iter(), env),
                None => env.missing(Capability::Explode),
            },
        )
        .field(
            "invalid_urls",
            "[str]",
            "Those that are not.",
            |it, env| match scan(it, env) {
                Some(scan) => {
                    let unsound = scan.urls.iter().filter(|it| url_of(it).is_none());
                    env.array(unsound.map(|it| Value::Str(it)))
                }
                None => env.missing(Capability::Explode),
            },
        );
    schema
        .object::<Found>("ScYara", "YARA rules that matched.")
        .field("matches", "[YaraMatch]", "The rules.", |it, env| {
            let matches = it.file(env).and_then(|it| it.yara.as_ref());
            matches.map_or(Value::Null, Value::objects)
        })
        .field("flags", "[str]", "What hindered the search.", |_, env| {
            env.array(std::iter::empty())
        });
    schema
        .object::<YaraMatch>("YaraMatch", "A YARA rule that matched.")
        .field("name", "str", "Its name.", |it, _| Value::Str(&it.name))
        .field("meta", "map<str>", "Its metadata.", |it, env| {
            let entries = it.meta.iter().map(|it| (it.0.as_str(), Value::Str(&it.1)));
            env.map(entries)
        });
    schema
        .object::<Found>("ScOcr", "Text read from pictures.")
        .field("raw", "str", "All of it.", |it, env| {
            it.file(env)
                .map_or(Value::Null, |it| env.text(&visible(it)))
        })
        .field("text", "[str]", "Its words.", |it, env| {
            let text = it.file(env).map(visible).unwrap_or_default();
            env.array(text.split_whitespace().map(|it| env.text(it)))
        });
}

fn declare_markup(schema: &mut SchemaBuilder) {
    schema
        .object::<HtmlScan>("ScHtml", "An HTML file.")
        .field("title", "str", "Its title.", |it, _| (&it.title).into())
        .field("hyperlinks", "[str]", "Targets of its anchors.", |it, _| {
            Value::texts(&it.hyperlinks)
        })
        .field("scripts", "[ScScript]", "Its scripts.", |it, _| {
            Value::objects(&it.scripts)
        })
        .field("spans", "[ScSpan]", "Its styled spans.", |it, _| {
            Value::objects(&it.span_styles)
        });
    schema.object::<String>("ScSpan", "A span element.").field(
        "style",
        "str",
        "Its style.",
        |it, _| Value::Str(it),
    );
    schema
        .object::<Script>("ScScript", "A script.")
        .field("language", "str", "Its language.", |it, _| {
            (&it.language).into()
        })
        .field("type", "str", "Its type.", |it, _| (&it.kind).into())
        .field("scripts", "str", "Its text.", |it, _| Value::Str(&it.text));
    schema
        .object::<ScriptScan>("ScJs", "The tokens of a script.")
        .field("identifiers", "[str]", "Names.", |it, _| {
            Value::texts(&it.identifiers)
        })
        .field("keywords", "[str]", "Reserved words.", |it, _| {
            Value::texts(&it.keywords)
        })
        .field("strings", "[str]", "Texts.", |it, _| {
            Value::texts(&it.strings)
        })
        .field("tokens", "[str]", "Kinds of tokens.", |it, _| {
            Value::texts(&it.kinds)
        })
        .field(
            "regular_expressions",
            "[str]",
            "Regular expressions.",
            |it, _| Value::texts(&it.regular_expressions),
        );
    schema
        .object::<XmlScan>("ScXml", "An XML file.")
        .field("tags", "[str]", "Names of elements.", |it, _| {
            Value::texts(&it.tags)
        })
        .field("namespaces", "[str]", "Namespaces.", |it, _| {
            Value::texts(&it.namespaces)
        })
        .field("doc_type", "str", "The document type.", |it, _| {
            (&it.doc_type).into()
        })
        .field("version", "str", "The version.", |it, _| {
            (&it.version).into()
        });
}
