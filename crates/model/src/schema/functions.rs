//! The functions that need mail: parsing of domains, addresses and URLs.

use address::{Domain, EmailAddress, Url};
use mql::{Arguments, Env, FunctionBuilder, SchemaBuilder, Value};

pub(super) fn declare(schema: &mut SchemaBuilder) {
    schema
        .object::<Domain>("ParsedDomain", "A host name given as text.")
        .field(
            "domain",
            "str",
            "The full host name, lower case.",
            |it, _| Value::Str(&it.domain),
        )
        .field("tld", "str", "The public suffix.", |it, _| (&it.tld).into())
        .field("sld", "str", "The label left of the suffix.", |it, _| {
            (&it.sld).into()
        })
        .field("root_domain", "str", "The registrable domain.", |it, _| {
            (&it.root_domain).into()
        })
        .field("subdomain", "str", "The labels left of it.", |it, _| {
            (&it.subdomain).into()
        })
        .field(
            "valid",
            "bool",
            "A known suffix and a registrable label.",
            |it, _| it.valid.into(),
        )
        .field("punycode", "str", "The Unicode form.", |it, _| {
            (&it.punycode).into()
        })
        .field(
            "error",
            "str",
            "Always null: what does not parse is null itself.",
            |_, _| Value::Null,
        );
    schema.function(
        FunctionBuilder::new(
            "strings.parse_domain",
            "Splits a host name; null when it is none.",
        )
        .takes("text", "str")
        .returns("ParsedDomain")
        .implemented(parse_domain as for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>),
    );
    schema.function(
        FunctionBuilder::new(
            "strings.parse_email",
            "Splits an address; null when it is none.",
        )
        .takes("text", "str")
        .returns("Email")
        .implemented(parse_email as for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>),
    );
    schema.function(
        FunctionBuilder::new("strings.parse_url", "Parses a URL; null when it is none.")
            .takes("text", "str")
            .keyword("strict", "bool")
            .returns("URL")
            .implemented(parse_url as for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>),
    );
}

fn parse_domain<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let Some(text) = arguments.text(0) else {
        return Value::Null;
    };
    let domain = Domain::parse(text);
    if domain.valid {
        env.keep(domain)
    } else {
        Value::Null
    }
}

fn parse_email<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let parsed = arguments.text(0).and_then(EmailAddress::parse);
    parsed.map_or(Value::Null, |it| env.keep(it))
}

fn parse_url<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let strict = arguments.keyword("strict").as_bool().unwrap_or(true);
    let parsed = arguments.text(0).and_then(|it| Url::parse(it, strict));
    parsed.map_or(Value::Null, |it| env.keep(it))
}
