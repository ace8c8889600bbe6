//! What a history must do, on SQLite and on PostgreSQL alike.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

mod stores;

use history::{
    Contact, Direction, Look, Observation, OrderState, Prevalence, Settings, Standing, Verdict,
};
use stores::{
    DAY, NOW, NUMBER, PAT, check, forged, judged, key, mail, observe, on_both, order_mail, to,
    with_number,
};

#[test]
fn answers_are_from_before_the_message_and_stay_the_same() {
    check(|store| {
        let first = mail(1, NOW, "a@shop.example");
        let before = observe(store, &first);
        assert_eq!(before.sender.as_ref().unwrap().seen.mails, 0);
        observe(store, &mail(2, NOW + DAY, "a@shop.example"));
        // Older mail that is learnt later counts for what came after it.
        let third = mail(3, NOW + 3 * DAY, "a@shop.example");
        let known = observe(store, &third);
        let seen = known.sender.as_ref().unwrap().seen;
        assert_eq!(
            (seen.first, seen.last, seen.mails),
            (Some(NOW), Some(NOW + DAY), 2)
        );
        for (message, answer) in [(&first, &before), (&third, &known)] {
            assert_eq!(&store.observe(message).unwrap(), answer);
            assert_eq!(&store.recall(message).unwrap(), answer);
        }
        assert_eq!(store.summary().unwrap().messages, 3);
    });
}

#[test]
fn a_message_counts_once_however_often_it_is_noted() {
    check(|store| {
        let message = with_number(mail(1, NOW, "a@shop.example"), NUMBER);
        assert_eq!(store.learn(&[message.clone(), message.clone()]).unwrap(), 1);
        assert_eq!(store.learn(std::slice::from_ref(&message)).unwrap(), 0);
        store.observe(&message).unwrap();
        let later = store
            .recall(&with_number(mail(2, NOW + 1, "b@c.example"), NUMBER))
            .unwrap();
        assert_eq!(later.numbers[0].seen.mails, 1);
        assert_eq!(store.known(&[key(1), key(2)]).unwrap(), [true, false]);
    });
}

#[test]
fn senders_become_known_day_by_day() {
    check(|store| {
        let all: Vec<Observation> = (0..20_u64)
            .map(|it| mail(it, NOW - (20 - it.cast_signed()) * DAY, "a@shop.example"))
            .collect();
        store.learn(&all).unwrap();
        let at = |time| {
            let known = store.recall(&mail(99, time, "a@shop.example")).unwrap();
            (
                known.sender.unwrap().prevalence,
                known.sender_domain.unwrap().days,
            )
        };
        assert_eq!(at(NOW - 20 * DAY), (Prevalence::New, 0));
        assert_eq!(at(NOW - 20 * DAY + 60), (Prevalence::New, 1));
        assert_eq!(at(NOW - 18 * DAY), (Prevalence::Outlier, 2));
        assert_eq!(at(NOW - 15 * DAY), (Prevalence::Rare, 5));
        assert_eq!(at(NOW - 10 * DAY), (Prevalence::Uncommon, 10));
        assert_eq!(at(NOW), (Prevalence::Common, 15));
        assert_eq!(at(NOW + 200 * DAY), (Prevalence::Outlier, 0));
    });
}

