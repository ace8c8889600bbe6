//! What people tell a history and take out of it: teaching, purging, expiring, exporting; on both stores.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

mod stores;

use history::{About, Line, Observation, Settings, Store, TaughtLabel, Teaching, Verdict};
use stores::{
    DAY, NOW, NUMBER, PAT, check, forged, judged, key, mail, observe, on_both, order_mail, orders,
    to, with_number,
};

fn word(about: About, label: TaughtLabel, time: i64) -> Teaching {
    Teaching {
        actor: "ann".to_owned(),
        time,
        about,
        label,
        note: Some("asked the customer".to_owned()),
    }
}

#[test]
fn teaching_is_attributed_and_undone_without_a_trace() {
    check(|store| {
        observe(store, &with_number(mail(1, NOW, "a@firm.example"), NUMBER));
        observe(
            store,
            &with_number(mail(2, NOW + 1, "b@firm.example"), NUMBER),
        );
        store
            .conclude(&[judged(1, Verdict::Malicious), judged(2, Verdict::Benign)])
            .unwrap();
        let ask = |time| {
            let it = with_number(mail(9, time, "a@firm.example"), NUMBER);
            store.recall(&it).unwrap()
        };
        let before = ask(NOW + 100);
        for (about, label) in [
            (About::Message(key(1)), TaughtLabel::Benign),
            (About::Message(key(2)), TaughtLabel::Malicious),
            (About::Number(NUMBER.to_owned()), TaughtLabel::Malicious),
            (About::Number(NUMBER.to_owned()), TaughtLabel::Benign),
            (
                About::Sender("A@firm.example".to_owned()),
                TaughtLabel::Malicious,
            ),
            (
                About::Domain("firm.example".to_owned()),
                TaughtLabel::Benign,
            ),
        ] {
            let id = store.teach(&word(about.clone(), label, NOW + 50)).unwrap();
            assert_ne!(ask(NOW + 100), before, "{about:?}");
            // A mail from before the word is answered as before.
            assert!(!ask(NOW + 50).numbers[0].taught_benign);
            store.undo(id, "bob", NOW + 60).unwrap();
            assert_eq!(ask(NOW + 100), before, "{about:?}");
            let record = store
                .teachings()
                .unwrap()
                .into_iter()
                .find(|it| it.id == id)
                .unwrap();
            assert_eq!(record.actor, "ann");
            assert_eq!(record.undone_by.as_deref(), Some("bob"));
            assert_eq!(record.undone, Some(NOW + 60));
        }
    });
}

#[test]
fn what_a_person_called_good_is_a_false_positive() {
    check(|store| {
        observe(store, &with_number(mail(1, NOW, "a@firm.example"), NUMBER));
        store.conclude(&[judged(1, Verdict::Malicious)]).unwrap();
        store
            .teach(&word(About::Message(key(1)), TaughtLabel::Benign, NOW + 5))
            .unwrap();
        let known = store
            .recall(&with_number(mail(2, NOW + 9, "a@firm.example"), NUMBER))
            .unwrap();
        let sender = known.sender.unwrap();
        assert!(sender.any_false_positives && sender.taught_benign);
        assert_eq!((sender.verdicts.malicious, sender.verdicts.benign), (0, 1));
        assert_eq!(known.numbers[0].reputation, 0.0);
    });
}

#[test]
fn nobody_teaches_namelessly_or_unbidden() {
    let settings = Settings {
        teachers: vec!["ann".to_owned()],
        ..Settings::default()
    };
    on_both(&settings, |store| {
        let about = About::Number(NUMBER.to_owned());
        let mut it = word(about.clone(), TaughtLabel::Benign, NOW);
        for actor in ["", " ", "mallory"] {
            it.actor = actor.to_owned();
            let error = store.teach(&it).unwrap_err();
            assert!(error.to_string().contains("may not teach"), "{error}");
        }
        assert_eq!(store.teachings().unwrap(), []);
        let id = store.teach(&word(about, TaughtLabel::Benign, NOW)).unwrap();
        assert!(store.undo(id, "mallory", NOW).is_err());
        assert_eq!(store.teachings().unwrap()[0].undone, None);
        let unknown = word(About::Message(key(77)), TaughtLabel::Benign, NOW);
        let error = store.teach(&unknown).unwrap_err().to_string();
        assert!(error.contains("holds no message"), "{error}");
        assert_eq!(store.teachings().unwrap().len(), 1);
    });
}

#[test]
fn what_was_said_of_one_message_is_found_by_it() {
    check(|store| {
        for it in 1..4 {
            observe(store, &mail(it, NOW, "a@firm.example"));
        }
        let say = |number, label, time| {
            let about = About::Message(key(number));
            store.teach(&word(about, label, time)).unwrap()
        };
        let second = say(1, TaughtLabel::Benign, NOW + 7);
        let first = say(1, TaughtLabel::Malicious, NOW + 5);
        say(2, TaughtLabel::Malicious, NOW + 6);
        let about = About::Number(NUMBER.to_owned());
        store.teach(&word(about, TaughtLabel::Benign, NOW)).unwrap();
        store.undo(first, "bob", NOW + 9).unwrap();
        let said = store.teachings_of(key(1)).unwrap();
        let ids: Vec<_> = said.iter().map(|it| it.id).collect();
        assert_eq!(ids, [first, second]);
        assert_eq!(said[0].undone_by.as_deref(), Some("bob"));
        assert_eq!(store.teachings_of(key(3)).unwrap(), []);
        assert_eq!(store.teachings().unwrap().len(), 4);
    });
}

