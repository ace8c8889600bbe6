//! What several rules ask of a mail together: whether its sender is a stranger, and whether what it announces may be a
//! purchase that nobody made.

use claims::LineKind;
use identity::Relation;

use super::part::Part;
use super::{BrandFact, Facts, NumberFact, PhraseFact};

/// Goods that are the favourite fiction of the scheme.
const FICTION: [&str; 2] = ["crypto_purchase", "antivirus_product"];

/// What banks and services tell, and no small firm.
const ALARMS: [&str; 4] = [
    "security_alert",
    "transfer_blocked",
    "account_suspended",
    "safe_account",
];

/// What is said of scams by who explains them.
const EXPLAINING: [&str; 2] = ["report_scam_context", "scam_word"];
/// Letters of a text that has room to explain anything: a lure in a platform's field is shorter.
const LONG_TEXT: usize = 800;

impl Facts {
    /// Whether nothing ties the sender to an organisation or to the reader: the mailbox is one that anybody may open, or
    /// the mail nowhere names whose domain it comes from; it is no brand's, platform's, list's or colleague's.
    pub fn is_stranger(&self) -> bool {
        (self.sender.freemail || !self.self_named)
            && self.sender.brand.is_none()
            && self.sender.platform.is_none()
            && !self.mailing_list
            && !self.same_organisation
    }

    /// Whether what it announces bears marks of a purchase that the reader never made, in contrast to one that customers
    /// may cancel: it says so, speaks for a brand that the sender is not, hides a number or gives one without charge.
    pub fn is_unasked(&self) -> bool {
        let disowns = self.has_any(&["disown"]);
        disowns && !self.is_to_customer() || self.is_fiction() || self.speaks_for_another()
    }

    /// Whether it is a notice to a customer that the sender knows: it greets the reader by name, in nobody's name but the
    /// sender's own, of no favourite fiction of the scheme, with an ordinary number. Who means to be called by everybody
    /// has no such thing to say.
    pub fn is_to_customer(&self) -> bool {
        let platform = self.sender.platform.as_ref();
        let own = platform.and_then(|it| it.brand.as_deref());
        let speaks_there = |it: &BrandFact| {
            it.relation == Relation::Platform && it.own && Some(it.claim.id.as_str()) != own
        };
        let is_named =
            platform.is_some() || self.self_named || self.name_fits_address == Some(true);
        self.greeted
            && is_named
            && !self.is_fiction()
            && !self.has_any(&ALARMS)
            && !self.speaks_for_another()
            && !self.brands.iter().any(speaks_there)
    }

    /// Whether it is a long text on a platform whose writer tells, more than once, how scams work: a newsletter that quotes
    /// a lure.
    pub fn explains_scams(&self) -> bool {
        let explains = |it: &&PhraseFact| {
            it.part == Part::ThirdParty && EXPLAINING.contains(&it.phrase.concept.as_str())
        };
        self.body.letters > LONG_TEXT && self.phrases.iter().filter(explains).count() > 1
    }

    fn is_fiction(&self) -> bool {
        self.has_any(&FICTION)
    }

    fn has_any(&self, concepts: &[&str]) -> bool {
        let mut own = self.concepts.iter();
        own.any(|it| concepts.contains(&it.as_str()))
    }

    fn speaks_for_another(&self) -> bool {
        let another = |it: &BrandFact| it.relation == Relation::Unrelated && it.strong && it.own;
        let odd = |it: &NumberFact| {
            it.number.kind == LineKind::TollFree || !it.number.hidden_by.is_empty()
        };
        self.brands.iter().any(another) || self.numbers.iter().any(odd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_named_or_known_is_no_stranger() {
        let stranger = Facts::default();
        assert!(stranger.is_stranger());
        let known: [fn(&mut Facts); 4] = [
            |it| it.self_named = true,
            |it| it.mailing_list = true,
            |it| it.same_organisation = true,
            |it| it.sender.brand = Some("amazon".to_owned()),
        ];
        for change in known {
            let mut facts = Facts::default();
            change(&mut facts);
            assert!(!facts.is_stranger());
        }
    }

    #[test]
    fn an_open_mailbox_is_nobodys_name() {
        let mut facts = Facts {
            self_named: true,
            ..Facts::default()
        };
        facts.sender.freemail = true;
        assert!(facts.is_stranger());
    }

    #[test]
    fn cancelling_is_no_disowning() {
        let mut facts = Facts {
            concepts: vec!["dispute".to_owned()],
            ..Facts::default()
        };
        assert!(!facts.is_unasked());
        facts.concepts.push("disown".to_owned());
        assert!(facts.is_unasked());
    }

    #[test]
    fn a_customer_who_is_greeted_is_told_that_he_may_object() {
        let mut facts = Facts {
            concepts: vec!["disown".to_owned()],
            greeted: true,
            self_named: true,
            ..Facts::default()
        };
        assert!(facts.is_to_customer() && !facts.is_unasked());
        facts.self_named = false;
        assert!(!facts.is_to_customer(), "by a stranger");
        facts.self_named = true;
        facts.concepts.push("antivirus_product".to_owned());
        assert!(!facts.is_to_customer() && facts.is_unasked());
    }
}
