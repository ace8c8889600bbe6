//! Loading the registry: built in, or from directories of the operator.

use std::collections::HashSet;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde::de::DeserializeOwned;

use crate::document::{BrandFile, NeutralFile, PlatformsFile};
use crate::index::{Index, self_and_parents};
use crate::resemblance::Lookalikes;
use crate::{Brand, Lists, NeutralNumber, Phone, Platform, Resemblance, Whois, builtin, lists};

/// The list that names the mailbox providers.
const FREE_MAIL: &str = "free_email_providers";

/// The list of senders of high repute: they imitate nobody.
const HIGH_TRUST: &str = "high_trust_sender_root_domains";
/// The list of genuine domains that resemble a brand's.
const LOOKALIKE_EXCEPTIONS: &str = "lookalike_exceptions";
/// The list of words that imitations add to a brand's name.
const LOOKALIKE_WORDS: &str = "lookalike_words";

/// Everything known of brands, platforms and numbers, indexed for look-up.
///
/// Domains and addresses are asked for in lower case, numbers in E.164.
#[derive(Debug, Default)]
pub struct Registry {
    brands: Vec<Brand>,
    platforms: Vec<Platform>,
    neutral: Vec<NeutralNumber>,
    lists: Lists,
    index: Index,
    lookalikes: OnceLock<Lookalikes>,
    names: OnceLock<u64>,
    whois: Option<Arc<Whois>>,
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
        let mut registry = Self::default();
        for (stem, text) in builtin::BRANDS {
            registry.put_brand(parse_brand(&format!("brands/{stem}.toml"), text)?);
        }
        registry.put_platforms(parse_platforms("platforms.toml", builtin::PLATFORMS)?);
        registry.put_neutral(parse_neutral("neutral_numbers.toml", builtin::NEUTRAL)?);
        for (stem, text) in builtin::LISTS {
            registry.lists.insert_text(stem, text);
        }
        registry.reindex();
        Ok(registry)
    }

    /// A registry of these entries and nothing else.
    pub fn from_parts(
        brands: Vec<Brand>,
        platforms: Vec<Platform>,
        neutral: Vec<NeutralNumber>,
        lists: Lists,
    ) -> Self {
        let mut registry = Self {
            lists,
            ..Self::default()
        };
        for brand in brands {
            registry.put_brand(brand);
        }
        registry.put_platforms(platforms);
        registry.put_neutral(neutral);
        registry.reindex();
        registry
    }

    /// Adds the entries of a directory (`brands/*.toml`, `platforms.toml`, `neutral_numbers.toml`,
    /// `lists/*.txt`, `lists/*.csv`); an entry with a known id replaces the known one. Any of them
    /// may be absent.
    pub fn extend_from(&mut self, directory: &Path) -> Result<(), RegistryError> {
        for path in files(&directory.join("brands"), &["toml"])? {
            self.put_brand(parse_brand(&path.display().to_string(), &read(&path)?)?);
        }
        if let Some((path, text)) = read_optional(&directory.join("platforms.toml"))? {
            self.put_platforms(parse_platforms(&path, &text)?);
        }
        if let Some((path, text)) = read_optional(&directory.join("neutral_numbers.toml"))? {
            self.put_neutral(parse_neutral(&path, &text)?);
        }
        self.extend_lists_from(&directory.join("lists"))?;
        self.reindex();
        Ok(())
    }

    /// Adds the lists of a directory (`NAME.txt`, `NAME.csv`); a list with a known name replaces the
    /// known one.
    pub fn extend_lists_from(&mut self, directory: &Path) -> Result<(), RegistryError> {
        for path in files(directory, &["txt", "csv"])? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let entries = list_entries(&path, &read(&path)?)?;
            self.lists.insert(&name, entries);
        }
        // Look-alikes are found with lists.
        self.lookalikes = OnceLock::new();
        Ok(())
    }

    /// Takes the registration data of a directory, in place of any taken before.
    pub fn load_whois(&mut self, directory: &Path) -> Result<(), RegistryError> {
        self.whois = Some(Arc::new(Whois::load(directory)?));
        Ok(())
    }

    /// Registration data of domains; `None` where the operator has none.
    pub fn whois(&self) -> Option<&Arc<Whois>> {
        self.whois.as_ref()
    }

    fn put_brand(&mut self, brand: Brand) {
        let place = self.brands.binary_search_by(|it| it.id.cmp(&brand.id));
        match place.map(|at| self.brands.get_mut(at)) {
            Ok(Some(known)) => *known = brand,
            Ok(None) => {}
            Err(at) => self.brands.insert(at, brand),
        }
    }

    fn put_platforms(&mut self, platforms: Vec<Platform>) {
        for platform in platforms {
            match self.platforms.iter_mut().find(|it| it.id == platform.id) {
                Some(known) => *known = platform,
                None => self.platforms.push(platform),
            }
        }
    }

    fn put_neutral(&mut self, numbers: Vec<NeutralNumber>) {
        for number in numbers {
            match self.neutral.iter_mut().find(|it| it.e164 == number.e164) {
                Some(known) => *known = number,
                None => self.neutral.push(number),
            }
        }
    }

    fn reindex(&mut self) {
        self.index = Index::new(&self.brands, &self.platforms, &self.neutral);
        self.lookalikes = OnceLock::new();
        self.names = OnceLock::new();
    }

    /// All brands, in order of id.
    pub fn brands(&self) -> &[Brand] {
        &self.brands
    }

    /// The brand with this id.
    pub fn brand(&self, id: &str) -> Option<&Brand> {
        self.brands.get(*self.index.brands.get(id)?)
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

    /// The lists, to add to them.
    pub fn lists_mut(&mut self) -> &mut Lists {
        &mut self.lists
    }

    /// The brand that owns `domain` or a parent of it as a mail domain. Where several do (Microsoft
    /// and Xbox), the one whose site it is.
    pub fn brand_of_mail_domain(&self, domain: &str) -> Option<&Brand> {
        let mut owners = self.brands_of_mail_domain(domain);
        owners.next()
    }

    /// The brand whose own mail comes from exactly `domain`, where anybody may have a mailbox too.
    pub fn brand_beside_mailboxes(&self, domain: &str) -> Option<&Brand> {
        let (_, owners) = self.index.mail.nearest(domain)?;
        let mut owners = owners.iter().filter_map(|&at| self.brands.get(at));
        owners.find(|it| it.mails_beside_mailboxes(domain))
    }

    /// Every brand that owns `domain` or the nearest parent of it as a mail domain.
    pub fn brands_of_mail_domain<'a>(
        &'a self,
        domain: &str,
    ) -> impl Iterator<Item = &'a Brand> + use<'a> {
        let nearest = self.index.mail.nearest(domain);
        let mailbox = self.index.mailboxes.nearest(domain);
        let owners = match (nearest, mailbox) {
            (Some((length, _)), Some((other, _))) if other >= length => &[],
            (Some((_, owners)), _) => owners,
            (None, _) => &[],
        };
        owners.iter().filter_map(|&at| self.brands.get(at))
    }

    /// The brand that owns `domain` or a parent of it as a web or mail domain. Domains of a brand at
    /// which anybody may publish belong to nobody here.
    pub fn brand_of_web_domain(&self, domain: &str) -> Option<&Brand> {
        let web = self.index.web.nearest(domain);
        let mail = self.index.mail.nearest(domain);
        let (length, owners) = match (web, mail) {
            (Some(web), Some(mail)) if mail.0 > web.0 => mail,
            (Some(web), _) => web,
            (None, mail) => mail?,
        };
        let shared = self.index.user_content.nearest(domain);
        if shared.is_some_and(|(other, _)| other >= length) {
            return None;
        }
        self.brands.get(*owners.first()?)
    }

    /// Whether anybody may open a mailbox at `domain` (free mail and customer mailboxes), or a domain such as `domain`
    /// below one of a provider. A host below a mailbox domain is its owner's and nobody's mailbox, unless it is named too.
    pub fn is_free_mail(&self, domain: &str) -> bool {
        let own = self.index.mail.nearest(domain).map(|it| it.0);
        if let Some((length, _)) = self.index.tenants.nearest(domain) {
            return own.is_none_or(|it| it <= length);
        }
        if self.index.mailboxes.holds(domain) {
            return own.is_none_or(|it| it <= domain.len());
        }
        own.is_none() && self.lists.contains(FREE_MAIL, domain)
    }

    /// Whether `domain` or one above it is a mailbox provider's.
    fn is_providers(&self, domain: &str) -> bool {
        self.index.tenants.nearest(domain).is_some()
            || self.index.mailboxes.nearest(domain).is_some()
            || self
                .lists
                .get(FREE_MAIL)
                .is_some_and(|providers| self_and_parents(domain).any(|it| providers.contains(it)))
    }

    /// The brands that list `e164`, with the entry; brand-sourced entries only.
    pub fn owners_of_number(&self, e164: &str) -> Vec<(&Brand, &Phone)> {
        let mut known = self.entries_of_number(e164);
        known.retain(|(_, phone)| phone.brand_sourced);
        known
    }

    /// Every entry for `e164`, however it is known: enough not to accuse a number, never enough to
    /// vouch for it.
    pub fn entries_of_number(&self, e164: &str) -> Vec<(&Brand, &Phone)> {
        let places = self.index.numbers.get(e164).map_or(&[][..], Vec::as_slice);
        let entry = |&(brand, phone): &(usize, usize)| {
            let brand = self.brands.get(brand)?;
            Some((brand, brand.phones.get(phone)?))
        };
        places.iter().filter_map(entry).collect()
    }

    /// The neutral owner of `e164`.
    pub fn neutral_owner(&self, e164: &str) -> Option<&NeutralNumber> {
        self.neutral.get(*self.index.neutral.get(e164)?)
    }

    /// The platforms that send from `domain` or a parent of it, the nearest domain first.
    pub fn platforms_of_domain<'a>(
        &'a self,
        domain: &str,
    ) -> impl Iterator<Item = &'a Platform> + use<'a> {
        let found: Vec<usize> = self.index.platforms.all(domain).collect();
        found.into_iter().filter_map(|at| self.platforms.get(at))
    }

    /// A number that tells registries apart whose brands have other names. It is worked out once.
    pub fn fingerprint_of_names(&self) -> u64 {
        *self.names.get_or_init(|| {
            let mut hasher = DefaultHasher::new();
            for brand in &self.brands {
                brand.id.hash(&mut hasher);
                for alias in &brand.aliases {
                    alias.text.hash(&mut hasher);
                    alias.ambiguous.hash(&mut hasher);
                }
            }
            hasher.finish()
        })
    }

    /// The brand that `domain` imitates, where it is not a domain that the registry knows.
    pub fn resemblance(&self, domain: &address::Domain) -> Option<Resemblance> {
        let root = domain.root_domain.as_deref().unwrap_or(&domain.domain);
        if self.is_known_domain(root) {
            return None;
        }
        let lookalikes = self.lookalikes.get_or_init(|| {
            let words = self.lists.get(LOOKALIKE_WORDS);
            Lookalikes::new(&self.brands, words.into_iter().flatten().cloned().collect())
        });
        let found = lookalikes.find(domain)?;
        // Under another ending, or with a word more, it may be one of the brand's that the registry lacks.
        let is_likely_own = matches!(found.how, "swapped_tld" | "added_word")
            && self
                .brand(&found.brand)
                .is_some_and(|it| it.domains_incomplete);
        (!is_likely_own).then_some(found)
    }

    /// Whether `domain` or a parent of it is somebody's: a brand's, an authorised sender's, a
    /// platform's or a mailbox provider's.
    fn is_known_domain(&self, domain: &str) -> bool {
        self.brand_of_web_domain(domain).is_some()
            || self.index.user_content.nearest(domain).is_some()
            || self.index.platforms.nearest(domain).is_some()
            || self.is_providers(domain)
            || self.index.authorised.nearest(domain).is_some()
            || self.lists.contains(HIGH_TRUST, domain)
            || self.lists.contains(LOOKALIKE_EXCEPTIONS, domain)
    }
}

