-- People who sign in to the console. `generation` counts what ends their sessions.
CREATE TABLE account (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    display_name text,
    role smallint NOT NULL,
    password text,
    totp bytea,
    totp_step bigint,
    issuer text,
    subject text,
    disabled bigint,
    created bigint NOT NULL,
    signed_in bigint,
    generation bigint NOT NULL DEFAULT 0,
    UNIQUE (issuer, subject)
);

CREATE TABLE recovery_code (
    account bigint NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (account, digest)
);

-- Who did what to which account; names, since it outlives the account.
CREATE TABLE account_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    time bigint NOT NULL,
    actor text NOT NULL,
    account text NOT NULL,
    deed text NOT NULL,
    detail text
);

-- Attempts to sign in, by a keyed hash of the name that was typed, whether or not it is an account's.
CREATE TABLE sign_in_attempt (
    name bytea PRIMARY KEY,
    failures bigint NOT NULL,
    locked_until bigint,
    time bigint NOT NULL
);
CREATE INDEX sign_in_attempt_by_failures ON sign_in_attempt (failures, time);
CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt (time);
