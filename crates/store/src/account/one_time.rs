//! Codes that count once: those of an authenticator (TOTP, RFC 6238) and those for when it is lost.

use data_encoding::{BASE32_NOPAD, Encoding};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

use crate::error::StoreError;
use crate::id::Digest;
use crate::key;
use crate::record::UnixSeconds;

/// Seconds for which a code is shown.
const STEP: UnixSeconds = 30;
/// Steps by which the clock of the authenticator may differ (RFC 6238 section 5.2).
const DRIFT: i64 = 1;
/// Digits of a code.
const DIGITS: usize = 6;
/// Recovery codes that an account gets.
const RECOVERY_CODES: usize = 10;

/// The secret that an authenticator and the store share: 160 bits, as RFC 4226 section 4 recommends.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret([u8; 20]);

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(..)")
    }
}

impl TotpSecret {
    /// A new one.
    pub fn fresh() -> Result<Self, StoreError> {
        Ok(Self(key::random()?))
    }

    pub(crate) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The secret that `text` spells, as [`text`](Self::text) does.
    pub fn of_text(text: &str) -> Option<Self> {
        Self::of_bytes(&BASE32_NOPAD.decode(text.as_bytes()).ok()?)
    }

    /// As people type it: 32 letters and digits (RFC 4648 section 6).
    pub fn text(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// The code of the time step `step` (RFC 6238 with SHA-1, six digits): what authenticators take for granted.
    pub fn code(&self, step: i64) -> String {
        // What HMAC does with a key that is shorter than a block (RFC 2104 section 2).
        let mut block = [0; 64];
        for (to, from) in block.iter_mut().zip(self.0) {
            *to = from;
        }
        let mut mac = Hmac::<Sha1>::new(&block.into());
        mac.update(&step.to_be_bytes());
        let digest: [u8; 20] = mac.finalize().into_bytes().into();
        // RFC 4226 section 5.3: four bytes from where the last half byte says, without the sign.
        let at = usize::from(digest[19] & 15);
        let four = digest.get(at..at + 4).and_then(|it| it.try_into().ok());
        let number = u32::from_be_bytes(four.unwrap_or_default()) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }

    /// The step whose code `text` is, at `now` or one step from it. Every step is compared, whichever it is.
    pub fn step_of(&self, text: &str, now: UnixSeconds) -> Option<i64> {
        let digits: String = text.chars().filter(|it| !it.is_whitespace()).collect();
        if digits.len() != DIGITS || !digits.bytes().all(|it| it.is_ascii_digit()) {
            return None;
        }
        let asked = Digest::of(digits.as_bytes());
        let current = now.div_euclid(STEP);
        let steps = (current - DRIFT..=current + DRIFT).rev();
        steps.fold(None, |found, step| {
            let is_it = Digest::of(self.code(step).as_bytes()) == asked;
            if is_it { found.or(Some(step)) } else { found }
        })
    }
}

/// New recovery codes: `abcd-efgh-ijkl-mnop`, 80 random bits each.
pub(crate) fn recovery_codes() -> Result<Vec<String>, StoreError> {
    let encoding = lower();
    let one = || {
        let bytes: [u8; 10] = key::random()?;
        let text = encoding.encode(&bytes);
        let groups: Vec<&str> = [0..4, 4..8, 8..12, 12..16]
            .into_iter()
            .filter_map(|it| text.get(it))
            .collect();
        Ok(groups.join("-"))
    };
    (0..RECOVERY_CODES).map(|_| one()).collect()
}

/// What is kept of a recovery code, however it is typed; `None` where it is none.
pub(crate) fn recovery_digest(text: &str) -> Option<Digest> {
    let plain: String = text
        .chars()
        .filter(|it| !it.is_whitespace() && *it != '-')
        .flat_map(char::to_lowercase)
        .take(17)
        .collect();
    let is_one = plain.len() == 16 && plain.bytes().all(|it| it.is_ascii_alphanumeric());
    is_one.then(|| Digest::of(plain.as_bytes()))
}

fn lower() -> Encoding {
    let mut specification = BASE32_NOPAD.specification();
    specification.symbols.make_ascii_lowercase();
    specification.encoding().unwrap_or(BASE32_NOPAD)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238 appendix B, of whose eight digits the last six are ours.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = TotpSecret::of_bytes(b"12345678901234567890").unwrap();
        for (time, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret.code(time / 30), code);
            assert_eq!(secret.step_of(code, time), Some(time / 30));
        }
        assert_eq!(secret.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn clocks_may_differ_by_one_step() {
        let secret = TotpSecret::of_bytes(b"12345678901234567890").unwrap();
        let now = 1_234_567_890;
        for (drift, counts) in [
            (-60, false),
            (-30, true),
            (0, true),
            (30, true),
            (60, false),
        ] {
            let step = (now + drift) / 30;
            let found = secret.step_of(&secret.code(step), now);
            assert_eq!(found, counts.then_some(step), "{drift}");
        }
        assert_eq!(secret.step_of("005 924", now), Some(now / 30));
        for wrong in ["", "00592", "0059240", "OO5924", "５"] {
            assert_eq!(secret.step_of(wrong, now), None);
        }
    }

    #[test]
    fn recovery_codes_are_known_however_they_are_typed() {
        let codes = recovery_codes().unwrap();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let code = &codes[0];
        assert_eq!(code.len(), 19, "{code}");
        let digest = recovery_digest(code);
        assert!(digest.is_some());
        assert_eq!(
            recovery_digest(&code.to_uppercase().replace('-', " ")),
            digest
        );
        assert_ne!(recovery_digest(&codes[1]), digest);
        assert_eq!(recovery_digest("123456"), None);
        assert_eq!(recovery_digest(&"a".repeat(17)), None);
    }
}
