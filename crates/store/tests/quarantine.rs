//! The quarantine: what was held is there, once, until it is released, deleted or expires.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod made;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use made::{ANN, NOW, PAT, files, message, on_both, record, to};
use store::{
    Digest, EntryFilter, EntryState, Filter, Page, Redeemed, Role, Settings, Store, StoreError,
    UNDO_SECONDS,
};

const DAY: i64 = 86_400;

#[test]
fn a_message_is_kept_once_with_an_entry_for_each_recipient() {
    on_both(|folder| {
        let store = folder.open();
        let bytes = message("call now");
        let held = store
            .hold(
                &bytes,
                &to(&[PAT, ANN, "Pat@Home.example"]),
                record(NOW),
                Some("Norton?"),
            )
            .unwrap();
        assert!(!held.was_held);
        assert_eq!(held.entries[0], held.entries[2], "the same mailbox");
        assert_eq!(files(folder.path()), 1);
        let usage = store.usage().unwrap();
        assert_eq!((usage.held, usage.bytes), (2, bytes.len() as u64));
        assert_eq!(store.count_records().unwrap(), 1);
        // The mail server comes again, as it heard no answer.
        let again = store
            .hold(&bytes, &to(&[PAT, ANN]), record(NOW + 9), None)
            .unwrap();
        assert!(again.was_held);
        assert_eq!(again.entries, held.entries[..2]);
        assert_eq!(store.usage().unwrap(), usage);
        // One more recipient is one more entry.
        let more = store.hold(
            &bytes,
            &to(&[PAT, "eve@home.example"]),
            record(NOW + 9),
            None,
        );
        assert_eq!(more.unwrap().entries[0], held.entries[0]);
        assert_eq!(store.usage().unwrap().held, 3);
        let read = store.message(held.entries[1]).unwrap();
        assert_eq!(read.bytes, bytes);
        assert_eq!(read.entry.recipient, ANN);
        assert_eq!(read.entry.cause.as_deref(), Some("Norton?"));
        let record = store.record(read.entry.record).unwrap().unwrap();
        assert_eq!(record.content, Digest::of(&bytes));
    });
}

#[test]
fn bytes_go_with_the_last_entry_that_needs_them() {
    on_both(|folder| {
        let store = folder.open();
        let bytes = message("call now");
        let held = store
            .hold(&bytes, &to(&[PAT, ANN]), record(NOW), None)
            .unwrap();
        let claim = store.claim(held.entries[0], NOW).unwrap();
        store
            .finish_release(&claim, "ann", Some("asked"), NOW + 1)
            .unwrap();
        assert_eq!(files(folder.path()), 1);
        store.delete(held.entries[1], "ann", None, NOW + 2).unwrap();
        assert_eq!(store.forget_deleted(NOW + 1 + UNDO_SECONDS).unwrap(), 0);
        assert_eq!(files(folder.path()), 1, "it can still be brought back");
        assert_eq!(store.forget_deleted(NOW + 2 + UNDO_SECONDS).unwrap(), 1);
        assert_eq!(files(folder.path()), 0);
        assert_eq!(store.usage().unwrap().bytes, 0);
        let entry = store.entry(held.entries[0]).unwrap().unwrap();
        assert_eq!(entry.state, EntryState::Released);
        assert_eq!(entry.changed_by.as_deref(), Some("ann"));
        assert_eq!(entry.reason.as_deref(), Some("asked"));
        for error in [
            store.message(held.entries[0]).unwrap_err(),
            store.claim(held.entries[0], NOW).unwrap_err(),
            store.delete(held.entries[0], "ann", None, NOW).unwrap_err(),
        ] {
            assert!(matches!(error, StoreError::Settled { .. }), "{error}");
        }
        // It comes once more, and is held once more.
        let again = store
            .hold(&bytes, &to(&[PAT]), record(NOW + DAY), None)
            .unwrap();
        assert!(!again.was_held);
        assert_eq!(store.message(again.entries[0]).unwrap().bytes, bytes);
    });
}

