//! A number or a domain: whose it is, and what was seen of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use detect::Engine;
use jiff::civil::Date;
use registry::Registry;
use store::{Filter, Page, Record, Store, StoreError, Verdict};

use super::gate::Visitor;
use super::search::value;
use super::time::day;
use super::{BackOffice, Rooms};
use crate::look_up::number_in;
use crate::pages::office::seen::{Asked, Owner, seen};

/// Records that are counted, the newest.
const COUNTED: usize = 1000;
/// Records of one neighbour that are counted.
const OF_NEIGHBOUR: usize = 100;
/// Names of a list: brands, recipients, neighbours.
const NAMES: usize = 20;

/// What was seen of a number or a domain.
#[derive(Debug, Default)]
pub(crate) struct Sightings {
    pub(crate) mails: usize,
    /// Whether there are more mails than were counted.
    pub(crate) is_cut: bool,
    pub(crate) recipients: usize,
    pub(crate) first: Option<i64>,
    pub(crate) last: Option<i64>,
    /// By verdict, from worst to best.
    pub(crate) verdicts: BTreeMap<Verdict, usize>,
    /// Brands, numbers and domains that stand beside it, the most frequent first.
    pub(crate) brands: Vec<(String, usize)>,
    pub(crate) numbers: Vec<(String, usize)>,
    pub(crate) domains: Vec<(String, usize)>,
    /// Mails by day: all, and those that were accused.
    pub(crate) days: BTreeMap<Date, (usize, usize)>,
    /// Numbers that differ in the last two digits: how often each was seen.
    pub(crate) neighbours: Vec<(String, usize)>,
    /// The newest.
    pub(crate) newest: Vec<Record>,
}

impl Sightings {
    pub(crate) fn of(records: Vec<Record>) -> Self {
        let mut found = Self {
            mails: records.len(),
            is_cut: records.len() >= COUNTED,
            first: records.last().map(|it| it.time),
            last: records.first().map(|it| it.time),
            ..Self::default()
        };
        let mut recipients = BTreeSet::new();
        let (mut brands, mut numbers, mut domains) = (Counts::new(), Counts::new(), Counts::new());
        for it in &records {
            recipients.extend(it.recipients.iter().map(|it| it.to_lowercase()));
            *found.verdicts.entry(it.verdict).or_default() += 1;
            count(&mut brands, it.brands.iter().cloned());
            count(&mut numbers, it.numbers.iter().cloned());
            count(&mut domains, domain_of(&it.from));
            if let Some(day) = day(it.time) {
                let (all, accused) = found.days.entry(day).or_default();
                *all += 1;
                *accused += usize::from(it.verdict <= Verdict::Suspicious);
            }
        }
        found.recipients = recipients.len();
        found.brands = most(brands);
        found.numbers = most(numbers);
        found.domains = most(domains);
        found.newest = records.into_iter().take(NAMES).collect();
        found
    }
}

type Counts = BTreeMap<String, usize>;

fn count(counts: &mut Counts, names: impl IntoIterator<Item = String>) {
    for it in names {
        *counts.entry(it).or_default() += 1;
    }
}

fn most(counts: Counts) -> Vec<(String, usize)> {
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.1));
    all.truncate(NAMES);
    all
}

fn domain_of(address: &str) -> Option<String> {
    let domain = address.rsplit_once('@')?.1.to_lowercase();
    (!domain.is_empty()).then_some(domain)
}

pub(super) async fn number<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = value(&query.unwrap_or_default(), "number").unwrap_or_default();
    let work = move |engine: &Engine| {
        let number = number_in(engine, &asked)?;
        let owners = owners_of_number(&engine.knowledge().registry, &number);
        Some((number, owners))
    };
    let Ok(found) = rooms.office.at_work(work).await else {
        return rooms.refuse(
            &visitor,
            StatusCode::SERVICE_UNAVAILABLE,
            "console-busy",
            "",
        );
    };
    let Some((number, owners)) = found else {
        return rooms.refuse(&visitor, StatusCode::BAD_REQUEST, "console-no-number", "");
    };
    let filter = Filter {
        number: Some(number.clone()),
        ..Filter::default()
    };
    let wanted = number.clone();
    let asking = rooms.office.ask(move |store| {
        let records = store.records(&filter, &Page::first(COUNTED))?;
        let mut sightings = Sightings::of(records);
        sightings.numbers.retain(|it| it.0 != wanted);
        sightings.neighbours = neighbours(store, &wanted)?;
        Ok(sightings)
    });
    match asking.await {
        Ok(sightings) => {
            let frame = rooms.frame(&visitor, "");
            let asked = Asked::Number(number);
            Rooms::<O>::page(&visitor, seen(&frame, &asked, &owners, &sightings))
        }
        Err(why) => rooms.unanswered(&visitor, &why),
    }
}

