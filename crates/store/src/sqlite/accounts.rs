//! Accounts, and attempts to sign in.

use rusqlite::types::{Type, Value};
use rusqlite::{Connection, ErrorCode, OptionalExtension as _, Row, params, params_from_iter};

use super::fault::Fault;
use super::search::{damaged, named};
use super::{Sqlite, Survives};
use crate::account::attempt::{FORGOTTEN, NAMES, Tried};
use crate::account::rows::{AccountKey, AccountRow, AccountRows, Change, NewAccountRow, NewEvent};
use crate::account::{Account, AccountEvent, Mailbox, OpenIdSubject};
use crate::error::StoreError;
use crate::id::{Digest, InvalidId};
use crate::record::UnixSeconds;
use crate::token::Role;

const COLUMNS: &str = "id, name, display_name, role, password, totp, issuer, subject, disabled, created, signed_in, generation, mailboxes";

impl AccountRows for Sqlite {
    fn add_account(
        &self,
        account: &NewAccountRow<'_>,
        event: &NewEvent<'_>,
    ) -> Result<Option<i64>, StoreError> {
        self.write(Survives::Power, |it| {
            let id = match add(it, account) {
                Ok(id) => id,
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                    return Ok(None);
                }
                Err(error) => return Err(error.into()),
            };
            note(it, account.name, event)?;
            Ok(Some(id))
        })
    }

    fn any_account(&self) -> Result<bool, StoreError> {
        self.read(|it| {
            let sql = "SELECT EXISTS (SELECT 1 FROM account WHERE disabled IS NULL)";
            it.query_row(sql, [], |row| row.get(0))
        })
    }

    fn accounts(&self) -> Result<Vec<AccountRow>, StoreError> {
        self.read(|it| {
            it.prepare_cached(&format!("SELECT {COLUMNS} FROM account ORDER BY name"))?
                .query_map([], read)?
                .collect()
        })
    }

    fn account(&self, key: AccountKey<'_>) -> Result<Option<AccountRow>, StoreError> {
        let (condition, values): (&str, Vec<Value>) = match key {
            AccountKey::Id(id) => ("id = ?1", vec![id.into()]),
            AccountKey::Name(name) => ("name = ?1", vec![name.to_owned().into()]),
            AccountKey::Subject(issuer, subject) => (
                "issuer = ?1 AND subject = ?2",
                vec![issuer.to_owned().into(), subject.to_owned().into()],
            ),
        };
        self.read(|it| {
            it.prepare_cached(&format!("SELECT {COLUMNS} FROM account WHERE {condition}"))?
                .query_row(params_from_iter(values), read)
                .optional()
        })
    }

    fn change_account(
        &self,
        id: i64,
        change: &Change<'_>,
        event: Option<&NewEvent<'_>>,
    ) -> Result<bool, StoreError> {
        self.write(Survives::Power, |it| {
            let name: Option<String> = it
                .query_row("SELECT name FROM account WHERE id = ?1", [id], |row| {
                    row.get(0)
                })
                .optional()?;
            let Some(name) = name else {
                return Ok(false);
            };
            make(it, id, change)?;
            if let Some(event) = event {
                note(it, &name, event)?;
            }
            Ok(true)
        })
    }

    fn use_totp_step(&self, id: i64, step: i64) -> Result<bool, StoreError> {
        self.write(Survives::Power, |it| {
            let sql = "UPDATE account SET totp_step = ?2 WHERE id = ?1 AND totp IS NOT NULL AND totp_step < ?2";
            Ok(it.execute(sql, [id, step])? > 0)
        })
    }

    fn use_recovery_code(&self, id: i64, code: &Digest) -> Result<bool, StoreError> {
        self.write(Survives::Power, |it| {
            let sql = "DELETE FROM recovery_code WHERE account = ?1 AND digest = ?2";
            Ok(it.execute(sql, params![id, code.0.as_slice()])? > 0)
        })
    }

    fn recovery_codes_left(&self, id: i64) -> Result<u64, StoreError> {
        let count: i64 = self.read(|it| {
            let sql = "SELECT count(*) FROM recovery_code WHERE account = ?1";
            it.query_row(sql, [id], |row| row.get(0))
        })?;
        Ok(count.cast_unsigned())
    }

    fn account_events(&self, limit: usize) -> Result<Vec<AccountEvent>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(|it| {
            it.prepare_cached(
                "SELECT time, actor, account, deed, detail FROM account_event ORDER BY id DESC LIMIT ?1",
            )?
            .query_map([limit], |row| {
                Ok(AccountEvent {
                    time: row.get(0)?,
                    actor: row.get(1)?,
                    account: row.get(2)?,
                    deed: named(row, 3)?,
                    detail: row.get(4)?,
                })
            })?
            .collect()
        })
    }

    fn try_name(&self, name: &[u8; 32], now: UnixSeconds) -> Result<Option<Tried>, StoreError> {
        self.write(Survives::Process, |it| {
            let before = tried(it, name)?.unwrap_or_default();
            if before.is_locked(now) {
                return Ok(None);
            }
            let after = before.once_more(now);
            it.prepare_cached(
                "INSERT INTO sign_in_attempt (name, failures, locked_until, time) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, \
                 locked_until = excluded.locked_until, time = excluded.time",
            )?
            .execute(params![name.as_slice(), after.failures, after.locked_until, now])?;
            forget_old(it, now)?;
            Ok(Some(after))
        })
    }

    fn tried(&self, name: &[u8; 32]) -> Result<Option<Tried>, StoreError> {
        self.read(|it| tried(it, name))
    }

    fn take_back_try(
        &self,
        name: &[u8; 32],
        locked_until: Option<UnixSeconds>,
    ) -> Result<(), StoreError> {
        self.write(Survives::Process, |it| {
            it.execute(
                "UPDATE sign_in_attempt SET failures = max(failures - 1, 0), \
                 locked_until = CASE WHEN locked_until IS ?2 THEN NULL ELSE locked_until END WHERE name = ?1",
                params![name.as_slice(), locked_until],
            )?;
            Ok(())
        })
    }

    fn forget_tries(&self, name: &[u8; 32]) -> Result<(), StoreError> {
        self.write(Survives::Process, |it| {
            it.execute(
                "DELETE FROM sign_in_attempt WHERE name = ?1",
                [name.as_slice()],
            )?;
            Ok(())
        })
    }
}

