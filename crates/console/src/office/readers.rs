//! Readers: people with an account who sign in to the page for everybody, to be told there of their own mailboxes.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use store::{Account, Mailbox, Role, Store};

use super::gate::{lacks_totp, secret};
use super::session::{Stage, form_secret};
use super::{BackOffice, Recalled, Rooms};
use crate::own::{Answering, Question, Reader, Readers, Told, Who};
use crate::router::Settings;

/// How long it is believed that there are accounts, or none.
const BELIEVED: Duration = Duration::from_mins(1);

/// Whether there is an account to sign in with. It is on each page that a stranger opens, so the store is asked now and then only.
#[derive(Debug, Default)]
pub(super) struct AnyAccount(Mutex<Option<(Instant, bool)>>);

impl AnyAccount {
    fn known(&self, now: Instant) -> Option<bool> {
        let known = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (when, is_so) = known?;
        (now.saturating_duration_since(when) < BELIEVED).then_some(is_so)
    }

    fn note(&self, is_so: bool, now: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, is_so));
    }
}

/// Where somebody is led once he has signed in.
pub(super) fn landing(account: &Account, settings: &Settings) -> &'static str {
    match account.role < Role::Analyst {
        // Everybody else is led there from whatever he opens.
        true if lacks_totp(account, settings) => "/console/account/authenticator",
        true => "/",
        false => "/console/verdicts",
    }
}

impl<O: BackOffice> Readers for Rooms<O> {
    fn who<'a>(&'a self, headers: &'a HeaderMap) -> Answering<'a, Who> {
        Box::pin(self.who_is(headers))
    }

    fn recall(&self, question: Question) -> Answering<'_, Recalled<Told>> {
        Box::pin(self.office.recall(question))
    }
}

impl<O: BackOffice> Rooms<O> {
    async fn who_is(&self, headers: &HeaderMap) -> Who {
        // Only for whom there is a session the store is asked: whoever makes up cookies costs it nothing.
        let found = secret(headers).and_then(|secret| {
            let (holder, stage) = self.sessions.find(secret, Instant::now())?;
            (stage == Stage::Whole).then_some((secret, holder))
        });
        let Some((secret, holder)) = found else {
            return self.stranger().await;
        };
        let Ok(known) = self.holder(holder).await else {
            return Who::Unknown;
        };
        let Some((name, role, account)) = known else {
            self.sessions.end(secret);
            return self.stranger().await;
        };
        let account_lacks_totp = |it: &Account| lacks_totp(it, &self.settings);
        if account.as_ref().is_some_and(account_lacks_totp) {
            return self.stranger().await;
        }
        let mailboxes = account.map(|it| it.mailboxes).unwrap_or_default();
        Who::Reader(Reader {
            name,
            form_secret: form_secret(secret),
            is_analyst: role >= Role::Analyst,
            mailboxes: mailboxes.iter().map(Mailbox::to_string).collect(),
        })
    }

    async fn stranger(&self) -> Who {
        let now = Instant::now();
        let may_sign_in = match self.any_account.known(now) {
            Some(known) => known,
            None if self.settings.openid.is_some() => true,
            None => {
                let asked = self.office.ask(Store::has_accounts).await;
                let is_so = asked.unwrap_or(false);
                self.any_account.note(is_so, now);
                is_so
            }
        };
        Who::Stranger { may_sign_in }
    }
}