/// Numbers of the same hundred that were seen. Those who call rent numbers in blocks.
fn neighbours(store: &Store, number: &str) -> Result<Vec<(String, usize)>, StoreError> {
    let Some(prefix) = number.get(..number.len().saturating_sub(2)) else {
        return Ok(Vec::new());
    };
    if prefix.len() < 6 {
        return Ok(Vec::new());
    }
    let block: Vec<String> = (0..100).map(|end| format!("{prefix}{end:02}")).collect();
    let seen = store.numbers_seen(&block, OF_NEIGHBOUR)?.into_iter();
    let others = seen.filter(|it| it.0 != number);
    let counted = others.map(|(it, count)| (it, usize::try_from(count).unwrap_or(OF_NEIGHBOUR)));
    Ok(counted.collect())
}

fn owners_of_number(registry: &Registry, number: &str) -> Vec<Owner> {
    let entries = registry.entries_of_number(number).into_iter();
    let mut owners: Vec<Owner> = entries
        .map(|(brand, phone)| Owner {
            name: brand.name.clone(),
            key: if phone.brand_sourced {
                "console-owner-listed"
            } else {
                "console-owner-hearsay"
            },
            source: phone.source.clone(),
        })
        .collect();
    owners.extend(registry.neutral_owner(number).map(|it| Owner {
        name: it.owner.clone(),
        key: "console-owner-neutral",
        source: String::new(),
    }));
    owners
}

pub(super) async fn sender<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = value(&query.unwrap_or_default(), "domain").unwrap_or_default();
    let asked = asked.to_lowercase();
    let domain = asked.rsplit_once('@').map_or(asked.as_str(), |it| it.1);
    let domain = address::Domain::parse(domain);
    let name = domain.domain.clone();
    if !name.contains('.') {
        return rooms.refuse(&visitor, StatusCode::BAD_REQUEST, "console-no-domain", "");
    }
    let work = move |engine: &Engine| owners_of_domain(&engine.knowledge().registry, &domain);
    let Ok(owners) = rooms.office.at_work(work).await else {
        return rooms.refuse(
            &visitor,
            StatusCode::SERVICE_UNAVAILABLE,
            "console-busy",
            "",
        );
    };
    let filter = Filter {
        sender_domain: Some(name.clone()),
        ..Filter::default()
    };
    let asking = rooms.office.ask(move |store| {
        Ok(Sightings::of(
            store.records(&filter, &Page::first(COUNTED))?,
        ))
    });
    match asking.await {
        Ok(mut sightings) => {
            sightings.domains.clear();
            let frame = rooms.frame(&visitor, "");
            let asked = Asked::Domain(name);
            Rooms::<O>::page(&visitor, seen(&frame, &asked, &owners, &sightings))
        }
        Err(why) => rooms.unanswered(&visitor, &why),
    }
}

fn owners_of_domain(registry: &Registry, domain: &address::Domain) -> Vec<Owner> {
    let name = &domain.domain;
    let owner = |name: &str, key| Owner {
        name: name.to_owned(),
        key,
        source: String::new(),
    };
    let mut owners = Vec::new();
    if let Some(brand) = registry.brand_of_mail_domain(name) {
        owners.push(owner(&brand.name, "console-domain-brand"));
    }
    if registry.is_free_mail(name) {
        owners.push(owner("", "console-domain-free"));
    }
    let platforms = registry.platforms_of_domain(name);
    owners.extend(platforms.map(|it| owner(&it.id, "console-domain-platform")));
    if let Some(it) = registry.resemblance(domain) {
        owners.push(owner(&it.domain, "console-domain-imitates"));
    }
    owners
}
