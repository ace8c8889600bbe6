//! Targets that no plain parameter or path holds.

use super::decode::{base64_text, inflated_text, json_string};
use super::{parameter, with_query};
use crate::Url;
use crate::url::percent_decode;

/// Cisco Secure Email: `/<token>/<target, percent-encoded>`.
pub(super) fn encoded_last_segment(url: &Url) -> Option<String> {
    let path = url.path.as_deref()?;
    let (_, segment) = path.trim_start_matches('/').split_once('/')?;
    Some(percent_decode(segment))
}

/// Amazon SES: `/L0/<target, percent-encoded>/<number>/<token>/…`.
pub(super) fn encoded_second_segment(url: &Url) -> Option<String> {
    Some(percent_decode(segments(url).nth(1)?))
}

/// Check Point Harmony: `/v2/___<target>___.<token>`, with a region before the target in later links.
pub(super) fn checkpoint(url: &Url) -> Option<String> {
    let (_, after) = url.url.split_once("/___")?;
    let (target, _) = after.rsplit_once("___.")?;
    Some(target.to_owned())
}

/// AMP cache: `/c/s/<host and path>`, without `s` for plain HTTP.
pub(super) fn amp_project(url: &Url) -> Option<String> {
    let path = url.path.as_deref()?;
    // The first segment is the kind of document: `c`, `v`, `wp`.
    let (_, rest) = path.trim_start_matches('/').split_once('/')?;
    let (scheme, rest) = match rest.strip_prefix("s/") {
        Some(rest) => ("https", rest),
        None => ("http", rest),
    };
    (rest.contains('.')).then(|| format!("{scheme}://{}", with_query(rest, url)))
}

/// Google Translate's proxy: `www-example-com.translate.goog`, where a dot is written `-` and a
/// hyphen `--`. Its own parameters begin with `_x_tr_`.
pub(super) fn translated_host(url: &Url) -> Option<String> {
    let label = url
        .domain
        .as_ref()?
        .domain
        .strip_suffix(".translate.goog")?;
    let host = label
        .replace("--", "\u{0}")
        .replace('-', ".")
        .replace('\u{0}', "-");
    if !host.contains('.') {
        return None;
    }
    let mut target = format!("https://{host}{}", url.path.as_deref().unwrap_or_default());
    let query = url.query_params.as_deref().unwrap_or_default();
    let own = query
        .split('&')
        .filter(|it| !it.is_empty() && !it.starts_with("_x_tr_"));
    for (parameter, sign) in own.zip(std::iter::once('?').chain(std::iter::repeat('&'))) {
        target.push(sign);
        target.push_str(parameter);
    }
    Some(target)
}

/// Google's image proxy keeps the address of the image as the fragment.
pub(super) fn fragment(url: &Url) -> Option<String> {
    url.fragment.clone()
}

/// Yahoo search: `/…/RU=<target, percent-encoded>/RK=…`.
pub(super) fn yahoo(url: &Url) -> Option<String> {
    let (_, after) = url.path.as_deref()?.split_once("/RU=")?;
    Some(percent_decode(after.split('/').next()?))
}

/// Microsoft's sign-in with `prompt=none` returns to the caller without showing a page.
pub(super) fn silent_sign_in(url: &Url) -> Option<String> {
    let is_silent = url.query_values("prompt").iter().any(|it| it == "none");
    is_silent.then(|| parameter(url, "redirect_uri")).flatten()
}

/// Customer.io: `/e/c/<JSON in base64>/<token>` with the target as `href`.
pub(super) fn customer_io(url: &Url) -> Option<String> {
    let (_, after) = url.path.as_deref()?.split_once("/e/c/")?;
    json_string(&base64_text(after.split('/').next()?)?, "href")
}

/// Mailgun: `/c/<form in zlib and base64>` with the target as `l`.
pub(super) fn mailgun(url: &Url) -> Option<String> {
    let form = inflated_text(segments(url).nth(1)?)?;
    let target = form.split('&').find_map(|it| it.strip_prefix("l="))?;
    Some(percent_decode(target))
}

/// Mandrill: `p` is JSON in base64 whose `p` is again JSON with the target as `url`.
pub(super) fn mandrill(url: &Url) -> Option<String> {
    let outer = base64_text(url.query_values("p").first()?)?;
    json_string(&json_string(&outer, "p")?, "url")
}

/// Dynamics 365 marketing: `target` is JSON with the target as `TargetUrl`, percent-encoded.
pub(super) fn dynamics(url: &Url) -> Option<String> {
    let target = json_string(url.query_values("target").first()?, "TargetUrl")?;
    Some(percent_decode(&target))
}

/// Postmark: `/3s/<host and path, percent-encoded>/<token>/…`, `s` for HTTPS.
pub(super) fn postmark(url: &Url) -> Option<String> {
    let mut segments = segments(url);
    let scheme = match segments.next()? {
        "2s" | "3s" => "https",
        "2" | "3" => "http",
        _ => return None,
    };
    let target = percent_decode(segments.next()?);
    target.contains('.').then(|| format!("{scheme}://{target}"))
}

/// The Newsletter plugin of WordPress: `nltr` is base64 of fields between semicolons, of which the
/// third is the target.
pub(super) fn newsletter_plugin(url: &Url) -> Option<String> {
    let fields = base64_text(url.query_values("nltr").first()?)?;
    fields.split(';').nth(2).map(str::to_owned)
}

/// Words in a path that say it ends a session.
const LOGOUT: &[&str] = &[
    "logout", "log-out", "log_out", "logoff", "signout", "sign-out", "sign_out",
];

/// Parameters that say where to go after it.
const AFTER_LOGOUT: &[&str] = &[
    "continue",
    "redirect",
    "redirect_uri",
    "redirect_url",
    "redirecturl",
    "redirecturi",
    "redirect_to",
    "redirectto",
    "post_logout_redirect_uri",
    "returnurl",
    "return_url",
    "returnto",
    "return_to",
    "return",
    "next",
    "url",
    "goto",
    "target",
    "service",
];

/// A page that ends a session and goes to another site. Rules look for YouTube's by its path.
pub(super) fn logout(url: &Url) -> Option<String> {
    let path = url.path.as_deref()?.to_ascii_lowercase();
    let host = url.domain.as_ref()?;
    let ends_session = LOGOUT.iter().any(|it| path.contains(it));
    if !ends_session || host.is_under("youtube.com") {
        return None;
    }
    let target = AFTER_LOGOUT.iter().find_map(|it| parameter(url, it))?;
    let leads_away = Url::host_of(&target).is_some_and(|it| it.root_domain != host.root_domain);
    leads_away.then_some(target)
}

/// The segments of the path.
fn segments(url: &Url) -> impl Iterator<Item = &str> {
    url.path
        .as_deref()
        .unwrap_or_default()
        .split('/')
        .filter(|it| !it.is_empty())
}
