//! Opening the file: settings of a connection, and the schema.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::fault;
use crate::error::StoreError;
use crate::record::UnixSeconds;

/// `ofst`: says that a file is a store (SQLite's `application_id`).
const APPLICATION: i64 = 0x6f66_7374;
/// The schemas in order; a file of schema N has had the first N applied.
const MIGRATIONS: &[&str] = &[
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
    include_str!("schema_5.sql"),
];
/// The newest schema.
const SCHEMA: i64 = MIGRATIONS.len().cast_signed() as i64;

/// Pages that a connection caches, in KiB.
const CACHE_KIB: i64 = 16 << 10;
/// Between two tries to change the kind of log.
const PAUSE: Duration = Duration::from_millis(20);

/// Which file is behind a name: the device and the number on it.
pub(super) type Identity = (u64, u64);

pub(super) fn identity(file: &Path) -> Option<Identity> {
    let about = fs::metadata(file).ok()?;
    Some((about.dev(), about.ino()))
}

/// A connection to `file`, which is there, set up.
pub(super) fn connect(file: &Path, patience: Duration) -> Result<Connection, StoreError> {
    let place = file.display().to_string();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(file, flags).map_err(|it| fault::at(&place, &it))?;
    let set_up = || -> rusqlite::Result<()> {
        connection.busy_timeout(patience)?;
        connection.set_prepared_statement_cache_capacity(64);
        // Nothing in the file may call functions or be believed without a check of its shape. Our own triggers call none.
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "temp_store", "memory")?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.pragma_update(None, "synchronous", "normal")?;
        Ok(())
    };
    set_up().map_err(|it| fault::at(&place, &it))?;
    Ok(connection)
}

/// Makes an empty file where there is none, for its owner alone; what SQLite puts beside it gets the same mode.
pub(super) fn make(file: &Path) -> Result<(), StoreError> {
    let mut options = fs::OpenOptions::new();
    options.read(true).append(true).create(true).mode(0o600);
    match options.open(file) {
        Ok(_) => Ok(()),
        // Whoever may only read is told so by what he wants to write.
        Err(_) if file.exists() => Ok(()),
        Err(error) => Err(StoreError::file(file, error)),
    }
}

/// Brings the schema up to date.
pub(super) fn prepare(
    connection: &mut Connection,
    place: &str,
    patience: Duration,
    now: UnixSeconds,
) -> Result<(), StoreError> {
    let failed = |it| fault::at(place, &it);
    // In one transaction: another process may be making the file into a store at this moment.
    let (application, version, tables) = connection
        .transaction()
        .and_then(|it| state(&it))
        .map_err(failed)?;
    if application != APPLICATION && (application != 0 || version != 0 || tables > 0) {
        return Err(StoreError::Foreign {
            place: place.to_owned(),
        });
    }
    refuse_newer(place, version)?;
    if version < SCHEMA {
        write_ahead(connection, patience).map_err(failed)?;
        migrate(connection, place, now)?;
    }
    Ok(())
}

/// Whether the file is a store of a schema that is known here.
pub(super) fn is_store(connection: &Connection, place: &str) -> Result<(), StoreError> {
    match state(connection).map_err(|it| fault::at(place, &it))? {
        (APPLICATION, SCHEMA, _) => Ok(()),
        (APPLICATION, found, _) if found > SCHEMA => refuse_newer(place, found),
        _ => Err(StoreError::Foreign {
            place: place.to_owned(),
        }),
    }
}

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

fn state(connection: &Connection) -> rusqlite::Result<(i64, i64, i64)> {
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get(0));
    Ok((
        number("PRAGMA application_id")?,
        number("PRAGMA user_version")?,
        number("SELECT count(*) FROM sqlite_schema")?,
    ))
}

fn refuse_newer(place: &str, found: i64) -> Result<(), StoreError> {
    if found > SCHEMA {
        return Err(StoreError::NewerSchema {
            place: place.to_owned(),
            found,
            known: SCHEMA,
        });
    }
    Ok(())
}

/// One process migrates; others wait and find it done.
fn migrate(connection: &mut Connection, place: &str, now: UnixSeconds) -> Result<(), StoreError> {
    let failed = |it| fault::at(place, &it);
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    let (_, version, _) = state(&transaction).map_err(failed)?;
    refuse_newer(place, version)?;
    let done = usize::try_from(version).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(migration).map_err(failed)?;
    }
    transaction
        .execute(
            "INSERT INTO meta (name, value) VALUES ('created', ?1) ON CONFLICT DO NOTHING",
            [now.to_string()],
        )
        .and_then(|_| transaction.pragma_update(None, "application_id", APPLICATION))
        .and_then(|()| transaction.pragma_update(None, "user_version", SCHEMA))
        .and_then(|()| transaction.commit())
        .map_err(failed)
}
