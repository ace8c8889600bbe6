//! `offhook brands check`: what is wrong with the data, by file.

use std::collections::{HashMap, HashSet};

use crate::pattern::compile;
use crate::{Brand, Phone, Platform, Registry, covers};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// The entry must not be used as it is.
    Error,
}

/// Something wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The file it stands in.
    pub file: String,
    /// What is wrong.
    pub message: String,
}

/// What the evidence of a number or a policy may be called.
const EVIDENCE: [&str; 6] = [
    "brand_page",
    "archived_brand_page",
    "brand_mail",
    "agency",
    "third_party",
    "memory",
];

/// Mailing services that anybody can send through: their domains never prove or authorise a brand.
const SHARED_MAILERS: [&str; 16] = [
    "amazonses.com",
    "sendgrid.net",
    "sendgrid.info",
    "sparkpostmail.com",
    "mailgun.org",
    "mandrillapp.com",
    "mailchimpapp.net",
    "mcsv.net",
    "rsgsv.net",
    "sendinblue.com",
    "qemailserver.com",
    "medallia.com",
    "bazaarvoice-cgc.com",
    "govdelivery.com",
    "zuora.com",
    "onmicrosoft.com",
];

/// Months after which an entry should be read again.
const FRESH_MONTHS: u32 = 12;

impl Registry {
    /// Everything wrong with the entries, errors first, then by file. `today` is `YYYY-MM` or longer;
    /// without it no entry counts as old.
    pub fn check(&self, today: Option<&str>) -> Vec<Finding> {
        let mut checker = Checker::default();
        for brand in self.brands() {
            checker.brand(brand, self, today);
        }
        checker.shared_numbers(self.brands());
        for platform in self.platforms() {
            checker.platform(platform, self);
        }
        for number in self.neutral_numbers() {
            checker.file("neutral_numbers.toml");
            checker.e164(&number.e164);
            checker.filled("owner", &number.owner);
            checker.filled("source", &number.source);
        }
        let mut findings = checker.findings;
        findings.sort_by(|a, b| {
            b.severity
                .cmp(&a.severity)
                .then_with(|| a.file.cmp(&b.file))
        });
        findings
    }
}

#[derive(Default)]
struct Checker {
    file: String,
    findings: Vec<Finding>,
}

impl Checker {
    fn file(&mut self, name: &str) {
        name.clone_into(&mut self.file);
    }

    fn add(&mut self, severity: Severity, message: String) {
        self.findings.push(Finding {
            severity,
            file: self.file.clone(),
            message,
        });
    }

    fn error(&mut self, message: String) {
        self.add(Severity::Error, message);
    }

    fn warning(&mut self, message: String) {
        self.add(Severity::Warning, message);
    }

    fn filled(&mut self, what: &str, value: &str) {
        if value.trim().is_empty() {
            self.error(format!("{what} is empty"));
        }
    }

    fn brand(&mut self, brand: &Brand, registry: &Registry, today: Option<&str>) {
        self.file(&brand.file);
        self.key("id", &brand.id);
        self.filled("name", &brand.name);
        self.filled("sector", &brand.sector);
        let stem = brand.file.rsplit('/').next().unwrap_or_default();
        if stem.strip_suffix(".toml").is_some_and(|it| it != brand.id) {
            self.warning(format!("the file is not named after the id {}", brand.id));
        }
        self.age("the entry", &brand.date, today);
        self.aliases(brand);
        self.domains(brand);
        self.phones(brand, registry, today);
        for format in &brand.order_ids {
            self.order_id(&format.pattern);
            self.filled("source of an order id", &format.source);
        }
        self.policies(brand);
    }

    fn aliases(&mut self, brand: &Brand) {
        if brand.aliases.is_empty() {
            self.error("no alias".to_owned());
        }
        let mut seen = HashSet::new();
        for alias in &brand.aliases {
            self.filled("an alias", &alias.text);
            if !seen.insert(alias.text.as_str()) {
                self.warning(format!("alias {} stands twice", alias.text));
            }
        }
    }

