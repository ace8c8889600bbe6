//! Counters of records, by hour and by day.

use rusqlite::{Connection, params};

use crate::tally::{Changes, Counted, Period, Tally};

/// Applies `changes`. A counter that comes to nothing is forgotten: it may be a number that nobody is to find again.
pub(super) fn apply(connection: &Connection, changes: &Changes) -> rusqlite::Result<()> {
    let mut add = connection.prepare_cached(
        "INSERT INTO tally (kind, span, start, value, count) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT DO UPDATE SET count = count + excluded.count",
    )?;
    let mut forget = connection.prepare_cached(
        "DELETE FROM tally \
         WHERE kind = ?1 AND span = ?2 AND start = ?3 AND value = ?4 AND count <= 0",
    )?;
    for ((counted, span, start, value), by) in changes.iter() {
        let (counted, span) = (*counted as i64, span.seconds());
        add.execute(params![counted, span, start, value, by])?;
        if by < 0 {
            forget.execute(params![counted, span, start, value])?;
        }
    }
    Ok(())
}

pub(super) fn each(
    connection: &Connection,
    counted: Counted,
    period: &Period,
) -> rusqlite::Result<Vec<Tally>> {
    connection
        .prepare_cached(
            "SELECT start, value, count FROM tally \
             WHERE kind = ?1 AND span = ?2 AND start >= ?3 AND start < ?4 ORDER BY start, value",
        )?
        .query_map(
            params![
                counted as i64,
                period.span.seconds(),
                period.since,
                period.until
            ],
            |row| {
                Ok(Tally {
                    start: row.get(0)?,
                    value: row.get(1)?,
                    count: row.get::<_, i64>(2)?.cast_unsigned(),
                })
            },
        )?
        .collect()
}

pub(super) fn most(
    connection: &Connection,
    counted: Counted,
    period: &Period,
    limit: i64,
) -> rusqlite::Result<Vec<(String, u64)>> {
    connection
        .prepare_cached(
            "SELECT value, sum(count) AS all_of_it FROM tally \
             WHERE kind = ?1 AND span = ?2 AND start >= ?3 AND start < ?4 \
             GROUP BY value ORDER BY all_of_it DESC, value LIMIT ?5",
        )?
        .query_map(
            params![
                counted as i64,
                period.span.seconds(),
                period.since,
                period.until,
                limit
            ],
            |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())),
        )?
        .collect()
}
