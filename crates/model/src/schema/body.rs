//! Subject, bodies, threads and attachments (MDM sections 2 to 5 and 9).

use address::Mailbox;
use mail::{
    Attachment, Banner, Body, Direction, HtmlBody, PreviousThread, Recipients, Subject, Thread,
};
use mql::{Env, SchemaBuilder, Value};

use crate::Subject as Host;

pub(super) fn declare(schema: &mut SchemaBuilder) {
    schema
        .object::<Direction>("MessageType", "The direction of the message.")
        .field(
            "inbound",
            "bool",
            "The sender is outside the organisation.",
            |it, _| it.inbound.into(),
        )
        .field("outbound", "bool", "Sent to somebody outside.", |it, _| {
            it.outbound.into()
        })
        .field(
            "internal",
            "bool",
            "Sent within the organisation.",
            |it, _| it.internal.into(),
        );
    schema
        .object::<Recipients>("Recipients", "Who the message is addressed to.")
        .field("to", "[Mailbox]", "To.", |it, _| Value::objects(&it.to))
        .field("cc", "[Mailbox]", "Cc.", |it, _| Value::objects(&it.cc))
        .field("bcc", "[Mailbox]", "Bcc.", |it, _| Value::objects(&it.bcc));
    schema
        .object::<Subject>("Subject", "The decoded subject.")
        .field("subject", "str", "As decoded.", |it, _| {
            (&it.subject).into()
        })
        .field("base", "str", "Without tags and prefixes.", |it, _| {
            (&it.base).into()
        })
        .field(
            "is_reply",
            "bool",
            "A reply prefix was removed.",
            |it, _| it.is_reply.into(),
        )
        .field(
            "is_forward",
            "bool",
            "A forward prefix was removed.",
            |it, _| it.is_forward.into(),
        )
        .field(
            "is_auto_reply",
            "bool",
            "An automatic reply's prefix was removed.",
            |it, _| it.is_auto_reply.into(),
        );
    declare_body(schema);
    declare_threads(schema);
    declare_attachment(schema);
    declare_roots(schema);
}

fn declare_body(schema: &mut SchemaBuilder) {
    schema
        .object::<Body>("Body", "The bodies and what was found in them.")
        .field("plain", "Plain", "The text body.", |it, _| {
            Value::optional(it.plain.as_ref())
        })
        .field("html", "HTML", "The HTML body.", |it, _| {
            Value::optional(it.html.as_ref())
        })
        .field(
            "current_thread",
            "Thread",
            "The newest message.",
            |it, _| Value::object(&it.current_thread),
        )
        .field(
            "previous_threads",
            "[PreviousThread]",
            "Quoted messages, most recent first.",
            |it, _| Value::objects(&it.previous_threads),
        )
        .field("links", "[Link]", "All links, document order.", |it, _| {
            Value::objects(&it.links)
        })
        .field("ips", "[IP]", "Numeric addresses in the text.", |it, _| {
            Value::objects(&it.ips)
        });
    schema
        .object::<String>("Plain", "A text body.")
        .field("raw", "str", "Decoded.", |it, _| Value::Str(it));
    schema
        .object::<HtmlBody>("HTML", "An HTML body.")
        .field(
            "raw",
            "str",
            "Byte-faithful after decoding the charset.",
            |it, _| Value::Str(&it.raw),
        )
        .field("display_text", "str", "What a reader sees.", |it, env| {
            visible(it.document.visible_text(), env)
        })
        .field("inner_text", "str", "The text of all nodes.", |it, _| {
            Value::Str(it.document.inner_text())
        });
}

/// The text without invisible characters; copied only where there are any.
fn visible<'m>(text: &'m str, env: &Env<'m>) -> Value<'m> {
    if text.is_ascii() || !text.chars().any(text::is_invisible) {
        return Value::Str(text);
    }
    let shown: String = text.chars().filter(|it| !text::is_invisible(*it)).collect();
    env.text(&shown)
}

