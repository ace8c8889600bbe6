-- What lies in some mailboxes of some subjects; no row of another mailbox is read.
-- $1 keys of messages that are left out, $2 subjects, $3 mailboxes, $4 time.
-- One row: which question, what it says (`ledger::What`; 10 is a name), the sighting, a name.
WITH without AS MATERIALIZED (
    SELECT coalesce(array_agg(id), '{}'::bigint[]) AS ids FROM message WHERE key = ANY ($1::bytea[])
),
asked AS MATERIALIZED (
    SELECT subject, (ord - 1)::integer AS ord
    FROM unnest($2::bigint[]) WITH ORDINALITY AS a (subject, ord)
),
box AS MATERIALIZED (
    SELECT DISTINCT mailbox FROM unnest($3::bigint[]) AS b (mailbox)
),
newest AS MATERIALIZED (
    SELECT a.ord, a.subject, e.time, e.message, e.mailbox, e.verdict, e.origin, e.detail
    FROM asked AS a CROSS JOIN without CROSS JOIN LATERAL (
        SELECT f.* FROM box CROSS JOIN LATERAL (
            SELECT * FROM event
            WHERE event.subject = a.subject AND event.mailbox = box.mailbox AND event.time < $4::bigint
            AND event.message <> ALL (without.ids)
            ORDER BY event.time DESC, event.message DESC LIMIT 256
        ) AS f
        ORDER BY f.time DESC, f.message DESC LIMIT 256
    ) AS e
)
SELECT ord, 0 AS what, time, message, mailbox, verdict, origin, detail, NULL::text AS name
FROM newest
UNION ALL
SELECT h.ord, 5, e.time, 0, 0, 0, 0, 0, NULL
FROM (SELECT ord, subject FROM newest GROUP BY ord, subject HAVING count(*) >= 64) AS h
CROSS JOIN without CROSS JOIN LATERAL (
    SELECT min(f.time) AS time FROM box CROSS JOIN LATERAL (
        SELECT event.time FROM event
        WHERE event.subject = h.subject AND event.mailbox = box.mailbox AND event.time < $4
        AND event.message <> ALL (without.ids)
        ORDER BY event.time LIMIT 1
    ) AS f
) AS e
UNION ALL
SELECT n.ord, 9, teaching.time, n.message, 0, teaching.label, 0, 0, NULL
FROM newest AS n JOIN taught ON taught.message = n.message AND taught.subject = n.subject
JOIN teaching ON teaching.id = taught.teaching
WHERE teaching.time < $4 AND teaching.undone IS NULL
UNION ALL
SELECT 0, 10, 0, s.id, 0, 0, 0, 0, s.value
FROM (SELECT DISTINCT detail FROM newest WHERE detail <> 0) AS d
JOIN subject AS s ON s.id = d.detail AND s.kind = 16
