//! Which Authentication-Results to believe (RFC 8601 section 5).
//!
//! Anybody can write such a field, so it counts only if the host that received the message wrote it:
//! its authserv-id must be one that the operator trusts or, for a lone file, that of the receiving
//! host, and it must stand where that host writes: above the lines that the sender can have brought
//! along. Following the Received lines from the top, those end at the first line in which a host of
//! ours took the message from a stranger. A wrong *pass* silences detections and a wrong *unknown*
//! costs little, so whatever is in doubt does not count.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use address::Domain;

use super::model::{AuthenticationResults, Hop, HopField, Received};
use super::results;

/// Received lines that are followed from the top.
const LINES: usize = 50;

/// Results to believe, and the field they stand in.
pub(super) struct Trusted {
    pub(super) results: AuthenticationResults,
    /// Index of the field.
    pub(super) at: usize,
}

/// A Received line and the index of its field.
struct Line<'h> {
    at: usize,
    received: &'h Received,
}

/// The results to believe among `fields`, which are those of `hops`.
pub(super) fn find(fields: &[HopField], hops: &[Hop], trusted_hosts: &[String]) -> Option<Trusted> {
    let all: Vec<Trusted> = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.name.eq_ignore_ascii_case("Authentication-Results"))
        .filter_map(|(at, field)| {
            let results = results::parse(field.value.as_deref()?, "standard");
            Some(Trusted { results, at })
        })
        .collect();
    if all.is_empty() {
        return None;
    }
    let lines = lines(fields.len(), hops);
    let chosen = if trusted_hosts.is_empty() {
        of_receiving_host(&all, &lines, fields.len())
    } else {
        of_trusted_hosts(&all, &lines, fields.len(), trusted_hosts)
    }?;
    let trusted = completed(&all, chosen, &lines)?;
    (!trusted.results.methods.is_empty()).then_some(trusted)
}

/// The host that took the message in from outside, as far as the topmost Received lines tell.
pub(super) fn receiving_host(hops: &[Hop]) -> Option<String> {
    let lines = lines(0, hops);
    let servers = || lines.iter().filter_map(|it| it.received.server.as_deref());
    let named = servers().find(|it| !is_internal(it));
    named.or_else(|| servers().next()).map(str::to_owned)
}

/// The Received lines from the top. `count` is the number of all fields.
fn lines(count: usize, hops: &[Hop]) -> Vec<Line<'_>> {
    let line = |hop: &'_ Hop| {
        let is_received = |it: &&HopField| it.name.eq_ignore_ascii_case("Received");
        let position = hop.fields.iter().find(is_received)?.position;
        Some(count.saturating_sub(position + 1))
    };
    hops.iter()
        .rev()
        .filter_map(|hop| {
            Some(Line {
                at: line(hop)?,
                received: hop.received.as_ref()?,
            })
        })
        .take(LINES)
        .collect()
}

/// A lone file: the topmost results, if the host that received the message wrote them.
fn of_receiving_host(all: &[Trusted], lines: &[Line<'_>], count: usize) -> Option<usize> {
    let topmost = all.first()?;
    let end = match topmost.results.authserv_id.as_deref() {
        Some(id) => end_of_ours(lines, count, false, &|host| is_host_of(host, id)),
        None => end_of_ours(lines, count, false, &is_microsoft),
    }?;
    (topmost.at < end).then_some(0)
}

/// The topmost results whose authserv-id is trusted, among those that stand where such a host
/// writes.
fn of_trusted_hosts(
    all: &[Trusted],
    lines: &[Line<'_>],
    count: usize,
    trusted_hosts: &[String],
) -> Option<usize> {
    let is_ours = |host: &str| {
        trusted_hosts
            .iter()
            .any(|it| is_under(host, it) || is_same_organisation(host, it))
    };
    // An authserv-id need not be the name of a host. If no line bears a name that is trusted, only
    // what stands above the second line is surely not the sender's.
    let end = end_of_ours(lines, count, true, &is_ours)
        .unwrap_or_else(|| lines.get(1).map_or(count, |it| it.at));
    all.iter().position(|it| {
        let id = it
            .results
            .authserv_id
            .as_deref()
            .or_else(|| microsoft_host_below(lines, it.at));
        it.at < end && id.is_some_and(|id| trusted_hosts.iter().any(|host| is_under(id, host)))
    })
}

/// Microsoft's results name nobody; they stand right above the line of the host that wrote them.
fn microsoft_host_below<'h>(lines: &[Line<'h>], at: usize) -> Option<&'h str> {
    let below = lines.iter().find(|it| it.at > at)?;
    below
        .received
        .server
        .as_deref()
        .filter(|it| is_microsoft(it))
}

