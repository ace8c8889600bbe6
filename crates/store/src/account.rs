//! People who sign in to the console: who they are, what proves it, and what was done to their accounts.

pub(crate) mod attempt;
mod mailbox;
mod name;
pub(crate) mod one_time;
pub(crate) mod password;
pub(crate) mod rows;

use std::str::FromStr;

pub use attempt::Attempt;
pub use mailbox::{InvalidMailbox, Mailbox};
pub use name::{AccountName, InvalidName};
pub use one_time::TotpSecret;
pub use password::{PasswordHash, WeakPassword, check_password};

use crate::id::InvalidId;
use crate::record::UnixSeconds;
use crate::token::Role;

/// Somebody who may sign in to the console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number, which is never given again.
    pub id: i64,
    /// What its owner types, and what records and entries keep.
    pub name: AccountName,
    /// What people call its owner.
    pub display_name: Option<String>,
    /// What it may: [`Role::Reader`], [`Role::Analyst`] or [`Role::Admin`].
    pub role: Role,
    /// The mailboxes that belong to it, in order: of these, and of no others, its owner is told what is known.
    pub mailboxes: Vec<Mailbox>,
    /// Whether there is a password. An account of OpenID Connect has none.
    pub has_password: bool,
    /// Whether a code of an authenticator is asked for behind the password.
    pub has_totp: bool,
    /// The provider and subject of OpenID Connect that it belongs to.
    pub openid: Option<OpenIdSubject>,
    /// Since when it is disabled.
    pub disabled: Option<UnixSeconds>,
    /// When it was made.
    pub created: UnixSeconds,
    /// When somebody last signed in with it.
    pub signed_in: Option<UnixSeconds>,
    /// Counts what ends the sessions of the account: a new password, disabling it, another second factor or none.
    pub generation: i64,
}

impl Account {
    /// Whether it opens anything.
    pub fn counts(&self) -> bool {
        self.disabled.is_none()
    }
}

/// Somebody, as a provider of OpenID Connect names him (OpenID Connect Core 1.0 section 5.7): the pair is unique and never given again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenIdSubject {
    /// The provider.
    pub issuer: String,
    /// Whom it means.
    pub subject: String,
}

/// What was done to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountDeed {
    /// It was made.
    Created,
    /// It has another password.
    PasswordChanged,
    /// It opens nothing any more.
    Disabled,
    /// It opens again what it did.
    Enabled,
    /// It may more or less than before.
    RoleChanged,
    /// It is gone.
    Removed,
    /// An authenticator belongs to it.
    TotpEnrolled,
    /// No authenticator belongs to it.
    TotpReset,
    /// Failed attempts were forgotten.
    Unlocked,
    /// Other mailboxes belong to it.
    MailboxesChanged,
}

impl AccountDeed {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Created,
        Self::PasswordChanged,
        Self::Disabled,
        Self::Enabled,
        Self::RoleChanged,
        Self::Removed,
        Self::TotpEnrolled,
        Self::TotpReset,
        Self::Unlocked,
        Self::MailboxesChanged,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::PasswordChanged => "password_changed",
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
            Self::RoleChanged => "role_changed",
            Self::Removed => "removed",
            Self::TotpEnrolled => "totp_enrolled",
            Self::TotpReset => "totp_reset",
            Self::Unlocked => "unlocked",
            Self::MailboxesChanged => "mailboxes_changed",
        }
    }
}

impl FromStr for AccountDeed {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let mut all = Self::ALL.into_iter();
        all.find(|it| it.name() == text).ok_or(InvalidId)
    }
}

/// Who did what to which account, and when. It stays when the account is removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountEvent {
    /// When.
    pub time: UnixSeconds,
    /// Who: the name of an account or token, or of a user of the host.
    pub actor: String,
    /// The name of the account.
    pub account: String,
    /// What was done.
    pub deed: AccountDeed,
    /// The new role or the new mailboxes, where that is what was changed.
    pub detail: Option<String>,
}

/// A new account.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// What its owner types.
    pub name: AccountName,
    /// What people call him.
    pub display_name: Option<String>,
    /// What he may.
    pub role: Role,
    /// The mailboxes that belong to him.
    pub mailboxes: Vec<Mailbox>,
    /// His password; without one only OpenID Connect leads to it.
    pub password: Option<PasswordHash>,
    /// Whom a provider of OpenID Connect means by it.
    pub openid: Option<OpenIdSubject>,
}

/// Who does something to an account, and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// The name of an account or token, or of a user of the host.
    pub actor: &'a str,
    /// When.
    pub now: UnixSeconds,
}
