//! Calendars: `beta.file.parse_ics` and the calendars among exploded files.

use address::{Mailbox, parse_mailboxes};
use content::{Calendar, Event};
use limits::{Capability, Limits};
use mail::{Attachment, HtmlBody, Link};
use mql::{Arguments, Env, SchemaBuilder, Value};

use super::found::{self, Found};
use super::seen::url_of;

/// An organiser or attendee.
struct Person {
    mailbox: Option<Mailbox>,
    role: Option<String>,
    status: Option<String>,
    reply_wanted: Option<bool>,
}

/// Something attached to an event.
struct Attached {
    uri: String,
    is_inline: bool,
    name: Option<String>,
    media_type: Option<String>,
}

pub(super) fn declare(schema: &mut SchemaBuilder) {
    schema
        .object::<Calendar>("IcsFile", "A calendar file.")
        .field("events", "[IcsEvent]", "Its events.", |it, _| {
            Value::objects(&it.events)
        })
        .field(
            "product_id",
            "str",
            "The program that wrote it.",
            |it, _| (&it.product_id).into(),
        )
        .field("scale", "str", "The calendar system.", |it, _| {
            (&it.scale).into()
        });
    schema
        .object::<Event>("IcsEvent", "An event of a calendar file.")
        .field("description", "str", "What it says.", |it, _| {
            (&it.description).into()
        })
        .field("description_html", "HTML", "The same as HTML.", html)
        .field("links", "[Link]", "The links in either.", |it, env| {
            links(it, env)
        })
        .field(
            "raw_properties",
            "[KeyValue]",
            "Every property, unfolded.",
            |it, _| Value::objects(&it.properties),
        );
    declare_exploded(schema);
}

fn declare_exploded(schema: &mut SchemaBuilder) {
    schema
        .object::<Found>("ScIcs", "A calendar file.")
        .field("calendars", "[IcsCalendar]", "The calendars.", |it, env| {
            let calendar = it.file(env).and_then(|it| it.calendar.as_ref());
            env.array(calendar.map(Value::object))
        })
        .field("parse_error", "str", "Why it was not read.", |it, env| {
            it.file(env).map_or(Value::Null, |it| (&it.error).into())
        });
    schema
        .object::<Calendar>("IcsCalendar", "A calendar.")
        .field("calscale", "str", "The calendar system.", |it, _| {
            (&it.scale).into()
        })
        .field("components", "[IcsComponent]", "Its events.", |it, _| {
            Value::objects(&it.events)
        })
        .field("method", "str", "What is asked.", |it, _| {
            (&it.method).into()
        })
        .field("prodid", "str", "The program that wrote it.", |it, _| {
            (&it.product_id).into()
        })
        .field("version", "str", "The version.", |it, _| {
            (&it.version).into()
        });
    schema
        .object::<Event>("IcsComponent", "An event, task or note of a calendar.")
        .field("type", "str", "`VEVENT`, `VTODO`, `VJOURNAL`.", |it, _| {
            Value::Str(&it.kind)
        })
        .field("summary", "str", "Its title.", |it, _| (&it.summary).into())
        .field("description", "str", "What it says.", |it, _| {
            (&it.description).into()
        })
        .field("location", "str", "Where it is.", |it, _| {
            (&it.location).into()
        })
        .field("uid", "str", "Its id.", |it, _| property(it, "UID"))
        .field("status", "str", "Its status.", |it, _| {
            property(it, "STATUS")
        })
        .field("organizers", "[IcsPerson]", "Who invites.", |it, env| {
            people(it, "ORGANIZER", env)
        })
        .field("attendees", "[IcsPerson]", "Who is invited.", |it, env| {
            people(it, "ATTENDEE", env)
        })
        .field(
            "attachments",
            "[IcsAttachment]",
            "What is attached.",
            attached,
        )
        .field("urls", "[URL]", "The addresses in it.", |it, env| {
            let own = named(it, "URL").filter_map(|it| url_of(&it.1));
            let text = it.description.as_deref().unwrap_or_default();
            let in_text = Link::in_text(text, &Limits::default());
            let all = own.chain(in_text.into_iter().map(|it| it.href_url));
            env.array(all.map(|it| env.keep(it)))
        });
    schema
        .object::<Person>("IcsPerson", "An organiser or attendee.")
        .field("mailbox", "Mailbox", "Name and address.", |it, _| {
            Value::optional(it.mailbox.as_ref())
        })
        .field("role", "str", "The role.", |it, _| (&it.role).into())
        .field("partstat", "str", "Whether they come.", |it, _| {
            (&it.status).into()
        })
        .field("rsvp", "bool", "Whether an answer is wanted.", |it, _| {
            it.reply_wanted.into()
        });
    schema
        .object::<Attached>("IcsAttachment", "Something attached to an event.")
        .field("uri", "str", "Where it is.", |it, _| Value::Str(&it.uri))
        .field("type", "str", "`uri` or `binary`.", |it, _| {
            Value::Str(if it.is_inline { "binary" } else { "uri" })
        })
        .field("filename", "str", "Its name.", |it, _| (&it.name).into())
        .field("mime_type", "str", "Its media type.", |it, _| {
            (&it.media_type).into()
        });
}

