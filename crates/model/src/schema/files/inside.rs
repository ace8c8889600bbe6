//! What containers, documents and macros hold, as exploded files show it.

use content::File;
use mql::{Env, SchemaBuilder, Value};

use super::found::{self, Found};
use super::seen::{url_of, visible};

/// Kinds of pictures.
pub(super) const PICTURES: &[&str] = &["png", "jpg", "gif", "webp", "tif", "bmp", "heif"];

pub(super) fn size<'m>(file: &File) -> Value<'m> {
    i64::try_from(file.size).ok().into()
}

/// The sound ones of some addresses.
pub(super) fn urls<'m>(texts: impl Iterator<Item = &'m String>, env: &Env<'m>) -> Value<'m> {
    env.array(texts.filter_map(|it| url_of(it)).map(|it| env.keep(it)))
}

fn password<'m>(found: &Found, env: &Env<'m>) -> Value<'m> {
    let encryption = found.file(env).and_then(|it| it.encryption.as_ref());
    encryption.map_or(Value::Null, |it| (&it.password).into())
}

/// Files directly in this one that were unpacked.
fn extracted<'m>(found: &Found, env: &Env<'m>) -> Value<'m> {
    let files = found::extraction(env).map_or(&[][..], |it| &it.files);
    files
        .iter()
        .filter(|it| it.parent == Some(found.index()))
        .count()
        .into()
}

/// Files that are listed in this one.
fn listed<'m>(found: &Found, env: &Env<'m>) -> Value<'m> {
    match found.file(env).and_then(|it| it.archive.as_ref()) {
        Some(archive) => archive.entries.len().into(),
        None => extracted(found, env),
    }
}

pub(super) fn declare_containers(schema: &mut SchemaBuilder) {
    for object in ["ScTotals", "ScEncZip", "ScRar", "ScZip", "ScVba"] {
        schema
            .object::<Found>(object, "How much was unpacked.")
            .field("total_files", "int", "Files in it.", |it, env| {
                listed(it, env)
            })
            .field("total_extracted", "int", "Files that were read.", extracted);
    }
    schema
        .object::<Found>("ScZip", "A ZIP archive.")
        .field("all_paths", "[str]", "Names of all entries.", |it, env| {
            paths(it, env)
        })
        .field("attempted_files", "[str]", "Names that were tried.", paths)
        .field(
            "encrypted",
            "bool",
            "Whether an entry is encrypted.",
            |it, env| {
                it.file(env)
                    .is_some_and(|it| it.encryption.is_some())
                    .into()
            },
        );
    schema
        .object::<Found>("ScEncZip", "An encrypted archive.")
        .field("cracked_password", "str", "What opened it.", |it, env| {
            password(it, env)
        });
    schema
        .object::<Found>("ScCracked", "An encrypted document.")
        .field("cracked_password", "str", "What opened it.", |it, env| {
            password(it, env)
        });
    schema.object::<Found>("ScSize", "A packed stream.").field(
        "size",
        "int",
        "Its size in bytes.",
        |it, env| it.file(env).map_or(Value::Null, size),
    );
    schema
        .object::<Found>("ScPdf", "A PDF file.")
        .field("urls", "[URL]", "Its links.", |it, env| {
            let links = it.file(env).map_or(&[][..], |it| &it.links);
            urls(links.iter().map(|it| &it.target), env)
        })
        .field("total_extracted", "int", "Files in it.", |it, env| {
            extracted(it, env)
        });
}

fn paths<'m>(found: &Found, env: &Env<'m>) -> Value<'m> {
    let archive = found.file(env).and_then(|it| it.archive.as_ref());
    let entries = archive.map_or(&[][..], |it| &it.entries);
    env.array(entries.iter().map(|it| Value::Str(&it.name)))
}

/// A property by the name that the formats give it.
fn property<'m>(found: &Found, name: &str, env: &Env<'m>) -> Value<'m> {
    let properties = found.file(env).map_or(&[][..], |it| &it.properties);
    Value::text(
        properties
            .iter()
            .find(|it| it.0 == name)
            .map(|it| it.1.as_str()),
    )
}

fn words<'m>(found: &Found, env: &Env<'m>) -> Value<'m> {
    let text = found.file(env).map(visible).unwrap_or_default();
    text.split_whitespace().count().into()
}

fn pictures<'m>(found: &Found, env: &Env<'m>) -> Value<'m> {
    let files = found::extraction(env).map_or(&[][..], |it| &it.files);
    let own = files.iter().filter(|it| it.parent == Some(found.index()));
    own.filter(|it| PICTURES.contains(&it.kind.as_str()))
        .count()
        .into()
}

pub(super) fn declare_office(schema: &mut SchemaBuilder) {
    for object in ["ScDocx", "ScPptx", "ScXlsx"] {
        schema
            .object::<Found>(object, "An office document.")
            .field("author", "str", "Who wrote it.", |it, env| {
                property(it, "creator", env)
            })
            .field("title", "str", "Its title.", |it, env| {
                property(it, "title", env)
            })
            .field("category", "str", "Its category.", |it, env| {
                property(it, "category", env)
            })
            .field("comments", "str", "Its comment.", |it, env| {
                property(it, "description", env)
            })
            .field("word_count", "int", "Words that are shown.", |it, env| {
                words(it, env)
            });
    }
    for object in ["ScDocx", "ScPptx"] {
        schema
            .object::<Found>(object, "An office document.")
            .field("image_count", "int", "Pictures in it.", |it, env| {
                pictures(it, env)
            })
            .field("keywords", "str", "Its keywords.", |it, env| {
                property(it, "keywords", env)
            })
            .field("subject", "str", "Its subject.", |it, env| {
                property(it, "subject", env)
            })
            .field("revision", "int", "How often it was saved.", |it, env| {
                let text = property(it, "revision", env);
                text.as_str().and_then(|it| it.parse::<i64>().ok()).into()
            });
    }
    schema.object::<Found>("ScPptx", "A presentation.").field(
        "slide_count",
        "int",
        "Its slides.",
        |it, env| {
            it.file(env)
                .and_then(|it| it.page_count)
                .map(i64::from)
                .into()
        },
    );
    for object in ["ScPptx", "ScXlsx"] {
        schema.object::<Found>(object, "An office document.").field(
            "urls",
            "[URL]",
            "Its links.",
            |it, env| {
                let links = it.file(env).map_or(&[][..], |it| &it.links);
                urls(links.iter().map(|it| &it.target), env)
            },
        );
    }
    schema
        .object::<Found>("ScVba", "Macros.")
        .field("auto_exec", "[str]", "What runs by itself.", |it, env| {
            keywords(it, "autoexec", env)
        })
        .field("suspicious", "[str]", "What is remarkable.", |it, env| {
            keywords(it, "suspicious", env)
        })
        .field("ioc", "[str]", "Addresses.", |it, env| {
            keywords(it, "ioc", env)
        })
        .field("hex", "[str]", "Hexadecimal texts.", |it, env| {
            keywords(it, "hex", env)
        });
}

fn keywords<'m>(found: &Found, kind: &str, env: &Env<'m>) -> Value<'m> {
    let office = found.file(env).and_then(|it| it.office.as_ref());
    let words = office.map_or(&[][..], |it| &it.macro_keywords);
    let of_kind = words.iter().filter(|it| it.0 == kind);
    env.array(of_kind.map(|it| Value::Str(&it.1)))
}
