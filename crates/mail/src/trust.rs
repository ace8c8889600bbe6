//! Which authentication results may be believed (MDM section 8).
//!
//! A sender can put any `Authentication-Results` into a mail; only those that the receiving side
//! stamped count. Operators name their hosts. For a lone file nobody named any: then only the topmost
//! results count, and only if the host that stamped them is the host that took the mail in.

use address::Domain;

use crate::headers::{AuthSummary, AuthenticationResults, Headers};
use crate::hops;
use crate::options::ParseOptions;

/// Fills in what the headers say of trusted authentication.
pub(crate) fn decide(headers: &mut Headers, options: &ParseOptions) {
    let Some((hop, results)) = trusted(headers, options) else { return };
    headers.auth_summary = summarise(&results, hop);
    headers.trusted_results = Some(results);
}

fn trusted(headers: &Headers, options: &ParseOptions) -> Option<(usize, AuthenticationResults)> {
    if options.trusted_hosts.is_empty() {
        let (hop, first) = hops::all_results(&headers.hops).next()?;
        let id = first.authserv_id.clone();
        let received_it = match &id {
            Some(id) => same_organisation(id, headers.receiving_host.as_deref()?),
            None => microsoft_received_it(headers),
        };
        return received_it.then(|| merge(headers, hop, first, |it| it.authserv_id == id));
    }
    let is_trusted = |it: &AuthenticationResults| {
        let id = it.authserv_id.as_deref();
        id.is_some_and(|id| options.trusted_hosts.iter().any(|host| is_same_or_below(id, host)))
    };
    let (hop, first) = hops::all_results(&headers.hops).find(|(_, it)| is_trusted(it))?;
    let id = first.authserv_id.clone();
    Some(merge(headers, hop, first, |it| it.authserv_id == id))
}

/// A host may write SPF, DKIM and DMARC into fields of their own: those of the same host and hop are
/// taken together. Older fields further down are never consulted.
fn merge(
    headers: &Headers,
    hop: usize,
    first: AuthenticationResults,
    same: impl Fn(&AuthenticationResults) -> bool,
) -> (usize, AuthenticationResults) {
    let mut merged = first;
    for (_, other) in hops::all_results(&headers.hops).filter(|(at, it)| *at == hop && same(it)).skip(1) {
        merged.spf_designator = merged.spf_designator.or(other.spf_designator);
        merged.spf = merged.spf.or(other.spf);
        if merged.dkim.as_deref() != Some("pass") {
            merged.dkim = other.dkim.or(merged.dkim);
        }
        merged.dkim_details.extend(other.dkim_details);
        merged.dmarc_from = merged.dmarc_from.or(other.dmarc_from);
        merged.dmarc = merged.dmarc.or(other.dmarc);
        merged.methods.extend(other.methods);
    }
    (hop, merged)
}

fn summarise(results: &AuthenticationResults, hop: usize) -> AuthSummary {
    // `bestguesspass` means that there is no DMARC record: not a pass.
    let passed = |verdict: &Option<String>| verdict.as_deref().map(|it| it == "pass");
    let failed = |verdict: &Option<String>| {
        verdict.as_deref().map(|it| matches!(it, "temperror" | "permerror"))
    };
    AuthSummary {
        spf_pass: passed(&results.spf),
        spf_error: failed(&results.spf),
        dmarc_pass: passed(&results.dmarc),
        dmarc_error: failed(&results.dmarc),
        dkim_domains: results
            .dkim_details
            .iter()
            .filter(|it| it.result == "pass")
            .filter_map(|it| it.domain.clone())
            .collect(),
        hop: Some(hop),
    }
}

/// The host itself, or one of the same registrable domain: `mx1.example.org` for `example.org`.
fn same_organisation(a: &str, b: &str) -> bool {
    if a.eq_ignore_ascii_case(b) {
        return true;
    }
    let (a, b) = (Domain::parse(a), Domain::parse(b));
    a.valid && b.valid && a.root_domain.is_some() && a.root_domain == b.root_domain
}

