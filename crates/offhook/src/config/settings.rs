//! The settings, section by section. Each crate owns its own; here they are put together.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Everything that can be set.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Configuration {
    pub(crate) trust: Trust,
    pub(crate) organisation: Organisation,
    pub(crate) numbers: Numbers,
    pub(crate) data: Data,
    pub(crate) rules: Rules,
    pub(crate) dns: identity::DnsSettings,
    pub(crate) history: History,
    pub(crate) limits: limits::Limits,
    pub(crate) content: content::Settings,
    pub(crate) serve: gateway::ServeSettings,
    pub(crate) policy: gateway::PolicySettings,
    pub(crate) milter: gateway::MilterSettings,
    pub(crate) spamd: gateway::SpamdSettings,
    pub(crate) http: gateway::HttpSettings,
    pub(crate) abuse: gateway::AbuseSettings,
    pub(crate) store: gateway::StoreSettings,
    pub(crate) quarantine: gateway::QuarantineSettings,
    pub(crate) web: gateway::WebSettings,
    pub(crate) console: gateway::ConsoleSettings,
    pub(crate) openid: gateway::OpenIdSettings,
}

/// Whose word counts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Trust {
    pub(crate) hosts: Vec<String>,
}

/// Whose mail it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Organisation {
    pub(crate) domains: Vec<String>,
    pub(crate) display_names: Vec<String>,
    pub(crate) recipients: Vec<String>,
    pub(crate) vips: Vec<detect::Vip>,
}

/// How numbers are read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Numbers {
    pub(crate) home_regions: Vec<String>,
}

impl Default for Numbers {
    fn default() -> Self {
        Self {
            home_regions: claims::Settings::default().home_regions,
        }
    }
}

/// What the operator knows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Data {
    pub(crate) directories: Vec<PathBuf>,
    pub(crate) lists: Option<PathBuf>,
    pub(crate) whois: Option<PathBuf>,
}

/// Which rules are run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Rules {
    pub(crate) directories: Vec<PathBuf>,
    pub(crate) pack: Option<PathBuf>,
    pub(crate) editable: Option<PathBuf>,
}

/// Where history is kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct History {
    pub(crate) url: Option<String>,
    pub(crate) orders: bool,
}

impl Configuration {
    /// Takes relative paths for paths below `directory`, where the file stands.
    pub(super) fn root_paths(&mut self, directory: &Path) {
        let lists = self
            .data
            .directories
            .iter_mut()
            .chain(&mut self.rules.directories);
        let single = self.data.lists.iter_mut();
        // A credential of systemd's is no path.
        let secrets = self.openid.client_secret_file.iter_mut();
        let key = self.store.key_file.iter_mut().chain(secrets);
        let key = key.filter(|it| !it.to_string_lossy().starts_with("credential:"));
        let single = single
            .chain(&mut self.data.whois)
            .chain(&mut self.rules.pack)
            .chain(&mut self.rules.editable)
            .chain(&mut self.console.import_directory)
            .chain(&mut self.store.directory)
            .chain(key);
        for path in lists.chain(single) {
            *path = directory.join(&*path);
        }
        if let Some(url) = self.history.url.as_mut().filter(|it| !it.contains("://")) {
            *url = directory.join(&*url).display().to_string();
        }
    }

    /// Every path that must be a directory, with its key.
    pub(super) fn directories(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let data = self
            .data
            .directories
            .iter()
            .map(|it| ("data.directories", it));
        let rules = self
            .rules
            .directories
            .iter()
            .map(|it| ("rules.directories", it));
        let lists = self.data.lists.iter().map(|it| ("data.lists", it));
        let whois = self.data.whois.iter().map(|it| ("data.whois", it));
        let pack = self.rules.pack.iter().map(|it| ("rules.pack", it));
        let import = self.console.import_directory.iter();
        let import = import.map(|it| ("console.import_directory", it));
        let yara = self.content.yara.iter().map(|it| ("content.yara", it));
        let all = data.chain(rules).chain(lists).chain(whois).chain(pack);
        let all = all.chain(yara).chain(import);
        all.map(|(key, path)| (key, path.as_path()))
    }
}
