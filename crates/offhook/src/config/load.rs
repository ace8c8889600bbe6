//! Finding and reading the file, and laying the environment over it.

use std::collections::BTreeMap;
use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use toml::de::DeTable;
use toml::{Table, Value};

use super::keys::{Key, known};
use super::settings::Configuration;
use super::suggest::nearest;

/// The configuration, and where each value comes from.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) configuration: Configuration,
    /// The file that was read, if any.
    pub(crate) file: Option<PathBuf>,
    /// Origins by `section.key`; what is absent is a default.
    pub(crate) origins: BTreeMap<String, Origin>,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    File(PathBuf, usize),
    Environment(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, line) => write!(f, "{}:{line}", path.display()),
            Self::Environment(name) => write!(f, "${name}"),
        }
    }
}

/// Variables of the process, as pairs.
type Variables = BTreeMap<String, String>;

/// Loads the file `named`, or the first that is found where one is looked for, and the environment.
pub(crate) fn load(named: Option<&Path>) -> anyhow::Result<Loaded> {
    let variables: Variables = env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    let file = find(named, &variables);
    let text = match &file {
        Some(path) => fs::read_to_string(path)
            .with_context(|| format!("cannot read the configuration {}", path.display()))?,
        None => String::new(),
    };
    read(file, &text, &variables)
}

fn find(named: Option<&Path>, variables: &Variables) -> Option<PathBuf> {
    if let Some(named) = named {
        return Some(named.to_owned());
    }
    let variable = |name: &str| {
        variables
            .get(name)
            .filter(|it| !it.is_empty())
            .map(PathBuf::from)
    };
    if let Some(named) = variable("OFFHOOK_CONFIG") {
        return Some(named);
    }
    let own = variable("XDG_CONFIG_HOME").or_else(|| variable("HOME").map(|it| it.join(".config")));
    let own = own.map(|it| it.join("offhook/offhook.toml"));
    let system = PathBuf::from("/etc/offhook/offhook.toml");
    own.into_iter().chain([system]).find(|it| it.is_file())
}

fn read(file: Option<PathBuf>, text: &str, variables: &Variables) -> anyhow::Result<Loaded> {
    let keys = known();
    let path = file.clone().unwrap_or_default();
    let mut origins = keys_of_file(&path, text, &keys)?;
    let mut configuration: Configuration =
        toml::from_str(text).map_err(|error| place(&path, text, error.span(), error.message()))?;
    if let Some(directory) = path.parent() {
        configuration.root_paths(directory);
    }
    configuration = overlay(configuration, &keys, variables, &mut origins)?;
    Ok(Loaded {
        configuration,
        file,
        origins,
    })
}

/// The keys that the file sets, each with its line; a key that does not exist is an error.
fn keys_of_file(path: &Path, text: &str, keys: &[Key]) -> anyhow::Result<BTreeMap<String, Origin>> {
    let table =
        DeTable::parse(text).map_err(|error| place(path, text, error.span(), error.message()))?;
    let mut origins = BTreeMap::new();
    for (section, settings) in table.get_ref() {
        let name = section.get_ref().as_ref();
        let place = |message: &str, span| place(path, text, Some(span), message);
        let sections = keys.iter().map(|it| it.section.as_str());
        if !sections.clone().any(|it| it == name) {
            let meant = hint(nearest(name, sections).map(|it| format!("[{it}]")));
            return Err(place(
                &format!("there is no section [{name}]{meant}"),
                section.span(),
            ));
        }
        let Some(settings) = settings.get_ref().as_table() else {
            return Err(place(
                &format!("{name} is a section, not a value"),
                section.span(),
            ));
        };
        for key in settings.keys() {
            let setting = key.get_ref().as_ref();
            let siblings = keys
                .iter()
                .filter(|it| it.section == name)
                .map(|it| it.name.as_str());
            if !siblings.clone().any(|it| it == setting) {
                let meant = hint(nearest(setting, siblings).map(|it| format!("`{it}`")));
                let message = format!("[{name}] has no key `{setting}`{meant}");
                return Err(place(&message, key.span()));
            }
            let origin = Origin::File(path.to_owned(), line(text, key.span().start));
            origins.insert(format!("{name}.{setting}"), origin);
        }
    }
    Ok(origins)
}

