-- Schema 2: a subject's name and books are one row. Times are Unix seconds. Ids of subjects and mailboxes are
-- keyed hashes. What is packed is written and read by `book.rs` and `write.rs`.

-- The subjects in whose books a message stands, eight bytes each; negative where the verdict is noted there.
ALTER TABLE message ADD COLUMN subjects BLOB NOT NULL DEFAULT x'';
DROP INDEX message_mailbox;
DROP INDEX message_time;

CREATE TABLE book (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    value TEXT,                             -- NULL: kept as a hash only
    block INTEGER NOT NULL,                 -- of a number: the hundred it belongs to
    events BLOB NOT NULL,                   -- all sightings, or the newest of a thick book
    digest BLOB                             -- of a thick book: what the newest do not tell
);
-- The oldest sightings of a thick book.
CREATE TABLE beginning (id INTEGER PRIMARY KEY, events BLOB NOT NULL);
-- All sightings of thick books.
CREATE TABLE sighting (
    subject INTEGER NOT NULL,
    time INTEGER NOT NULL,
    message INTEGER NOT NULL,
    mailbox INTEGER NOT NULL,
    verdict INTEGER NOT NULL,
    origin INTEGER NOT NULL,                -- the authenticated domain it came from
    detail INTEGER NOT NULL,                -- of a number: the claimed brand; of a hundred: the number
    PRIMARY KEY (subject, time, message)
) WITHOUT ROWID;
CREATE INDEX sighting_mailbox ON sighting (subject, mailbox, time);
CREATE INDEX sighting_bad ON sighting (subject, time) WHERE verdict >= 3;

-- The bands of a text are told by its name.
DROP INDEX band_subject;
CREATE INDEX teaching_about ON teaching (about);
