//! What an operator may set of the store and the quarantine.

use std::net::ToSocketAddrs as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Settings, Store, StoreError};

/// What is kept of mail, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreSettings {
    /// The directory; nothing is kept where there is none.
    pub directory: Option<PathBuf>,
    /// A `postgres://` URL for the rows; a SQLite file in the directory where there is none.
    pub url: Option<String>,
    /// The file with the key; `credential:NAME` is a credential of systemd's.
    pub key_file: Option<PathBuf>,
    /// Days for which records are kept; 0 is for ever.
    pub keep_days: u32,
    /// Whether records keep subjects.
    pub keep_subjects: bool,
    /// Whether records keep what was quoted from mail.
    pub keep_quotes: bool,
}

impl Default for StoreSettings {
    fn default() -> Self {
        Self {
            directory: None,
            url: None,
            key_file: None,
            keep_days: 90,
            keep_subjects: true,
            keep_quotes: true,
        }
    }
}

/// The quarantine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QuarantineSettings {
    /// Whether messages are encrypted where they lie.
    pub encrypt: bool,
    /// Bytes of all messages held.
    pub bytes: u64,
    /// Days for which a message is held; 0 is for ever.
    pub keep_days: u32,
    /// What becomes of a message that cannot be held.
    pub when_full: WhenFull,
    /// The mail server that takes what is released, as `HOST:PORT`.
    pub release_to: String,
    /// Where readers reach the HTTP door, in front of `/release/…`; without it digests hold no links.
    pub public_url: Option<String>,
    /// Who writes digests; `postmaster` at the reader's domain where nobody is named.
    pub digest_from: Option<String>,
    /// Days for which a link in a digest works.
    pub link_days: u32,
}

impl Default for QuarantineSettings {
    fn default() -> Self {
        Self {
            encrypt: false,
            bytes: 10 << 30,
            keep_days: 30,
            when_full: WhenFull::Tempfail,
            release_to: "127.0.0.1:25".to_owned(),
            public_url: None,
            digest_from: None,
            link_days: 14,
        }
    }
}

/// What becomes of a message that cannot be held: the disk or the quarantine is full, the database away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenFull {
    /// The mail server keeps it and comes again.
    Tempfail,
    /// It is delivered, marked.
    Tag,
}

impl QuarantineSettings {
    /// What is wrong with the values: key and reason.
    pub(crate) fn problems(&self) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        // The name is looked up when it is used; here only its form counts.
        let form = self.release_to.rsplit_once(':');
        let is_place =
            form.is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
        if !is_place {
            let reason = format!("{:?} is no HOST:PORT", self.release_to);
            found.push(("quarantine.release_to", reason));
        }
        let is_link = |it: &String| it.starts_with("http://") || it.starts_with("https://");
        let is_plain = |it: &String| it.bytes().all(|it| matches!(it, b'!'..=b'~'));
        if self
            .public_url
            .as_ref()
            .is_some_and(|it| !is_link(it) || !is_plain(it))
        {
            let reason = "is no http:// or https:// URL".to_owned();
            found.push(("quarantine.public_url", reason));
        }
        if self
            .digest_from
            .as_ref()
            .is_some_and(|it| !super::smtp::is_address(it) || !it.contains('@'))
        {
            found.push(("quarantine.digest_from", "is no address".to_owned()));
        }
        if self.bytes == 0 {
            found.push(("quarantine.bytes", "must not be 0".to_owned()));
        }
        if self.link_days == 0 {
            found.push(("quarantine.link_days", "must not be 0".to_owned()));
        }
        found
    }

    /// The addresses of the mail server that takes what is released.
    pub(super) fn addresses(&self) -> std::io::Result<Vec<std::net::SocketAddr>> {
        Ok(self.release_to.to_socket_addrs()?.collect())
    }
}

/// Why there is no store to work with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// None is set.
    #[error("no store is set: name a `directory` in [store] of the settings")]
    NotSet,
    /// The key is to come from systemd, which has not started this process, or not with credentials.
    #[error("the key is the credential {0:?}, and there is no $CREDENTIALS_DIRECTORY")]
    NoCredentials(String),
    /// It cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens the store that is set.
pub fn open_store(
    store: &StoreSettings,
    quarantine: &QuarantineSettings,
) -> Result<Store, OpenError> {
    let directory = store.directory.as_deref().ok_or(OpenError::NotSet)?;
    let key_file = store.key_file.as_deref().map(named_file).transpose()?;
    let settings = Settings {
        keep_subjects: store.keep_subjects,
        keep_quotes: store.keep_quotes,
        encrypt: quarantine.encrypt,
        most_bytes: quarantine.bytes,
        database: store.url.clone(),
        key_file,
        ..Settings::default()
    };
    Ok(Store::open(
        directory,
        settings,
        Timestamp::now().as_second(),
    )?)
}

/// The file that is `named`: `credential:NAME` is one that systemd hands over.
pub(crate) fn named_file(named: &Path) -> Result<PathBuf, OpenError> {
    let text = named.to_string_lossy();
    let Some(credential) = text.strip_prefix("credential:") else {
        return Ok(named.to_owned());
    };
    let folder = std::env::var_os("CREDENTIALS_DIRECTORY");
    let folder = folder.ok_or_else(|| OpenError::NoCredentials(credential.to_owned()))?;
    Ok(Path::new(&folder).join(credential))
}