    fn domains(&mut self, brand: &Brand) {
        if brand.web_domains.is_empty() {
            self.error("no web domain".to_owned());
        }
        let mut seen = HashSet::new();
        for entry in &brand.domain_sources {
            let name = &entry.domain;
            if !is_domain(name) {
                self.error(format!("{name} is no domain in lower case"));
            }
            if !seen.insert(name) {
                self.error(format!("domain {name} stands twice"));
            }
            self.filled(&format!("source of {name}"), &entry.source);
        }
        for name in brand.mail_domains.iter().chain(&brand.authorised_domains) {
            if SHARED_MAILERS.iter().any(|it| covers(it, name)) {
                self.error(format!("{name} is a mailing service that others share"));
            }
            if brand.is_customer_mailbox(name) && !brand.mails_beside_mailboxes(name) {
                self.error(format!("{name} is a customer mailbox and proves nothing"));
            }
        }
    }

    fn phones(&mut self, brand: &Brand, registry: &Registry, today: Option<&str>) {
        let mut seen = HashSet::new();
        for phone in &brand.phones {
            self.e164(&phone.e164);
            if !seen.insert(&phone.e164) {
                self.error(format!("number {} stands twice", phone.e164));
            }
            if let Some(neutral) = registry.neutral_owner(&phone.e164) {
                self.error(format!("{} belongs to {}", phone.e164, neutral.owner));
            }
            self.filled("purpose of a number", &phone.purpose);
            self.filled("source of a number", &phone.source);
            self.evidence(&phone.evidence);
            self.age(&phone.e164, &phone.date, today);
            self.listed(brand, phone);
        }
    }

    /// Rule of the house: a number is `listed` only from the brand's own page or genuine mail.
    fn listed(&mut self, brand: &Brand, phone: &Phone) {
        if !phone.brand_sourced {
            return;
        }
        let sourced = match phone.evidence.as_str() {
            "brand_mail" => phone.source.starts_with("genuine mail"),
            "brand_page" | "archived_brand_page" => {
                source_host(&phone.source).is_some_and(|host| is_own_host(brand, host))
            }
            _ => false,
        };
        if !sourced {
            let number = &phone.e164;
            let source = &phone.source;
            self.error(format!(
                "{number} counts as listed, but its source is not the brand's own: {source}"
            ));
        }
    }

    /// Numbers that several brands claim.
    fn shared_numbers(&mut self, brands: &[Brand]) {
        let mut owners: HashMap<&str, &str> = HashMap::new();
        for brand in brands {
            for phone in &brand.phones {
                let Some(other) = owners.insert(&phone.e164, &brand.id) else {
                    continue;
                };
                if other != brand.id {
                    self.file(&brand.file);
                    self.warning(format!("{} is also a number of {other}", phone.e164));
                }
            }
        }
    }

    fn policies(&mut self, brand: &Brand) {
        let mut seen = HashSet::new();
        for policy in &brand.policies {
            self.key("policy key", &policy.key);
            self.filled("a policy", &policy.statement);
            self.filled("source of a policy", &policy.source);
            if !seen.insert(&policy.key) {
                self.error(format!("policy {} stands twice", policy.key));
            }
        }
    }

