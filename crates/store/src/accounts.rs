//! What is done with accounts: making and changing them, and whether somebody is the owner of one.

use crate::account::one_time::{recovery_codes, recovery_digest};
use crate::account::rows::{AccountKey, AccountRow, Change, NewAccountRow, NewEvent};
use crate::account::{
    Account, AccountDeed, AccountEvent, AccountName, Attempt, By, Mailbox, NewAccount,
    PasswordHash, TotpSecret,
};
use crate::error::StoreError;
use crate::id::Digest;
use crate::record::UnixSeconds;
use crate::scrub;
use crate::seal::Seal;
use crate::store::Store;
use crate::token::Role;

/// Somebody begins to sign in.
#[derive(Debug, Clone)]
pub struct Beginning {
    /// The attempt; `None` where the name is locked, and nothing counts.
    pub attempt: Option<Attempt>,
    /// The account of that name, where it may be signed in with.
    pub account: Option<Account>,
    /// What the password is compared with: nobody's where there is no such account, so that it takes as long.
    pub password: PasswordHash,
}

/// How often it was tried in vain to sign in with a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Failures {
    /// Attempts within a day of each other that failed, since the last that did not.
    pub count: u64,
    /// Until when no attempt counts.
    pub locked_until: Option<UnixSeconds>,
}

impl Store {
    /// Makes an account. A name or subject that is taken is [`StoreError::Taken`].
    pub fn create_account(&self, new: &NewAccount, by: By<'_>) -> Result<Account, StoreError> {
        let mut display_name = new.display_name.clone();
        display_name.iter_mut().for_each(scrub::cut);
        let openid = new.openid.as_ref();
        let mailboxes = in_order(&new.mailboxes);
        let row = NewAccountRow {
            name: new.name.as_str(),
            display_name: display_name.as_deref(),
            role: of_account(new.role),
            mailboxes: &mailboxes,
            password: new.password.as_ref().map(|it| it.0.as_str()),
            openid: openid.map(|it| (it.issuer.as_str(), it.subject.as_str())),
            created: by.now,
        };
        let mut event = event(AccountDeed::Created, by);
        event.detail = Some(row.role.name());
        let id = self.rows.add_account(&row, &event)?;
        let id = id.ok_or_else(|| StoreError::Taken {
            name: new.name.to_string(),
        })?;
        self.known_account(id)
    }

    /// Whether anybody could sign in with an account.
    pub fn has_accounts(&self) -> Result<bool, StoreError> {
        self.rows.any_account()
    }

