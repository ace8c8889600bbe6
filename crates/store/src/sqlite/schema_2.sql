-- People who sign in to the console. `generation` counts what ends their sessions.
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT,
    role INTEGER NOT NULL,
    password TEXT,
    totp BLOB,
    totp_step INTEGER,
    issuer TEXT,
    subject TEXT,
    disabled INTEGER,
    created INTEGER NOT NULL,
    signed_in INTEGER,
    generation INTEGER NOT NULL DEFAULT 0,
    UNIQUE (issuer, subject)
) STRICT;

CREATE TABLE recovery_code (
    account INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (account, digest)
) STRICT, WITHOUT ROWID;

-- Who did what to which account; names, since it outlives the account.
CREATE TABLE account_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    account TEXT NOT NULL,
    deed TEXT NOT NULL,
    detail TEXT
) STRICT;

-- Attempts to sign in, by a keyed hash of the name that was typed, whether or not it is an account's.
CREATE TABLE sign_in_attempt (
    name BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    locked_until INTEGER,
    time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_attempt_by_failures ON sign_in_attempt (failures, time);
CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt (time);
