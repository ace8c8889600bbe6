//! The order check on a mailbox of real mail: every order that was made up is unknown to it, every genuine one
//! is known once it was seen.
//!
//! Real mail lies beside the project, never in it: without it the test says so and passes.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

#[path = "../../history/tests/stores/mod.rs"]
mod stores;

use std::collections::BTreeMap;

use detect::{Delivery, Engine, Options, message_key, remember};
use history::{Observation, OrderState, Store};
use stores::{DAY, NOW};

const MAILBOX: &str = "pat@home.example";

struct Genuine {
    raw: Vec<u8>,
    observation: Observation,
}

fn observe(engine: &Engine, raw: &[u8], received: i64) -> Observation {
    let delivery = Delivery {
        mailbox: Some(MAILBOX.to_owned()),
        received: Some(received),
        is_own: false,
    };
    let subject = engine.read(raw);
    let key = message_key(raw, &delivery);
    remember(key, &subject, &engine.knowledge().registry, &delivery).unwrap()
}

/// Genuine mail that names an order of the brand that sent it.
fn genuine(engine: &Engine) -> Option<Vec<Genuine>> {
    let corpus = reference_data::path("corpus")?;
    let mails = measure::read_labels(&corpus).unwrap().into_iter();
    let genuine = mails.filter(|it| it.label.is_genuine()).map(|it| {
        let raw = std::fs::read(it.path).unwrap();
        let observation = observe(engine, &raw, NOW);
        Genuine { raw, observation }
    });
    let is_order = |it: &Observation| it.genuine_brand.is_some() && !it.order_ids.is_empty();
    Some(genuine.filter(|it| is_order(&it.observation)).collect())
}

/// An id of the same form that nobody has: each digit is moved on by `by`; in one without digits each letter.
fn invented(id: &str, by: u8) -> String {
    let has_digits = id.contains(|it: char| it.is_ascii_digit());
    let moved = |it: char| {
        let (first, count) = match it {
            '0'..='9' => (b'0', 10),
            'A'..='Z' if !has_digits => (b'A', 26),
            _ => return it,
        };
        let at = u8::try_from(it).unwrap() - first;
        char::from(first + (at + by) % count)
    };
    id.chars().map(moved).collect()
}

/// A fake order in the name of `brand`, from a mailbox that anybody may open.
fn fake(brand: &str, id: &str) -> String {
    format!(
        "Received: from mail.gmail.com (mail.gmail.com [192.0.2.1]) by mx.home.example\n \
         for <{MAILBOX}>; Tue, 3 Nov 2026 10:00:00 +0000\n\
         Authentication-Results: mx.home.example; dmarc=pass header.from=gmail.com\n\
         From: {brand} <orders.desk4471@gmail.com>\nTo: {MAILBOX}\n\
         Subject: Your {brand} order has been placed\n\n\
         Dear customer,\nyour {brand} order of $499.99 will be charged to your card today.\n\
         Order number: {id}\n\
         If you did not place it, call +1 805 555 0142 to cancel.\n"
    )
}

#[test]
fn invented_orders_are_never_matched_and_genuine_ones_are_on_their_second_mail() {
    let engine = Engine::new(Options::default()).unwrap();
    let Some(mails) = genuine(&engine) else {
        return;
    };
    assert!(mails.len() >= 5, "{} genuine order mails", mails.len());
    stores::check(|store| {
        deliver_twice(&engine, store, &mails);
        let states = fakes(&engine, store, &mails);
        println!("{} genuine order mails; fakes: {states:?}", mails.len());
        assert_eq!(states.get("matched"), None, "{states:?}");
        assert!(states.get("absent").is_some_and(|it| *it > 0), "{states:?}");
    });
}

fn deliver_twice(engine: &Engine, store: &dyn Store, mails: &[Genuine]) {
    for mail in mails {
        store.observe(&mail.observation).unwrap();
    }
    for mail in mails {
        let again = [&mail.raw[..], b"\r\nSent again.\r\n"].concat();
        let second = observe(engine, &again, NOW + DAY);
        assert_ne!(second.message, mail.observation.message);
        let known = store.observe(&second).unwrap();
        assert_eq!(
            known.order.state,
            OrderState::Matched,
            "{:?}",
            mail.observation.genuine_brand
        );
    }
}

/// How often each answer was given for fakes of the brands of `mails`, and of some that never wrote.
fn fakes(engine: &Engine, store: &dyn Store, mails: &[Genuine]) -> BTreeMap<&'static str, usize> {
    let registry = &engine.knowledge().registry;
    let mut states = BTreeMap::new();
    let mut ask = |brand: &str, id: &str| {
        let name = &registry.brand(brand).unwrap().name;
        let observation = observe(engine, fake(name, id).as_bytes(), NOW + 2 * DAY);
        assert_eq!(observation.genuine_brand, None);
        if observation.order_ids.is_empty() {
            return;
        }
        let state = store.recall(&observation).unwrap().order.state;
        *states.entry(state.name()).or_default() += 1;
    };
    for mail in mails {
        let brand = mail.observation.genuine_brand.as_deref().unwrap();
        for id in &mail.observation.order_ids {
            for by in [1, 3, 7] {
                ask(brand, &invented(id, by));
            }
        }
    }
    for brand in ["norton", "mcafee", "geek_squad", "paypal"] {
        if registry.brand(brand).is_some() {
            ask(brand, "482-7719-306");
        }
    }
    states
}