/// The results at `chosen`, completed from others of the same server. It is sure that the same server wrote them
/// only above the topmost Received line, or above a line of its own: Apple writes one field for each method, each in
/// the name of another service.
fn completed(all: &[Trusted], chosen: usize, lines: &[Line<'_>]) -> Option<Trusted> {
    let found = all.get(chosen)?;
    let mut results = found.results.clone();
    let (mut end, mut of_apple) = (lines.first().map_or(0, |it| it.at), false);
    let below = lines.iter().find(|it| it.at > found.at);
    if let Some(line) = below
        && let Some(server) = line.received.server.as_deref()
        && results.authserv_id.as_deref().is_some_and(is_apple_service)
        && is_apple(server)
    {
        (end, of_apple) = (line.at, true);
    }
    if found.at < end {
        for other in all.iter().skip(chosen + 1).take_while(|it| it.at < end) {
            let id = other.results.authserv_id.as_deref();
            let same = id == found.results.authserv_id.as_deref();
            if same || of_apple && id.is_some_and(is_apple_service) {
                results::merge(&mut results, &other.results);
            }
        }
    }
    Some(Trusted {
        results,
        at: found.at,
    })
}

/// The index of the first field that hosts of ours cannot have written; `None` if they did not
/// receive the message. Where `may_travel_on`, later hosts that are not ours may have passed it on.
fn end_of_ours(
    lines: &[Line<'_>],
    count: usize,
    may_travel_on: bool,
    is_ours: &dyn Fn(&str) -> bool,
) -> Option<usize> {
    let mut is_found = false;
    for (index, line) in lines.iter().enumerate() {
        let server = line.received.server.as_deref().unwrap_or_default();
        let is_named = is_ours(server);
        if is_named || is_internal(server) {
            is_found |= is_named;
            if is_named && comes_from_outside(line.received, is_ours) {
                return Some(lines.get(index + 1).map_or(count, |it| it.at));
            }
        } else if is_found {
            return Some(line.at);
        } else if !may_travel_on {
            return None;
        }
    }
    is_found.then_some(count)
}

/// Whether the line shows that a stranger handed the message over. What the stranger calls himself
/// counts only where nothing else is known of him.
fn comes_from_outside(received: &Received, is_ours: &dyn Fn(&str) -> bool) -> bool {
    let Some(name) = received.source.as_deref() else {
        return false;
    };
    if received.source_reverse.as_deref().is_some_and(is_ours) {
        return false;
    }
    match received.source_ip.as_deref().map(str::parse::<IpAddr>) {
        Some(Ok(ip)) => {
            let is_inside = is_private(ip) || is_microsoft_network(ip) && is_microsoft(name);
            !is_inside
        }
        _ => !is_ours(name) && !is_internal(name),
    }
}

/// Names and addresses that mean something only within one's own network.
fn is_internal(host: &str) -> bool {
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(ip) => is_private(ip),
        Err(_) => !host.contains('.') && !host.is_empty(),
    }
}

fn is_private(ip: IpAddr) -> bool {
    let is_private_v4 = |ip: Ipv4Addr| ip.is_private() || ip.is_loopback() || ip.is_link_local();
    match ip {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => {
            ip.is_loopback()
                || ip.is_unique_local()
                || ip.is_unicast_link_local()
                || ip.to_ipv4_mapped().is_some_and(is_private_v4)
                || embedded_6to4(ip).is_some_and(is_private_v4)
        }
    }
}

/// Google names hosts inside by 6to4 addresses (RFC 3056) of private IPv4 ones.
fn embedded_6to4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    match ip.octets() {
        [0x20, 0x02, a, b, c, d, ..] => Some(Ipv4Addr::new(a, b, c, d)),
        _ => None,
    }
}

