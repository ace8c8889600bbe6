//! Accounts, and attempts to sign in.

use postgres::{Row, Transaction};

use super::Postgres;
use super::fault::Fault;
use super::search::{damaged, named};
use crate::account::attempt::{FORGOTTEN, NAMES, Tried};
use crate::account::rows::{AccountKey, AccountRow, AccountRows, Change, NewAccountRow, NewEvent};
use crate::account::{Account, AccountEvent, Mailbox, OpenIdSubject};
use crate::error::StoreError;
use crate::id::Digest;
use crate::record::UnixSeconds;
use crate::token::Role;

const COLUMNS: &str = "id, name, display_name, role, password, totp, issuer, subject, disabled, created, signed_in, generation, mailboxes";

impl AccountRows for Postgres {
    fn add_account(
        &self,
        account: &NewAccountRow<'_>,
        event: &NewEvent<'_>,
    ) -> Result<Option<i64>, StoreError> {
        self.run(|it| {
            let row = it.query_opt(
                "INSERT INTO account (name, display_name, role, password, issuer, subject, created, mailboxes) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id",
                &[
                    &account.name,
                    &account.display_name,
                    &(account.role as i16),
                    &account.password,
                    &account.openid.map(|it| it.0),
                    &account.openid.map(|it| it.1),
                    &account.created,
                    &texts(account.mailboxes),
                ],
            )?;
            let Some(row) = row else {
                return Ok(None);
            };
            note(it, account.name, event)?;
            Ok(Some(row.try_get(0)?))
        })
    }

    fn any_account(&self) -> Result<bool, StoreError> {
        self.run(|it| {
            let sql = "SELECT EXISTS (SELECT 1 FROM account WHERE disabled IS NULL)";
            Ok(it.query_one(sql, &[])?.try_get(0)?)
        })
    }

    fn accounts(&self) -> Result<Vec<AccountRow>, StoreError> {
        self.run(|it| {
            // In the order of their bytes, as in SQLite, whatever the database's language.
            let sql = format!("SELECT {COLUMNS} FROM account ORDER BY name COLLATE \"C\"");
            it.query(&sql, &[])?.iter().map(read).collect()
        })
    }

    fn account(&self, key: AccountKey<'_>) -> Result<Option<AccountRow>, StoreError> {
        self.run(|it| {
            let select =
                |condition: &str| format!("SELECT {COLUMNS} FROM account WHERE {condition}");
            let row = match key {
                AccountKey::Id(id) => it.query_opt(&select("id = $1"), &[&id])?,
                AccountKey::Name(name) => it.query_opt(&select("name = $1"), &[&name])?,
                AccountKey::Subject(issuer, subject) => {
                    let sql = select("issuer = $1 AND subject = $2");
                    it.query_opt(&sql, &[&issuer, &subject])?
                }
            };
            row.map(|it| read(&it)).transpose()
        })
    }

    fn change_account(
        &self,
        id: i64,
        change: &Change<'_>,
        event: Option<&NewEvent<'_>>,
    ) -> Result<bool, StoreError> {
        self.run(|it| {
            let sql = "SELECT name FROM account WHERE id = $1 FOR UPDATE";
            let Some(row) = it.query_opt(sql, &[&id])? else {
                return Ok(false);
            };
            let name: String = row.try_get(0)?;
            make(it, id, change)?;
            if let Some(event) = event {
                note(it, &name, event)?;
            }
            Ok(true)
        })
    }

    fn use_totp_step(&self, id: i64, step: i64) -> Result<bool, StoreError> {
        self.run(|it| {
            let sql = "UPDATE account SET totp_step = $2 WHERE id = $1 AND totp IS NOT NULL AND totp_step < $2";
            Ok(it.execute(sql, &[&id, &step])? > 0)
        })
    }

    fn use_recovery_code(&self, id: i64, code: &Digest) -> Result<bool, StoreError> {
        self.run(|it| {
            let sql = "DELETE FROM recovery_code WHERE account = $1 AND digest = $2";
            Ok(it.execute(sql, &[&id, &code.0.as_slice()])? > 0)
        })
    }

