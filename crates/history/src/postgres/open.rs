//! Reading the URL, bringing the schema up to date, reading the keys.

use std::time::Duration;

use postgres::Config;
use postgres::config::{Host, SslMode};

use super::link::Link;
use crate::error::HistoryError;
use crate::key;
use crate::settings::Settings;
use crate::subject::Keys;

/// The schemas in order; a database of schema N has had the first N applied.
const MIGRATIONS: &[&str] = &[include_str!("schema_1.sql"), include_str!("schema_2.sql")];
/// The newest schema.
pub(super) const SCHEMA: i64 = MIGRATIONS.len().cast_signed() as i64;
/// The lock that a process holds while it migrates: `ofhk`.
const MIGRATION_LOCK: i64 = 0x6f66_686b;

/// What went wrong in setting up: the connection, or what was found.
pub(super) enum SetupError {
    Connection(postgres::Error),
    Found(HistoryError),
}

impl From<postgres::Error> for SetupError {
    fn from(error: postgres::Error) -> Self {
        Self::Connection(error)
    }
}

impl From<HistoryError> for SetupError {
    fn from(error: HistoryError) -> Self {
        Self::Found(error)
    }
}

/// The configuration that `url` stands for, and what to call the place: host and database, no password.
pub(super) fn config(url: &str, patience: Duration) -> Result<(Config, String), HistoryError> {
    let shown = without_password(url);
    let refused = |detail: String| HistoryError::Address {
        place: shown.clone(),
        detail,
    };
    let mut config: Config = url
        .parse()
        .map_err(|it: postgres::Error| refused(it.to_string()))?;
    if matches!(config.get_ssl_mode(), SslMode::Require) {
        return Err(refused(
            "TLS is not supported: use a Unix socket or a tunnel".to_owned(),
        ));
    }
    config.ssl_mode(SslMode::Disable);
    config.application_name("offhook");
    config.connect_timeout(patience);
    let milliseconds = patience.as_millis();
    // The statements are written so that each look is a short walk in one index; what the planner makes of
    // them must not depend on statistics of the day. Compiling them (jit) takes longer than running them.
    let options = format!(
        "{} -c search_path=offhook -c statement_timeout={milliseconds} \
         -c lock_timeout={milliseconds} -c jit=off -c plan_cache_mode=force_generic_plan \
         -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off \
         -c client_min_messages=warning",
        config.get_options().unwrap_or_default()
    );
    config.options(options.trim());
    let place = name(&config);
    Ok((config, place))
}

/// `postgres://host:port/database`.
fn name(config: &Config) -> String {
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        #[cfg(unix)]
        Some(Host::Unix(path)) => path.display().to_string(),
        _ => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let database = config
        .get_dbname()
        .or_else(|| config.get_user())
        .unwrap_or_default();
    format!("postgres://{host}:{port}/{database}")
}

/// `url` as it may be shown.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "the URL".to_owned();
    };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    format!("{scheme}://{rest}")
}

/// Brings the schema up to date and reads the keys.
pub(super) fn prepare(
    link: &mut Link,
    place: &str,
    settings: &Settings,
) -> Result<Keys, SetupError> {
    match version(link, place)? {
        Some(SCHEMA) => {}
        Some(found) if found > SCHEMA => return Err(newer(place, found).into()),
        _ => migrate(link, place)?,
    }
    keys(link, place, settings)
}

fn newer(place: &str, found: i64) -> HistoryError {
    HistoryError::NewerSchema {
        place: place.to_owned(),
        found,
        known: SCHEMA,
    }
}

/// The schema's version; `None` where there is no history yet. The catalogue is asked as a table: what a session has
/// cached of names (`to_regclass`) does not show what another process has just made.
fn version(client: &mut impl HasClient, place: &str) -> Result<Option<i64>, SetupError> {
    let row = client.one(
        "SELECT count(*), count(*) FILTER (WHERE c.relname = 'meta') \
         FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace \
         WHERE n.nspname = 'offhook'",
    )?;
    match (row.try_get(0)?, row.try_get(1)?) {
        (0_i64, _) => return Ok(None),
        (_, 0_i64) => {
            return Err(SetupError::Found(HistoryError::Foreign {
                place: format!("{place}, schema offhook,"),
            }));
        }
        _ => {}
    }
    let row = client.one("SELECT max(value) FROM offhook.meta WHERE name = 'schema'")?;
    let version: Option<String> = row.try_get(0)?;
    Ok(version.and_then(|it| it.parse().ok()))
}

