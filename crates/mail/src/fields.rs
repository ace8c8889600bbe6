//! Named header fields to the data model (MDM section 6).

use address::{Domain, EmailAddress, IpAddress, decode_words, parse_mailboxes};
use limits::Limits;

use crate::header_block::RawField;
use crate::headers::{Headers, HopField};
use crate::hops;
use crate::message::Message;
use crate::received::timestamp;
use crate::sender::named;
use crate::subject;

/// Fills in everything that comes from named fields, except the sender and trust.
pub(crate) fn read(fields: &[RawField], limits: &Limits, message: &mut Message) {
    let mailboxes = |name: &str| -> Vec<address::Mailbox> {
        let mut all: Vec<_> = named(fields, name).flat_map(|it| parse_mailboxes(&it.value, limits)).collect();
        all.truncate(limits.mailboxes);
        all
    };
    message.recipients.to = mailboxes("To");
    message.recipients.cc = mailboxes("Cc");
    message.recipients.bcc = mailboxes("Bcc");
    message.mailbox = mailboxes("Delivered-To").into_iter().chain(mailboxes("X-Original-To")).next();
    if let Some(field) = named(fields, "Subject").next() {
        message.subject = subject::parse(decode_words(&field.value).into_owned());
    }
    message.headers = headers(fields, limits);
    message.headers.reply_to = mailboxes("Reply-To");
}

fn headers(fields: &[RawField], limits: &Limits) -> Headers {
    let first = |name: &str| {
        named(fields, name).next().map(|it| it.value.trim()).filter(|it| !it.is_empty()).map(str::to_owned)
    };
    let address = |name: &str| first(name).and_then(|it| EmailAddress::parse(it.trim_matches(['<', '>'])));
    let hops = hops::cut(fields);
    let date = first("Date");
    Headers {
        message_id: first("Message-ID"),
        in_reply_to: first("In-Reply-To"),
        references: first("References").map(|it| ids(&it)).unwrap_or_default(),
        return_path: address("Return-Path"),
        mailer: first("X-Mailer").or_else(|| first("User-Agent")),
        date_original_offset: date.as_deref().and_then(offset),
        date: date.as_deref().and_then(timestamp),
        domains: domains(&hops),
        ips: ips(&hops, limits),
        x_originating_ip: first("X-Originating-IP").and_then(|it| IpAddress::parse(it.trim_matches(['[', ']']))),
        x_sender: address("X-Sender"),
        x_authenticated_sender: address("X-Authenticated-Sender"),
        x_authenticated_domain: first("X-Authenticated-Domain").map(|it| Domain::parse(&it)),
        receiving_host: hops.last().and_then(|it| it.received.as_ref()).and_then(|it| it.server.clone()),
        fields: raw_fields(fields),
        hops,
        ..Headers::default()
    }
}

/// Ids in angle brackets, without them; bare words where a program left them out.
fn ids(value: &str) -> Vec<String> {
    value.split(|it: char| it.is_whitespace() || it == '<' || it == '>' || it == ',')
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The offset of a date as the data model writes it: `-4` for `-0400`, `5:30` for `+0530`.
fn offset(date: &str) -> Option<String> {
    let zone = date.split_whitespace().find(|it| it.len() == 5 && it.starts_with(['+', '-']))?;
    let (hours, minutes) = (zone.get(1..3)?.parse::<u8>().ok()?, zone.get(3..5)?.parse::<u8>().ok()?);
    let sign = if zone.starts_with('-') && (hours, minutes) != (0, 0) { "-" } else { "" };
    Some(if minutes == 0 { format!("{sign}{hours}") } else { format!("{sign}{hours}:{minutes:02}") })
}

/// Distinct domains of the Received lines, sender side first.
fn domains(hops: &[crate::headers::Hop]) -> Vec<Domain> {
    let mut domains: Vec<Domain> = Vec::new();
    let received = hops.iter().filter_map(|it| it.received.as_ref());
    for host in received.flat_map(|it| {
        let mailbox = it.mailbox.as_ref().map(|it| it.domain.domain.as_str());
        [it.source.as_deref(), it.server.as_deref(), mailbox]
    }) {
        let Some(host) = host.filter(|it| it.contains('.')) else { continue };
        let domain = Domain::parse(host.trim_matches(['[', ']']));
        if domain.valid && !domains.iter().any(|it| it.domain == domain.domain) {
            domains.push(domain);
        }
    }
    domains
}

/// Distinct addresses of the Received lines, sender side first.
fn ips(hops: &[crate::headers::Hop], limits: &Limits) -> Vec<IpAddress> {
    let mut ips: Vec<IpAddress> = Vec::new();
    for ip in hops.iter().filter_map(|it| it.received.as_ref()?.source_ip.as_deref()) {
        if let Some(ip) = IpAddress::parse(ip)
            && ips.len() < limits.header_fields
            && !ips.iter().any(|it| it.ip == ip.ip)
        {
            ips.push(ip);
        }
    }
    ips
}

fn raw_fields(fields: &[RawField]) -> Vec<HopField> {
    let count = fields.len();
    fields
        .iter()
        .enumerate()
        .map(|(index, it)| HopField {
            name: it.name.clone(),
            value: (!it.value.is_empty()).then(|| it.value.clone()),
            position: count - 1 - index,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_written_as_the_data_model_does() {
        assert_eq!(offset("Mon, 2 Nov 2026 10:00:00 -0400").as_deref(), Some("-4"));
        assert_eq!(offset("Mon, 2 Nov 2026 10:00:00 +0530").as_deref(), Some("5:30"));
        assert_eq!(offset("Mon, 2 Nov 2026 10:00:00 +0000").as_deref(), Some("0"));
        assert_eq!(offset("yesterday"), None);
    }

    #[test]
    fn references_lose_their_brackets() {
        assert_eq!(ids("<a@b>\t<c@d>"), ["a@b", "c@d"]);
    }
}
