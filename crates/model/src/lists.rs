//! The registry's lists as lists of the rule language.

use mql::{List, Lists};
use registry::Registry;

/// Every list that the registry holds, and the organisation's own domains.
pub fn lists(registry: &Registry, organisation_domains: &[String]) -> Lists {
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
    if !organisation_domains.is_empty() {
        lists.insert("org_domains", List::hostnames(organisation_domains));
    }
    lists
}
