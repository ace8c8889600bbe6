//! PostgreSQL's errors as errors that name the host.

use postgres::error::SqlState;

use crate::error::HistoryError;

/// What to do about an error.
pub(super) enum Fault {
    /// The connection is gone: make another and try once more.
    Lost(HistoryError),
    /// Two writers got in each other's way: try once more.
    Collision(HistoryError),
    /// Trying again would not help.
    Final(HistoryError),
}

impl Fault {
    pub(super) fn error(self) -> HistoryError {
        match self {
            Self::Lost(it) | Self::Collision(it) | Self::Final(it) => it,
        }
    }
}

/// What `error`, which happened at `place`, is.
pub(super) fn at(place: &str, error: &postgres::Error) -> Fault {
    let place = place.to_owned();
    let Some(said) = error.as_db_error() else {
        // Not the server's word, so the connection's.
        return Fault::Lost(HistoryError::Unreachable {
            place,
            detail: whole(error),
        });
    };
    let detail = said.message().to_owned();
    let code = said.code();
    let of_class = |class: &str| code.code().starts_with(class);
    if *code == SqlState::T_R_DEADLOCK_DETECTED || *code == SqlState::T_R_SERIALIZATION_FAILURE {
        Fault::Collision(HistoryError::Locked { place })
    } else if *code == SqlState::DISK_FULL {
        Fault::Final(HistoryError::Full { place })
    } else if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
        Fault::Final(HistoryError::ReadOnly { place })
    } else if *code == SqlState::LOCK_NOT_AVAILABLE || *code == SqlState::QUERY_CANCELED {
        Fault::Final(HistoryError::Locked { place })
    } else if of_class("XX") {
        Fault::Final(HistoryError::Corrupt { place, detail })
    } else if of_class("08") || of_class("57P") {
        Fault::Lost(HistoryError::Unreachable { place, detail })
    } else {
        Fault::Final(HistoryError::Database { place, detail })
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
