//! The settings as they may be shown to people: each with its value and where that comes from, without anything secret.

use anyhow::Context as _;
use gateway::{SettingOrigin, ShownSetting};
use toml::{Table, Value};

use super::keys::known;
use super::load::{Loaded, Origin};

/// What stands in place of something secret.
const HIDDEN: &str = "…";
/// What the name of a setting has in it whose value is secret, unless it is a path.
const SECRET_NAMES: [&str; 3] = ["secret", "password", "token"];
/// Parameters of a URL that are secret.
const SECRET_PARAMETERS: [&str; 3] = ["password", "sslpassword", "sslkey"];

/// All settings, in the order of the reference.
pub(crate) fn shown(loaded: &Loaded) -> anyhow::Result<Vec<ShownSetting>> {
    let values = Table::try_from(&loaded.configuration).context("cannot show the configuration")?;
    let each = known().into_iter().map(|key| {
        let section = values.get(&key.section).and_then(Value::as_table);
        let value = section.and_then(|it| it.get(&key.name));
        let origin = match loaded.origins.get(&key.path()) {
            None => SettingOrigin::Default,
            Some(Origin::Environment(name)) => SettingOrigin::Environment(name.clone()),
            Some(file) => SettingOrigin::File(file.to_string()),
        };
        ShownSetting {
            value: value.map(|it| without_secrets(&key.name, it.clone()).to_string()),
            section: key.section,
            name: key.name,
            origin,
        }
    });
    Ok(each.collect())
}

/// `value` of the setting called `name`, without what is secret in it. Lists and tables are looked through.
fn without_secrets(name: &str, value: Value) -> Value {
    match value {
        Value::String(text) if is_secret(name) => Value::String(masked(&text)),
        Value::String(text) => Value::String(without_password(&text)),
        Value::Array(items) => {
            let items = items.into_iter().map(|it| without_secrets(name, it));
            Value::Array(items.collect())
        }
        Value::Table(table) => {
            let fields = table.into_iter();
            let fields = fields.map(|(name, it)| (name.clone(), without_secrets(&name, it)));
            Value::Table(fields.collect())
        }
        other => other,
    }
}

fn is_secret(name: &str) -> bool {
    SECRET_NAMES.iter().any(|it| name.contains(it)) && !name.ends_with("_file")
}

fn masked(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        HIDDEN.to_owned()
    }
}

/// A URL without its password, wherever it stands; what is no URL as it is.
fn without_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        return text.to_owned();
    };
    let (place, query) = match rest.split_once('?') {
        Some((place, query)) => (place, Some(query)),
        None => (rest, None),
    };
    // A password may hold what should have been written otherwise: all up to the last @ is taken for it.
    let place = match place.rsplit_once('@') {
        Some((user, host)) => match user.split_once(':') {
            Some((user, _)) => format!("{user}:{HIDDEN}@{host}"),
            None => format!("{user}@{host}"),
        },
        None => place.to_owned(),
    };
    let query = query.map(|it| {
        let parameters = it.split('&').map(|it| match it.split_once('=') {
            Some((name, _)) if SECRET_PARAMETERS.contains(&name) => format!("{name}={HIDDEN}"),
            _ => it.to_owned(),
        });
        let parameters: Vec<String> = parameters.collect();
        format!("?{}", parameters.join("&"))
    });
    format!("{scheme}://{place}{}", query.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        for (url, shown) in [
            ("postgresql://h/db", "postgresql://h/db"),
            ("postgresql://u@h/db", "postgresql://u@h/db"),
            ("postgresql://u:pa/ss@w@h/db", "postgresql://u:…@h/db"),
            (
                "postgresql:///db?host=/run&password=x",
                "postgresql:///db?host=/run&password=…",
            ),
            ("/var/lib/a:b@c", "/var/lib/a:b@c"),
        ] {
            assert_eq!(without_password(url), shown);
        }
        let value = Value::String("hush".to_owned());
        for (name, expected) in [
            ("client_secret", "\"…\""),
            ("client_secret_file", "\"hush\""),
            ("listen", "\"hush\""),
        ] {
            assert_eq!(without_secrets(name, value.clone()).to_string(), expected);
        }
        let list: Table = "v = [{ token = \"a\", url = \"x://u:p@h\" }]"
            .parse()
            .unwrap();
        let list = without_secrets("v", list["v"].clone()).to_string();
        assert!(!list.contains("\"a\"") && !list.contains(":p@"), "{list}");
    }

    #[test]
    fn each_setting_tells_where_it_comes_from() {
        let mut loaded = Loaded::default();
        loaded.configuration.store.url = Some("postgresql://u:p@h/db".to_owned());
        let file = Origin::File("/etc/offhook.toml".into(), 7);
        loaded.origins.insert("store.url".to_owned(), file);
        let variable = Origin::Environment("OFFHOOK_DNS_ENABLED".to_owned());
        loaded.origins.insert("dns.enabled".to_owned(), variable);
        let all = shown(&loaded).unwrap();
        let of = |section: &str, name: &str| {
            let mut all = all.iter();
            all.find(|it| it.section == section && it.name == name)
                .unwrap()
        };
        let url = of("store", "url");
        assert_eq!(url.value.as_deref(), Some("\"postgresql://u:…@h/db\""));
        assert_eq!(
            url.origin,
            SettingOrigin::File("/etc/offhook.toml:7".to_owned())
        );
        let name = "OFFHOOK_DNS_ENABLED".to_owned();
        assert_eq!(
            of("dns", "enabled").origin,
            SettingOrigin::Environment(name)
        );
        assert_eq!(of("dns", "lookups").origin, SettingOrigin::Default);
        assert_eq!(of("store", "directory").value, None);
    }
}