fn hint(meant: Option<String>) -> String {
    meant.map_or_else(String::new, |it| format!("; did you mean {it}?"))
}

fn place(
    path: &Path,
    text: &str,
    span: Option<std::ops::Range<usize>>,
    message: &str,
) -> anyhow::Error {
    let at = span.map_or(1, |it| line(text, it.start));
    anyhow::anyhow!("{}:{at}: {message}", path.display())
}

fn line(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.matches('\n').count() + 1
}

/// Lays the variables over the file, one by one, so that an error names the one that is wrong.
fn overlay(
    configuration: Configuration,
    keys: &[Key],
    variables: &Variables,
    origins: &mut BTreeMap<String, Origin>,
) -> anyhow::Result<Configuration> {
    unknown_variables(keys, variables)?;
    let mut configuration = configuration;
    for key in keys {
        let variable = key.variable();
        let Some(text) = variables.get(&variable) else {
            continue;
        };
        let mut table = Table::try_from(&configuration).context("cannot show the configuration")?;
        let value = value(text, key.default.as_ref())
            .map_err(|expected| anyhow::anyhow!("${variable}: {text:?} is no {expected}"))?;
        let section = table
            .entry(&key.section)
            .or_insert_with(|| Value::Table(Table::new()));
        if let Some(section) = section.as_table_mut() {
            section.insert(key.name.clone(), value);
        }
        configuration = table.try_into().map_err(|error: toml::de::Error| {
            anyhow::anyhow!("${variable}: {}", error.message())
        })?;
        origins.insert(key.path(), Origin::Environment(variable));
    }
    Ok(configuration)
}

/// A variable of ours that sets nothing is a mistake, and not one to pass over.
fn unknown_variables(keys: &[Key], variables: &Variables) -> anyhow::Result<()> {
    let names: Vec<String> = keys.iter().map(Key::variable).collect();
    for name in variables.keys() {
        let is_ours = keys.iter().any(|it| {
            let section = format!("OFFHOOK_{}_", it.section.to_uppercase());
            name.starts_with(&section)
        });
        if is_ours && !names.contains(name) {
            let meant =
                hint(nearest(name, names.iter().map(String::as_str)).map(|it| format!("${it}")));
            bail!("${name} sets nothing{meant}");
        }
    }
    Ok(())
}

