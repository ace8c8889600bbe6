//! What a reader is told of his own mailboxes, and that it is told of nobody else's: on SQLite and on PostgreSQL alike.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

mod stores;

use history::{
    About, Contact, Direction, Observation, OrderState, Own, OwnMail, OwnOrder, OwnSender,
    Prevalence, Seen, TaughtLabel, Teaching, Verdict,
};
use stores::{
    DAY, NOW, NUMBER, PAT, check, forged, judged, key, mail, order_mail, to, with_number,
};

const ANN: &str = "ann@home.example";
const ALIAS: &str = "pat.lee@home.example";

fn boxes(names: &[&str]) -> Vec<String> {
    names.iter().map(|it| (*it).to_owned()).collect()
}

fn own(mailboxes: &[String]) -> Own<'_> {
    Own {
        mailboxes,
        now: NOW,
    }
}

fn seen(first: i64, last: i64, mails: u32) -> Seen {
    Seen {
        first: Some(first),
        last: Some(last),
        mails,
    }
}

/// Mail that was written from a mailbox.
fn written(number: u64, time: i64, from: &str, whom: &str) -> Observation {
    let mut it = to(mail(number, time, from), from);
    it.direction = Direction::Outbound;
    it.contacts = vec![Contact {
        address: whom.to_owned(),
        domain: whom.split('@').nth(1).map(str::to_owned),
    }];
    it
}

#[test]
fn a_sender_is_told_by_ones_own_mail_alone() {
    check(|store| {
        let mut all: Vec<Observation> = (0..14_u64)
            .map(|it| mail(it, NOW - (20 - it.cast_signed()) * DAY, "a@shop.example"))
            .collect();
        // Everybody else gets far more, so that the books are thick.
        all.extend((100..400_u64).map(|it| {
            let time = NOW - 30 * DAY + it.cast_signed();
            to(
                mail(it, time, "a@shop.example"),
                &format!("u{it}@home.example"),
            )
        }));
        all.push(forged(500, NOW - 2 * DAY, "a@shop.example"));
        all.push(to(forged(501, NOW - DAY, "a@shop.example"), ANN));
        all.push(written(502, NOW - 9 * DAY, PAT, "a@shop.example"));
        all.push(written(503, NOW - 3 * DAY, ANN, "a@shop.example"));
        store.learn(&all).unwrap();
        store
            .conclude(&[
                judged(3, Verdict::Malicious),
                judged(101, Verdict::Malicious),
            ])
            .unwrap();
        let pat = boxes(&["Pat@Home.example "]);
        for name in ["a@shop.example", "shop.example", " A@Shop.example"] {
            let expected = OwnSender {
                authenticated: OwnMail {
                    seen: seen(NOW - 20 * DAY, NOW - 7 * DAY, 14),
                    malicious: 1,
                    suspicious: 0,
                },
                claimed: OwnMail {
                    seen: seen(NOW - 2 * DAY, NOW - 2 * DAY, 1),
                    ..OwnMail::default()
                },
                written_to: seen(NOW - 9 * DAY, NOW - 9 * DAY, 1),
            };
            assert_eq!(
                store.own_sender(name, &own(&pat)).unwrap(),
                expected,
                "{name}"
            );
        }
        // Of a mailbox that has had none, and of no mailbox, nothing is known, whatever others have had.
        for names in [&["eve@home.example"][..], &[], &["", " "]] {
            let names = boxes(names);
            let none = store.own_sender("a@shop.example", &own(&names)).unwrap();
            assert_eq!(none, OwnSender::default(), "{names:?}");
        }
        // Two mailboxes are one reader's.
        let both = boxes(&[PAT, "u100@home.example"]);
        let found = store.own_sender("a@shop.example", &own(&both)).unwrap();
        let first = NOW - 30 * DAY + 100;
        assert_eq!(found.authenticated.seen, seen(first, NOW - 7 * DAY, 15));
    });
}

#[test]
fn answers_are_from_before_now() {
    check(|store| {
        store
            .learn(&[
                mail(1, NOW, "a@shop.example"),
                mail(2, NOW - 1, "a@shop.example"),
            ])
            .unwrap();
        let pat = boxes(&[PAT]);
        let at = |now| {
            let own = Own {
                mailboxes: &pat,
                now,
            };
            store
                .own_sender("a@shop.example", &own)
                .unwrap()
                .authenticated
                .seen
                .mails
        };
        assert_eq!((at(NOW - 1), at(NOW), at(NOW + 1)), (0, 1, 2));
    });
}

#[test]
fn a_number_has_the_name_that_ones_own_mail_gave_it() {
    check(|store| {
        let all: Vec<Observation> = (0..90_u64)
            .map(|it| {
                let time = NOW - (90 - it.cast_signed()) * DAY;
                let whose = if it < 3 { PAT } else { ANN };
                with_number(to(mail(it, time, "a@shop.example"), whose), NUMBER)
            })
            .collect();
        store.learn(&all).unwrap();
        let bad: Vec<_> = (1..60).map(|it| judged(it, Verdict::Malicious)).collect();
        store.conclude(&bad).unwrap();
        let pat = boxes(&[PAT]);
        let ask = || store.own_number(NUMBER, &own(&pat)).unwrap();
        let expected = OwnMail {
            seen: seen(NOW - 90 * DAY, NOW - 88 * DAY, 3),
            malicious: 2,
            suspicious: 0,
        };
        assert_eq!(ask(), expected);
        // A person's word on one's own mail counts; on another's, and on the number itself, it does not.
        let teach = |about, label| {
            let teaching = Teaching {
                actor: "root".to_owned(),
                time: NOW - DAY,
                about,
                label,
                note: None,
            };
            store.teach(&teaching).unwrap()
        };
        let word = teach(About::Message(key(1)), TaughtLabel::Benign);
        teach(About::Message(key(70)), TaughtLabel::Malicious);
        teach(About::Number(NUMBER.to_owned()), TaughtLabel::Malicious);
        assert_eq!(ask().malicious, 1);
        store.undo(word, "root", NOW).unwrap();
        assert_eq!(ask(), expected);
        let eve = boxes(&["eve@home.example"]);
        assert_eq!(
            store.own_number(NUMBER, &own(&eve)).unwrap(),
            OwnMail::default()
        );
    });
}

