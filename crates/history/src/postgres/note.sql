-- Adds messages that are not noted yet, with all that rests on them. `{n}` is replaced by the number of
-- parameters that come before.
-- messages: $1 keys, $2 times, $3 mailboxes, $4 subject lines
-- names: $5 ids, $6 kinds, $7 values, $8 blocks
-- events: $9 keys, $10 subjects, $11 takes_verdict, $12 origins, $13 details
-- texts: $14 bands, $15 subjects, $16 hashes, $17 times
added AS (
    INSERT INTO message (key, time, mailbox, subject_line)
    SELECT * FROM unnest({1}::bytea[], {2}::bigint[], {3}::bigint[], {4}::text[])
    ON CONFLICT (key) DO NOTHING
    RETURNING id, key, time, mailbox
),
named AS (
    INSERT INTO subject (id, kind, value, block)
    SELECT n.id, n.kind, n.value, n.block
    FROM unnest({5}::bigint[], {6}::smallint[], {7}::text[], {8}::bigint[])
        AS n (id, kind, value, block)
    WHERE EXISTS (SELECT 1 FROM added)
    AND NOT EXISTS (SELECT 1 FROM subject AS s WHERE s.id = n.id AND s.block = n.block)
    ON CONFLICT (id) DO UPDATE SET block = excluded.block
),
entered AS (
    INSERT INTO event (subject, time, message, mailbox, verdict, takes_verdict, origin, detail)
    SELECT e.subject, a.time, a.id, a.mailbox, 0, e.takes_verdict, e.origin, e.detail
    FROM unnest({9}::bytea[], {10}::bigint[], {11}::boolean[], {12}::bigint[], {13}::bigint[])
        AS e (key, subject, takes_verdict, origin, detail)
    JOIN added AS a ON a.key = e.key
),
banded AS (
    INSERT INTO band (band, subject, hash, time)
    SELECT b.band, b.subject, b.hash, b.time
    FROM unnest({14}::integer[], {15}::bigint[], {16}::bigint[], {17}::bigint[])
        AS b (band, subject, hash, time)
    WHERE EXISTS (SELECT 1 FROM added)
    AND NOT EXISTS (
        SELECT 1 FROM band AS k
        WHERE k.band = b.band AND k.subject = b.subject AND k.time <= b.time
    )
    ON CONFLICT (band, subject) DO UPDATE SET time = least(band.time, excluded.time)
)