/// Exchange Online hands mail around over public IPv6 addresses (2603:1000::/24, 2a01:111::/32,
/// "Office 365 URLs and IP address ranges").
fn is_microsoft_network(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(_) => false,
        IpAddr::V6(ip) => matches!(
            ip.segments(),
            [0x2603, 0x1000..=0x10ff, ..] | [0x2a01, 0x0111, ..]
        ),
    }
}

/// The hosts by which Exchange Online receives mail.
fn is_microsoft(host: &str) -> bool {
    [
        "protection.outlook.com",
        "prod.outlook.com",
        "outlook.office365.com",
        "office365.us",
    ]
    .iter()
    .any(|it| is_under(host, it))
}

/// Whether `id` is one of the services in whose name iCloud Mail records results (`dmarc.icloud.com`, `spf.icloud.com`).
fn is_apple_service(id: &str) -> bool {
    is_under(id, "icloud.com")
}

/// The hosts by which iCloud Mail receives mail: bare names such as `p00-icloudmta-smtpin-us-west-3a-100-percent-3`.
fn is_apple(host: &str) -> bool {
    let is_bare = !host.contains('.') && host.contains("-icloudmta-");
    is_bare || is_under(host, "icloud.com") || is_under(host, "me.com")
}

/// Whether `host` may record results in the name of `id`. Proofpoint's hosts at `pphosted.com` write `ppops.net`.
fn is_host_of(host: &str, id: &str) -> bool {
    is_same_organisation(host, id)
        || is_apple_service(id) && is_apple(host)
        || is_under(id, "ppops.net") && is_under(host, "pphosted.com")
}

/// Whether `host` is `parent` or below it.
fn is_under(host: &str, parent: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let parent = parent.trim_matches('.').to_ascii_lowercase();
    host.strip_suffix(&parent)
        .is_some_and(|rest| !parent.is_empty() && (rest.is_empty() || rest.ends_with('.')))
}

/// The same host, or hosts of the same registrable domain.
fn is_same_organisation(a: &str, b: &str) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a.eq_ignore_ascii_case(b) {
        return true;
    }
    let (a, b) = (Domain::parse(a), Domain::parse(b));
    a.valid && b.valid && a.root_domain == b.root_domain
}

#[cfg(test)]
mod tests {
    use super::super::hops;
    use super::*;

    fn fields(lines: &[&str]) -> Vec<HopField> {
        let field = |line: &&str| {
            let (name, value) = line.split_once(':').unwrap();
            HopField {
                name: name.to_owned(),
                value: Some(value.trim().to_owned()),
                position: 0,
            }
        };
        let mut fields: Vec<_> = lines.iter().map(field).collect();
        for (position, field) in fields.iter_mut().rev().enumerate() {
            field.position = position;
        }
        fields
    }

    fn find(lines: &[&str], hosts: &[String]) -> Option<Trusted> {
        let fields = fields(lines);
        super::find(&fields, &hops::split(&fields), hosts)
    }

    /// The DMARC verdict to believe; `-` for none.
    #[track_caller]
    fn check(trusted_hosts: &[&str], lines: &[&str], verdict: &str) {
        let hosts: Vec<String> = trusted_hosts.iter().map(|it| (*it).to_owned()).collect();
        let found = find(lines, &hosts);
        let dmarc = found.and_then(|it| it.results.dmarc);
        assert_eq!(dmarc.as_deref().unwrap_or("-"), verdict);
    }

    const FROM_OUTSIDE: &str =
        "Received: from evil.test (evil.test [198.51.100.9]) by mx.corp.com with ESMTP";
    const PASS: &str = "Authentication-Results: mx.corp.com; dmarc=pass header.from=bank.com";
    const FAIL: &str = "Authentication-Results: mx.corp.com; dmarc=fail header.from=bank.com";

