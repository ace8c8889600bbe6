//! Finding records: by one index, the one that leads to the fewest rows, each of which is then looked up in the others.

use std::str::FromStr;

use rusqlite::types::{Type, Value};
use rusqlite::{Connection, OptionalExtension as _, Row, params_from_iter};

use super::records;
use crate::filter::{Filter, Kind, Page, Term};
use crate::id::{Digest, RecordId};
use crate::record::{Likeness, Record};
use crate::words;

const COLUMNS: &str = "r.id, r.door, r.queue_id, r.mail_from, r.recipients, r.subject, r.sender, \
    r.message_id, r.verdict, r.score, r.action, r.attack_types, r.brands, r.numbers, r.content, \
    r.rules, r.microseconds, r.text_hash, r.template_hash";
/// Rows of one term that are counted; a term with more leads nowhere quickly.
const COUNTED: i64 = 5000;
/// With fewer rows than these, a term is walked and each row looked up in the full text; else the other way round.
const FEW: i64 = 1000;

pub(super) fn record(connection: &Connection, id: RecordId) -> rusqlite::Result<Option<Record>> {
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM record AS r WHERE r.id = ?1"
        ))?
        .query_row([id.to_row()], read)
        .optional()
}

pub(super) fn report(connection: &Connection, id: RecordId) -> rusqlite::Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("SELECT body FROM report WHERE record = ?1")?
        .query_row([id.to_row()], |row| row.get(0))
        .optional()
}

pub(super) fn records(
    connection: &Connection,
    filter: &Filter,
    page: &Page,
) -> rusqlite::Result<Vec<Record>> {
    let (first, end) = filter.ids(page);
    let ids = [first.to_row(), end.to_row()];
    let mut terms = Vec::new();
    for term in filter.terms() {
        let Some(number) = records::known(connection, &term)? else {
            return Ok(Vec::new());
        };
        let count: i64 = connection
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM posting \
                 WHERE term = ?1 AND record >= ?2 AND record < ?3 LIMIT ?4)",
            )?
            .query_row([number, ids[0], ids[1], COUNTED], |row| row.get(0))?;
        terms.push((count, number));
    }
    terms.sort_unstable();
    let text = match filter.text.as_deref().map(words::query) {
        // Something was to be found and no word of it can be.
        Some(None) => return Ok(Vec::new()),
        Some(text) => text,
        None => None,
    };
    let (sql, values) = question(filter, &terms, text, ids, page.rows());
    connection
        .prepare_cached(&sql)?
        .query_map(params_from_iter(values), read)?
        .collect()
}

pub(super) fn newest_of(
    connection: &Connection,
    term: &Term,
    limit: i64,
) -> rusqlite::Result<Vec<Record>> {
    let Some(number) = records::known(connection, term)? else {
        return Ok(Vec::new());
    };
    connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM posting AS p CROSS JOIN record AS r ON r.id = p.record \
             WHERE p.term = ?1 ORDER BY p.record DESC LIMIT ?2"
        ))?
        .query_map([number, limit], read)?
        .collect()
}

pub(super) fn numbers_seen(
    connection: &Connection,
    numbers: &[String],
    most: i64,
) -> rusqlite::Result<Vec<(String, u64)>> {
    let numbers = serde_json::Value::from(numbers).to_string();
    connection
        .prepare_cached(
            "SELECT t.value, (SELECT count(*) FROM \
                (SELECT 1 FROM posting AS p WHERE p.term = t.id LIMIT ?3)) \
             FROM term AS t \
             WHERE t.kind = ?1 AND t.value IN (SELECT value FROM json_each(?2)) ORDER BY t.value",
        )?
        .query_map(
            rusqlite::params![Kind::Number as i64, numbers, most],
            |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned())),
        )?
        .collect()
}

/// The question in SQL, and the values in it.
fn question(
    filter: &Filter,
    terms: &[(i64, i64)],
    text: Option<String>,
    ids: [i64; 2],
    rows: i64,
) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![ids[0].into(), ids[1].into(), rows.into()];
    let mut place = |value: Value| {
        values.push(value);
        format!("?{}", values.len())
    };
    let is_by_key = filter.message_id.is_some() || filter.content.is_some();
    let fewest = terms.first().filter(|_| !is_by_key);
    let mut terms = terms.iter();
    let mut conditions = Vec::new();
    let mut text = text.map(|it| place(it.into()));
    let walked = if is_by_key {
        "r.id"
    } else if let Some((_, number)) = fewest.filter(|it| text.is_none() || it.0 < FEW) {
        terms.next();
        conditions.push(format!("p.term = {}", place((*number).into())));
        "p.record"
    } else if let Some(text) = text.take() {
        conditions.push(format!("words MATCH {text}"));
        "words.rowid"
    } else {
        "r.id"
    };
    let from = match walked {
        "p.record" => "posting AS p CROSS JOIN record AS r ON r.id = p.record",
        "words.rowid" => "words CROSS JOIN record AS r ON r.id = words.rowid",
        _ => "record AS r",
    };
    conditions.push(format!("{walked} >= ?1 AND {walked} < ?2"));
    for (_, number) in terms {
        let number = place((*number).into());
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM posting WHERE term = {number} AND record = r.id)"
        ));
    }
    if let Some(text) = text {
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM words WHERE words MATCH {text} AND rowid = r.id)"
        ));
    }
    if let Some(id) = &filter.message_id {
        conditions.push(format!("r.message_id = {}", place(id.clone().into())));
    }
    if let Some(digest) = &filter.content {
        conditions.push(format!("r.content = {}", place(digest.0.to_vec().into())));
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM {from} WHERE {} ORDER BY {walked} DESC LIMIT ?3",
        conditions.join(" AND ")
    );
    (sql, values)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Record> {
    let id = RecordId::of_row(row.get(0)?);
    Ok(Record {
        id,
        time: id.seconds(),
        door: row.get(1)?,
        queue_id: row.get(2)?,
        mail_from: row.get(3)?,
        recipients: list(row, 4)?,
        subject: row.get(5)?,
        from: row.get(6)?,
        message_id: row.get(7)?,
        verdict: named(row, 8)?,
        score: row.get(9)?,
        action: row.get(10)?,
        attack_types: list(row, 11)?,
        brands: list(row, 12)?,
        numbers: list(row, 13)?,
        content: digest(row, 14)?,
        rules: list(row, 15)?,
        microseconds: row.get::<_, Option<i64>>(16)?.map(i64::cast_unsigned),
        likeness: Likeness {
            text: row.get::<_, Option<i64>>(17)?.map(i64::cast_unsigned),
            template: row.get::<_, Option<i64>>(18)?.map(i64::cast_unsigned),
        },
    })
}

pub(super) fn list(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<String>> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| damaged(column, Type::Text, error))
}

pub(super) fn named<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text: String = row.get(column)?;
    text.parse()
        .map_err(|error| damaged(column, Type::Text, error))
}

pub(super) fn digest(row: &Row<'_>, column: usize) -> rusqlite::Result<Digest> {
    let bytes: Vec<u8> = row.get(column)?;
    let bytes = <[u8; 32]>::try_from(bytes.as_slice());
    bytes
        .map(Digest)
        .map_err(|error| damaged(column, Type::Blob, error))
}

pub(super) fn damaged(
    column: usize,
    kind: Type,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, kind, Box::new(error))
}
