-- The names of the rules that matched.
ALTER TABLE record ADD COLUMN rules text[] NOT NULL DEFAULT '{}';

-- How often rules matched or were undecided, by day since 1970. Nothing in it leads to a message.
-- `lacked` is empty for matches, '*' for all times undecided, and else the capability that was missing.
CREATE TABLE rule_day (
    day bigint NOT NULL,
    rule text NOT NULL,
    lacked text NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (day, rule, lacked)
);

-- What the operator's own rules were, and who made them so.
CREATE TABLE rule_version (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file text NOT NULL,
    state text NOT NULL,
    body text NOT NULL,
    actor text NOT NULL,
    time bigint NOT NULL,
    reason text
);
CREATE INDEX rule_version_by_file ON rule_version (file, id);
