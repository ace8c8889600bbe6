//! SQLite and PostgreSQL answer alike, whatever was seen in whatever order: SQLite answers busy subjects from a digest that
//! it keeps, PostgreSQL by looking at the sightings themselves.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

mod stores;

use history::{
    About, Knowledge, Observation, Own, Standing, Store, TaughtLabel, Teaching, Verdict, open,
};
use stores::{DAY, NOW, Server, forged, judged, key, mail, orders, to, with_number};

/// Numbers that look like chance and are always the same (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (it ^ (it >> 31)) % end
    }
}

/// Mail of a few senders with a few numbers, texts and shapes to few or many mailboxes, so that their books grow thick.
fn message(chance: &mut Chance, number: u64, time: i64) -> Observation {
    let boxes = [1, 4, 40][chance.below(3) as usize];
    let from = format!("a@s{}.example", chance.below(3));
    let mut it = if chance.below(4) == 0 {
        forged(number, time, &from)
    } else {
        mail(number, time, &from)
    };
    it = to(it, &format!("u{}@home.example", chance.below(boxes)));
    if chance.below(12) == 0 {
        it.mailbox = None;
    }
    for _ in 0..chance.below(3) {
        // Of two numbers of one hundred in one mail a single one is noted as a neighbour, and which depends on the key.
        let hundred = format!("+18055550{}", chance.below(3));
        if !it
            .numbers
            .iter()
            .any(|known| known.e164.starts_with(&hundred))
        {
            it = with_number(it, &format!("{hundred}{:02}", chance.below(3)));
        }
    }
    if let Some(number) = it.numbers.first_mut().filter(|_| chance.below(9) == 0) {
        number.standing = Standing::Listed;
    }
    it.claimed_brand = (chance.below(2) == 0).then(|| format!("brand{}", chance.below(2)));
    it.genuine_brand = it.claimed_brand.clone().filter(|_| chance.below(2) == 0);
    it.order_ids = (0..chance.below(3))
        .map(|_| format!("113-{:04}", chance.below(40)))
        .collect();
    it.text = (chance.below(3) > 0).then(|| 0x0123_4567_89ab_cdef ^ (1 << chance.below(6)));
    it.template = (chance.below(2) == 0).then(|| chance.below(2));
    it.reply_to = (chance.below(5) == 0).then(|| "desk@reply.example".to_owned());
    it
}

/// Mail in order of receipt, at times in the same second, now and then from the past.
fn time(chance: &mut Chance, clock: &mut i64) -> i64 {
    *clock += match chance.below(10) {
        0 => DAY,
        1 | 2 => 0,
        _ => 3_000,
    };
    match chance.below(8) {
        0 => *clock - chance.below(200).cast_signed() * DAY,
        1 => *clock - 3,
        _ => *clock,
    }
}

fn verdict(chance: &mut Chance) -> Verdict {
    [
        Verdict::Benign,
        Verdict::Benign,
        Verdict::Undecided,
        Verdict::Suspicious,
        Verdict::Malicious,
    ][chance.below(5) as usize]
}

#[track_caller]
fn both<T: PartialEq + std::fmt::Debug>(stores: &[Box<dyn Store>], ask: impl Fn(&dyn Store) -> T) {
    let answers: Vec<T> = stores.iter().map(|it| ask(&**it)).collect();
    assert!(answers.windows(2).all(|it| it[0] == it[1]), "{answers:#?}");
}

/// Bad mail is summed mailbox by mailbox, in an order that the key makes: the last digit may differ.
fn rounded(mut it: Knowledge) -> Knowledge {
    for number in &mut it.numbers {
        number.reputation = (number.reputation * 1e9).round() / 1e9;
    }
    it
}

fn ask_again(stores: &[Box<dyn Store>], chance: &mut Chance, seen: &[Observation], clock: i64) {
    for at in 0..60 {
        // Noted mail, asked again as it is; and mail that never came, at any time.
        let known = &seen[chance.below(seen.len() as u64) as usize];
        let time = clock - chance.below(100).cast_signed() * DAY / 4;
        let mut it = message(chance, 1 << 40 | at, time);
        if at % 3 == 0 {
            it.received = clock + 1;
        }
        both(stores, |store| rounded(store.recall(known).unwrap()));
        both(stores, |store| rounded(store.recall(&it).unwrap()));
        let whose: Vec<String> = (0..chance.below(3))
            .map(|_| format!("u{}@home.example", chance.below(4)))
            .collect();
        let own = Own {
            mailboxes: &whose,
            now: it.received,
        };
        both(stores, |store| {
            rounded(store.recall_own(known, &own, &[known.message]).unwrap())
        });
        both(stores, |store| {
            store.own_sender("a@s1.example", &own).unwrap()
        });
    }
}

fn lines(store: &dyn Store) -> Vec<String> {
    let mut lines = Vec::new();
    let write = &mut |line: &history::Line| {
        // Which key hashes an order or a mailbox differs from store to store, and with it their order.
        if let history::Line::Message(it) = line {
            let mut seen: Vec<_> = it.seen.iter().filter(|it| it.kind != "order").collect();
            seen.sort_by_key(|it| (it.kind, it.value.clone()));
            lines.push(format!(
                "{} {} {:?} {seen:?}",
                it.key, it.received, it.verdict
            ));
        }
        Ok(())
    };
    store.export(None, write).unwrap();
    lines
}

#[test]
fn both_stores_answer_alike() {
    let Some(server) = Server::start() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("history.db").display().to_string();
    let stores = [file, server.url()].map(|it| open(&it, orders()).unwrap());
    let mut chance = Chance(7);
    let mut clock = NOW - 100 * DAY;
    let mut seen = Vec::new();
    for round in 0..6_u64 {
        for at in 0..150 {
            let number = round * 1_000 + at;
            let time = time(&mut chance, &mut clock);
            let it = message(&mut chance, number, time);
            both(&stores, |store| rounded(store.observe(&it).unwrap()));
            seen.push(it);
            if chance.below(2) == 0 {
                // Of this mail or an earlier one.
                let of = round * 1_000 + at - chance.below(at.min(90) + 1);
                let mut word = judged(of, verdict(&mut chance));
                word.rests_on_history = chance.below(5) == 0;
                for store in &stores {
                    store.conclude(std::slice::from_ref(&word)).unwrap();
                }
            }
        }
        let batch: Vec<Observation> = (0..100)
            .map(|at| {
                let time = time(&mut chance, &mut clock);
                message(&mut chance, round * 1_000 + 500 + at, time)
            })
            .collect();
        both(&stores, |store| store.learn(&batch).unwrap());
        seen.extend(batch);
        let teaching = Teaching {
            actor: "ann".to_owned(),
            time: clock - DAY,
            about: About::Message(key(round * 1_000 + 500 + chance.below(100))),
            label: TaughtLabel::Malicious,
            note: None,
        };
        for store in &stores {
            store.teach(&teaching).unwrap();
        }
        ask_again(&stores, &mut chance, &seen, clock);
        match round {
            2 => both(&stores, |store| store.purge("u0@home.example").unwrap()),
            3 => both(&stores, |store| store.expire(NOW - 70 * DAY).unwrap()),
            4 => both(&stores, |store| store.expire(clock - 2 * DAY).unwrap()),
            _ => {}
        }
        ask_again(&stores, &mut chance, &seen, clock);
        both(&stores, lines);
    }
}
