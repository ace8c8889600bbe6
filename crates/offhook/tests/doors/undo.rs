//! What was deleted from the quarantine by mistake is brought back, by REST and by the command line, and it stays on record.

use jiff::Timestamp;
use serde_json::Value;
use store::{Digest, EntryId, Envelope, Settings, Store, UNDO_SECONDS};

use crate::doors::rest::{Desk, command};

const PAT: &str = "pat@example.org";

/// Mail that is held for Pat, in the store of a server that runs.
fn held(store: &Store, text: &str) -> EntryId {
    let raw = format!("From: a@evil.example\r\nTo: {PAT}\r\nSubject: x\r\n\r\n{text}\r\n");
    let engine = detect::Engine::new(detect::Options::default()).unwrap();
    let report = engine.judge("message", raw.as_bytes());
    let mut record = gateway::new_record(&report, Digest::of(raw.as_bytes()));
    record.time = Timestamp::now().as_second();
    let envelope = Envelope {
        mail_from: "a@evil.example".to_owned(),
        recipients: vec![PAT.to_owned()],
    };
    let held = store.hold(raw.as_bytes(), &envelope, record, None);
    held.unwrap().entries[0]
}

#[test]
fn a_deletion_is_undone_in_time_by_rest_and_by_the_command_line() {
    let Some(desk) = Desk::open("") else { return };
    let now = Timestamp::now().as_second();
    let store = Store::open(&desk.directory(), Settings::default(), now).unwrap();
    let entry = held(&store, "call now");
    let path = format!("/v1/quarantine/{entry}");
    let restore = format!("{path}/restore");
    let state = || {
        let (_, found) = desk.ask(Some("analyst"), &path, &[]);
        let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
        (text("state"), text("changed_by"), text("reason"))
    };
    let is =
        |state: &str, by: &str, reason: &str| (state.to_owned(), by.to_owned(), reason.to_owned());
    // What was not deleted is not brought back, and who may not look at the quarantine brings nothing back.
    let (status, problem) = desk.post("analyst", &restore, "");
    assert_eq!(status, 409, "{problem}");
    assert_eq!(desk.ask(Some("analyst"), &path, &["-X", "DELETE"]).0, 204);
    assert_eq!(desk.post("check", &restore, "").0, 403);
    assert_eq!(desk.ask(None, &restore, &["-X", "POST"]).0, 401);
    assert_eq!(desk.post("analyst", &restore, "[").0, 400);
    let nobody = format!("/v1/quarantine/{}/restore", EntryId(1));
    assert_eq!(desk.post("analyst", &nobody, "").0, 404);
    assert_eq!(state(), is("deleted", "desk", ""));
    let (status, problem) = desk.post("analyst", &restore, "{\"reason\": \"a slip\"}");
    assert_eq!((status, problem), (204, Value::Null));
    assert_eq!(state(), is("held", "desk", "a slip"));
    assert!(store.message(entry).is_ok());
    // The command line does the same.
    let run = |arguments: &[&str]| {
        let output = command(&desk.settings()).args(arguments).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(text).unwrap())
    };
    let id = entry.to_string();
    assert_eq!(
        run(&["quarantine", "delete", &id, "--by", "bob"]).0,
        Some(0)
    );
    let (code, text) = run(&[
        "quarantine",
        "restore",
        &id,
        "--by",
        "ann",
        "--reason",
        "again",
    ]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("brought back"), "{text}");
    assert_eq!(state(), is("held", "ann", "again"));
    // After that time it is too late.
    store
        .delete(entry, "ann", None, now - UNDO_SECONDS - 5)
        .unwrap();
    let (status, problem) = desk.post("admin", &restore, "");
    assert_eq!(status, 409, "{problem}");
    let detail = problem["detail"].as_str().unwrap_or_default();
    assert!(
        detail.contains("can no longer be brought back"),
        "{problem}"
    );
    let (code, text) = run(&["quarantine", "restore", &id, "--by", "ann"]);
    assert!(code != Some(0) && text.contains("no longer"), "{text}");
}
