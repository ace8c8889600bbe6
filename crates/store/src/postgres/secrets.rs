//! Tickets, links and tokens.

use postgres::{Row, Transaction};

use super::fault::Fault;
use super::search::damaged;
use crate::backend::NewToken;
use crate::id::{Digest, EntryId};
use crate::record::UnixSeconds;
use crate::ticket::Redeemed;
use crate::token::{Role, Token};

pub(super) fn add_ticket(
    transaction: &mut Transaction<'_>,
    nonce: &[u8; 16],
    entry: EntryId,
    expires: UnixSeconds,
) -> Result<(), Fault> {
    let sql = "INSERT INTO ticket (nonce, entry, expires) VALUES ($1, $2, $3)";
    transaction.execute(sql, &[&nonce.as_slice(), &entry.to_row(), &expires])?;
    Ok(())
}

pub(super) fn use_ticket(
    transaction: &mut Transaction<'_>,
    nonce: &[u8; 16],
    now: UnixSeconds,
) -> Result<Redeemed, Fault> {
    let nonce = nonce.as_slice();
    // Whoever comes second waits here, and finds it used.
    let sql = "SELECT entry, expires, used FROM ticket WHERE nonce = $1 FOR UPDATE";
    let Some(row) = transaction.query_opt(sql, &[&nonce])? else {
        // Ours by its signature, but no longer known: its time was over long ago.
        return Ok(Redeemed::Expired);
    };
    let (expires, used): (i64, Option<i64>) = (row.try_get(1)?, row.try_get(2)?);
    if used.is_some() {
        return Ok(Redeemed::Used);
    }
    if expires <= now {
        return Ok(Redeemed::Expired);
    }
    let sql = "UPDATE ticket SET used = $2 WHERE nonce = $1";
    transaction.execute(sql, &[&nonce, &now])?;
    Ok(Redeemed::Valid(EntryId::of_row(row.try_get(0)?)))
}

pub(super) fn add_link(
    transaction: &mut Transaction<'_>,
    link: &Digest,
    entry: EntryId,
    expires: UnixSeconds,
) -> Result<(), Fault> {
    let sql = "INSERT INTO link (digest, entry, expires) VALUES ($1, $2, $3)";
    transaction.execute(sql, &[&link.0.as_slice(), &entry.to_row(), &expires])?;
    Ok(())
}

/// Links go with the entry's being held.
pub(super) fn link(
    transaction: &mut Transaction<'_>,
    link: &Digest,
    now: UnixSeconds,
) -> Result<Option<EntryId>, Fault> {
    let sql = "SELECT entry FROM link WHERE digest = $1 AND expires > $2";
    let row = transaction.query_opt(sql, &[&link.0.as_slice(), &now])?;
    Ok(row
        .map(|it| it.try_get(0))
        .transpose()?
        .map(EntryId::of_row))
}

pub(super) fn expire(transaction: &mut Transaction<'_>, before: UnixSeconds) -> Result<(), Fault> {
    transaction.execute("DELETE FROM ticket WHERE expires < $1", &[&before])?;
    transaction.execute("DELETE FROM link WHERE expires < $1", &[&before])?;
    Ok(())
}

pub(super) fn add_token(
    transaction: &mut Transaction<'_>,
    token: &NewToken<'_>,
) -> Result<i64, Fault> {
    let row = transaction.query_one(
        "INSERT INTO token (digest, name, role, created, expires) VALUES ($1, $2, $3, $4, $5) \
         RETURNING id",
        &[
            &token.digest.0.as_slice(),
            &token.name,
            &(token.role as i16),
            &token.created,
            &token.expires,
        ],
    )?;
    Ok(row.try_get(0)?)
}

const COLUMNS: &str = "id, name, role, created, expires, last_used, revoked";

pub(super) fn tokens(transaction: &mut Transaction<'_>) -> Result<Vec<Token>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM token ORDER BY id");
    let rows = transaction.query(&sql, &[])?;
    rows.iter().map(read).collect()
}

pub(super) fn token(
    transaction: &mut Transaction<'_>,
    digest: &Digest,
) -> Result<Option<Token>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM token WHERE digest = $1");
    let row = transaction.query_opt(&sql, &[&digest.0.as_slice()])?;
    row.map(|it| read(&it)).transpose()
}

fn read(row: &Row) -> Result<Token, Fault> {
    let role: i16 = row.try_get(2)?;
    let role = Role::ALL.into_iter().find(|it| *it as i16 == role);
    Ok(Token {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        role: role.ok_or_else(|| damaged("a role that is none"))?,
        created: row.try_get(3)?,
        expires: row.try_get(4)?,
        last_used: row.try_get(5)?,
        revoked: row.try_get(6)?,
    })
}

pub(super) fn revoke(
    transaction: &mut Transaction<'_>,
    token: i64,
    now: UnixSeconds,
) -> Result<bool, Fault> {
    let sql = "UPDATE token SET revoked = $2 WHERE id = $1 AND revoked IS NULL";
    Ok(transaction.execute(sql, &[&token, &now])? > 0)
}

pub(super) fn note_use(
    transaction: &mut Transaction<'_>,
    token: i64,
    now: UnixSeconds,
) -> Result<(), Fault> {
    let sql = "UPDATE token SET last_used = $2 WHERE id = $1";
    transaction.execute(sql, &[&token, &now])?;
    Ok(())
}
