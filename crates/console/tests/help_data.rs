//! `data/help/`: nobody in need is sent to a stranger.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use console::{Countries, CountryHelp};
use detect::Catalogue;

#[test]
fn every_contact_has_its_page_and_its_source() {
    let countries = Countries::builtin().unwrap();
    for country in countries.all() {
        let code = &country.code;
        assert!(
            code.len() == 2 && code.bytes().all(|it| it.is_ascii_uppercase()),
            "{code}"
        );
        assert!(!country.contacts.is_empty(), "{code}");
        for it in &country.contacts {
            let what = format!("{code}: {}", it.name);
            assert!(!it.name.trim().is_empty() && it.name.len() < 80, "{what}");
            assert!(
                it.url.starts_with("https://") && !it.url.contains(' '),
                "{what}"
            );
            let is_page = it.source.starts_with("https://") || it.source.starts_with("http://");
            assert!(is_page, "{what}");
            let (year, month) = it.read.split_once('-').unwrap();
            assert!(year.len() == 4 && year >= "2026", "{what}");
            let month: u32 = month.parse().unwrap();
            assert!((1..=12).contains(&month), "{what}");
            if let Some(phone) = &it.phone {
                let plain = |it: char| it.is_ascii_digit() || matches!(it, ' ' | '-' | '+');
                assert!(phone.chars().all(plain), "{what}: {phone}");
                let digits = phone.bytes().filter(u8::is_ascii_digit).count();
                assert!((3..=15).contains(&digits), "{what}: {phone}");
            }
        }
    }
}

#[test]
fn the_countries_are_there_with_their_names() {
    let countries = Countries::builtin().unwrap();
    let known: Vec<&str> = countries.all().iter().map(|it| it.code.as_str()).collect();
    for code in [
        "US", "GB", "DE", "ES", "BR", "PT", "FR", "MX", "CA", "AU", "IN",
    ] {
        assert!(known.contains(&code), "{code}");
    }
    for language in Catalogue::languages() {
        let catalogue = Catalogue::builtin(language).unwrap();
        for key in countries.all().iter().map(CountryHelp::key) {
            assert!(catalogue.has(&key), "{language}: {key}");
        }
    }
}
