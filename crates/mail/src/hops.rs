//! Hops: the header block cut at each Received line (MDM section 7). Index 0 is the sender's end.

use crate::authentication_results;
use crate::header_block::RawField;
use crate::headers::{AuthenticationResults, Hop, HopField, Signature};
use crate::received;

/// Cuts `fields` (in the order of the message, newest on top) into hops.
///
/// The lowest Received line and every field below it are hop 0; each further Received line upward
/// starts the next hop together with the fields between it and the hop below. What stands above the
/// topmost Received line belongs to the last hop.
pub(crate) fn cut(fields: &[RawField]) -> Vec<Hop> {
    let mut groups: Vec<Vec<(usize, &RawField)>> = Vec::new();
    let mut open: Vec<(usize, &RawField)> = Vec::new();
    for (position, field) in fields.iter().rev().enumerate() {
        open.push((position, field));
        if is_received(&field.name) {
            groups.push(std::mem::take(&mut open));
        }
    }
    match groups.last_mut() {
        Some(last) => last.extend(open),
        None => groups.push(open),
    }
    let hops = groups.iter().enumerate();
    hops.map(|(index, group)| Hop { index, ..build(group) }).collect()
}

fn is_received(name: &str) -> bool {
    name.eq_ignore_ascii_case("Received") || name.eq_ignore_ascii_case("X-Received")
}

/// `members` are bottom-up; the fields of a hop are shown in the order of the message.
fn build(members: &[(usize, &RawField)]) -> Hop {
    let mut hop = Hop::default();
    for (position, field) in members.iter().rev() {
        hop.fields.push(HopField {
            name: field.name.clone(),
            value: (!field.value.is_empty()).then(|| field.value.clone()),
            position: *position,
        });
        let name = field.name.to_ascii_lowercase();
        match name.as_str() {
            "received" | "x-received" if hop.received.is_none() => {
                hop.received = Some(received::parse(&field.value));
            }
            "received-spf" if hop.received_spf_verdict.is_none() => {
                hop.received_spf_verdict = field.value.split_whitespace().next().map(str::to_ascii_lowercase);
                hop.received_spf_designator = spf_designator(&field.value);
            }
            "dkim-signature" => hop.signatures.push(signature(&field.value)),
            _ => {}
        }
        if let Some(kind) = results_kind(&name)
            && hop.authentication_results.is_none()
        {
            hop.authentication_results = Some(authentication_results::parse(&field.value, kind));
        }
    }
    hop
}

/// The fields that carry authentication results, and of which kind they are.
pub(crate) fn results_kind(lower_case_name: &str) -> Option<&'static str> {
    match lower_case_name {
        "authentication-results"
        | "x-original-authentication-results"
        | "authentication-results-original"
        | "x-ms-exchange-authentication-results" => Some("standard"),
        "arc-authentication-results" | "x-ms-exchange-arc-authentication-results" => Some("arc"),
        _ => None,
    }
}

/// `pass (…: domain of a@b designates …)` or `envelope-from=a@b`.
fn spf_designator(value: &str) -> Option<String> {
    let after = |marker: &str| value.split_once(marker).map(|(_, rest)| rest);
    let rest = after("domain of ").or_else(|| after("envelope-from="))?;
    let word = rest.split([' ', ';', ')']).next()?.trim_matches(['"', '<', '>', ':']);
    (!word.is_empty()).then(|| word.to_owned())
}

/// The tags of a DKIM-Signature (RFC 6376 section 3.5).
fn signature(value: &str) -> Signature {
    let tag = |name: &str| {
        value.split(';').filter_map(|it| it.split_once('=')).find(|(tag, _)| tag.trim() == name).map(|(_, value)| {
            value.split_whitespace().collect::<String>()
        })
    };
    Signature {
        domain: tag("d").map(|it| it.to_ascii_lowercase()),
        selector: tag("s"),
        headers: tag("h"),
        algorithm: tag("a"),
    }
}

/// Every block of results in the order of the message, topmost first, with its hop.
pub(crate) fn all_results(hops: &[Hop]) -> impl Iterator<Item = (usize, AuthenticationResults)> {
    hops.iter().rev().flat_map(|hop| {
        hop.fields.iter().filter_map(|field| {
            let kind = results_kind(&field.name.to_ascii_lowercase())?;
            (kind == "standard" && field.name.eq_ignore_ascii_case("Authentication-Results"))
                .then(|| (hop.index, authentication_results::parse(field.value.as_deref().unwrap_or_default(), kind)))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, value: &str) -> RawField {
        RawField { name: name.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn index_zero_is_the_senders_end() {
        let fields = [
            field("Authentication-Results", "mx.example.org; spf=pass"),
            field("Received", "from b by mx.example.org; Mon, 2 Nov 2026 10:00:00 +0000"),
            field("X-Middle", "1"),
            field("Received", "from a by b; Mon, 2 Nov 2026 10:00:00 +0000"),
            field("From", "x@a"),
        ];
        let hops = cut(&fields);
        assert_eq!(hops.len(), 2);
        assert_eq!(hops[0].received.as_ref().unwrap().server.as_deref(), Some("b"));
        assert!(hops[0].fields.iter().any(|it| it.name == "From"));
        assert!(hops[1].fields.iter().any(|it| it.name == "X-Middle"));
        assert_eq!(hops[1].authentication_results.as_ref().unwrap().spf.as_deref(), Some("pass"));
    }

    #[test]
    fn without_received_lines_there_is_one_hop() {
        let hops = cut(&[field("From", "a@b"), field("Subject", "x")]);
        assert_eq!(hops.len(), 1);
        assert_eq!(hops[0].fields.len(), 2);
    }
}
