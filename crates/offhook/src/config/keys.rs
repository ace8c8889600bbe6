//! The keys there are, as the reference file writes them down.

use toml::{Table, Value};

/// The commented reference: every setting with its meaning and default.
pub(crate) const REFERENCE: &str = include_str!("../../../../docs/offhook.toml");

/// A setting that exists.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    pub(crate) section: String,
    pub(crate) name: String,
    /// `None` where nothing is set by default.
    pub(crate) default: Option<Value>,
}

impl Key {
    /// `section.name`.
    pub(crate) fn path(&self) -> String {
        format!("{}.{}", self.section, self.name)
    }

    /// The variable that overrides it.
    pub(crate) fn variable(&self) -> String {
        format!("OFFHOOK_{}_{}", self.section, self.name).to_uppercase()
    }
}

/// All settings, in the order of the reference. A setting without default is commented out there.
pub(crate) fn known() -> Vec<Key> {
    let mut keys = Vec::new();
    let mut section = String::new();
    for line in REFERENCE.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            name.clone_into(&mut section);
            continue;
        }
        let (setting, is_set) = match line.strip_prefix("# ") {
            Some(comment) => (comment, false),
            None => (line, true),
        };
        let Ok(parsed) = setting.parse::<Table>() else {
            continue;
        };
        for (name, value) in parsed {
            keys.push(Key {
                section: section.clone(),
                name,
                default: is_set.then_some(value),
            });
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Configuration;

    #[test]
    fn the_reference_says_what_the_defaults_are() {
        let written: Configuration = toml::from_str(REFERENCE).unwrap();
        assert_eq!(written, Configuration::default());
    }

    #[test]
    fn the_reference_names_every_setting() {
        let default = Table::try_from(Configuration::default()).unwrap();
        let known = known();
        for (section, settings) in &default {
            for name in settings.as_table().unwrap().keys() {
                let is_known = known
                    .iter()
                    .any(|it| it.section == *section && it.name == *name);
                assert!(is_known, "{section}.{name} is not in docs/offhook.toml");
            }
        }
        let optional = known.iter().filter(|it| it.default.is_none());
        let optional: Vec<_> = optional.map(Key::path).collect();
        assert_eq!(
            optional,
            [
                "data.lists",
                "data.whois",
                "rules.pack",
                "rules.editable",
                "history.url",
                "content.tesseract",
                "console.import_directory",
                "openid.issuer",
                "openid.client_secret_file",
                "openid.redirect_url",
                "store.directory",
                "store.url",
                "store.key_file",
                "quarantine.public_url",
                "quarantine.digest_from",
                "abuse.answer_from"
            ]
        );
        // Each of them is read where it is set.
        for key in &known {
            let value = key.default.clone().unwrap_or_else(|| "x".into());
            let section = Table::from_iter([(key.name.clone(), value)]);
            let text = Table::from_iter([(key.section.clone(), Value::Table(section))]);
            text.try_into::<Configuration>().unwrap();
        }
    }
}
