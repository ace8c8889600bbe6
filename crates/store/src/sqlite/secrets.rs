//! Tickets, links and tokens.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::search::damaged;
use crate::backend::NewToken;
use crate::id::{Digest, EntryId, InvalidId};
use crate::record::UnixSeconds;
use crate::ticket::Redeemed;
use crate::token::{Role, Token};

pub(super) fn add_ticket(
    connection: &Connection,
    nonce: &[u8; 16],
    entry: EntryId,
    expires: UnixSeconds,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO ticket (nonce, entry, expires) VALUES (?1, ?2, ?3)",
        params![nonce.as_slice(), entry.to_row(), expires],
    )?;
    Ok(())
}

pub(super) fn use_ticket(
    connection: &Connection,
    nonce: &[u8; 16],
    now: UnixSeconds,
) -> rusqlite::Result<Redeemed> {
    let found: Option<(i64, i64, Option<i64>)> = connection
        .prepare_cached("SELECT entry, expires, used FROM ticket WHERE nonce = ?1")?
        .query_row([nonce.as_slice()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    Ok(match found {
        // Ours by its signature, but no longer known: its time was over long ago.
        None => Redeemed::Expired,
        Some((_, _, Some(_))) => Redeemed::Used,
        Some((_, expires, None)) if expires <= now => Redeemed::Expired,
        Some((entry, _, None)) => {
            connection
                .prepare_cached("UPDATE ticket SET used = ?2 WHERE nonce = ?1")?
                .execute(params![nonce.as_slice(), now])?;
            Redeemed::Valid(EntryId::of_row(entry))
        }
    })
}

pub(super) fn add_link(
    connection: &Connection,
    link: &Digest,
    entry: EntryId,
    expires: UnixSeconds,
) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO link (digest, entry, expires) VALUES (?1, ?2, ?3)",
        params![link.0.as_slice(), entry.to_row(), expires],
    )?;
    Ok(())
}

/// Links go with the entry's being held.
pub(super) fn link(
    connection: &Connection,
    link: &Digest,
    now: UnixSeconds,
) -> rusqlite::Result<Option<EntryId>> {
    connection
        .prepare_cached("SELECT entry FROM link WHERE digest = ?1 AND expires > ?2")?
        .query_row(params![link.0.as_slice(), now], |row| {
            Ok(EntryId::of_row(row.get(0)?))
        })
        .optional()
}

pub(super) fn expire(connection: &Connection, before: UnixSeconds) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM ticket WHERE expires < ?1", [before])?;
    connection.execute("DELETE FROM link WHERE expires < ?1", [before])?;
    Ok(())
}

pub(super) fn add_token(connection: &Connection, token: &NewToken<'_>) -> rusqlite::Result<i64> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO token (digest, name, role, created, expires) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    insert.insert(params![
        token.digest.0.as_slice(),
        token.name,
        token.role as i64,
        token.created,
        token.expires
    ])
}

const COLUMNS: &str = "id, name, role, created, expires, last_used, revoked";

pub(super) fn tokens(connection: &Connection) -> rusqlite::Result<Vec<Token>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM token ORDER BY id"))?
        .query_map([], read)?
        .collect()
}

pub(super) fn token(connection: &Connection, digest: &Digest) -> rusqlite::Result<Option<Token>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM token WHERE digest = ?1"))?
        .query_row([digest.0.as_slice()], read)
        .optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Token> {
    let role: i64 = row.get(2)?;
    let role = Role::ALL.into_iter().find(|it| *it as i64 == role);
    Ok(Token {
        id: row.get(0)?,
        name: row.get(1)?,
        role: role.ok_or_else(|| damaged(2, Type::Integer, InvalidId))?,
        created: row.get(3)?,
        expires: row.get(4)?,
        last_used: row.get(5)?,
        revoked: row.get(6)?,
    })
}

pub(super) fn revoke(
    connection: &Connection,
    token: i64,
    now: UnixSeconds,
) -> rusqlite::Result<bool> {
    let revoked = connection.execute(
        "UPDATE token SET revoked = ?2 WHERE id = ?1 AND revoked IS NULL",
        [token, now],
    )?;
    Ok(revoked > 0)
}

pub(super) fn note_use(
    connection: &Connection,
    token: i64,
    now: UnixSeconds,
) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE token SET last_used = ?2 WHERE id = ?1",
        [token, now],
    )?;
    Ok(())
}
