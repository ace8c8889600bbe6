//! What trusted results say of From (RFC 8601), read as DMARC reads them (RFC 9989, RFC 7489): a pass
//! counts only for a domain that is aligned with From, in relaxed mode the same registrable domain.

use address::Domain;
use mail::{AuthenticationResults, Message};

/// Whether trusted results authenticate the From domain; `None` where nothing trusted says.
///
/// A message with several authors has no one From that a result could be about, and readers differ
/// in which they see: such a message is not authenticated.
pub(crate) fn aligned(message: &Message, from: &Domain) -> Option<bool> {
    let results = message.headers.trusted_results.as_ref()?;
    if !says_anything(results) {
        return None;
    }
    let aligned = match results.dmarc.as_deref() {
        // The domain's own policy may be stricter than the relaxed alignment below.
        Some("fail") => false,
        _ => dmarc_passes(results, from) || dkim_passes(results, from) || spf_passes(results, from),
    };
    // A question that nobody answered is not answered with no.
    if !aligned && results.dmarc.as_deref() == Some("temperror") {
        return None;
    }
    if aligned && has_several_authors(message) {
        return None;
    }
    Some(aligned)
}

/// Whether a trusted DKIM pass is for `domain` or a host below it.
pub(crate) fn dkim_passes_for(results: &AuthenticationResults, domain: &str) -> bool {
    passing_dkim_domains(results).any(|it| registry::covers(domain, &it.to_ascii_lowercase()))
}

/// Whether any method came to a verdict; `none` and errors are no verdict.
fn says_anything(results: &AuthenticationResults) -> bool {
    let verdict = |word: &str| !matches!(word, "none" | "temperror" | "permerror" | "policy" | "");
    let words = [&results.spf, &results.dkim, &results.dmarc];
    words.into_iter().flatten().any(|it| verdict(it))
        || results.dkim_details.iter().any(|it| verdict(&it.result))
}

fn dmarc_passes(results: &AuthenticationResults, from: &Domain) -> bool {
    let about_from = results
        .dmarc_from
        .as_ref()
        .is_none_or(|it| same_organisation(it, from));
    results.dmarc.as_deref() == Some("pass") && about_from
}

fn dkim_passes(results: &AuthenticationResults, from: &Domain) -> bool {
    passing_dkim_domains(results).any(|it| same_organisation(&Domain::parse(it), from))
}

fn passing_dkim_domains(results: &AuthenticationResults) -> impl Iterator<Item = &str> {
    let passing = results.dkim_details.iter().filter(|it| it.result == "pass");
    passing.filter_map(|it| it.domain.as_deref())
}

pub(crate) fn spf_passes(results: &AuthenticationResults, from: &Domain) -> bool {
    let Some(designator) = results.spf_designator.as_deref() else {
        return false;
    };
    let host = designator.rsplit('@').next().unwrap_or_default();
    results.spf.as_deref() == Some("pass") && same_organisation(&Domain::parse(host), from)
}

/// Relaxed alignment: the same registrable domain.
pub(crate) fn same_organisation(a: &Domain, b: &Domain) -> bool {
    match (&a.root_domain, &b.root_domain) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
        _ => !a.domain.is_empty() && a.domain.eq_ignore_ascii_case(&b.domain),
    }
}

fn has_several_authors(message: &Message) -> bool {
    let mut authors = message.from_all.iter().map(|it| &it.email.domain);
    let several = authors
        .next()
        .is_some_and(|first| authors.any(|it| !same_organisation(first, it)));
    several || message.defects.iter().any(|it| it.kind == "duplicate_from")
}

/// Fields that mailing lists and forwarders add (RFC 2919, RFC 5322 section 3.6.6, RFC 8617, and what
/// common software writes).
const RELAY_FIELDS: [&str; 13] = [
    "List-Id",
    "List-Post",
    "Mailing-List",
    "X-Mailman-Version",
    "X-Google-Group-Id",
    "X-Original-From",
    "ARC-Seal",
    "Resent-From",
    "Resent-Sender",
    "Resent-To",
    "X-Forwarded-For",
    "X-Forwarded-To",
    "X-Forwarded-Encrypted",
];

