//! Accounts: who may sign in, how often it may be tried, and what stays on record. The same in SQLite and in PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod made;

use made::{NOW, Site, on_both};
use store::{
    Account, AccountDeed, AccountName, Beginning, By, Mailbox, NewAccount, OpenIdSubject,
    PasswordHash, Role, Store, StoreError, TotpSecret,
};

const WORDS: &str = "correct horse battery";

fn by(now: i64) -> By<'static> {
    By { actor: "root", now }
}

fn name(text: &str) -> AccountName {
    text.parse().unwrap()
}

fn create(store: &Store, called: &str) -> Account {
    let new = NewAccount {
        name: name(called),
        display_name: Some("Ann Lee".to_owned()),
        role: Role::Analyst,
        mailboxes: Vec::new(),
        password: Some(PasswordHash::of(WORDS).unwrap()),
        openid: None,
    };
    store.create_account(&new, by(NOW)).unwrap()
}

fn is_right(beginning: &Beginning, password: &str) -> bool {
    beginning.password.is_of(password) && beginning.attempt.is_some() && beginning.account.is_some()
}

#[test]
fn an_account_is_made_once_and_found_by_its_name() {
    on_both(|site| {
        let store = site.open();
        let ann = create(&store, "Ann");
        assert_eq!(ann.name.as_str(), "ann");
        assert_eq!(ann.display_name.as_deref(), Some("Ann Lee"));
        assert!(ann.counts() && ann.has_password && !ann.has_totp);
        assert_eq!(store.account_named(&name("ANN")).unwrap().unwrap(), ann);
        let again = NewAccount {
            name: name("ann"),
            display_name: None,
            role: Role::Admin,
            mailboxes: Vec::new(),
            password: None,
            openid: None,
        };
        let error = store.create_account(&again, by(NOW)).unwrap_err();
        assert!(matches!(error, StoreError::Taken { .. }), "{error}");
        create(&store, "bob");
        let names = store.accounts().unwrap();
        let names: Vec<&str> = names.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["ann", "bob"]);
        // Nothing is left of an attempt that failed.
        assert_eq!(store.account_events(10).unwrap().len(), 2);
        let bytes = site.database();
        assert!(!bytes.windows(WORDS.len()).any(|it| it == WORDS.as_bytes()));
    });
}

#[test]
fn a_password_opens_its_own_account_alone() {
    on_both(|site| {
        let store = site.open();
        let ann = create(&store, "ann");
        let right = store.begin_sign_in(" Ann", NOW).unwrap();
        assert!(is_right(&right, WORDS) && !is_right(&right, "wrong"));
        assert_eq!(right.account.as_ref(), Some(&ann));
        let nobody = store.begin_sign_in("eve", NOW).unwrap();
        assert!(!is_right(&nobody, WORDS));
        assert!(
            nobody.attempt.is_some(),
            "nothing tells that there is no eve"
        );
        store.finish_sign_in(&ann, NOW + 5).unwrap();
        let known = store.account(ann.id).unwrap().unwrap();
        assert_eq!(known.signed_in, Some(NOW + 5));
        assert_eq!(known.generation, ann.generation);
        let other = PasswordHash::of("another long password").unwrap();
        store.set_password(ann.id, &other, by(NOW)).unwrap();
        let begun = store.begin_sign_in("ann", NOW).unwrap();
        assert!(is_right(&begun, "another long password") && !is_right(&begun, WORDS));
        assert_ne!(begun.account.unwrap().generation, ann.generation);
        store.disable_account(ann.id, by(NOW)).unwrap();
        let begun = store.begin_sign_in("ann", NOW).unwrap();
        assert!(!is_right(&begun, "another long password"));
    });
}

#[test]
fn the_tenth_failure_locks_a_name_whether_or_not_there_is_such_an_account() {
    on_both(|site| {
        let store = site.open();
        create(&store, "ann");
        for who in ["ann", "nobody"] {
            let mut now = NOW;
            let mut waits = Vec::new();
            for _ in 0..10 {
                let first = now;
                while store.begin_sign_in(who, now).unwrap().attempt.is_none() {
                    now += 1;
                }
                waits.push(now - first);
            }
            assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8, 16, 32], "{who}");
            let failures = store.failures(&name(who)).unwrap();
            assert_eq!(failures.count, 10);
            assert_eq!(failures.locked_until, Some(now + 900));
            // Another process, after a restart; the right password does not help either.
            let store = site.open();
            let begun = store.begin_sign_in(who, now + 899).unwrap();
            assert_eq!(begun.attempt, None);
            assert!(
                store
                    .begin_sign_in(who, now + 900)
                    .unwrap()
                    .attempt
                    .is_some()
            );
        }
        let ann = store.account_named(&name("ann")).unwrap().unwrap();
        store.unlock_account(ann.id, by(NOW)).unwrap();
        assert_eq!(store.failures(&ann.name).unwrap().count, 0);
        assert!(store.begin_sign_in("ann", NOW).unwrap().attempt.is_some());
        assert_eq!(
            store.account_events(1).unwrap()[0].deed,
            AccountDeed::Unlocked
        );
    });
}

