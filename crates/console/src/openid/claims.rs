//! Who somebody is and what he may, by the provider's word.

use serde_json::{Map, Value};
use store::{AccountName, Role};

use super::OpenIdSettings;

/// Characters of a name for people.
const NAME: usize = 200;

/// Somebody, as the provider's claims describe him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) subject: String,
    /// What he would like to be called, as an account may be.
    pub(crate) name: Option<AccountName>,
    pub(crate) display_name: Option<String>,
    /// `None` where none of his roles is one of offhook's.
    pub(crate) role: Option<Role>,
    /// Whether anything at all was said of roles.
    pub(crate) has_roles: bool,
}

/// Whom `claims` describe.
pub(crate) fn person(claims: &Map<String, Value>, settings: &OpenIdSettings) -> Person {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let names = ["preferred_username", "email", "sub"];
    let roles = at(claims, &settings.roles_claim);
    let has = |wanted: &[String]| {
        let values = roles.map(values).unwrap_or_default();
        values
            .iter()
            .any(|it| wanted.iter().any(|wanted| wanted == it))
    };
    let role = if has(&settings.admin_values) {
        Some(Role::Admin)
    } else if has(&settings.analyst_values) {
        Some(Role::Analyst)
    } else {
        None
    };
    Person {
        subject: text("sub").unwrap_or_default().to_owned(),
        name: names
            .into_iter()
            .filter_map(text)
            .find_map(AccountName::nearest),
        display_name: text("name").map(|it| it.chars().take(NAME).collect()),
        role,
        has_roles: roles.is_some(),
    }
}

/// The claim called `name`, which may itself hold dots; else what dots lead to.
fn at<'c>(claims: &'c Map<String, Value>, name: &str) -> Option<&'c Value> {
    if let Some(value) = claims.get(name) {
        return Some(value);
    }
    let mut parts = name.split('.');
    let first = claims.get(parts.next()?)?;
    parts.try_fold(first, |value, part| value.get(part))
}

/// The texts of a claim: one, several, or several in one with blanks between them.
fn values(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => std::iter::once(text.as_str())
            .chain(text.split(' '))
            .collect(),
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(roles_claim: &str) -> OpenIdSettings {
        OpenIdSettings {
            issuer: "https://id.example".to_owned(),
            client_id: "offhook".to_owned(),
            client_secret: None,
            scopes: vec!["openid".to_owned()],
            redirect_url: "https://mail.example/console/openid/return".to_owned(),
            roles_claim: roles_claim.to_owned(),
            admin_values: vec!["mail-admins".to_owned()],
            analyst_values: vec!["soc".to_owned(), "help desk".to_owned()],
        }
    }

    fn role(claim: &str, claims: Value) -> Option<Role> {
        let Value::Object(claims) = claims else {
            return None;
        };
        person(&claims, &settings(claim)).role
    }

    #[test]
    fn roles_are_found_where_providers_put_them() {
        let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let groups = json(r#"{"groups":["staff","soc"]}"#);
        assert_eq!(role("groups", groups), Some(Role::Analyst));
        let both = json(r#"{"groups":["soc","mail-admins"]}"#);
        assert_eq!(role("groups", both), Some(Role::Admin));
        let nested = json(r#"{"realm_access":{"roles":["mail-admins"]}}"#);
        assert_eq!(role("realm_access.roles", nested), Some(Role::Admin));
        let dotted = json(r#"{"https://id.example/roles":"soc"}"#);
        assert_eq!(
            role("https://id.example/roles", dotted),
            Some(Role::Analyst)
        );
        assert_eq!(
            role("roles", json(r#"{"roles":"a soc b"}"#)),
            Some(Role::Analyst)
        );
        assert_eq!(
            role("roles", json(r#"{"roles":"help desk"}"#)),
            Some(Role::Analyst)
        );
        for nobody in [
            r"{}",
            r#"{"roles":[]}"#,
            r#"{"roles":["SOC","mail-admins-former"]}"#,
            r#"{"roles":{"soc":true}}"#,
            r#"{"roles":null}"#,
            r#"{"role":["soc"]}"#,
        ] {
            assert_eq!(role("roles", json(nobody)), None, "{nobody}");
        }
    }

    #[test]
    fn names_are_made_fit() {
        let of = |text: &str| {
            let claims = serde_json::from_str(text).unwrap();
            person(&claims, &settings("roles"))
        };
        let ann = of(r#"{"sub":"1","preferred_username":"Ann Lee","name":"Ann Lee"}"#);
        assert_eq!(ann.name.unwrap().as_str(), "ann-lee");
        assert_eq!(ann.display_name.as_deref(), Some("Ann Lee"));
        let by_mail = of(r#"{"sub":"1","preferred_username":"日本","email":"a@home.example"}"#);
        assert_eq!(by_mail.name.unwrap().as_str(), "a@home.example");
        assert!(!of(r#"{"sub":"1"}"#).has_roles);
    }
}
