-- Answers all questions about one message by what was there before this statement began.
-- $1 key, $2 time, $3 mailbox, $4 subjects, $5 modes, $6 hash of the text, $7 its bands, $8 its subject.
-- One row: which question, what it says (`ledger::What`), the sighting, a name.
own AS MATERIALIZED (
    SELECT coalesce((SELECT id FROM message WHERE key = $1::bytea), -1) AS id
),
near AS MATERIALIZED (
    SELECT subject, (1000 + row_number() OVER (ORDER BY apart, hash, subject))::integer AS ord
    FROM (
        SELECT DISTINCT b.subject, b.hash, bit_count((b.hash # $6::bigint)::bit(64)) AS apart
        FROM unnest($7::integer[]) AS wanted (band)
        CROSS JOIN LATERAL (
            SELECT * FROM band WHERE band.band = wanted.band ORDER BY band, subject LIMIT 1024
        ) AS b
        WHERE b.time < $2::bigint AND b.subject <> $8::bigint
        AND bit_count((b.hash # $6)::bit(64)) <= 3
    ) AS found
    ORDER BY apart, hash, subject LIMIT 8
),
asked AS MATERIALIZED (
    SELECT subject, mode, (ord - 1)::integer AS ord
    FROM unnest($4::bigint[], $5::smallint[]) WITH ORDINALITY AS a (subject, mode, ord)
    UNION ALL
    SELECT subject, 0::smallint, ord FROM near
),
newest AS MATERIALIZED (
    SELECT a.ord, a.subject, e.time, e.message, e.mailbox, e.verdict, e.origin, e.detail
    FROM asked AS a CROSS JOIN own CROSS JOIN LATERAL (
        SELECT * FROM event
        WHERE event.subject = a.subject AND event.time < $2 AND event.message <> own.id
        ORDER BY event.time DESC, event.message DESC LIMIT 64
    ) AS e
    WHERE a.mode = 0
),
-- Where there is more than the newest, the rest is counted by leaping from one to the next.
hot AS MATERIALIZED (
    SELECT ord, subject FROM newest GROUP BY ord, subject HAVING count(*) >= 64
),
answer AS (
    SELECT ord, 0 AS what, time, message, mailbox, verdict, origin, detail, NULL::text AS name
    FROM newest
    UNION ALL
    SELECT h.ord, 1, e.time, e.message, e.mailbox, e.verdict, e.origin, e.detail, NULL
    FROM hot AS h CROSS JOIN own CROSS JOIN LATERAL (
        SELECT * FROM event
        WHERE event.subject = h.subject AND event.time < $2 AND event.message <> own.id
        ORDER BY event.time, event.message LIMIT 64
    ) AS e
    UNION ALL
    SELECT h.ord, h.what, e.time, e.message, e.mailbox, e.verdict, e.origin, e.detail, NULL
    FROM (
        SELECT ord, subject, 2 AS what FROM hot
        UNION ALL
        SELECT ord, subject, 0 FROM asked WHERE mode = 1
    ) AS h CROSS JOIN own CROSS JOIN LATERAL (
        SELECT * FROM event
        WHERE event.subject = h.subject AND event.time < $2 AND event.message <> own.id
        AND event.verdict >= 3
        ORDER BY event.time DESC, event.message DESC LIMIT 64
    ) AS e
    UNION ALL
    SELECT h.ord, 3, d.days, 0, 0, 0, 0, 0, NULL
    FROM hot AS h CROSS JOIN own CROSS JOIN LATERAL (
        WITH RECURSIVE day (last) AS (
            SELECT (SELECT max(time) FROM event WHERE event.subject = h.subject
                    AND time < $2 AND time >= $2 - 90 * 86400 AND message <> own.id)
            UNION ALL
            SELECT (SELECT max(time) FROM event WHERE event.subject = h.subject
                    AND time < day.last - day.last % 86400 AND time >= $2 - 90 * 86400
                    AND message <> own.id)
            FROM day WHERE day.last IS NOT NULL
        )
        SELECT count(last) AS days FROM (SELECT last FROM day LIMIT 16) AS few
    ) AS d
    UNION ALL
    SELECT h.ord, 4, b.boxes, 0, 0, 0, 0, 0, NULL
    FROM hot AS h CROSS JOIN own CROSS JOIN LATERAL (
        WITH RECURSIVE box (mailbox) AS (
            SELECT (SELECT min(mailbox) FROM event
                    WHERE event.subject = h.subject AND event.mailbox > 0)
            UNION ALL
            SELECT (SELECT min(event.mailbox) FROM event
                    WHERE event.subject = h.subject AND event.mailbox > box.mailbox)
            FROM box WHERE box.mailbox IS NOT NULL
        )
        SELECT count(*) AS boxes FROM (SELECT mailbox FROM box LIMIT 32) AS few
        WHERE few.mailbox IS NOT NULL AND EXISTS (
            SELECT 1 FROM event WHERE event.subject = h.subject
            AND event.mailbox = few.mailbox AND time < $2 AND message <> own.id
        )
    ) AS b
    UNION ALL
    SELECT h.ord, 8, c.mails, 0, 0, 0, 0, 0, NULL
    FROM hot AS h CROSS JOIN own CROSS JOIN LATERAL (
        SELECT count(*) AS mails FROM (
            SELECT 1 FROM event WHERE event.subject = h.subject AND time < $2
            AND message <> own.id LIMIT 256
        ) AS few
    ) AS c
    UNION ALL
    SELECT h.ord, h.what, e.time, 0, 0, 0, 0, 0, NULL
    FROM (
        SELECT ord, subject, 5 AS what, 9::smallint AS worst FROM hot WHERE $3::bigint <> 0
        UNION ALL
        SELECT ord, subject, 5, 2::smallint FROM asked WHERE mode = 2
    ) AS h CROSS JOIN own CROSS JOIN LATERAL (
        SELECT time FROM event WHERE event.subject = h.subject AND event.mailbox = $3
        AND time < $2 AND message <> own.id AND verdict <= h.worst ORDER BY time LIMIT 1
    ) AS e
    UNION ALL
    SELECT h.ord, 6, e.time, 0, 0, 0, 0, 0, NULL
    FROM hot AS h CROSS JOIN own CROSS JOIN LATERAL (
        SELECT time FROM event WHERE event.subject = h.subject AND event.mailbox = $3
        AND time < $2 AND message <> own.id ORDER BY time DESC LIMIT 1
    ) AS e
    WHERE $3 <> 0
    UNION ALL
    SELECT h.ord, 7, c.mails, 0, 0, 0, 0, 0, NULL
    FROM (
        SELECT ord, subject, 9::smallint AS worst, 0::bigint AS since FROM hot WHERE $3 <> 0
        UNION ALL
        SELECT ord, subject, 2::smallint, $2 - 365 * 86400::bigint FROM asked WHERE mode = 3
    ) AS h CROSS JOIN own CROSS JOIN LATERAL (
        SELECT count(*) AS mails FROM (
            SELECT 1 FROM event WHERE event.subject = h.subject AND event.mailbox = $3
            AND time < $2 AND time >= h.since AND message <> own.id AND verdict <= h.worst
            LIMIT 256
        ) AS few
    ) AS c
    UNION ALL
    SELECT a.ord, 9, t.time, t.message, 0, t.label, 0, 0, NULL
    FROM asked AS a CROSS JOIN own CROSS JOIN LATERAL (
        SELECT teaching.time, taught.message, teaching.label
        FROM taught JOIN teaching ON teaching.id = taught.teaching
        WHERE taught.subject = a.subject AND teaching.time < $2 AND taught.message <> own.id
        AND teaching.undone IS NULL
        ORDER BY teaching.time DESC, teaching.id DESC LIMIT 256
    ) AS t
    WHERE a.mode = 0
    UNION ALL
    SELECT 0, 10, 0, s.id, 0, 0, 0, 0, s.value
    FROM (SELECT DISTINCT detail FROM newest WHERE detail <> 0) AS d
    JOIN subject AS s ON s.id = d.detail AND s.kind = 16
)