fn is_same_or_below(id: &str, host: &str) -> bool {
    let (id, host) = (id.to_ascii_lowercase(), host.to_ascii_lowercase());
    id == host || id.strip_suffix(&host).is_some_and(|rest| rest.ends_with('.'))
}

/// Microsoft's results carry no name; the hosts that took the mail in must be Microsoft's.
fn microsoft_received_it(headers: &Headers) -> bool {
    let is_microsoft = |host: &str| {
        let host = host.to_ascii_lowercase();
        [".protection.outlook.com", ".prod.outlook.com", ".mail.protection.outlook.com"]
            .iter()
            .any(|suffix| host.ends_with(suffix))
    };
    headers.receiving_host.as_deref().is_some_and(is_microsoft)
}

#[cfg(test)]
mod tests {
    use crate::options::ParseOptions;
    use crate::parse;

    fn summary(raw: &str, trusted_hosts: &[&str]) -> (Option<bool>, Option<String>) {
        let options = ParseOptions {
            trusted_hosts: trusted_hosts.iter().map(|it| (*it).to_owned()).collect(),
            ..ParseOptions::default()
        };
        let message = parse(raw.as_bytes(), &options);
        let results = message.headers.trusted_results.and_then(|it| it.authserv_id);
        (message.headers.auth_summary.dmarc_pass, results)
    }

    const OWN: &str = "Authentication-Results: mx.example.org; dmarc=fail header.from=a.example\n\
        Received: from a.example by mx.example.org; Mon, 2 Nov 2026 10:00:00 +0000\n";
    const FORGED: &str = "Authentication-Results: mx.example.org; dmarc=pass header.from=a.example\n";
    const REST: &str = "From: x@a.example\nSubject: s\n\nbody\n";

    #[test]
    fn the_receiving_hosts_own_results_count() {
        assert_eq!(summary(&format!("{OWN}{REST}"), &[]), (Some(false), Some("mx.example.org".into())));
    }

    #[test]
    fn a_forged_pass_further_down_never_wins() {
        let raw = format!("{OWN}{FORGED}{REST}");
        assert_eq!(summary(&raw, &[]).0, Some(false));
        assert_eq!(summary(&raw, &["mx.example.org"]).0, Some(false));
    }

    #[test]
    fn results_of_a_host_that_did_not_receive_the_mail_do_not_count() {
        let raw = format!(
            "Authentication-Results: evil.example; dmarc=pass header.from=a.example\n\
             Received: from a.example by mx.example.org; Mon, 2 Nov 2026 10:00:00 +0000\n{REST}"
        );
        assert_eq!(summary(&raw, &[]), (None, None));
        assert_eq!(summary(&format!("{FORGED}{REST}"), &[]), (None, None));
    }

    #[test]
    fn named_hosts_and_those_below_them_count() {
        let raw = format!("{FORGED}{REST}");
        assert_eq!(summary(&raw, &["example.org"]).0, Some(true));
        assert_eq!(summary(&raw, &["other.example"]).0, None);
    }

    #[test]
    fn microsofts_form_counts_where_microsoft_received_the_mail() {
        let raw = |host: &str| {
            format!(
                "Authentication-Results: spf=pass smtp.mailfrom=a.example; dmarc=pass action=none \
                 header.from=a.example;compauth=pass reason=100\n\
                 Received: from a.example by {host}; Mon, 2 Nov 2026 10:00:00 +0000\n{REST}"
            )
        };
        assert_eq!(summary(&raw("DM6.mail.protection.outlook.com"), &[]).0, Some(true));
        assert_eq!(summary(&raw("mx.example.org"), &[]).0, None);
    }

    #[test]
    fn best_guess_is_no_pass() {
        let raw = OWN.replace("dmarc=fail", "dmarc=bestguesspass");
        assert_eq!(summary(&format!("{raw}{REST}"), &[]).0, Some(false));
    }
}
