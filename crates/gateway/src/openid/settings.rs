//! What an operator may set of signing in to the console.

use std::path::{Path, PathBuf};

use console::{ClientSecret, is_allowed_url};
use serde::{Deserialize, Serialize};

/// The console.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConsoleSettings {
    /// Whether accounts with a password need an authenticator as well.
    pub require_totp: bool,
    /// The directory below which administrators may have mail imported.
    pub import_directory: Option<PathBuf>,
}

/// A provider of OpenID Connect that signs people in to the console.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OpenIdSettings {
    /// The provider's identifier, a URL; nobody is asked where there is none.
    pub issuer: Option<String>,
    /// By which the provider knows offhook.
    pub client_id: String,
    /// The file with the client's secret; `credential:NAME` is a credential of systemd's. A client without one is told by PKCE.
    pub client_secret_file: Option<PathBuf>,
    /// Where the provider sends browsers back to: `/console/openid/return` as they reach it.
    pub redirect_url: Option<String>,
    /// What the provider is asked for.
    pub scopes: Vec<String>,
    /// The claim with somebody's roles or groups; dots lead into objects.
    pub roles_claim: String,
    /// Values of it that make an administrator.
    pub admin_values: Vec<String>,
    /// Values of it that make an analyst.
    pub analyst_values: Vec<String>,
    /// Values of it that make a reader, who signs in on the page for everybody alone; `*` makes one of everybody the provider knows.
    pub reader_values: Vec<String>,
    /// Whether the claim `email`, where the provider has verified it, is the mailbox of an account.
    pub mailbox_from_email: bool,
}

impl Default for OpenIdSettings {
    fn default() -> Self {
        Self {
            issuer: None,
            client_id: String::new(),
            client_secret_file: None,
            redirect_url: None,
            scopes: ["openid", "profile", "email"].map(str::to_owned).to_vec(),
            roles_claim: "roles".to_owned(),
            admin_values: Vec::new(),
            analyst_values: Vec::new(),
            reader_values: Vec::new(),
            mailbox_from_email: false,
        }
    }
}

/// The client's secret cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SecretError {
    /// Its file cannot be read.
    #[error("cannot read the client secret in {place} (openid.client_secret_file)")]
    File {
        /// The file.
        place: String,
        /// Why not.
        source: std::io::Error,
    },
    /// There is nothing in it.
    #[error("the client secret in {place} (openid.client_secret_file) is empty")]
    Empty {
        /// The file.
        place: String,
    },
}

impl OpenIdSettings {
    /// What is wrong with the values: key and reason.
    pub(crate) fn problems(&self) -> Vec<(&'static str, String)> {
        let Some(issuer) = &self.issuer else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let mut note = |key, reason: &str| found.push((key, reason.to_owned()));
        if !is_allowed_url(issuer) {
            note(
                "openid.issuer",
                "is neither https:// nor http:// on this host",
            );
        }
        if self.client_id.trim().is_empty() {
            note("openid.client_id", "must be set beside openid.issuer");
        }
        match &self.redirect_url {
            None => note("openid.redirect_url", "must be set beside openid.issuer"),
            Some(url) if !is_allowed_url(url) => {
                note(
                    "openid.redirect_url",
                    "is neither https:// nor http:// on this host",
                );
            }
            Some(url) if !url.ends_with("/console/openid/return") => {
                note(
                    "openid.redirect_url",
                    "must end with /console/openid/return",
                );
            }
            Some(_) => {}
        }
        if !self.scopes.iter().any(|it| it == "openid") {
            note("openid.scopes", "must hold \"openid\"");
        }
        if self
            .scopes
            .iter()
            .any(|it| it.is_empty() || it.contains(char::is_whitespace))
        {
            note("openid.scopes", "a scope has no blanks");
        }
        if self.roles_claim.is_empty() {
            note("openid.roles_claim", "must not be empty");
        }
        let values = [
            &self.admin_values,
            &self.analyst_values,
            &self.reader_values,
        ];
        if values.iter().all(|it| it.is_empty()) {
            let reason = "nobody could sign in: set openid.analyst_values, openid.admin_values or openid.reader_values";
            note("openid.analyst_values", reason);
        }
        found
    }

    /// What the console is told, with the secret; `None` where no provider is set.
    pub(crate) fn of_console(&self) -> Result<Option<console::OpenIdSettings>, SecretError> {
        let (Some(issuer), Some(redirect_url)) = (&self.issuer, &self.redirect_url) else {
            return Ok(None);
        };
        let client_secret = self.client_secret_file.as_deref().map(secret).transpose()?;
        Ok(Some(console::OpenIdSettings {
            issuer: issuer.clone(),
            client_id: self.client_id.clone(),
            client_secret,
            scopes: self.scopes.clone(),
            redirect_url: redirect_url.clone(),
            roles_claim: self.roles_claim.clone(),
            admin_values: self.admin_values.clone(),
            analyst_values: self.analyst_values.clone(),
            reader_values: self.reader_values.clone(),
            mailbox_from_email: self.mailbox_from_email,
        }))
    }
}

/// The secret in the file that is `named`.
fn secret(named: &Path) -> Result<ClientSecret, SecretError> {
    let place = crate::quarantine::named_file(named).unwrap_or_else(|_| named.to_owned());
    let shown = place.display().to_string();
    let text = std::fs::read_to_string(&place).map_err(|source| SecretError::File {
        place: shown.clone(),
        source,
    })?;
    let text = text.trim();
    if text.is_empty() {
        return Err(SecretError::Empty { place: shown });
    }
    Ok(ClientSecret::new(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_looked_at_where_a_provider_is() {
        assert!(OpenIdSettings::default().problems().is_empty());
        let good = OpenIdSettings {
            issuer: Some("https://id.example".to_owned()),
            client_id: "offhook".to_owned(),
            redirect_url: Some("https://mail.example/console/openid/return".to_owned()),
            analyst_values: vec!["soc".to_owned()],
            ..OpenIdSettings::default()
        };
        assert_eq!(good.problems(), []);
        let keys = |change: &dyn Fn(&mut OpenIdSettings)| {
            let mut settings = good.clone();
            change(&mut settings);
            settings
                .problems()
                .into_iter()
                .map(|it| it.0)
                .collect::<Vec<_>>()
        };
        let plain = || Some("http://id.example".to_owned());
        assert_eq!(keys(&|it| it.issuer = plain()), ["openid.issuer"]);
        assert_eq!(keys(&|it| it.client_id.clear()), ["openid.client_id"]);
        assert_eq!(keys(&|it| it.redirect_url = None), ["openid.redirect_url"]);
        assert_eq!(
            keys(&|it| it.redirect_url = plain()),
            ["openid.redirect_url"]
        );
        let elsewhere = || Some("https://mail.example/".to_owned());
        assert_eq!(
            keys(&|it| it.redirect_url = elsewhere()),
            ["openid.redirect_url"]
        );
        assert_eq!(
            keys(&|it| it.scopes = vec!["profile".to_owned()]),
            ["openid.scopes"]
        );
        assert_eq!(
            keys(&|it| it.analyst_values.clear()),
            ["openid.analyst_values"]
        );
    }

    #[test]
    fn the_secret_is_read_from_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        assert!(matches!(secret(&file), Err(SecretError::File { .. })));
        std::fs::write(&file, " \n").unwrap();
        assert!(matches!(secret(&file), Err(SecretError::Empty { .. })));
        std::fs::write(&file, "hush\n").unwrap();
        assert_eq!(secret(&file).unwrap(), ClientSecret::new("hush"));
    }
}