fn add(connection: &Connection, account: &NewAccountRow<'_>) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO account (name, display_name, role, password, issuer, subject, created, mailboxes) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .insert(params![
            account.name,
            account.display_name,
            account.role as i64,
            account.password,
            account.openid.map(|it| it.0),
            account.openid.map(|it| it.1),
            account.created,
            json(account.mailboxes)
        ])
}

fn note(connection: &Connection, account: &str, event: &NewEvent<'_>) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO account_event (time, actor, account, deed, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![event.time, event.actor, account, event.deed.name(), event.detail],
    )?;
    Ok(())
}

fn make(connection: &Connection, id: i64, change: &Change<'_>) -> Result<(), Fault> {
    let set = |what: &str, value: Value| {
        let sql = format!("UPDATE account SET {what} WHERE id = ?1");
        connection.execute(&sql, params![id, value])
    };
    match *change {
        Change::Password(hash) => {
            set(
                "password = ?2, generation = generation + 1",
                hash.to_owned().into(),
            )?;
        }
        Change::Role(role) => {
            set("role = ?2", (role as i64).into())?;
        }
        Change::Mailboxes(mailboxes) => {
            set("mailboxes = ?2", json(mailboxes).into())?;
        }
        Change::Disabled(when) => {
            set("disabled = ?2, generation = generation + 1", when.into())?;
        }
        Change::SignedIn(when) => {
            set("signed_in = ?2", when.into())?;
        }
        Change::Named(name) => {
            set("display_name = ?2", name.map(str::to_owned).into())?;
        }
        Change::Totp {
            sealed,
            step,
            codes,
        } => {
            connection.execute(
                "UPDATE account SET totp = ?2, totp_step = ?3, generation = generation + 1 WHERE id = ?1",
                params![id, sealed, step],
            )?;
            forget_codes(connection, id)?;
            for code in codes {
                let sql = "INSERT INTO recovery_code (account, digest) VALUES (?1, ?2)";
                connection.execute(sql, params![id, code.0.as_slice()])?;
            }
        }
        Change::NoTotp => {
            let sql = "UPDATE account SET totp = NULL, totp_step = NULL, generation = generation + 1 WHERE id = ?1";
            connection.execute(sql, [id])?;
            forget_codes(connection, id)?;
        }
        Change::Removed => {
            connection.execute("DELETE FROM account WHERE id = ?1", [id])?;
            forget_codes(connection, id)?;
        }
    }
    Ok(())
}

