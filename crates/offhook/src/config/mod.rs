//! The configuration: one file, overridden by the environment, checked when it is read.
//!
//! `docs/offhook.toml` is the reference: it names every setting with its default, is what
//! `offhook config default` prints, and is what keys are checked against.

mod check;
mod keys;
mod load;
mod settings;
mod shown;
mod suggest;

use std::path::Path;

pub(crate) use check::problems;
pub(crate) use keys::{REFERENCE, known};
pub(crate) use load::{Loaded, load};
pub(crate) use settings::Configuration;
pub(crate) use shown::shown;

/// The configuration, for a command that works with it: a value that is wrong is an error.
pub(crate) fn load_checked(named: Option<&Path>) -> anyhow::Result<Configuration> {
    let loaded = load(named)?;
    match problems(&loaded).first() {
        Some(problem) => Err(anyhow::anyhow!("{problem}")),
        None => Ok(loaded.configuration),
    }
}
