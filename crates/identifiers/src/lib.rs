//! Finds identifiers in a text: card and account numbers, tax and national ids, keys and tokens.
//!
//! An identifier is told by its format, by its check digits where it has any, and by the words around
//! it. All kinds stand in one table ([`kinds`]). What has no format (names, diseases, drugs) is not found here, and
//! [`VOCABULARIES`] says which kinds those are.
//!
//! ```
//! let found = identifiers::find("Please debit DE89 3704 0044 0532 0130 00 in May.");
//! assert_eq!(found.identifiers[0].kind, "iban_code");
//! assert_eq!(found.identifiers[0].text, "DE89 3704 0044 0532 0130 00");
//! ```

mod checks;
mod kinds;
mod search;

pub use search::find;

/// Kinds that the public rules ask for and that no format tells: they need vocabularies or a model.
pub const VOCABULARIES: [&str; 6] = [
    "blood_test_term",
    "fda_drug_name",
    "medical_condition",
    "medical_specialty",
    "surgical_procedure",
    "us_disability_impairment",
];

/// How sure it is that something is what it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The format fits, as that of much else does.
    Low,
    /// The format is rare or a check digit fits.
    Medium,
    /// The format is that of nothing else, or a word beside it says what it is.
    High,
}

impl Confidence {
    /// The name in rules.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// One identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// What it is, by the name that rules use: `iban_code`.
    pub kind: &'static str,
    /// How sure that is.
    pub confidence: Confidence,
    /// As written.
    pub text: String,
    /// Where it begins, in bytes.
    pub start: usize,
}

/// Everything found in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// In the order in which they stand in the text. One stretch may be of several kinds.
    pub identifiers: Vec<Identifier>,
    /// Whether the text holds more candidates than are looked at.
    pub cut: bool,
}

/// The names of all kinds that [`find`] finds, sorted.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = kinds::all().map(|it| it.name).collect();
    names.sort_unstable();
    names.dedup();
    names
}
