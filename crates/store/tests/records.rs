//! Records: found by everything they are to be found by, page by page, and gone when they are to be gone.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed"
)]

mod made;

use std::time::Instant;

use made::{ANN, NOW, PAT, on_both, record};
use serde_json::json;
use store::{
    Feedback, Filter, Page, RecordId, Settings, Store, StoreError, UserReport, Verdict, Word,
};

fn ids(store: &Store, filter: &Filter) -> Vec<RecordId> {
    let records = store.records(filter, &Page::first(100)).unwrap();
    records.iter().map(|it| it.id).collect()
}

#[test]
fn a_record_is_found_by_each_of_its_properties() {
    on_both(|folder| {
        let store = folder.open();
        let mut other = record(NOW + 60);
        other.verdict = Verdict::Benign;
        other.door = "spamd".to_owned();
        other.recipients = vec![ANN.to_owned()];
        other.from = "friend@garden.example".to_owned();
        other.subject = Some("The garden fête".to_owned());
        other.attack_types.clear();
        other.brands.clear();
        other.numbers.clear();
        other.report = json!({});
        let [bad, good] = store.add(vec![record(NOW), other]).unwrap()[..] else {
            panic!("two were added");
        };
        assert!(good > bad);
        assert_eq!(ids(&store, &Filter::default()), [good, bad]);
        let some = |text: &str| Some(text.to_owned());
        let known = store.record(bad).unwrap().unwrap();
        let bad_only = [
            Filter {
                verdict: Some(Verdict::Malicious),
                ..Filter::default()
            },
            Filter {
                door: some("milter"),
                ..Filter::default()
            },
            Filter {
                attack_type: some("callback_phishing"),
                ..Filter::default()
            },
            Filter {
                brand: some("Norton"),
                ..Filter::default()
            },
            Filter {
                number: some("+18055550142"),
                ..Filter::default()
            },
            Filter {
                sender_domain: some("evil.EXAMPLE"),
                ..Filter::default()
            },
            Filter {
                recipient: some("Pat@Home.example"),
                ..Filter::default()
            },
            Filter {
                until: Some(NOW + 60),
                ..Filter::default()
            },
            Filter {
                text: some("norton RENEW*"),
                ..Filter::default()
            },
            Filter {
                text: some("cancel billing"),
                ..Filter::default()
            },
            Filter {
                message_id: known.message_id.clone(),
                ..Filter::default()
            },
            Filter {
                content: Some(known.content),
                ..Filter::default()
            },
            Filter {
                verdict: Some(Verdict::Malicious),
                brand: some("norton"),
                text: some("call"),
                since: Some(NOW),
                ..Filter::default()
            },
            Filter {
                content: Some(known.content),
                text: some("call"),
                door: some("milter"),
                ..Filter::default()
            },
        ];
        for filter in &bad_only {
            assert_eq!(ids(&store, filter), [bad], "{filter:?}");
        }
        let good_only = [
            Filter {
                since: Some(NOW + 1),
                ..Filter::default()
            },
            Filter {
                text: some("fete garden"),
                ..Filter::default()
            },
            Filter {
                sender_domain: some("garden.example"),
                door: some("spamd"),
                ..Filter::default()
            },
        ];
        for filter in &good_only {
            assert_eq!(ids(&store, filter), [good], "{filter:?}");
        }
        let none = [
            Filter {
                brand: some("paypal"),
                ..Filter::default()
            },
            Filter {
                brand: some("norton"),
                door: some("spamd"),
                ..Filter::default()
            },
            Filter {
                text: some("\"; DROP"),
                ..Filter::default()
            },
            Filter {
                text: some("* -"),
                ..Filter::default()
            },
            Filter {
                since: Some(NOW + 1),
                until: Some(NOW + 1),
                ..Filter::default()
            },
            Filter {
                content: Some(known.content),
                text: some("garden"),
                ..Filter::default()
            },
        ];
        for filter in &none {
            assert_eq!(ids(&store, filter), [], "{filter:?}");
        }
        assert_eq!(known.time, NOW);
        assert_eq!(known.from, "Billing@Evil.example");
        assert_eq!(store.report(bad).unwrap().unwrap(), record(NOW).report);
    });
}

