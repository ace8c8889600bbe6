-- How long judging took, and the hashes by which mail is known that is alike.
ALTER TABLE record ADD COLUMN microseconds INTEGER;
ALTER TABLE record ADD COLUMN text_hash INTEGER;
ALTER TABLE record ADD COLUMN template_hash INTEGER;

-- How many records there are of each kind, by the hour (3600) and by the day (86400).
CREATE TABLE tally (
    kind INTEGER NOT NULL,
    span INTEGER NOT NULL,
    start INTEGER NOT NULL,
    value TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (kind, span, start, value)
) STRICT, WITHOUT ROWID;

WITH judged AS (
    SELECT id, (id >> 20) / 1000 AS second, verdict, attack_types, brands, numbers FROM record
), accused AS (
    SELECT * FROM judged WHERE verdict IN ('malicious', 'suspicious')
), counted (kind, id, second, value) AS (
    SELECT 1, id, second, verdict FROM judged
    UNION ALL
    SELECT DISTINCT 2, a.id, second, v.value FROM accused AS a, json_each(a.attack_types) AS v
    UNION ALL
    SELECT DISTINCT 3, a.id, second, v.value FROM accused AS a, json_each(a.brands) AS v
    UNION ALL
    SELECT DISTINCT 4, a.id, second, v.value FROM accused AS a, json_each(a.numbers) AS v
), spans (span) AS (VALUES (3600), (86400))
INSERT INTO tally (kind, span, start, value, count)
SELECT kind, span, second - second % span, value, count(*)
FROM counted CROSS JOIN spans GROUP BY 1, 2, 3, 4;

-- A deleted entry can be brought back, and needs its bytes, until then.
ALTER TABLE entry ADD COLUMN undo_until INTEGER;
CREATE INDEX entry_by_undo ON entry (undo_until) WHERE undo_until IS NOT NULL;

-- What somebody has done about a report.
ALTER TABLE user_report ADD COLUMN answered INTEGER;
ALTER TABLE user_report ADD COLUMN answered_by TEXT;
ALTER TABLE user_report ADD COLUMN answer TEXT;
CREATE INDEX user_report_open ON user_report (id) WHERE answered IS NULL;
