//! Inbound, outbound, internal (MDM section 2).

use crate::message::Message;
use crate::options::{Direction, DirectionHint, ParseOptions};

/// Decides the direction of `message`. Where nothing is known a message counts as inbound: that is
/// what somebody who checks a mail means.
pub(crate) fn decide(message: &Message, options: &ParseOptions) -> Direction {
    match options.direction {
        DirectionHint::Inbound => Direction { inbound: true, ..Direction::default() },
        DirectionHint::Outbound => Direction { outbound: true, ..Direction::default() },
        DirectionHint::Internal => Direction { internal: true, ..Direction::default() },
        DirectionHint::Detect if options.organisation_domains.is_empty() => {
            Direction { inbound: true, ..Direction::default() }
        }
        DirectionHint::Detect => by_domains(message, &options.organisation_domains),
    }
}

fn by_domains(message: &Message, domains: &[String]) -> Direction {
    let is_inside = |host: &str| domains.iter().any(|domain| is_at_or_below(host, domain));
    if !is_inside(&message.sender.email.domain.domain) || !is_authenticated(message) {
        return Direction { inbound: true, ..Direction::default() };
    }
    let recipients = &message.recipients;
    let mut direction = Direction::default();
    for mailbox in recipients.to.iter().chain(&recipients.cc).chain(&recipients.bcc) {
        if is_inside(&mailbox.email.domain.domain) {
            direction.internal = true;
        } else {
            direction.outbound = true;
        }
    }
    direction
}

/// A mail that only claims to be from inside is inbound. A mail that never left has no results.
fn is_authenticated(message: &Message) -> bool {
    let summary = &message.headers.auth_summary;
    let failed = summary.spf_pass == Some(false) || summary.dmarc_pass == Some(false);
    !failed
}

fn is_at_or_below(host: &str, domain: &str) -> bool {
    let domain = domain.trim_start_matches('@').to_ascii_lowercase();
    host == domain || host.strip_suffix(&domain).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    fn direction(from: &str, to: &str, domains: &[&str]) -> Direction {
        let options = ParseOptions {
            organisation_domains: domains.iter().map(|it| (*it).to_owned()).collect(),
            ..ParseOptions::default()
        };
        parse(format!("From: {from}\nTo: {to}\n\nx").as_bytes(), &options).direction
    }

    #[test]
    fn a_lone_mail_is_inbound() {
        assert!(direction("a@b.example", "c@d.example", &[]).inbound);
    }

    #[test]
    fn the_organisations_domains_decide() {
        assert!(direction("a@b.example", "c@own.example", &["own.example"]).inbound);
        assert!(direction("a@own.example", "c@b.example", &["own.example"]).outbound);
        let both = direction("a@mail.own.example", "c@own.example, d@b.example", &["own.example"]);
        assert!(both.internal && both.outbound && !both.inbound);
    }
}