#[test]
fn pages_follow_each_other_without_gap_or_overlap() {
    on_both(|folder| {
        let store = folder.open();
        store
            .add((0..95).map(|it| record(NOW + it / 10)).collect())
            .unwrap();
        let filter = Filter {
            brand: Some("norton".to_owned()),
            ..Filter::default()
        };
        let mut page = Page::first(10);
        let mut seen = Vec::new();
        loop {
            let records = store.records(&filter, &page).unwrap();
            let Some(last) = records.last() else { break };
            page = Page::after(last.id, 10);
            seen.extend(records.iter().map(|it| it.id));
            // What comes meanwhile is newer and moves nothing.
            store.add(vec![record(NOW + 1000)]).unwrap();
        }
        assert_eq!(seen.len(), 95);
        assert!(seen.is_sorted_by(|a, b| a > b));
    });
}

#[test]
fn what_is_purged_or_expired_is_found_no_more() {
    on_both(|folder| {
        let store = folder.open();
        let mut both = record(NOW);
        both.recipients = vec!["Pat@home.example".to_owned(), ANN.to_owned()];
        let mine = record(NOW + 1);
        let ids_of = store.add(vec![both, mine]).unwrap();
        let report = UserReport {
            record: None,
            by: PAT.to_owned(),
            time: NOW,
            message_id: None,
            verdict: Some(Verdict::Malicious),
            note: Some("odd".to_owned()),
        };
        store.add_user_report(&report).unwrap();
        assert_eq!(store.user_reports(10).unwrap(), [report]);
        assert_eq!(store.purge("PAT@home.example").unwrap(), 2);
        assert_eq!(ids(&store, &Filter::default()), ids_of[..1]);
        let left = store.record(ids_of[0]).unwrap().unwrap();
        assert_eq!(left.recipients, [ANN]);
        assert_eq!(store.user_reports(10).unwrap(), []);
        let text = String::from_utf8_lossy(&folder.database()).to_lowercase();
        assert!(!text.contains(PAT), "it is still in the file");
        assert_eq!(store.expire_records(NOW, || true).unwrap(), 0);
        assert_eq!(store.expire_records(NOW + 1, || true).unwrap(), 1);
        assert_eq!(
            ids(
                &store,
                &Filter {
                    text: Some("norton".to_owned()),
                    ..Filter::default()
                }
            ),
            []
        );
        assert_eq!(
            ids(
                &store,
                &Filter {
                    brand: Some("norton".to_owned()),
                    ..Filter::default()
                }
            ),
            []
        );
        assert_eq!(store.report(ids_of[0]).unwrap(), None);
    });
}

#[test]
fn words_of_persons_are_kept_and_belong_to_a_record() {
    on_both(|folder| {
        let store = folder.open();
        let id = store.add(vec![record(NOW)]).unwrap()[0];
        let word = Feedback {
            record: id,
            word: Word::Genuine,
            by: "ann".to_owned(),
            time: NOW + 5,
            note: Some("I asked them".to_owned()),
        };
        store.say(&word).unwrap();
        assert_eq!(store.feedback(id).unwrap(), std::slice::from_ref(&word));
        let nobodys = Feedback {
            record: RecordId(7),
            ..word
        };
        let error = store.say(&nobodys).unwrap_err();
        assert!(matches!(error, StoreError::NotFound { .. }), "{error}");
    });
}

#[test]
fn what_is_not_to_be_kept_is_not_written() {
    on_both(|folder| {
        let settings = Settings {
            keep_subjects: false,
            keep_quotes: false,
            ..Settings::default()
        };
        let store = folder.open_with(settings);
        let mut new = record(NOW);
        new.report["attached"] = new.report.clone();
        let id = store.add(vec![new]).unwrap()[0];
        assert_eq!(store.record(id).unwrap().unwrap().subject, None);
        let report = store.report(id).unwrap().unwrap();
        let text = report.to_string();
        assert!(
            !text.contains("renewal") && !text.contains("call now"),
            "{text}"
        );
        assert_eq!(
            report.pointer("/attached/evidence/0/signal").unwrap(),
            "call_request"
        );
        for word in ["renewal", "cancel"] {
            let filter = Filter {
                text: Some(word.to_owned()),
                ..Filter::default()
            };
            assert_eq!(ids(&store, &filter), []);
        }
    });
}

