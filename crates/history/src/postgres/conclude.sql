-- Notes verdicts: $1 keys, $2 verdicts, $3 marks, $4 scores, $5 attack types, $6 rules.
WITH said AS (
    SELECT * FROM unnest(
        $1::bytea[], $2::smallint[], $3::smallint[], $4::double precision[], $5::text[], $6::text[]
    ) AS s (key, verdict, mark, score, attack_types, rules)
),
done AS (
    UPDATE message AS m
    SET verdict = s.verdict, score = s.score, attack_types = s.attack_types, rules = s.rules
    FROM said AS s WHERE m.key = s.key
    RETURNING m.id, s.mark
),
marked AS (
    UPDATE event AS e SET verdict = d.mark
    FROM done AS d WHERE e.message = d.id AND e.takes_verdict AND e.verdict <> d.mark
)
INSERT INTO event (subject, time, message, mailbox, verdict, takes_verdict, origin, detail)
SELECT s.block, e.time, e.message, e.mailbox, d.mark, true, e.origin, s.id
FROM done AS d
JOIN event AS e ON e.message = d.id
JOIN subject AS s ON s.id = e.subject
WHERE d.mark >= 3 AND s.kind = 9 AND s.block <> 0
ORDER BY s.id
ON CONFLICT DO NOTHING
