//! What a database has to be able to do with accounts.

use super::attempt::Tried;
use super::{Account, AccountDeed, AccountEvent, Mailbox};
use crate::error::StoreError;
use crate::id::Digest;
use crate::record::UnixSeconds;
use crate::token::Role;

/// An account with what proves that somebody is its owner.
#[derive(Debug, Clone)]
pub(crate) struct AccountRow {
    pub(crate) account: Account,
    /// A PHC string.
    pub(crate) password: Option<String>,
    /// The secret of the authenticator, sealed.
    pub(crate) totp: Option<Vec<u8>>,
}

/// By what an account is looked up.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AccountKey<'a> {
    Id(i64),
    Name(&'a str),
    Subject(&'a str, &'a str),
}

/// An account as it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewAccountRow<'a> {
    pub(crate) name: &'a str,
    pub(crate) display_name: Option<&'a str>,
    pub(crate) role: Role,
    pub(crate) mailboxes: &'a [Mailbox],
    pub(crate) password: Option<&'a str>,
    pub(crate) openid: Option<(&'a str, &'a str)>,
    pub(crate) created: UnixSeconds,
}

/// What becomes of an account.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Change<'a> {
    Password(&'a str),
    Role(Role),
    Mailboxes(&'a [Mailbox]),
    Disabled(Option<UnixSeconds>),
    /// An authenticator, its step that was used last, and what is kept of the recovery codes.
    Totp {
        sealed: &'a [u8],
        step: i64,
        codes: &'a [Digest],
    },
    NoTotp,
    SignedIn(UnixSeconds),
    Named(Option<&'a str>),
    Removed,
}

/// What is put on record with a change.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewEvent<'a> {
    pub(crate) time: UnixSeconds,
    pub(crate) actor: &'a str,
    pub(crate) deed: AccountDeed,
    pub(crate) detail: Option<&'a str>,
}

/// Rows of accounts.
pub(crate) trait AccountRows {
    /// The number of the new account; `None` where the name or the subject is taken.
    fn add_account(
        &self,
        account: &NewAccountRow<'_>,
        event: &NewEvent<'_>,
    ) -> Result<Option<i64>, StoreError>;
    /// Whether there is any that is not disabled.
    fn any_account(&self) -> Result<bool, StoreError>;
    /// All of them, by name.
    fn accounts(&self) -> Result<Vec<AccountRow>, StoreError>;
    fn account(&self, key: AccountKey<'_>) -> Result<Option<AccountRow>, StoreError>;
    /// Whether there was such an account. The event, if there is one, is written in the same transaction.
    fn change_account(
        &self,
        id: i64,
        change: &Change<'_>,
        event: Option<&NewEvent<'_>>,
    ) -> Result<bool, StoreError>;
    /// Whether the step is newer than every one that was used: it is then used itself.
    fn use_totp_step(&self, id: i64, step: i64) -> Result<bool, StoreError>;
    /// Whether there was such a code: it is then used up.
    fn use_recovery_code(&self, id: i64, code: &Digest) -> Result<bool, StoreError>;
    /// Recovery codes that are left.
    fn recovery_codes_left(&self, id: i64) -> Result<u64, StoreError>;
    /// Newest first.
    fn account_events(&self, limit: usize) -> Result<Vec<AccountEvent>, StoreError>;

    /// Counts an attempt with a name; `None` where it is locked.
    fn try_name(&self, name: &[u8; 32], now: UnixSeconds) -> Result<Option<Tried>, StoreError>;
    fn tried(&self, name: &[u8; 32]) -> Result<Option<Tried>, StoreError>;
    /// Takes one attempt back, and the lock where it is the one named.
    fn take_back_try(
        &self,
        name: &[u8; 32],
        locked_until: Option<UnixSeconds>,
    ) -> Result<(), StoreError>;
    fn forget_tries(&self, name: &[u8; 32]) -> Result<(), StoreError>;
}
