//! What opens something: tickets, links and tokens. Of each only a digest is kept, or what it takes to know it again.

use data_encoding::HEXLOWER_PERMISSIVE;

use crate::backend::NewToken;
use crate::error::StoreError;
use crate::id::{Digest, EntryId};
use crate::key::{self, Key};
use crate::record::UnixSeconds;
use crate::scrub;
use crate::store::Store;
use crate::ticket::{Redeemed, Ticket};
use crate::token::{self, Role, Token, TokenSecret};

/// Seconds after which the use of a token is noted again.
const NOTED: UnixSeconds = 60;

impl Store {
    /// The value of a field [`TICKET_FIELD`](crate::TICKET_FIELD) that has `bytes`, which do not hold that field, delivered to
    /// `recipient` once, before `expires`. `entry` is what is released, `None` for mail of our own.
    pub fn issue_ticket(
        &self,
        entry: Option<EntryId>,
        bytes: &[u8],
        recipient: &str,
        expires: UnixSeconds,
    ) -> Result<String, StoreError> {
        let entry = entry.unwrap_or(EntryId(0));
        let nonce = key::random()?;
        self.rows.add_ticket(&nonce, entry, expires)?;
        let digest = Digest::of(bytes);
        let ticket = Ticket::new(
            &self.ticket_key(),
            entry,
            &digest,
            recipient,
            expires,
            nonce,
        );
        Ok(ticket.value())
    }

    /// Uses a ticket up, if it is one for these bytes (without its field) and this recipient. Of several who try at once, one
    /// succeeds.
    pub fn redeem_ticket(
        &self,
        value: &str,
        bytes: &[u8],
        recipient: &str,
        now: UnixSeconds,
    ) -> Result<Redeemed, StoreError> {
        let Some(ticket) = Ticket::parse(value) else {
            return Ok(Redeemed::Forged);
        };
        if !ticket.is_for(&self.ticket_key(), &Digest::of(bytes), recipient) {
            return Ok(Redeemed::Forged);
        }
        if ticket.expires <= now {
            return Ok(Redeemed::Expired);
        }
        self.rows.use_ticket(&ticket.nonce, now)
    }

    fn ticket_key(&self) -> Key {
        self.key.for_use("release tickets")
    }

    /// A secret for a link that releases `entry` once, before `expires`: 32 hexadecimal digits.
    pub fn issue_link(&self, entry: EntryId, expires: UnixSeconds) -> Result<String, StoreError> {
        let text = HEXLOWER_PERMISSIVE.encode(&key::random::<16>()?);
        let digest = Digest::of(text.as_bytes());
        self.rows.add_link(&digest, entry, expires)?;
        Ok(text)
    }

    /// The entry that a link releases. It does so until the entry is no longer held, by whatever way.
    pub fn link(&self, text: &str, now: UnixSeconds) -> Result<Option<EntryId>, StoreError> {
        if text.len() != 32 {
            return Ok(None);
        }
        self.rows.link(&Digest::of(text.as_bytes()), now)
    }

    /// Forgets tickets and links whose time was over before `before`.
    pub fn expire_secrets(&self, before: UnixSeconds) -> Result<(), StoreError> {
        self.rows.expire_secrets(before)
    }

    /// Makes a token; [`Role::Reader`], which is of accounts, is taken for [`Role::Check`]. The secret is shown by this and never again.
    pub fn create_token(
        &self,
        name: &str,
        role: Role,
        now: UnixSeconds,
        expires: Option<UnixSeconds>,
    ) -> Result<TokenSecret, StoreError> {
        let text = token::fresh()?;
        let mut name = name.to_owned();
        scrub::cut(&mut name);
        let token = NewToken {
            digest: Digest::of(text.as_bytes()),
            name: &name,
            role: role.max(Role::Check),
            created: now,
            expires,
        };
        let id = self.rows.add_token(&token)?;
        Ok(TokenSecret { id, text })
    }

    /// All tokens, revoked and expired ones too, oldest first.
    pub fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.rows.tokens()
    }

    /// From here on the token does not count.
    pub fn revoke_token(&self, id: i64, now: UnixSeconds) -> Result<(), StoreError> {
        if self.rows.revoke(id, now)? {
            Ok(())
        } else {
            Err(StoreError::not_found(format!("token {id} that counts")))
        }
    }

    /// The token with this number, where it counts at `now`. For whoever has shown it before: its use is not noted.
    pub fn token_numbered(&self, id: i64, now: UnixSeconds) -> Result<Option<Token>, StoreError> {
        let mut all = self.rows.tokens()?.into_iter();
        Ok(all.find(|it| it.id == id && it.counts(now)))
    }

    /// The token that a client sent, where it counts. Its use is noted.
    pub fn token(&self, text: &str, now: UnixSeconds) -> Result<Option<Token>, StoreError> {
        let Some(digest) = token::digest(text) else {
            return Ok(None);
        };
        let token = self.rows.token(&digest)?;
        let Some(token) = token.filter(|it| it.counts(now)) else {
            return Ok(None);
        };
        let is_noted = token.last_used.is_some_and(|it| now - it < NOTED);
        if !is_noted {
            self.rows.note_use(token.id, now)?;
        }
        Ok(Some(token))
    }
}
