//! Query parameters (WHATWG `application/x-www-form-urlencoded`).

use percent_encoding::percent_decode_str;

/// Parameters of one URL that are decoded.
const MOST_PARAMETERS: usize = 500;

/// The parameters of `query` in order of first appearance; repeated keys keep all values.
pub(super) fn decode(query: &str) -> Vec<(String, Vec<String>)> {
    let mut parameters: Vec<(String, Vec<String>)> = Vec::new();
    let pairs = query.split('&').filter(|it| !it.is_empty());
    for pair in pairs.take(MOST_PARAMETERS) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (key, value) = (decode_form(key), decode_form(value));
        match parameters.iter_mut().find(|(name, _)| *name == key) {
            Some((_, values)) => values.push(value),
            None => parameters.push((key, vec![value])),
        }
    }
    parameters
}

/// Percent-decodes `text`, where a plus is a blank.
fn decode_form(text: &str) -> String {
    if text.contains('+') {
        percent_decode(&text.replace('+', " "))
    } else {
        percent_decode(text)
    }
}

/// Percent-decodes `text`; what is no UTF-8 becomes U+FFFD.
pub(crate) fn percent_decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
