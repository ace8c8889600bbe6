//! Whose a number, a domain or an address is, as the registry knows it, and for analysts what was seen of it.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use claims::NamedText;
use detect::Engine;
use registry::{Brand, Phone};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Filter, Page, Role};

use super::access::Caller;
use super::page::object;
use super::problem::{Answer, Problem};
use crate::door::Shared;

/// Characters of what is looked up.
const MOST: usize = 320;

/// Which brand a number is said to be of.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Of {
    brand: Option<String>,
}

pub(super) async fn number(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Path(text): Path<String>,
    Query(of): Query<Of>,
) -> Answer {
    let engine = shared.judge.engine();
    let found = numbers(&engine, &short(text)?);
    let [number] = &found[..] else {
        let detail =
            "write one number, in international form (+18035550147) or as its country does";
        return Err(Problem::bad_request(detail));
    };
    let registry = &engine.knowledge().registry;
    let e164 = number.e164.clone();
    let owners = registry.entries_of_number(&e164);
    let claimed = match of.brand.as_deref() {
        None => None,
        Some(id) => {
            let brand = registry.brand(id);
            Some(brand.ok_or_else(|| Problem::not_found("such brand; see /v1/brands"))?)
        }
    };
    let mut answer = json!({
        "number": e164,
        "region": number.region,
        "kind": number.kind.name(),
        "owners": owners.iter().map(|(brand, phone)| owner(brand, phone)).collect::<Vec<_>>(),
        "neutral": registry.neutral_owner(&e164).map(|it| it.owner.clone()),
    });
    if let (Some(brand), Some(members)) = (claimed, answer.as_object_mut()) {
        let ownership = claims::ownership(&e164, number.region.as_deref(), &[brand], registry);
        let asked = json!({ "brand": brand.id, "name": brand.name, "ownership": ownership.name(), "as_of": brand.date });
        members.insert("asked".to_owned(), asked);
    }
    if caller.role >= Role::Analyst {
        let filter = Filter {
            number: Some(e164),
            ..Filter::default()
        };
        seen(&caller, filter, &mut answer).await?;
    }
    Ok(object(&answer))
}

fn numbers(engine: &Engine, text: &str) -> Vec<claims::Number> {
    let knowledge = engine.knowledge();
    let texts = [NamedText {
        place: text::Place::Body,
        text,
    }];
    claims::extract(
        &texts,
        &knowledge.registry,
        &knowledge.lexicon,
        &knowledge.settings,
    )
    .numbers
}

fn short(text: String) -> Result<String, Problem> {
    if text.chars().count() > MOST {
        return Err(Problem::bad_request(format!("at most {MOST} characters")));
    }
    Ok(text)
}

fn owner(brand: &Brand, phone: &Phone) -> Value {
    json!({
        "brand": brand.id,
        "name": brand.name,
        "country": phone.country,
        "purpose": phone.purpose,
        "is_listed": phone.brand_sourced,
        "source": phone.source,
        "date": phone.date,
    })
}

/// The newest records that name it.
async fn seen(caller: &Caller, filter: Filter, answer: &mut Value) -> Result<(), Problem> {
    const NEWEST: usize = 20;
    let records = caller
        .ask(move |store| store.records(&filter, &Page::first(NEWEST)))
        .await?;
    let records: Result<Vec<Value>, _> = records.iter().map(super::page::with_times).collect();
    let records = records.map_err(|_| Problem::failed())?;
    if let Some(members) = answer.as_object_mut() {
        members.insert("verdicts".to_owned(), records.into());
    }
    Ok(())
}

pub(super) async fn brands(State(shared): State<Arc<Shared>>, _: Caller) -> Answer {
    let engine = shared.judge.engine();
    let brands = engine.knowledge().registry.brands().iter();
    let items = brands.map(|it| json!({ "id": it.id, "name": it.name, "sector": it.sector, "countries": it.countries }));
    let items: Vec<Value> = items.collect();
    Ok(object(&json!({ "items": items, "next": null })))
}

pub(super) async fn brand(
    State(shared): State<Arc<Shared>>,
    _: Caller,
    Path(id): Path<String>,
) -> Answer {
    let engine = shared.judge.engine();
    let brand = engine.knowledge().registry.brand(&id);
    let brand = brand.ok_or_else(|| Problem::not_found("such brand; see /v1/brands"))?;
    let aliases = brand.aliases.iter().map(|it| it.text.as_str());
    let policies = brand.policies.iter();
    let policies = policies.map(|it| json!({ "statement": it.statement, "source": it.source }));
    Ok(object(&json!({
        "id": brand.id,
        "name": brand.name,
        "sector": brand.sector,
        "countries": brand.countries,
        "aliases": aliases.collect::<Vec<_>>(),
        "web_domains": brand.web_domains,
        "mail_domains": brand.mail_domains,
        "authorised_domains": brand.authorised_domains,
        "numbers": brand.phones.iter().map(|it| with_number(brand, it)).collect::<Vec<_>>(),
        "policies": policies.collect::<Vec<_>>(),
        "check_url": brand.check_url,
        "report_to": brand.report_to,
        "as_of": brand.date,
    })))
}

fn with_number(brand: &Brand, phone: &Phone) -> Value {
    let mut value = owner(brand, phone);
    if let Some(members) = value.as_object_mut() {
        members.insert("number".to_owned(), phone.e164.clone().into());
    }
    value
}

pub(super) async fn sender(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Path(text): Path<String>,
) -> Answer {
    let text = short(text)?.trim().to_lowercase();
    let domain = text.rsplit_once('@').map_or(text.as_str(), |(_, it)| it);
    let domain = address::Domain::parse(domain);
    if !domain.domain.contains('.') {
        return Err(Problem::bad_request("write an address or a domain"));
    }
    let engine = shared.judge.engine();
    let registry = &engine.knowledge().registry;
    let name = domain.domain.clone();
    let resemblance = registry.resemblance(&domain);
    let mut answer = json!({
        "domain": name,
        "brand": registry.brand_of_mail_domain(&name).map(|it| it.id.clone()),
        "is_mailbox_provider": registry.is_free_mail(&name),
        "platforms": registry.platforms_of_domain(&name).map(|it| it.id.clone()).collect::<Vec<_>>(),
        "imitates": resemblance.map(|it| json!({ "domain": it.domain, "brand": it.brand, "how": it.how })),
    });
    if caller.role >= Role::Analyst {
        let filter = Filter {
            sender_domain: Some(name),
            ..Filter::default()
        };
        seen(&caller, filter, &mut answer).await?;
    }
    Ok(object(&answer))
}