#[test]
fn a_right_password_without_its_code_spares_nobody_the_wait() {
    on_both(|site| {
        let store = site.open();
        let ann = create(&store, "ann");
        let mut now = NOW;
        for failures in 1..=9 {
            // The password is right each time, the code behind it wrong.
            let password = loop {
                match store.begin_sign_in("ann", now).unwrap().attempt {
                    Some(attempt) => break attempt,
                    None => now += 1,
                }
            };
            store.take_back(&password).unwrap();
            assert!(store.begin_sign_in("ann", now).unwrap().attempt.is_some());
            assert_eq!(store.failures(&ann.name).unwrap().count, failures);
        }
        store.finish_sign_in(&ann, now).unwrap();
        assert_eq!(store.failures(&ann.name).unwrap().count, 0);
    });
}

#[test]
fn of_many_attempts_at_once_each_is_counted() {
    on_both(|site| {
        let store = site.open();
        create(&store, "ann");
        let let_through: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..12)
                .map(|_| scope.spawn(|| store.begin_sign_in("ann", NOW).unwrap().attempt.is_some()))
                .collect();
            threads
                .into_iter()
                .map(|it| usize::from(it.join().unwrap()))
                .sum()
        });
        assert_eq!(
            let_through, 4,
            "three without a wait, and the one that sets the first"
        );
        assert_eq!(store.failures(&name("ann")).unwrap().count, 4);
    });
}

#[test]
fn a_code_counts_once() {
    on_both(|site| {
        let store = site.open();
        let ann = create(&store, "ann");
        assert!(
            !store.use_code(ann.id, "000000", NOW).unwrap(),
            "none is enrolled"
        );
        let secret = TotpSecret::fresh().unwrap();
        let step = NOW / 30;
        let codes = store.enrol_totp(ann.id, &secret, step, by(NOW)).unwrap();
        assert!(store.account(ann.id).unwrap().unwrap().has_totp);
        // The one it was enrolled with is used, and so is every older one.
        assert!(!store.use_code(ann.id, &secret.code(step), NOW).unwrap());
        assert!(!store.use_code(ann.id, &secret.code(step - 1), NOW).unwrap());
        let next = secret.code(step + 1);
        assert!(store.use_code(ann.id, &next, NOW).unwrap());
        assert!(!store.use_code(ann.id, &next, NOW + 30).unwrap());
        assert!(!store.use_code(ann.id, "no code", NOW).unwrap());
        // Of several at once, one.
        let code = secret.code(step + 3);
        let used: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..6)
                .map(|_| scope.spawn(|| site.open().use_code(ann.id, &code, NOW + 90).unwrap()))
                .collect();
            threads
                .into_iter()
                .map(|it| usize::from(it.join().unwrap()))
                .sum()
        });
        assert_eq!(used, 1);
        // A recovery code, however it is typed, and of this account alone.
        let bob = create(&store, "bob");
        store
            .enrol_totp(bob.id, &TotpSecret::fresh().unwrap(), step, by(NOW))
            .unwrap();
        assert!(!store.use_code(bob.id, &codes[0], NOW).unwrap());
        assert!(
            store
                .use_code(ann.id, &codes[0].to_uppercase(), NOW)
                .unwrap()
        );
        assert!(!store.use_code(ann.id, &codes[0], NOW).unwrap());
        assert_eq!(
            store.recovery_codes_left(ann.id).unwrap(),
            codes.len() as u64 - 1
        );
        let bytes = site.database();
        assert!(!bytes.windows(20).any(|it| it == codes[1].as_bytes()));
        let before = store.account(ann.id).unwrap().unwrap().generation;
        store.reset_totp(ann.id, by(NOW)).unwrap();
        let after = store.account(ann.id).unwrap().unwrap();
        assert!(!after.has_totp && after.generation > before);
        assert!(!store.use_code(ann.id, &codes[1], NOW).unwrap());
    });
}

