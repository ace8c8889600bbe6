//! Where to turn in which country, and what to do first: `data/help/*.toml` and the order of the steps.

use serde::Deserialize;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/help.rs"));
}

/// The data on a country is wrong.
#[derive(Debug, thiserror::Error)]
#[error("data/help/{file}.toml: {message}")]
pub struct HelpError {
    file: String,
    message: String,
}

/// What somebody can be contacted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// Has cards and accounts blocked, whatever the bank.
    Card,
    /// Takes reports of fraud.
    Report,
    /// The police, where fraud is reported to them on the web or by telephone.
    Police,
    /// Advises those who were cheated.
    Advice,
    /// Helps those whose identity is used by others.
    Identity,
}

impl ContactKind {
    /// The key of the sentence that says what it is for.
    pub fn key(self) -> &'static str {
        match self {
            Self::Card => "contact-card",
            Self::Report => "contact-report",
            Self::Police => "contact-police",
            Self::Advice => "contact-advice",
            Self::Identity => "contact-identity",
        }
    }
}

/// Somebody to turn to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// What for.
    pub kind: ContactKind,
    /// Its name in the country's own language.
    pub name: String,
    /// Its page.
    pub url: String,
    /// Its number, as people of the country dial it.
    #[serde(default)]
    pub phone: Option<String>,
    /// The page on which that is said.
    pub source: String,
    /// `YYYY-MM` of reading.
    pub read: String,
}

/// What is known of one country.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryHelp {
    /// ISO 3166 code.
    pub code: String,
    /// Whom to turn to, the most urgent first.
    pub contacts: Vec<Contact>,
}

impl CountryHelp {
    /// The key of the country's name.
    pub fn key(&self) -> String {
        format!("country-{}", self.code.to_ascii_lowercase())
    }
}

/// All countries of which something is known, in order of code.
#[derive(Debug, Clone)]
pub struct Countries(Vec<CountryHelp>);

impl Countries {
    /// The data compiled into this build.
    pub fn builtin() -> Result<Self, HelpError> {
        let files = embedded::COUNTRIES.iter();
        let read = |(file, text): &(&str, &str)| {
            toml::from_str(text).map_err(|error| HelpError {
                file: (*file).to_owned(),
                message: error.to_string().trim_end().to_owned(),
            })
        };
        Ok(Self(files.map(read).collect::<Result<_, _>>()?))
    }

    /// All of them.
    pub fn all(&self) -> &[CountryHelp] {
        &self.0
    }

    /// The country with this ISO 3166 code.
    pub fn get(&self, code: &str) -> Option<&CountryHelp> {
        self.0.iter().find(|it| it.code.eq_ignore_ascii_case(code))
    }
}

/// What has happened to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Situation {
    /// Its name in addresses and keys.
    pub(crate) name: &'static str,
    /// What to do, most urgent first: names of steps.
    pub(crate) steps: &'static [&'static str],
}

/// What may have happened, the most frequent first.
pub(crate) const SITUATIONS: [Situation; 5] = [
    Situation {
        name: "called",
        steps: &[
            "hang-up",
            "block-card",
            "offline",
            "passwords",
            "expect-more",
            "report",
        ],
    },
    Situation {
        name: "card",
        steps: &[
            "block-card",
            "watch-account",
            "keep",
            "expect-more",
            "report",
        ],
    },
    Situation {
        name: "installed",
        steps: &[
            "offline",
            "call-bank",
            "remove",
            "passwords",
            "check-device",
            "report",
        ],
    },
    Situation {
        name: "paid",
        steps: &[
            "stop-payment",
            "gift-cards",
            "keep",
            "expect-more",
            "report",
        ],
    },
    Situation {
        name: "password",
        steps: &["passwords", "second-step", "watch-account", "report"],
    },
];

/// The situation with this name.
pub(crate) fn situation(name: &str) -> Option<Situation> {
    SITUATIONS.into_iter().find(|it| it.name == name)
}

/// Whom a step sends a reader to.
pub(crate) fn contacts_of(step: &str) -> &'static [ContactKind] {
    match step {
        "block-card" | "call-bank" => &[ContactKind::Card],
        "report" => &[
            ContactKind::Report,
            ContactKind::Police,
            ContactKind::Advice,
            ContactKind::Identity,
        ],
        _ => &[],
    }
}