fn declare_threads(schema: &mut SchemaBuilder) {
    schema
        .object::<Thread>("Thread", "The newest message of a thread.")
        .field("text", "str", "Its visible text.", |it, _| {
            Value::Str(&it.text)
        })
        .field("links", "[Link]", "Its links.", |it, env| {
            links_at(&it.links, env)
        })
        .field("preamble", "str", "The header block before it.", |it, _| {
            (&it.preamble).into()
        })
        .field(
            "banners",
            "[Banner]",
            "External-sender warnings.",
            |it, _| Value::objects(&it.banners),
        );
    schema
        .object::<Banner>("Banner", "A gateway's warning to the reader.")
        .field("text", "str", "What it says.", |it, _| Value::Str(&it.text));
    schema
        .object::<PreviousThread>("PreviousThread", "A quoted message.")
        .field("text", "str", "Its visible text.", |it, _| {
            Value::Str(&it.text)
        })
        .field("links", "[Link]", "Its links.", |it, env| {
            links_at(&it.links, env)
        })
        .field("preamble", "str", "The lines before it.", |it, _| {
            (&it.preamble).into()
        })
        .field("date", "time", "The date as written.", |it, _| {
            (&it.date).into()
        })
        .field("index", "int", "0 is the most recent.", |it, _| {
            it.index.into()
        })
        .field("sender", "Mailbox", "From its preamble.", |it, _| {
            Value::optional::<Mailbox>(it.sender.as_ref())
        })
        .field("recipients", "Recipients", "From its preamble.", |it, _| {
            Value::object(&it.recipients)
        })
        .field("subject", "Subject", "From its preamble.", |it, _| {
            Value::optional(it.subject.as_ref())
        });
}

/// The links of the message at `indices`.
fn links_at<'m>(indices: &[usize], env: &Env<'m>) -> Value<'m> {
    let Some(host) = env.host::<Host>() else {
        return Value::Null;
    };
    let links = &host.message.body.links;
    env.array(
        indices
            .iter()
            .filter_map(|&index| links.get(index))
            .map(Value::object),
    )
}

fn declare_attachment(schema: &mut SchemaBuilder) {
    schema
        .object::<Attachment>(
            "Attachment",
            "A part that is not one of the chosen text bodies.",
        )
        .field("file_name", "str", "The decoded name.", |it, _| {
            (&it.file_name).into()
        })
        .field(
            "file_extension",
            "str",
            "Its last extension, lower case.",
            |it, _| (&it.file_extension).into(),
        )
        .field("file_type", "str", "Sniffed from content.", |it, _| {
            Value::Str(it.file_type)
        })
        .field(
            "content_type",
            "str",
            "The declared media type.",
            |it, _| (&it.content_type).into(),
        )
        .field("content_id", "str", "Without brackets.", |it, _| {
            (&it.content_id).into()
        })
        .field(
            "content_disposition",
            "str",
            "`attachment` or `inline`.",
            |it, _| (&it.content_disposition).into(),
        )
        .field("size", "int", "Bytes, decoded.", |it, _| {
            it.content.len().into()
        })
        .field("md5", "str", "Of the decoded bytes.", |it, _| {
            Value::Str(it.md5())
        })
        .field("sha1", "str", "Of the decoded bytes.", |it, _| {
            Value::Str(it.sha1())
        })
        .field("sha256", "str", "Of the decoded bytes.", |it, _| {
            Value::Str(it.sha256())
        });
}

fn declare_roots(schema: &mut SchemaBuilder) {
    schema
        .roots::<Host>()
        .field("type", "MessageType", "The direction.", |it, _| {
            Value::object(&it.message.direction)
        })
        .field("sender", "Sender", "Who sent it.", |it, _| {
            Value::object(&it.message.sender)
        })
        .field("recipients", "Recipients", "To whom.", |it, _| {
            Value::object(&it.message.recipients)
        })
        .field("subject", "Subject", "The subject.", |it, _| {
            Value::object(&it.message.subject)
        })
        .field("headers", "Headers", "The header block.", |it, _| {
            Value::object(&it.message.headers)
        })
        .field("body", "Body", "The body.", |it, _| {
            Value::object(&it.message.body)
        })
        .field(
            "attachments",
            "[Attachment]",
            "The attachments.",
            |it, _| Value::objects(&it.message.attachments),
        )
        .field(
            "mailbox",
            "MailboxOwner",
            "The mailbox it was found in.",
            |it, env| {
                it.message
                    .mailbox
                    .as_ref()
                    .map_or_else(|| env.missing(limits::Capability::Mailbox), Value::object)
            },
        )
        .field("facts", "Facts", "What offhook adds.", |it, _| {
            Value::object(&it.facts)
        });
}
