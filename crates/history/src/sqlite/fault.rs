//! SQLite's result codes as errors that name the file.

use rusqlite::{Error, ErrorCode};

use crate::error::HistoryError;

/// The error for `error`, which happened at the file `place`.
pub(crate) fn at(place: &str, error: &Error) -> HistoryError {
    let place = place.to_owned();
    let detail = error.to_string();
    // What is read is what this program wrote, so what has another shape was damaged.
    if matches!(
        error,
        Error::FromSqlConversionFailure(..)
            | Error::InvalidColumnType(..)
            | Error::IntegralValueOutOfRange(..)
    ) {
        return HistoryError::Corrupt { place, detail };
    }
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => HistoryError::Locked { place },
        Some(ErrorCode::DiskFull) => HistoryError::Full { place },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => HistoryError::ReadOnly { place },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            HistoryError::Corrupt { place, detail }
        }
        _ => HistoryError::Database { place, detail },
    }
}