#[test]
fn secrets_of_second_factors_are_sealed_and_keep_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), store::Settings::default(), NOW).unwrap();
    let (ann, bob) = (create(&store, "ann"), create(&store, "bob"));
    let secret = TotpSecret::fresh().unwrap();
    for it in [&ann, &bob] {
        store.enrol_totp(it.id, &secret, 0, by(NOW)).unwrap();
    }
    let rows = rusqlite::Connection::open(folder.path().join("store.sqlite")).unwrap();
    let sealed = |id: i64| -> Vec<u8> {
        let sql = "SELECT totp FROM account WHERE id = ?1";
        rows.query_row(sql, [id], |row| row.get(0)).unwrap()
    };
    assert_ne!(sealed(ann.id), sealed(bob.id));
    assert!(sealed(ann.id).len() > 40);
    // Whoever may write the database but has not the key gives nobody another's second factor, nor one of his own.
    for forged in [sealed(bob.id), b"12345678901234567890".to_vec()] {
        let sql = "UPDATE account SET totp = ?2 WHERE id = ?1";
        rows.execute(sql, rusqlite::params![ann.id, forged])
            .unwrap();
        let known = TotpSecret::fresh().unwrap();
        let error = store
            .use_code(ann.id, &known.code(NOW / 30), NOW)
            .unwrap_err();
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
    }
}

#[test]
fn a_subject_of_a_provider_has_one_account_without_a_password() {
    on_both(|site| {
        let store = site.open();
        let new = |called: &str, subject: &str| NewAccount {
            name: name(called),
            display_name: None,
            role: Role::Admin,
            mailboxes: Vec::new(),
            password: None,
            openid: Some(OpenIdSubject {
                issuer: "https://id.example".to_owned(),
                subject: subject.to_owned(),
            }),
        };
        let ann = store.create_account(&new("ann", "1"), by(NOW)).unwrap();
        let error = store
            .create_account(&new("ann2", "1"), by(NOW))
            .unwrap_err();
        assert!(matches!(error, StoreError::Taken { .. }), "{error}");
        let found =
            |issuer: &str, subject: &str| store.account_of_subject(issuer, subject).unwrap();
        assert_eq!(found("https://id.example", "1"), Some(ann));
        assert_eq!(found("https://id.example", "2"), None);
        assert_eq!(found("https://other.example", "1"), None);
        let begun = store.begin_sign_in("ann", NOW).unwrap();
        assert_eq!(begun.account, None, "no password leads to it");
    });
}

#[test]
fn what_was_done_stays_on_record_when_the_account_is_gone() {
    on_both(|site| {
        let store = site.open();
        let ann = create(&store, "ann");
        store
            .set_account_role(ann.id, Role::Admin, by(NOW + 1))
            .unwrap();
        store.disable_account(ann.id, by(NOW + 2)).unwrap();
        store.enable_account(ann.id, by(NOW + 3)).unwrap();
        store.remove_account(ann.id, by(NOW + 4)).unwrap();
        assert_eq!(store.account(ann.id).unwrap(), None);
        let events = store.account_events(100).unwrap();
        let deeds: Vec<AccountDeed> = events.iter().rev().map(|it| it.deed).collect();
        assert_eq!(
            deeds,
            [
                AccountDeed::Created,
                AccountDeed::RoleChanged,
                AccountDeed::Disabled,
                AccountDeed::Enabled,
                AccountDeed::Removed
            ]
        );
        assert!(
            events
                .iter()
                .all(|it| it.account == "ann" && it.actor == "root")
        );
        assert_eq!(events[3].detail.as_deref(), Some("admin"));
        assert_eq!((events[0].time, events.len()), (NOW + 4, 5));
        // Its number is not given again: nobody's session becomes another's.
        assert!(create(&store, "ann").id > ann.id);
        let error = store.remove_account(ann.id, by(NOW)).unwrap_err();
        assert!(matches!(error, StoreError::NotFound { .. }), "{error}");
    });
}

#[test]
fn a_store_of_the_first_schema_is_brought_up_with_what_it_holds() {
    on_both(|site| {
        let token = store::Digest::of(b"x").0.to_vec();
        first_schema(site, &token);
        let store = site.open();
        let tokens = store.tokens().unwrap();
        assert_eq!(tokens.len(), 1);
        assert_eq!(
            (tokens[0].name.as_str(), tokens[0].role),
            ("Ann", Role::Admin)
        );
        assert_eq!(store.accounts().unwrap(), []);
        let ann = create(&store, "ann");
        // It is opened again as it is now.
        drop(store);
        let store = site.open();
        assert_eq!(store.account(ann.id).unwrap().unwrap(), ann);
        assert_eq!(store.tokens().unwrap(), tokens);
    });
}

fn mailboxes(all: &[&str]) -> Vec<Mailbox> {
    all.iter().map(|it| it.parse().unwrap()).collect()
}