    fn recovery_codes_left(&self, id: i64) -> Result<u64, StoreError> {
        self.run(|it| {
            let sql = "SELECT count(*) FROM recovery_code WHERE account = $1";
            let count: i64 = it.query_one(sql, &[&id])?.try_get(0)?;
            Ok(count.cast_unsigned())
        })
    }

    fn account_events(&self, limit: usize) -> Result<Vec<AccountEvent>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.run(|it| {
            let sql = "SELECT time, actor, account, deed, detail FROM account_event ORDER BY id DESC LIMIT $1";
            let rows = it.query(sql, &[&limit])?;
            rows.iter()
                .map(|row| {
                    Ok(AccountEvent {
                        time: row.try_get(0)?,
                        actor: row.try_get(1)?,
                        account: row.try_get(2)?,
                        deed: named(row, 3)?,
                        detail: row.try_get(4)?,
                    })
                })
                .collect()
        })
    }

    fn try_name(&self, name: &[u8; 32], now: UnixSeconds) -> Result<Option<Tried>, StoreError> {
        self.run(|it| {
            let name = name.as_slice();
            // Whoever comes second waits here for the first, and finds what he wrote.
            it.execute(
                "INSERT INTO sign_in_attempt (name, failures, time) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING",
                &[&name, &now],
            )?;
            let sql = "SELECT failures, locked_until, time FROM sign_in_attempt WHERE name = $1 FOR UPDATE";
            let before = it.query_opt(sql, &[&name])?;
            let before = before.map(|it| tried(&it)).transpose()?.unwrap_or_default();
            if before.is_locked(now) {
                return Ok(None);
            }
            let after = before.once_more(now);
            it.execute(
                "UPDATE sign_in_attempt SET failures = $2, locked_until = $3, time = $4 WHERE name = $1",
                &[&name, &after.failures, &after.locked_until, &now],
            )?;
            forget_old(it, now)?;
            Ok(Some(after))
        })
    }

    fn tried(&self, name: &[u8; 32]) -> Result<Option<Tried>, StoreError> {
        self.run(|it| {
            let sql = "SELECT failures, locked_until, time FROM sign_in_attempt WHERE name = $1";
            let row = it.query_opt(sql, &[&name.as_slice()])?;
            row.map(|it| tried(&it)).transpose()
        })
    }

    fn take_back_try(
        &self,
        name: &[u8; 32],
        locked_until: Option<UnixSeconds>,
    ) -> Result<(), StoreError> {
        self.run(|it| {
            it.execute(
                "UPDATE sign_in_attempt SET failures = greatest(failures - 1, 0), \
                 locked_until = CASE WHEN locked_until IS NOT DISTINCT FROM $2 THEN NULL ELSE locked_until END \
                 WHERE name = $1",
                &[&name.as_slice(), &locked_until],
            )?;
            Ok(())
        })
    }

    fn forget_tries(&self, name: &[u8; 32]) -> Result<(), StoreError> {
        self.run(|it| {
            it.execute(
                "DELETE FROM sign_in_attempt WHERE name = $1",
                &[&name.as_slice()],
            )?;
            Ok(())
        })
    }
}

fn note(
    transaction: &mut Transaction<'_>,
    account: &str,
    event: &NewEvent<'_>,
) -> Result<(), Fault> {
    transaction.execute(
        "INSERT INTO account_event (time, actor, account, deed, detail) VALUES ($1, $2, $3, $4, $5)",
        &[&event.time, &event.actor, &account, &event.deed.name(), &event.detail],
    )?;
    Ok(())
}

