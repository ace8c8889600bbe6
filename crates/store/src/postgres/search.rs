//! Finding records. The rarest term leads, where there is one; what else is asked is looked up for each of its rows.

use std::str::FromStr;

use postgres::types::ToSql;
use postgres::{Row, Transaction};

use super::fault::Fault;
use super::records;
use crate::error::StoreError;
use crate::filter::{Filter, Kind, Page, Term};
use crate::id::{Digest, RecordId};
use crate::record::{Likeness, Record};
use crate::words;

const COLUMNS: &str = "r.id, r.door, r.queue_id, r.mail_from, r.recipients, r.subject, r.sender, \
    r.message_id, r.verdict, r.score, r.action, r.attack_types, r.brands, r.numbers, r.content, \
     r.rules, r.microseconds, r.text_hash, r.template_hash";
/// The column after those.
const PLACE: usize = 19;
/// Newest records that are looked through for words, one by one, before the index of words is asked.
const LOOKED_THROUGH: i64 = 4_000;
/// With no more records than these to look through, that is still faster.
const WORTH_WALKING: i64 = 100_000;
/// Rows of one term that are counted; a term with more leads nowhere quickly.
const COUNTED: i64 = 5000;
/// With fewer rows than these, a term leads even where words are asked for.
const FEW: i64 = 1000;

type Value = Box<dyn ToSql + Sync>;

pub(super) fn record(
    transaction: &mut Transaction<'_>,
    id: RecordId,
) -> Result<Option<Record>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM record AS r WHERE r.id = $1");
    let row = transaction.query_opt(&sql, &[&id.to_row()])?;
    row.map(|it| read(&it)).transpose()
}

pub(super) fn report(
    transaction: &mut Transaction<'_>,
    id: RecordId,
) -> Result<Option<Vec<u8>>, Fault> {
    let sql = "SELECT report FROM record WHERE id = $1";
    let row = transaction.query_opt(sql, &[&id.to_row()])?;
    Ok(row.map(|it| it.try_get(0)).transpose()?)
}

pub(super) fn records(
    transaction: &mut Transaction<'_>,
    filter: &Filter,
    page: &Page,
) -> Result<Vec<Record>, Fault> {
    let (first, end) = filter.ids(page);
    let ids = [first.to_row(), end.to_row()];
    let mut terms = Vec::new();
    for term in filter.terms() {
        let Some(number) = records::known(transaction, &term)? else {
            return Ok(Vec::new());
        };
        let sql = "SELECT count(*) FROM (SELECT 1 FROM posting \
                   WHERE term = $1 AND record >= $2 AND record < $3 LIMIT $4) AS counted";
        let row = transaction.query_one(sql, &[&number, &ids[0], &ids[1], &COUNTED])?;
        terms.push((row.try_get::<_, i64>(0)?, number));
    }
    terms.sort_unstable();
    let text = match filter.text.as_deref().map(words::tsquery) {
        // Something was to be found and no word of it can be.
        Some(None) => return Ok(Vec::new()),
        Some(text) => text,
        None => None,
    };
    let is_led = filter.message_id.is_some()
        || filter.content.is_some()
        || terms.first().is_some_and(|it| it.0 < FEW);
    if text.is_none() || is_led {
        let (sql, values) = question(filter, &terms, text, ids, page.rows(), Way::InOrder);
        return asked(transaction, &sql, &values);
    }
    // PostgreSQL does not know how rare a word is, and goes through all records where it guesses wrong. So the newest are looked
    // through; where those do not fill the page, the words are rare enough for their index.
    let sql = "SELECT id FROM record WHERE id >= $1 AND id < $2 ORDER BY id DESC OFFSET $3 LIMIT 1";
    let far = transaction.query_opt(sql, &[&ids[0], &ids[1], &LOOKED_THROUGH])?;
    let near = match far {
        Some(row) => [row.try_get(0)?, ids[1]],
        None => ids,
    };
    let (sql, values) = question(
        filter,
        &terms,
        text.clone(),
        near,
        page.rows(),
        Way::InOrder,
    );
    let found = asked(transaction, &sql, &values)?;
    let count = found.len().cast_signed() as i64;
    if near == ids || count == page.rows() {
        return Ok(found);
    }
    // As many more have to be looked through as were for those that were found.
    let far = LOOKED_THROUGH.saturating_mul(page.rows()) / count.max(1);
    let way = if count > 0 && far <= WORTH_WALKING {
        Way::InOrder
    } else {
        Way::ByWords
    };
    let (sql, values) = question(filter, &terms, text, ids, page.rows(), way);
    asked(transaction, &sql, &values)
}

fn asked(
    transaction: &mut Transaction<'_>,
    sql: &str,
    values: &[Value],
) -> Result<Vec<Record>, Fault> {
    let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(AsRef::as_ref).collect();
    let rows = transaction.query(sql, &values)?;
    rows.iter().map(read).collect()
}

/// How records are come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// From the newest on, until the page is full.
    InOrder,
    /// All that hold the words, sorted then.
    ByWords,
}

