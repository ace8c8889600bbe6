//! What an account is called.

use std::fmt;
use std::str::FromStr;

/// Characters of a name.
const LONGEST: usize = 64;

/// The name of an account: 1 to 64 of `a-z 0-9 . _ - + @`, the first a letter or digit. Capitals are taken for small letters. So no
/// two names look alike, and none needs to be escaped.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountName(String);

/// A text that is no name of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a name is 1 to 64 of the characters a-z 0-9 . _ - + @, the first a letter or digit")]
pub struct InvalidName;

impl AccountName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name that comes nearest to `text`, which somebody else chose; `None` where nothing of it may stand in one.
    pub fn nearest(text: &str) -> Option<Self> {
        let lower = text.trim().to_lowercase();
        let fits = lower.chars().map(|it| if may_stand(it) { it } else { '-' });
        let start = fits.skip_while(|it| !it.is_ascii_alphanumeric());
        start.take(LONGEST).collect::<String>().parse().ok()
    }
}

fn may_stand(it: char) -> bool {
    it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, '.' | '_' | '-' | '+' | '@')
}

impl FromStr for AccountName {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        let name = text.trim().to_ascii_lowercase();
        let starts = name.starts_with(|it: char| it.is_ascii_alphanumeric());
        if starts && name.len() <= LONGEST && name.chars().all(may_stand) {
            Ok(Self(name))
        } else {
            Err(InvalidName)
        }
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_have_one_form() {
        let read = |it: &str| it.parse::<AccountName>().ok().map(|it| it.0);
        assert_eq!(
            read(" Ann.Lee@Home.example ").as_deref(),
            Some("ann.lee@home.example")
        );
        let long = "a".repeat(65);
        for wrong in [
            "",
            "-ann",
            "a b",
            "аnn",
            "ann\u{202E}",
            "a/b",
            long.as_str(),
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
        let near = |it: &str| AccountName::nearest(it).map(|it| it.0);
        assert_eq!(near("Ann Lee (IT)").as_deref(), Some("ann-lee--it-"));
        assert_eq!(near(&long).map(|it| it.len()), Some(64));
        assert_eq!(near("日本"), None);
    }
}
