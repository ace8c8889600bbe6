//! The counters say what the records say, however those come and go.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod made;

use std::collections::BTreeMap;

use made::{ANN, NOW, PAT, message, on_both, record, to};
use store::{
    Counted, Filter, Likeness, Page, Period, Record, ReportAnswer, ReportFilter, Span, Store,
    UserReport, Verdict, Word, latency_bucket,
};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

const ALL: [Counted; 7] = [
    Counted::Verdict,
    Counted::AttackType,
    Counted::Brand,
    Counted::Number,
    Counted::Template,
    Counted::Text,
    Counted::Latency,
];

fn ever(span: Span) -> Period {
    Period {
        span,
        since: 0,
        until: i64::MAX,
    }
}

/// What a record counts as, worked out by other means than the store's.
fn expected(record: &Record, counted: Counted) -> Vec<String> {
    let is_accused = record.verdict <= Verdict::Suspicious;
    let hash = |it: Option<u64>| it.map(|it| format!("{it:016x}")).into_iter().collect();
    let mut values: Vec<String> = match counted {
        Counted::Verdict => return vec![record.verdict.name().to_owned()],
        Counted::Latency => {
            let time = record.microseconds.into_iter();
            return time
                .map(|it| format!("{:03}", latency_bucket(it)))
                .collect();
        }
        _ if !is_accused => Vec::new(),
        Counted::AttackType => record.attack_types.clone(),
        Counted::Brand => record.brands.clone(),
        Counted::Number => record.numbers.clone(),
        Counted::Template => hash(record.likeness.template),
        Counted::Text => hash(record.likeness.text),
    };
    values.sort();
    values.dedup();
    values
}

#[track_caller]
fn agree(store: &Store) {
    let records = store
        .records(&Filter::default(), &Page::first(1000))
        .unwrap();
    for counted in ALL {
        for span in [Span::Hour, Span::Day] {
            let mut counts: BTreeMap<(i64, String), u64> = BTreeMap::new();
            for it in &records {
                let start = it.time - it.time.rem_euclid(span.seconds());
                for value in expected(it, counted) {
                    *counts.entry((start, value)).or_default() += 1;
                }
            }
            let found = store.tallies(counted, &ever(span)).unwrap();
            let found: Vec<_> = found
                .into_iter()
                .map(|it| ((it.start, it.value), it.count))
                .collect();
            let counts: Vec<_> = counts.into_iter().collect();
            assert_eq!(found, counts, "{counted:?} {span:?}");
        }
    }
}

#[test]
fn counters_follow_records_that_come_expire_and_are_purged() {
    on_both(|folder| {
        let store = folder.open();
        agree(&store);
        let mut records = Vec::new();
        for at in 0..40_u32 {
            let mut it = record(NOW + i64::from(at) * HOUR / 2);
            it.verdict = Verdict::ALL[at as usize % 4];
            it.numbers.push(format!("+1805555{:04}", at / 3));
            it.numbers.push("+18055550142".to_owned());
            it.brands.push("paypal".to_owned());
            it.microseconds = (at % 5 > 0).then_some(1_u64 << at.min(20));
            it.likeness = Likeness {
                text: (at % 3 == 0).then_some(u64::from(at)),
                template: None,
            };
            it.recipients = match at % 3 {
                0 => vec![PAT.to_owned()],
                1 => vec![ANN.to_owned()],
                _ => vec![PAT.to_owned(), ANN.to_owned()],
            };
            records.push(it);
        }
        store.add(records).unwrap();
        let held = store.hold(&message("x"), &to(&[PAT]), record(NOW + DAY), None);
        held.unwrap();
        agree(&store);
        let most = store.most(Counted::Number, &ever(Span::Day), 2).unwrap();
        assert_eq!(most[0], ("+18055550142".to_owned(), 21));
        assert_eq!(most.len(), 2);
        let within = Period {
            span: Span::Hour,
            since: Span::Hour.start(NOW + 5 * HOUR),
            until: Span::Hour.start(NOW + 6 * HOUR),
        };
        let tallies = store.tallies(Counted::Verdict, &within).unwrap();
        assert_eq!(tallies.iter().map(|it| it.count).sum::<u64>(), 2);
        assert!(tallies.iter().all(|it| it.start == within.since));
        store.expire_records(NOW + 4 * HOUR, || true).unwrap();
        agree(&store);
        store.purge(PAT).unwrap();
        agree(&store);
        store.purge(ANN).unwrap();
        agree(&store);
        assert_eq!(store.count_records().unwrap(), 0);
        assert_eq!(
            store.most(Counted::Number, &ever(Span::Day), 9).unwrap(),
            []
        );
    });
}

