//! Passwords: which are too weak, and what is kept of one.
//!
//! Argon2id (RFC 9106) with what OWASP's Password Storage Cheat Sheet names: 19 MiB, 2 passes, 1 lane. The text is brought to NFKC
//! first, as NIST SP 800-63B-3 section 5.1.1.2 asks, so that it does not matter on which keyboard it was typed.

use argon2::password_hash::PasswordHasher as _;
use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, PasswordVerifier as _, Version};
use unicode_normalization::UnicodeNormalization as _;

use super::AccountName;
use crate::error::StoreError;
use crate::key;

/// KiB of memory that one hash takes.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Bytes of a password that are looked at; nobody types more.
pub(crate) const LONGEST: usize = 1024;
/// Characters that a password has at least.
const SHORTEST: usize = 12;
/// Different characters that it has at least.
const DIFFERENT: usize = 5;

/// Words that passwords are made of most, one a line.
const COMMON: &str = include_str!("../../../../data/passwords/common.txt");
/// A hash that belongs to nobody: checking against it takes as long as against anybody's.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdCE$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What is kept of a password: a PHC string.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub(crate) String);

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

impl PasswordHash {
    /// The hash of `password` with a salt of its own. Takes 19 MiB and some tens of milliseconds.
    pub fn of(password: &str) -> Result<Self, StoreError> {
        let salt: [u8; 16] = key::random()?;
        let hash = hasher()?.hash_password_with_salt(normal(password).as_bytes(), &salt);
        let hash: phc::PasswordHash = hash.map_err(|it| failed(&it.to_string()))?;
        Ok(Self(hash.to_string()))
    }

    /// A hash that no password has.
    pub fn nobodys() -> Self {
        Self(NOBODYS.to_owned())
    }

    /// Whether it is that of `password`. Takes as long, and as much memory, whether or not.
    pub fn is_of(&self, password: &str) -> bool {
        let parsed = phc::PasswordHash::new(&self.0);
        let (Ok(parsed), Ok(hasher)) = (parsed, hasher()) else {
            return false;
        };
        hasher
            .verify_password(normal(password).as_bytes(), &parsed)
            .is_ok()
    }
}

fn hasher() -> Result<Argon2<'static>, StoreError> {
    let parameters = Params::new(MEMORY_KIB, PASSES, LANES, None);
    let parameters = parameters.map_err(|it| failed(&it.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
}

fn failed(detail: &str) -> StoreError {
    StoreError::Database {
        place: "system".to_owned(),
        detail: format!("hashing failed: {detail}"),
    }
}

fn normal(password: &str) -> String {
    let end = password.floor_char_boundary(LONGEST);
    let cut = password.get(..end).unwrap_or_default();
    cut.nfkc().collect()
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WeakPassword {
    /// It is guessed by trying.
    #[error("a password has at least 12 characters")]
    Short,
    /// It is longer than what is looked at.
    #[error("a password has at most 1024 bytes")]
    Long,
    /// It is among the first that are tried.
    #[error(
        "this password is among those that are tried first; choose words that do not belong together"
    )]
    Common,
    /// Who knows the name knows half of it.
    #[error("a password does not hold the name of the account")]
    HoldsName,
}

/// Whether `password` may be that of the account `name` (NIST SP 800-63B-3 section 5.1.1.2: long, not common, not the name; nothing is
/// said of kinds of characters).
pub fn check_password(password: &str, name: &AccountName) -> Result<(), WeakPassword> {
    if password.len() > LONGEST {
        return Err(WeakPassword::Long);
    }
    let lower = normal(password).to_lowercase();
    if lower.chars().count() < SHORTEST {
        return Err(WeakPassword::Short);
    }
    let local = name.as_str().split('@').next().unwrap_or_default();
    if local.len() >= 3 && lower.contains(local) {
        return Err(WeakPassword::HoldsName);
    }
    if is_common(&lower) {
        return Err(WeakPassword::Common);
    }
    Ok(())
}