#[test]
fn an_order_is_known_to_its_own_mailbox_alone() {
    check(|store| {
        let mut all: Vec<Observation> = (0..5_u64)
            .map(|it| {
                order_mail(
                    it,
                    NOW - (9 - it.cast_signed()) * DAY,
                    &format!("113-000000{it}"),
                )
            })
            .collect();
        all.push(to(order_mail(50, NOW - DAY, "113-0000009"), ANN));
        store.learn(&all).unwrap();
        store.conclude(&[judged(4, Verdict::Malicious)]).unwrap();
        let ask = |who: &[&str], id: &str| store.own_order("shop", id, &own(&boxes(who))).unwrap();
        let known = OwnOrder {
            state: OrderState::Matched,
            seen: seen(NOW - 7 * DAY, NOW - 7 * DAY, 1),
            genuine_mails: 4,
            genuine_orders: 4,
        };
        assert_eq!(ask(&[PAT], "#113 0000002"), known);
        let absent = OwnOrder {
            state: OrderState::Absent,
            seen: Seen::default(),
            ..known
        };
        // Judged bad afterwards, named in another's mail, never named.
        for id in ["113-0000004", "113-0000009", "113-0000008"] {
            assert_eq!(ask(&[PAT], id), absent, "{id}");
        }
        assert_eq!(ask(&[ALIAS, PAT], "113-0000002"), known);
        for nobody in [&["eve@home.example"][..], &[]] {
            assert_eq!(ask(nobody, "113-0000002"), OwnOrder::default());
        }
    });
}

#[test]
fn a_message_is_recalled_as_if_there_were_no_other_mailboxes() {
    check(|store| {
        let mut all: Vec<Observation> = (0..80_u64)
            .map(|it| {
                let time = NOW - (81 - it.cast_signed()) * DAY;
                let mut it = with_number(to(mail(it, time, "a@shop.example"), ANN), NUMBER);
                it.text = Some(7);
                it.template = Some(9);
                it.claimed_brand = Some("bank".to_owned());
                it
            })
            .collect();
        all.push(written(200, NOW - 9 * DAY, ANN, "a@shop.example"));
        store.learn(&all).unwrap();
        let bad: Vec<_> = (0..80).map(|it| judged(it, Verdict::Malicious)).collect();
        store.conclude(&bad).unwrap();
        let mut question = with_number(mail(900, NOW, "a@shop.example"), NUMBER);
        question.text = Some(7);
        question.template = Some(9);
        let pat = boxes(&[PAT]);
        let alone = store.recall_own(&question, &own(&pat), &[]).unwrap();
        let sender = alone.sender.as_ref().unwrap();
        assert_eq!(sender.prevalence, Prevalence::New);
        assert_eq!(
            (sender.seen, sender.mailboxes, sender.days),
            (Seen::default(), 0, 0)
        );
        assert!(!sender.solicited());
        assert_eq!(sender.verdicts.malicious, 0);
        let number = &alone.numbers[0];
        assert_eq!((number.seen.mails, number.verdicts.malicious), (0, 0));
        assert_eq!((number.bad_neighbours, number.brands.len()), (0, 0));
        assert!(number.reputation == 0.0 && !number.widely_used);
        for campaign in [alone.campaign.unwrap(), alone.template.unwrap()] {
            assert_eq!((campaign.seen, campaign.mailboxes), (Seen::default(), 0));
        }
        // Whose mail it was is told all of it.
        let ann = boxes(&[ANN]);
        let told = store.recall_own(&question, &own(&ann), &[]).unwrap();
        let sender = told.sender.as_ref().unwrap();
        assert_eq!(sender.seen, seen(NOW - 81 * DAY, NOW - 2 * DAY, 80));
        assert_eq!(
            (sender.here, sender.mailboxes, sender.days),
            (sender.seen, 1, 15)
        );
        assert!(sender.solicited());
        assert_eq!(sender.prevalence, Prevalence::Common);
        assert_eq!(told.numbers[0].brands, ["bank"]);
        assert_eq!(told.numbers[0].verdicts.malicious, 64);
        assert_eq!(told.campaign.unwrap().seen.mails, 80);
        // The messages that are named are left out, and nothing was noted.
        let without: Vec<_> = (0..79).map(key).collect();
        let rest = store.recall_own(&question, &own(&ann), &without).unwrap();
        let last = NOW - 2 * DAY;
        assert_eq!(rest.sender.unwrap().seen, seen(last, last, 1));
        assert_eq!(store.summary().unwrap().messages, 81);
    });
}

#[test]
fn many_mails_are_counted_up_to_a_bound_with_the_first_of_all() {
    check(|store| {
        let all: Vec<Observation> = (0..300_u64)
            .map(|it| mail(it, NOW - (300 - it.cast_signed()) * DAY, "a@shop.example"))
            .collect();
        store.learn(&all).unwrap();
        let pat = boxes(&[PAT]);
        let found = store.own_sender("a@shop.example", &own(&pat)).unwrap();
        assert_eq!(
            found.authenticated.seen,
            seen(NOW - 300 * DAY, NOW - DAY, 256)
        );
    });
}
