//! What an operator may set of the mailbox for reports, and who gets an answer.

use detect::Report;
use serde::{Deserialize, Serialize};

use super::Reported;

/// The mailbox for reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AbuseSettings {
    /// Addresses to which readers send what looks wrong to them; mail to them is delivered as any, whatever its verdict.
    pub addresses: Vec<String>,
    /// Domains whose readers get an answer; nobody else does.
    pub answer_domains: Vec<String>,
    /// Who answers; the mailbox itself where nobody is named.
    pub answer_from: Option<String>,
    /// Answers to one reader within an hour; 0 is as many as he likes.
    pub answers_per_hour: u32,
}

impl Default for AbuseSettings {
    fn default() -> Self {
        Self {
            addresses: Vec::new(),
            answer_domains: Vec::new(),
            answer_from: None,
            answers_per_hour: 20,
        }
    }
}

impl AbuseSettings {
    /// The mailbox, if a message with these `recipients` goes there and to nobody else: a sender who adds it to his recipients gets
    /// nothing past the policy.
    pub(crate) fn among<'r>(&self, recipients: &'r [String]) -> Option<&'r String> {
        let is_one = |it: &String| {
            self.addresses
                .iter()
                .any(|own| own.eq_ignore_ascii_case(it))
        };
        recipients.first().filter(|_| recipients.iter().all(is_one))
    }

    /// What is wrong with the values: key and reason.
    pub(crate) fn problems(&self) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        for it in &self.addresses {
            if !it.contains('@') || it.contains(char::is_whitespace) {
                found.push(("abuse.addresses", format!("{it:?} is no address")));
            }
        }
        if self
            .answer_from
            .as_ref()
            .is_some_and(|it| !it.contains('@'))
        {
            found.push(("abuse.answer_from", "is no address".to_owned()));
        }
        found
    }

    /// Whether the sender of a report may be answered: a reader of one's own, of whom it is known that he wrote it. An answer to
    /// anybody else could be used to fill somebody's mailbox.
    pub(super) fn may_answer(&self, reported: &Reported, own: &Report) -> bool {
        let Some((_, domain)) = reported.by.rsplit_once('@') else {
            return false;
        };
        let is_reader = self
            .answer_domains
            .iter()
            .any(|it| it.eq_ignore_ascii_case(domain));
        let from = own.sender.domain.as_deref().unwrap_or_default();
        let is_known = reported.is_own
            || own.sender.dmarc.as_deref() == Some("pass") && from.eq_ignore_ascii_case(domain);
        is_reader && is_known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_adds_the_mailbox_gets_nothing_past_the_policy() {
        let settings = AbuseSettings {
            addresses: vec!["scam@home.example".to_owned()],
            ..AbuseSettings::default()
        };
        let among = |all: &[&str]| {
            let all: Vec<String> = all.iter().map(|it| (*it).to_owned()).collect();
            settings.among(&all).is_some()
        };
        assert!(among(&["Scam@home.example"]));
        assert!(!among(&["scam@home.example", "pat@home.example"]));
        assert!(!among(&["pat@home.example", "scam@home.example"]));
        assert!(!among(&[]));
    }

    #[test]
    fn only_readers_of_ones_own_whom_somebody_knows_are_answered() {
        let settings = AbuseSettings {
            answer_domains: vec!["home.example".to_owned()],
            ..AbuseSettings::default()
        };
        let engine = detect::Engine::new(detect::Options::default()).unwrap();
        let reported = |by: &str, is_own| Reported {
            raw: Vec::new(),
            by: by.to_owned(),
            mailbox: "scam@home.example".to_owned(),
            is_own,
        };
        let with = |dmarc: Option<&str>| {
            let mut report = engine.judge("mail", b"From: pat@home.example\n\nHello\n");
            report.sender.dmarc = dmarc.map(str::to_owned);
            report
        };
        for (by, is_own, dmarc, expected) in [
            ("pat@home.example", true, None, true),
            ("pat@home.example", false, Some("pass"), true),
            ("pat@home.example", false, None, false),
            ("pat@home.example", false, Some("fail"), false),
            ("eve@other.example", true, Some("pass"), false),
            ("", true, Some("pass"), false),
        ] {
            let may = settings.may_answer(&reported(by, is_own), &with(dmarc));
            assert_eq!(may, expected, "{by} {is_own} {dmarc:?}");
        }
    }
}
