//! Tests of the header block as a whole.

use super::*;

fn headers(lines: &[&str]) -> (Headers, Findings) {
    let count = lines.len();
    let field = |(index, line): (usize, &&str)| {
        let (name, value) = line.split_once(':').unwrap();
        HopField {
            name: name.to_owned(),
            value: (!value.trim().is_empty()).then(|| value.trim().to_owned()),
            position: count - 1 - index,
        }
    };
    let fields = lines.iter().enumerate().map(field).collect();
    let mut findings = Findings::default();
    let headers = read(fields, &ParseOptions::default(), &mut findings);
    (headers, findings)
}

#[test]
fn ids_words_and_addresses() {
    let (headers, _) = headers(&[
        "Return-Path: <>",
        "Message-ID: <1@a.test>",
        "In-Reply-To: <0@a.test>",
        "References: <x@a.test> <0@a.test>",
        "Reply-To: Ann <ann@a.test>, bob@b.test",
        "User-Agent: Thing 1.0",
        "X-Originating-IP: [192.0.2.1]",
        "X-Authenticated-Sender: ann@a.test",
        "X-Authenticated-Domain: a.test",
        "Date: Tue, 3 Mar 2026 01:02:03 -0400",
    ]);
    assert_eq!(headers.message_id.as_deref(), Some("<1@a.test>"));
    assert_eq!(headers.in_reply_to.as_deref(), Some("<0@a.test>"));
    assert_eq!(headers.references, ["x@a.test", "0@a.test"]);
    assert_eq!(headers.return_path, None);
    assert_eq!(headers.mailer.as_deref(), Some("Thing 1.0"));
    assert_eq!(headers.reply_to.len(), 2);
    assert_eq!(headers.x_originating_ip.unwrap().ip, "192.0.2.1");
    assert_eq!(headers.x_authenticated_sender.unwrap().email, "ann@a.test");
    assert_eq!(headers.x_authenticated_domain.unwrap().domain, "a.test");
    assert_eq!(headers.date.as_deref(), Some("2026-03-03T01:02:03-04:00"));
    assert_eq!(headers.date_original_offset.as_deref(), Some("-4"));
}

#[test]
fn domains_and_addresses_from_the_senders_side() {
    let (headers, _) = headers(&[
        "Received: from relay.a.com (relay.a.com [192.0.2.1]) by mx.b.com for <pat@c.com>; x",
        "Received: from pc ([10.0.0.1]) by relay.a.com",
    ]);
    let domains: Vec<_> = headers
        .domains
        .iter()
        .map(|it| it.domain.as_str())
        .collect();
    assert_eq!(domains, ["relay.a.com", "mx.b.com", "c.com"]);
    let ips: Vec<_> = headers.ips.iter().map(|it| it.ip.as_str()).collect();
    assert_eq!(ips, ["10.0.0.1", "192.0.2.1"]);
    assert_eq!(headers.receiving_host.as_deref(), Some("mx.b.com"));
}

#[test]
fn the_summary_of_trusted_results() {
    let (headers, _) = headers(&[
        "Authentication-Results: mx.b.com; spf=permerror; dmarc=bestguesspass header.from=a.com; \
         dkim=pass header.d=a.com; dkim=pass header.d=a.com; dkim=fail header.d=c.com",
        "Received: from a.com ([192.0.2.1]) by mx.b.com",
        "Received: from pc by a.com",
    ]);
    let summary = &headers.auth_summary;
    assert_eq!(summary.spf_pass, Some(false));
    assert_eq!(summary.spf_error, Some(true));
    assert_eq!(summary.dmarc_pass, Some(false));
    assert_eq!(summary.dkim_domains, ["a.com"]);
    assert_eq!(summary.hop, Some(1));
}

#[test]
fn without_trusted_results_nothing_is_said() {
    let (headers, _) = headers(&["Authentication-Results: mx.b.com; dmarc=pass"]);
    assert_eq!(headers.auth_summary, AuthSummary::default());
    assert_eq!(headers.trusted_results, None);
}

#[test]
fn a_date_that_is_none_is_a_defect() {
    let (headers, findings) = headers(&["Date: soon"]);
    assert_eq!(headers.date, None);
    assert_eq!(findings.defects[0].kind, "invalid_date");
}
