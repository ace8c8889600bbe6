//! How often genuine domains are taken for imitations: counted over the most visited domains of the
//! world (Tranco ranking), whose owners mostly are who they say.

#![allow(
    clippy::print_stdout,
    reason = "what a test skipped and counted is for people"
)]

use std::path::{Path, PathBuf};

use address::Domain;
use registry::Registry;

/// The folder of test data, or `None` where it is absent and may be.
fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("OFFHOOK_SHARED").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    let required = std::env::var_os("OFFHOOK_REQUIRE_ALL").is_some_and(|it| it == "1");
    assert!(!required, "{} is missing", folder.display());
    println!("skipped: {} is missing", folder.display());
    None
}

#[test]
fn popular_domains_are_rarely_accused() {
    let Some(folder) = shared() else {
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
