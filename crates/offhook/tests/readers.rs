//! A reader with an account and a mailbox of his own, in a real browser, driven by `tests/browser/readers_walk.py`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

use std::process::Command;

use history::{
    Conclusion, MessageKey, NumberSeen, Observation, SenderSeen, Standing, UnixSeconds, Verdict,
};
use jiff::Timestamp;
use store::{By, NewAccount, PasswordHash, Role, Settings, Store};

use crate::console::{WORDS, root, serve, walker};

const DAY: i64 = 86_400;

fn key(number: u64) -> MessageKey {
    MessageKey::of(&[number.to_be_bytes()])
}

fn mail(number: u64, time: UnixSeconds, mailbox: &str, from: &str) -> Observation {
    Observation {
        message: key(number),
        received: time,
        mailbox: Some(mailbox.to_owned()),
        sender: Some(SenderSeen {
            address: from.to_owned(),
            domain: from.split('@').nth(1).unwrap().to_owned(),
            authenticated: true,
        }),
        ..Observation::default()
    }
}

/// What Pat and Ann have had.
fn fill(history: &dyn history::Store, now: UnixSeconds) {
    let mut all = Vec::new();
    for it in 0..14_u64 {
        let time = now - (200 - 10 * it.cast_signed()) * DAY;
        all.push(mail(it, time, "pat@home.example", "news@littleshop.net"));
        all.push(mail(
            100 + it,
            time,
            "ann@home.example",
            "desk@other-firm.net",
        ));
    }
    for it in 0..3_u64 {
        let time = now - (30 - it.cast_signed()) * DAY;
        let mut it = mail(200 + it, time, "pat@home.example", "x@evil-offers.net");
        it.numbers.push(NumberSeen {
            e164: "+18033975786".to_owned(),
            standing: Standing::Other,
        });
        all.push(it);
    }
    for (number, whose, id) in [
        (300, "pat@home.example", "113-1234567-1234567"),
        (301, "ann@home.example", "113-7777777-7777777"),
    ] {
        let mut it = mail(number, now - 12 * DAY, whose, "auto-confirm@amazon.com");
        it.genuine_brand = Some("amazon".to_owned());
        it.claimed_brand = Some("amazon".to_owned());
        it.order_ids = vec![id.to_owned()];
        all.push(it);
    }
    history.learn(&all).unwrap();
    let scam = |number| Conclusion {
        message: key(number),
        verdict: Verdict::Malicious,
        score: 0.9,
        attack_types: Vec::new(),
        rules: Vec::new(),
        rests_on_history: false,
    };
    history.conclude(&[scam(200), scam(201)]).unwrap();
}

#[test]
fn a_reader_signs_in_and_is_told_of_his_own_mailbox_in_a_real_browser() {
    let Some(python) = walker() else { return };
    let home = tempfile::tempdir().unwrap();
    let now = Timestamp::now().as_second();
    let store = Store::open(&home.path().join("store"), Settings::default(), now).unwrap();
    let pat = NewAccount {
        name: "pat".parse().unwrap(),
        display_name: Some("Pat of the office".to_owned()),
        role: Role::Reader,
        mailboxes: vec!["pat@home.example".parse().unwrap()],
        password: Some(PasswordHash::of(WORDS).unwrap()),
        openid: None,
    };
    let by = By { actor: "root", now };
    store.create_account(&pat, by).unwrap();
    let file = home.path().join("history.db");
    let place = file.to_str().unwrap();
    let settings = history::Settings {
        orders: true,
        ..history::Settings::default()
    };
    let history = history::open(place, settings).unwrap();
    fill(&*history, now);
    let before = history.summary().unwrap();
    let more = format!("[history]\nurl = \"{place}\"\norders = true\n");
    let (_server, address, _) = serve(home.path(), 0, &more);
    let output = Command::new(python)
        .arg(root().join("tests/browser/readers_walk.py"))
        .arg(format!("http://{address}"))
        .arg(root().join("examples"))
        .arg(root().join("target/screenshots"))
        .args(["pat", WORDS])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{error}");
    println!("{said}");
    // What he has shown has left nothing in the history.
    assert_eq!(history.summary().unwrap(), before);
}
