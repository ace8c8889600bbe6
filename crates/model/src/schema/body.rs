//! Subject, bodies, threads and attachments (MDM sections 2 to 5 and 9).

use address::{Mailbox, Url};
use limits::{Capability, Limits};
use mail::{
    Attachment, Banner, Body, Direction, Link, Message, PreviousThread, Recipients, Subject,
};
use mql::{Env, SchemaBuilder, Value};

use super::owner;
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
        )
        .field(
            "tags",
            "[str]",
            "The tags in brackets before the base.",
            |it, env| env.array(tags(it).into_iter().map(Value::Str)),
        )
        .field("urls", "[URL]", "URLs that stand in it.", |it, env| {
            let text = it.subject.as_deref().unwrap_or_default();
            let found = address::find_links(text, &Limits::default());
            env.array(found.into_iter().map(|(_, url)| env.keep::<Url>(url)))
        });
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
            |it, _| Value::object(it),
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
        .field("raw", "str", "Decoded.", |it, _| Value::Str(it))
        .field("links", "[Link]", "Links in it.", |it, env| {
            let found = Link::in_text(it, &Limits::default());
            env.array(found.into_iter().map(|link| env.keep(link)))
        })
        .absent("charset", "str", "Not kept.", Capability::Function)
        .absent(
            "content_transfer_encoding",
            "str",
            "Not kept.",
            Capability::Function,
        );
}

/// What stands in brackets between the beginning of the subject and its base.
fn tags(subject: &Subject) -> Vec<&str> {
    let (Some(whole), Some(base)) = (&subject.subject, &subject.base) else {
        return Vec::new();
    };
    let before = whole.strip_suffix(base.as_str()).unwrap_or_default();
    let pieces = before.split(['[', '【']).skip(1);
    let tags = pieces.filter_map(|it| it.split_once([']', '】']));
    tags.map(|(tag, _)| tag).collect()
}

fn declare_threads(schema: &mut SchemaBuilder) {
    // A thread knows its links by their numbers in the body, so it is read from the body.
    schema
        .object::<Body>("Thread", "The newest message of a thread.")
        .field("text", "str", "Its visible text.", |it, _| {
            Value::Str(&it.current_thread.text)
        })
        .field("links", "[Link]", "Its links.", |it, env| {
            links_at(it, &it.current_thread.links, env)
        })
        .field(
            "preamble",
            "str",
            "The block that a mere forward begins with.",
            |it, _| {
                let is_blank = it.current_thread.text.trim().is_empty();
                let forwarded = it.previous_threads.first().filter(|_| is_blank);
                Value::text(forwarded.and_then(|it| it.preamble.as_deref()))
            },
        )
        .field(
            "banners",
            "[Banner]",
            "External-sender warnings.",
            |it, _| Value::objects(&it.current_thread.banners),
        );
    schema
        .object::<Banner>("Banner", "A gateway's warning to the reader.")
        .field("text", "str", "What it says.", |it, _| Value::Str(&it.text))
        .field("links", "[Link]", "Its links.", |it, env| {
            let Some(body) = owner::of_banner(it, env) else {
                return Value::empty_array();
            };
            let within = |link: &&Link| link.visible.is_some() && it.span.overlaps(link.span);
            env.array(body.links.iter().filter(within).map(Value::object))
        });
    schema
        .object::<PreviousThread>("PreviousThread", "A quoted message.")
        .field("text", "str", "Its visible text.", |it, _| {
            Value::Str(&it.text)
        })
        .field("links", "[Link]", "Its links.", |it, env| {
            let body = owner::of_thread(it, env);
            body.map_or_else(Value::empty_array, |body| links_at(body, &it.links, env))
        })
        .field(
            "banners",
            "[Banner]",
            "Warnings in it: none are told apart.",
            |_, _| Value::empty_array(),
        )
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

/// The links of `body` at `indices`.
fn links_at<'m>(body: &'m Body, indices: &[usize], env: &Env<'m>) -> Value<'m> {
    if indices.len() == body.links.len() {
        // Indices are distinct and ascending.
        return Value::objects(&body.links);
    }
    let links = indices.iter().filter_map(|&index| body.links.get(index));
    env.array(links.map(Value::object))
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
        })
        .absent(
            "content_transfer_encoding",
            "str",
            "Not kept.",
            Capability::Function,
        )
        .absent("raw", "str", "Not handed out.", Capability::Function);
}

/// Declares what a message has, of whatever `$message` finds one in.
macro_rules! declare_message {
    ($object:expr, $message:path) => {
        $object
            .field("type", "MessageType", "The direction.", |it, _| {
                Value::object(&$message(it).direction)
            })
            .field("sender", "Sender", "Who sent it.", |it, _| {
                Value::object($message(it))
            })
            .field("recipients", "Recipients", "To whom.", |it, _| {
                Value::object(&$message(it).recipients)
            })
            .field("subject", "Subject", "The subject.", |it, _| {
                Value::object(&$message(it).subject)
            })
            .field("headers", "Headers", "The header block.", |it, _| {
                Value::object(&$message(it).headers)
            })
            .field("body", "Body", "The body.", |it, _| {
                Value::object(&$message(it).body)
            })
            .field(
                "attachments",
                "[Attachment]",
                "The attachments.",
                |it, _| Value::objects(&$message(it).attachments),
            )
            .field(
                "mailbox",
                "MailboxOwner",
                "The mailbox it was found in.",
                |it, env| {
                    let mailbox = $message(it).mailbox.as_ref();
                    mailbox.map_or_else(|| env.missing(Capability::Mailbox), Value::object)
                },
            )
    };
}

fn declare_roots(schema: &mut SchemaBuilder) {
    declare_message!(schema.roots::<Host>(), message_of).field(
        "facts",
        "Facts",
        "What offhook adds.",
        |it, _| Value::object(&it.facts),
    );
    declare_message!(
        schema.object::<Message>("MDM", "A message attached to a message."),
        itself
    );
}

fn message_of(host: &Host) -> &Message {
    &host.message
}

fn itself(message: &Message) -> &Message {
    message
}