fn export(store: &dyn Store, mailbox: Option<&str>) -> Vec<Line> {
    let mut lines = Vec::new();
    store
        .export(mailbox, &mut |line| {
            lines.push(line.clone());
            Ok(())
        })
        .unwrap();
    lines
}

#[test]
fn a_purged_mailbox_leaves_nothing() {
    check(|store| {
        let mut ours = with_number(mail(1, NOW, "secret@friend.example"), NUMBER);
        ours.text = Some(1 << 40);
        observe(store, &ours);
        observe(store, &order_mail(2, NOW, "113-0000001"));
        let theirs = to(mail(3, NOW, "news@shop.example"), "ann@home.example");
        observe(store, &theirs);
        store
            .teach(&word(
                About::Message(key(1)),
                TaughtLabel::Malicious,
                NOW + 1,
            ))
            .unwrap();
        assert_eq!(export(store, Some(PAT)).len(), 2);
        assert_eq!(store.purge("PAT@home.example").unwrap(), 2);
        assert_eq!(export(store, Some(PAT)), []);
        let rest = format!("{:?}", export(store, None));
        assert!(
            !rest.contains("secret@friend") && !rest.contains(NUMBER),
            "{rest}"
        );
        assert!(rest.contains("news@shop.example"));
        let known = store
            .recall(&with_number(
                mail(9, NOW + 9, "secret@friend.example"),
                NUMBER,
            ))
            .unwrap();
        assert_eq!(
            known,
            store
                .recall(&with_number(
                    mail(9, NOW + 9, "secret@friend.example"),
                    NUMBER
                ))
                .unwrap()
        );
        assert_eq!(known.sender.unwrap().seen.mails, 0);
        assert!(!known.numbers[0].taught_malicious);
        assert_eq!(store.purge("nobody@home.example").unwrap(), 0);
        assert_eq!(store.purge("").unwrap(), 0);
        assert_eq!(store.summary().unwrap().messages, 1);
    });
}

#[test]
fn old_mail_expires() {
    check(|store| {
        let all: Vec<Observation> = (0..1_200_u64)
            .map(|it| mail(it, NOW + it.cast_signed(), "a@shop.example"))
            .collect();
        assert_eq!(store.learn(&all).unwrap(), 1_200);
        assert_eq!(store.expire(NOW + 1_100).unwrap(), 1_100);
        let known = store
            .recall(&mail(9_999, NOW + DAY, "a@shop.example"))
            .unwrap();
        assert_eq!(known.sender.unwrap().seen.first, Some(NOW + 1_100));
        assert_eq!(store.expire(NOW).unwrap(), 0);
    });
}

#[test]
fn an_export_holds_what_is_kept_and_no_order_in_clear() {
    on_both(
        &Settings {
            subject_lines: true,
            ..orders()
        },
        |store| {
            let mut it = with_number(order_mail(1, NOW, "113-0000001"), NUMBER);
            it.subject_line = Some("Your order".to_owned());
            observe(store, &it);
            store.conclude(&[judged(1, Verdict::Suspicious)]).unwrap();
            let lines = export(store, None);
            let Line::Message(line) = &lines[0] else {
                panic!("{lines:?}");
            };
            assert_eq!(line.verdict, Some(Verdict::Suspicious));
            assert_eq!(line.rules, ["a_rule"]);
            assert_eq!(line.subject_line.as_deref(), Some("Your order"));
            let seen: Vec<_> = line.seen.iter().map(|it| it.kind).collect();
            let kinds = [
                "sender",
                "domain",
                "number",
                "block",
                "genuine_brand",
                "genuine_orders",
                "order",
            ];
            for kind in kinds.iter().filter(|it| **it != "block") {
                assert!(seen.contains(kind), "{kind} in {seen:?}");
            }
            let text = format!("{lines:?}");
            assert!(
                !text.contains("113-0") && !text.contains("1130000001") && !text.contains(PAT),
                "{text}"
            );
        },
    );
}

#[test]
fn hostile_values_are_kept_as_they_are() {
    check(|store| {
        let odd = "'; DROP TABLE event; --\0\u{202e}@x.example";
        let mut it = with_number(forged(1, NOW, odd), "+1\0'");
        it.order_ids = vec!["\0".to_owned(), "x".repeat(1 << 20)];
        it.claimed_brand = Some("a\0b".to_owned());
        it.received = i64::MIN;
        observe(store, &it);
        it.message = key(2);
        it.received = i64::MAX;
        let known = observe(store, &it);
        assert_eq!(known.sender.unwrap().seen.mails, 1);
    });
}