/// `beta.file.parse_ics`; null for what is no calendar. It needs nothing but the bytes.
pub(super) fn parse<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    if let Some(attachment) = arguments.get(0).downcast::<Attachment>() {
        let is_calendar = attachment.file_type == "ics"
            || attachment.content_type.as_deref() == Some("text/calendar");
        if !is_calendar || !env.spend(attachment.content.len() as u64 / 16) {
            return Value::Null;
        }
        let text = String::from_utf8_lossy(&attachment.content);
        return env.keep(content::calendar::parse(&text));
    }
    match found::of(arguments.get(0), env).and_then(|it| it.file(env)) {
        Some(file) => Value::optional(file.calendar.as_ref()),
        None => env.missing(Capability::ParseIcs),
    }
}

fn html<'m>(event: &Event, env: &Env<'m>) -> Value<'m> {
    match &event.description_html {
        Some(html) => env.keep(HtmlBody::of_text(html.clone(), &Limits::default())),
        None => Value::Null,
    }
}

fn links<'m>(event: &Event, env: &Env<'m>) -> Value<'m> {
    let limits = Limits::default();
    let mut links = Link::in_text(event.description.as_deref().unwrap_or_default(), &limits);
    if let Some(html) = &event.description_html {
        let document = html::Document::parse(html, &limits);
        links.extend(document.anchors().iter().filter_map(Link::of_anchor));
    }
    env.array(links.into_iter().map(|it| env.keep(it)))
}

/// The properties called `name`, whatever their parameters.
fn named<'e>(event: &'e Event, name: &str) -> impl Iterator<Item = &'e (String, String)> {
    let is = move |key: &str, name: &str| {
        key.split(';')
            .next()
            .is_some_and(|it| it.eq_ignore_ascii_case(name))
    };
    let name = name.to_owned();
    event.properties.iter().filter(move |it| is(&it.0, &name))
}

fn property<'m>(event: &'m Event, name: &str) -> Value<'m> {
    Value::text(named(event, name).next().map(|it| it.1.as_str()))
}

/// The value of a parameter of a key such as `ATTENDEE;CN="Doe; Jane";ROLE=CHAIR`.
fn parameter(key: &str, name: &str) -> Option<String> {
    let mut quoted = false;
    let pieces = key.split(|it| {
        quoted ^= it == '"';
        it == ';' && !quoted
    });
    let mut pairs = pieces.filter_map(|it| it.split_once('='));
    let (_, value) = pairs.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    Some(value.trim_matches('"').to_owned())
}

fn people<'m>(event: &Event, name: &str, env: &Env<'m>) -> Value<'m> {
    let person = |(key, value): &(String, String)| {
        let mut mailbox = parse_mailboxes(without_scheme(value), &Limits::default())
            .into_iter()
            .next();
        if let (Some(mailbox), Some(name)) = (&mut mailbox, parameter(key, "CN")) {
            mailbox.display_name = Some(name);
        }
        env.keep(Person {
            mailbox,
            role: parameter(key, "ROLE"),
            status: parameter(key, "PARTSTAT"),
            reply_wanted: parameter(key, "RSVP").map(|it| it.eq_ignore_ascii_case("true")),
        })
    };
    env.array(named(event, name).map(person))
}

fn without_scheme(value: &str) -> &str {
    let scheme = value
        .get(..7)
        .filter(|it| it.eq_ignore_ascii_case("mailto:"));
    scheme.and_then(|it| value.get(it.len()..)).unwrap_or(value)
}

fn attached<'m>(event: &Event, env: &Env<'m>) -> Value<'m> {
    let one = |(key, value): &(String, String)| {
        let is_inline = parameter(key, "VALUE").is_some_and(|it| it.eq_ignore_ascii_case("BINARY"));
        env.keep(Attached {
            uri: if is_inline {
                String::new()
            } else {
                value.clone()
            },
            is_inline,
            name: parameter(key, "FILENAME").or_else(|| parameter(key, "X-FILENAME")),
            media_type: parameter(key, "FMTTYPE"),
        })
    };
    env.array(named(event, "ATTACH").map(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters() {
        let key = "ATTENDEE;CN=\"Doe; Jane\";ROLE=CHAIR";
        assert_eq!(parameter(key, "cn").as_deref(), Some("Doe; Jane"));
        assert_eq!(parameter(key, "ROLE").as_deref(), Some("CHAIR"));
        assert_eq!(parameter(key, "RSVP"), None);
        assert_eq!(without_scheme("MAILTO:a@example.com"), "a@example.com");
    }
}
