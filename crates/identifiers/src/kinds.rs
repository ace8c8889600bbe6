//! The table of kinds.
//!
//! Formats are regular expressions over ASCII. A kind whose format fits much else is reported only where
//! one of its words stands near; without that, `alone` says how sure it is.

mod credentials;
mod documents;
mod finance;
mod health;
mod persons;
mod taxes;

use crate::Confidence;
use crate::checks::Check;

/// One kind of identifier, or one of its formats.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The name in rules.
    pub(crate) name: &'static str,
    pub(crate) format: &'static str,
    /// Whether it begins and ends as words do.
    pub(crate) is_word: bool,
    pub(crate) check: Check,
    /// Lower-case words that name it.
    pub(crate) words: &'static [&'static str],
    /// How sure it is with one of the words near.
    pub(crate) near: Confidence,
    /// How sure it is without; `None` where it is not reported then.
    pub(crate) alone: Option<Confidence>,
}

impl Kind {
    /// A format that is reported with `confidence` wherever it stands.
    const fn new(name: &'static str, format: &'static str, confidence: Confidence) -> Self {
        Self {
            name,
            format,
            is_word: true,
            check: Check::None,
            words: &[],
            near: confidence,
            alone: Some(confidence),
        }
    }

    /// A format that says little: it is reported where one of `words` is near.
    const fn named(
        name: &'static str,
        format: &'static str,
        words: &'static [&'static str],
    ) -> Self {
        Self {
            words,
            alone: None,
            ..Self::new(name, format, Confidence::Medium)
        }
    }

    /// Digits of which those `fits` accepts are one.
    const fn digits(self, fits: fn(&[u32]) -> bool) -> Self {
        Self {
            check: Check::Digits(fits),
            ..self
        }
    }

    /// Texts of which those `fits` accepts are one.
    const fn text(self, fits: fn(&str) -> bool) -> Self {
        Self {
            check: Check::Text(fits),
            ..self
        }
    }

    /// Texts that begin with one, as `cut` finds it.
    const fn cut(self, cut: fn(&str) -> Option<&str>) -> Self {
        Self {
            check: Check::Cut(cut),
            ..self
        }
    }

    /// With one of `words` near it is sure.
    const fn sure_near(self, words: &'static [&'static str]) -> Self {
        Self {
            words,
            near: Confidence::High,
            ..self
        }
    }

    /// It need not begin and end as words do.
    const fn anywhere(self) -> Self {
        Self {
            is_word: false,
            ..self
        }
    }
}

/// All kinds.
pub(crate) fn all() -> impl Iterator<Item = &'static Kind> {
    let tables: [&'static [Kind]; 6] = [
        credentials::KINDS,
        finance::KINDS,
        taxes::KINDS,
        persons::KINDS,
        documents::KINDS,
        health::KINDS,
    ];
    tables.into_iter().flatten()
}
