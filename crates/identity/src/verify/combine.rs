//! Own results beside those that a trusted host stamped.

use limits::Capability;
use mail::{AuthenticationResults, Defect, Message, Method};

use super::outcome::Verified;

/// Methods that are verified here.
const OWN: [&str; 4] = ["spf", "dkim", "dmarc", "arc"];

/// A method on which the trusted host and this one disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// `spf`, `dkim`, `dmarc`, `arc`.
    pub method: &'static str,
    /// What was found here, and counts.
    pub own: String,
    /// What the trusted host wrote.
    pub stamped: String,
}

impl Verified {
    /// Puts the results where those of trusted hosts stand, so that all that follows reads one thing.
    ///
    /// Method by method the own verdict wins; where there is none (nothing to check with, a look-up
    /// that failed), what a trusted host stamped stays. Each disagreement is returned and becomes a
    /// defect of the message. `dns` is missing only where a failed look-up leaves open who sent it.
    pub fn apply(self, message: &mut Message) -> Vec<Difference> {
        let stamped = message.headers.trusted_results.take().unwrap_or_default();
        let differences = differences(&self.results, &stamped);
        let results = combined(&self.results, &stamped);
        let is_open = OWN
            .iter()
            .any(|it| word(&results, it).is_some_and(|it| it == super::outcome::TEMPERROR))
            && word(&results, "dmarc").is_none_or(|it| !is_verdict(it));
        for capability in self.missing.iter() {
            if capability != Capability::Dns || is_open {
                message.missing.insert(capability);
            }
        }
        for it in &differences {
            message.defects.push(Defect {
                kind: "authentication_differs",
                detail: format!(
                    "{} is {} here and was {} at the host that received it",
                    it.method, it.own, it.stamped
                ),
            });
        }
        if !results.methods.is_empty() {
            message.headers.believe(results);
        }
        message.headers.own_results = Some(self.results);
        differences
    }
}

fn differences(own: &AuthenticationResults, stamped: &AuthenticationResults) -> Vec<Difference> {
    let compared = OWN.into_iter().filter_map(|method| {
        let own = word(own, method).filter(|it| is_verdict(it))?;
        let stamped = word(stamped, method).filter(|it| is_verdict(it))?;
        (own != stamped).then(|| Difference {
            method,
            own: own.to_owned(),
            stamped: stamped.to_owned(),
        })
    });
    compared.collect()
}

fn combined(own: &AuthenticationResults, stamped: &AuthenticationResults) -> AuthenticationResults {
    let is_own = |name: &str| {
        let own_word = word(own, name);
        let stamped_word = word(stamped, name);
        match own_word {
            Some(found) => is_verdict(found) || !stamped_word.is_some_and(is_verdict),
            None => false,
        }
    };
    let keeps: Vec<&str> = OWN.into_iter().filter(|it| is_own(it)).collect();
    let is_kept = |method: &Method| keeps.contains(&method.method.as_str());
    let own_methods = own.methods.iter().filter(|it| is_kept(it));
    let stamped_methods = stamped.methods.iter().filter(|it| !is_kept(it));
    let methods = own_methods.chain(stamped_methods).cloned().collect();
    let authserv_id = own
        .authserv_id
        .clone()
        .or_else(|| stamped.authserv_id.clone());
    AuthenticationResults::of(authserv_id, methods)
}

/// The word of a method: for DKIM, of which there may be several, `pass` if any passed.
fn word<'r>(results: &'r AuthenticationResults, method: &str) -> Option<&'r str> {
    let of_method = || results.methods.iter().filter(|it| it.method == method);
    let passed = of_method().find(|it| it.result == "pass");
    let failed_to_ask = of_method().find(|it| it.result == super::outcome::TEMPERROR);
    let chosen = passed.or(failed_to_ask).or_else(|| of_method().next());
    chosen.map(|it| it.result.as_str())
}

/// Whether a word decides anything; an error does not.
fn is_verdict(word: &str) -> bool {
    !matches!(word, "temperror" | "error" | "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::outcome::method;
    use limits::CapabilitySet;

    fn verified(methods: Vec<Method>) -> Verified {
        Verified {
            results: AuthenticationResults::of(Some("own.test".to_owned()), methods),
            missing: CapabilitySet::of(Capability::Dns),
            lookups: 1,
        }
    }

    fn message(methods: Vec<Method>) -> Message {
        let mut message = Message::default();
        let stamped = AuthenticationResults::of(Some("mx.test".to_owned()), methods);
        message.headers.believe(stamped);
        message
    }

    #[test]
    fn the_own_verdict_wins_and_the_difference_is_noted() {
        let mut message = message(vec![
            method("spf", "pass", &[("smtp.mailfrom", "a@b.test")]),
            method("dmarc", "pass", &[("header.from", "b.test")]),
            method("compauth", "pass", &[]),
        ]);
        let own = verified(vec![method("dmarc", "fail", &[("header.from", "b.test")])]);
        let differences = own.apply(&mut message);
        assert_eq!(differences.len(), 1);
        assert_eq!(differences[0].method, "dmarc");
        let results = message.headers.trusted_results.as_ref().unwrap();
        assert_eq!(results.dmarc.as_deref(), Some("fail"));
        assert_eq!(results.spf.as_deref(), Some("pass"));
        assert!(results.compauth.is_some());
        assert_eq!(message.headers.auth_summary.dmarc_pass, Some(false));
        assert_eq!(message.headers.auth_summary.spf_pass, Some(true));
        assert_eq!(message.defects[0].kind, "authentication_differs");
        assert!(message.missing.is_empty());
    }

    #[test]
    fn what_could_not_be_asked_leaves_the_stamped_verdict() {
        let mut stamped = message(vec![method("dmarc", "pass", &[("header.from", "b.test")])]);
        let failed = || {
            vec![
                method("dmarc", "temperror", &[]),
                method("spf", "temperror", &[]),
            ]
        };
        assert_eq!(verified(failed()).apply(&mut stamped), []);
        let results = stamped.headers.trusted_results.as_ref().unwrap();
        assert_eq!(results.dmarc.as_deref(), Some("pass"));
        assert!(stamped.missing.is_empty());
        let mut lone = Message::default();
        verified(failed()).apply(&mut lone);
        assert!(lone.missing.contains(Capability::Dns));
        assert_eq!(lone.headers.auth_summary.dmarc_error, Some(true));
    }

    #[test]
    fn nothing_to_say_changes_nothing() {
        let mut bare = Message::default();
        assert_eq!(Verified::default().apply(&mut bare), []);
        assert!(bare.headers.trusted_results.is_none());
    }
}