#[test]
fn mail_that_is_alike_is_found() {
    on_both(|folder| {
        let store = folder.open();
        let numbers = ["+18055550142", "+18055550143"].map(str::to_owned);
        assert_eq!(store.numbers_seen(&numbers, 9).unwrap(), []);
        let mut benign = record(NOW + 1);
        benign.verdict = Verdict::Benign;
        let ids = store.add(vec![record(NOW), benign]).unwrap();
        for most in [1, 9] {
            let seen = vec![(numbers[0].clone(), 2.min(most as u64))];
            assert_eq!(store.numbers_seen(&numbers, most).unwrap(), seen);
        }
        let by_number = |it: &String| Filter {
            number: Some(it.clone()),
            ..Filter::default()
        };
        let mut filters: Vec<Filter> = numbers.iter().map(by_number).collect();
        filters.push(Filter::default());
        filters.push(Filter {
            text_hash: Some(7),
            ..Filter::default()
        });
        let newest = store.newest_of(&filters, 9).unwrap();
        let newest: Vec<Vec<_>> = newest
            .iter()
            .map(|it| it.iter().map(|it| it.id).collect())
            .collect();
        assert_eq!(newest, [vec![ids[1], ids[0]], vec![], vec![], vec![ids[0]]]);
        assert_eq!(store.newest_of(&filters, 1).unwrap()[0].len(), 1);
        for filter in [
            Filter {
                template: Some(u64::MAX),
                ..Filter::default()
            },
            Filter {
                text_hash: Some(7),
                ..Filter::default()
            },
        ] {
            let found = store.records(&filter, &Page::first(9)).unwrap();
            assert_eq!(found.iter().map(|it| it.id).collect::<Vec<_>>(), ids[..1]);
            assert_eq!(found[0].likeness.template, Some(u64::MAX));
        }
    });
}

#[test]
fn reports_of_readers_wait_until_somebody_answers_them() {
    on_both(|folder| {
        let store = folder.open();
        let id = store.add(vec![record(NOW)]).unwrap()[0];
        for at in 0..5_u32 {
            let report = UserReport {
                record: (at == 0).then_some(id),
                by: if at % 2 == 0 { "Pat@Home.example" } else { ANN }.to_owned(),
                time: NOW + i64::from(at),
                message_id: None,
                verdict: Some(Verdict::ALL[at as usize % 4]),
                note: None,
            };
            store.add_user_report(&report).unwrap();
        }
        let list = |filter: &ReportFilter| {
            let found = store.queued_reports(filter, &Page::first(3)).unwrap();
            found
                .into_iter()
                .map(|it| it.report.time - NOW)
                .collect::<Vec<_>>()
        };
        assert_eq!(list(&ReportFilter::default()), [4, 3, 2]);
        let by_pat = ReportFilter {
            by: Some(PAT.to_owned()),
            ..ReportFilter::default()
        };
        assert_eq!(list(&by_pat), [4, 2, 0]);
        let bad = ReportFilter {
            verdict: Some(Verdict::Malicious),
            ..ReportFilter::default()
        };
        assert_eq!(list(&bad), [4, 0]);
        let newest = store
            .queued_reports(&ReportFilter::default(), &Page::first(1))
            .unwrap()
            .remove(0);
        let answer = ReportAnswer {
            word: Some(Word::Genuine),
            by: "ann".to_owned(),
            time: NOW + 9,
        };
        assert!(store.answer_report(newest.id, &answer).unwrap());
        assert!(!store.answer_report(newest.id, &answer).unwrap(), "once");
        assert!(!store.answer_report(newest.id + 99, &answer).unwrap());
        let open = |it| ReportFilter {
            open: Some(it),
            ..ReportFilter::default()
        };
        assert_eq!(list(&open(true)), [3, 2, 1]);
        assert_eq!(list(&open(false)), [4]);
        let page = Page::after(newest.id, 9);
        let rest = store
            .queued_reports(&ReportFilter::default(), &page)
            .unwrap();
        assert_eq!(rest.len(), 4);
        assert_eq!(rest[3].report.record, Some(id));
        let answered = store.queued_reports(&open(false), &Page::first(9)).unwrap();
        assert_eq!(answered[0].answer, Some(answer));
    });
}

