//! The build without YARA: rules cannot be compiled, so nothing is ever searched.

use std::convert::Infallible;
use std::path::PathBuf;

use super::YaraError;
use crate::file::YaraMatch;

pub(super) fn compile(_: &[PathBuf]) -> Result<Vec<u8>, YaraError> {
    Err(YaraError::NotBuilt)
}

/// Rules of another build.
#[derive(Debug)]
pub(crate) struct Library(Infallible);

impl Library {
    pub(crate) fn load(_: &[u8]) -> Result<Self, String> {
        Err(YaraError::NotBuilt.to_string())
    }
}

/// A search that cannot be begun.
#[derive(Debug)]
pub(crate) struct Search<'r>(&'r Library);

impl<'r> Search<'r> {
    pub(crate) fn new(library: &'r Library) -> Self {
        Self(library)
    }

    pub(crate) fn search(&mut self, _: &[u8]) -> Result<Vec<YaraMatch>, String> {
        match self.0.0 {}
    }
}
