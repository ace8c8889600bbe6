//! The data of this build: it loads, it is sound, and it answers what the rest asks of it.

#![allow(
    clippy::expect_used,
    reason = "a test that cannot load the data has failed"
)]

use std::time::Instant;

use address::Domain;
use registry::{Registry, Severity};

fn builtin() -> Registry {
    Registry::builtin().expect("the data of this build loads")
}

#[test]
fn every_entry_is_sound() {
    let findings = builtin().check(Some("2026-12"));
    let errors: Vec<_> = findings
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn entries_grow_old() {
    let registry = builtin();
    let old = |today| {
        let findings = registry.check(Some(today));
        findings
            .iter()
            .filter(|it| it.message.contains("last read"))
            .count()
    };
    assert_eq!(old("2027-11"), 0);
    assert!(old("2028-01") >= registry.brands().len());
}

#[test]
fn there_are_the_brands_and_platforms_that_scams_abuse() {
    let registry = builtin();
    assert!(registry.brands().len() >= 117);
    assert!(registry.platforms().len() >= 62);
    for id in [
        "amazon",
        "paypal",
        "norton_lifelock",
        "mcafee",
        "bestbuy_geeksquad",
    ] {
        assert!(registry.brand(id).is_some_and(|it| it.often_abused), "{id}");
    }
}

#[test]
fn loading_is_quick() {
    let start = Instant::now();
    let registry = builtin();
    let load = start.elapsed();
    let start = Instant::now();
    assert!(registry.is_free_mail("gmx.de"));
    println!("load {load:?}, free-mail list {:?}", start.elapsed());
}

#[test]
fn a_mail_domain_belongs_to_the_brand_whose_site_it_is() {
    let registry = builtin();
    let owner = |domain| {
        registry
            .brand_of_mail_domain(domain)
            .map(|it| it.id.as_str())
    };
    assert_eq!(owner("amazon.com"), Some("amazon"));
    assert_eq!(owner("accountprotection.microsoft.com"), Some("microsoft"));
    assert_eq!(owner("google.com"), Some("google"));
    assert_eq!(owner("square.com"), Some("square"));
    assert_eq!(owner("hotmail.com"), None);
    assert_eq!(owner("tenant.onmicrosoft.com"), None);
    assert_eq!(owner("icloud.com"), None);
    assert_eq!(owner("insideicloud.icloud.com"), Some("apple"));
    assert_eq!(owner("notamazon.com"), None);
    let sharers: Vec<_> = registry.brands_of_mail_domain("microsoft.com").collect();
    assert!(sharers.iter().any(|it| it.id == "xbox"));
}

#[test]
fn a_link_that_anybody_may_publish_is_nobodys() {
    let registry = builtin();
    let owner = |domain| {
        registry
            .brand_of_web_domain(domain)
            .map(|it| it.id.as_str())
    };
    assert_eq!(owner("www.amazon.com"), Some("amazon"));
    assert_eq!(owner("m.media-amazon.com"), Some("amazon"));
    assert_eq!(owner("docs.google.com"), None);
    assert_eq!(owner("shop.myshopify.com"), None);
    assert_eq!(owner("tenant.sharepoint.com"), None);
    assert_eq!(owner("t.co"), None);
    assert_eq!(owner("example.com"), None);
}

#[test]
fn mailbox_providers_are_known() {
    let registry = builtin();
    for domain in [
        "gmail.com",
        "outlook.com",
        "yahoo.com.br",
        "gmx.de",
        "comcast.net",
        "t.onmicrosoft.com",
    ] {
        assert!(registry.is_free_mail(domain), "{domain}");
    }
    for domain in [
        "amazon.com",
        "comcast.com",
        "facebook.com",
        "example.com",
        "facebookmail.com",
        "alerts.comcast.net",
        "newsletter.gmx.net",
        "service.vodafone.de",
    ] {
        assert!(!registry.is_free_mail(domain), "{domain}");
    }
}

#[test]
fn only_brand_sourced_numbers_have_an_owner() {
    let registry = builtin();
    let owners = |number| -> Vec<&str> {
        let owners = registry.owners_of_number(number);
        owners.iter().map(|(brand, _)| brand.id.as_str()).collect()
    };
    assert_eq!(owners("+18662161075"), ["amazon"]);
    assert!(owners("+18882804331").is_empty(), "a third party says so");
    assert_eq!(registry.entries_of_number("+18882804331").len(), 1);
    assert!(registry.neutral_owner("+18773824357").is_some());
    assert!(registry.neutral_owner("+18662161075").is_none());
}

#[test]
fn order_ids_have_the_brands_form() {
    let registry = builtin();
    let amazon = registry.brand("amazon").unwrap();
    assert!(
        amazon
            .order_ids
            .iter()
            .any(|it| it.matches("112-7654321-1234567"))
    );
    assert!(!amazon.order_ids.iter().any(|it| it.matches("AMZ-7654321")));
}

#[test]
fn rules_find_their_lists() {
    let registry = builtin();
    for name in [
        "free_email_providers",
        "free_subdomain_hosts",
        "url_shorteners",
        "suspicious_tlds",
        "disposable_email_providers",
        "high_trust_sender_root_domains",
        "file_types_images",
        "file_extensions_macros",
    ] {
        let list = registry
            .lists()
            .get(name)
            .unwrap_or_else(|| panic!("no list {name}"));
        assert!(
            !list.is_empty() && list.iter().all(|it| !it.starts_with('#')),
            "{name}"
        );
    }
}

#[track_caller]
fn check_resemblance(domain: &str, expected: Option<(&str, &str)>) {
    let found = builtin().resemblance(&Domain::parse(domain));
    let found = found.as_ref().map(|it| (it.brand.as_str(), it.how));
    assert_eq!(found, expected, "{domain}");
}

#[test]
fn imitations_are_recognised() {
    check_resemblance("paypa1.com", Some(("paypal", "confusable")));
    check_resemblance("arnazon.com", Some(("amazon", "confusable")));
    check_resemblance("micros0ft.net", Some(("microsoft", "confusable")));
    check_resemblance("amazon-support.com", Some(("amazon", "added_word")));
    check_resemblance("paypal-billing-team.net", Some(("paypal", "added_word")));
    check_resemblance(
        "geek-squad-renewal.com",
        Some(("bestbuy_geeksquad", "added_word")),
    );
    check_resemblance("paypalbilling.com", Some(("paypal", "added_word")));
    check_resemblance("amazzon.com", Some(("amazon", "edit_distance")));
    check_resemblance("xn--pypal-4ve.com", Some(("paypal", "punycode")));
    check_resemblance("netflix.support", Some(("netflix", "swapped_tld")));
    check_resemblance("mail.paypal.com.example.net", Some(("paypal", "subdomain")));
}

#[test]
fn genuine_domains_imitate_nobody() {
    for domain in [
        "amazon.com",
        "paypal-experience.com",
        "amazon.de",
        "mail.amazon.co.uk",
        "horton.com",
        "targets.com",
        "chase-construction.com",
        "united.org",
        "example.com",
        "gmail.com",
        "delta-support.com",
        "applepie.com",
        "amazonia.org",
        "discovery.com",
        "amazon-rainforest.org",
    ] {
        check_resemblance(domain, None);
    }
}
