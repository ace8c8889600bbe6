//! Stores and records for the tests.

#![allow(dead_code)] // each test file uses a part
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use serde_json::json;
use store::{Digest, Envelope, Likeness, NewRecord, Settings, Store, StoreError, Verdict};

#[path = "../../../history/tests/stores/mod.rs"]
pub(crate) mod stores;

/// When the tests take place.
pub(crate) const NOW: i64 = 1_795_000_000;
pub(crate) const PAT: &str = "pat@home.example";
pub(crate) const ANN: &str = "ann@home.example";

/// Where a store is made: a folder, and a PostgreSQL database or none.
pub(crate) struct Site {
    folder: tempfile::TempDir,
    pub(crate) url: Option<String>,
}

impl Site {
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn open(&self) -> Store {
        self.open_with(Settings::default())
    }

    pub(crate) fn open_with(&self, settings: Settings) -> Store {
        self.try_open(settings, NOW).unwrap()
    }

    pub(crate) fn try_open(&self, settings: Settings, now: i64) -> Result<Store, StoreError> {
        let settings = Settings {
            database: self.url.clone(),
            ..settings
        };
        Store::open(self.path(), settings, now)
    }

    /// What is in the files of the database, where it is of files.
    pub(crate) fn database(&self) -> Vec<u8> {
        let names = ["store.sqlite", "store.sqlite-wal"];
        let files = names.iter().map(|it| std::fs::read(self.path().join(it)));
        files.filter_map(Result::ok).flatten().collect()
    }
}

/// Runs `check` with SQLite and with PostgreSQL, on nothing.
pub(crate) fn on_both(check: impl Fn(&Site)) {
    let site = |url| Site {
        folder: tempfile::tempdir().unwrap(),
        url,
    };
    check(&site(None));
    if let Some(server) = stores::Server::start() {
        check(&site(Some(server.url())));
    }
}

pub(crate) fn record(time: i64) -> NewRecord {
    NewRecord {
        time,
        door: "milter".to_owned(),
        queue_id: Some("4Xy".to_owned()),
        mail_from: Some("a@evil.example".to_owned()),
        recipients: vec![PAT.to_owned()],
        subject: Some("Your Norton renewal".to_owned()),
        from: "Billing@Evil.example".to_owned(),
        message_id: Some(format!("<{time}@evil.example>")),
        verdict: Verdict::Malicious,
        score: 0.97,
        action: "quarantine".to_owned(),
        attack_types: vec!["callback_phishing".to_owned()],
        brands: vec!["norton".to_owned()],
        numbers: vec!["+18055550142".to_owned()],
        content: Digest::of(&time.to_be_bytes()),
        microseconds: Some(1_500),
        likeness: Likeness {
            text: Some(7),
            template: Some(u64::MAX),
        },
        report: json!({
            "subject": "Your Norton renewal",
            "summary": "Somebody pretends to be Norton.",
            "evidence": [{ "signal": "call_request", "weight": 2.0, "quote": "call now to cancel", "text": "It says \"call now\"." }],
        }),
    }
}

pub(crate) fn message(text: &str) -> Vec<u8> {
    format!("From: a@evil.example\r\nTo: {PAT}\r\nSubject: x\r\n\r\n{text}\r\n").into_bytes()
}

pub(crate) fn to(recipients: &[&str]) -> Envelope {
    Envelope {
        mail_from: "a@evil.example".to_owned(),
        recipients: recipients.iter().map(|it| (*it).to_owned()).collect(),
    }
}

/// Files of messages in the store.
pub(crate) fn files(folder: &Path) -> usize {
    let walk = |folder: &Path| -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|it| it.unwrap().path()).collect()
    };
    let parts = walk(&folder.join("messages"));
    parts.iter().map(|it| walk(it).len()).sum()
}
