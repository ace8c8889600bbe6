//! PostgreSQL's errors as errors that name the host.

use postgres::error::SqlState;

use crate::error::StoreError;

/// What ends a transaction: the database's word, or our own.
#[derive(Debug)]
pub(super) enum Fault {
    Database(postgres::Error),
    Store(StoreError),
}

impl From<postgres::Error> for Fault {
    fn from(error: postgres::Error) -> Self {
        Self::Database(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Fault {
    pub(super) fn at(self, place: &str) -> StoreError {
        match self {
            Self::Database(error) => at(place, &error),
            Self::Store(error) => error,
        }
    }

    /// Whether two writers got in each other's way: doing it again may help.
    pub(super) fn is_collision(&self) -> bool {
        let Self::Database(error) = self else {
            return false;
        };
        let code = error.code();
        code == Some(&SqlState::T_R_DEADLOCK_DETECTED)
            || code == Some(&SqlState::T_R_SERIALIZATION_FAILURE)
            || code == Some(&SqlState::UNIQUE_VIOLATION)
    }
}

/// What `error`, which happened at `place`, is.
pub(super) fn at(place: &str, error: &postgres::Error) -> StoreError {
    let place = place.to_owned();
    let Some(said) = error.as_db_error() else {
        // Not the server's word, so the connection's.
        let detail = whole(error);
        return StoreError::Unreachable { place, detail };
    };
    let detail = said.message().to_owned();
    let code = said.code();
    let is_of = |class: &str| code.code().starts_with(class);
    if *code == SqlState::DISK_FULL {
        StoreError::Full { place }
    } else if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
        StoreError::ReadOnly { place }
    } else if *code == SqlState::LOCK_NOT_AVAILABLE
        || *code == SqlState::QUERY_CANCELED
        || *code == SqlState::T_R_DEADLOCK_DETECTED
    {
        StoreError::Locked { place }
    } else if is_of("XX") {
        StoreError::Corrupt { place, detail }
    } else if is_of("08") || is_of("57P") {
        StoreError::Unreachable { place, detail }
    } else {
        StoreError::Database { place, detail }
    }
}

/// An error with its causes: the crate's own text often names the kind alone.
fn whole(error: &postgres::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(it) = cause {
        text.push_str(": ");
        text.push_str(&it.to_string());
        cause = it.source();
    }
    text
}
