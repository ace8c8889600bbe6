-- Schema 1, as the first in SQLite. Times are Unix seconds. Ids of subjects and mailboxes are keyed hashes.

CREATE TABLE message (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key bytea NOT NULL UNIQUE,
    time bigint NOT NULL,
    mailbox bigint NOT NULL,                -- 0: not known
    verdict smallint NOT NULL DEFAULT 0,    -- 0 none, 1 benign, 2 undecided, 3 suspicious, 4 malicious
    score double precision,
    attack_types text NOT NULL DEFAULT '[]',
    rules text NOT NULL DEFAULT '[]',
    subject_line text
);
CREATE INDEX message_mailbox ON message (mailbox);
CREATE INDEX message_time ON message (time);

CREATE TABLE subject (
    id bigint PRIMARY KEY,
    kind smallint NOT NULL,
    value text,                             -- NULL: kept as a hash only
    block bigint NOT NULL                   -- of a number: the hundred it belongs to
);

-- A message in the books of a subject.
CREATE TABLE event (
    subject bigint NOT NULL,
    time bigint NOT NULL,
    message bigint NOT NULL,
    mailbox bigint NOT NULL,
    verdict smallint NOT NULL,
    takes_verdict boolean NOT NULL,
    origin bigint NOT NULL,                 -- the authenticated domain it came from
    detail bigint NOT NULL,                 -- of a number: the claimed brand; of a hundred: the number
    PRIMARY KEY (subject, time, message)
);
CREATE INDEX event_mailbox ON event (subject, mailbox, time);
CREATE INDEX event_message ON event (message);
CREATE INDEX event_bad ON event (subject, time) WHERE verdict >= 3;

-- Where near texts are found: quarters of their SimHash.
CREATE TABLE band (
    band integer NOT NULL,
    subject bigint NOT NULL,
    hash bigint NOT NULL,
    time bigint NOT NULL,                   -- first seen
    PRIMARY KEY (band, subject)
);
CREATE INDEX band_subject ON band (subject);

CREATE TABLE teaching (
    id bigint PRIMARY KEY,
    actor text NOT NULL,
    time bigint NOT NULL,
    about text NOT NULL,
    label smallint NOT NULL,
    note text,
    undone bigint,
    undone_by text
);
CREATE TABLE taught (
    subject bigint NOT NULL,
    teaching bigint NOT NULL,
    message bigint NOT NULL,                -- 0: of the subject itself
    PRIMARY KEY (subject, teaching)
);
CREATE INDEX taught_message ON taught (message);
