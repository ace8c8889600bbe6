//! What is wrong with values that have the right form.

use address::EmailAddress;

use super::load::Loaded;

/// Everything wrong with the values, each with its place and key.
pub(crate) fn problems(loaded: &Loaded) -> Vec<String> {
    let configuration = &loaded.configuration;
    let mut found = Vec::new();
    let mut note = |key: &str, message: String| {
        let place = loaded.origins.get(key).map(|it| format!("{it}: "));
        found.push(format!("{}{key}: {message}", place.unwrap_or_default()));
    };
    for domain in &configuration.organisation.domains {
        if !is_domain(domain) {
            note("organisation.domains", format!("{domain:?} is no domain"));
        }
    }
    for host in &configuration.trust.hosts {
        if host.is_empty() || host.contains(char::is_whitespace) || host.contains('@') {
            note("trust.hosts", format!("{host:?} is no name of a host"));
        }
    }
    for address in &configuration.organisation.recipients {
        if EmailAddress::parse(address).is_none() {
            note(
                "organisation.recipients",
                format!("{address:?} is no address"),
            );
        }
    }
    for vip in &configuration.organisation.vips {
        if vip.display_name.trim().is_empty() {
            note("organisation.vips", "a display_name is empty".to_owned());
        }
    }
    for region in &configuration.numbers.home_regions {
        let is_code = region.len() == 2 && region.bytes().all(|it| it.is_ascii_alphabetic());
        if !is_code {
            note(
                "numbers.home_regions",
                format!("{region:?} is no ISO 3166 code of two letters"),
            );
        }
    }
    for (key, path) in configuration.directories() {
        if !path.is_dir() {
            note(key, format!("there is no directory {}", path.display()));
        }
    }
    for (key, reason) in crate::command::serve::settings(configuration).problems() {
        note(key, reason);
    }
    let dns = &configuration.dns;
    let positive = [
        ("dns.timeout_ms", dns.timeout_ms),
        ("dns.attempts", dns.attempts as u64),
        ("dns.message_timeout_ms", dns.message_timeout_ms),
        ("dns.lookups", u64::from(dns.lookups)),
        (
            "limits.message_bytes",
            configuration.limits.message_bytes as u64,
        ),
        ("limits.text_bytes", configuration.limits.text_bytes as u64),
        (
            "limits.evaluation_steps",
            configuration.limits.evaluation_steps,
        ),
    ];
    for (key, value) in positive {
        if value == 0 {
            note(key, "must not be 0".to_owned());
        }
    }
    found
}

/// A name of several labels; it need not be public (`corp.local`).
fn is_domain(name: &str) -> bool {
    let fits = |it: char| it.is_alphanumeric() || it == '-';
    let mut labels = name.split('.');
    name.contains('.') && labels.all(|it| !it.is_empty() && it.chars().all(fits))
}
