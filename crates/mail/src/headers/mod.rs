//! The header block read field by field (MDM sections 6 to 8).

mod date;
mod hops;
mod ids;
mod model;
mod received;
mod results;
mod results_text;
mod signature;
mod trust;

use std::collections::HashSet;

use address::{Domain, EmailAddress, IpAddress, parse_mailboxes};
use limits::Limits;

pub use model::{
    AuthSummary, AuthenticationResults, CompAuth, DkimResult, Headers, Hop, HopField, Method,
    Received, Signature,
};

use crate::message::Findings;
use crate::options::ParseOptions;

/// Domains and addresses that are collected from Received lines.
const TRACES: usize = 200;

/// Reads `fields`.
pub(crate) fn read(
    fields: Vec<HopField>,
    options: &ParseOptions,
    findings: &mut Findings,
) -> Headers {
    let hops = hops::split(&fields);
    let mut headers = Headers {
        domains: domains(&hops),
        ips: ips(&hops),
        receiving_host: trust::receiving_host(&hops),
        hops,
        fields,
        ..Headers::default()
    };
    read_words(&mut headers, findings);
    headers.reply_to = reply_to(&headers, &options.limits);
    read_trust(&mut headers, &options.trusted_hosts);
    headers
}

fn read_words(headers: &mut Headers, findings: &mut Findings) {
    let text = |name: &str| headers.first(name).map(str::to_owned);
    let address = |name: &str| headers.first(name).and_then(ids::address);
    let message_id = text("Message-ID");
    let in_reply_to = text("In-Reply-To");
    let references = headers
        .first("References")
        .map(ids::references)
        .unwrap_or_default();
    let return_path = address("Return-Path");
    let mailer = text("X-Mailer").or_else(|| text("User-Agent"));
    let x_originating_ip = headers.first("X-Originating-IP").and_then(ids::ip);
    let x_sender = address("X-Sender");
    let x_authenticated_sender = address("X-Authenticated-Sender");
    let x_authenticated_domain = headers
        .first("X-Authenticated-Domain")
        .and_then(ids::domain);
    if let Some(value) = headers.first("Date") {
        match date::parse(value) {
            Some(date) => {
                headers.date = Some(date.text);
                headers.date_original_offset = Some(date.offset);
            }
            None => findings.note("invalid_date", "the Date field names no moment"),
        }
    }
    headers.message_id = message_id;
    headers.in_reply_to = in_reply_to;
    headers.references = references;
    headers.return_path = return_path;
    headers.mailer = mailer;
    headers.x_originating_ip = x_originating_ip;
    headers.x_sender = x_sender;
    headers.x_authenticated_sender = x_authenticated_sender;
    headers.x_authenticated_domain = x_authenticated_domain;
}

fn reply_to(headers: &Headers, limits: &Limits) -> Vec<address::Mailbox> {
    let all = headers.all("Reply-To");
    let mut mailboxes: Vec<_> = all.flat_map(|it| parse_mailboxes(it, limits)).collect();
    mailboxes.truncate(limits.mailboxes);
    mailboxes
}

impl Headers {
    /// Takes `results` for the trusted ones, in place of those that stand in the message. They stand
    /// at no hop: whoever verified them did so after the last.
    pub fn believe(&mut self, results: AuthenticationResults) {
        self.auth_summary = summary(&results, None);
        self.trusted_results = Some(results);
    }
}

fn read_trust(headers: &mut Headers, trusted_hosts: &[String]) {
    let Some(trusted) = trust::find(&headers.fields, &headers.hops, trusted_hosts) else {
        return;
    };
    let position = headers.fields.get(trusted.at).map(|it| it.position);
    let hop = headers
        .hops
        .iter()
        .find(|hop| hop.fields.iter().any(|it| Some(it.position) == position))
        .map(|it| it.index);
    headers.auth_summary = summary(&trusted.results, hop);
    headers.trusted_results = Some(trusted.results);
}

/// A verdict other than `pass` is none: `bestguesspass` says what would have been.
fn summary(results: &AuthenticationResults, hop: Option<usize>) -> AuthSummary {
    let passes = |verdict: &Option<String>| verdict.as_deref().map(|it| it == "pass");
    let is_error = |verdict: &Option<String>| {
        let words = ["temperror", "permerror", "error"];
        verdict.as_deref().map(|it| words.contains(&it))
    };
    let mut dkim_domains: Vec<String> = Vec::new();
    for result in results.dkim_details.iter().filter(|it| it.result == "pass") {
        if let Some(domain) = &result.domain
            && !dkim_domains.contains(domain)
        {
            dkim_domains.push(domain.clone());
        }
    }
    AuthSummary {
        spf_pass: passes(&results.spf),
        spf_error: is_error(&results.spf),
        dmarc_pass: passes(&results.dmarc),
        dmarc_error: is_error(&results.dmarc),
        dkim_domains,
        hop,
    }
}

/// Distinct domains of the Received lines, sender side first.
fn domains(hops: &[Hop]) -> Vec<Domain> {
    let mut seen = HashSet::new();
    let mut domains = Vec::new();
    for received in hops.iter().filter_map(|it| it.received.as_ref()) {
        let for_host = received.mailbox.as_ref().map(host_of);
        let hosts = [
            received.source.as_deref(),
            received.source_reverse.as_deref(),
            received.server.as_deref(),
            for_host,
        ];
        for host in hosts.into_iter().flatten() {
            if domains.len() < TRACES && seen.insert(host) {
                let domain = Domain::parse(host);
                domains.extend(domain.valid.then_some(domain));
            }
        }
    }
    domains
}

fn host_of(address: &EmailAddress) -> &str {
    &address.domain.domain
}

/// Distinct addresses of the Received lines, sender side first.
fn ips(hops: &[Hop]) -> Vec<IpAddress> {
    let mut seen = HashSet::new();
    let mut ips = Vec::new();
    for hop in hops {
        let lines = hop.fields.iter().filter(|it| hops::is_received(&it.name));
        let values = lines.filter_map(|it| it.value.as_deref());
        for ip in values.flat_map(received::addresses) {
            if ips.len() < TRACES && seen.insert(ip) {
                ips.extend(IpAddress::parse(&ip.to_string()));
            }
        }
    }
    ips
}

#[cfg(test)]
mod tests;