#[test]
fn what_is_too_old_goes_some_at_a_time_until_somebody_says_stop() {
    on_both(|folder| {
        let store = folder.open();
        store
            .add((0..120).map(|it| record(NOW + it)).collect())
            .unwrap();
        let mut asked = 0;
        let removed = store
            .expire_records(NOW + DAY, || {
                asked += 1;
                asked < 2
            })
            .unwrap();
        assert_eq!(asked, 2);
        assert!((2..120).contains(&removed), "{removed}");
        assert_eq!(store.count_records().unwrap(), 120 - removed);
        agree(&store);
        let rest = store.expire_records(NOW + DAY, || true).unwrap();
        assert_eq!(rest, 120 - removed);
        agree(&store);
    });
}

/// What schema 4 and those after it have added, taken away again.
const AS_SCHEMA_3: &str = "ALTER TABLE account DROP COLUMN mailboxes; DROP TABLE tally; DROP INDEX entry_by_undo; DROP INDEX user_report_open; \
    ALTER TABLE record DROP COLUMN microseconds; ALTER TABLE record DROP COLUMN text_hash; \
    ALTER TABLE record DROP COLUMN template_hash; ALTER TABLE entry DROP COLUMN undo_until; \
    ALTER TABLE user_report DROP COLUMN answered; ALTER TABLE user_report DROP COLUMN answered_by; \
    ALTER TABLE user_report DROP COLUMN answer;";

/// Makes of a store what it was before there were counters.
fn make_old(site: &made::Site) {
    if let Some(url) = &site.url {
        let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
        let version = "UPDATE meta SET value = '3' WHERE name = 'schema';";
        let sql = format!("SET search_path = offhook_store; {AS_SCHEMA_3} {version}");
        client.batch_execute(&sql).unwrap();
    } else {
        let file = site.path().join("store.sqlite");
        let connection = rusqlite::Connection::open(file).unwrap();
        let sql = format!("{AS_SCHEMA_3} PRAGMA user_version = 3;");
        connection.execute_batch(&sql).unwrap();
    }
}

#[test]
fn an_old_store_is_counted_when_it_is_opened() {
    on_both(|folder| {
        let store = folder.open();
        let mut benign = record(NOW + DAY);
        benign.verdict = Verdict::Benign;
        let mut twice = record(NOW + 5);
        twice.numbers.push(twice.numbers[0].clone());
        let mut all = vec![twice.clone(), twice, benign];
        for it in &mut all {
            it.likeness = Likeness::default();
            it.microseconds = None;
        }
        store.add(all).unwrap();
        drop(store);
        make_old(folder);
        let store = folder.open();
        agree(&store);
        assert_eq!(
            store.most(Counted::Brand, &ever(Span::Day), 9).unwrap()[0].1,
            2
        );
    });
}