    #[test]
    fn a_lone_file_trusts_the_host_that_received_it() {
        check(&[], &[PASS, FROM_OUTSIDE, "Subject: x"], "pass");
        check(&[], &[FROM_OUTSIDE, PASS, "Subject: x"], "pass");
        let other_host = "Received: from evil.test ([198.51.100.9]) by mail7.corp.com with ESMTP";
        check(&[], &[PASS, other_host], "pass");
    }

    #[test]
    fn a_lone_file_trusts_nobody_else() {
        check(&[], &[PASS], "-");
        check(
            &[],
            &["Received: from evil.test by mx.other.com", PASS],
            "-",
        );
        check(&[], &["Subject: x"], "-");
        check(&[], &[PASS, "Received: (qmail 1 invoked by uid 0)"], "-");
    }

    #[test]
    fn a_forged_field_further_down_never_wins() {
        let forged = ["Received: from bank.com ([192.0.2.1]) by mx.corp.com", PASS];
        check(&[], &[FROM_OUTSIDE, forged[0], forged[1]], "-");
        check(&["corp.com"], &[FROM_OUTSIDE, forged[0], forged[1]], "-");
        check(&[], &[FAIL, FROM_OUTSIDE, forged[0], forged[1]], "fail");
        check(&["corp.com"], &[FAIL, FROM_OUTSIDE, PASS], "fail");
        let silent = "Authentication-Results: mx.corp.com; spf=fail";
        check(&[], &[silent, FROM_OUTSIDE, PASS], "-");
        check(&[], &[FROM_OUTSIDE, silent, PASS], "-");
    }

    #[test]
    fn a_stranger_who_calls_himself_ours_is_a_stranger() {
        let helo = "Received: from mx.corp.com (unknown [198.51.100.9]) by mx.corp.com with ESMTP";
        check(&[], &[helo, "Received: from a by mx.corp.com", PASS], "-");
        let inside = "Received: from edge.corp.com (edge.corp.com [198.51.100.8]) by mx.corp.com";
        check(&[], &[inside, FROM_OUTSIDE, PASS], "pass");
    }

    #[test]
    fn fields_of_one_server_above_all_lines_complete_each_other() {
        let dkim = "Authentication-Results: mx.corp.com; dkim=pass header.d=bank.com";
        let found = find(&[FAIL, dkim, PASS, FROM_OUTSIDE], &[]).unwrap();
        assert_eq!(found.results.dmarc.as_deref(), Some("fail"));
        assert_eq!(found.results.dkim.as_deref(), Some("pass"));
        assert_eq!(found.at, 0);
    }

    #[test]
    fn trusted_hosts_and_their_subdomains() {
        check(&["corp.com"], &[PASS, FROM_OUTSIDE], "pass");
        check(&["mx.corp.com"], &[PASS], "pass");
        check(&["other.com"], &[PASS, FROM_OUTSIDE], "-");
        check(&["orp.com"], &[PASS, FROM_OUTSIDE], "-");
        let fetched = "Received: from pop.corp.com by home.example.net with POP3";
        check(&["corp.com"], &[fetched, FROM_OUTSIDE, PASS], "pass");
        let service = "Authentication-Results: filter-7; dmarc=pass";
        check(&["filter-7"], &[FROM_OUTSIDE, service], "pass");
        check(&["filter-7"], &[FROM_OUTSIDE, FROM_OUTSIDE, service], "-");
    }

    #[test]
    fn gmail_writes_below_its_own_lines() {
        check(
            &[],
            &[
                "Delivered-To: pat@gmail.com",
                "Received: by 2002:a05:6402:1:0:0:0:1 with SMTP id x1csp",
                "Received: from mail.shop.com (mail.shop.com. [198.51.100.7]) by mx.google.com with ESMTPS",
                "Received-SPF: pass",
                "Authentication-Results: mx.google.com; dmarc=pass header.from=shop.com",
            ],
            "pass",
        );
    }