#[test]
fn busy_senders_are_counted_without_reading_all() {
    check(|store| {
        // 30 days, ten mails a day, to twelve mailboxes, the first month bad now and then.
        let all: Vec<Observation> = (0..300_u64)
            .map(|it| {
                let time = NOW - (300 - it.cast_signed()) * DAY / 10;
                let box_of = format!("user{}@home.example", it % 12);
                let mut it = to(mail(it, time, "a@busy.example"), &box_of);
                it.text = Some(7);
                with_number(it, NUMBER)
            })
            .collect();
        store.learn(&all).unwrap();
        store
            .conclude(&[
                judged(3, Verdict::Malicious),
                judged(4, Verdict::Suspicious),
                judged(299, Verdict::Benign),
            ])
            .unwrap();
        let question = to(mail(1_000, NOW, "a@busy.example"), "user3@home.example");
        let known = store.recall(&question).unwrap();
        let sender = known.sender.unwrap();
        assert_eq!(sender.seen.first, Some(NOW - 30 * DAY));
        assert_eq!(sender.seen.last, Some(NOW - DAY / 10));
        assert_eq!(sender.seen.mails, 256);
        assert_eq!((sender.days, sender.mailboxes), (15, 12));
        assert_eq!(sender.here.mails, 25);
        assert_eq!(sender.here.first, Some(NOW - 297 * DAY / 10));
        assert_eq!(sender.here.last, Some(NOW - 9 * DAY / 10));
        let verdicts = sender.verdicts;
        assert_eq!(
            (verdicts.malicious, verdicts.suspicious, verdicts.benign),
            (1, 1, 1)
        );
        // The same, from the middle: what came later does not count.
        let middle = to(
            mail(1_001, NOW - 20 * DAY, "a@busy.example"),
            "user3@home.example",
        );
        let sender = store.recall(&middle).unwrap().sender.unwrap();
        assert_eq!(
            (sender.seen.mails, sender.days, sender.here.mails),
            (100, 11, 9)
        );
        assert_eq!(sender.verdicts.malicious, 1);
    });
}

#[test]
fn a_forger_neither_gains_nor_spoils_a_name() {
    check(|store| {
        for it in 0..30_u64 {
            let time = NOW - (30 - it.cast_signed()) * DAY;
            observe(store, &forged(it, time, "ceo@firm.example"));
            store.conclude(&[judged(it, Verdict::Malicious)]).unwrap();
        }
        let genuine = store.recall(&mail(99, NOW, "ceo@firm.example")).unwrap();
        let sender = genuine.sender.unwrap();
        assert!(sender.authenticated);
        assert_eq!(sender.prevalence, Prevalence::New);
        assert_eq!(sender.verdicts.malicious, 0);
        let again = store.recall(&forged(98, NOW, "ceo@firm.example")).unwrap();
        let sender = again.sender.unwrap();
        assert_eq!(sender.prevalence, Prevalence::Outlier);
        assert_eq!(sender.verdicts.malicious, 30);
    });
}

#[test]
fn whom_we_wrote_to_is_solicited_and_nobody_forges_that() {
    check(|store| {
        let mut sent = mail(1, NOW, "pat@home.example");
        sent.direction = Direction::Outbound;
        sent.contacts = vec![Contact {
            address: "Ann@Firm.example".to_owned(),
            domain: Some("firm.example".to_owned()),
        }];
        let mut faked = sent.clone();
        faked.message = key(2);
        faked.sender.as_mut().unwrap().authenticated = false;
        faked.contacts[0].address = "evil@evil.example".to_owned();
        faked.contacts[0].domain = Some("evil.example".to_owned());
        store.learn(&[sent, faked]).unwrap();
        let of = |from: &str, time| {
            let known = store.recall(&mail(9, time, from)).unwrap();
            let (sender, domain) = (known.sender.unwrap(), known.sender_domain.unwrap());
            (sender.solicited(), domain.solicited())
        };
        assert_eq!(of("ann@firm.example", NOW + 1), (true, true));
        assert_eq!(of("bob@firm.example", NOW + 1), (false, true));
        assert_eq!(of("ann@firm.example", NOW), (false, false));
        assert_eq!(of("evil@evil.example", NOW + 1), (false, false));
        let mut replying = mail(10, NOW + 1, "noreply@forms.example");
        replying.reply_to = Some("ann@firm.example".to_owned());
        assert!(
            store
                .recall(&replying)
                .unwrap()
                .reply_to
                .unwrap()
                .solicited()
        );
    });
}