#[test]
fn mailboxes_belong_to_accounts_and_it_stays_on_record() {
    on_both(|site| {
        let store = site.open();
        assert!(!store.has_accounts().unwrap());
        let new = NewAccount {
            name: name("pat"),
            display_name: None,
            role: Role::Reader,
            mailboxes: mailboxes(&["pat@home.example", "Pat@Home.example", "a.pat@home.example"]),
            password: None,
            openid: None,
        };
        let pat = store.create_account(&new, by(NOW)).unwrap();
        assert!(store.has_accounts().unwrap());
        assert_eq!(pat.role, Role::Reader);
        let own = mailboxes(&["a.pat@home.example", "pat@home.example"]);
        assert_eq!(pat.mailboxes, own, "each once, in order");
        // Two people may read one mailbox.
        let ann = create(&store, "ann");
        assert_eq!(ann.mailboxes, []);
        store.set_mailboxes(ann.id, &own, by(NOW)).unwrap();
        let known = store.account(ann.id).unwrap().unwrap();
        assert_eq!(known.mailboxes, own);
        assert_eq!(
            known.generation, ann.generation,
            "nobody is signed out by it"
        );
        store.set_mailboxes(ann.id, &[], by(NOW)).unwrap();
        assert_eq!(store.account(ann.id).unwrap().unwrap().mailboxes, []);
        let many: Vec<String> = (0..50).map(|it| format!("u{it}@home.example")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        store
            .set_mailboxes(ann.id, &mailboxes(&many), by(NOW))
            .unwrap();
        let known = store.account(ann.id).unwrap().unwrap();
        assert_eq!(known.mailboxes.len(), Mailbox::MOST);
        let events = store.account_events(3).unwrap();
        assert!(
            events
                .iter()
                .all(|it| it.deed == AccountDeed::MailboxesChanged)
        );
        assert_eq!(events[1].detail.as_deref(), Some("none"));
        assert_eq!(
            events[2].detail.as_deref(),
            Some("a.pat@home.example pat@home.example")
        );
        // A role of tokens is none of accounts, and the other way round.
        store
            .set_account_role(ann.id, Role::Check, by(NOW))
            .unwrap();
        assert_eq!(store.account(ann.id).unwrap().unwrap().role, Role::Reader);
        let token = store.create_token("t", Role::Reader, NOW, None).unwrap();
        let token = store.token(&token.text, NOW).unwrap().unwrap();
        assert_eq!(token.role, Role::Check);
        assert!(store.set_mailboxes(4711, &own, by(NOW)).is_err());
        for id in [pat.id, ann.id] {
            store.disable_account(id, by(NOW)).unwrap();
        }
        assert!(!store.has_accounts().unwrap());
    });
}

#[test]
fn accounts_from_before_mailboxes_have_none() {
    on_both(|site| {
        let store = site.open();
        let ann = create(&store, "ann");
        drop(store);
        let old = "ALTER TABLE account DROP COLUMN mailboxes;";
        if let Some(url) = &site.url {
            let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
            let version = "UPDATE meta SET value = '4' WHERE name = 'schema';";
            let sql = format!("SET search_path = offhook_store; {old} {version}");
            client.batch_execute(&sql).unwrap();
        } else {
            let rows = rusqlite::Connection::open(site.path().join("store.sqlite")).unwrap();
            let sql = format!("{old} PRAGMA user_version = 4;");
            rows.execute_batch(&sql).unwrap();
        }
        let store = site.open();
        assert_eq!(store.account(ann.id).unwrap().unwrap(), ann);
        let own = mailboxes(&["pat@home.example"]);
        store.set_mailboxes(ann.id, &own, by(NOW)).unwrap();
        drop(store);
        let again = site.open().account(ann.id).unwrap().unwrap();
        assert_eq!((again.mailboxes, again.role), (own, Role::Analyst));
    });
}

/// A store as the first schema has it, with a token in it.
fn first_schema(site: &Site, token: &[u8]) {
    if let Some(url) = &site.url {
        let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
        let made = "CREATE SCHEMA offhook_store; SET search_path = offhook_store; \
                    CREATE TABLE meta (name text PRIMARY KEY, value text NOT NULL); \
                    INSERT INTO meta (name, value) VALUES ('created', '1'), ('schema', '1');";
        client.batch_execute(made).unwrap();
        client
            .batch_execute(include_str!("../src/postgres/schema_1.sql"))
            .unwrap();
        let sql = "INSERT INTO token (digest, name, role, created) VALUES ($1, 'Ann', 3, 1)";
        client.execute(sql, &[&token]).unwrap();
        return;
    }
    let rows = rusqlite::Connection::open(site.path().join("store.sqlite")).unwrap();
    rows.pragma_update(None, "journal_mode", "wal").unwrap();
    rows.execute_batch(include_str!("../src/sqlite/schema_1.sql"))
        .unwrap();
    rows.pragma_update(None, "application_id", 0x6f66_7374)
        .unwrap();
    rows.pragma_update(None, "user_version", 1).unwrap();
    rows.execute("INSERT INTO meta (name, value) VALUES ('created', '1')", [])
        .unwrap();
    let sql = "INSERT INTO token (digest, name, role, created) VALUES (?1, 'Ann', 3, 1)";
    rows.execute(sql, [token]).unwrap();
}