fn make(transaction: &mut Transaction<'_>, id: i64, change: &Change<'_>) -> Result<(), Fault> {
    match *change {
        Change::Password(hash) => {
            let sql = "UPDATE account SET password = $2, generation = generation + 1 WHERE id = $1";
            transaction.execute(sql, &[&id, &hash])?;
        }
        Change::Role(role) => {
            let sql = "UPDATE account SET role = $2 WHERE id = $1";
            transaction.execute(sql, &[&id, &(role as i16)])?;
        }
        Change::Mailboxes(mailboxes) => {
            let sql = "UPDATE account SET mailboxes = $2 WHERE id = $1";
            transaction.execute(sql, &[&id, &texts(mailboxes)])?;
        }
        Change::Disabled(when) => {
            let sql = "UPDATE account SET disabled = $2, generation = generation + 1 WHERE id = $1";
            transaction.execute(sql, &[&id, &when])?;
        }
        Change::SignedIn(when) => {
            let sql = "UPDATE account SET signed_in = $2 WHERE id = $1";
            transaction.execute(sql, &[&id, &when])?;
        }
        Change::Named(name) => {
            let sql = "UPDATE account SET display_name = $2 WHERE id = $1";
            transaction.execute(sql, &[&id, &name])?;
        }
        Change::Totp {
            sealed,
            step,
            codes,
        } => {
            let sql = "UPDATE account SET totp = $2, totp_step = $3, generation = generation + 1 WHERE id = $1";
            transaction.execute(sql, &[&id, &sealed, &step])?;
            forget_codes(transaction, id)?;
            for code in codes {
                let sql = "INSERT INTO recovery_code (account, digest) VALUES ($1, $2)";
                transaction.execute(sql, &[&id, &code.0.as_slice()])?;
            }
        }
        Change::NoTotp => {
            let sql = "UPDATE account SET totp = NULL, totp_step = NULL, generation = generation + 1 WHERE id = $1";
            transaction.execute(sql, &[&id])?;
            forget_codes(transaction, id)?;
        }
        Change::Removed => {
            transaction.execute("DELETE FROM account WHERE id = $1", &[&id])?;
            forget_codes(transaction, id)?;
        }
    }
    Ok(())
}

fn forget_codes(transaction: &mut Transaction<'_>, id: i64) -> Result<(), Fault> {
    transaction.execute("DELETE FROM recovery_code WHERE account = $1", &[&id])?;
    Ok(())
}

fn forget_old(transaction: &mut Transaction<'_>, now: UnixSeconds) -> Result<(), Fault> {
    let sql = "DELETE FROM sign_in_attempt WHERE time < $1";
    transaction.execute(sql, &[&now.saturating_sub(FORGOTTEN)])?;
    transaction.execute(
        "DELETE FROM sign_in_attempt WHERE name IN (SELECT name FROM sign_in_attempt \
         ORDER BY failures, time LIMIT greatest((SELECT count(*) FROM sign_in_attempt) - $1, 0))",
        &[&NAMES],
    )?;
    Ok(())
}

fn tried(row: &Row) -> Result<Tried, Fault> {
    Ok(Tried {
        failures: row.try_get(0)?,
        locked_until: row.try_get(1)?,
        time: row.try_get(2)?,
    })
}

fn read(row: &Row) -> Result<AccountRow, Fault> {
    let role: i16 = row.try_get(3)?;
    let role = Role::ALL.into_iter().find(|it| *it as i16 == role);
    let password: Option<String> = row.try_get(4)?;
    let totp: Option<Vec<u8>> = row.try_get(5)?;
    let (issuer, subject): (Option<String>, Option<String>) = (row.try_get(6)?, row.try_get(7)?);
    let mailboxes: Vec<String> = row.try_get(12)?;
    let mailboxes: Result<Vec<Mailbox>, _> = mailboxes.iter().map(|it| it.parse()).collect();
    let account = Account {
        id: row.try_get(0)?,
        name: named(row, 1)?,
        display_name: row.try_get(2)?,
        role: role.ok_or_else(|| damaged("a role that is none"))?,
        mailboxes: mailboxes.map_err(|_| damaged("a mailbox that is none"))?,
        has_password: password.is_some(),
        has_totp: totp.is_some(),
        openid: issuer
            .zip(subject)
            .map(|(issuer, subject)| OpenIdSubject { issuer, subject }),
        disabled: row.try_get(8)?,
        created: row.try_get(9)?,
        signed_in: row.try_get(10)?,
        generation: row.try_get(11)?,
    };
    Ok(AccountRow {
        account,
        password,
        totp,
    })
}

fn texts(mailboxes: &[Mailbox]) -> Vec<&str> {
    mailboxes.iter().map(Mailbox::as_str).collect()
}
