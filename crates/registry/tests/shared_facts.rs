//! The gathered facts beside the entries: nothing that was found on a brand's own pages or in its mail
//! may be lost on the way.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "what a test skipped is for people"
)]

use registry::{Brand, Registry, covers};
use serde_json::Value;

/// Domains that were left out, or kept for another use, on purpose.
const LEFT_OUT: [&str; 8] = [
    "amazonaws.com",
    "myshopify.com",
    "shopifyemail.com",
    "amexgbt.com",
    "db.tt",
    "secureserver.net",
    "domainsbyproxy.com",
    "gov.uk",
];

#[test]
fn every_brand_domain_and_sourced_number_is_carried_over() {
    let Some(folder) = reference_data::path("") else {
        return;
    };
    let gathered = std::fs::read_to_string(folder.join("brands/brands.jsonl")).unwrap();
    let registry = Registry::builtin().unwrap();
    let mut lost = Vec::new();
    for line in gathered.lines() {
        let facts: Value = serde_json::from_str(line).unwrap();
        let id = facts["id"].as_str().unwrap();
        match registry.brand(id) {
            Some(brand) => compare(brand, &facts, &mut lost),
            None => lost.push(format!("{id} is no brand")),
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

fn compare(brand: &Brand, facts: &Value, lost: &mut Vec<String>) {
    let own = [&brand.web_domains[..], &brand.mail_domains].concat();
    for list in ["web_domains", "mail_domains"] {
        for entry in facts[list].as_array().unwrap() {
            let name = entry["domain"].as_str().or(entry.as_str()).unwrap();
            let is_known = own.iter().any(|it| covers(it, name)) || LEFT_OUT.contains(&name);
            if !is_known {
                lost.push(format!("{}: domain {name}", brand.id));
            }
        }
    }
    let sourced = ["brand_page", "archived_brand_page", "brand_mail"];
    for phone in facts["phones"].as_array().unwrap() {
        let is_sourced = phone["evidence"]
            .as_str()
            .is_some_and(|it| sourced.contains(&it));
        let Some(e164) = phone["e164"].as_str().filter(|_| is_sourced) else {
            continue;
        };
        if !brand.listed_phones().any(|it| it.e164 == e164) {
            lost.push(format!("{}: number {e164}", brand.id));
        }
    }
    let policies = facts["policy"].as_array().map_or(0, |it| {
        it.iter().filter(|it| it["source_owner"] == "brand").count()
    });
    if policies > brand.policies.iter().filter(|it| it.brand_sourced).count() {
        lost.push(format!("{}: a policy of the brand", brand.id));
    }
    let reports = facts["report_to"].as_array().is_some_and(|it| {
        it.iter().any(|it| {
            it["source_owner"] == "brand" && it["to"].as_str().is_some_and(|it| it.contains('@'))
        })
    });
    if reports && brand.report_to.is_none() {
        lost.push(format!("{}: where to report", brand.id));
    }
}
