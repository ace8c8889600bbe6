//! What is kept of rules.

use rusqlite::{Connection, Row, params};

use super::search;
use crate::id::RecordId;
use crate::rule::{DayCounts, MOST_VERSIONS, RuleVersion, Said, Sums};

const COLUMNS: &str = "id, file, state, body, actor, time, reason";

pub(super) fn count(connection: &Connection, counts: &DayCounts) -> rusqlite::Result<()> {
    let mut upsert = connection.prepare_cached(
        "INSERT INTO rule_day (day, rule, lacked, count) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT DO UPDATE SET count = count + excluded.count",
    )?;
    for ((day, rule, lacked), count) in counts {
        upsert.execute(params![day, rule, lacked, count])?;
    }
    Ok(())
}

pub(super) fn forget_days(connection: &Connection, before: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM rule_day WHERE day < ?1")?
        .execute([before])?;
    Ok(())
}

pub(super) fn sums(connection: &Connection, week: i64, month: i64) -> rusqlite::Result<Sums> {
    connection
        .prepare_cached(
            "SELECT rule, lacked, sum(CASE WHEN day >= ?1 THEN count ELSE 0 END), sum(count) \
             FROM rule_day WHERE day >= ?2 GROUP BY rule, lacked",
        )?
        .query_map([week, month], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect()
}

pub(super) fn words(connection: &Connection, limit: usize) -> rusqlite::Result<Vec<Said>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    connection
        .prepare_cached(
            "SELECT f.record, f.word, r.rules FROM feedback AS f \
             JOIN record AS r ON r.id = f.record ORDER BY f.id DESC LIMIT ?1",
        )?
        .query_map([limit], |row| {
            let record = RecordId::of_row(row.get(0)?);
            Ok((record, search::named(row, 1)?, search::list(row, 2)?))
        })?
        .collect()
}

pub(super) fn add_version(connection: &Connection, it: &RuleVersion) -> rusqlite::Result<i64> {
    let id = connection
        .prepare_cached(
            "INSERT INTO rule_version (file, state, body, actor, time, reason) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .insert(params![
            it.file,
            it.state.name(),
            it.text,
            it.by,
            it.time,
            it.reason
        ])?;
    connection
        .prepare_cached(
            "DELETE FROM rule_version WHERE file = ?1 AND id <= \
             (SELECT id FROM rule_version WHERE file = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
        )?
        .execute(params![it.file, MOST_VERSIONS])?;
    Ok(id)
}

pub(super) fn versions(
    connection: &Connection,
    file: Option<&str>,
) -> rusqlite::Result<Vec<RuleVersion>> {
    match file {
        Some(file) => connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM rule_version WHERE file = ?1 ORDER BY id DESC"
            ))?
            .query_map([file], read)?
            .collect(),
        None => connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM rule_version \
                 WHERE id IN (SELECT max(id) FROM rule_version GROUP BY file) ORDER BY file"
            ))?
            .query_map([], read)?
            .collect(),
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<RuleVersion> {
    Ok(RuleVersion {
        id: row.get(0)?,
        file: row.get(1)?,
        state: search::named(row, 2)?,
        text: row.get(3)?,
        by: row.get(4)?,
        time: row.get(5)?,
        reason: row.get(6)?,
    })
}
