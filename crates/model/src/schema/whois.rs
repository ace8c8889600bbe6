//! `network.whois`: registration data from the operator's cache. Without one, and for a domain that is
//! not in it, the answer is missing: that nothing is known says nothing of the domain.

use address::Domain;
use limits::Capability;
use mql::{Arguments, Env, FunctionBuilder, SchemaBuilder, Value};
use registry::{Day, Registration};

use crate::Subject;

/// A registration, seen from the day of the message.
struct Seen {
    registration: Registration,
    days_old: Option<i64>,
}

pub(super) fn declare(schema: &mut SchemaBuilder) {
    schema
        .object::<Seen>("Whois", "Registration data of a domain.")
        .field("found", "bool", "Whether there is any.", |_, _| true.into())
        .field(
            "days_old",
            "int",
            "Days from registration to the message; null where either day is unknown.",
            |it, _| it.days_old.map_or(Value::Null, Value::Int),
        )
        .field("registrar_name", "str", "The registrar.", |it, _| {
            (&it.registration.registrar_name).into()
        })
        .field("name_servers", "[Domain]", "The name servers.", |it, _| {
            Value::objects(&it.registration.name_servers)
        })
        .field("registrant_company", "str", "Who holds it.", |it, _| {
            (&it.registration.registrant_company).into()
        })
        .field("registrant_country", "str", "Where, by name.", |it, _| {
            (&it.registration.registrant_country).into()
        })
        .field(
            "registrant_country_code",
            "str",
            "Where, by code.",
            |it, _| (&it.registration.registrant_country_code).into(),
        )
        .field(
            "registrant_email",
            "str",
            "The holder's address.",
            |it, _| (&it.registration.registrant_email).into(),
        )
        .field(
            "administrative_email",
            "str",
            "Another contact.",
            |it, _| (&it.registration.administrative_email).into(),
        )
        .field("technical_email", "str", "Another contact.", |it, _| {
            (&it.registration.technical_email).into()
        });
    schema.function(
        FunctionBuilder::new(
            "network.whois",
            "Registration data of a domain, from a cache.",
        )
        .takes("domain", "Domain|ParsedDomain")
        .returns("Whois")
        .needs(Capability::Whois)
        .implemented(whois as for<'a, 'm> fn(Arguments<'a, 'm>, &Env<'m>) -> Value<'m>),
    );
}

fn whois<'m>(arguments: Arguments<'_, 'm>, env: &Env<'m>) -> Value<'m> {
    let subject = env.host::<Subject>();
    let cache = subject.and_then(|it| it.whois.as_ref());
    // A domain of a model read from JSON has no cache to be looked up in.
    let domain = arguments.object::<Domain>(0);
    let found = cache.zip(domain).and_then(|(it, domain)| it.of(domain));
    let (Some(subject), Some(found)) = (subject, found) else {
        return env.missing(Capability::Whois);
    };
    let registered = found.registered;
    env.keep(Seen {
        days_old: registered.and_then(|it| Some(day(subject)?.since(it))),
        registration: found.clone(),
    })
}

/// The day on which the receiving host took the message in; its own Date where no host says.
fn day(subject: &Subject) -> Option<Day> {
    let headers = &subject.message.headers;
    let mut topmost = headers
        .hops
        .iter()
        .rev()
        .filter_map(|it| it.received.as_ref());
    let received = topmost.find_map(|it| it.time.as_deref());
    Day::parse(received.or(headers.date.as_deref())?)
}