/// Prints how long a full store takes for each question. `OFFHOOK_STORE_RECORDS` says how full.
#[test]
fn a_full_store_is_searched() {
    on_both(|folder| {
        let count = std::env::var("OFFHOOK_STORE_RECORDS").ok();
        let count = count.and_then(|it| it.parse().ok()).unwrap_or(5_000);
        let store = folder.open();
        println!("{}", store.place());
        let start = Instant::now();
        store::seed(&store, count, NOW).unwrap();
        println!("{count} records written in {:?}", start.elapsed());
        let bytes = folder.database().len() as u64;
        println!("{} bytes a record", bytes / count);
        let some = |text: &str| Some(text.to_owned());
        let newest = store
            .records(&Filter::default(), &Page::first(1))
            .unwrap()
            .remove(0);
        let all = [
            ("all", Filter::default()),
            (
                "verdict",
                Filter {
                    verdict: Some(Verdict::Malicious),
                    ..Filter::default()
                },
            ),
            (
                "brand",
                Filter {
                    brand: some("norton"),
                    ..Filter::default()
                },
            ),
            (
                "brand and door",
                Filter {
                    brand: some("norton"),
                    door: some("spamd"),
                    ..Filter::default()
                },
            ),
            (
                "domain",
                Filter {
                    sender_domain: some("shop77.example"),
                    ..Filter::default()
                },
            ),
            (
                "recipient and verdict",
                Filter {
                    recipient: some("user9@home.example"),
                    verdict: Some(Verdict::Benign),
                    ..Filter::default()
                },
            ),
            (
                "nothing in two",
                Filter {
                    door: some("rspamd"),
                    number: some("+18055550000"),
                    sender_domain: some("shop1.example"),
                    ..Filter::default()
                },
            ),
            (
                "a common word",
                Filter {
                    text: some("garden"),
                    ..Filter::default()
                },
            ),
            (
                "a rare word",
                Filter {
                    text: some("7777"),
                    ..Filter::default()
                },
            ),
            (
                "a word and a verdict",
                Filter {
                    text: some("garden"),
                    verdict: Some(Verdict::Suspicious),
                    ..Filter::default()
                },
            ),
            (
                "a word and a domain",
                Filter {
                    text: some("garden"),
                    sender_domain: some("shop77.example"),
                    ..Filter::default()
                },
            ),
            (
                "a word in an old hour",
                Filter {
                    text: some("garden"),
                    until: Some(NOW - 600_000),
                    since: Some(NOW - 900_000),
                    ..Filter::default()
                },
            ),
            (
                "rule",
                Filter {
                    rule: some("callback lure"),
                    ..Filter::default()
                },
            ),
            (
                "message id",
                Filter {
                    message_id: newest.message_id.clone(),
                    ..Filter::default()
                },
            ),
        ];
        for (name, filter) in &all {
            let start = Instant::now();
            let found = store.records(filter, &Page::first(50)).unwrap().len();
            println!("{name}: {found} in {:?}", start.elapsed());
        }
        // The word of one record, the tenth from the end.
        let rare = Filter {
            text: some("10"),
            ..Filter::default()
        };
        let found = store.records(&rare, &Page::first(50)).unwrap();
        let subjects: Vec<_> = found
            .iter()
            .filter_map(|it| it.subject.as_deref())
            .collect();
        assert!(
            subjects.len() == 1 && subjects[0].ends_with(" 10"),
            "{subjects:?}"
        );
        let rare = Filter {
            verdict: Some(found[0].verdict),
            ..rare
        };
        assert_eq!(store.records(&rare, &Page::first(50)).unwrap(), found);
        let deep = store
            .records(&Filter::default(), &Page::first(1000))
            .unwrap();
        let start = Instant::now();
        let page = Page::after(deep.last().unwrap().id, 50);
        assert_eq!(store.records(&all[1].1, &page).unwrap().len(), 50);
        println!("a later page: {:?}", start.elapsed());
        let start = Instant::now();
        let counts = store.rule_counts(NOW).unwrap();
        println!("counts of rules: {} in {:?}", counts.len(), start.elapsed());
        assert_eq!(counts.len(), 4);
    });
}