#[test]
fn orders_are_matched_by_genuine_mail_alone() {
    check(|store| {
        let id = "113-0000001-0000002";
        let genuine = order_mail(1, NOW, id);
        assert_eq!(observe(store, &genuine).order.state, OrderState::Unknown);
        // The second mail of the order, the same order in a forged mail, and one that does not exist.
        let second = observe(store, &order_mail(2, NOW + DAY, "113 0000001 0000002"));
        assert_eq!(second.order.state, OrderState::Matched);
        assert_eq!(second.order.matched_ids, [0]);
        let mut fake = forged(3, NOW + DAY, "orders@evil.example");
        fake.claimed_brand = Some("shop".to_owned());
        fake.order_ids = vec!["113-9999999-0000009".to_owned()];
        let known = observe(store, &fake);
        assert_eq!(known.order.state, OrderState::Absent);
        assert_eq!(known.order.genuine_mails, 1);
        // What the forger claimed is not learnt from him, ...
        let mut again = fake.clone();
        again.message = key(4);
        again.received += DAY;
        assert_eq!(
            store.recall(&again).unwrap().order.state,
            OrderState::Absent
        );
        // ... nor from somebody who authenticates as another, whatever he says he is.
        let ids = [id.to_owned()];
        let state =
            |mailbox, brand, time| store.order_state(mailbox, brand, &ids, time).unwrap().state;
        assert_eq!(state(PAT, "shop", NOW + DAY), OrderState::Matched);
        assert_eq!(state(PAT, "shop", NOW), OrderState::Unknown);
        assert_eq!(state(PAT, "other", NOW + DAY), OrderState::Unknown);
        assert_eq!(
            state("ann@home.example", "shop", NOW + DAY),
            OrderState::Unknown
        );
        // A year later the mailbox says nothing of other orders.
        let other = ["113-5555555-5555555".to_owned()];
        let late = store
            .order_state(PAT, "shop", &other, NOW + 400 * DAY)
            .unwrap();
        assert_eq!((late.state, late.genuine_mails), (OrderState::Unknown, 0));
    });
}

#[test]
fn a_bad_mail_of_the_brand_itself_makes_no_order() {
    check(|store| {
        observe(store, &order_mail(1, NOW, "113-1"));
        store.conclude(&[judged(1, Verdict::Malicious)]).unwrap();
        let known = store.recall(&order_mail(2, NOW + 1, "113-1")).unwrap();
        assert_eq!(known.order.state, OrderState::Unknown);
    });
}

#[test]
fn orders_are_kept_only_where_wanted() {
    on_both(&Settings::default(), |store| {
        observe(store, &order_mail(1, NOW, "113-0000001"));
        let ids = ["113-0000001".to_owned()];
        let found = store.order_state(PAT, "shop", &ids, NOW + 1).unwrap();
        assert_eq!(found.state, OrderState::Unknown);
    });
}

#[test]
fn numbers_make_a_name_that_fades() {
    check(|store| {
        let mut lure = with_number(mail(1, NOW, "a@gmail.example"), NUMBER);
        lure.claimed_brand = Some("shop".to_owned());
        observe(store, &lure);
        store.conclude(&[judged(1, Verdict::Malicious)]).unwrap();
        let at = |time| {
            let known = store
                .recall(&with_number(mail(9, time, "b@c.example"), NUMBER))
                .unwrap();
            known.numbers[0].clone()
        };
        let number = at(NOW + 1);
        assert!((number.reputation - 0.5).abs() < 0.01, "{number:?}");
        assert_eq!(number.brands, ["shop"]);
        assert_eq!((number.seen.mails, number.mailboxes), (1, 1));
        assert!(at(NOW + 14 * DAY).reputation < 0.3);
        assert_eq!(at(NOW).reputation, 0.0);
        // Looking by hand says the same.
        let look = Look {
            name: NUMBER,
            mailbox: Some(PAT),
            now: NOW + 1,
        };
        assert_eq!(store.number(&look).unwrap(), number);
    });
}

#[test]
fn listed_and_neutral_numbers_have_no_bad_name() {
    check(|store| {
        for (at, standing) in [(1, Standing::Listed), (2, Standing::Neutral)] {
            let e164 = format!("+1805555014{at}");
            let mut lure = with_number(mail(at, NOW, "a@evil.example"), &e164);
            lure.numbers[0].standing = standing;
            observe(store, &lure);
            store.conclude(&[judged(at, Verdict::Malicious)]).unwrap();
            let mut next = with_number(mail(at + 10, NOW + 1, "b@c.example"), &e164);
            // Neither while it stands in the registry nor after it left.
            for now in [standing, Standing::Other] {
                next.numbers[0].standing = now;
                let known = store.recall(&next).unwrap();
                assert_eq!(known.numbers[0].reputation, 0.0);
                assert_eq!(known.numbers[0].bad_neighbours, 0);
            }
        }
    });
}