#[test]
fn old_entries_expire_and_those_of_a_purged_mailbox_are_gone() {
    on_both(|folder| {
        let store = folder.open();
        let old = store
            .hold(&message("1"), &to(&[PAT]), record(NOW), None)
            .unwrap();
        let new = store
            .hold(&message("2"), &to(&[PAT, ANN]), record(NOW + DAY), None)
            .unwrap();
        assert_eq!(store.expire_entries(NOW + DAY, NOW + DAY).unwrap(), 1);
        assert_eq!(
            store.entry(old.entries[0]).unwrap().unwrap().state,
            EntryState::Expired
        );
        assert_eq!(files(folder.path()), 1);
        // Two entries, and the one record; the other was to both recipients and is of one now.
        store.purge(PAT).unwrap();
        assert_eq!(store.entry(old.entries[0]).unwrap(), None);
        let left = store
            .entries(&EntryFilter::default(), &Page::first(10))
            .unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].id, new.entries[1]);
        assert_eq!(store.message(left[0].id).unwrap().bytes, message("2"));
        store.purge(ANN).unwrap();
        assert_eq!(files(folder.path()), 0);
    });
}

#[test]
fn of_many_who_release_at_once_one_does() {
    on_both(|folder| {
        let store = folder.open();
        let held = store
            .hold(&message("x"), &to(&[PAT]), record(NOW), None)
            .unwrap();
        let id = held.entries[0];
        let claims: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    // Each as a process of its own would.
                    scope.spawn(|| folder.open().claim(id, NOW).is_ok())
                })
                .collect();
            threads
                .into_iter()
                .map(|it| usize::from(it.join().unwrap()))
                .sum()
        });
        assert_eq!(claims, 1);
        let error = store.delete(id, "ann", None, NOW).unwrap_err();
        assert!(matches!(error, StoreError::Claimed { .. }), "{error}");
        // Whoever claimed it died.
        let claim = store.claim(id, NOW + 601).unwrap();
        store.give_back(&claim).unwrap();
        let claim = store.claim(id, NOW + 602).unwrap();
        store.finish_release(&claim, "ann", None, NOW).unwrap();
    });
}

#[test]
fn holding_and_deleting_the_same_message_at_once_loses_nothing() {
    on_both(|folder| {
        let store = folder.open();
        let bytes = message("the same for all");
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let (store, bytes) = (&store, &bytes);
                scope.spawn(move || {
                    let recipient = format!("user{thread}@home.example");
                    for round in 0..30 {
                        let envelope = to(&[&recipient]);
                        let held = store
                            .hold(bytes, &envelope, record(NOW + round), None)
                            .unwrap();
                        assert_eq!(store.message(held.entries[0]).unwrap().bytes, *bytes);
                        store.delete(held.entries[0], "x", None, NOW).unwrap();
                        store.forget_deleted(NOW + UNDO_SECONDS).unwrap();
                    }
                });
            }
        });
        assert_eq!(files(folder.path()), 0);
        assert_eq!(store.usage().unwrap().bytes, 0);
    });
}

#[test]
fn what_is_damaged_is_never_handed_out() {
    on_both(|folder| {
        let store = folder.open();
        let held = store
            .hold(&message("x"), &to(&[PAT]), record(NOW), None)
            .unwrap();
        let path = only_file(folder.path());
        std::fs::write(&path, message("y")).unwrap();
        let error = store.message(held.entries[0]).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert!(
            error.to_string().contains(path.to_str().unwrap()),
            "{error}"
        );
        std::fs::remove_file(&path).unwrap();
        assert!(store.claim(held.entries[0], NOW).is_err());
        assert_eq!(store.audit().unwrap().missing, [Digest::of(&message("x"))]);
        // The same message comes again: what was lost is there again.
        let again = store
            .hold(&message("x"), &to(&[PAT]), record(NOW), None)
            .unwrap();
        assert_eq!(again.entries, held.entries);
        assert_eq!(store.message(held.entries[0]).unwrap().bytes, message("x"));
    });
}

fn only_file(folder: &Path) -> PathBuf {
    let part = std::fs::read_dir(folder.join("messages")).unwrap().next();
    let file = std::fs::read_dir(part.unwrap().unwrap().path())
        .unwrap()
        .next();
    file.unwrap().unwrap().path()
}

