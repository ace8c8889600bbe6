//! What is seen in pictures: text, codes, and the pictures that functions make of the message and of HTML.
//!
//! No browser renders anything here. A "screenshot" is what a reader would read in it: the visible text, and what
//! was found in the pictures that the message shows. It is an approximation, made for `beta.ocr` and
//! `beta.scan_qr`; it has no pixels.

use address::Url;
use content::{Code, File};
use limits::{Capability, Limits};
use mail::HtmlBody;
use mql::{Arguments, Env, SchemaBuilder, Value};

use super::found::{self, Found};
use crate::Subject;

/// What stands for a picture of the message or of HTML.
pub(super) struct Picture {
    text: String,
    codes: Vec<Code>,
}

/// Text of a picture or document.
struct Text {
    text: String,
    pages: Vec<Page>,
}

struct Page {
    text: String,
}

/// Codes of a picture.
struct Codes(Vec<Code>);

pub(super) fn declare(schema: &mut SchemaBuilder) {
    schema
        .object::<Text>("Ocr", "Text read from a picture.")
        .field("text", "str", "All of it.", |it, _| Value::Str(&it.text))
        .field("success", "bool", "Whether it could be read.", |_, _| {
            true.into()
        })
        .field("page_results", "[OcrPage]", "Page by page.", |it, _| {
            Value::objects(&it.pages)
        });
    schema.object::<Page>("OcrPage", "Text of one page.").field(
        "text",
        "str",
        "All of it.",
        |it, _| Value::Str(&it.text),
    );
    schema
        .object::<Codes>("QrScan", "Codes found in a picture.")
        .field("found", "bool", "Whether there is one.", |it, _| {
            (!it.0.is_empty()).into()
        })
        .field("items", "[QrItem]", "The codes.", |it, _| {
            Value::objects(&it.0)
        });
    schema
        .object::<Code>("QrItem", "One code.")
        .field("data", "str", "What it says.", |it, _| Value::Str(&it.data))
        .field(
            "type",
            "str",
            "What it is for, such as `url` or `wifi`.",
            |it, _| Value::Str(kind_of(&it.data)),
        )
        .field("url", "URL", "The address, where it is one.", |it, env| {
            url_of(&it.data).map_or(Value::Null, |it| env.keep(it))
        });
    schema
        .object::<Picture>("File", "A file that was made from something else.")
        .field("file_type", "str", "The type by content.", |_, _| {
            Value::Str("png")
        })
        .field("file_extension", "str", "The extension.", |_, _| {
            Value::Str("png")
        });
    schema
        .object::<Picture>("Exploded", "A file found while unpacking.")
        .field("depth", "int", "0 for the file itself.", |_, _| {
            0_i64.into()
        })
        .field("file_extension", "str", "The extension.", |_, _| {
            Value::Str("png")
        })
        .field("scan", "Scan", "What was found in it.", |it, _| {
            Value::object(it)
        });
    schema
        .object::<Picture>("Scan", "What each reader found in a file.")
        .field("ocr", "ScOcr", "Text read from it.", |it, _| {
            Value::object(it)
        })
        .field("qr", "QrItem", "The first code.", |it, _| {
            Value::optional(it.codes.first())
        });
    schema
        .object::<Picture>("ScOcr", "Text read from pictures.")
        .field("raw", "str", "All of it.", |it, _| Value::Str(&it.text))
        .field("text", "[str]", "Its words.", |it, env| {
            env.array(it.text.split_whitespace().map(Value::Str))
        });
}

/// `beta.ocr`: the text a reader sees in a picture or on the pages of a document.
pub(super) fn ocr<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    if let Some(picture) = arguments.get(0).downcast::<Picture>() {
        return env.keep(Text {
            text: picture.text.clone(),
            pages: vec![Page {
                text: picture.text.clone(),
            }],
        });
    }
    let file = found::of(arguments.get(0), env);
    let Some((found, file)) = file.and_then(|it| Some((it, it.file(env)?))) else {
        return env.missing(Capability::FileOcr);
    };
    lack(&found, env);
    env.keep(Text {
        text: visible(file),
        pages: pages(file),
    })
}

/// Notes what kept a file from being read.
fn lack(found: &Found, env: &Env<'_>) {
    for capability in [
        Capability::Ocr,
        Capability::PdfText,
        Capability::PageLimit,
        Capability::Encrypted,
    ] {
        if found.lacked(capability, env) {
            env.lack(capability);
        }
    }
}

/// All that a reader sees of a file.
pub(super) fn visible(file: &File) -> String {
    let texts = file.texts.iter().filter(|it| !it.hidden);
    texts.map(|it| &*it.text).collect::<Vec<_>>().join("\n")
}

