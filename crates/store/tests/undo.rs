//! What was deleted is brought back, in time.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod made;

use made::{ANN, NOW, PAT, files, message, on_both, record, to};
use store::{EntryState, StoreError, UNDO_SECONDS};

#[test]
fn what_was_deleted_by_mistake_is_brought_back_in_time() {
    on_both(|folder| {
        let store = folder.open();
        let bytes = message("call now");
        let held = store
            .hold(&bytes, &to(&[PAT, ANN]), record(NOW), None)
            .unwrap();
        let [first, second] = held.entries[..] else {
            panic!("{held:?}");
        };
        store.delete(first, "ann", Some("scam"), NOW).unwrap();
        store.delete(second, "ann", Some("scam"), NOW).unwrap();
        store
            .restore(first, "bob", Some("a mistake"), NOW + UNDO_SECONDS - 1)
            .unwrap();
        let entry = store.entry(first).unwrap().unwrap();
        assert_eq!(entry.state, EntryState::Held);
        assert_eq!(entry.changed_by.as_deref(), Some("bob"));
        assert_eq!(entry.reason.as_deref(), Some("a mistake"));
        assert_eq!(store.message(first).unwrap().bytes, bytes);
        let error = store.restore(first, "bob", None, NOW + 1).unwrap_err();
        assert!(matches!(error, StoreError::Settled { .. }), "{error}");
        // The time of the other is over; the first still needs the bytes.
        assert_eq!(store.forget_deleted(NOW + UNDO_SECONDS).unwrap(), 1);
        let error = store
            .restore(second, "bob", None, NOW + UNDO_SECONDS)
            .unwrap_err();
        assert!(matches!(error, StoreError::TooLate { .. }), "{error}");
        assert_eq!(store.message(first).unwrap().bytes, bytes);
        // Released mail has left: it does not come back.
        let claim = store.claim(first, NOW).unwrap();
        store.finish_release(&claim, "ann", None, NOW).unwrap();
        let error = store.restore(first, "bob", None, NOW).unwrap_err();
        assert!(matches!(error, StoreError::Settled { .. }), "{error}");
        assert_eq!(files(folder.path()), 0);
    });
}

#[test]
fn what_was_deleted_and_came_again_is_held_once() {
    on_both(|folder| {
        let store = folder.open();
        let bytes = message("call now");
        let hold = |time| {
            let held = store.hold(&bytes, &to(&[PAT]), record(time), None);
            held.unwrap().entries[0]
        };
        let first = hold(NOW);
        store.delete(first, "ann", None, NOW + 1).unwrap();
        let second = hold(NOW + 2);
        assert_ne!(first, second);
        let error = store.restore(first, "ann", None, NOW + 3).unwrap_err();
        assert!(matches!(error, StoreError::TooLate { .. }), "{error}");
        store.forget_deleted(NOW + 2 * UNDO_SECONDS).unwrap();
        assert_eq!(store.message(second).unwrap().bytes, bytes);
        // A purged mailbox leaves nothing to bring back.
        store.delete(second, "ann", None, NOW + 4).unwrap();
        store.purge(PAT).unwrap();
        assert_eq!(files(folder.path()), 0);
        assert!(store.restore(second, "ann", None, NOW + 5).is_err());
    });
}