pub(super) fn newest_of(
    transaction: &mut Transaction<'_>,
    terms: &[Term],
    limit: i64,
) -> Result<Vec<Vec<Record>>, Fault> {
    let kinds: Vec<i16> = terms.iter().map(|it| it.0 as i16).collect();
    let values: Vec<&str> = terms.iter().map(|it| it.1.as_str()).collect();
    let sql = format!(
        "SELECT {COLUMNS}, n.place \
         FROM unnest($1::smallint[], $2::text[]) WITH ORDINALITY AS n (kind, value, place) \
         JOIN term AS t ON t.kind = n.kind AND t.value = n.value \
         CROSS JOIN LATERAL (SELECT p.record FROM posting AS p WHERE p.term = t.id \
            ORDER BY p.record DESC LIMIT $3) AS newest \
         JOIN record AS r ON r.id = newest.record \
         ORDER BY n.place, r.id DESC"
    );
    let rows = transaction.query(&sql, &[&kinds, &values, &limit])?;
    let mut found = vec![Vec::new(); terms.len()];
    for row in &rows {
        let place: i64 = row.try_get(PLACE)?;
        let list = usize::try_from(place - 1).ok();
        if let Some(list) = list.and_then(|it| found.get_mut(it)) {
            list.push(read(row)?);
        }
    }
    Ok(found)
}

pub(super) fn numbers_seen(
    transaction: &mut Transaction<'_>,
    numbers: &[String],
    most: i64,
) -> Result<Vec<(String, u64)>, Fault> {
    let sql = "SELECT t.value, (SELECT count(*) FROM \
                  (SELECT 1 FROM posting AS p WHERE p.term = t.id LIMIT $3) AS counted) \
               FROM term AS t WHERE t.kind = $1 AND t.value = ANY ($2) \
               ORDER BY t.value COLLATE \"C\"";
    let rows = transaction.query(sql, &[&(Kind::Number as i16), &numbers, &most])?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get::<_, i64>(1)?.cast_unsigned())))
        .collect()
}

/// The question in SQL, and the values in it.
fn question(
    filter: &Filter,
    terms: &[(i64, i64)],
    text: Option<String>,
    ids: [i64; 2],
    rows: i64,
    way: Way,
) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![Box::new(ids[0]), Box::new(ids[1]), Box::new(rows)];
    let mut place = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let is_by_key = filter.message_id.is_some() || filter.content.is_some();
    let leads = terms
        .first()
        .filter(|it| !is_by_key && (text.is_none() || it.0 < FEW));
    let mut conditions = Vec::new();
    let (from, walked) = match leads {
        Some((_, number)) => {
            conditions.push(format!("p.term = {}", place(Box::new(*number))));
            (
                "posting AS p JOIN record AS r ON r.id = p.record",
                "p.record",
            )
        }
        None => ("record AS r", "r.id"),
    };
    conditions.push(format!("{walked} >= $1 AND {walked} < $2"));
    for (_, number) in terms.iter().skip(usize::from(leads.is_some())) {
        let number = place(Box::new(*number));
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM posting AS o WHERE o.term = {number} AND o.record = r.id)"
        ));
    }
    if let Some(text) = text {
        let text = place(Box::new(text));
        conditions.push(format!("r.words @@ {text}::text::tsquery"));
    }
    if let Some(id) = &filter.message_id {
        let id = place(Box::new(id.clone()));
        conditions.push(format!("r.message_id = {id}"));
    }
    if let Some(digest) = &filter.content {
        let digest = place(Box::new(digest.0.to_vec()));
        conditions.push(format!("r.content = {digest}"));
    }
    let conditions = conditions.join(" AND ");
    let sql = match way {
        Way::InOrder => {
            format!(
                "SELECT {COLUMNS} FROM {from} WHERE {conditions} ORDER BY {walked} DESC LIMIT $3"
            )
        }
        // Without the order in it, nothing tempts the planner to walk the records.
        Way::ByWords => format!(
            "WITH found AS MATERIALIZED (SELECT {COLUMNS} FROM {from} WHERE {conditions}) \
             SELECT * FROM found ORDER BY id DESC LIMIT $3"
        ),
    };
    (sql, values)
}

fn read(row: &Row) -> Result<Record, Fault> {
    let id = RecordId::of_row(row.try_get(0)?);
    Ok(Record {
        id,
        time: id.seconds(),
        door: row.try_get(1)?,
        queue_id: row.try_get(2)?,
        mail_from: row.try_get(3)?,
        recipients: row.try_get(4)?,
        subject: row.try_get(5)?,
        from: row.try_get(6)?,
        message_id: row.try_get(7)?,
        verdict: named(row, 8)?,
        score: row.try_get(9)?,
        action: row.try_get(10)?,
        attack_types: row.try_get(11)?,
        brands: row.try_get(12)?,
        numbers: row.try_get(13)?,
        content: digest(row, 14)?,
        rules: row.try_get(15)?,
        microseconds: unsigned(row, 16)?,
        likeness: Likeness {
            text: unsigned(row, 17)?,
            template: unsigned(row, 18)?,
        },
    })
}

fn unsigned(row: &Row, column: usize) -> Result<Option<u64>, Fault> {
    let number: Option<i64> = row.try_get(column)?;
    Ok(number.map(i64::cast_unsigned))
}

/// What is read is what this program wrote, so what has another shape was damaged.
pub(super) fn damaged(detail: &str) -> Fault {
    Fault::Store(StoreError::Corrupt {
        place: "schema offhook_store".to_owned(),
        detail: detail.to_owned(),
    })
}

pub(super) fn named<T: FromStr>(row: &Row, column: usize) -> Result<T, Fault> {
    let text: String = row.try_get(column)?;
    text.parse().map_err(|_| damaged("a name that is none"))
}

pub(super) fn digest(row: &Row, column: usize) -> Result<Digest, Fault> {
    let bytes: Vec<u8> = row.try_get(column)?;
    let bytes = bytes.try_into().map(Digest);
    bytes.map_err(|_| damaged("a digest of another length"))
}
