//! Reading the URL, connecting, bringing the schema up to date.

use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls, Transaction};

use super::fault::{self, Fault};
use crate::error::StoreError;
use crate::record::UnixSeconds;

/// The schemas in order; a database of schema N has had the first N applied.
const MIGRATIONS: &[&str] = &[
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
    include_str!("schema_5.sql"),
];
/// The newest schema.
const SCHEMA: i64 = MIGRATIONS.len().cast_signed() as i64;
/// The lock that a process holds while it migrates: `ofst`.
const MIGRATION_LOCK: i64 = 0x6f66_7374;

/// The configuration that `url` stands for, and what to call the place: host and database, no password.
pub(super) fn config(url: &str, patience: Duration) -> Result<(Config, String), StoreError> {
    let shown = without_password(url);
    let refused = |detail: String| StoreError::Address {
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
    config.application_name("offhook store");
    config.connect_timeout(patience);
    // A host that vanished is not waited for for ever.
    config.tcp_user_timeout(patience);
    config.keepalives_idle(patience);
    let milliseconds = patience.as_millis();
    let options = format!(
        "{} -c search_path=offhook_store -c statement_timeout={milliseconds} \
         -c lock_timeout={milliseconds} -c idle_in_transaction_session_timeout=60000 -c jit=off \
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
        Some(Host::Unix(path)) => path.display().to_string(),
        None => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let database = config.get_dbname().or_else(|| config.get_user());
    format!("postgres://{host}:{port}/{}", database.unwrap_or_default())
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

pub(super) fn connect(config: &Config, place: &str) -> Result<Client, StoreError> {
    config
        .connect(NoTls)
        .map_err(|error| fault::at(place, &error))
}

/// Brings the schema up to date. One process does; others wait and find it done.
pub(super) fn prepare(
    client: &mut Client,
    place: &str,
    now: UnixSeconds,
) -> Result<(), StoreError> {
    let mut migrate = || -> Result<(), Fault> {
        let mut transaction = client.transaction()?;
        transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&MIGRATION_LOCK])?;
        let done = match version(&mut transaction, place)? {
            Some(found) if found > SCHEMA => {
                return Err(StoreError::NewerSchema {
                    place: place.to_owned(),
                    found,
                    known: SCHEMA,
                }
                .into());
            }
            Some(SCHEMA) => return Ok(()),
            Some(found) => usize::try_from(found).unwrap_or(0),
            None => {
                transaction.batch_execute(
                    "CREATE SCHEMA IF NOT EXISTS offhook_store; \
                     CREATE TABLE offhook_store.meta (name text PRIMARY KEY, value text NOT NULL)",
                )?;
                let sql = "INSERT INTO meta (name, value) VALUES ('created', $1)";
                transaction.execute(sql, &[&now.to_string()])?;
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
        Ok(transaction.commit()?)
    };
    migrate().map_err(|it| it.at(place))
}

/// The schema's version; `None` where there is no store yet.
fn version(transaction: &mut Transaction<'_>, place: &str) -> Result<Option<i64>, Fault> {
    let row = transaction.query_one(
        "SELECT count(*), count(*) FILTER (WHERE c.relname = 'meta') \
         FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace \
         WHERE n.nspname = 'offhook_store'",
        &[],
    )?;
    match (row.try_get(0)?, row.try_get(1)?) {
        (0_i64, _) => return Ok(None),
        (_, 0_i64) => {
            return Err(StoreError::Foreign {
                place: format!("{place}, schema offhook_store,"),
            }
            .into());
        }
        _ => {}
    }
    let row = transaction.query_one("SELECT max(value) FROM meta WHERE name = 'schema'", &[])?;
    let version: Option<String> = row.try_get(0)?;
    Ok(version.and_then(|it| it.parse().ok()))
}