#[test]
fn a_flood_of_lures_does_not_ruin_a_number_that_many_use() {
    check(|store| {
        let genuine: Vec<Observation> = (0..9_u64)
            .map(|it| {
                let from = format!("info@firm{}.example", it % 4);
                with_number(
                    mail(it, NOW - (90 - 9 * it.cast_signed()) * DAY, &from),
                    NUMBER,
                )
            })
            .collect();
        store.learn(&genuine).unwrap();
        for it in 100..300_u64 {
            let lure = forged(it, NOW + it.cast_signed(), "a@evil.example");
            observe(store, &with_number(lure, NUMBER));
        }
        let verdicts: Vec<_> = (100..300)
            .map(|it| judged(it, Verdict::Malicious))
            .collect();
        store.conclude(&verdicts).unwrap();
        let known = store
            .recall(&with_number(mail(999, NOW + DAY, "b@c.example"), NUMBER))
            .unwrap();
        let number = &known.numbers[0];
        assert!(number.widely_used);
        assert_eq!(number.reputation, 0.0);
        assert_eq!(number.seen.first, Some(NOW - 90 * DAY));
    });
}

#[test]
fn neighbours_are_shown_and_never_flag() {
    check(|store| {
        for it in 0..5 {
            let e164 = format!("+180555501{it:02}");
            observe(
                store,
                &with_number(forged(it, NOW, "a@evil.example"), &e164),
            );
            store.conclude(&[judged(it, Verdict::Malicious)]).unwrap();
        }
        let of = |e164: &str| {
            let known = store
                .recall(&with_number(mail(99, NOW + 1, "b@c.example"), e164))
                .unwrap();
            known.numbers[0].clone()
        };
        let next_door = of("+18055550150");
        assert_eq!(next_door.bad_neighbours, 5);
        assert_eq!(next_door.reputation, 0.0);
        assert_eq!(next_door.seen.mails, 0);
        assert_eq!(of("+18055550100").bad_neighbours, 4);
        assert_eq!(of("+18055550250").bad_neighbours, 0);
        // Judged good after all: gone from the neighbourhood.
        store.conclude(&[judged(0, Verdict::Benign)]).unwrap();
        assert_eq!(of("+18055550150").bad_neighbours, 4);
    });
}

#[test]
fn a_verdict_that_rests_on_history_does_not_feed_it() {
    check(|store| {
        observe(
            store,
            &with_number(forged(1, NOW, "a@evil.example"), NUMBER),
        );
        let mut circular = judged(1, Verdict::Malicious);
        circular.rests_on_history = true;
        store.conclude(&[circular]).unwrap();
        let known = store
            .recall(&with_number(forged(2, NOW + 1, "a@evil.example"), NUMBER))
            .unwrap();
        assert_eq!(known.numbers[0].reputation, 0.0);
        assert_eq!(known.sender.unwrap().verdicts.malicious, 0);
    });
}

#[test]
fn campaigns_are_found_by_near_texts() {
    check(|store| {
        let text = 0x0123_4567_89ab_cdef_u64;
        for (at, bits) in [(1_u64, 0), (2, 0b1), (3, 0b111), (4, 0b1111_1111)] {
            let mut it = to(
                mail(at, NOW + at.cast_signed(), &format!("a@s{at}.example")),
                &format!("u{at}@h.example"),
            );
            it.text = Some(text ^ bits);
            it.template = Some(5);
            observe(store, &it);
        }
        store.conclude(&[judged(2, Verdict::Malicious)]).unwrap();
        let mut question = mail(9, NOW + 100, "a@s9.example");
        question.text = Some(text);
        question.template = Some(5);
        let known = store.recall(&question).unwrap();
        let campaign = known.campaign.unwrap();
        assert_eq!(
            (campaign.seen.mails, campaign.mailboxes, campaign.senders),
            (3, 3, 3)
        );
        assert_eq!(campaign.seen.first, Some(NOW + 1));
        assert_eq!(campaign.verdicts.malicious, 1);
        assert_eq!(known.template.unwrap().seen.mails, 4);
        assert_eq!(store.campaign(text, NOW + 100).unwrap(), campaign);
        question.received = NOW + 1;
        assert_eq!(
            store
                .recall(&question)
                .unwrap()
                .campaign
                .unwrap()
                .seen
                .mails,
            0
        );
    });
}
