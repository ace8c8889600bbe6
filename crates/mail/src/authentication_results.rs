//! `Authentication-Results` (RFC 8601), Microsoft's form of it without an authserv-id, and the fields
//! of ARC (RFC 8617) that carry the same content.

use address::Domain;

use crate::headers::{AuthenticationResults, CompAuth, DkimResult, Method};

/// Reads the value of one such field.
pub(crate) fn parse(value: &str, kind: &'static str) -> AuthenticationResults {
    let value = without_comments(value);
    let mut parts = value.split(';').map(str::trim);
    let mut results = AuthenticationResults { kind, ..AuthenticationResults::default() };
    let mut first = parts.next().unwrap_or_default();
    if kind == "arc" && first.starts_with("i=") {
        first = parts.next().unwrap_or_default();
    }
    let method = parse_method(first);
    let leading = if let Some(method) = method {
        Some(method)
    } else {
        // The version after the authserv-id is always 1 and left out (RFC 8601 section 2.2).
        results.authserv_id = first.split_whitespace().next().map(str::to_ascii_lowercase);
        None
    };
    for method in leading.into_iter().chain(parts.filter_map(parse_method)) {
        record(&mut results, method);
    }
    results
}

fn record(results: &mut AuthenticationResults, method: Method) {
    let property = |names: &[&str]| {
        method.properties.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, value)| value.clone())
    };
    match method.method.as_str() {
        "spf" if results.spf.is_none() => {
            results.spf = Some(method.result.clone());
            results.spf_designator = property(&["smtp.mailfrom", "smtp.mail", "envelope-from", "smtp.helo"]);
        }
        "dkim" => {
            let domain = property(&["header.d"]).or_else(|| {
                property(&["header.i"]).and_then(|it| it.rsplit('@').next().map(str::to_owned))
            });
            // One pass makes the whole a pass, whatever other signatures say.
            if results.dkim.as_deref() != Some("pass") {
                results.dkim = Some(method.result.clone());
            }
            results.dkim_details.push(DkimResult {
                result: method.result.clone(),
                domain: domain.map(|it| it.to_ascii_lowercase()),
            });
        }
        "dmarc" if results.dmarc.is_none() => {
            results.dmarc = Some(method.result.clone());
            results.dmarc_from = property(&["header.from"]).map(|it| Domain::parse(&it));
        }
        "compauth" if results.compauth.is_none() => {
            results.compauth = Some(CompAuth { verdict: method.result.clone(), reason: property(&["reason"]) });
        }
        _ => {}
    }
    results.methods.push(method);
}

/// `method[/version]=result [reason=…] [ptype.property=value …]`.
fn parse_method(text: &str) -> Option<Method> {
    let mut words = text.split_whitespace();
    let (method, result) = words.next()?.split_once('=')?;
    let method = method.split('/').next().unwrap_or(method).to_ascii_lowercase();
    if method.is_empty() || !method.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-') {
        return None;
    }
    let properties = words
        .filter_map(|it| it.split_once('='))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim_matches('"').to_owned()))
        .collect();
    Some(Method { method, result: result.trim_matches('"').to_ascii_lowercase(), properties })
}

/// Comments may stand anywhere and nest (RFC 5322 section 3.2.2). What looks like a result inside a
/// comment is none. Semicolons inside quoted strings do not separate.
fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let escaped = characters.next();
                if depth == 0 {
                    plain.extend(escaped);
                }
            }
            '"' if depth == 0 => {
                quoted = !quoted;
                plain.push('"');
            }
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth > 0 => depth -= 1,
            ';' | ' ' if quoted => plain.push('_'),
            it if depth == 0 => plain.push(it),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_form_is_read() {
        let results = parse(
            "mx.example.org; spf=pass (ok) smtp.mailfrom=a@shop.example; dkim=pass header.d=Shop.example; \
             dmarc=pass (p=NONE) header.from=shop.example",
            "standard",
        );
        assert_eq!(results.authserv_id.as_deref(), Some("mx.example.org"));
        assert_eq!(results.spf.as_deref(), Some("pass"));
        assert_eq!(results.spf_designator.as_deref(), Some("a@shop.example"));
        assert_eq!(results.dkim_details[0].domain.as_deref(), Some("shop.example"));
        assert_eq!(results.dmarc.as_deref(), Some("pass"));
        assert_eq!(results.dmarc_from.unwrap().domain, "shop.example");
    }

    #[test]
    fn microsofts_form_has_no_authserv_id() {
        let results = parse(
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.example; dkim=none (message not signed) \
             header.d=none;dmarc=bestguesspass action=none header.from=a.example;compauth=pass reason=109",
            "standard",
        );
        assert_eq!(results.authserv_id, None);
        assert_eq!(results.spf.as_deref(), Some("pass"));
        assert_eq!(results.dmarc.as_deref(), Some("bestguesspass"));
        let compauth = results.compauth.unwrap();
        assert_eq!((compauth.verdict.as_str(), compauth.reason.as_deref()), ("pass", Some("109")));
    }

    #[test]
    fn a_result_inside_a_comment_or_a_quoted_string_is_none() {
        let results = parse("mx.example.org; spf=fail (; dmarc=pass) reason=\"x; dmarc=pass\"", "standard");
        assert_eq!(results.dmarc, None);
        assert_eq!(results.spf.as_deref(), Some("fail"));
    }

    #[test]
    fn one_passing_signature_is_a_pass() {
        let results = parse("mx; dkim=fail header.d=a.example; dkim=pass header.i=@b.example", "standard");
        assert_eq!(results.dkim.as_deref(), Some("pass"));
        assert_eq!(results.dkim_details[1].domain.as_deref(), Some("b.example"));
    }

    #[test]
    fn arc_has_an_instance_in_front() {
        let results = parse("i=1; mx.example.org; dmarc=fail header.from=a.example", "arc");
        assert_eq!(results.authserv_id.as_deref(), Some("mx.example.org"));
        assert_eq!(results.dmarc.as_deref(), Some("fail"));
    }
}
