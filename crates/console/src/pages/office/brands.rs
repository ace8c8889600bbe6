//! The brands of the registry, and one of them.

use askama::Template;
use registry::{Brand, is_stale};

use super::{OfficeFrame, spoken};
use crate::hostile_text::visible;
use crate::office::search::with_value;
use crate::pages::written;
use crate::words::Words;

/// Where the entries that come with offhook stand; the operator's own have a path.
const BUILT_IN: &str = "brands/";

/// A brand in the list.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) id: String,
    pub(crate) name: String,
    sector: String,
    countries: String,
    domains: usize,
    numbers: usize,
    from_the_brand: usize,
    is_stale: bool,
    is_own: bool,
    is_often_abused: bool,
}

impl Listed {
    pub(crate) fn of(brand: &Brand, today: &str) -> Self {
        Self {
            id: visible(&brand.id),
            name: visible(&brand.name),
            sector: spoken(&brand.sector),
            countries: visible(&some(&brand.countries)),
            domains: brand.web_domains.len() + brand.mail_domains.len(),
            numbers: brand.phones.len(),
            from_the_brand: brand.listed_phones().count(),
            is_stale: is_stale(&brand.date, today),
            is_own: !brand.file.starts_with(BUILT_IN),
            is_often_abused: brand.often_abused,
        }
    }

    fn href(&self) -> String {
        format!("/console/brands/{}", self.id)
    }
}

/// The first few of many.
fn some(names: &[String]) -> String {
    let mut text = names.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > 6 {
        text += ", …";
    }
    text
}

#[derive(Template)]
#[template(path = "console/brands.html")]
struct BrandsPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    name: &'p str,
    brands: &'p [Listed],
    count: String,
}

/// The list. `all` is how many there are, asked for or not.
pub(crate) fn brands(frame: &OfficeFrame, name: &str, found: &[Listed], all: usize) -> String {
    let words = &frame.words;
    let (shown, all) = (found.len().to_string(), all.to_string());
    let values = [("shown", shown.as_str()), ("all", all.as_str())];
    written(&BrandsPage {
        frame,
        words,
        name,
        brands: found,
        count: words.fill("console-brands-count", &values),
    })
}

/// A domain or a number, and where that is known from.
struct Fact {
    value: String,
    href: String,
    /// What it is for.
    purpose: String,
    source: String,
    date: String,
    /// Whether the brand itself says so.
    is_by_brand: bool,
    is_stale: bool,
}

#[derive(Template)]
#[template(path = "console/brand.html")]
struct BrandPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    brand: Listed,
    date: String,
    file: String,
    aliases: String,
    /// Where customers and readers turn: name and address.
    turn_to: Vec<(String, String)>,
    /// Lists of domains: the key of the title, and the domains.
    domains: Vec<(&'static str, Vec<Fact>)>,
    numbers: Vec<Fact>,
    policies: Vec<Fact>,
    verdicts: String,
}

/// One brand.
pub(crate) fn brand(frame: &OfficeFrame, brand: &Brand, today: &str) -> String {
    let words = &frame.words;
    let mut domains = vec![
        (
            "console-brand-mail-domains",
            facts_of(brand, &brand.mail_domains),
        ),
        (
            "console-brand-web-domains",
            facts_of(brand, &brand.web_domains),
        ),
        (
            "console-brand-authorised",
            facts_of(brand, &brand.authorised_domains),
        ),
        (
            "console-brand-customers",
            facts_of(brand, &brand.customer_mailbox_domains),
        ),
        (
            "console-brand-open",
            facts_of(brand, &brand.user_content_domains),
        ),
    ];
    domains.retain(|it| !it.1.is_empty());
    let numbers = brand.phones.iter().map(|it| Fact {
        value: visible(&it.e164),
        href: with_value("/console/number", "number", &it.e164),
        purpose: visible(&it.purpose),
        source: visible(&it.source),
        date: visible(&it.date),
        is_by_brand: it.brand_sourced,
        is_stale: is_stale(&it.date, today),
    });
    let policies = brand.policies.iter().map(|it| Fact {
        value: visible(&it.statement),
        href: String::new(),
        purpose: String::new(),
        source: visible(&it.source),
        date: String::new(),
        is_by_brand: it.brand_sourced,
        is_stale: false,
    });
    let aliases: Vec<String> = brand.aliases.iter().map(|it| visible(&it.text)).collect();
    let turn_to = [
        ("console-brand-check", &brand.check_url),
        ("console-brand-check-hint", &brand.check_hint),
        ("console-brand-report", &brand.report_to),
        ("console-brand-report-source", &brand.report_source),
    ];
    let turn_to = turn_to
        .into_iter()
        .filter_map(|(key, value)| Some((words.say(key), visible(value.as_ref()?))));
    written(&BrandPage {
        frame,
        words,
        brand: Listed::of(brand, today),
        date: visible(&brand.date),
        file: visible(&brand.file),
        aliases: aliases.join(", "),
        turn_to: turn_to.collect(),
        domains,
        numbers: numbers.collect(),
        policies: policies.collect(),
        verdicts: with_value("/console/verdicts", "brand", &brand.id),
    })
}

/// Domains of a brand, with where each is known from.
fn facts_of(brand: &Brand, domains: &[String]) -> Vec<Fact> {
    let source = |domain: &String| {
        let found = brand.domain_sources.iter().find(|it| it.domain == *domain);
        found.map(|it| visible(&it.source)).unwrap_or_default()
    };
    let each = domains.iter().map(|it| Fact {
        value: visible(it),
        href: with_value("/console/sender", "domain", it),
        purpose: String::new(),
        source: source(it),
        date: String::new(),
        is_by_brand: true,
        is_stale: false,
    });
    each.collect()
}
