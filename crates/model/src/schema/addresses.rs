//! Addresses, domains, URLs and links (MDM sections 1.1 to 1.4).

use address::{Domain, EmailAddress, IpAddress, IpTranslation, Mailbox, Rewrite, Url};
use mail::{Link, LinkParser, Message};
use mql::{SchemaBuilder, Value};

pub(super) fn declare(schema: &mut SchemaBuilder) {
    declare_domain(schema);
    declare_mailboxes(schema);
    declare_url(schema);
    declare_link(schema);
}

fn declare_domain(schema: &mut SchemaBuilder) {
    schema
        .object::<Domain>("Domain", "A host name split by the Public Suffix List.")
        .field(
            "domain",
            "str",
            "The full host name, lower case.",
            |it, _| Value::Str(&it.domain),
        )
        .field(
            "tld",
            "str",
            "The public suffix, possibly several labels.",
            |it, _| (&it.tld).into(),
        )
        .field("sld", "str", "The label left of the suffix.", |it, _| {
            (&it.sld).into()
        })
        .field("root_domain", "str", "The registrable domain.", |it, _| {
            (&it.root_domain).into()
        })
        .field(
            "subdomain",
            "str",
            "The labels left of the root domain.",
            |it, _| (&it.subdomain).into(),
        )
        .field(
            "valid",
            "bool",
            "A known suffix and a registrable label.",
            |it, _| it.valid.into(),
        )
        .field(
            "punycode",
            "str",
            "The Unicode form of an `xn--` label.",
            |it, _| (&it.punycode).into(),
        );
}

fn declare_mailboxes(schema: &mut SchemaBuilder) {
    schema
        .object::<EmailAddress>("Email", "An e-mail address, lower case.")
        .field("email", "str", "The whole address.", |it, _| {
            Value::Str(&it.email)
        })
        .field(
            "local_part",
            "str",
            "What stands before the `@`.",
            |it, _| Value::Str(&it.local_part),
        )
        .field("domain", "Domain", "What stands after it.", |it, _| {
            Value::object(&it.domain)
        });
    for (name, doc) in [
        ("Mailbox", "An address with the name shown beside it."),
        ("MailboxOwner", "The mailbox the message was found in."),
    ] {
        schema
            .object::<Mailbox>(name, doc)
            .field("display_name", "str", "The decoded name.", |it, _| {
                (&it.display_name).into()
            })
            .field("email", "Email", "The address.", |it, _| {
                Value::object(&it.email)
            });
    }
    schema
        .object::<Message>("Sender", "The sender of the message.")
        .field("display_name", "str", "The decoded name.", |it, _| {
            (&it.sender.display_name).into()
        })
        .field("email", "Email", "The address.", |it, _| {
            Value::object(&it.sender.email)
        })
        .field(
            "decoders",
            "[str]",
            "How a relayed sender was recovered.",
            |it, env| env.array(it.sender_decoders.iter().map(|it| Value::Str(it))),
        );
    schema
        .object::<Mailbox>("MailboxOwner", "The mailbox the message was found in.")
        .absent(
            "first_name",
            "str",
            "From the directory.",
            limits::Capability::Mailbox,
        )
        .absent(
            "last_name",
            "str",
            "From the directory.",
            limits::Capability::Mailbox,
        );
}

fn declare_url(schema: &mut SchemaBuilder) {
    schema
        .object::<Url>("URL", "A URL, known rewriters unwrapped.")
        .field("url", "str", "The full URL after unwrapping.", |it, _| {
            Value::Str(&it.url)
        })
        .field("scheme", "str", "Lower case.", |it, _| (&it.scheme).into())
        .field(
            "domain",
            "Domain",
            "The host; null for numeric hosts.",
            |it, _| Value::optional(it.domain.as_ref()),
        )
        .field("ip", "IP", "A numeric host.", |it, _| {
            Value::optional(it.ip.as_ref())
        })
        .field("port", "int", "Explicit, else the scheme's.", |it, _| {
            it.port.map(u32::from).into()
        })
        .field("path", "str", "With its leading `/`.", |it, _| {
            (&it.path).into()
        })
        .field("query_params", "str", "The raw text after `?`.", |it, _| {
            (&it.query_params).into()
        })
        .field(
            "query_params_decoded",
            "map<[str]>",
            "Percent-decoded parameters.",
            |it, _| Value::Map(mql::Entries::Lists(&it.query_params_decoded)),
        )
        .field("fragment", "str", "The text after `#`.", |it, _| {
            (&it.fragment).into()
        })
        .field("username", "str", "Of the userinfo.", |it, _| {
            (&it.username).into()
        })
        .field("password", "str", "Of the userinfo.", |it, _| {
            (&it.password).into()
        })
        .field("rewrite", "Rewrite", "What was unwrapped.", |it, _| {
            Value::optional(it.rewrite.as_ref())
        });
    schema
        .object::<Rewrite>("Rewrite", "A rewriter's wrapping around a URL.")
        .field(
            "encoders",
            "[str]",
            "The rewriters, outermost first.",
            |it, _| (&it.encoders).into(),
        )
        .field("original", "str", "The URL as found.", |it, _| {
            Value::Str(&it.original)
        });
    schema
        .object::<IpAddress>("IP", "A numeric address.")
        .field("ip", "str", "Canonical text form.", |it, _| {
            Value::Str(&it.ip)
        })
        .field("version", "int", "4 or 6.", |it, _| {
            u32::from(it.version).into()
        })
        .field(
            "translation",
            "IPTranslation",
            "An unusual spelling, decoded.",
            |it, _| Value::optional(it.translation.as_ref()),
        );
    schema
        .object::<IpTranslation>("IPTranslation", "How a numeric host was disguised.")
        .field("encoders", "[str]", "The tricks used.", |it, _| {
            (&it.encoders).into()
        })
        .field("original", "str", "The host as written.", |it, _| {
            Value::Str(&it.original)
        })
        .field("v4_to_v6", "bool", "IPv4 written in IPv6 form.", |it, _| {
            it.v4_to_v6.into()
        });
}

fn declare_link(schema: &mut SchemaBuilder) {
    schema
        .object::<Link>("Link", "A link of the body.")
        .field("href_url", "URL", "The target.", |it, _| {
            Value::object(&it.href_url)
        })
        .field(
            "display_text",
            "str",
            "Anchor text that is no URL.",
            |it, _| (&it.display_text).into(),
        )
        .field("display_url", "URL", "Anchor text that is one.", |it, _| {
            Value::optional(it.display_url.as_ref())
        })
        .field(
            "mismatched",
            "bool",
            "Target and display are of different domains.",
            |it, _| it.mismatched.into(),
        )
        .field("parser", "str", "`hyperlink` or `plain`.", |it, _| {
            Value::Str(match it.parser {
                LinkParser::Hyperlink => "hyperlink",
                LinkParser::Plain => "plain",
            })
        })
        .field(
            "visible",
            "bool",
            "Whether a reader can see it.",
            |it, _| it.visible.into(),
        );
}