fn forget_codes(connection: &Connection, id: i64) -> rusqlite::Result<usize> {
    connection.execute("DELETE FROM recovery_code WHERE account = ?1", [id])
}

fn tried(connection: &Connection, name: &[u8; 32]) -> rusqlite::Result<Option<Tried>> {
    connection
        .prepare_cached("SELECT failures, locked_until, time FROM sign_in_attempt WHERE name = ?1")?
        .query_row([name.as_slice()], |row| {
            Ok(Tried {
                failures: row.get(0)?,
                locked_until: row.get(1)?,
                time: row.get(2)?,
            })
        })
        .optional()
}

fn forget_old(connection: &Connection, now: UnixSeconds) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM sign_in_attempt WHERE time < ?1")?
        .execute([now.saturating_sub(FORGOTTEN)])?;
    connection
        .prepare_cached(
            "DELETE FROM sign_in_attempt WHERE name IN (SELECT name FROM sign_in_attempt \
             ORDER BY failures, time LIMIT max((SELECT count(*) FROM sign_in_attempt) - ?1, 0))",
        )?
        .execute([NAMES])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<AccountRow> {
    let role: i64 = row.get(3)?;
    let role = Role::ALL.into_iter().find(|it| *it as i64 == role);
    let password: Option<String> = row.get(4)?;
    let totp: Option<Vec<u8>> = row.get(5)?;
    let (issuer, subject): (Option<String>, Option<String>) = (row.get(6)?, row.get(7)?);
    let mailboxes: String = row.get(12)?;
    let unreadable = || damaged(12, Type::Text, InvalidId);
    let mailboxes: Vec<String> = serde_json::from_str(&mailboxes).map_err(|_| unreadable())?;
    let mailboxes: Result<Vec<Mailbox>, _> = mailboxes.iter().map(|it| it.parse()).collect();
    let account = Account {
        id: row.get(0)?,
        name: named(row, 1)?,
        display_name: row.get(2)?,
        role: role.ok_or_else(|| damaged(3, Type::Integer, InvalidId))?,
        mailboxes: mailboxes.map_err(|_| unreadable())?,
        has_password: password.is_some(),
        has_totp: totp.is_some(),
        openid: issuer
            .zip(subject)
            .map(|(issuer, subject)| OpenIdSubject { issuer, subject }),
        disabled: row.get(8)?,
        created: row.get(9)?,
        signed_in: row.get(10)?,
        generation: row.get(11)?,
    };
    Ok(AccountRow {
        account,
        password,
        totp,
    })
}

/// A list of addresses as it is kept.
fn json(mailboxes: &[Mailbox]) -> String {
    let all: Vec<&str> = mailboxes.iter().map(Mailbox::as_str).collect();
    serde_json::Value::from(all).to_string()
}
