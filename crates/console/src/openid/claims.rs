//! Who somebody is and what he may, by the provider's word.

use serde_json::{Map, Value};
use store::{AccountName, Mailbox, Role};

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
    /// The mailbox that is his by the provider's word, where that is to be believed.
    pub(crate) mailbox: Option<Mailbox>,
    /// Whether everything that is wanted was said, of roles and of the mailbox.
    pub(crate) is_told: bool,
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
    } else if has(&settings.reader_values) || settings.reader_values.iter().any(|it| it == "*") {
        Some(Role::Reader)
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
        is_told: roles.is_some() && !(settings.mailbox_from_email && text("email").is_none()),
        mailbox: mailbox(claims).filter(|_| settings.mailbox_from_email),
    }
}

/// The address that the provider has made sure is his (Core section 5.1): anybody may have claimed any other.
fn mailbox(claims: &Map<String, Value>) -> Option<Mailbox> {
    let is_verified = claims.get("email_verified") == Some(&Value::Bool(true));
    let address = claims.get("email").and_then(Value::as_str);
    address.filter(|_| is_verified)?.parse().ok()
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
            reader_values: vec!["staff".to_owned()],
            mailbox_from_email: true,
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
        let staff = json(r#"{"groups":["staff"]}"#);
        assert_eq!(role("groups", staff), Some(Role::Reader));
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
        assert!(!of(r#"{"sub":"1"}"#).is_told);
        assert!(
            !of(r#"{"sub":"1","roles":[]}"#).is_told,
            "nothing of the mailbox"
        );
    }

    #[test]
    fn everybody_is_a_reader_where_that_is_set() {
        let mut settings = settings("roles");
        settings.reader_values = vec!["*".to_owned()];
        for (claims, expected) in [
            (r#"{"sub":"1"}"#, Role::Reader),
            (r#"{"sub":"1","roles":["x"]}"#, Role::Reader),
            (r#"{"sub":"1","roles":["soc"]}"#, Role::Analyst),
        ] {
            let claims = serde_json::from_str(claims).unwrap();
            assert_eq!(person(&claims, &settings).role, Some(expected));
        }
    }

    #[test]
    fn only_a_verified_address_is_a_mailbox_and_only_where_that_is_set() {
        let mailbox = |text: &str, is_set| {
            let mut settings = settings("roles");
            settings.mailbox_from_email = is_set;
            let claims = serde_json::from_str(text).unwrap();
            person(&claims, &settings).mailbox.map(|it| it.to_string())
        };
        let verified = r#"{"sub":"1","email":"Ann@Home.example","email_verified":true}"#;
        assert_eq!(mailbox(verified, true).as_deref(), Some("ann@home.example"));
        assert_eq!(mailbox(verified, false), None);
        for not in [
            r#"{"sub":"1","email":"ann@home.example"}"#,
            r#"{"sub":"1","email":"ann@home.example","email_verified":false}"#,
            r#"{"sub":"1","email":"ann@home.example","email_verified":"true"}"#,
            r#"{"sub":"1","email":"ann@home.example","email_verified":1}"#,
            r#"{"sub":"1","email":"ann","email_verified":true}"#,
            r#"{"sub":"1","email":["ann@home.example"],"email_verified":true}"#,
            r#"{"sub":"1","email_verified":true}"#,
        ] {
            assert_eq!(mailbox(not, true), None, "{not}");
        }
    }
}