    /// All accounts, by name.
    pub fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let rows = self.rows.accounts()?;
        Ok(rows.into_iter().map(|it| it.account).collect())
    }

    /// The account with this number.
    pub fn account(&self, id: i64) -> Result<Option<Account>, StoreError> {
        let row = self.rows.account(AccountKey::Id(id))?;
        Ok(row.map(|it| it.account))
    }

    /// The account of this name.
    pub fn account_named(&self, name: &AccountName) -> Result<Option<Account>, StoreError> {
        let row = self.rows.account(AccountKey::Name(name.as_str()))?;
        Ok(row.map(|it| it.account))
    }

    /// The account that a provider of OpenID Connect means by `subject`.
    pub fn account_of_subject(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Account>, StoreError> {
        let row = self.rows.account(AccountKey::Subject(issuer, subject))?;
        Ok(row.map(|it| it.account))
    }

    fn known_account(&self, id: i64) -> Result<Account, StoreError> {
        self.account(id)?
            .ok_or_else(|| StoreError::not_found(format!("account {id}")))
    }

    fn known_row(&self, id: i64) -> Result<AccountRow, StoreError> {
        let row = self.rows.account(AccountKey::Id(id))?;
        row.ok_or_else(|| StoreError::not_found(format!("account {id}")))
    }

    fn change(&self, id: i64, change: &Change<'_>, event: &NewEvent<'_>) -> Result<(), StoreError> {
        if self.rows.change_account(id, change, Some(event))? {
            Ok(())
        } else {
            Err(StoreError::not_found(format!("account {id}")))
        }
    }

    /// Gives an account another password. Its sessions end.
    pub fn set_password(
        &self,
        id: i64,
        password: &PasswordHash,
        by: By<'_>,
    ) -> Result<(), StoreError> {
        let event = event(AccountDeed::PasswordChanged, by);
        self.change(id, &Change::Password(&password.0), &event)
    }

    /// From here on the account opens nothing, and its sessions end.
    pub fn disable_account(&self, id: i64, by: By<'_>) -> Result<(), StoreError> {
        let event = event(AccountDeed::Disabled, by);
        self.change(id, &Change::Disabled(Some(by.now)), &event)
    }

    /// The account opens again what it did.
    pub fn enable_account(&self, id: i64, by: By<'_>) -> Result<(), StoreError> {
        let event = event(AccountDeed::Enabled, by);
        self.change(id, &Change::Disabled(None), &event)
    }

    /// What the account may from here on; [`Role::Check`], which is of tokens, is taken for [`Role::Reader`].
    pub fn set_account_role(&self, id: i64, role: Role, by: By<'_>) -> Result<(), StoreError> {
        let role = of_account(role);
        let mut event = event(AccountDeed::RoleChanged, by);
        event.detail = Some(role.name());
        self.change(id, &Change::Role(role), &event)
    }

    /// The mailboxes that belong to the account from here on, instead of those before; the first [`Mailbox::MOST`] of them.
    pub fn set_mailboxes(
        &self,
        id: i64,
        mailboxes: &[Mailbox],
        by: By<'_>,
    ) -> Result<(), StoreError> {
        let mailboxes = in_order(mailboxes);
        let named: Vec<&str> = mailboxes.iter().map(Mailbox::as_str).collect();
        let named = named.join(" ");
        let mut event = event(AccountDeed::MailboxesChanged, by);
        event.detail = Some(if named.is_empty() { "none" } else { &named });
        self.change(id, &Change::Mailboxes(&mailboxes), &event)
    }

    /// What people call the owner of the account. It is not put on record.
    pub fn set_display_name(&self, id: i64, name: Option<&str>) -> Result<(), StoreError> {
        let mut name = name.map(str::to_owned);
        name.iter_mut().for_each(scrub::cut);
        self.rows
            .change_account(id, &Change::Named(name.as_deref()), None)?;
        Ok(())
    }

    /// Removes an account. What was done with it and to it stays on record.
    pub fn remove_account(&self, id: i64, by: By<'_>) -> Result<(), StoreError> {
        self.change(id, &Change::Removed, &event(AccountDeed::Removed, by))
    }

    /// Takes the authenticator and the recovery codes away from an account, as for somebody who lost both. Its sessions end.
    pub fn reset_totp(&self, id: i64, by: By<'_>) -> Result<(), StoreError> {
        self.change(id, &Change::NoTotp, &event(AccountDeed::TotpReset, by))
    }

    /// Forgets failed attempts with the name of an account.
    pub fn unlock_account(&self, id: i64, by: By<'_>) -> Result<(), StoreError> {
        let account = self.known_account(id)?;
        self.rows
            .forget_tries(&self.name_key(account.name.as_str()))?;
        let same = Change::Named(account.display_name.as_deref());
        self.change(id, &same, &event(AccountDeed::Unlocked, by))
    }

    /// How often it was tried in vain to sign in as this account.
    pub fn failures(&self, name: &AccountName) -> Result<Failures, StoreError> {
        let tried = self
            .rows
            .tried(&self.name_key(name.as_str()))?
            .unwrap_or_default();
        Ok(Failures {
            count: tried.failures.cast_unsigned(),
            locked_until: tried.locked_until,
        })
    }

    /// What was done to accounts, newest first.
    pub fn account_events(&self, limit: usize) -> Result<Vec<AccountEvent>, StoreError> {
        self.rows.account_events(limit)
    }

    /// Counts an attempt to sign in as `name`, whatever was typed there, and says what its password is compared with. The attempt
    /// counts as failed until [`finish_sign_in`](Self::finish_sign_in) or [`take_back`](Self::take_back) says otherwise.
    pub fn begin_sign_in(&self, name: &str, now: UnixSeconds) -> Result<Beginning, StoreError> {
        let name = name.trim().to_ascii_lowercase();
        let key = self.name_key(&name);
        let tried = self.rows.try_name(&key, now)?;
        let row = self.rows.account(AccountKey::Name(&name))?;
        let row = row.filter(|it| it.account.counts());
        let password = row.as_ref().and_then(|it| it.password.clone());
        Ok(Beginning {
            attempt: tried.map(|it| Attempt {
                name: key,
                locked_until: it.locked_until,
            }),
            account: row.map(|it| it.account).filter(|it| it.has_password),
            password: password.map_or_else(PasswordHash::nobodys, PasswordHash),
        })
    }

    /// The attempt was a good one as far as it went; there is more to prove.
    pub fn take_back(&self, attempt: &Attempt) -> Result<(), StoreError> {
        self.rows.take_back_try(&attempt.name, attempt.locked_until)
    }

    /// Somebody has signed in as the account: failed attempts are forgotten.
    pub fn finish_sign_in(&self, account: &Account, now: UnixSeconds) -> Result<(), StoreError> {
        self.rows
            .forget_tries(&self.name_key(account.name.as_str()))?;
        self.rows
            .change_account(account.id, &Change::SignedIn(now), None)?;
        Ok(())
    }

    /// Gives an account an authenticator, whose code for `step` has been shown. The recovery codes, which are shown by this and never
    /// again; those before them no longer count.
    pub fn enrol_totp(
        &self,
        id: i64,
        secret: &TotpSecret,
        step: i64,
        by: By<'_>,
    ) -> Result<Vec<String>, StoreError> {
        let sealed = self.totp_seal()?.close(secret.bytes(), &owner(id))?;
        let codes = recovery_codes()?;
        let digests: Vec<Digest> = codes.iter().filter_map(|it| recovery_digest(it)).collect();
        let change = Change::Totp {
            sealed: &sealed,
            step,
            codes: &digests,
        };
        self.change(id, &change, &event(AccountDeed::TotpEnrolled, by))?;
        Ok(codes)
    }

    /// Whether `code` is one of the account's authenticator or one of its recovery codes. It is used up by this: of several who try
    /// at once, one succeeds.
    pub fn use_code(&self, id: i64, code: &str, now: UnixSeconds) -> Result<bool, StoreError> {
        let row = self.known_row(id)?;
        let Some(sealed) = row.totp else {
            return Ok(false);
        };
        if let Some(digest) = recovery_digest(code) {
            return self.rows.use_recovery_code(id, &digest);
        }
        let secret = self.totp_seal()?.open_sealed(sealed, &owner(id));
        let secret = secret.and_then(|it| TotpSecret::of_bytes(&it));
        let secret = secret.ok_or_else(|| StoreError::Corrupt {
            place: self.place().to_owned(),
            detail: format!("the second factor of account {id} cannot be decrypted"),
        })?;
        match secret.step_of(code, now) {
            Some(step) => self.rows.use_totp_step(id, step),
            None => Ok(false),
        }
    }

    /// Recovery codes that an account has left.
    pub fn recovery_codes_left(&self, id: i64) -> Result<u64, StoreError> {
        self.rows.recovery_codes_left(id)
    }

    fn totp_seal(&self) -> Result<Seal, StoreError> {
        Seal::new(&self.key, "second factors")
    }

    fn name_key(&self, name: &str) -> [u8; 32] {
        self.key
            .for_use("names of accounts")
            .mac(&[name.as_bytes()])
    }
}

/// What a sealed secret is bound to, so that no two change places.
fn owner(id: i64) -> Digest {
    Digest::of(format!("second factor of account {id}").as_bytes())
}

fn event(deed: AccountDeed, by: By<'_>) -> NewEvent<'_> {
    NewEvent {
        time: by.now,
        actor: by.actor,
        deed,
        detail: None,
    }
}

/// A role as an account has it.
fn of_account(role: Role) -> Role {
    if role == Role::Check {
        Role::Reader
    } else {
        role
    }
}

/// Each mailbox once, in order, and no more than an account may have.
fn in_order(mailboxes: &[Mailbox]) -> Vec<Mailbox> {
    let all: std::collections::BTreeSet<&Mailbox> = mailboxes.iter().take(Mailbox::MOST).collect();
    all.into_iter().cloned().collect()
}
