//! The servers as real clients meet them: spamc, curl, a Postfix with its own configuration.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

mod abuse;
mod beside_others;
mod beside_rspamd;
mod history;
mod hostile;
mod http;
mod load;
mod log;
mod mails;
mod milter;
mod policy;
mod postfix;
mod quarantine;
mod rest;
mod server;
mod sieve;
mod spamd;
mod swaks;
mod undo;
mod web;
