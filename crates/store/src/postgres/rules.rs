//! What is kept of rules.

use postgres::{Row, Transaction};

use super::fault::Fault;
use super::search;
use crate::id::RecordId;
use crate::rule::{DayCounts, MOST_VERSIONS, RuleVersion, Said, Sums};

const COLUMNS: &str = "id, file, state, body, actor, time, reason";

/// In one order for all, so that two who count the same rules wait for each other and do not lock each other out.
const COUNT: &str = "INSERT INTO rule_day (day, rule, lacked, count) \
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[]) ORDER BY 1, 2, 3 \
     ON CONFLICT (day, rule, lacked) DO UPDATE SET count = rule_day.count + excluded.count";

pub(super) fn count(transaction: &mut Transaction<'_>, counts: &DayCounts) -> Result<(), Fault> {
    if counts.is_empty() {
        return Ok(());
    }
    let days: Vec<i64> = counts.keys().map(|it| it.0).collect();
    let rules: Vec<&str> = counts.keys().map(|it| it.1.as_str()).collect();
    let lacked: Vec<&str> = counts.keys().map(|it| it.2.as_str()).collect();
    let values: Vec<i64> = counts.values().copied().collect();
    transaction.execute(COUNT, &[&days, &rules, &lacked, &values])?;
    Ok(())
}

pub(super) fn forget_days(transaction: &mut Transaction<'_>, before: i64) -> Result<(), Fault> {
    transaction.execute("DELETE FROM rule_day WHERE day < $1", &[&before])?;
    Ok(())
}

pub(super) fn sums(
    transaction: &mut Transaction<'_>,
    week: i64,
    month: i64,
) -> Result<Sums, Fault> {
    let rows = transaction.query(
        "SELECT rule, lacked, coalesce(sum(count) FILTER (WHERE day >= $1), 0)::bigint, \
         sum(count)::bigint FROM rule_day WHERE day >= $2 GROUP BY rule, lacked",
        &[&week, &month],
    )?;
    rows.iter()
        .map(|row| {
            Ok((
                row.try_get(0)?,
                row.try_get(1)?,
                row.try_get(2)?,
                row.try_get(3)?,
            ))
        })
        .collect()
}

pub(super) fn words(transaction: &mut Transaction<'_>, limit: usize) -> Result<Vec<Said>, Fault> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = transaction.query(
        "SELECT f.record, f.word, r.rules FROM feedback AS f \
         JOIN record AS r ON r.id = f.record ORDER BY f.id DESC LIMIT $1",
        &[&limit],
    )?;
    rows.iter()
        .map(|row| {
            let record = RecordId::of_row(row.try_get(0)?);
            Ok((record, search::named(row, 1)?, row.try_get(2)?))
        })
        .collect()
}

pub(super) fn add_version(
    transaction: &mut Transaction<'_>,
    it: &RuleVersion,
) -> Result<i64, Fault> {
    let row = transaction.query_one(
        "INSERT INTO rule_version (file, state, body, actor, time, reason) \
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        &[
            &it.file,
            &it.state.name(),
            &it.text,
            &it.by,
            &it.time,
            &it.reason,
        ],
    )?;
    transaction.execute(
        "DELETE FROM rule_version WHERE file = $1 AND id <= \
         (SELECT id FROM rule_version WHERE file = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)",
        &[&it.file, &MOST_VERSIONS],
    )?;
    Ok(row.try_get(0)?)
}

pub(super) fn versions(
    transaction: &mut Transaction<'_>,
    file: Option<&str>,
) -> Result<Vec<RuleVersion>, Fault> {
    let rows = if let Some(file) = file {
        let sql = format!("SELECT {COLUMNS} FROM rule_version WHERE file = $1 ORDER BY id DESC");
        transaction.query(&sql, &[&file])?
    } else {
        let sql = format!(
            "SELECT {COLUMNS} FROM rule_version \
             WHERE id IN (SELECT max(id) FROM rule_version GROUP BY file) ORDER BY file"
        );
        transaction.query(&sql, &[])?
    };
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<RuleVersion, Fault> {
    Ok(RuleVersion {
        id: row.try_get(0)?,
        file: row.try_get(1)?,
        state: search::named(row, 2)?,
        text: row.try_get(3)?,
        by: row.try_get(4)?,
        time: row.try_get(5)?,
        reason: row.try_get(6)?,
    })
}
