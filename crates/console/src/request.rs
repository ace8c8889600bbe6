//! What a request says of its reader, and whether it may be answered.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::Request;
use axum::http::{HeaderMap, header};

use crate::country::region;
use crate::language::wishes;
use crate::rate::Client;

/// Who asks: the connection's other end, or whom the proxy there names last.
pub(crate) fn client(request: &Request, behind_proxy: bool) -> IpAddr {
    let forwarded = || {
        let chain = field(request.headers(), "x-forwarded-for")?;
        chain.rsplit(',').next()?.trim().parse().ok()
    };
    let named = behind_proxy.then(forwarded).flatten();
    let other_end = request.extensions().get::<Client>().map(|it| it.0);
    let nobody = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    named.or(other_end).unwrap_or(nobody)
}

/// The text of a header field.
pub(crate) fn field<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|it| it.to_str().ok())
}

/// The languages that the browser asks for.
pub(crate) fn accepted(headers: &HeaderMap) -> Option<&str> {
    field(headers, header::ACCEPT_LANGUAGE.as_str())
}

/// The region that the browser's languages name.
pub(crate) fn region_of(headers: &HeaderMap) -> Option<&str> {
    let wishes = wishes(accepted(headers).unwrap_or_default());
    wishes.into_iter().find_map(region)
}

/// Whether the body may come compressed.
pub(crate) fn takes_gzip(headers: &HeaderMap) -> bool {
    let encodings = field(headers, header::ACCEPT_ENCODING.as_str()).unwrap_or_default();
    let mut each = encodings.split(',').map(str::trim);
    each.any(|it| it == "gzip" || it.starts_with("gzip;") && !it.ends_with("q=0"))
}

/// Whether a form was sent by a page of this very site.
///
/// `Sec-Fetch-Site` says so where the browser knows it (Fetch Metadata), else `Origin` does. A browser that knows
/// neither, or sends `null` because the page asks for no referrer, is let in: nothing here is done in anybody's name.
pub(crate) fn is_same_origin(headers: &HeaderMap) -> bool {
    if let Some(site) = field(headers, "sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = field(headers, header::ORIGIN.as_str()) else {
        return true;
    };
    let host = field(headers, header::HOST.as_str()).unwrap_or_default();
    let from = origin.split_once("://").map(|it| it.1);
    origin == "null" || from.is_some_and(|it| it.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(fields: &[(&'static str, &'static str)]) -> HeaderMap {
        let fields = fields.iter();
        fields
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn forms_of_other_sites_are_told_apart() {
        let check = |fields: &[(&'static str, &'static str)], expected| {
            assert_eq!(is_same_origin(&headers(fields)), expected, "{fields:?}");
        };
        check(
            &[("sec-fetch-site", "same-origin"), ("origin", "null")],
            true,
        );
        check(
            &[("sec-fetch-site", "cross-site"), ("origin", "null")],
            false,
        );
        check(&[("sec-fetch-site", "same-site")], false);
        check(
            &[("host", "a.example"), ("origin", "https://a.example")],
            true,
        );
        check(
            &[("host", "a.example"), ("origin", "https://b.example")],
            false,
        );
        check(&[("host", "a.example")], true);
    }

    #[test]
    fn compression_is_used_where_it_is_asked_for() {
        let takes = |value| takes_gzip(&headers(&[("accept-encoding", value)]));
        assert!(takes("gzip, deflate, br") && takes("br;q=1, gzip;q=0.5"));
        assert!(!takes("br") && !takes("gzip;q=0"));
    }
}