    #[test]
    fn microsofts_form_needs_microsofts_hosts() {
        let inner = "Received: from AB1.eurprd02.prod.outlook.com (2603:10a6:4:1::2) by \
                     CD2.eurprd02.prod.outlook.com with HTTPS";
        let edge = "Received: from evil.test (198.51.100.9) by \
                    DB5EUR01FT1.mail.protection.outlook.com (10.152.4.5) with Microsoft SMTP Server";
        let results = "Authentication-Results: spf=fail smtp.mailfrom=evil.test; dkim=none;dmarc=fail \
                       action=none header.from=bank.com;compauth=fail reason=001";
        let forged = "Authentication-Results: spf=pass smtp.mailfrom=bank.com;dmarc=pass";
        check(&[], &[inner, results, edge, forged], "fail");
        check(&[], &[results, edge], "fail");
        check(
            &[],
            &[
                inner,
                edge,
                "Received: from x by y.prod.outlook.com",
                forged,
            ],
            "-",
        );
        check(&[], &[forged, FROM_OUTSIDE], "-");
        check(&[], &[forged], "-");
        check(&["protection.outlook.com"], &[inner, results, edge], "fail");
        check(&["corp.com"], &[inner, results, edge], "-");
    }

    #[test]
    fn apple_writes_a_field_for_each_method_in_the_name_of_a_service() {
        let edge = "Received: from mail.shop.com (mail.shop.com [198.51.100.7]) by \
                    p00-icloudmta-smtpin-us-west-3a-100-percent-3 (Postfix) with ESMTPS";
        let inner = "Received: from p00-icloudmta-smtpin-us-west-3a-100-percent-3 by \
                     p116-mailgateway-smtp-5d6 (mailgateway 2504B) with SMTP";
        let bimi = "Authentication-Results: bimi.icloud.com; bimi=none";
        let dmarc = "Authentication-Results: dmarc.icloud.com; dmarc=pass header.from=shop.com";
        let spf = "Authentication-Results: spf.icloud.com; spf=pass smtp.mailfrom=shop.com";
        check(&[], &[bimi, dmarc, spf, edge], "pass");
        check(&[], &[inner, bimi, dmarc, spf, edge], "pass");
        check(&["icloud.com"], &[bimi, dmarc, spf, edge], "pass");
        let found = find(&[bimi, dmarc, spf, edge], &[]).unwrap();
        assert_eq!(found.results.spf.as_deref(), Some("pass"));
        // What the sender brought along stands below the line of the host that took it.
        let fail = "Authentication-Results: dmarc.icloud.com; dmarc=fail header.from=shop.com";
        check(&[], &[bimi, fail, edge, dmarc], "fail");
        check(&[], &[bimi, edge, dmarc], "-");
        check(&[], &[bimi, dmarc, FROM_OUTSIDE], "-");
        check(&[], &[FROM_OUTSIDE, bimi, dmarc, edge], "-");
    }

    #[test]
    fn proofpoint_writes_in_the_name_of_another_domain() {
        let edge = "Received: from mail.shop.com (mail.shop.com [198.51.100.7]) by mx0a-00123.pphosted.com with ESMTPS";
        let inner = "Received: from pps.filterd (m0761781 [127.0.0.1]) by mx0a-00123.pphosted.com with ESMTP";
        let results = "Authentication-Results: ppops.net; dmarc=pass header.from=shop.com";
        check(&[], &[inner, results, edge], "pass");
        check(&[], &[results, FROM_OUTSIDE], "-");
    }

    #[test]
    fn the_receiving_host() {
        let host = |lines: &[&str]| receiving_host(&hops::split(&fields(lines)));
        assert_eq!(host(&[FROM_OUTSIDE]).as_deref(), Some("mx.corp.com"));
        let inside = "Received: by 10.0.0.1 with LMTP";
        assert_eq!(
            host(&[inside, FROM_OUTSIDE]).as_deref(),
            Some("mx.corp.com")
        );
        assert_eq!(host(&[inside]).as_deref(), Some("10.0.0.1"));
        assert_eq!(host(&["Subject: x"]), None);
    }
}
