//! SPF against a real name server: the cases of RFC 7208 by section.
#![allow(clippy::unwrap_used, reason = "tests may")]

mod shared;

use std::net::IpAddr;

use identity::Envelope;
use serde::Deserialize;

#[derive(Deserialize)]
struct Section {
    #[serde(rename = "section")]
    name: String,
    zone: String,
    tests: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    ip: IpAddr,
    #[serde(default)]
    helo: Option<String>,
    mail_from: String,
    result: Expected,
    /// What is found instead, where that is known.
    #[serde(default)]
    found: Option<String>,
}

/// One word, or several where the standard leaves it open.
#[derive(Deserialize)]
#[serde(untagged)]
enum Expected {
    One(String),
    Any(Vec<String>),
}

impl Expected {
    fn holds(&self, word: &str) -> bool {
        match self {
            Self::One(expected) => expected == word,
            Self::Any(expected) => expected.iter().any(|it| it == word),
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::One(expected) => expected.clone(),
            Self::Any(expected) => expected.join(" or "),
        }
    }
}

#[test]
fn check_host_by_section() {
    let sections: Vec<Section> = serde_yaml_ng::from_str(include_str!("data/spf.yaml")).unwrap();
    let zone: String = sections.iter().map(|it| it.zone.as_str()).collect();
    let Some(server) = shared::NameServer::start(&zone) else {
        return;
    };
    let checker = server.verifier();
    let mut wrong = Vec::new();
    let mut count = 0;
    for section in &sections {
        for case in &section.tests {
            let envelope = Envelope {
                client_ip: Some(case.ip),
                helo: Some(
                    case.helo
                        .clone()
                        .unwrap_or_else(|| "mx.sender.example".to_owned()),
                ),
                mail_from: Some(case.mail_from.clone()),
                recipients: Vec::new(),
            };
            let verified = checker.verify(b"From: a@b.example\r\n\r\nx\r\n", &envelope);
            let found = verified.results.spf.unwrap_or_default();
            count += 1;
            let is_right = match &case.found {
                Some(known) => *known == found,
                None => case.result.holds(&found),
            };
            if !is_right {
                let expected = case.result.shown();
                wrong.push(format!(
                    "{}: {} from {}: {found}, not {expected}",
                    section.name, case.mail_from, case.ip
                ));
            }
        }
    }
    assert!(count > 80, "{count} cases");
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
