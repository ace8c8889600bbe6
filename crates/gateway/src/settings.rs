//! What an operator may set of the servers.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use console::Setting as ShownSetting;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::abuse::AbuseSettings;
use crate::listen::Endpoint;
use crate::openid::{ConsoleSettings, OpenIdSettings};
use crate::policy::PolicySettings;
use crate::quarantine::{QuarantineSettings, StoreSettings};

/// How the servers run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServeSettings {
    /// Messages that are judged at the same time; 0 means one for each core.
    pub workers: usize,
    /// Messages that may wait for a worker.
    pub queue: usize,
    /// What becomes of a message that finds the queue full.
    pub when_busy: WhenBusy,
    /// Bytes of one message.
    pub message_bytes: usize,
    /// Bytes of all messages that are being received and judged.
    pub held_bytes: usize,
    /// Connections at the same time, each door by itself.
    pub connections: usize,
    /// Seconds in which one message must have arrived.
    pub receive_seconds: u64,
    /// Seconds that a connection may rest between two commands.
    pub idle_seconds: u64,
    /// Seconds that a message at work may take once the server is told to end.
    pub shutdown_seconds: u64,
    /// How the log is written.
    pub log: LogFormat,
}

impl Default for ServeSettings {
    fn default() -> Self {
        Self {
            workers: 0,
            queue: 256,
            when_busy: WhenBusy::Tempfail,
            message_bytes: 64 * 1024 * 1024,
            held_bytes: 1024 * 1024 * 1024,
            connections: 1000,
            receive_seconds: 300,
            idle_seconds: 600,
            shutdown_seconds: 30,
            log: LogFormat::Text,
        }
    }
}

impl ServeSettings {
    pub(crate) fn receive(&self) -> Duration {
        Duration::from_secs(self.receive_seconds)
    }

    pub(crate) fn idle(&self) -> Duration {
        Duration::from_secs(self.idle_seconds)
    }

    /// Messages judged at the same time.
    pub(crate) fn parallel(&self) -> usize {
        if self.workers > 0 {
            return self.workers;
        }
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    }
}

/// How the log is written to standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Lines for people, with fields as `name=value`.
    Text,
    /// A JSON object a line, for what collects logs.
    Json,
}

/// What becomes of a message for which there is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenBusy {
    /// The client is told to come again later.
    Tempfail,
    /// It is delivered, marked as not judged.
    Accept,
}

/// The milter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MilterSettings {
    /// Where it listens; nowhere where empty.
    pub listen: Vec<String>,
    /// What becomes of mail of one's own: of clients that logged in or stand in `own_networks`.
    pub own_mail: OwnMail,
    /// Networks of one's own, as `192.0.2.0/24` or one address.
    pub own_networks: Vec<String>,
    /// Whether `Authentication-Results` that are in the mail already may count, because a filter before this one
    /// writes them and removes forged ones.
    pub believe_results: bool,
}

impl Default for MilterSettings {
    fn default() -> Self {
        Self {
            listen: vec!["127.0.0.1:11401".to_owned()],
            own_mail: OwnMail::Skip,
            own_networks: Vec::new(),
            believe_results: false,
        }
    }
}

impl MilterSettings {
    /// Whether `ip` stands in a network of one's own. IPv4 addresses written as IPv6 are taken for what they are.
    pub(crate) fn is_own(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        let networks = self.own_networks.iter().filter_map(|it| network(it));
        networks.into_iter().any(|it| it.contains(&ip))
    }
}

fn network(name: &str) -> Option<IpNet> {
    let one = || name.parse::<IpAddr>().ok().map(IpNet::from);
    name.parse().ok().or_else(one)
}

/// What becomes of mail of one's own people and machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnMail {
    /// It passes untouched and unread.
    Skip,
    /// It is judged, counted and recorded, and passes untouched: a mailbox that was taken over shows.
    Observe,
    /// It is treated as all mail is, by the policy of its recipients.
    Enforce,
}

/// The spamd protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SpamdSettings {
    /// Where it listens; nowhere where empty.
    pub listen: Vec<String>,
    /// The users whose word on a message is kept in the history. The protocol proves no name.
    pub teachers: Vec<String>,
}

impl Default for SpamdSettings {
    fn default() -> Self {
        Self {
            listen: vec!["127.0.0.1:11402".to_owned()],
            teachers: Vec::new(),
        }
    }
}

/// HTTP: Rspamd's protocol, the REST interface, health and metrics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HttpSettings {
    /// Where it listens; nowhere where empty.
    pub listen: Vec<String>,
    /// The users whose word on a message is kept in the history. The protocol proves no name.
    pub teachers: Vec<String>,
    /// Requests to the REST interface that one token may make in a minute; 0 is as many as it likes.
    pub requests_per_minute: u32,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            listen: vec!["127.0.0.1:11403".to_owned()],
            teachers: Vec::new(),
            requests_per_minute: 600,
        }
    }
}

