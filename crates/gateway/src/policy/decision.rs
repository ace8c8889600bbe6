//! What is done with one message, which may go to people who want different things.
//!
//! A mail server asks once for the whole message, so this is the rule for several recipients:
//!
//! 1. For each recipient there is an action: that of his address, else of his domain, else the general one.
//! 2. If it is the same for all, it is done.
//! 3. Else nobody is refused for the sake of another. Recipients whose action keeps the message from them (`quarantine`,
//!    `tempfail`, `reject`) are taken off the message, which goes into the quarantine for them; where there is no
//!    quarantine or the protocol cannot take off recipients, they get it, marked.
//! 4. For the rest one message goes out: on hold if anybody wants that; without marks only if nobody wants them; with a prefix
//!    to the subject only if all want it, for that breaks signatures.

use detect::{Engine, Verdict};
use jiff::civil::Date;

use super::{Action, ForRecipients, Mode, PolicySettings};
use crate::judge::Outcome;
use crate::settings::WhenBusy;

/// What is to be decided about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question<'a> {
    pub(crate) outcome: &'a Outcome,
    pub(crate) when_busy: WhenBusy,
    pub(crate) recipients: &'a [String],
    /// Whether there is a quarantine, and recipients can be taken off the message.
    pub(crate) can_set_apart: bool,
    pub(crate) engine: &'a Engine,
    /// The day, in UTC.
    pub(crate) today: Date,
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    /// With the message, for whoever is left on it.
    pub(crate) action: Action,
    /// Recipients who are taken off it, and for whom it goes into the quarantine.
    pub(crate) set_apart: Vec<String>,
    /// The exception by which it is treated more mildly than its verdict says.
    pub(crate) exception: Option<String>,
    /// Whether it has been taken into the quarantine for those who are kept from it.
    pub(crate) is_held: bool,
}

impl Decision {
    pub(crate) fn plain(action: Action) -> Self {
        Self {
            action,
            set_apart: Vec::new(),
            exception: None,
            is_held: false,
        }
    }
}

impl PolicySettings {
    /// What becomes of a message. One that could not be judged is delivered and marked: mail is not lost for a
    /// fault of ours.
    pub(crate) fn decide(&self, question: &Question<'_>) -> Decision {
        let report = match question.outcome {
            Outcome::Judged(report) => report,
            Outcome::Busy if question.when_busy == WhenBusy::Tempfail => {
                return Decision::plain(Action::Tempfail);
            }
            Outcome::Busy | Outcome::Failed => return Decision::plain(Action::Tag),
        };
        let mut verdict = report.verdict;
        let mut exception = None;
        if verdict < Verdict::Benign {
            let current = self
                .exceptions
                .iter()
                .filter(|it| it.is_current(question.today));
            let milder = current.filter_map(|it| Some((it.verdict(report, question.engine)?, it)));
            if let Some((treated, by)) = milder.max_by_key(|(verdict, _)| *verdict) {
                verdict = treated;
                exception = Some(by.name());
            }
        }
        let (action, set_apart) = self.for_all(verdict, question);
        Decision {
            action,
            set_apart,
            exception,
            is_held: false,
        }
    }

    fn for_all(&self, verdict: Verdict, question: &Question<'_>) -> (Action, Vec<String>) {
        let each: Vec<(&String, Action)> = question
            .recipients
            .iter()
            .map(|it| (it, self.for_one(verdict, it)))
            .collect();
        let Some((_, first)) = each.first() else {
            return (self.in_general(verdict), Vec::new());
        };
        if each.iter().all(|(_, it)| it == first) {
            return (*first, Vec::new());
        }
        let (kept, delivered): (Vec<_>, Vec<_>) =
            each.into_iter().partition(|(_, it)| it.keeps_back());
        if delivered.is_empty() && question.can_set_apart {
            return (Action::Quarantine, Vec::new());
        }
        let set_apart = if question.can_set_apart {
            kept.iter().map(|(it, _)| (*it).clone()).collect()
        } else {
            Vec::new()
        };
        let marked = (!question.can_set_apart && !kept.is_empty()).then_some(Action::Tag);
        let wanted: Vec<Action> = delivered.iter().map(|(_, it)| *it).chain(marked).collect();
        (together(&wanted), set_apart)
    }

