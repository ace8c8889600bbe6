//! Proofpoint URL Defense, versions 1 to 3 (as documented in the vendor's help pages).
//!
//! Version 1 percent-encodes the target. Version 2 writes `-` for `%` and `_` for `/`. Version 3
//! writes the target between `__` and `__;`, with every character that its filter dislikes replaced
//! by `*` (or a run of them by `**` and a letter for its length); the characters follow in base64.

use super::decode::base64_bytes;
use crate::Url;
use crate::url::percent_decode;

/// The letters for the lengths of runs, which begin at two.
const LENGTHS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The target of a URL of any version.
pub(super) fn target(url: &Url) -> Option<String> {
    let path = url.path.as_deref()?;
    match path.get(..4)? {
        "/v1/" => url.query_values("u").first().cloned(),
        "/v2/" => version_2(url.query_params.as_deref()?),
        "/v3/" => version_3(&url.url),
        _ => None,
    }
}

fn version_2(query: &str) -> Option<String> {
    let encoded = query.split('&').find_map(|it| it.strip_prefix("u="))?;
    Some(percent_decode(&encoded.replace('-', "%").replace('_', "/")))
}

fn version_3(text: &str) -> Option<String> {
    let (_, after) = text.split_once("/v3/__")?;
    let (target, rest) = after.rsplit_once("__;")?;
    let replaced = base64_bytes(rest.split('!').next()?)?;
    let replaced = String::from_utf8_lossy(&replaced);
    let target = restore(target, &mut replaced.chars())?;
    Some(mend_slashes(&target))
}

/// Puts the `replaced` characters back into `target`.
fn restore(target: &str, replaced: &mut std::str::Chars<'_>) -> Option<String> {
    let mut restored = String::with_capacity(target.len());
    let mut signs = target.chars().peekable();
    while let Some(sign) = signs.next() {
        if sign != '*' {
            restored.push(sign);
            continue;
        }
        let length = match signs.next_if_eq(&'*') {
            Some(_) => LENGTHS.find(signs.next()?)? + 2,
            None => 1,
        };
        for _ in 0..length {
            restored.push(replaced.next()?);
        }
    }
    Some(restored)
}

/// Gateways on the way make one slash of the two after the scheme.
fn mend_slashes(target: &str) -> String {
    match target.split_once(":/") {
        Some((scheme, rest)) if !rest.starts_with('/') && !scheme.contains('/') => {
            format!("{scheme}://{rest}")
        }
        _ => target.to_owned(),
    }
}
