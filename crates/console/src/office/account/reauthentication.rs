//! Showing the password once more, before something is changed that a stranger at an open screen must not change.

use jiff::Timestamp;
use store::Account;

use crate::office::sign_in::hashing;
use crate::office::{BackOffice, Rooms};

impl<O: BackOffice> Rooms<O> {
    /// Whether `password` is that of `account`; else the sentence that says why nothing is done. Counted as signing in is.
    pub(super) async fn is_owner(
        &self,
        account: &Account,
        password: String,
    ) -> Result<(), &'static str> {
        let name = account.name.to_string();
        let now = Timestamp::now().as_second();
        let begun = self
            .office
            .ask(move |store| store.begin_sign_in(&name, now))
            .await;
        let begun = begun.map_err(|_| "console-away")?;
        let right = self.hashing.is_of(begun.password, password).await;
        let right = right.map_err(|hashing::Busy| "console-busy")?;
        match begun.attempt.filter(|_| right) {
            None => Err("console-wrong-own-password"),
            Some(attempt) => {
                let taken_back = self.office.ask(move |store| store.take_back(&attempt));
                taken_back.await.map_err(|_| "console-away")
            }
        }
    }
}