    fn for_one(&self, verdict: Verdict, recipient: &str) -> Action {
        let recipient = recipient.to_lowercase();
        let domain = recipient.rsplit_once('@').map_or("", |(_, it)| it);
        let named = |name: &str| {
            let is_named =
                |it: &&ForRecipients| it.of.iter().any(|of| of.eq_ignore_ascii_case(name));
            self.recipients.iter().find(is_named)
        };
        let Some(own) = named(&recipient).or_else(|| named(domain)) else {
            return self.in_general(verdict);
        };
        if own.mode.unwrap_or(self.mode) == Mode::Observe {
            return Action::Tag;
        }
        let set = match verdict {
            Verdict::Malicious => own.malicious,
            Verdict::Suspicious => own.suspicious,
            Verdict::Undecided => own.undecided,
            Verdict::Benign => own.benign,
        };
        set.unwrap_or_else(|| self.of_verdict(verdict))
    }

    fn in_general(&self, verdict: Verdict) -> Action {
        if self.mode == Mode::Observe {
            return Action::Tag;
        }
        self.of_verdict(verdict)
    }

    fn of_verdict(&self, verdict: Verdict) -> Action {
        match verdict {
            Verdict::Malicious => self.malicious,
            Verdict::Suspicious => self.suspicious,
            Verdict::Undecided => self.undecided,
            Verdict::Benign => self.benign,
        }
    }
}

