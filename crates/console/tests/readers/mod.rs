//! Readers: who signs in on the page for everybody is told what his own mailbox has seen, and nothing of anybody else's.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod door;
mod mail;
mod told;

use std::sync::atomic::Ordering;

use console::Settings;
use history::{
    Conclusion, Contact, Direction, MessageKey, NumberSeen, Observation, SenderSeen, Standing,
    Verdict,
};
use store::Role;

use crate::accounts::people::{
    console, create, create_with, get, now, post, reader_in, sign_in, signed_in,
};
use crate::desk::office::Console;
use crate::desk::{Answer, form};

const DAY: i64 = 86_400;
const PAT: &str = "pat@home.example";
const ANN: &str = "ann@home.example";
const NUMBER: &str = "+18033975786";
const ORDER: &str = "113-1234567-1234567";

fn key(number: u64) -> MessageKey {
    MessageKey::of(&[number.to_be_bytes()])
}

fn mail(number: u64, days_ago: i64, whose: &str, from: &str) -> Observation {
    Observation {
        message: key(number),
        received: now() - days_ago * DAY,
        mailbox: Some(whose.to_owned()),
        sender: Some(SenderSeen {
            address: from.to_owned(),
            domain: from.split('@').nth(1).unwrap().to_owned(),
            authenticated: true,
        }),
        ..Observation::default()
    }
}

fn with_number(mut it: Observation) -> Observation {
    it.numbers.push(NumberSeen {
        e164: NUMBER.to_owned(),
        standing: Standing::Other,
    });
    it
}

fn order(number: u64, days_ago: i64, whose: &str, id: &str) -> Observation {
    Observation {
        genuine_brand: Some("amazon".to_owned()),
        claimed_brand: Some("amazon".to_owned()),
        order_ids: vec![id.to_owned()],
        ..mail(number, days_ago, whose, "auto-confirm@amazon.com")
    }
}

fn written(number: u64, days_ago: i64, whose: &str, whom: &str) -> Observation {
    Observation {
        direction: Direction::Outbound,
        contacts: vec![Contact {
            address: whom.to_owned(),
            domain: whom.split('@').nth(1).map(str::to_owned),
        }],
        ..mail(number, days_ago, whose, whose)
    }
}

fn scam(number: u64) -> Conclusion {
    Conclusion {
        message: key(number),
        verdict: Verdict::Malicious,
        score: 0.9,
        attack_types: Vec::new(),
        rules: Vec::new(),
        rests_on_history: false,
    }
}

/// A day as the pages write it.
fn date(days_ago: i64) -> String {
    let time = jiff::Timestamp::from_second(now() - days_ago * DAY).unwrap();
    time.strftime("%-d %B %Y").to_string()
}

/// A console with a history, in which Pat and Ann have mail, and an account for each of them.
fn home() -> Console {
    let console = console(false);
    let file = console.folder.path().join("history.db");
    let settings = history::Settings {
        orders: true,
        ..history::Settings::default()
    };
    let history = history::open(file.to_str().unwrap(), settings).unwrap();
    let mut all = vec![
        mail(1, 90, PAT, "news@littleshop.net"),
        mail(2, 60, PAT, "news@littleshop.net"),
        mail(3, 30, PAT, "news@littleshop.net"),
        written(4, 20, PAT, "news@littleshop.net"),
        with_number(mail(5, 12, PAT, "x@evil-offers.net")),
        with_number(mail(6, 11, PAT, "x@evil-offers.net")),
        with_number(mail(7, 10, PAT, "y@firm-letters.net")),
        order(8, 9, PAT, ORDER),
        order(9, 8, PAT, "113-0000000-0000001"),
    ];
    all.extend(others(100));
    history.learn(&all).unwrap();
    history.conclude(&[scam(5), scam(6)]).unwrap();
    console.back.history.set(history).unwrap();
    create_with(&console, "pat", Role::Reader, &[PAT]);
    create_with(&console, "ann", Role::Reader, &[ANN]);
    console
}

/// Mail of others about the same things, from the number `first` on.
fn others(first: u64) -> Vec<Observation> {
    let mut all: Vec<Observation> = (0..80)
        .map(|it| {
            let whose = ["ann@home.example", "bob@home.example"][it as usize % 2];
            with_number(mail(first + it, 5, whose, "news@littleshop.net"))
        })
        .collect();
    all.push(order(first + 90, 4, ANN, "113-7777777-7777777"));
    all.push(written(first + 91, 3, ANN, "x@evil-offers.net"));
    all
}

async fn ask(console: &Console, cookie: &str, line: &str) -> String {
    let fields = [("cookie", cookie)];
    let answer = console
        .send(form("line", None, line.as_bytes(), &fields))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text()
}

async fn show(console: &Console, cookie: &str, raw: &[u8]) -> Answer {
    let fields = [("cookie", cookie)];
    let answer = console
        .send(form("file", Some("mail.eml"), raw, &fields))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer
}

/// The part of a page about one's own mailbox; empty where there is none.
fn own(page: &str) -> String {
    let part = page.split("<section class=\"own").nth(1);
    let part = part.and_then(|it| it.split("</section>").next());
    part.unwrap_or_default().replace("&#39;", "'")
}

fn example(name: &str) -> Vec<u8> {
    let path = format!("{}/../../examples/mail/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}