/// A client or a transaction of one.
trait HasClient {
    fn one(&mut self, sql: &str) -> Result<postgres::Row, postgres::Error>;
}

impl HasClient for Link {
    fn one(&mut self, sql: &str) -> Result<postgres::Row, postgres::Error> {
        self.client.query_one(sql, &[])
    }
}

impl HasClient for postgres::Transaction<'_> {
    fn one(&mut self, sql: &str) -> Result<postgres::Row, postgres::Error> {
        self.query_one(sql, &[])
    }
}

/// One process migrates; others wait and find it done.
fn migrate(link: &mut Link, place: &str) -> Result<(), SetupError> {
    let mut transaction = link.client.transaction()?;
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATION_LOCK])?;
    let done = match version(&mut transaction, place)? {
        Some(found) if found > SCHEMA => return Err(newer(place, found).into()),
        Some(found) => usize::try_from(found).unwrap_or(0),
        None => {
            transaction.batch_execute(
                "CREATE SCHEMA IF NOT EXISTS offhook; \
                 CREATE TABLE offhook.meta (name text PRIMARY KEY, value text NOT NULL)",
            )?;
            0
        }
    };
    for migration in MIGRATIONS.iter().skip(done) {
        transaction.batch_execute(migration)?;
    }
    transaction.execute(
        "INSERT INTO meta (name, value) VALUES ('schema', $1) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        &[&SCHEMA.to_string()],
    )?;
    transaction.commit()?;
    Ok(())
}

/// The salt from the database; the secret from the key file where one is named, else from the database too.
fn keys(link: &mut Link, place: &str, settings: &Settings) -> Result<Keys, SetupError> {
    let salt = kept(link, place, "salt")?;
    let known = meta(link, "fingerprint")?;
    let wrong = |key: String| HistoryError::WrongKey {
        place: place.to_owned(),
        key,
    };
    let secret = match &settings.key_file {
        Some(file) if known.is_some() => {
            key::read(file)?.ok_or_else(|| wrong(file.display().to_string()))?
        }
        Some(file) => key::read_or_create(file)?,
        // A database whose key lies in a file holds none.
        None if known.is_some() && meta(link, "secret")?.is_none() => {
            return Err(wrong("no key file, as none is set,".to_owned()).into());
        }
        None => kept(link, place, "secret")?,
    };
    let keys = Keys { salt, secret };
    set(link, "fingerprint", &keys.fingerprint())?;
    if meta(link, "fingerprint")?.as_deref() != Some(&keys.fingerprint()) {
        let file = settings.key_file.as_ref();
        let name = file.map_or_else(|| place.to_owned(), |it| it.display().to_string());
        return Err(wrong(name).into());
    }
    Ok(keys)
}

/// 32 bytes that the database holds, made where there are none.
fn kept(link: &mut Link, place: &str, name: &str) -> Result<[u8; 32], SetupError> {
    if meta(link, name)?.is_none() {
        let mut fresh = [0; 32];
        key::random(&mut fresh)?;
        set(link, name, &key::to_hex(&fresh))?;
    }
    let found = meta(link, name)?.and_then(|it| key::from_hex(&it));
    found.ok_or_else(|| {
        SetupError::Found(HistoryError::Corrupt {
            place: place.to_owned(),
            detail: format!("no {name}"),
        })
    })
}

fn meta(link: &mut Link, name: &str) -> Result<Option<String>, postgres::Error> {
    let sql = "SELECT value FROM meta WHERE name = $1";
    let row = link.client.query_opt(sql, &[&name])?;
    row.map(|it| it.try_get(0)).transpose()
}

fn set(link: &mut Link, name: &str, value: &str) -> Result<(), postgres::Error> {
    let sql = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    link.client.execute(sql, &[&name, &value])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_shows_no_password() {
        let patience = Duration::from_secs(1);
        let url = "postgres://mail:hunter2@db.example:5433/history?connect_timeout=3";
        let (_, place) = config(url, patience).unwrap();
        assert_eq!(place, "postgres://db.example:5433/history");
        for bad in [
            "postgres://mail:hunter2@db.example:port/history",
            "postgres://mail:hunter2@db.example/history?sslmode=require",
        ] {
            let error = config(bad, patience).unwrap_err().to_string();
            assert!(!error.contains("hunter2"), "{error}");
            assert!(error.contains("db.example"), "{error}");
        }
    }
}
