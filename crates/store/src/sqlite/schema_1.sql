CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Ids are times, so the newest records are the last rows.
CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    door TEXT NOT NULL,
    queue_id TEXT,
    mail_from TEXT,
    recipients TEXT NOT NULL,
    subject TEXT,
    sender TEXT NOT NULL,
    message_id TEXT,
    verdict TEXT NOT NULL,
    score REAL NOT NULL,
    action TEXT NOT NULL,
    attack_types TEXT NOT NULL,
    brands TEXT NOT NULL,
    numbers TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE INDEX record_by_message_id ON record (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX record_by_content ON record (content);

CREATE TABLE report (record INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;

-- What records are found by, and the records of each in the order of their times.
CREATE TABLE term (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (kind, value)
) STRICT;
CREATE TABLE posting (
    term INTEGER NOT NULL,
    record INTEGER NOT NULL,
    PRIMARY KEY (term, record)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE words USING fts5 (
    body,
    content = '',
    contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);

CREATE TABLE feedback (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL,
    word TEXT NOT NULL,
    actor TEXT NOT NULL,
    time INTEGER NOT NULL,
    note TEXT
) STRICT;
CREATE INDEX feedback_by_record ON feedback (record);

CREATE TABLE user_report (
    id INTEGER PRIMARY KEY,
    record INTEGER,
    actor TEXT NOT NULL,
    time INTEGER NOT NULL,
    message_id TEXT,
    verdict TEXT,
    note TEXT
) STRICT;
CREATE INDEX user_report_by_record ON user_report (record) WHERE record IS NOT NULL;

-- The bytes that entries need; there is a row while one of them is held.
CREATE TABLE content (digest BLOB PRIMARY KEY, bytes INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE total (id INTEGER PRIMARY KEY CHECK (id = 0), bytes INTEGER NOT NULL) STRICT;
INSERT INTO total (id, bytes) VALUES (0, 0);
CREATE TRIGGER content_comes AFTER INSERT ON content BEGIN
    UPDATE total SET bytes = bytes + new.bytes;
END;
CREATE TRIGGER content_goes AFTER DELETE ON content BEGIN
    UPDATE total SET bytes = bytes - old.bytes;
END;

-- A state of 0 is held.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL,
    content BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    mail_from TEXT NOT NULL,
    recipient TEXT NOT NULL,
    mailbox TEXT NOT NULL,
    verdict TEXT NOT NULL,
    subject TEXT,
    sender TEXT NOT NULL,
    cause TEXT,
    state INTEGER NOT NULL,
    held INTEGER NOT NULL,
    changed INTEGER,
    changed_by TEXT,
    reason TEXT,
    told INTEGER,
    claimed INTEGER
) STRICT;
CREATE UNIQUE INDEX entry_once_held ON entry (content, mailbox) WHERE state = 0;
CREATE INDEX entry_by_content ON entry (content);
CREATE INDEX entry_by_state ON entry (state);
CREATE INDEX entry_by_mailbox ON entry (mailbox);
CREATE INDEX entry_by_record ON entry (record);

CREATE TABLE ticket (
    nonce BLOB PRIMARY KEY,
    entry INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
    digest BLOB PRIMARY KEY,
    entry INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX link_by_entry ON link (entry);

CREATE TABLE token (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role INTEGER NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER,
    last_used INTEGER,
    revoked INTEGER
) STRICT;