fn parse<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, RegistryError> {
    toml::from_str(text).map_err(|error| RegistryError::Malformed {
        path: path.to_owned(),
        message: error.to_string().trim_end().to_owned(),
    })
}

fn parse_brand(path: &str, text: &str) -> Result<Brand, RegistryError> {
    parse::<BrandFile>(path, text).map(|it| it.into_brand(path))
}

fn parse_platforms(path: &str, text: &str) -> Result<Vec<Platform>, RegistryError> {
    parse::<PlatformsFile>(path, text).map(PlatformsFile::into_platforms)
}

fn parse_neutral(path: &str, text: &str) -> Result<Vec<NeutralNumber>, RegistryError> {
    parse::<NeutralFile>(path, text).map(NeutralFile::into_numbers)
}

fn list_entries(path: &Path, text: &str) -> Result<HashSet<String>, RegistryError> {
    if path.extension().is_none_or(|it| it != "csv") {
        return Ok(lists::entries(text));
    }
    lists::table_entries(text).map_err(|error| RegistryError::Malformed {
        path: path.display().to_string(),
        message: error.to_string(),
    })
}

pub(crate) fn read(path: &Path) -> Result<String, RegistryError> {
    fs::read_to_string(path).map_err(|source| unreadable(path, source))
}

fn read_optional(path: &Path) -> Result<Option<(String, String)>, RegistryError> {
    if !path.exists() {
        return Ok(None);
    }
    Ok(Some((path.display().to_string(), read(path)?)))
}

/// The files of `directory` with one of these extensions, in order of name; none where there is no
/// such directory.
pub(crate) fn files(directory: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, RegistryError> {
    if !directory.exists() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(directory).map_err(|source| unreadable(directory, source))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry
            .map_err(|source| unreadable(directory, source))?
            .path();
        let extension = path.extension().and_then(|it| it.to_str());
        if extension.is_some_and(|it| extensions.contains(&it)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, source: std::io::Error) -> RegistryError {
    RegistryError::Read {
        path: path.display().to_string(),
        source,
    }
}
