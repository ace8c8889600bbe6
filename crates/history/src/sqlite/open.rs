//! Opening the file: settings of a connection, schema, keys.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _, TransactionBehavior};

use super::{fault, migration};
use crate::error::HistoryError;
use crate::key;
use crate::settings::Settings;
use crate::subject::Keys;

/// `ofhk`: says that a file is a history (SQLite's `application_id`).
const APPLICATION: i64 = 0x6f66_686b;
/// The schemas in order; a file of schema N has had the first N applied.
const MIGRATIONS: &[Migration] = &[
    |it| it.execute_batch(include_str!("schema_1.sql")),
    |it| {
        it.execute_batch(include_str!("schema_2.sql"))?;
        migration::to_schema_2(it)
    },
];
type Migration = fn(&Connection) -> rusqlite::Result<()>;
/// The newest schema.
pub(super) const SCHEMA: i64 = MIGRATIONS.len().cast_signed() as i64;

/// Pages that a connection caches, in KiB. Small, as SQLite walks through all of them at the end of a transaction in which
/// it had to balance a tree; what is not cached here is in the system's cache.
const CACHE_KIB: i64 = 8 << 10;
/// Pages of 4 KiB in the log before they are moved into the file. The more, the more often a page is moved once for many
/// changes; a reader looks them up in a table.
const LOG_PAGES: i64 = 4_000;

/// A connection to `file` that is set up.
pub(super) fn connect(file: &Path, patience: Duration) -> Result<Connection, HistoryError> {
    let place = file.display().to_string();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(file, flags).map_err(|it| fault::at(&place, &it))?;
    let set_up = || -> rusqlite::Result<()> {
        connection.busy_timeout(patience)?;
        connection.set_prepared_statement_cache_capacity(64);
        // Nothing in the file may call functions or be believed without a check of its shape.
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        // Else many a statement is compiled anew with each value that is bound to it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.pragma_update(None, "synchronous", "normal")?;
        Ok(())
    };
    set_up().map_err(|it| fault::at(&place, &it))?;
    Ok(connection)
}

/// Brings the schema up to date and reads the keys.
pub(super) fn prepare(
    connection: &mut Connection,
    file: &Path,
    settings: &Settings,
) -> Result<Keys, HistoryError> {
    let place = file.display().to_string();
    let failed = |it| fault::at(&place, &it);
    // In one transaction: another process may be making the file into a history at this moment.
    let (application, version, tables) = connection
        .transaction()
        .and_then(|it| identity(&it))
        .map_err(failed)?;
    if application != APPLICATION && (application != 0 || version != 0 || tables > 0) {
        return Err(HistoryError::Foreign { place });
    }
    refuse_newer(&place, version)?;
    if version < SCHEMA {
        write_ahead(connection, settings.patience).map_err(failed)?;
        migrate(connection, &place)?;
    }
    keys(connection, &place, &key_file(file, settings))
}

/// Between two tries to change the kind of log.
const PAUSE: Duration = Duration::from_millis(20);

/// Has the file keep a write-ahead log. SQLite waits for nobody when it changes the kind of log, whatever the
/// busy timeout is, and several processes may open a new file at once.
fn write_ahead(connection: &Connection, patience: Duration) -> rusqlite::Result<()> {
    let end = Instant::now() + patience;
    loop {
        let changed = connection.pragma_update(None, "journal_mode", "wal");
        let is_busy = changed
            .as_ref()
            .is_err_and(|it| it.sqlite_error_code() == Some(ErrorCode::DatabaseBusy));
        if !is_busy || Instant::now() >= end {
            return changed;
        }
        std::thread::sleep(PAUSE);
    }
}

/// The key's file.
pub(super) fn key_file(file: &Path, settings: &Settings) -> PathBuf {
    settings.key_file.clone().unwrap_or_else(|| {
        let mut name = file.as_os_str().to_owned();
        name.push(".key");
        name.into()
    })
}

fn identity(connection: &Connection) -> rusqlite::Result<(i64, i64, i64)> {
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get(0));
    Ok((
        number("PRAGMA application_id")?,
        number("PRAGMA user_version")?,
        number("SELECT count(*) FROM sqlite_schema")?,
    ))
}

fn refuse_newer(place: &str, found: i64) -> Result<(), HistoryError> {
    if found > SCHEMA {
        return Err(HistoryError::NewerSchema {
            place: place.to_owned(),
            found,
            known: SCHEMA,
        });
    }
    Ok(())
}

/// One process migrates; others wait and find it done.
fn migrate(connection: &mut Connection, place: &str) -> Result<(), HistoryError> {
    let failed = |it| fault::at(place, &it);
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    let (_, version, _) = identity(&transaction).map_err(failed)?;
    refuse_newer(place, version)?;
    let done = usize::try_from(version).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        migration(&transaction).map_err(failed)?;
    }
    transaction
        .pragma_update(None, "application_id", APPLICATION)
        .and_then(|()| transaction.pragma_update(None, "user_version", SCHEMA))
        .and_then(|()| transaction.commit())
        .map_err(failed)
}

/// The salt from the database, the secret from its file; both are made where there are none. A secret other
/// than the one the database was written with is refused: its mailboxes and orders would not be found.
fn keys(connection: &Connection, place: &str, file: &Path) -> Result<Keys, HistoryError> {
    let failed = |it| fault::at(place, &it);
    let meta = |name: &str| {
        connection
            .query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| {
                row.get::<_, String>(0)
            })
            .optional()
            .map_err(failed)
    };
    let known = meta("fingerprint")?;
    let wrong = || HistoryError::WrongKey {
        place: place.to_owned(),
        key: file.display().to_string(),
    };
    let secret = match &known {
        Some(_) => key::read(file)?.ok_or_else(wrong)?,
        None => key::read_or_create(file)?,
    };
    let set = |name: &str, value: &str| {
        connection
            .execute(
                "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                [name, value],
            )
            .map_err(failed)
    };
    if known.is_none() {
        let mut salt = [0; 32];
        key::random(&mut salt)?;
        set("salt", &key::to_hex(&salt))?;
    }
    let salt = meta("salt")?.and_then(|it| key::from_hex(&it));
    let salt = salt.ok_or_else(|| HistoryError::Corrupt {
        place: place.to_owned(),
        detail: "no salt".to_owned(),
    })?;
    let keys = Keys { salt, secret };
    if known.is_none() {
        set("fingerprint", &keys.fingerprint())?;
    }
    if meta("fingerprint")?.as_deref() != Some(&keys.fingerprint()) {
        return Err(wrong());
    }
    Ok(keys)
}