/// One action for people who all get the message.
fn together(wanted: &[Action]) -> Action {
    if wanted.contains(&Action::Hold) {
        Action::Hold
    } else if wanted.iter().all(|it| *it == Action::Subject) {
        Action::Subject
    } else if wanted.iter().all(|it| *it == Action::Accept) {
        Action::Accept
    } else {
        Action::Tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detect::{Options, Report};

    const LURE: &str = "From: Amazon <orders.help.7731@gmail.com>\nTo: you@example.org\nSubject: Your order\n\n\
        Your Amazon order of $899.00 is confirmed. If you did not place it, call +1 803 555 0147 to cancel.\n";

    fn policy(toml: &str) -> PolicySettings {
        toml::from_str(toml).unwrap()
    }

    struct Bench {
        engine: Engine,
        outcome: Outcome,
    }

    impl Bench {
        fn new(change: impl Fn(&mut Report)) -> Self {
            let engine = Engine::new(Options::default()).unwrap();
            let mut report = engine.judge("mail", LURE.as_bytes());
            assert_eq!(report.verdict, Verdict::Malicious);
            change(&mut report);
            Self {
                engine,
                outcome: Outcome::Judged(Box::new(report)),
            }
        }

        fn decide(&self, policy: &PolicySettings, recipients: &[&str], apart: bool) -> Decision {
            let recipients: Vec<String> = recipients.iter().map(|it| (*it).to_owned()).collect();
            policy.decide(&Question {
                outcome: &self.outcome,
                when_busy: WhenBusy::Tempfail,
                recipients: &recipients,
                can_set_apart: apart,
                engine: &self.engine,
                today: Date::constant(2026, 11, 30),
            })
        }
    }

    const BY_RECIPIENT: &str = r#"
mode = "enforce"
malicious = "reject"
[[recipients]]
of = ["Sales.example"]
malicious = "subject"
[[recipients]]
of = ["boss@sales.example"]
malicious = "quarantine"
[[recipients]]
of = ["trial.example"]
mode = "observe"
"#;

    #[test]
    fn an_address_counts_before_its_domain_and_that_before_all() {
        let bench = Bench::new(|_| {});
        let policy = policy(BY_RECIPIENT);
        for (recipient, action) in [
            ("pat@home.example", Action::Reject),
            ("pat@sales.example", Action::Subject),
            ("Boss@SALES.example", Action::Quarantine),
            ("pat@trial.example", Action::Tag),
            ("pat@below.sales.example", Action::Reject),
        ] {
            let decision = bench.decide(&policy, &[recipient], true);
            assert_eq!(decision, Decision::plain(action), "{recipient}");
        }
        assert_eq!(bench.decide(&policy, &[], true).action, Action::Reject);
    }

    #[test]
    fn nobody_is_refused_for_the_sake_of_another() {
        let bench = Bench::new(|_| {});
        let policy = policy(BY_RECIPIENT);
        let all = ["a@home.example", "b@sales.example", "boss@sales.example"];
        let apart = bench.decide(&policy, &all, true);
        assert_eq!(apart.action, Action::Subject);
        assert_eq!(apart.set_apart, ["a@home.example", "boss@sales.example"]);
        let together = bench.decide(&policy, &all, false);
        assert_eq!(together, Decision::plain(Action::Tag));
        let kept = bench.decide(&policy, &["a@home.example", "boss@sales.example"], true);
        assert_eq!(kept, Decision::plain(Action::Quarantine));
    }

    fn with_exception(text: &str) -> PolicySettings {
        policy(&format!(
            "mode = \"enforce\"\nmalicious = \"reject\"\n[[exceptions]]\nowner = \"pat\"\n{text}"
        ))
    }

    #[test]
    fn an_exception_lets_through_what_it_names_and_only_until_its_day() {
        let authenticated = |report: &mut Report| {
            report.sender.domain = Some("mail.partner.example".to_owned());
            report.sender.dmarc = Some("pass".to_owned());
        };
        let forged = |report: &mut Report| {
            report.sender.domain = Some("partner.example".to_owned());
            report.sender.dmarc = None;
        };
        let by_domain = with_exception("domain = \"partner.example\"\nexpires = \"2026-11-30\"");
        let expired = with_exception("domain = \"partner.example\"\nexpires = \"2026-11-29\"");
        let decide = |change: &dyn Fn(&mut Report), policy: &PolicySettings| {
            Bench::new(change).decide(policy, &["you@example.org"], true)
        };
        let through = decide(&authenticated, &by_domain);
        assert_eq!(through.action, Action::Tag);
        assert_eq!(through.exception.as_deref(), Some("domain partner.example"));
        assert_eq!(decide(&forged, &by_domain).action, Action::Reject);
        assert_eq!(decide(&authenticated, &expired).action, Action::Reject);
        let number = "number = \"+18035550147\"\nexpires = \"2027-01-31\"";
        let other = "number = \"+18035550148\"\nexpires = \"2027-01-31\"";
        let as_is = |_: &mut Report| {};
        assert_eq!(decide(&as_is, &with_exception(number)).action, Action::Tag);
        assert_eq!(
            decide(&as_is, &with_exception(other)).action,
            Action::Reject
        );
        let steals =
            |report: &mut Report| report.attack_types.push("credential_phishing".to_owned());
        assert_eq!(
            decide(&steals, &with_exception(number)).action,
            Action::Reject
        );
    }

    #[test]
    fn a_rule_left_out_changes_what_rests_on_it_alone() {
        let bench = Bench::new(|report| {
            let strongest = report.evidence.first().map(|it| it.signal.clone());
            report
                .evidence
                .retain(|it| Some(&it.signal) == strongest.as_ref());
            report.rules.clear();
        });
        let Outcome::Judged(report) = &bench.outcome else {
            panic!("not judged");
        };
        let rule = report.evidence.first().unwrap().signal.clone();
        let left_out = with_exception(&format!("rule = \"{rule}\"\nexpires = \"2027-01-31\""));
        let other = with_exception("rule = \"no_such_rule\"\nexpires = \"2027-01-31\"");
        assert_eq!(bench.decide(&left_out, &[], true).action, Action::Tag);
        // Of the sum that is left nothing is malicious, but a rule that did not hold changes nothing.
        let whole = Bench::new(|_| {});
        assert_eq!(whole.decide(&other, &[], true).action, Action::Reject);
    }

    #[test]
    fn an_exception_says_by_what_and_by_whom() {
        for text in [
            "domain = \"a.example\"\nnumber = \"+18035550147\"\nexpires = \"2027-01-31\"",
            "expires = \"2027-01-31\"",
            "number = \"803 555 0147\"\nexpires = \"2027-01-31\"",
        ] {
            let policy = with_exception(text);
            assert!(policy.exceptions[0].problem().is_some(), "{text}");
        }
        let good = with_exception("rule = \"call_request\"\nexpires = \"2027-01-31\"");
        assert_eq!(good.exceptions[0].problem(), None);
    }
}
