//! The part of a URL that says who is asked: user, host and port.

use std::borrow::Cow;

use super::percent_decode;
use crate::ip::is_numeric_host;
use crate::{Domain, IpAddress};

/// A name or a numeric address.
#[derive(Debug)]
pub(super) enum Host {
    Name(Domain),
    Ip(IpAddress),
}

/// User, host and port.
#[derive(Debug)]
pub(super) struct Authority {
    pub(super) username: Option<String>,
    pub(super) password: Option<String>,
    pub(super) host: Host,
    pub(super) port: Option<u16>,
}

impl Authority {
    /// Parses what stands between the slashes. `None` if there is no host, or one with blanks or
    /// angle brackets, which nothing opens.
    pub(super) fn parse(text: &str, numeric_is_ip: bool) -> Option<Self> {
        let (userinfo, place) = match text.rsplit_once('@') {
            Some((userinfo, place)) => (Some(userinfo), place),
            None => (None, text),
        };
        let (username, password) = match userinfo.map(|it| it.split_once(':').unwrap_or((it, ""))) {
            Some((username, password)) => (some(username), some(password)),
            None => (None, None),
        };
        let (host, port) = split_port(place);
        Some(Self {
            username,
            password,
            host: parse_host(host, numeric_is_ip)?,
            port,
        })
    }
}

/// `text` unless it is empty.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Splits the port off; the colons of an address of version 6 stand in brackets.
fn split_port(place: &str) -> (&str, Option<u16>) {
    match place.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port.parse().ok()),
        _ => (place, None),
    }
}

fn parse_host(host: &str, numeric_is_ip: bool) -> Option<Host> {
    let host = if host.contains('%') {
        Cow::Owned(percent_decode(host))
    } else {
        Cow::Borrowed(host)
    };
    let is_odd = |it: char| it.is_whitespace() || it.is_control() || matches!(it, '<' | '>');
    if host.is_empty() || host.contains(is_odd) {
        return None;
    }
    if host.starts_with('[')
        && let Some(ip) = IpAddress::parse_host(&host)
    {
        return Some(Host::Ip(ip));
    }
    let domain = Domain::parse(&host);
    if domain.domain.is_empty() {
        return None;
    }
    // Full-width digits and dots have become ASCII by now.
    if numeric_is_ip
        && is_numeric_host(&domain.domain)
        && let Some(mut ip) = IpAddress::parse_host(&domain.domain)
    {
        if let Some(translation) = &mut ip.translation {
            translation.original = host.into_owned();
        }
        return Some(Host::Ip(ip));
    }
    Some(Host::Name(domain))
}
