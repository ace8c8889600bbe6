//! Answers of RDAP servers (RFC 9083): one object a file, or a list of them.

use address::Domain;
use serde_json::Value;

use super::{Day, Registration};
use crate::RegistryError;

/// The registrations that `text`, the content of the file `name`, holds.
pub(super) fn parse(name: &str, text: &str) -> Result<Vec<(String, Registration)>, RegistryError> {
    let malformed = |message: String| RegistryError::Malformed {
        path: name.to_owned(),
        message,
    };
    let json: Value = serde_json::from_str(text).map_err(|it| malformed(it.to_string()))?;
    let single = std::slice::from_ref(&json);
    let objects = json.as_array().map_or(single, Vec::as_slice);
    let read = objects.iter().map(|object| {
        let domain = object.get("ldhName").and_then(Value::as_str);
        let domain = domain.ok_or_else(|| malformed("an answer has no ldhName".to_owned()))?;
        let domain = domain.trim_end_matches('.').to_ascii_lowercase();
        Ok((domain, registration(object)))
    });
    read.collect()
}

fn registration(object: &Value) -> Registration {
    let registrant = entity(object, "registrant");
    let property = |card: Option<&Value>, name: &str| text_of(card?, name);
    let address = registrant.and_then(|it| entry(it, "adr"));
    Registration {
        registered: registered(object),
        registrar_name: property(entity(object, "registrar"), "fn"),
        name_servers: list(object, "nameservers")
            .filter_map(|it| it.get("ldhName").and_then(Value::as_str))
            .map(|it| Domain::parse(&it.trim_end_matches('.').to_ascii_lowercase()))
            .collect(),
        registrant_company: property(registrant, "org"),
        registrant_country: address.and_then(|it| country(it)),
        registrant_country_code: address.and_then(|it| country_code(it)),
        registrant_email: property(registrant, "email"),
        administrative_email: property(entity(object, "administrative"), "email"),
        technical_email: property(entity(object, "technical"), "email"),
    }
}

fn registered(object: &Value) -> Option<Day> {
    let mut events = list(object, "events");
    let event = events.find(|it| it.get("eventAction").is_some_and(|it| it == "registration"))?;
    Day::parse(event.get("eventDate")?.as_str()?)
}

/// The card (RFC 7095) of the entity with this role.
fn entity<'v>(object: &'v Value, role: &str) -> Option<&'v Value> {
    let mut entities = list(object, "entities");
    let entity = entities.find(|it| list(it, "roles").any(|it| it == role))?;
    entity.get("vcardArray")
}

/// `[name, parameters, type, value]` of a card.
fn entry<'v>(card: &'v Value, name: &str) -> Option<&'v Vec<Value>> {
    let mut entries = card.get(1)?.as_array()?.iter().filter_map(Value::as_array);
    entries.find(|it| it.first().is_some_and(|it| it == name))
}

fn text_of(card: &Value, name: &str) -> Option<String> {
    filled(entry(card, name)?.get(3)?)
}

/// The last part of an address.
fn country(address: &[Value]) -> Option<String> {
    filled(address.get(3)?.as_array()?.get(6)?)
}

/// RFC 8605 section 3.1.
fn country_code(address: &[Value]) -> Option<String> {
    filled(address.get(1)?.get("cc")?).map(|it| it.to_ascii_uppercase())
}

fn filled(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn list<'v>(object: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    object
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}
