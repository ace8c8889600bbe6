//! Attached messages, texts and HTML files: what can be read from the bytes alone.

use limits::{Capability, Limits};
use mail::{Attachment, HtmlBody, ParseOptions};
use mql::{Arguments, Env, FunctionBuilder, SchemaBuilder, Value};

use super::FILE;

/// The text of a file.
struct TextFile {
    text: String,
}

pub(super) fn declare(schema: &mut SchemaBuilder) {
    schema
        .object::<TextFile>("Text", "The text of a file.")
        .field("text", "str", "The text.", |it, _| Value::Str(&it.text));
    schema.function(
        FunctionBuilder::new(
            "file.parse_eml",
            "The message that a file holds; null when it holds none.",
        )
        .takes("file", FILE)
        .returns("MDM")
        .implemented(parse_eml as for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>),
    );
    schema.function(
        FunctionBuilder::new(
            "file.parse_text",
            "The text of a file, by the first of `encodings` that fits (ASCII and UTF-8 if none are \
             given); null when none does.",
        )
        .takes("file", FILE)
        .keyword("encodings", "[str]")
        .returns("Text")
        .implemented(parse_text as for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>),
    );
    schema.function(
        FunctionBuilder::new("file.parse_html", "A file read as HTML.")
            .takes("file", FILE)
            .returns("HTML")
            .implemented(parse_html as for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>),
    );
}

/// The bytes of the file to read. `None` where nobody has them (those of files inside files are with the worker
/// that unpacked them, those of a model read from JSON nowhere), which is reported as a lack of `capability`, and
/// where the budget does not allow to read them.
fn bytes<'m>(
    arguments: Arguments<'_, 'm>,
    capability: Capability,
    env: &Env<'m>,
) -> Option<&'m [u8]> {
    let Some(attachment) = arguments.object::<Attachment>(0) else {
        env.lack(capability);
        return None;
    };
    let bytes = attachment.content.as_slice();
    env.spend(bytes.len() as u64 / 16).then_some(bytes)
}

fn parse_eml<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let Some(bytes) = bytes(arguments, Capability::ParseEml, env) else {
        return Value::Null;
    };
    let message = mail::parse(bytes, &ParseOptions::default());
    let is_message = ["From", "Date", "Subject", "Received", "Message-ID"]
        .iter()
        .any(|it| message.headers.first(it).is_some());
    if is_message {
        env.keep(message)
    } else {
        Value::Null
    }
}

fn parse_html<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    bytes(arguments, Capability::ParseHtml, env).map_or(Value::Null, |it| {
        env.keep(HtmlBody::of_file(it, &Limits::default()))
    })
}

fn parse_text<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let Some(bytes) = bytes(arguments, Capability::ParseText, env) else {
        return Value::Null;
    };
    let text = match arguments.keyword("encodings").items() {
        None => ["ascii", "utf8"].iter().find_map(|it| decode(bytes, it)),
        Some(encodings) => {
            let names = encodings.iter().filter_map(Value::as_str);
            names.into_iter().find_map(|it| decode(bytes, it))
        }
    };
    text.map_or(Value::Null, |text| env.keep(TextFile { text }))
}

/// The text of `bytes` in `encoding`; `None` if the encoding is not known or the bytes do not fit.
fn decode(bytes: &[u8], encoding: &str) -> Option<String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    match encoding {
        "ascii" => bytes.is_ascii().then(|| text(bytes)).flatten(),
        "utf8" | "utf-8" => text(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)),
        "utf16-le" | "utf-16-le" => utf16(bytes, [0xFF, 0xFE], u16::from_le_bytes),
        "utf16-be" | "utf-16-be" => utf16(bytes, [0xFE, 0xFF], u16::from_be_bytes),
        "latin1" | "iso-8859-1" => Some(bytes.iter().map(|it| char::from(*it)).collect()),
        _ => None,
    }
}

fn utf16(bytes: &[u8], mark: [u8; 2], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let bytes = bytes.strip_prefix(&mark).unwrap_or(bytes);
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let units = bytes.as_chunks::<2>().0.iter().map(|it| unit(*it));
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_by_the_encoding_that_fits() {
        let of = |bytes: &[u8], encoding| decode(bytes, encoding);
        assert_eq!(of(b"abc", "ascii").as_deref(), Some("abc"));
        assert_eq!(of("é".as_bytes(), "ascii"), None);
        assert_eq!(of(b"\xEF\xBB\xBF\xC3\xA9", "utf8").as_deref(), Some("é"));
        assert_eq!(of(b"\xE9", "utf8"), None);
        assert_eq!(of(b"\xE9", "latin1").as_deref(), Some("é"));
        assert_eq!(of(b"\xFF\xFEh\0i\0", "utf16-le").as_deref(), Some("hi"));
        assert_eq!(of(b"h\0i", "utf16-le"), None);
        assert_eq!(of(b"\0h\0i", "utf16-be").as_deref(), Some("hi"));
        assert_eq!(of(b"\0\xD8", "utf16-le"), None);
        assert_eq!(of(b"abc", "klingon"), None);
    }
}
