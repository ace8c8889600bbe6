//! How often genuine domains are taken for imitations: counted over the most visited domains of the
//! world (Tranco ranking), whose owners mostly are who they say.

#![allow(
    clippy::print_stdout,
    reason = "what a test skipped and counted is for people"
)]

use address::Domain;
use registry::Registry;

#[test]
fn popular_domains_are_rarely_accused() {
    let Some(folder) = reference_data::path("") else {
        return;
    };
    let path = folder.join("feed/static-files/tranco_top_50k.csv");
    let ranking = std::fs::read_to_string(path).unwrap();
    let registry = Registry::builtin().unwrap();
    let hosts = ranking.lines().filter_map(|it| it.split(',').nth(1));
    let mut count = 0;
    let mut accused = Vec::new();
    for host in hosts.map(str::trim) {
        count += 1;
        if let Some(found) = registry.resemblance(&Domain::parse(host)) {
            accused.push(format!("{host} as {} ({})", found.domain, found.how));
        }
    }
    println!("{} of {count} domains: {accused:#?}", accused.len());
    assert!(count >= 50_000);
    assert!(accused.len() <= 10, "{accused:#?}");
}
