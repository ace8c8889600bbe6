//! Whether the mail server on this host asks offhook, as far as its settings tell.

use std::process::Command;

use super::Finding;
use crate::config::Configuration;

pub(super) fn examine(configuration: &Configuration) -> Vec<Finding> {
    let asks = |name: &str| {
        let output = Command::new("postconf").args(["-h", name]).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let Some(milters) = asks("smtpd_milters") else {
        // No Postfix here: another mail server, or one on another host.
        return Vec::new();
    };
    let default = asks("milter_default_action").unwrap_or_default();
    let most = asks("message_size_limit").and_then(|it| it.parse().ok());
    postfix(configuration, &milters, &default, most)
}

fn postfix(
    configuration: &Configuration,
    milters: &str,
    default: &str,
    most_bytes: Option<usize>,
) -> Vec<Finding> {
    const ABOUT: &str = "Postfix";
    let mut findings = Vec::new();
    let names = milters.replace(',', " ");
    let mut asked = names.split_whitespace().filter_map(|it| {
        let door = configuration.milter.listen.iter();
        door.clone().find(|own| is_same(it, own))
    });
    if let Some(place) = asked.next_back() {
        findings.push(Finding::good(ABOUT, format!("asks the milter at {place}")));
    } else if !configuration.milter.listen.is_empty() {
        findings.push(Finding::problem(
            ABOUT,
            format!("does not ask offhook (smtpd_milters = {milters})"),
            "postconf -e 'smtpd_milters = inet:127.0.0.1:11401' && systemctl reload postfix",
        ));
    }
    if default == "accept" {
        findings.push(Finding::warning(
            ABOUT,
            "delivers mail unjudged while offhook is not there (milter_default_action = accept)",
            "postconf -e milter_default_action=tempfail, if mail may rather wait.",
        ));
    }
    let own = configuration.serve.message_bytes;
    let takes_more = most_bytes.is_some_and(|it| it == 0 || it > own);
    if takes_more {
        findings.push(Finding::warning(
            ABOUT,
            format!("takes mail longer than the {own} bytes that are judged"),
            "Raise serve.message_bytes, or lower message_size_limit: longer mail is delivered as undecided.",
        ));
    }
    findings
}

/// Whether `milter`, as Postfix names it, is the door `listen`.
fn is_same(milter: &str, listen: &str) -> bool {
    if let Some(path) = listen.strip_prefix("unix:") {
        return milter.strip_prefix("unix:") == Some(path);
    }
    let Some(name) = milter.strip_prefix("inet:") else {
        return false;
    };
    let plain = name
        .replace(['[', ']'], "")
        .replace("localhost:", "127.0.0.1:");
    let own = listen
        .replace(['[', ']'], "")
        .replace("0.0.0.0:", "127.0.0.1:");
    plain == own
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn what_postfix_is_told_is_compared_with_what_is_open() {
        let configuration = Configuration::default();
        let states = |milters: &str, default: &str, most| {
            let findings = postfix(&configuration, milters, default, most);
            findings.iter().map(|it| it.state).collect::<Vec<_>>()
        };
        let here = "inet:other.example:8891, inet:localhost:11401";
        assert_eq!(states(here, "tempfail", Some(10_240_000)), [State::Good]);
        assert_eq!(states("", "tempfail", None), [State::Problem]);
        let lax = states("inet:127.0.0.1:11401", "accept", Some(0));
        assert_eq!(lax, [State::Good, State::Warning, State::Warning]);
    }
}
