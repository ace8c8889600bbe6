//! Tag lists of DKIM-Signature (RFC 6376 section 3.2) and the Received-SPF field (RFC 7208 section
//! 9.1).

use super::model::Signature;

/// Reads the tags of a DKIM-Signature.
pub(super) fn parse(value: &str) -> Signature {
    let mut signature = Signature::default();
    for tag in value.split(';') {
        let Some((name, value)) = tag.split_once('=') else {
            continue;
        };
        let slot = match name.trim() {
            "d" => &mut signature.domain,
            "s" => &mut signature.selector,
            "h" => &mut signature.headers,
            "a" => &mut signature.algorithm,
            _ => continue,
        };
        let value: String = value.split_whitespace().collect();
        if slot.is_none() && !value.is_empty() {
            *slot = Some(value);
        }
    }
    if let Some(domain) = &mut signature.domain {
        domain.make_ascii_lowercase();
    }
    signature
}

/// What Received-SPF says: the verdict word, and whom it was about.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ReceivedSpf {
    pub(super) verdict: Option<String>,
    pub(super) designator: Option<String>,
}

/// Reads a Received-SPF field.
pub(super) fn received_spf(value: &str) -> ReceivedSpf {
    let verdict = value
        .split(|it: char| it.is_whitespace() || it == '(')
        .next()
        .filter(|it| !it.is_empty())
        .map(str::to_ascii_lowercase);
    ReceivedSpf {
        verdict,
        designator: parameter(value, "envelope-from")
            .or_else(|| designated(value))
            .or_else(|| parameter(value, "helo")),
    }
}

/// `envelope-from="a@b"` and the like.
fn parameter(value: &str, name: &str) -> Option<String> {
    let (_, after) = value.split_once(name)?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let word = after.split([';', ' ']).next()?;
    let word = word.trim_matches(['"', '<', '>']);
    (!word.is_empty()).then(|| word.to_ascii_lowercase())
}

/// `domain of a@b designates 192.0.2.1 as permitted sender`.
fn designated(value: &str) -> Option<String> {
    let (_, after) = value.split_once("domain of ")?;
    let after = after.strip_prefix("transitioning ").unwrap_or(after);
    let word = after
        .split_whitespace()
        .next()?
        .trim_matches(['"', '<', '>']);
    (!word.is_empty()).then(|| word.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_a_signature() {
        let signature =
            parse("v=1; a=rsa-sha256; d=Example.COM; s=s1; h=from: to :subject; b=a=b==");
        assert_eq!(signature.domain.as_deref(), Some("example.com"));
        assert_eq!(signature.selector.as_deref(), Some("s1"));
        assert_eq!(signature.headers.as_deref(), Some("from:to:subject"));
        assert_eq!(signature.algorithm.as_deref(), Some("rsa-sha256"));
        assert_eq!(parse("nonsense"), Signature::default());
    }

    #[track_caller]
    fn check(value: &str, verdict: &str, designator: Option<&str>) {
        let found = received_spf(value);
        assert_eq!(found.verdict.as_deref(), Some(verdict));
        assert_eq!(found.designator.as_deref(), designator);
    }

    #[test]
    fn received_spf_in_three_dialects() {
        check(
            "Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.1; envelope-from=\"A@b.test\"",
            "pass",
            Some("a@b.test"),
        );
        check(
            "Pass (protection.outlook.com: domain of b.test designates 192.0.2.1 as permitted sender)",
            "pass",
            Some("b.test"),
        );
        check(
            "softfail (google.com: domain of transitioning a@b.test does not designate 192.0.2.1)",
            "softfail",
            Some("a@b.test"),
        );
        check("none", "none", None);
    }
}