/// Whether `lower` is a common word, once or several times, with digits and signs around it; or a run of few characters.
fn is_common(lower: &str) -> bool {
    let mut different: Vec<char> = lower.chars().collect();
    let steps = different.windows(2).filter(|it| match it {
        [one, next] => (u32::from(*one)).abs_diff(u32::from(*next)) <= 1,
        _ => false,
    });
    // 123456789012, abcdefghijkl, aaaabbbbcccc.
    let is_run = steps.count() + 3 >= different.len();
    different.sort_unstable();
    different.dedup();
    if is_run || different.len() < DIFFERENT {
        return true;
    }
    let unstyled_of = |text: &str| text.chars().map(unstyled).collect::<String>();
    let cores = [
        core(lower).to_owned(),
        unstyled_of(core(lower)),
        core(&unstyled_of(lower)).to_owned(),
    ];
    let words = COMMON.lines().map(str::trim);
    let mut words = words.filter(|it| !it.is_empty() && !it.starts_with('#'));
    words.any(|word| cores.iter().any(|core| core.split(word).all(is_filler)))
}

/// `text` without digits and signs around it.
fn core(text: &str) -> &str {
    text.trim_matches(|it: char| !it.is_alphabetic())
}

/// Whether `text` may stand between common words without making them any better.
fn is_filler(text: &str) -> bool {
    text.chars().all(|it| !it.is_alphabetic())
}

/// The letter that a digit or sign stands for.
fn unstyled(it: char) -> char {
    match it {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        _ => it,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_of_its_password_alone() {
        let hash = PasswordHash::of("correct horse battery").unwrap();
        assert!(
            hash.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{}",
            hash.0
        );
        assert!(hash.is_of("correct horse battery"));
        assert!(!hash.is_of("correct horse batter"));
        assert_ne!(hash.0, PasswordHash::of("correct horse battery").unwrap().0);
        assert!(!format!("{hash:?}").contains("argon2"));
        // Typed on another keyboard: one character, or a letter with a mark behind it.
        assert!(
            PasswordHash::of("fête dans la cour")
                .unwrap()
                .is_of("fe\u{302}te dans la cour")
        );
    }

    #[test]
    fn a_hash_of_nobodys_takes_the_same_work_and_fits_nothing() {
        let nobody = PasswordHash::nobodys();
        let parsed = phc::PasswordHash::new(&nobody.0).unwrap();
        let real = PasswordHash::of("correct horse battery").unwrap();
        let real = phc::PasswordHash::new(&real.0).unwrap();
        assert_eq!(parsed.params, real.params);
        assert_eq!(parsed.algorithm, real.algorithm);
        let length = |it: &phc::PasswordHash| it.hash.as_ref().map(phc::Output::len);
        assert_eq!(length(&parsed), length(&real));
        assert!(!nobody.is_of("") && !nobody.is_of("correct horse battery"));
        assert!(!PasswordHash("damaged".to_owned()).is_of("damaged"));
    }

    #[test]
    fn weak_passwords_are_named() {
        let name = "ann.lee@home.example".parse().unwrap();
        let check = |it: &str| check_password(it, &name);
        assert_eq!(check("short one"), Err(WeakPassword::Short));
        assert_eq!(check(&"lang wort ".repeat(200)), Err(WeakPassword::Long));
        assert_eq!(check("my name is Ann.Lee!"), Err(WeakPassword::HoldsName));
        for common in [
            "password1234",
            "P@ssw0rd2026!",
            "passwordpassword",
            "123456789012",
            "abcdefghijklm",
            "aaaaaaaaaaaaaaa",
            "abababababab",
            "Qwertyuiop12",
            "letmein-letmein",
        ] {
            assert_eq!(check(common), Err(WeakPassword::Common), "{common}");
        }
        for good in [
            "correct horse battery",
            "4711 kettles sing",
            "grün wie die Wiese",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }
}
