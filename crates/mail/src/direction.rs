//! Inbound, outbound, internal (MDM section 2).

use address::{Domain, Mailbox};

use crate::headers::Headers;
use crate::message::Recipients;
use crate::options::{DirectionHint, ParseOptions};

/// `type.*` of the data model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Direction {
    /// The sender is outside the organisation.
    pub inbound: bool,
    /// The organisation wrote to somebody outside.
    pub outbound: bool,
    /// The organisation wrote to somebody inside, authenticated.
    pub internal: bool,
}

/// The direction of a message. Without the organisation's domains, or a hint, mail comes in.
pub(crate) fn of(
    sender: &Mailbox,
    recipients: &Recipients,
    headers: &Headers,
    options: &ParseOptions,
) -> Direction {
    match options.direction {
        DirectionHint::Detect => detect(sender, recipients, headers, &options.organisation_domains),
        DirectionHint::Inbound => Direction {
            inbound: true,
            ..Direction::default()
        },
        DirectionHint::Outbound => Direction {
            outbound: true,
            ..Direction::default()
        },
        DirectionHint::Internal => Direction {
            internal: true,
            ..Direction::default()
        },
    }
}

fn detect(
    sender: &Mailbox,
    recipients: &Recipients,
    headers: &Headers,
    organisation: &[String],
) -> Direction {
    let is_inside = |domain: &Domain| {
        organisation
            .iter()
            .any(|it| domain.is_under(&it.to_ascii_lowercase()))
    };
    let is_from_inside = is_inside(&sender.email.domain);
    let mut inside = recipients.all().map(|it| is_inside(&it.email.domain));
    let mut outside = recipients.all().map(|it| !is_inside(&it.email.domain));
    let returns_inside = headers
        .return_path
        .as_ref()
        .is_some_and(|it| is_inside(&it.domain));
    let internal =
        is_from_inside && returns_inside && is_authenticated(headers) && inside.any(|it| it);
    let outbound = is_from_inside && outside.any(|it| it);
    Direction {
        inbound: !internal && !outbound,
        outbound,
        internal,
    }
}

/// One method passes and none fails; a soft failure is a failure.
fn is_authenticated(headers: &Headers) -> bool {
    let Some(results) = &headers.trusted_results else {
        return false;
    };
    let verdicts = [&results.spf, &results.dkim, &results.dmarc];
    let is = |word: &str| verdicts.iter().any(|it| it.as_deref() == Some(word));
    is("pass") && !is("fail") && !is("softfail")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headers::AuthenticationResults;
    use address::EmailAddress;

    fn mailbox(address: &str) -> Mailbox {
        Mailbox {
            display_name: None,
            email: EmailAddress::lenient(address),
        }
    }

    /// `i`, `o` and `n` for inbound, outbound and internal.
    #[track_caller]
    fn check(from: &str, to: &[&str], spf: Option<&str>, hint: DirectionHint, expected: &str) {
        let recipients = Recipients {
            to: to.iter().map(|it| mailbox(it)).collect(),
            ..Recipients::default()
        };
        let headers = Headers {
            return_path: EmailAddress::parse(from),
            trusted_results: spf.map(|spf| AuthenticationResults {
                spf: Some(spf.to_owned()),
                dkim: Some("pass".to_owned()),
                ..AuthenticationResults::default()
            }),
            ..Headers::default()
        };
        let options = ParseOptions {
            organisation_domains: vec!["Corp.com".to_owned()],
            direction: hint,
            ..ParseOptions::default()
        };
        let direction = of(&mailbox(from), &recipients, &headers, &options);
        let found: String = [
            (direction.inbound, 'i'),
            (direction.outbound, 'o'),
            (direction.internal, 'n'),
        ]
        .into_iter()
        .filter_map(|(holds, name)| holds.then_some(name))
        .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn by_the_organisations_domains() {
        let detect = DirectionHint::Detect;
        check("a@other.com", &["b@corp.com"], Some("pass"), detect, "i");
        check("a@corp.com", &["b@other.com"], None, detect, "o");
        check("a@eu.corp.com", &["b@corp.com"], Some("pass"), detect, "n");
        check(
            "a@corp.com",
            &["b@corp.com", "c@other.com"],
            Some("pass"),
            detect,
            "on",
        );
        check("a@corp.com", &["b@corp.com"], Some("softfail"), detect, "i");
        check("a@corp.com", &["b@corp.com"], None, detect, "i");
        check(
            "a@corp.com.evil.com",
            &["b@corp.com"],
            Some("pass"),
            detect,
            "i",
        );
    }

    #[test]
    fn by_the_callers_word() {
        check(
            "a@corp.com",
            &["b@corp.com"],
            Some("pass"),
            DirectionHint::Inbound,
            "i",
        );
        check("a@other.com", &[], None, DirectionHint::Outbound, "o");
        check("a@other.com", &[], None, DirectionHint::Internal, "n");
    }

    #[test]
    fn without_domains_mail_comes_in() {
        let direction = of(
            &mailbox("a@corp.com"),
            &Recipients::default(),
            &Headers::default(),
            &ParseOptions::default(),
        );
        assert!(direction.inbound && !direction.outbound && !direction.internal);
    }
}