/// The value written in a variable, read as what the setting is by default.
fn value(text: &str, default: Option<&Value>) -> Result<Value, &'static str> {
    let text = text.trim();
    match default {
        Some(Value::Integer(_)) => text.parse().map(Value::Integer).map_err(|_| "whole number"),
        Some(Value::Boolean(_)) => text
            .parse()
            .map(Value::Boolean)
            .map_err(|_| "true or false"),
        Some(Value::Array(_)) => {
            // Entries that are tables are written as TOML.
            if text.starts_with('[') {
                let table: Table = format!("v = {text}").parse().map_err(|_| "list")?;
                return table.get("v").cloned().ok_or("list");
            }
            let entries = text.split(',').map(str::trim).filter(|it| !it.is_empty());
            Ok(Value::Array(entries.map(Value::from).collect()))
        }
        _ if text.contains(',') => value(text, Some(&Value::Array(Vec::new()))),
        _ => Ok(Value::from(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str, variables: &[(&str, &str)]) -> anyhow::Result<Loaded> {
        let pairs = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        read(
            Some(PathBuf::from("/etc/offhook.toml")),
            text,
            &pairs.collect(),
        )
    }

    #[track_caller]
    fn error(text: &str, variables: &[(&str, &str)], expected: &str) {
        let error = with(text, variables).unwrap_err().to_string();
        assert_eq!(error, expected);
    }

    #[test]
    fn errors_name_the_place_and_what_was_meant() {
        error(
            "[dns]\nenabled = true\ntime_out_ms = 5\n",
            &[],
            "/etc/offhook.toml:3: [dns] has no key `time_out_ms`; did you mean `timeout_ms`?",
        );
        error(
            "\n[dnss]\n",
            &[],
            "/etc/offhook.toml:2: there is no section [dnss]; did you mean [dns]?",
        );
        error(
            "dns = 1\n",
            &[],
            "/etc/offhook.toml:1: dns is a section, not a value",
        );
        let error = with("[dns]\n\ntimeout_ms = \"soon\"\n", &[])
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("/etc/offhook.toml:3: invalid type"),
            "{error}"
        );
        let error = with("[dns]\nresolver = \"nowhere\"\n", &[])
            .unwrap_err()
            .to_string();
        assert!(error.contains(":2: \"nowhere\" is no address"), "{error}");
        let error = with("[dns\n", &[]).unwrap_err().to_string();
        assert!(error.starts_with("/etc/offhook.toml:1: "), "{error}");
        let error = with("[organisation]\nvips = [{ nam = \"x\" }]\n", &[])
            .unwrap_err()
            .to_string();
        assert!(error.contains(":2: unknown field `nam`"), "{error}");
    }

    #[test]
    fn the_environment_overrides_the_file() {
        let text = "[dns]\ntimeout_ms = 5\nlookups = 7\n[trust]\nhosts = [\"a.example\"]\n";
        let variables = [
            ("OFFHOOK_DNS_TIMEOUT_MS", "9"),
            ("OFFHOOK_TRUST_HOSTS", "b.example, c.example"),
            ("OFFHOOK_DNS_RESOLVER", "127.0.0.1:5353"),
            ("OFFHOOK_HISTORY_URL", "postgresql://h/db"),
            ("OFFHOOK_SHARED", "elsewhere"),
        ];
        let loaded = with(text, &variables).unwrap();
        let configuration = &loaded.configuration;
        assert_eq!(configuration.dns.timeout_ms, 9);
        assert_eq!(configuration.dns.lookups, 7);
        assert_eq!(configuration.trust.hosts, ["b.example", "c.example"]);
        assert_eq!(
            configuration.history.url.as_deref(),
            Some("postgresql://h/db")
        );
        let origin = |key: &str| loaded.origins.get(key).map(ToString::to_string);
        assert_eq!(
            origin("dns.timeout_ms").as_deref(),
            Some("$OFFHOOK_DNS_TIMEOUT_MS")
        );
        assert_eq!(
            origin("dns.lookups").as_deref(),
            Some("/etc/offhook.toml:3")
        );
        assert_eq!(origin("dns.attempts"), None);
    }

    #[test]
    fn variables_that_are_wrong() {
        error(
            "",
            &[("OFFHOOK_DNS_LOOKUPS", "many")],
            "$OFFHOOK_DNS_LOOKUPS: \"many\" is no whole number",
        );
        error(
            "",
            &[("OFFHOOK_DNS_LOOKUP", "1")],
            "$OFFHOOK_DNS_LOOKUP sets nothing; did you mean $OFFHOOK_DNS_LOOKUPS?",
        );
    }

    #[test]
    fn paths_stand_beside_the_file() {
        let loaded = with(
            "[data]\ndirectories = [\"own\", \"/abs\"]\nlists = \"l\"\n",
            &[],
        )
        .unwrap();
        let data = &loaded.configuration.data;
        assert_eq!(
            data.directories,
            [PathBuf::from("/etc/own"), PathBuf::from("/abs")]
        );
        assert_eq!(data.lists, Some(PathBuf::from("/etc/l")));
    }
}