/// The page "Is this a scam?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WebSettings {
    /// Where it listens; nowhere where empty.
    pub listen: Vec<String>,
    /// Bytes of one upload.
    pub upload_bytes: usize,
    /// How often one client may ask in a minute; 0 for as often as it likes.
    pub per_minute: u32,
    /// Whether a proxy before the page writes the client's address into `X-Forwarded-For`.
    pub behind_proxy: bool,
}

impl Default for WebSettings {
    fn default() -> Self {
        let page = console::Settings::default();
        Self {
            listen: vec!["127.0.0.1:11404".to_owned()],
            upload_bytes: page.upload_bytes,
            per_minute: page.per_minute,
            behind_proxy: page.behind_proxy,
        }
    }
}

/// All of them together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// How the servers run.
    pub serve: ServeSettings,
    /// What becomes of mail.
    pub policy: PolicySettings,
    /// The milter.
    pub milter: MilterSettings,
    /// The spamd protocol.
    pub spamd: SpamdSettings,
    /// HTTP.
    pub http: HttpSettings,
    /// The mailbox for reports.
    pub abuse: AbuseSettings,
    /// The page "Is this a scam?".
    pub web: WebSettings,
    /// Who signs in to the console, and how.
    pub console: ConsoleSettings,
    /// The provider of OpenID Connect that signs people in to the console.
    pub openid: OpenIdSettings,
    /// The directory of rules that the console may change; the engine reads it too.
    pub editable_rules: Option<PathBuf>,
    /// The history, if there is one: where it lies and how it is kept.
    pub history: Option<(String, history::Settings)>,
    /// What is kept of mail, and where.
    pub store: StoreSettings,
    /// The quarantine.
    pub quarantine: QuarantineSettings,
    /// All settings as the console shows them, without secrets.
    pub shown: Vec<ShownSetting>,
    /// The name under which own authentication results are recorded: incoming fields that bear it are removed.
    pub authserv_id: String,
}

impl Settings {
    /// What is wrong with the values: key and reason.
    pub fn problems(&self) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        let doors = [
            ("milter.listen", &self.milter.listen),
            ("spamd.listen", &self.spamd.listen),
            ("http.listen", &self.http.listen),
            ("web.listen", &self.web.listen),
        ];
        for (key, all) in doors {
            for name in all {
                if let Err(error) = name.parse::<Endpoint>() {
                    found.push((key, error.to_string()));
                }
            }
        }
        let serve = &self.serve;
        let positive = [
            ("serve.queue", serve.queue),
            ("serve.message_bytes", serve.message_bytes),
            ("serve.connections", serve.connections),
            ("serve.receive_seconds", serve.receive_seconds as usize),
            ("serve.idle_seconds", serve.idle_seconds as usize),
            ("web.upload_bytes", self.web.upload_bytes),
        ];
        for (key, value) in positive {
            if value == 0 {
                found.push((key, "must not be 0".to_owned()));
            }
        }
        for (key, value) in [
            ("serve.workers", serve.workers),
            ("serve.queue", serve.queue),
            ("serve.connections", serve.connections),
        ] {
            if value > MOST {
                found.push((key, format!("must not be over {MOST}")));
            }
        }
        if serve.held_bytes < serve.message_bytes {
            let reason = "must hold one message at least (serve.message_bytes)".to_owned();
            found.push(("serve.held_bytes", reason));
        }
        if serve.held_bytes < self.web.upload_bytes.saturating_mul(2) {
            let reason = "must not be over half of serve.held_bytes".to_owned();
            found.push(("web.upload_bytes", reason));
        }
        for name in &self.milter.own_networks {
            if network(name).is_none() {
                let reason =
                    format!("{name:?} is neither an address nor a network such as 192.0.2.0/24");
                found.push(("milter.own_networks", reason));
            }
        }
        found.extend(self.policy.problems());
        found.extend(self.abuse.problems());
        found.extend(self.openid.problems());
        found.extend(self.quarantine.problems());
        let is_database =
            |it: &String| it.starts_with("postgres://") || it.starts_with("postgresql://");
        if self.store.url.as_ref().is_some_and(|it| !is_database(it)) {
            found.push(("store.url", "is no postgresql:// address".to_owned()));
        }
        if self.store.directory.is_none() {
            let used = self.policy.quarantines().into_iter();
            let reason = "\"quarantine\" needs a place: set store.directory";
            found.extend(used.map(|key| (key, reason.to_owned())));
        }
        found
    }
}

/// More of anything than this is a mistake.
const MOST: usize = 100_000;
