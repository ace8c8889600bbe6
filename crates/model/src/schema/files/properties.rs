//! Office files and properties: `file.oletools`, `beta.parse_exif`.

use content::Office;
use limits::Capability;
use mql::{Arguments, Env, SchemaBuilder, Value};

use super::found::{self, Found};
use super::seen::url_of;

/// A word in a macro.
struct Keyword {
    kind: String,
}

/// A reference to something outside.
struct Relationship {
    kind: String,
    target: String,
}

/// Whether something is there.
struct Flag {
    exists: bool,
    risk: &'static str,
}

pub(super) fn declare(schema: &mut SchemaBuilder) {
    declare_office(schema);
    declare_exif(schema);
}

fn office<'m>(found: &Found, env: &Env<'m>) -> Option<&'m Office> {
    found.file(env)?.office.as_ref()
}

fn declare_office(schema: &mut SchemaBuilder) {
    schema
        .object::<Found>("OleTools", "Macros and relationships of an office file.")
        .field(
            "indicators",
            "OleIndicators",
            "What is remarkable.",
            |it, _| Value::object(it),
        )
        .field("macros", "OleMacros", "Its macros.", |it, _| {
            Value::object(it)
        })
        .field(
            "relationships",
            "[OleRelationship]",
            "What leads out of it.",
            |it, env| {
                let external = office(it, env).map_or(&[][..], |it| &it.external);
                env.array(external.iter().map(|(kind, target)| {
                    env.keep(Relationship {
                        kind: kind.clone(),
                        target: target.clone(),
                    })
                }))
            },
        );
    schema
        .object::<Found>("OleIndicators", "What is remarkable about an office file.")
        .field(
            "encryption",
            "OleFlag",
            "Whether it is encrypted.",
            |it, env| {
                let exists = it.file(env).is_some_and(|it| it.encryption.is_some());
                let risk = if exists { "low" } else { "none" };
                env.keep(Flag { exists, risk })
            },
        )
        .field(
            "vba_macros",
            "OleFlag",
            "Whether it has macros.",
            |it, env| env.keep(macros(office(it, env))),
        )
        .field("file_format", "OleValue", "What it is.", |it, _| {
            Value::object(it)
        });
    schema
        .object::<Flag>("OleFlag", "Whether something is there.")
        .field("exists", "bool", "Whether it is.", |it, _| it.exists.into())
        .field(
            "risk",
            "str",
            "`none`, `low`, `medium` or `high`.",
            |it, _| Value::Str(it.risk),
        );
    schema.object::<Found>("OleValue", "A property.").field(
        "value",
        "str",
        "Its value.",
        |it, env| Value::text(it.file(env).map(|it| it.kind.as_str())),
    );
    schema
        .object::<Found>("OleMacros", "The macros of an office file.")
        .field(
            "keywords",
            "[OleKeyword]",
            "Words that tell something.",
            |it, env| {
                let words = office(it, env).map_or(&[][..], |it| &it.macro_keywords);
                let keyword = |it: &(String, String)| env.keep(Keyword { kind: it.0.clone() });
                env.array(words.iter().map(keyword))
            },
        );
    schema
        .object::<Keyword>("OleKeyword", "A keyword in a macro.")
        .field(
            "type",
            "str",
            "`autoexec`, `suspicious`, `ioc`, `hex`.",
            |it, _| Value::Str(&it.kind),
        );
    schema
        .object::<Relationship>("OleRelationship", "A reference to something outside.")
        .field("name", "str", "What it is for.", |it, _| {
            Value::Str(&it.kind)
        })
        .field("target", "str", "Where it leads, as written.", |it, _| {
            Value::Str(&it.target)
        })
        .field(
            "target_url",
            "URL",
            "Where it leads, where it is an address.",
            |it, env| url_of(&it.target).map_or(Value::Null, |it| env.keep(it)),
        );
}

/// Macros that run by themselves and do something remarkable are the risk.
fn macros(office: Option<&Office>) -> Flag {
    let exists = office.is_some_and(|it| it.macros);
    let has = |kind: &str| {
        let words = office.map_or(&[][..], |it| &it.macro_keywords);
        words.iter().any(|it| it.0 == kind)
    };
    let risk = match (exists, has("autoexec"), has("suspicious")) {
        (false, ..) => "none",
        (true, true, true) => "high",
        (true, false, true) => "medium",
        (true, _, false) => "low",
    };
    Flag { exists, risk }
}

