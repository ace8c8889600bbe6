//! The message catalogue: every sentence a reader sees, by key and language (Fluent).

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::PackError;
use crate::embedded::MESSAGES;

/// The language in which every sentence exists.
pub const ENGLISH: &str = "en";

/// The sentences of one language; what it lacks is said in English.
pub struct Catalogue {
    language: String,
    bundle: FluentBundle<FluentResource>,
    english: Option<Box<Catalogue>>,
}

/// A value for a placeholder of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Argument {
    /// Text, shown as it is.
    Text(String),
    /// A number, by which a sentence may choose its form.
    Number(f64),
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue")
            .field("locales", &self.bundle.locales)
            .finish_non_exhaustive()
    }
}

impl Catalogue {
    /// The catalogue of `language` (such as `en`) that is compiled into this build.
    pub fn builtin(language: &str) -> Result<Self, PackError> {
        let english = if language == ENGLISH {
            None
        } else {
            Some(Box::new(Self::builtin(ENGLISH)?))
        };
        Ok(Self {
            language: language.to_owned(),
            bundle: bundle(language)?,
            english,
        })
    }

    /// The languages that have a catalogue in this build, in order.
    pub fn languages() -> Vec<&'static str> {
        let folders = MESSAGES.iter().filter_map(|(path, _)| path.split_once('/'));
        let mut names: Vec<&str> = folders.map(|it| it.0).collect();
        names.dedup();
        names
    }

    /// The language, such as `en`.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether there is a sentence called `key`.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key) || self.english.as_ref().is_some_and(|it| it.has(key))
    }

    /// The sentence called `key` with its placeholders filled in; the key itself where there is none,
    /// so that a gap is seen and never silent.
    pub fn sentence(&self, key: &str, arguments: &[(String, Argument)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|it| it.value()) else {
            let english = self.english.as_ref();
            return english.map_or_else(|| key.to_owned(), |it| it.sentence(key, arguments));
        };
        let mut values = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            let value = match value {
                Argument::Text(text) => FluentValue::from(text.as_str()),
                Argument::Number(number) => FluentValue::from(*number),
            };
            values.set(name.as_str(), value);
        }
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&values), &mut errors)
            .into_owned()
    }
}

/// The sentences of `language` alone.
fn bundle(language: &str) -> Result<FluentBundle<FluentResource>, PackError> {
    let malformed = |path: &str, errors: Vec<String>| PackError::malformed(path, errors.join("; "));
    let identifier: LanguageIdentifier = language
        .parse()
        .map_err(|_| PackError::malformed(language, "this is no language tag".to_owned()))?;
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // Isolation marks would show up as stray characters in terminals and JSON.
    bundle.set_use_isolating(false);
    let folder = format!("{language}/");
    let mut found = false;
    for (path, text) in MESSAGES.iter().filter(|it| it.0.starts_with(&folder)) {
        found = true;
        let resource = FluentResource::try_new((*text).to_owned()).map_err(|(_, errors)| {
            malformed(path, errors.iter().map(ToString::to_string).collect())
        })?;
        bundle
            .add_resource(resource)
            .map_err(|errors| malformed(path, errors.iter().map(ToString::to_string).collect()))?;
    }
    if !found {
        return Err(PackError::malformed(
            language,
            "there is no message catalogue for this language".to_owned(),
        ));
    }
    Ok(bundle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_without_invisible_marks() {
        let catalogue = Catalogue::builtin("en").unwrap();
        let number = (
            "number".to_owned(),
            Argument::Text("+1 803 397 5786".to_owned()),
        );
        let sentence = catalogue.sentence("signal-call_request", &[number]);
        assert_eq!(sentence, "It asks you to call +1 803 397 5786.");
    }

    #[test]
    fn counts_choose_the_form() {
        let catalogue = Catalogue::builtin("en").unwrap();
        let say = |count| {
            let arguments = [
                ("count".to_owned(), Argument::Number(count)),
                (
                    "domain".to_owned(),
                    Argument::Text("example.com".to_owned()),
                ),
            ];
            catalogue.sentence("signal-genuine_links_as_props", &arguments)
        };
        assert!(say(1.0).starts_with("Its only link"));
        assert!(say(7.0).starts_with("All 7 links"));
    }

    #[test]
    fn an_unknown_key_is_seen() {
        assert_eq!(
            Catalogue::builtin("en")
                .unwrap()
                .sentence("no-such-key", &[]),
            "no-such-key"
        );
    }
}
