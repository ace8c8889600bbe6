//! Loading the registry: built in, or from directories of the operator.

use std::path::Path;

use crate::{Brand, Lists, NeutralNumber, Phone, Platform};

/// Everything known of brands, platforms and numbers, indexed for look-up.
#[derive(Debug, Default)]
pub struct Registry {
    brands: Vec<Brand>,
    platforms: Vec<Platform>,
    neutral: Vec<NeutralNumber>,
    lists: Lists,
}

/// The data could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// A file could not be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// A file does not have the form it must have.
    #[error("{path}: {message}")]
    Malformed {
        /// The file.
        path: String,
        /// What is wrong, and where.
        message: String,
    },
}

impl Registry {
    /// The data compiled into this build.
    pub fn builtin() -> Result<Self, RegistryError> {
        Ok(Self::default())
    }

    /// Adds the entries of a directory (`brands/*.toml`, `platforms.toml`, `neutral_numbers.toml`,
    /// `lists/*`); an entry with a known id replaces the known one.
    pub fn extend_from(&mut self, directory: &Path) -> Result<(), RegistryError> {
        let _ = directory;
        Ok(())
    }

    /// All brands, in order of id.
    pub fn brands(&self) -> &[Brand] {
        &self.brands
    }

    /// The brand with this id.
    pub fn brand(&self, id: &str) -> Option<&Brand> {
        self.brands.iter().find(|it| it.id == id)
    }

    /// All platforms.
    pub fn platforms(&self) -> &[Platform] {
        &self.platforms
    }

    /// All neutral numbers.
    pub fn neutral_numbers(&self) -> &[NeutralNumber] {
        &self.neutral
    }

    /// The lists.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// The brand that owns `domain` or a parent of it as a mail domain.
    pub fn brand_of_mail_domain(&self, domain: &str) -> Option<&Brand> {
        let _ = domain;
        None
    }

    /// The brand that owns `domain` or a parent of it as a web or mail domain.
    pub fn brand_of_web_domain(&self, domain: &str) -> Option<&Brand> {
        let _ = domain;
        None
    }

    /// Whether anybody may open a mailbox at `domain` (free mail and customer mailboxes).
    pub fn is_free_mail(&self, domain: &str) -> bool {
        let _ = domain;
        false
    }

    /// The brands that list `e164`, with the entry; brand-sourced entries only.
    pub fn owners_of_number(&self, e164: &str) -> Vec<(&Brand, &Phone)> {
        let _ = e164;
        Vec::new()
    }

    /// The neutral owner of `e164`.
    pub fn neutral_owner(&self, e164: &str) -> Option<&NeutralNumber> {
        self.neutral.iter().find(|it| it.e164 == e164)
    }
}