/// `file.oletools`: null for what is no office file.
pub(super) fn oletools<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let Some(found) = found::of(arguments.get(0), env) else {
        return env.missing(Capability::Oletools);
    };
    if found.lacked(Capability::Oletools, env) {
        env.lack(Capability::Oletools);
    }
    match office(&found, env) {
        Some(_) => env.keep(found),
        None => Value::Null,
    }
}

/// Names under which the formats keep the same property.
const AUTHOR: &[&str] = &["author", "Author", "Artist"];
const CREATOR: &[&str] = &["creator", "Creator", "Application", "Software"];
const PRODUCER: &[&str] = &["producer", "Producer"];
const TITLE: &[&str] = &["title", "Title"];

fn property<'m>(found: &Found, names: &[&str], env: &Env<'m>) -> Value<'m> {
    let properties = found.file(env).map_or(&[][..], |it| &it.properties);
    let find = |name: &&str| properties.iter().find(|it| it.0 == *name);
    Value::text(names.iter().find_map(find).map(|it| it.1.as_str()))
}

fn declare_exif(schema: &mut SchemaBuilder) {
    schema
        .object::<(String, String)>("KeyValue", "A named property.")
        .field("key", "str", "Its name.", |it, _| Value::Str(&it.0))
        .field("value", "str", "Its value.", |it, _| Value::Str(&it.1));
    for object in ["Exif", "ScExif"] {
        schema
            .object::<Found>(object, "Properties of a document or picture.")
            .field(
                "creator",
                "str",
                "The program or person that made it.",
                |it, env| property(it, CREATOR, env),
            )
            .field(
                "producer",
                "str",
                "The program that wrote it.",
                |it, env| property(it, PRODUCER, env),
            )
            .field("title", "str", "Its title.", |it, env| {
                property(it, TITLE, env)
            })
            .field("fields", "[KeyValue]", "All properties.", |it, env| {
                it.file(env)
                    .map_or(Value::Null, |it| Value::objects(&it.properties))
            })
            .field("image_width", "int", "Width in pixels.", |it, env| {
                it.file(env)
                    .and_then(|it| it.pixels)
                    .map(|it| i64::from(it.0))
                    .into()
            })
            .field("image_height", "int", "Height in pixels.", |it, env| {
                it.file(env)
                    .and_then(|it| it.pixels)
                    .map(|it| i64::from(it.1))
                    .into()
            })
            .field("page_count", "int", "Pages.", |it, env| {
                it.file(env)
                    .and_then(|it| it.page_count)
                    .map(i64::from)
                    .into()
            });
    }
    schema
        .object::<Found>("Exif", "Properties of a document or picture.")
        .field("author", "str", "Who wrote it.", |it, env| {
            match property(it, AUTHOR, env) {
                // Office files call their author creator.
                Value::Null => property(it, &["creator"], env),
                author => author,
            }
        });
    schema
        .object::<Found>("ScExif", "Properties of the file.")
        .field("file_type", "str", "The type by content.", |it, env| {
            Value::text(it.file(env).map(|it| it.kind.as_str()))
        })
        .field(
            "file_type_extension",
            "str",
            "The extension of that type.",
            |it, env| Value::text(it.file(env).map(|it| it.kind.as_str())),
        )
        .field(
            "zip_file_name",
            "str",
            "The first entry of an archive.",
            |it, env| {
                let archive = it.file(env).and_then(|it| it.archive.as_ref());
                Value::text(
                    archive
                        .and_then(|it| it.entries.first())
                        .map(|it| it.name.as_str()),
                )
            },
        )
        .field("zip_uncompressed_size", "int", "Its size.", |it, env| {
            let archive = it.file(env).and_then(|it| it.archive.as_ref());
            let first = archive.and_then(|it| it.entries.first());
            first.and_then(|it| i64::try_from(it.size).ok()).into()
        });
}

/// `beta.parse_exif`.
pub(super) fn exif<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    match found::of(arguments.get(0), env) {
        Some(found) => env.keep(found),
        None => env.missing(Capability::Exif),
    }
}