fn pages(file: &File) -> Vec<Page> {
    let mut pages: Vec<(Option<u32>, Page)> = Vec::new();
    for found in file.texts.iter().filter(|it| !it.hidden) {
        match pages.iter_mut().find(|it| it.0 == found.page) {
            Some((_, page)) => {
                page.text.push('\n');
                page.text.push_str(&found.text);
            }
            None => pages.push((
                found.page,
                Page {
                    text: found.text.clone(),
                },
            )),
        }
    }
    pages.sort_by_key(|it| it.0);
    pages.into_iter().map(|it| it.1).collect()
}

/// `beta.scan_qr`: the codes of a picture or document, those of pictures within it included.
pub(super) fn scan_qr<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    if let Some(picture) = arguments.get(0).downcast::<Picture>() {
        return env.keep(Codes(picture.codes.clone()));
    }
    let Some(found) = found::of(arguments.get(0), env) else {
        return env.missing(Capability::ScanQr);
    };
    let files = found.below(env).into_iter().filter_map(|it| it.file(env));
    let codes = files.flat_map(|it| it.codes.iter().cloned()).collect();
    env.keep(Codes(codes))
}

/// `file.message_screenshot`: the visible text of the message, and what its pictures show.
pub(super) fn message<'m>(_: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let Some(subject) = env.host::<Subject>() else {
        return env.missing(Capability::MessageScreenshot);
    };
    let Some(extraction) = &subject.extraction else {
        return env.missing(Capability::MessageScreenshot);
    };
    let mut picture = Picture {
        text: subject.message.body.visible_text.clone(),
        codes: content::codes_of_characters(&subject.message.body.visible_text),
    };
    for attachment in &subject.message.attachments {
        let is_shown = attachment.content_id.is_some()
            || attachment.content_disposition.as_deref() == Some("inline");
        let own = |it: &&File| found::is_part(it, attachment) && it.pixels.is_some();
        if let Some(file) = extraction.files.iter().find(own).filter(|_| is_shown) {
            picture.text.push('\n');
            picture.text.push_str(&visible(file));
            picture.codes.extend(file.codes.iter().cloned());
        }
    }
    if extraction
        .unread
        .iter()
        .any(|it| it.capability == Capability::Ocr.name())
    {
        env.lack(Capability::Ocr);
    }
    env.keep(picture)
}

/// `file.html_screenshot`: the visible text of HTML.
pub(super) fn html<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    if let Some(html) = arguments.get(0).downcast::<HtmlBody>() {
        return env.keep(Picture {
            text: html.document.display_text(),
            codes: Vec::new(),
        });
    }
    let file = found::of(arguments.get(0), env).and_then(|it| it.file(env));
    match file {
        None => env.missing(Capability::HtmlScreenshot),
        Some(file) if file.kind == "html" => env.keep(Picture {
            text: visible(file),
            codes: file.codes.clone(),
        }),
        Some(_) => Value::Null,
    }
}

/// The address that `text` is, if it is one.
pub(super) fn url_of(text: &str) -> Option<Url> {
    let text = text.trim();
    let is_web = text
        .get(..4)
        .is_some_and(|it| it.eq_ignore_ascii_case("http"));
    let bare = !text.contains(char::is_whitespace) && text.contains('.') && !text.contains('@');
    (is_web || bare && !text.contains(':')).then(|| Url::parse(text, false))?
}

/// What a code is for: the vocabulary of the public feed.
fn kind_of(data: &str) -> &'static str {
    let data = data.trim();
    let begins = |with: &str| {
        data.get(..with.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(with))
    };
    if begins("wifi:") {
        "wifi"
    } else if begins("mailto:") || begins("matmsg:") || is_address(data) {
        "email"
    } else if begins("tel:") || begins("sms:") || begins("smsto:") {
        "mobile"
    } else if begins("geo:") {
        "geo"
    } else if begins("market:") || begins("itms") {
        "app"
    } else if url_of(data).is_some() {
        "url"
    } else {
        "undefined"
    }
}

fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && !text.contains('/')
        && address::parse_mailboxes(text, &Limits::default())
            .first()
            .is_some_and(|it| it.email.domain.valid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_codes() {
        let check = |data: &str, kind: &str| assert_eq!(kind_of(data), kind, "{data}");
        check("https://pay.example.com/a", "url");
        check("HTTPS://PAY.EXAMPLE.COM", "url");
        check("mailto:a@example.com", "email");
        check("a@example.com", "email");
        check("tel:+18005550100", "mobile");
        check("WIFI:S:x;;", "wifi");
        check("geo:1,2", "geo");
        check("hello world", "undefined");
    }
}
