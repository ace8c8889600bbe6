//! The registry's lists and what the operator says of his organisation, as lists of the rule language.

use address::{Domain, EmailAddress};
use mql::{List, Lists};
use registry::Registry;
use serde::{Deserialize, Serialize};

/// What the operator says of his own organisation. What is empty is not configured: a rule that asks
/// for it lacks the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its domains, `$org_domains`, and their names without the suffix, `$org_slds`.
    pub domains: Vec<String>,
    /// Names as they stand in display names, `$org_display_names`.
    pub display_names: Vec<String>,
    /// Addresses at which it receives mail, `$recipient_emails`, and their domains,
    /// `$recipient_domains`.
    pub recipients: Vec<String>,
    /// People who are worth imitating, `$org_vips`.
    pub vips: Vec<Vip>,
}

/// A person of the organisation who is worth imitating.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vip {
    /// The name as it stands in display names.
    pub display_name: String,
    /// The address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Given name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
}

/// Every list that the registry holds, and those about the organisation.
pub fn lists(registry: &Registry, organisation: &Organisation) -> Lists {
    let mut lists = Lists::new();
    for name in registry.lists().names() {
        if let Some(entries) = registry.lists().get(name) {
            let hostnames =
                name.contains("domains") || name.contains("hosts") || name.contains("providers");
            let list = if hostnames {
                List::hostnames(entries)
            } else {
                List::texts(entries)
            };
            lists.insert(name, list);
        }
    }
    add_organisation(&mut lists, organisation);
    lists
}

fn add_organisation(lists: &mut Lists, organisation: &Organisation) {
    let domains = &organisation.domains;
    if !domains.is_empty() {
        let parsed = domains.iter().map(|it| Domain::parse(it));
        let names: Vec<String> = parsed.filter_map(|it| it.sld).collect();
        lists.insert("org_domains", List::hostnames(domains));
        lists.insert("org_slds", List::texts(&names));
    }
    if !organisation.display_names.is_empty() {
        lists.insert(
            "org_display_names",
            List::texts(&organisation.display_names),
        );
    }
    let recipients = &organisation.recipients;
    if !recipients.is_empty() {
        let parsed = recipients.iter().filter_map(|it| EmailAddress::parse(it));
        let hosts: Vec<String> = parsed.map(|it| it.domain.domain).collect();
        lists.insert("recipient_emails", List::texts(recipients));
        lists.insert("recipient_domains", List::hostnames(&hosts));
    }
    let vips = organisation.vips.iter();
    let vips: Vec<_> = vips
        .filter_map(|it| serde_json::to_value(it).ok())
        .collect();
    if !vips.is_empty() {
        lists.insert("org_vips", List::json(vips));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_configured_is_no_list() {
        let registry = Registry::default();
        let none = lists(&registry, &Organisation::default());
        for name in [
            "org_domains",
            "org_slds",
            "org_display_names",
            "recipient_emails",
            "org_vips",
        ] {
            assert!(none.get(name).is_none(), "{name}");
        }
    }

    #[test]
    fn the_organisation_becomes_lists() {
        let organisation = Organisation {
            domains: vec!["home.example".to_owned(), "home.co.uk".to_owned()],
            display_names: vec!["Ann Lee".to_owned()],
            recipients: vec!["ann@mail.home.example".to_owned()],
            vips: vec![Vip {
                display_name: "Ann Lee".to_owned(),
                ..Vip::default()
            }],
        };
        let lists = lists(&Registry::default(), &organisation);
        let holds = |name: &str, entry: &str| lists.get(name).unwrap().contains(entry, true);
        assert!(holds("org_domains", "home.example"));
        assert!(holds("org_slds", "home"));
        assert!(holds("org_display_names", "ann lee"));
        assert!(holds("recipient_emails", "ann@mail.home.example"));
        assert!(holds("recipient_domains", "mail.home.example"));
        assert_eq!(lists.get("org_vips").unwrap().len(), 1);
    }
}
