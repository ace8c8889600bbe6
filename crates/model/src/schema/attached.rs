//! What is attached, as rules read it.

use content::Unread;
use mql::{SchemaBuilder, Value};

use crate::facts::FileFact;

pub(super) fn declare(schema: &mut SchemaBuilder) {
    schema
        .object::<FileFact>(
            "FileFact",
            "A file: an attachment, or something found within one.",
        )
        .field(
            "path",
            "str",
            "The part's number and the names on the way.",
            |it, _| Value::Str(&it.path),
        )
        .field("name", "str", "Its name.", |it, _| (&it.name).into())
        .field("kind", "str", "The type by content.", |it, _| {
            Value::Str(&it.kind)
        })
        .field("depth", "int", "0 for a part of the message.", |it, _| {
            i64::from(it.depth).into()
        })
        .field(
            "letters",
            "int",
            "Letters and digits that a reader sees.",
            |it, _| it.letters.into(),
        )
        .field(
            "hidden_letters",
            "int",
            "Letters and digits that a reader does not see.",
            |it, _| it.hidden_letters.into(),
        )
        .field("pages", "int", "Pages of a document.", |it, _| {
            it.pages.map(i64::from).into()
        })
        .field(
            "locked",
            "bool",
            "Encrypted, and no password at hand opened it.",
            |it, _| it.locked.into(),
        )
        .field(
            "unlocked",
            "bool",
            "Opened with a password from the message.",
            |it, _| it.unlocked.into(),
        )
        .field(
            "active",
            "bool",
            "It does something by itself: macros, scripts, automatic actions.",
            |it, _| it.active.into(),
        )
        .field(
            "broken",
            "bool",
            "It could not be read to its end.",
            |it, _| it.broken.into(),
        );
    schema
        .object::<Unread>("UnreadFact", "Something that was not read.")
        .field(
            "capability",
            "str",
            "What would have been needed.",
            |it, _| Value::Str(&it.capability),
        )
        .field("reason", "str", "Why, for people.", |it, _| {
            Value::Str(&it.reason)
        });
}
