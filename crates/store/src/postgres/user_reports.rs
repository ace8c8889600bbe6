//! What readers reported, and what was done about it.

use postgres::types::ToSql;
use postgres::{Row, Transaction};

use super::fault::Fault;
use crate::filter::Page;
use crate::id::RecordId;
use crate::record::{QueuedReport, ReportAnswer, ReportFilter, UserReport, Verdict, Word};

pub(super) fn add(transaction: &mut Transaction<'_>, it: &UserReport) -> Result<(), Fault> {
    transaction.execute(
        "INSERT INTO user_report (record, actor, time, message_id, verdict, note) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            &it.record.map(RecordId::to_row),
            &it.by,
            &it.time,
            &it.message_id,
            &it.verdict.map(Verdict::name),
            &it.note,
        ],
    )?;
    Ok(())
}

pub(super) fn list(
    transaction: &mut Transaction<'_>,
    filter: &ReportFilter,
    page: &Page<i64>,
) -> Result<Vec<QueuedReport>, Fault> {
    let mut values: Vec<Box<dyn ToSql + Sync>> = vec![Box::new(page.rows())];
    let mut conditions = vec!["true".to_owned()];
    let mut add = |condition: &str, value: Box<dyn ToSql + Sync>| {
        values.push(value);
        conditions.push(format!("{condition} ${}", values.len()));
    };
    if let Some(after) = page.after {
        add("id <", Box::new(after));
    }
    if let Some(by) = &filter.by {
        add("lower(actor) =", Box::new(by.to_lowercase()));
    }
    if let Some(verdict) = filter.verdict {
        add("verdict =", Box::new(verdict.name()));
    }
    if let Some(record) = filter.record {
        add("record =", Box::new(record.to_row()));
    }
    if let Some(is_open) = filter.open {
        let condition = if is_open { "IS NULL" } else { "IS NOT NULL" };
        conditions.push(format!("answered {condition}"));
    }
    let sql = format!(
        "SELECT id, record, actor, time, message_id, verdict, note, answered, answered_by, answer \
         FROM user_report WHERE {} ORDER BY id DESC LIMIT $1",
        conditions.join(" AND ")
    );
    let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(AsRef::as_ref).collect();
    let rows = transaction.query(&sql, &values)?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<QueuedReport, Fault> {
    let record: Option<i64> = row.try_get(1)?;
    let verdict: Option<String> = row.try_get(5)?;
    let answered: Option<i64> = row.try_get(7)?;
    let by: Option<String> = row.try_get(8)?;
    let word: Option<String> = row.try_get(9)?;
    Ok(QueuedReport {
        id: row.try_get(0)?,
        report: UserReport {
            record: record.map(RecordId::of_row),
            by: row.try_get(2)?,
            time: row.try_get(3)?,
            message_id: row.try_get(4)?,
            verdict: verdict.and_then(|it| it.parse().ok()),
            note: row.try_get(6)?,
        },
        answer: answered.map(|time| ReportAnswer {
            word: word.and_then(|it| it.parse::<Word>().ok()),
            by: by.unwrap_or_default(),
            time,
        }),
    })
}

pub(super) fn answer(
    transaction: &mut Transaction<'_>,
    report: i64,
    answer: &ReportAnswer,
) -> Result<bool, Fault> {
    let answered = transaction.execute(
        "UPDATE user_report SET answered = $2, answered_by = $3, answer = $4 \
         WHERE id = $1 AND answered IS NULL",
        &[
            &report,
            &answer.time,
            &answer.by,
            &answer.word.map(Word::name),
        ],
    )?;
    Ok(answered > 0)
}
