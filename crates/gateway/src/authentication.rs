//! The field `Authentication-Results` (RFC 8601) for what was verified here.

use detect::{MethodReport, Report};

/// Methods that are written: those that offhook verifies itself.
const METHODS: [&str; 4] = ["spf", "dkim", "dmarc", "arc"];
/// Entries that are written: a mail may carry any number of signatures.
const MOST_ENTRIES: usize = 14;
/// Bytes of one value that are written.
const MOST_VALUE: usize = 200;

/// The value of the field in the name of `authserv_id`, if anything was verified here. What others stamped is never said
/// again in one's own name.
pub(crate) fn value(report: &Report, authserv_id: &str) -> Option<String> {
    let verified = report.authentication.as_ref()?.verified_here.as_ref()?;
    let own = verified
        .iter()
        .filter(|it| METHODS.contains(&it.method.as_str()) && is_token(&it.result));
    let entries: Vec<String> = own.take(MOST_ENTRIES).map(entry).collect();
    if entries.is_empty() {
        // Section 2.2: "none" says that nothing was checked.
        return Some(format!("{};\n none", text(authserv_id)?));
    }
    let entries = entries.join(";\n ");
    Some(format!("{};\n {entries}", text(authserv_id)?))
}

fn entry(method: &MethodReport) -> String {
    let mut entry = format!("{}={}", method.method, method.result);
    for (name, value) in &method.properties {
        let is_name = name.split('.').count() == 2 && name.split('.').all(is_token);
        if let (true, Some(value)) = (is_name, text(value)) {
            entry.push_str("\n  ");
            entry.push_str(name);
            entry.push('=');
            entry.push_str(&value);
        }
    }
    entry
}

/// `value` as a token, an address or a quoted string (RFC 2045 section 5.1); nothing where it is none of them: a sender
/// writes some of what stands here.
fn text(value: &str) -> Option<String> {
    if value.is_empty()
        || value.len() > MOST_VALUE
        || !value.bytes().all(|it| matches!(it, b' '..=b'~'))
    {
        return None;
    }
    let is_plain = match value.split_once('@') {
        Some((local, domain)) => (local.is_empty() || is_token(local)) && is_token(domain),
        None => is_token(value),
    };
    if is_plain {
        return Some(value.to_owned());
    }
    let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
    Some(format!("\"{escaped}\""))
}

fn is_token(text: &str) -> bool {
    let is_special = |it: u8| b"()<>@,;:\\\"/[]?= ".contains(&it);
    !text.is_empty()
        && text
            .bytes()
            .all(|it| it.is_ascii_graphic() && !is_special(it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use detect::AuthenticationReport;

    /// A method, its result, and its properties.
    type Written<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

    fn report(methods: &[Written<'_>]) -> Report {
        let engine = detect::Engine::new(detect::Options::default()).unwrap();
        let mut report = engine.judge("mail", b"From: a@b.example\n\nHello\n");
        let methods = methods.iter().map(|(method, result, properties)| {
            let properties = properties.iter();
            MethodReport {
                method: (*method).to_owned(),
                result: (*result).to_owned(),
                properties: properties
                    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                    .collect(),
            }
        });
        report.authentication = Some(AuthenticationReport {
            by: Some("mx.home.example".to_owned()),
            methods: Vec::new(),
            verified_here: Some(methods.collect()),
        });
        report
    }

    #[test]
    fn own_results_are_written_and_those_of_others_are_not() {
        let methods: &[Written<'_>] = &[
            ("spf", "pass", &[("smtp.mailfrom", "a@b.example")]),
            (
                "dkim",
                "fail",
                &[("header.d", "b.example"), ("header.s", "s 1")],
            ),
            ("compauth", "pass", &[]),
        ];
        let own = value(&report(methods), "mx.home.example");
        let expected = "mx.home.example;\n spf=pass\n  smtp.mailfrom=a@b.example;\n dkim=fail\n  header.d=b.example\n  header.s=\"s 1\"";
        assert_eq!(own.as_deref(), Some(expected));
        let mut stamped = report(methods);
        if let Some(results) = &mut stamped.authentication {
            results.methods = results.verified_here.take().unwrap_or_default();
        }
        assert_eq!(value(&stamped, "mx.home.example"), None);
        let none = value(&report(&[]), "mx.home.example");
        assert_eq!(none.as_deref(), Some("mx.home.example;\n none"));
    }

    #[test]
    fn nothing_that_a_sender_wrote_ends_the_field() {
        for hostile in ["a\r\nX-Evil: 1", "a\n b", "a\0", "é", &"x".repeat(1000)] {
            let methods: &[Written<'_>] =
                &[("spf", "pass", &[("smtp.mailfrom", hostile), (hostile, "x")])];
            let written = value(&report(methods), "mx").unwrap();
            assert_eq!(written, "mx;\n spf=pass", "{hostile:?}");
        }
        let quoted: &[Written<'_>] =
            &[("spf", "pass", &[("smtp.mailfrom", "a\" x=y; dmarc=pass\\")])];
        let written = value(&report(quoted), "mx").unwrap();
        assert!(
            written.ends_with(r#"="a\" x=y; dmarc=pass\\""#),
            "{written}"
        );
    }
}
