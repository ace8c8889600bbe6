//! The files as they are written, and how they become entries.
//!
//! The forms here are what people edit; unknown keys are refused, so that a misspelt key is an error
//! with its place and not a fact that silently does not count.

use serde::Deserialize;

use crate::{
    Alias, Brand, DomainSource, NeutralNumber, OrderIdFormat, Pattern, Phone, Platform,
    PlatformField, Policy,
};

/// How a number or a domain is known to be the brand's.
const BRAND_OWNED: [&str; 3] = ["brand_page", "archived_brand_page", "brand_mail"];

/// `data/brands/<id>.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BrandFile {
    id: String,
    name: String,
    sector: String,
    countries: Vec<String>,
    #[serde(default)]
    often_abused: bool,
    #[serde(default)]
    domains_incomplete: bool,
    date: String,
    aliases: Vec<String>,
    #[serde(default)]
    ambiguous_aliases: Vec<String>,
    domains: Vec<DomainEntry>,
    #[serde(default)]
    phones: Vec<PhoneEntry>,
    #[serde(default)]
    order_ids: Vec<OrderIdEntry>,
    #[serde(default)]
    policies: Vec<PolicyEntry>,
    check: Option<CheckEntry>,
    report: Option<ReportEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DomainEntry {
    name: String,
    r#use: Vec<DomainUse>,
    source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DomainUse {
    Web,
    Mail,
    Authorised,
    CustomerMailbox,
    CustomerDomain,
    UserContent,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhoneEntry {
    e164: String,
    country: String,
    purpose: String,
    evidence: String,
    source: String,
    date: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderIdEntry {
    pattern: String,
    kind: String,
    source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyEntry {
    key: String,
    says: String,
    evidence: String,
    source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckEntry {
    url: String,
    hint: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportEntry {
    to: String,
    source: String,
}

impl BrandFile {
    pub(crate) fn into_brand(self, file: &str) -> Brand {
        let used = |wanted: DomainUse| -> Vec<String> {
            let uses = self.domains.iter();
            uses.filter(|it| it.r#use.contains(&wanted))
                .map(|it| it.name.clone())
                .collect()
        };
        let (check_url, check_hint) = self.check.map(|it| (it.url, it.hint)).unzip();
        let (report_to, report_source) = self.report.map(|it| (it.to, it.source)).unzip();
        Brand {
            web_domains: used(DomainUse::Web),
            mail_domains: used(DomainUse::Mail),
            authorised_domains: used(DomainUse::Authorised),
            customer_mailbox_domains: used(DomainUse::CustomerMailbox),
            customer_domain_domains: used(DomainUse::CustomerDomain),
            user_content_domains: used(DomainUse::UserContent),
            domain_sources: self.domains.iter().map(DomainEntry::source).collect(),
            aliases: aliases(self.aliases, self.ambiguous_aliases),
            phones: into_all(self.phones, |it| it.into_phone(&self.date)),
            order_ids: into_all(self.order_ids, OrderIdEntry::into_format),
            policies: into_all(self.policies, PolicyEntry::into_policy),
            check_url,
            check_hint: check_hint.flatten(),
            report_to,
            report_source,
            id: self.id,
            name: self.name,
            sector: self.sector,
            countries: self.countries,
            often_abused: self.often_abused,
            domains_incomplete: self.domains_incomplete,
            date: self.date,
            file: file.to_owned(),
        }
    }
}

fn into_all<T, U>(entries: Vec<T>, into: impl Fn(T) -> U) -> Vec<U> {
    entries.into_iter().map(into).collect()
}

fn aliases(plain: Vec<String>, ambiguous: Vec<String>) -> Vec<Alias> {
    let mark = |ambiguous: bool| move |text: String| Alias { text, ambiguous };
    let plain = plain.into_iter().map(mark(false));
    plain.chain(ambiguous.into_iter().map(mark(true))).collect()
}

impl DomainEntry {
    fn source(&self) -> DomainSource {
        DomainSource {
            domain: self.name.clone(),
            source: self.source.clone(),
        }
    }
}

impl PhoneEntry {
    fn into_phone(self, entry_date: &str) -> Phone {
        Phone {
            brand_sourced: BRAND_OWNED.contains(&self.evidence.as_str()),
            e164: self.e164,
            country: self.country,
            purpose: self.purpose,
            source: self.source,
            evidence: self.evidence,
            date: self.date.unwrap_or_else(|| entry_date.to_owned()),
        }
    }
}

impl OrderIdEntry {
    fn into_format(self) -> OrderIdFormat {
        OrderIdFormat {
            pattern: self.pattern,
            kind: self.kind,
            source: self.source,
            ..OrderIdFormat::default()
        }
    }
}

impl PolicyEntry {
    fn into_policy(self) -> Policy {
        Policy {
            brand_sourced: BRAND_OWNED.contains(&self.evidence.as_str()),
            key: self.key,
            statement: self.says,
            source: self.source,
        }
    }
}

/// `data/platforms.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlatformsFile {
    #[serde(default)]
    platforms: Vec<PlatformEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlatformEntry {
    id: String,
    name: String,
    brand: Option<String>,
    domains: Vec<String>,
    #[serde(default)]
    senders: Vec<String>,
    #[serde(default)]
    markers: Vec<String>,
    #[serde(default)]
    shapes: Vec<String>,
    #[serde(default)]
    sent_on_behalf: bool,
    third_party_writes: String,
    #[serde(default)]
    fields: Vec<FieldEntry>,
    source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldEntry {
    place: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    before: String,
}

impl PlatformsFile {
    pub(crate) fn into_platforms(self) -> Vec<Platform> {
        into_all(self.platforms, |it| Platform {
            id: it.id,
            name: it.name,
            brand: it.brand,
            domains: it.domains,
            senders: it.senders,
            markers: it.markers,
            shapes: into_all(it.shapes, |text| Pattern::new(&text)),
            sent_on_behalf: it.sent_on_behalf,
            third_party_writes: it.third_party_writes,
            fields: into_all(it.fields, |field| PlatformField {
                place: field.place,
                after: field.after,
                before: field.before,
                ..PlatformField::default()
            }),
            source: it.source,
        })
    }
}

/// `data/neutral_numbers.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NeutralFile {
    #[serde(default)]
    numbers: Vec<NeutralEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NeutralEntry {
    e164: String,
    owner: String,
    source: String,
}

impl NeutralFile {
    pub(crate) fn into_numbers(self) -> Vec<NeutralNumber> {
        into_all(self.numbers, |it| NeutralNumber {
            e164: it.e164,
            owner: it.owner,
            source: it.source,
        })
    }
}