#[test]
fn messages_are_encrypted_where_that_is_set_and_read_either_way() {
    on_both(|folder| {
        let plain = {
            let store = folder.open();
            store
                .hold(&message("plain text"), &to(&[PAT]), record(NOW), None)
                .unwrap()
        };
        let settings = Settings {
            encrypt: true,
            ..Settings::default()
        };
        let store = folder.open_with(settings);
        let secret = store
            .hold(&message("secret text"), &to(&[PAT]), record(NOW), None)
            .unwrap();
        let mut found = [false; 2];
        for part in std::fs::read_dir(folder.path().join("messages")).unwrap() {
            for file in std::fs::read_dir(part.unwrap().path()).unwrap() {
                let bytes = std::fs::read(file.unwrap().path()).unwrap();
                found[0] |= bytes.windows(10).any(|it| it == b"plain text");
                found[1] |= bytes.windows(11).any(|it| it == b"secret text");
            }
        }
        assert_eq!(found, [true, false]);
        assert_eq!(
            store.message(plain.entries[0]).unwrap().bytes,
            message("plain text")
        );
        assert_eq!(
            store.message(secret.entries[0]).unwrap().bytes,
            message("secret text")
        );
        drop(store);
        let kept = std::fs::read(folder.path().join("key")).unwrap();
        std::fs::write(folder.path().join("key"), "00".repeat(32)).unwrap();
        let error = folder.try_open(Settings::default(), NOW).unwrap_err();
        assert!(matches!(error, StoreError::WrongKey { .. }), "{error}");
        std::fs::remove_file(folder.path().join("key")).unwrap();
        let error = folder.try_open(Settings::default(), NOW).unwrap_err();
        assert!(matches!(error, StoreError::WrongKey { .. }), "{error}");
        assert!(
            !folder.path().join("key").exists(),
            "no key is made in its place"
        );
        std::fs::write(folder.path().join("key"), kept).unwrap();
        assert_eq!(
            folder.open().message(secret.entries[0]).unwrap().bytes,
            message("secret text")
        );
    });
}

/// Somebody puts another store in the place of one that is open.
#[test]
fn another_store_in_its_place_takes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (here, other) = (folder.path().join("a"), folder.path().join("b"));
    let open = |path: &Path| Store::open(path, Settings::default(), NOW).unwrap();
    let store = open(&here);
    drop(open(&other));
    std::fs::rename(&here, folder.path().join("c")).unwrap();
    std::fs::rename(&other, &here).unwrap();
    for _ in 0..2 {
        let error = store
            .hold(&message("x"), &to(&[PAT]), record(NOW), None)
            .unwrap_err();
        assert!(matches!(error, StoreError::Gone { .. }), "{error}");
    }
    // Its own, back again.
    std::fs::rename(&here, &other).unwrap();
    std::fs::rename(folder.path().join("c"), &here).unwrap();
    store
        .hold(&message("x"), &to(&[PAT]), record(NOW), None)
        .unwrap();
}

#[test]
fn the_quarantine_is_bounded_and_leaves_nothing_where_it_is_full() {
    on_both(|folder| {
        let settings = Settings {
            most_bytes: 150,
            ..Settings::default()
        };
        let store = folder.open_with(settings);
        let first = message("x");
        assert!(first.len() > 50 && first.len() < 75, "{}", first.len());
        store.hold(&first, &to(&[PAT]), record(NOW), None).unwrap();
        store
            .hold(&message("y"), &to(&[PAT]), record(NOW), None)
            .unwrap();
        let error = store
            .hold(&message("z"), &to(&[PAT]), record(NOW), None)
            .unwrap_err();
        assert!(
            matches!(error, StoreError::QuarantineFull { most: 150, .. }),
            "{error}"
        );
        assert_eq!(files(folder.path()), 2);
        assert_eq!(store.usage().unwrap().held, 2);
        // Another recipient of what is held takes no more room.
        store.hold(&first, &to(&[ANN]), record(NOW), None).unwrap();
    });
}

