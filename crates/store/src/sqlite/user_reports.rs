//! What readers reported, and what was done about it.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};

use crate::filter::Page;
use crate::id::RecordId;
use crate::record::{QueuedReport, ReportAnswer, ReportFilter, UserReport, Verdict, Word};

pub(super) fn add(connection: &Connection, it: &UserReport) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO user_report (record, actor, time, message_id, verdict, note) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            it.record.map(RecordId::to_row),
            it.by,
            it.time,
            it.message_id,
            it.verdict.map(Verdict::name),
            it.note
        ],
    )?;
    Ok(())
}

pub(super) fn list(
    connection: &Connection,
    filter: &ReportFilter,
    page: &Page<i64>,
) -> rusqlite::Result<Vec<QueuedReport>> {
    let mut values: Vec<Value> = vec![page.rows().into()];
    let mut conditions = vec!["1".to_owned()];
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(format!("{condition} ?{}", values.len()));
    };
    if let Some(after) = page.after {
        add("id <", after.into());
    }
    if let Some(by) = &filter.by {
        add("lower(actor) =", by.to_lowercase().into());
    }
    if let Some(verdict) = filter.verdict {
        add("verdict =", verdict.name().to_owned().into());
    }
    if let Some(record) = filter.record {
        add("record =", record.to_row().into());
    }
    if let Some(is_open) = filter.open {
        let condition = if is_open { "IS NULL" } else { "IS NOT NULL" };
        conditions.push(format!("answered {condition}"));
    }
    let sql = format!(
        "SELECT id, record, actor, time, message_id, verdict, note, answered, answered_by, answer \
         FROM user_report WHERE {} ORDER BY id DESC LIMIT ?1",
        conditions.join(" AND ")
    );
    connection
        .prepare_cached(&sql)?
        .query_map(params_from_iter(values), read)?
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<QueuedReport> {
    let record: Option<i64> = row.get(1)?;
    let verdict: Option<String> = row.get(5)?;
    let answered: Option<i64> = row.get(7)?;
    let by: Option<String> = row.get(8)?;
    let word: Option<String> = row.get(9)?;
    Ok(QueuedReport {
        id: row.get(0)?,
        report: UserReport {
            record: record.map(RecordId::of_row),
            by: row.get(2)?,
            time: row.get(3)?,
            message_id: row.get(4)?,
            verdict: verdict.and_then(|it| it.parse().ok()),
            note: row.get(6)?,
        },
        answer: answered.map(|time| ReportAnswer {
            word: word.and_then(|it| it.parse::<Word>().ok()),
            by: by.unwrap_or_default(),
            time,
        }),
    })
}

pub(super) fn answer(
    connection: &Connection,
    report: i64,
    answer: &ReportAnswer,
) -> rusqlite::Result<bool> {
    let answered = connection.execute(
        "UPDATE user_report SET answered = ?2, answered_by = ?3, answer = ?4 \
         WHERE id = ?1 AND answered IS NULL",
        params![report, answer.time, answer.by, answer.word.map(Word::name)],
    )?;
    Ok(answered > 0)
}
