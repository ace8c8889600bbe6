//! What was found, in the words of `Authentication-Results` (RFC 8601 section 2.7).

use limits::CapabilitySet;
use mail::{AuthenticationResults, Method};
use mail_auth::arc::ArcError;
use mail_auth::dkim::DkimError;
use mail_auth::dmarc::Policy;
use mail_auth::{ArcOutput, DkimOutput, DkimResult, DmarcOutput, DmarcResult, Error, SpfOutput};

/// What was found of one message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// The results, in the form in which a trusted host stamps them. A method that could not be
    /// checked for want of knowledge (no client address, no MAIL FROM) is absent.
    pub results: AuthenticationResults,
    /// `dns` where a look-up failed or was not allowed any more, `limit.message` where the header
    /// block is too large to be verified.
    pub missing: CapabilitySet,
    /// Look-ups that were made, those answered from the cache included.
    pub lookups: u32,
}

pub(super) const TEMPERROR: &str = "temperror";

/// A method's outcome under construction.
pub(super) fn method(name: &str, result: &str, properties: &[(&str, &str)]) -> Method {
    Method {
        method: name.to_owned(),
        result: result.to_owned(),
        properties: properties
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect(),
    }
}

/// `spf=… smtp.mailfrom=…`, or `smtp.helo` for the null path.
pub(super) fn spf(output: &SpfOutput, mail_from: &str) -> Method {
    let (key, value) = if mail_from.is_empty() {
        ("smtp.helo", output.domain())
    } else {
        ("smtp.mailfrom", mail_from)
    };
    method("spf", &output.result().to_string(), &[(key, value)])
}

/// `dkim=… header.d=… header.i=… header.s=… header.a=…`.
pub(super) fn dkim(output: &DkimOutput<'_>) -> Method {
    let (word, reason) = dkim_word(output.result());
    let Some(signature) = output.signature() else {
        return method("dkim", word, &[("reason", &reason)]);
    };
    let properties = [
        ("header.d", signature.d.to_ascii_lowercase()),
        ("header.i", signature.i.to_ascii_lowercase()),
        ("header.s", signature.s.clone()),
        ("header.a", signature.a.name().to_owned()),
        ("reason", reason),
    ];
    let properties = properties
        .each_ref()
        .map(|(key, value)| (*key, value.as_str()));
    method("dkim", word, &properties)
}

/// A signature whose body or time is wrong failed, one that we do not accept as it is (`l=`, SHA-1)
/// fell to policy (RFC 8601 section 2.7.1).
fn dkim_word(result: &DkimResult) -> (&'static str, String) {
    match result {
        DkimResult::Pass => ("pass", String::new()),
        DkimResult::None => ("none", String::new()),
        DkimResult::Fail(error) => ("fail", error.to_string()),
        DkimResult::PermError(error) => ("permerror", error.to_string()),
        DkimResult::TempError(error) => (TEMPERROR, error.to_string()),
        DkimResult::Neutral(error) => (neutral_word(error), error.to_string()),
    }
}

fn neutral_word(error: &Error) -> &'static str {
    match error {
        Error::Dkim(DkimError::BodyHashMismatch | DkimError::SignatureExpired)
        | Error::Arc(ArcError::BodyHashMismatch | ArcError::SignatureExpired) => "fail",
        Error::Dkim(DkimError::BodyLengthTag | DkimError::UnsupportedAlgorithm)
        | Error::Arc(ArcError::BodyLengthTag) => "policy",
        Error::Dns(mail_auth::DnsError::Resolver(_)) => TEMPERROR,
        _ => "neutral",
    }
}

/// `dmarc=… header.from=… policy.dmarc=…`; the policy is the one that applies to this very domain.
pub(super) fn dmarc(output: &DmarcOutput) -> Method {
    let word = match output.result() {
        DmarcResult::Pass => "pass",
        DmarcResult::Fail(_) => "fail",
        DmarcResult::TempError(_) => TEMPERROR,
        DmarcResult::PermError(_) => "permerror",
        DmarcResult::None => "none",
    };
    let policy = match output.policy() {
        Policy::Reject => "reject",
        Policy::Quarantine => "quarantine",
        Policy::None | Policy::Unspecified => "none",
    };
    let policy = if word == "none" { "" } else { policy };
    let properties = [("header.from", output.domain()), ("policy.dmarc", policy)];
    method("dmarc", word, &properties)
}

/// `arc=… arc.chain=newest:…:oldest` (RFC 8617 section 10.2).
pub(super) fn arc(output: &ArcOutput<'_>) -> Method {
    let (word, reason) = match output.result() {
        // A chain that cannot be put together is broken (RFC 8617 section 5.2).
        DkimResult::Neutral(error) if neutral_word(error) != TEMPERROR => {
            ("fail", error.to_string())
        }
        result => dkim_word(result),
    };
    let sealers = output.chain().iter().rev();
    let sealers: Vec<_> = sealers
        .map(|it| it.seal.header.d.to_ascii_lowercase())
        .collect();
    let properties = [("arc.chain", sealers.join(":")), ("reason", reason)];
    let properties = properties
        .each_ref()
        .map(|(key, value)| (*key, value.as_str()));
    method("arc", word, &properties)
}