    fn platform(&mut self, platform: &Platform, registry: &Registry) {
        self.file("platforms.toml");
        let id = &platform.id;
        self.key("platform id", id);
        self.filled("source of a platform", &platform.source);
        if platform.domains.is_empty() {
            self.error(format!("{id} has no domain"));
        }
        for domain in platform.domains.iter().filter(|it| !is_domain(it)) {
            self.error(format!("{id}: {domain} is no domain in lower case"));
        }
        if let Some(brand) = &platform.brand
            && registry.brand(brand).is_none()
        {
            self.error(format!("{id}: there is no brand {brand}"));
        }
        if platform.sent_on_behalf && platform.senders.is_empty() {
            self.error(format!("{id} is sent on behalf and names no sender"));
        }
        for sender in &platform.senders {
            let domain = sender.rsplit(['@', '*']).next().unwrap_or_default();
            if !domain.is_empty() && !platform.domains.iter().any(|it| covers(it, domain)) {
                self.error(format!("{id}: {sender} is at none of its domains"));
            }
        }
        for text in platform.senders.iter().chain(&platform.markers) {
            if text.chars().any(char::is_uppercase) {
                self.error(format!("{id}: {text} must be in lower case"));
            }
        }
        for shape in &platform.shapes {
            self.regex(&shape.text);
        }
        for field in &platform.fields {
            if !["subject", "display_name", "body"].contains(&field.place.as_str()) {
                self.error(format!("{id}: there is no place {}", field.place));
            }
            self.regex(&field.after);
            self.regex(&field.before);
        }
    }

    fn order_id(&mut self, pattern: &str) {
        self.regex(pattern);
        if !pattern.starts_with('^') || !pattern.ends_with('$') {
            self.error(format!("pattern {pattern} does not cover the whole id"));
        }
    }

    fn regex(&mut self, pattern: &str) {
        if let Err(error) = compile(pattern) {
            self.error(format!("pattern {pattern}: {error}"));
        }
    }

    fn evidence(&mut self, evidence: &str) {
        if !EVIDENCE.contains(&evidence) {
            self.error(format!("there is no evidence {evidence}"));
        }
    }

    fn key(&mut self, what: &str, key: &str) {
        let fits = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_';
        if key.is_empty() || !key.chars().all(fits) {
            self.error(format!("{what} {key:?} is not in snake case"));
        }
    }

    fn e164(&mut self, number: &str) {
        if !is_e164(number) {
            self.error(format!("{number} is no number in E.164"));
        }
    }

    fn age(&mut self, what: &str, date: &str, today: Option<&str>) {
        let Some(read) = months(date) else {
            self.error(format!("{what}: {date:?} is no date of the form YYYY-MM"));
            return;
        };
        let Some(now) = today.and_then(months) else {
            return;
        };
        if read > now {
            self.error(format!("{what}: {date} is in the future"));
        } else if now - read > FRESH_MONTHS {
            self.warning(format!("{what} was last read in {date}"));
        }
    }
}

/// Whether what was read in `date` (`YYYY-MM`) should be read again by `today` (`YYYY-MM` or longer).
pub fn is_stale(date: &str, today: &str) -> bool {
    match (months(date), months(today)) {
        (Some(read), Some(now)) => now.saturating_sub(read) > FRESH_MONTHS,
        _ => true,
    }
}

/// Months since year 0 of `YYYY-MM…`.
fn months(date: &str) -> Option<u32> {
    let year: u32 = date.get(..4)?.parse().ok()?;
    let month: u32 = date.get(5..7)?.parse().ok()?;
    let dash = date.get(4..5) == Some("-");
    (dash && (1..=12).contains(&month)).then_some(year * 12 + month)
}

/// E.164: a plus sign and 7 to 15 digits, the first not 0.
fn is_e164(number: &str) -> bool {
    let Some(digits) = number.strip_prefix('+') else {
        return false;
    };
    (7..=15).contains(&digits.len())
        && digits.bytes().all(|it| it.is_ascii_digit())
        && !digits.starts_with('0')
}

/// A host name in lower case with at least two labels.
fn is_domain(name: &str) -> bool {
    let fits = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    name.contains('.')
        && name
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(fits))
}

/// The host of an `http` address.
fn source_host(source: &str) -> Option<&str> {
    let (scheme, rest) = source.split_once("://")?;
    (scheme == "https" || scheme == "http")
        .then(|| rest.split(['/', '?', '#', ' ']).next())
        .flatten()
}

fn is_own_host(brand: &Brand, host: &str) -> bool {
    let own = brand.web_domains.iter().chain(&brand.mail_domains);
    own.into_iter().any(|it| covers(it, host))
}
