//! Real mail: calendars are recognised, genuine mail is not called forged or an imitation.

#![allow(
    clippy::expect_used,
    reason = "a test that cannot load the data has failed"
)]
#![allow(
    clippy::print_stdout,
    reason = "what a test skipped and counted is for people"
)]

use std::fs;

use identity::{Relation, Sender, identify, relation};
use mail::{Message, ParseOptions};
use registry::Registry;

/// Path, family, message and sender of each mail with this label.
fn senders(label: &str, registry: &Registry) -> Vec<(String, String, Message, Sender)> {
    let Some(folder) = reference_data::path("") else {
        return Vec::new();
    };
    let corpus = folder.join("corpus");
    let labels = fs::read_to_string(corpus.join("labels.csv")).expect("labels");
    let rows = labels.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        Some((cells.next()?, cells.next()?, cells.next()?))
    });
    let rows = rows.filter(|row| row.1 == label);
    rows.map(|(path, _, family)| {
        let raw = fs::read(corpus.join(path)).expect("a mail of the corpus");
        let message = mail::parse(&raw, &ParseOptions::default());
        let sender = identify(&message, registry);
        (path.to_owned(), family.to_owned(), message, sender)
    })
    .collect()
}

fn registry() -> Registry {
    Registry::builtin().expect("the data of this build loads")
}

#[test]
fn calendar_lures_are_the_calendars() {
    let registry = registry();
    for (path, family, _, sender) in senders("callback", &registry) {
        let calendar = sender
            .platform
            .as_ref()
            .is_some_and(|it| it.id == "google_calendar");
        assert_eq!(
            calendar,
            family.starts_with("F12-gcal"),
            "{path}: {sender:#?}"
        );
    }
}

#[test]
fn no_lure_is_a_brand() {
    let registry = registry();
    for label in ["callback", "phish"] {
        let (mut all, mut spoofed, mut imitating) = (0, 0, 0);
        for (path, _, _, sender) in senders(label, &registry) {
            for brand in registry.brands() {
                let relation = relation(&sender, brand);
                let supported = matches!(relation, Relation::Brand | Relation::Authorised);
                assert!(!supported, "{path} is {relation:?} to {}", brand.id);
            }
            all += 1;
            spoofed += usize::from(sender.spoofed);
            imitating += usize::from(sender.lookalike_of.is_some());
        }
        println!("{label}: {all} mails, {spoofed} forged, {imitating} from an imitation");
    }
}

#[test]
fn genuine_mail_is_nobodys_forgery() {
    let registry = registry();
    for label in ["transactional", "ham"] {
        let mut counts = [0; 4];
        for (path, _, _, sender) in senders(label, &registry) {
            assert!(!sender.spoofed, "{path}: {sender:#?}");
            assert_eq!(sender.lookalike_of, None, "{path}");
            counts[0] += 1;
            counts[1] += usize::from(sender.brand.is_some());
            counts[2] += usize::from(sender.brand_of_domain.is_some());
            counts[3] += usize::from(sender.platform.is_some());
        }
        let [all, brand, domain, platform] = counts;
        println!(
            "{label}: {all} mails, {brand} of a brand, {domain} from a brand's domain, {platform} of a platform"
        );
    }
}