/// Whether the message bears the marks of a list or a forwarder. A forger can add them: they turn
/// "forged" into "unknown" and nothing more.
pub(crate) fn is_relayed(message: &Message) -> bool {
    let headers = &message.headers;
    let marked = RELAY_FIELDS
        .iter()
        .any(|name| headers.first(name).is_some());
    let rewritten = headers.return_path.as_ref().is_some_and(|it| {
        let local = it.local_part.to_ascii_lowercase();
        local.starts_with("srs0=") || local.starts_with("srs1=") || local.starts_with("prvs=")
    });
    marked || rewritten
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built::{field, mailbox, message, results};

    #[track_caller]
    fn check(results: Option<AuthenticationResults>, expected: Option<bool>) {
        let mut message = message("Shop", "news@mail.shop.com", "");
        message.headers.trusted_results = results;
        let from = message.from.email.domain.clone();
        assert_eq!(aligned(&message, &from), expected);
    }

    #[test]
    fn nothing_trusted_says_nothing() {
        check(None, None);
        check(Some(results("", ("", ""), ("", ""))), None);
        check(Some(results("none", ("none", ""), ("none", ""))), None);
        check(
            Some(results("temperror", ("", ""), ("permerror", ""))),
            None,
        );
    }

    #[test]
    fn a_dmarc_pass_is_for_from() {
        check(Some(results("pass", ("", ""), ("", ""))), Some(true));
        let mut other = results("pass", ("", ""), ("", ""));
        other.dmarc_from = Some(Domain::parse("other.net"));
        check(Some(other), Some(false));
    }

    #[test]
    fn dkim_and_spf_count_where_they_are_aligned() {
        check(
            Some(results("", ("pass", "shop.com"), ("", ""))),
            Some(true),
        );
        check(
            Some(results("", ("pass", "amazonses.com"), ("", ""))),
            Some(false),
        );
        check(
            Some(results("", ("pass", "notshop.com"), ("", ""))),
            Some(false),
        );
        check(
            Some(results("", ("fail", "shop.com"), ("", ""))),
            Some(false),
        );
        let bounce = "bounce-1@bounces.shop.com";
        check(Some(results("", ("", ""), ("pass", bounce))), Some(true));
        check(
            Some(results("", ("", ""), ("softfail", bounce))),
            Some(false),
        );
        check(
            Some(results("", ("", ""), ("pass", "b@sendgrid.net"))),
            Some(false),
        );
        check(
            Some(results("", ("", ""), ("pass", "shop.com@sendgrid.net"))),
            Some(false),
        );
    }

    #[test]
    fn a_dmarc_failure_is_the_last_word() {
        check(
            Some(results("fail", ("pass", "shop.com"), ("", ""))),
            Some(false),
        );
        check(
            Some(results("none", ("pass", "shop.com"), ("", ""))),
            Some(true),
        );
    }

    #[test]
    fn a_look_up_that_failed_is_no_failure() {
        let open = || {
            results(
                "temperror",
                ("fail", "other.net"),
                ("softfail", "b@shop.com"),
            )
        };
        check(Some(open()), None);
        let signed = results("temperror", ("pass", "shop.com"), ("", ""));
        check(Some(signed), Some(true));
    }

    #[test]
    fn several_authors_are_nobody() {
        let mut message = message("Shop", "news@shop.com", "");
        message.headers.trusted_results = Some(results("pass", ("", ""), ("", "")));
        let from = message.from.email.domain.clone();
        message
            .from_all
            .push(mailbox("Shop", "other@mail.shop.com"));
        assert_eq!(aligned(&message, &from), Some(true));
        message
            .from_all
            .push(mailbox("Mallory", "mallory@evil.net"));
        assert_eq!(aligned(&message, &from), None);
    }

    #[test]
    fn a_second_from_field_is_no_author_to_trust() {
        let mut message = message("Shop", "news@shop.com", "");
        message.headers.trusted_results = Some(results("pass", ("", ""), ("", "")));
        message.defects.push(mail::Defect {
            kind: "duplicate_from",
            detail: String::new(),
        });
        let from = message.from.email.domain.clone();
        assert_eq!(aligned(&message, &from), None);
    }

    #[test]
    fn lists_and_forwarders_leave_marks() {
        let mut plain = message("Shop", "news@shop.com", "");
        assert!(!is_relayed(&plain));
        plain
            .headers
            .fields
            .push(field("List-Unsubscribe", "<https://shop.com/u>"));
        assert!(!is_relayed(&plain), "every newsletter has it");
        plain
            .headers
            .fields
            .push(field("list-id", "<talk.lists.example>"));
        assert!(is_relayed(&plain));
        let mut forwarded = message("Shop", "news@shop.com", "");
        let path = mailbox("", "SRS0=ab=cd=shop.com=news@forwarder.example");
        forwarded.headers.return_path = Some(path.email);
        assert!(is_relayed(&forwarded));
    }
}
