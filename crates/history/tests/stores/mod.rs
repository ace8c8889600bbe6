//! Both stores for the tests: SQLite in a temporary directory, PostgreSQL for real.

#![allow(dead_code)] // each test file uses a part
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use history::{
    Conclusion, Knowledge, MessageKey, NumberSeen, Observation, SenderSeen, Settings, Standing,
    Store, Verdict,
};

pub(crate) const DAY: i64 = 86_400;
/// When the tests take place.
pub(crate) const NOW: i64 = 1_795_000_000;

/// Runs `check` on an empty SQLite file and on an empty PostgreSQL database.
pub(crate) fn on_both(settings: &Settings, check: impl Fn(&dyn Store)) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("history.db");
    check(&*history::open(file.to_str().unwrap(), settings.clone()).unwrap());
    if let Some(server) = Server::start() {
        check(&*history::open(&server.url(), settings.clone()).unwrap());
    }
}

/// A PostgreSQL server of the test's own, without a network port.
pub(crate) struct Server {
    folder: tempfile::TempDir,
    binaries: PathBuf,
    as_other: bool,
}

impl Server {
    /// Starts one; `None`, with a message, where PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Self> {
        let Some(binaries) = binaries() else {
            let required = std::env::var_os("OFFHOOK_REQUIRE_ALL").is_some_and(|it| it == "1");
            assert!(!required, "PostgreSQL is required and not installed");
            eprintln!("skipped on PostgreSQL: it is not installed (Debian: postgresql)");
            return None;
        };
        let folder = tempfile::Builder::new().prefix("ofhk").tempdir().unwrap();
        let server = Self {
            as_other: is_root(),
            folder,
            binaries,
        };
        if server.as_other {
            // PostgreSQL refuses to run as root.
            let all = std::fs::Permissions::from_mode(0o777);
            std::fs::set_permissions(server.folder.path(), all).unwrap();
        }
        server.run(
            "initdb",
            &[
                "-A",
                "trust",
                "-U",
                "tester",
                "-E",
                "UTF8",
                "--no-sync",
                "-D",
            ],
        );
        server.go();
        Some(server)
    }

    pub(crate) fn go(&self) {
        let socket = format!(
            "-c listen_addresses='' -c unix_socket_directories='{}' -c shared_buffers=64MB",
            self.folder.path().display()
        );
        self.run(
            "pg_ctl",
            &["-w", "-l", "/dev/null", "-o", &socket, "start", "-D"],
        );
    }

    pub(crate) fn stop(&self, mode: &str) {
        self.run("pg_ctl", &["-w", "-m", mode, "stop", "-D"]);
    }

    pub(crate) fn url(&self) -> String {
        let folder = self.folder.path().display().to_string();
        format!("postgres://tester@{}/postgres", folder.replace('/', "%2F"))
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.path().join(".s.PGSQL.5432")
    }

    pub(crate) fn postmaster(&self) -> String {
        let file = self.data().join("postmaster.pid");
        let text = Self::output(Command::new("cat").arg(file));
        text.lines().next().unwrap().to_owned()
    }

    pub(crate) fn sql(&self, sql: &str) -> String {
        let mut psql = Command::new("psql");
        psql.args(["-qAt", "-U", "tester", "-d", "postgres", "-h"]);
        psql.arg(self.folder.path()).args(["-c", sql]);
        Self::output(&mut psql)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn output(command: &mut Command) -> String {
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a program of the server with the data directory as last argument.
    fn run(&self, program: &str, arguments: &[&str]) {
        let program = self.binaries.join(program);
        let mut command = if self.as_other {
            let mut command = Command::new("runuser");
            command.args(["-u", "nobody", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.args(arguments).arg(self.data());
        // A server that inherited a pipe would keep whoever reads it waiting.
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.current_dir("/");
        assert!(command.status().unwrap().success(), "{command:?}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() || self.as_other {
            let program = self.binaries.join("pg_ctl");
            let mut command = if self.as_other {
                let mut command = Command::new("runuser");
                command.args(["-u", "nobody", "--"]).arg(program);
                command
            } else {
                Command::new(program)
            };
            command
                .args(["-w", "-m", "immediate", "stop", "-D"])
                .arg(self.data());
            command
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .current_dir("/");
            let _ = command.status();
        }
    }
}

pub(crate) fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().unwrap();
    output.stdout.trim_ascii() == b"0"
}

/// Where Debian and others put the server's programs: the newest version.
fn binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(Result::ok)
        .filter_map(|it| {
            let version = it.file_name().to_str()?.parse().ok()?;
            Some((version, it.path().join("bin")))
        })
        .filter(|(_, path)| path.join("initdb").exists())
        .collect();
    found.sort();
    found.pop().map(|(_, path)| path)
}

pub(crate) fn exists(path: &Path) -> bool {
    path.exists()
}

/// A key made of a number.
pub(crate) fn key(number: u64) -> MessageKey {
    let mut key = MessageKey::default();
    key.0[..8].copy_from_slice(&number.to_be_bytes());
    key
}

pub(crate) const PAT: &str = "pat@home.example";

/// Authenticated mail to Pat.
pub(crate) fn mail(number: u64, received: i64, from: &str) -> Observation {
    Observation {
        message: key(number),
        received,
        mailbox: Some(PAT.to_owned()),
        sender: Some(SenderSeen {
            address: from.to_owned(),
            domain: from.split('@').nth(1).unwrap().to_owned(),
            authenticated: true,
        }),
        ..Observation::default()
    }
}

pub(crate) fn forged(number: u64, received: i64, from: &str) -> Observation {
    let mut it = mail(number, received, from);
    it.sender.as_mut().unwrap().authenticated = false;
    it
}

pub(crate) fn with_number(mut it: Observation, e164: &str) -> Observation {
    it.numbers.push(NumberSeen {
        e164: e164.to_owned(),
        standing: Standing::Other,
    });
    it
}

pub(crate) fn to(mut it: Observation, mailbox: &str) -> Observation {
    it.mailbox = Some(mailbox.to_owned());
    it
}

pub(crate) fn judged(number: u64, verdict: Verdict) -> Conclusion {
    Conclusion {
        message: key(number),
        verdict,
        score: 0.9,
        attack_types: vec!["Callback Phishing".to_owned()],
        rules: vec!["a_rule".to_owned()],
        rests_on_history: false,
    }
}

pub(crate) fn order_mail(number: u64, received: i64, id: &str) -> Observation {
    let mut it = mail(number, received, "orders@shop.example");
    it.genuine_brand = Some("shop".to_owned());
    it.claimed_brand = Some("shop".to_owned());
    it.order_ids = vec![id.to_owned()];
    it
}

pub(crate) const NUMBER: &str = "+18055550142";

pub(crate) fn orders() -> Settings {
    Settings {
        orders: true,
        ..Settings::default()
    }
}

pub(crate) fn check(test: impl Fn(&dyn Store)) {
    on_both(&orders(), test);
}

pub(crate) fn observe(store: &dyn Store, observation: &Observation) -> Knowledge {
    store.observe(observation).unwrap()
}
