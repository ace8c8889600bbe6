-- Schema 1. Times are Unix seconds. Ids of subjects and mailboxes are keyed hashes.

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    time INTEGER NOT NULL,
    mailbox INTEGER NOT NULL,               -- 0: not known
    verdict INTEGER NOT NULL DEFAULT 0,     -- 0 none, 1 benign, 2 undecided, 3 suspicious, 4 malicious
    score REAL,
    attack_types TEXT NOT NULL DEFAULT '[]',
    rules TEXT NOT NULL DEFAULT '[]',
    subject_line TEXT
);
CREATE INDEX message_mailbox ON message (mailbox);
CREATE INDEX message_time ON message (time);

CREATE TABLE subject (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    value TEXT,                             -- NULL: kept as a hash only
    block INTEGER NOT NULL                  -- of a number: the hundred it belongs to
);

-- A message in the books of a subject.
CREATE TABLE event (
    subject INTEGER NOT NULL,
    time INTEGER NOT NULL,
    message INTEGER NOT NULL,
    mailbox INTEGER NOT NULL,
    verdict INTEGER NOT NULL,
    takes_verdict INTEGER NOT NULL,
    origin INTEGER NOT NULL,                -- the authenticated domain it came from
    detail INTEGER NOT NULL,                -- of a number: the claimed brand; of a hundred: the number
    PRIMARY KEY (subject, time, message)
) WITHOUT ROWID;
CREATE INDEX event_mailbox ON event (subject, mailbox, time);
CREATE INDEX event_message ON event (message);
CREATE INDEX event_bad ON event (subject, time) WHERE verdict >= 3;

-- Where near texts are found: quarters of their SimHash.
CREATE TABLE band (
    band INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    time INTEGER NOT NULL,                  -- first seen
    PRIMARY KEY (band, subject)
) WITHOUT ROWID;
CREATE INDEX band_subject ON band (subject);

CREATE TABLE teaching (
    id INTEGER PRIMARY KEY,
    actor TEXT NOT NULL,
    time INTEGER NOT NULL,
    about TEXT NOT NULL,
    label INTEGER NOT NULL,
    note TEXT,
    undone INTEGER,
    undone_by TEXT
);
CREATE TABLE taught (
    subject INTEGER NOT NULL,
    teaching INTEGER NOT NULL,
    message INTEGER NOT NULL,               -- 0: of the subject itself
    PRIMARY KEY (subject, teaching)
) WITHOUT ROWID;
CREATE INDEX taught_message ON taught (message);
