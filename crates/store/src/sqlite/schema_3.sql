-- The names of the rules that matched.
ALTER TABLE record ADD COLUMN rules TEXT NOT NULL DEFAULT '[]';

-- How often rules matched or were undecided, by day since 1970. Nothing in it leads to a message.
-- `lacked` is empty for matches, '*' for all times undecided, and else the capability that was missing.
CREATE TABLE rule_day (
    day INTEGER NOT NULL,
    rule TEXT NOT NULL,
    lacked TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, rule, lacked)
) STRICT, WITHOUT ROWID;

-- What the operator's own rules were, and who made them so.
CREATE TABLE rule_version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    actor TEXT NOT NULL,
    time INTEGER NOT NULL,
    reason TEXT
) STRICT;
CREATE INDEX rule_version_by_file ON rule_version (file, id);