#[test]
fn leftovers_go_after_an_hour_unless_the_database_may_have_been_lost() {
    on_both(|folder| {
        let now = SystemTime::now();
        let since = now
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap()
            .as_secs()
            .cast_signed();
        let store = folder
            .try_open(Settings::default(), since - 3 * 3600)
            .unwrap();
        let held = store
            .hold(&message("x"), &to(&[PAT]), record(NOW), None)
            .unwrap();
        let messages = folder.path().join("messages");
        let put = |name: &str, hours: u64| {
            let part = messages.join(name.get(..2).unwrap());
            std::fs::create_dir_all(&part).unwrap();
            let path = part.join(name);
            std::fs::write(&path, "left").unwrap();
            let file = std::fs::File::options().append(true).open(&path).unwrap();
            file.set_modified(now - Duration::from_secs(hours * 3600 + 60))
                .unwrap();
            path
        };
        let (orphan, older) = (
            Digest::of(b"orphan").to_string(),
            Digest::of(b"older").to_string(),
        );
        let young = Digest::of(b"young").to_string();
        let gone = [put(&orphan, 2), put(".new-0", 2)];
        let stay = [put(&young, 0), put(".new-1", 0), put(&older, 4)];
        let audit = store.audit().unwrap();
        assert_eq!(audit.removed, 2);
        assert_eq!(audit.strange, [older]);
        assert_eq!(audit.missing, []);
        assert!(gone.iter().all(|it| !it.exists()));
        assert!(stay.iter().all(|it| it.exists()));
        assert_eq!(store.message(held.entries[0]).unwrap().bytes, message("x"));
    });
}

#[test]
fn entries_are_listed_by_what_they_are() {
    on_both(|folder| {
        let store = folder.open();
        let first = store
            .hold(&message("1"), &to(&[PAT, ANN]), record(NOW), None)
            .unwrap();
        let second = store
            .hold(&message("2"), &to(&[ANN]), record(NOW + DAY), None)
            .unwrap();
        store.tell(&first.entries, NOW).unwrap();
        let of = |filter: EntryFilter| -> Vec<_> {
            let entries = store.entries(&filter, &Page::first(10)).unwrap();
            entries.iter().map(|it| it.id).collect()
        };
        let base = EntryFilter::default;
        let untold = EntryFilter {
            untold: true,
            ..base()
        };
        assert_eq!(of(untold), second.entries);
        let mine = EntryFilter {
            recipient: Some(PAT.to_uppercase()),
            ..base()
        };
        assert_eq!(of(mine), first.entries[..1]);
        let content = Some(Digest::of(&message("2")));
        assert_eq!(of(EntryFilter { content, ..base() }), second.entries);
        let old = EntryFilter {
            held_before: Some(NOW + 1),
            ..base()
        };
        assert_eq!(of(old).len(), 2);
        let released = EntryFilter {
            state: Some(EntryState::Released),
            ..base()
        };
        assert_eq!(of(released), []);
        let newest = store.entries(&base(), &Page::first(1)).unwrap()[0].id;
        assert_eq!(newest, second.entries[0]);
        let rest = store.entries(&base(), &Page::after(newest, 10)).unwrap();
        assert_eq!(rest.len(), 2);
        let records = store.records(&Filter::default(), &Page::first(10)).unwrap();
        assert_eq!(records.len(), 2);
    });
}

