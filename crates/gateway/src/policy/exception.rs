//! What is let through though the verdict speaks against it, until a day, and by whose word.

use detect::{Engine, Report, Verdict};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One exception: by exactly one of sender, number and rule.
///
/// It changes what is done with a message, never what is said of it: the verdict and its evidence stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// Mail that authenticates (DMARC) as this domain or one below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// Mail that wants this number called and no other, in E.164, and is accused of nothing but that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The signal or rule of this name is left out of the sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Whoever answers for it.
    pub owner: String,
    /// The last day on which it counts (UTC).
    pub expires: Date,
    /// Why there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What a mail may be accused of for the number alone.
const ABOUT_THE_NUMBER: [&str; 2] = ["callback_phishing", "brand_impersonation"];

impl Exception {
    /// What is wrong with it, if anything.
    pub(crate) fn problem(&self) -> Option<String> {
        let named = [&self.domain, &self.number, &self.rule];
        if named.iter().filter(|it| it.is_some()).count() != 1 {
            return Some("an exception names one of domain, number and rule".to_owned());
        }
        if self.owner.trim().is_empty() {
            return Some("an exception names its owner".to_owned());
        }
        let is_e164 = |it: &String| {
            let digits = it.strip_prefix('+').unwrap_or_default();
            (5..=15).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit())
        };
        if self.number.as_ref().is_some_and(|it| !is_e164(it)) {
            return Some("the number of an exception is written as +18035550147".to_owned());
        }
        None
    }

    /// Whether it still counts on `today`.
    pub(crate) fn is_current(&self, today: Date) -> bool {
        today <= self.expires
    }

    /// Its kind and what it names, for logs and the record: nothing of the mail.
    pub(crate) fn name(&self) -> String {
        let named = [
            ("domain", &self.domain),
            ("number", &self.number),
            ("rule", &self.rule),
        ];
        let named = named.into_iter().find_map(|(kind, name)| {
            let name = name.as_deref()?;
            Some(format!("{kind} {name}"))
        });
        named.unwrap_or_default()
    }

    /// The verdict by which a message with `report` is treated, if this exception changes it.
    pub(crate) fn verdict(&self, report: &Report, engine: &Engine) -> Option<Verdict> {
        if let Some(domain) = &self.domain {
            return is_authenticated(report, domain).then_some(Verdict::Benign);
        }
        if let Some(number) = &self.number {
            let mut wanted = report.numbers.iter().filter(|it| it.call_to_action);
            let is_only = wanted.clone().next().is_some() && wanted.all(|it| it.e164 == *number);
            let accused = &report.attack_types;
            let is_about = accused
                .iter()
                .all(|it| ABOUT_THE_NUMBER.contains(&it.as_str()));
            return (is_only && is_about).then_some(Verdict::Benign);
        }
        let rule = self.rule.as_deref()?;
        let changed = engine.verdict_without(report, &[rule]);
        (changed > report.verdict).then_some(changed)
    }
}

fn is_authenticated(report: &Report, domain: &str) -> bool {
    let sender = &report.sender;
    let (Some(from), Some("pass")) = (&sender.domain, sender.dmarc.as_deref()) else {
        return false;
    };
    let (from, domain) = (from.to_lowercase(), domain.to_lowercase());
    from == domain
        || from
            .strip_suffix(&domain)
            .is_some_and(|it| it.ends_with('.'))
}
