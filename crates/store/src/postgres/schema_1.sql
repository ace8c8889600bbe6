CREATE TABLE record (
    id bigint PRIMARY KEY,
    door text NOT NULL,
    queue_id text,
    mail_from text,
    recipients text[] NOT NULL,
    subject text,
    sender text NOT NULL,
    message_id text,
    verdict text NOT NULL,
    score double precision NOT NULL,
    action text NOT NULL,
    attack_types text[] NOT NULL,
    brands text[] NOT NULL,
    numbers text[] NOT NULL,
    content bytea NOT NULL,
    report bytea NOT NULL,
    words tsvector NOT NULL
);
CREATE INDEX record_by_message_id ON record (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX record_by_content ON record (content);
CREATE INDEX record_by_words ON record USING gin (words);

-- What records are found by, and the records of each in the order of their times.
CREATE TABLE term (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind smallint NOT NULL,
    value text NOT NULL,
    UNIQUE (kind, value)
);
CREATE TABLE posting (
    term bigint NOT NULL,
    record bigint NOT NULL,
    PRIMARY KEY (term, record)
);

CREATE TABLE feedback (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    record bigint NOT NULL,
    word text NOT NULL,
    actor text NOT NULL,
    time bigint NOT NULL,
    note text
);
CREATE INDEX feedback_by_record ON feedback (record);

CREATE TABLE user_report (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    record bigint,
    actor text NOT NULL,
    time bigint NOT NULL,
    message_id text,
    verdict text,
    note text
);
CREATE INDEX user_report_by_record ON user_report (record) WHERE record IS NOT NULL;

-- The bytes that entries need; there is a row while one of them is held.
CREATE TABLE content (digest bytea PRIMARY KEY, bytes bigint NOT NULL);

-- A state of 0 is held.
CREATE TABLE entry (
    id bigint PRIMARY KEY,
    record bigint NOT NULL,
    content bytea NOT NULL,
    bytes bigint NOT NULL,
    mail_from text NOT NULL,
    recipient text NOT NULL,
    mailbox text NOT NULL,
    verdict text NOT NULL,
    subject text,
    sender text NOT NULL,
    cause text,
    state smallint NOT NULL,
    held bigint NOT NULL,
    changed bigint,
    changed_by text,
    reason text,
    told bigint,
    claimed bigint
);
CREATE UNIQUE INDEX entry_once_held ON entry (content, mailbox) WHERE state = 0;
CREATE INDEX entry_by_content ON entry (content);
CREATE INDEX entry_by_state ON entry (state, id);
CREATE INDEX entry_by_mailbox ON entry (mailbox, id);
CREATE INDEX entry_by_record ON entry (record);

CREATE TABLE ticket (
    nonce bytea PRIMARY KEY,
    entry bigint NOT NULL,
    expires bigint NOT NULL,
    used bigint
);

CREATE TABLE link (digest bytea PRIMARY KEY, entry bigint NOT NULL, expires bigint NOT NULL);
CREATE INDEX link_by_entry ON link (entry);

CREATE TABLE token (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest bytea NOT NULL UNIQUE,
    name text NOT NULL,
    role smallint NOT NULL,
    created bigint NOT NULL,
    expires bigint,
    last_used bigint,
    revoked bigint
);
