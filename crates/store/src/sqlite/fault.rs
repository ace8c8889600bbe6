//! SQLite's result codes as errors that name the file.

use rusqlite::{Error, ErrorCode};

use crate::error::StoreError;

/// What ends a transaction: the database's word, or our own.
#[derive(Debug)]
pub(super) enum Fault {
    Database(Error),
    Store(StoreError),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
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
}

/// The error for `error`, which happened at the file `place`.
pub(super) fn at(place: &str, error: &Error) -> StoreError {
    let place = place.to_owned();
    let detail = error.to_string();
    // What is read is what this program wrote, so what has another shape was damaged.
    if matches!(
        error,
        Error::FromSqlConversionFailure(..)
            | Error::InvalidColumnType(..)
            | Error::IntegralValueOutOfRange(..)
    ) {
        return StoreError::Corrupt { place, detail };
    }
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked { place },
        Some(ErrorCode::DiskFull) => StoreError::Full { place },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly { place },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            StoreError::Corrupt { place, detail }
        }
        _ => StoreError::Database { place, detail },
    }
}
