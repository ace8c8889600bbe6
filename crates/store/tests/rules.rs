//! What is kept of rules: counts, words, versions.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod made;

use made::{NOW, PAT, message, on_both, record, to};
use serde_json::json;
use store::{
    Feedback, Filter, NewRecord, Page, RecordId, RuleCount, RuleState, RuleVersion, Store,
    StoreError, Word,
};

const DAY: i64 = 86_400;

fn by_rules(time: i64, rules: &[&str], undecided: &[(&str, &[&str])]) -> NewRecord {
    let mut it = record(time);
    let named = rules.iter().map(|it| json!({ "name": it }));
    let undecided = undecided
        .iter()
        .map(|(name, missing)| json!({ "name": name, "missing": missing }));
    it.report = json!({
        "rules": named.collect::<Vec<_>>(),
        "undecided_rules": undecided.collect::<Vec<_>>(),
    });
    it
}

fn count(store: &Store, rule: &str) -> RuleCount {
    let counts = store.rule_counts(NOW).unwrap();
    let found = counts.into_iter().find(|it| it.rule == rule);
    found.unwrap_or_default()
}

fn say(store: &Store, record: RecordId, word: Word) {
    let feedback = Feedback {
        record,
        word,
        by: "Ann".to_owned(),
        time: NOW,
        note: None,
    };
    store.say(&feedback).unwrap();
}

#[test]
fn rules_are_counted_by_period_and_judged_by_the_last_word() {
    on_both(|site| {
        let store = site.open();
        let missing: &[&str] = &["network.whois", "ml.link_analysis"];
        let ids = store
            .add(vec![
                by_rules(NOW, &["Lure", "Other"], &[("Shy", missing)]),
                by_rules(NOW - DAY, &["Lure"], &[("Shy", &missing[..1])]),
                by_rules(NOW - 10 * DAY, &["Lure"], &[]),
                by_rules(NOW - 40 * DAY, &["Lure"], &[]),
            ])
            .unwrap();
        // Held mail counts too, and once.
        let held = by_rules(NOW, &["Lure"], &[]);
        store.hold(&message("x"), &to(&[PAT]), held, None).unwrap();
        say(&store, ids[0], Word::Genuine);
        say(&store, ids[0], Word::Scam);
        say(&store, ids[1], Word::Genuine);
        let lure = count(&store, "Lure");
        assert_eq!((lure.week, lure.month), (3, 4));
        assert_eq!((lure.scam, lure.genuine), (1, 1));
        let shy = count(&store, "Shy");
        assert_eq!((shy.month, shy.undecided), (0, 2));
        let lacked = [
            ("network.whois".to_owned(), 2),
            ("ml.link_analysis".to_owned(), 1),
        ];
        assert_eq!(shy.lacked, lacked);

        let matched = |rule: &str| {
            let filter = Filter {
                rule: Some(rule.to_owned()),
                ..Filter::default()
            };
            let found = store.records(&filter, &Page::first(100)).unwrap();
            found.into_iter().map(|it| it.id).collect::<Vec<_>>()
        };
        assert_eq!(matched("other"), [ids[0]]);
        assert_eq!(matched("Lure").len(), 5);
        assert_eq!(
            store.record(ids[0]).unwrap().unwrap().rules,
            ["Lure", "Other"]
        );
        // What has expired is neither found nor counted.
        store.expire_records(NOW - 5 * DAY, || true).unwrap();
        assert_eq!(matched("Lure").len(), 3);
        assert_eq!(count(&store, "Lure").month, 3);
    });
}

#[test]
fn versions_of_a_rule_stay_and_are_bounded() {
    on_both(|site| {
        let store = site.open();
        let version = |file: &str, state, number: usize| RuleVersion {
            id: 0,
            file: file.to_owned(),
            state,
            text: format!("name: {number}\u{0}"),
            by: "Ada".to_owned(),
            time: NOW,
            reason: Some("ticket 4711".to_owned()),
        };
        store
            .add_rule_version(&version("a", RuleState::Draft, 1))
            .unwrap();
        store
            .add_rule_version(&version("b", RuleState::Draft, 2))
            .unwrap();
        let last = store
            .add_rule_version(&version("a", RuleState::Enabled, 3))
            .unwrap();
        let all = store.rule_versions("a").unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!((all[0].id, all[0].state), (last, RuleState::Enabled));
        assert_eq!(all[0].text, "name: 3 ");
        assert_eq!(all[0].reason.as_deref(), Some("ticket 4711"));
        let newest = store.newest_rule_versions().unwrap();
        let newest: Vec<_> = newest
            .iter()
            .map(|it| (it.file.as_str(), it.state))
            .collect();
        assert_eq!(newest, [("a", RuleState::Enabled), ("b", RuleState::Draft)]);
        for number in 0..250 {
            store
                .add_rule_version(&version("a", RuleState::Draft, number))
                .unwrap();
        }
        assert_eq!(store.rule_versions("a").unwrap().len(), 200);
        assert_eq!(store.rule_versions("b").unwrap().len(), 1);
        let mut long = version("a", RuleState::Draft, 1);
        long.text = "x".repeat(70_000);
        let refused = store.add_rule_version(&long);
        assert!(matches!(refused, Err(StoreError::TooLong { .. })));
    });
}
