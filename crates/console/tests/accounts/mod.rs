//! Signing in to the console with an account, over a real engine and a real store.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod administration;
mod authenticator;
mod passwords;
pub(crate) mod people;
mod provider;
