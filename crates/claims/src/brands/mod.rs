//! Which brands a message claims to be from, and which it merely names.
//!
//! Each naming is weighed by where it stands and how: the sender's name and a text that speaks in the
//! brand's name make a claim; a link in a footer, a payment method, the news do not. An alias that is an
//! ordinary word counts only beside other evidence.

pub(crate) mod disguise;
mod evidence;
mod namesake;

use std::collections::BTreeMap;

use registry::Registry;

use crate::lexicon::Matcher;
use crate::reading::Reading;
use crate::{BrandClaim, BrandEvidence};
use evidence::Evidence;
use namesake::Namesakes;

/// The weight from which evidence makes a claim.
const CLAIM: u32 = 30;
/// Evidence of one kind counts up to this.
const MOST_OF_A_KIND: u32 = 60;
/// Plain namings in the body count little, however many they are.
const MOST_OF_NAMINGS: u32 = 10;
/// So do the phrases that may speak in the brand's name or not.
const MOST_OF_HINTS: u32 = 15;
/// Namings of one brand that are weighed.
const MAX_NAMINGS: usize = 500;
/// Quotes kept for one brand.
const MAX_EVIDENCE: usize = 12;

/// The claims, strongest first, and the mentions, in the order of their first naming.
pub(crate) fn judge(
    readings: &[Reading],
    matcher: &Matcher,
    registry: &Registry,
) -> (Vec<BrandClaim>, Vec<BrandClaim>) {
    let mut by_brand: BTreeMap<usize, Vec<Evidence>> = BTreeMap::new();
    let mut order = Vec::new();
    let namesakes = Namesakes::of(readings, matcher, registry);
    for (text, reading) in readings.iter().enumerate() {
        let mut add = |brand, evidence| {
            let of_brand = by_brand.entry(brand).or_insert_with(|| {
                order.push(brand);
                Vec::new()
            });
            if of_brand.len() < MAX_NAMINGS {
                of_brand.push(evidence);
            }
        };
        evidence::gather(text, reading, matcher, registry, &namesakes, &mut add);
    }
    let mut claims: Vec<(u32, BrandClaim)> = Vec::new();
    let mut mentions = Vec::new();
    for brand in order {
        let Some(evidence) = by_brand.get(&brand) else {
            continue;
        };
        let weight = weigh(evidence);
        let Some(claim) = claim(brand, evidence, readings, registry) else {
            continue;
        };
        if weight >= CLAIM {
            claims.push((weight, claim));
        } else if evidence.iter().any(|it| !it.ambiguous) {
            mentions.push(claim);
        }
    }
    claims.sort_by_key(|it| std::cmp::Reverse(it.0));
    (claims.into_iter().map(|it| it.1).collect(), mentions)
}

/// The weight of all evidence together; ordinary words alone weigh nothing.
fn weigh(evidence: &[Evidence]) -> u32 {
    let supported = evidence
        .iter()
        .any(|it| !it.ambiguous && it.weight > 0 || it.stands_alone);
    if !supported {
        return 0;
    }
    let mut by_kind: BTreeMap<&str, u32> = BTreeMap::new();
    for it in evidence {
        let most = match it.kind {
            evidence::NAMING => MOST_OF_NAMINGS,
            evidence::HINT => MOST_OF_HINTS,
            _ => MOST_OF_A_KIND,
        };
        let sum = by_kind.entry(it.kind).or_default();
        *sum = (*sum + it.weight).min(most);
    }
    by_kind.values().sum()
}

fn claim(
    brand: usize,
    evidence: &[Evidence],
    readings: &[Reading],
    registry: &Registry,
) -> Option<BrandClaim> {
    let brand = registry.brands().get(brand)?;
    let mut strongest: Vec<&Evidence> = evidence.iter().collect();
    strongest.sort_by_key(|it| std::cmp::Reverse(it.weight));
    strongest.truncate(MAX_EVIDENCE);
    let evidence = strongest.into_iter().filter_map(|it| {
        let reading = readings.get(it.text)?;
        Some(BrandEvidence {
            kind: match it.kind {
                evidence::NAMING | evidence::HINT => "body",
                kind => kind,
            },
            disguised: it.disguised,
            quote: reading.quote(it.span),
        })
    });
    Some(BrandClaim {
        id: brand.id.clone(),
        name: brand.name.clone(),
        evidence: evidence.collect(),
    })
}
