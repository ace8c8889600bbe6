//! Counters of records, by hour and by day.

use postgres::Transaction;

use super::fault::Fault;
use crate::tally::{Changes, Counted, Period, Tally};

const ADD: &str = "INSERT INTO tally (kind, span, start, value, count) \
     SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[]) \
     AS n (kind, span, start, value, count) ORDER BY kind, span, start, value COLLATE \"C\" \
     ON CONFLICT (kind, span, start, value) DO UPDATE SET count = tally.count + excluded.count";
const FORGET: &str = "DELETE FROM tally AS t \
     USING unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::text[]) AS n (kind, span, start, value) \
     WHERE t.kind = n.kind AND t.span = n.span AND t.start = n.start AND t.value = n.value \
     AND t.count <= 0";

/// Applies `changes`. A counter that comes to nothing is forgotten: it may be a number that nobody is to find again.
pub(super) fn apply(transaction: &mut Transaction<'_>, changes: &Changes) -> Result<(), Fault> {
    if changes.is_empty() {
        return Ok(());
    }
    let kinds: Vec<i16> = changes.iter().map(|(key, _)| key.0 as i16).collect();
    let spans: Vec<i64> = changes.iter().map(|(key, _)| key.1.seconds()).collect();
    let starts: Vec<i64> = changes.iter().map(|(key, _)| key.2).collect();
    let values: Vec<&str> = changes.iter().map(|(key, _)| key.3.as_str()).collect();
    let by: Vec<i64> = changes.iter().map(|(_, by)| by).collect();
    transaction.execute(ADD, &[&kinds, &spans, &starts, &values, &by])?;
    if by.iter().any(|it| *it < 0) {
        transaction.execute(FORGET, &[&kinds, &spans, &starts, &values])?;
    }
    Ok(())
}

pub(super) fn each(
    transaction: &mut Transaction<'_>,
    counted: Counted,
    period: &Period,
) -> Result<Vec<Tally>, Fault> {
    let sql = "SELECT start, value, count FROM tally \
               WHERE kind = $1 AND span = $2 AND start >= $3 AND start < $4 \
               ORDER BY start, value COLLATE \"C\"";
    let rows = transaction.query(
        sql,
        &[
            &(counted as i16),
            &period.span.seconds(),
            &period.since,
            &period.until,
        ],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Tally {
                start: row.try_get(0)?,
                value: row.try_get(1)?,
                count: row.try_get::<_, i64>(2)?.cast_unsigned(),
            })
        })
        .collect()
}

pub(super) fn most(
    transaction: &mut Transaction<'_>,
    counted: Counted,
    period: &Period,
    limit: i64,
) -> Result<Vec<(String, u64)>, Fault> {
    let sql = "SELECT value, sum(count)::bigint AS all_of_it FROM tally \
               WHERE kind = $1 AND span = $2 AND start >= $3 AND start < $4 \
               GROUP BY value ORDER BY all_of_it DESC, value COLLATE \"C\" LIMIT $5";
    let rows = transaction.query(
        sql,
        &[
            &(counted as i16),
            &period.span.seconds(),
            &period.since,
            &period.until,
            &limit,
        ],
    )?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get::<_, i64>(1)?.cast_unsigned())))
        .collect()
}
