-- A million records are counted below.
SET LOCAL statement_timeout = 0;

-- How long judging took, and the hashes by which mail is known that is alike.
ALTER TABLE record ADD COLUMN microseconds bigint;
ALTER TABLE record ADD COLUMN text_hash bigint;
ALTER TABLE record ADD COLUMN template_hash bigint;

-- How many records there are of each kind, by the hour (3600) and by the day (86400). Rows change often: there is room beside them.
CREATE TABLE tally (
    kind smallint NOT NULL,
    span bigint NOT NULL,
    start bigint NOT NULL,
    value text NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (kind, span, start, value)
) WITH (fillfactor = 50);

WITH judged AS (
    SELECT id, (id >> 20) / 1000 AS second, verdict, attack_types, brands, numbers FROM record
), accused AS (
    SELECT * FROM judged WHERE verdict IN ('malicious', 'suspicious')
), counted (kind, id, second, value) AS (
    SELECT 1::smallint, id, second, verdict FROM judged
    UNION ALL
    SELECT DISTINCT 2::smallint, id, second, v FROM accused, unnest(attack_types) AS v
    UNION ALL
    SELECT DISTINCT 3::smallint, id, second, v FROM accused, unnest(brands) AS v
    UNION ALL
    SELECT DISTINCT 4::smallint, id, second, v FROM accused, unnest(numbers) AS v
), spans (span) AS (VALUES (3600::bigint), (86400))
INSERT INTO tally (kind, span, start, value, count)
SELECT kind, span, second - second % span, value, count(*)
FROM counted CROSS JOIN spans GROUP BY 1, 2, 3, 4;

-- A deleted entry can be brought back, and needs its bytes, until then.
ALTER TABLE entry ADD COLUMN undo_until bigint;
CREATE INDEX entry_by_undo ON entry (undo_until) WHERE undo_until IS NOT NULL;

-- What somebody has done about a report.
ALTER TABLE user_report ADD COLUMN answered bigint;
ALTER TABLE user_report ADD COLUMN answered_by text;
ALTER TABLE user_report ADD COLUMN answer text;
CREATE INDEX user_report_open ON user_report (id) WHERE answered IS NULL;
