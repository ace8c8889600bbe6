//! Answers with everything that keeps a page to itself.

use std::io::Write as _;

use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Nothing but the page's own style, script and symbols; no frame around it, no form to elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/// As above, for a page with a mail in a frame. The frame's document inherits this policy and has a stricter one of
/// its own; `style` attributes are all that it adds.
const POLICY_WITH_MAIL: &str = "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; \
     script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
     base-uri 'none'";
/// The policy of the mail's own document.
pub(crate) const MAIL_POLICY: &str = "default-src 'none'; img-src data:; style-src-attr 'unsafe-inline'; form-action 'none'; base-uri 'none'";

/// How a page is sent.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sending {
    /// The client takes gzip.
    pub(crate) gzip: bool,
    /// The page shows a mail in a frame, or comes to show one when its script puts the answer in its place.
    pub(crate) with_mail: bool,
}

/// A page.
pub(crate) fn page(status: StatusCode, html: String, sending: Sending) -> Response {
    let mut response = body(html.into_bytes(), sending.gzip);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let policy = if sending.with_mail {
        POLICY_WITH_MAIL
    } else {
        POLICY
    };
    set(headers, header::CONTENT_TYPE, "text/html; charset=utf-8");
    set(headers, header::CONTENT_SECURITY_POLICY, policy);
    // The answer shows somebody's mail: no cache keeps it, nor does the browser after the tab is closed.
    set(headers, header::CACHE_CONTROL, "no-store");
    set(headers, header::VARY, "accept-language, accept-encoding");
    guard(headers);
    response
}

/// A page of the console. Its forms are told from those of other sites by their origin, which a browser names only where the
/// referrer may be known here.
pub(crate) fn office_page(status: StatusCode, html: String, sending: Sending) -> Response {
    let mut response = page(status, html, sending);
    let headers = response.headers_mut();
    set(headers, header::REFERRER_POLICY, "same-origin");
    set(headers, header::VARY, "cookie, accept-encoding");
    response
}

/// What a page for everybody has besides, where people sign in: it may differ by who looks. For whoever `is_signed_in` it holds a form by
/// which he signs out, as a page of the console does.
pub(crate) fn for_readers(response: &mut Response, is_signed_in: bool) {
    let headers = response.headers_mut();
    set(
        headers,
        header::VARY,
        "accept-language, accept-encoding, cookie",
    );
    if is_signed_in {
        set(headers, header::REFERRER_POLICY, "same-origin");
    }
}

/// What the headers of a stream of events are beside those that every answer has.
pub(crate) fn guard_stream(response: &mut Response) {
    let headers = response.headers_mut();
    set(headers, header::CACHE_CONTROL, "no-store");
    // A proxy that gathers an answer before it passes it on would keep the events.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    guard(headers);
}

/// A file of the page, under a name that changes with its content.
pub(crate) fn asset(kind: &'static str, bytes: Vec<u8>, is_gzip: bool) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    if is_gzip {
        set(headers, header::CONTENT_ENCODING, "gzip");
    }
    set(headers, header::CONTENT_TYPE, kind);
    set(
        headers,
        header::CACHE_CONTROL,
        "public, max-age=31536000, immutable",
    );
    set(headers, header::VARY, "accept-encoding");
    set(
        headers,
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'",
    );
    guard(headers);
    response
}

/// Leads elsewhere on this site.
pub(crate) fn redirect(to: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    guard(response.headers_mut());
    response
}

fn guard(headers: &mut HeaderMap) {
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "no-referrer");
    set(headers, header::X_FRAME_OPTIONS, "DENY");
    for (name, value) in [
        (
            "permissions-policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
        ),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-robots-tag", "noindex"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

fn body(bytes: Vec<u8>, gzip: bool) -> Response {
    let packed = if gzip { gzipped(&bytes) } else { None };
    let is_packed = packed.is_some();
    let mut response = Response::new(Body::from(packed.unwrap_or(bytes)));
    if is_packed {
        set(response.headers_mut(), header::CONTENT_ENCODING, "gzip");
    }
    response
}

/// `bytes` compressed; `None` where that does not work.
pub(crate) fn gzipped(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}
