//! Hops: the header block split at each Received line (MDM section 7).
//!
//! Index 0 is the sender's end: the lowest Received line and every field below it. Each Received line
//! further up begins the next hop, together with the fields between it and the hop below. What
//! stands above the topmost line was written by the same host, so it belongs to the last hop.

use super::model::{AuthenticationResults, Hop, HopField};
use super::{received, results, signature};

/// Splits `fields` into hops.
pub(super) fn split(fields: &[HopField]) -> Vec<Hop> {
    if fields.is_empty() {
        return Vec::new();
    }
    let mut starts: Vec<usize> = fields
        .iter()
        .enumerate()
        .filter(|(_, field)| is_received(&field.name))
        .map(|(at, _)| at)
        .collect();
    match starts.first_mut() {
        Some(topmost) => *topmost = 0,
        None => starts.push(0),
    }
    let mut end = fields.len();
    let mut hops = Vec::with_capacity(starts.len());
    for (index, start) in starts.into_iter().rev().enumerate() {
        hops.push(hop(index, fields.get(start..end).unwrap_or_default()));
        end = start;
    }
    hops
}

pub(super) fn is_received(name: &str) -> bool {
    name.eq_ignore_ascii_case("Received") || name.eq_ignore_ascii_case("X-Received")
}

fn hop(index: usize, fields: &[HopField]) -> Hop {
    let mut hop = Hop {
        index,
        fields: fields.to_vec(),
        ..Hop::default()
    };
    let mut other_results = None;
    for field in fields {
        let Some(value) = field.value.as_deref() else {
            continue;
        };
        let is = |name: &str| field.name.eq_ignore_ascii_case(name);
        if is_received(&field.name) {
            hop.received.get_or_insert_with(|| received::parse(value));
        } else if is("Authentication-Results") {
            add_results(
                &mut hop.authentication_results,
                results::parse(value, "standard"),
            );
        } else if is("DKIM-Signature") {
            hop.signatures.push(signature::parse(value));
        } else if is("Received-SPF") && hop.received_spf_verdict.is_none() {
            let spf = signature::received_spf(value);
            hop.received_spf_verdict = spf.verdict;
            hop.received_spf_designator = spf.designator;
        } else if let Some(kind) = results::kind(&field.name) {
            add_results(&mut other_results, results::parse(value, kind));
        }
    }
    if hop.authentication_results.is_none() {
        hop.authentication_results = other_results;
    }
    hop
}

/// The topmost field of a hop counts; others of the same server complete it.
fn add_results(found: &mut Option<AuthenticationResults>, results: AuthenticationResults) {
    match found {
        None => *found = Some(results),
        Some(upper) => {
            if upper.authserv_id == results.authserv_id && upper.kind == results.kind {
                results::merge(upper, &results);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(lines: &[&str]) -> Vec<HopField> {
        lines
            .iter()
            .rev()
            .enumerate()
            .map(|(position, line)| {
                let (name, value) = line.split_once(':').unwrap();
                HopField {
                    name: name.to_owned(),
                    value: Some(value.trim().to_owned()),
                    position,
                }
            })
            .rev()
            .collect()
    }

    #[test]
    fn hops_count_from_the_senders_end() {
        let hops = split(&fields(&[
            "Return-Path: <a@b.test>",
            "Received: from relay.test by mx.test with ESMTPS",
            "Authentication-Results: mx.test; spf=pass",
            "Received: from pc by relay.test with ESMTPSA",
            "DKIM-Signature: v=1; d=b.test",
            "Subject: x",
        ]));
        assert_eq!(hops.len(), 2);
        let server = |hop: &Hop| hop.received.clone().unwrap().server;
        assert_eq!(server(&hops[0]).as_deref(), Some("relay.test"));
        assert_eq!(hops[0].fields.len(), 3);
        assert_eq!(hops[0].signatures[0].domain.as_deref(), Some("b.test"));
        assert_eq!(server(&hops[1]).as_deref(), Some("mx.test"));
        assert_eq!(hops[1].fields[0].name, "Return-Path");
        assert_eq!(hops[1].index, 1);
        let results = hops[1].authentication_results.as_ref().unwrap();
        assert_eq!(results.spf.as_deref(), Some("pass"));
    }

    #[test]
    fn without_received_all_is_one_hop() {
        let hops = split(&fields(&["From: a@b.test", "Subject: x"]));
        assert_eq!(hops.len(), 1);
        assert_eq!(hops[0].received, None);
        assert!(split(&[]).is_empty());
    }

    #[test]
    fn copies_of_results_count_where_there_is_no_original() {
        let hops = split(&fields(&[
            "Received: by mx.test",
            "ARC-Authentication-Results: i=1; arc.test; dmarc=pass",
            "X-Received: by 10.0.0.1",
            "Authentication-Results: one.test; spf=fail",
            "Authentication-Results: two.test; dkim=pass",
            "Authentication-Results: one.test; dkim=none",
        ]));
        let of = |index: usize| hops[index].authentication_results.clone().unwrap();
        assert_eq!(of(1).kind, "arc");
        assert_eq!(of(0).authserv_id.as_deref(), Some("one.test"));
        assert_eq!(of(0).dkim.as_deref(), Some("none"));
    }
}