#[test]
fn a_ticket_lets_one_message_to_one_recipient_through_once() {
    on_both(|folder| {
        let store = folder.open();
        let bytes = message("x");
        let held = store.hold(&bytes, &to(&[PAT]), record(NOW), None).unwrap();
        let entry = Some(held.entries[0]);
        let issue = |expires| store.issue_ticket(entry, &bytes, PAT, expires).unwrap();
        let redeem = |ticket: &str| store.redeem_ticket(ticket, &bytes, PAT, NOW).unwrap();
        let ticket = issue(NOW + 60);
        let other = message("y");
        assert_eq!(
            store.redeem_ticket(&ticket, &other, PAT, NOW).unwrap(),
            Redeemed::Forged
        );
        assert_eq!(
            store.redeem_ticket(&ticket, &bytes, ANN, NOW).unwrap(),
            Redeemed::Forged
        );
        let longer = ticket.replace("expires=17950", "expires=19950");
        assert_eq!(redeem(&longer), Redeemed::Forged);
        for bad in [
            "",
            "v1",
            "v2; id=0",
            &ticket[..ticket.len() - 1],
            &format!("{ticket}; x=y"),
        ] {
            assert_eq!(redeem(bad), Redeemed::Forged, "{bad}");
        }
        assert_eq!(
            store.redeem_ticket(&ticket, &bytes, PAT, NOW + 60).unwrap(),
            Redeemed::Expired
        );
        let results: Vec<Redeemed> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        let store = folder.open();
                        store
                            .redeem_ticket(&ticket, &bytes, &PAT.to_uppercase(), NOW)
                            .unwrap()
                    })
                })
                .collect();
            threads.into_iter().map(|it| it.join().unwrap()).collect()
        });
        let valid = results
            .iter()
            .filter(|it| matches!(it, Redeemed::Valid(_)))
            .count();
        let used = results.iter().filter(|it| **it == Redeemed::Used).count();
        assert_eq!((valid, used), (1, 7), "{results:?}");
        assert_eq!(redeem(&ticket), Redeemed::Used);
        // A ticket of another store counts for nothing here.
        let elsewhere = tempfile::tempdir().unwrap();
        let theirs = Store::open(elsewhere.path(), Settings::default(), NOW)
            .unwrap()
            .issue_ticket(entry, &bytes, PAT, NOW + 60)
            .unwrap();
        assert_eq!(redeem(&theirs), Redeemed::Forged);
    });
}

#[test]
fn a_link_counts_while_its_entry_is_held() {
    on_both(|folder| {
        let store = folder.open();
        let held = store
            .hold(&message("x"), &to(&[PAT]), record(NOW), None)
            .unwrap();
        let id = held.entries[0];
        let link = store.issue_link(id, NOW + 60).unwrap();
        assert_eq!(store.link(&link, NOW).unwrap(), Some(id));
        assert_eq!(
            store.link(&link, NOW).unwrap(),
            Some(id),
            "looking uses nothing up"
        );
        assert_eq!(store.link(&link, NOW + 60).unwrap(), None);
        assert_eq!(store.link(&"0".repeat(32), NOW).unwrap(), None);
        assert_eq!(store.link("", NOW).unwrap(), None);
        let claim = store.claim(id, NOW).unwrap();
        store.finish_release(&claim, PAT, None, NOW).unwrap();
        assert_eq!(store.link(&link, NOW).unwrap(), None);
        let database = folder.database();
        assert!(
            !database.windows(32).any(|it| it == link.as_bytes()),
            "only a digest is kept"
        );
    });
}

#[test]
fn tokens_count_until_they_expire_or_are_revoked() {
    on_both(|folder| {
        let store = folder.open();
        let secret = store
            .create_token("console", Role::Analyst, NOW, Some(NOW + DAY))
            .unwrap();
        assert_eq!(secret.text.len(), 35);
        assert!(secret.text.starts_with("oh_"));
        let found = store.token(&secret.text, NOW).unwrap().unwrap();
        assert_eq!(
            (found.role, found.name.as_str()),
            (Role::Analyst, "console")
        );
        assert!(Role::Admin > Role::Analyst && Role::Analyst > Role::Check);
        for bad in [
            "",
            "oh_",
            &secret.text[..34],
            &secret.text.to_uppercase(),
            &"oh_".repeat(20),
        ] {
            assert_eq!(store.token(bad, NOW).unwrap(), None, "{bad}");
        }
        assert_eq!(store.token(&secret.text, NOW + DAY).unwrap(), None);
        assert_eq!(store.tokens().unwrap()[0].last_used, Some(NOW));
        store.revoke_token(secret.id, NOW + 5).unwrap();
        assert_eq!(store.token(&secret.text, NOW + 6).unwrap(), None);
        assert!(store.revoke_token(secret.id, NOW + 7).is_err());
        let database = folder.database();
        let random = &secret.text.as_bytes()[3..];
        assert!(
            !database.windows(32).any(|it| it == random),
            "only a digest is kept"
        );
    });
}
