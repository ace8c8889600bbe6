//! What several rules ask of a mail together: whether its sender is a stranger, and whether what it announces may be a
//! purchase that nobody made.

use claims::LineKind;
use identity::Relation;

use super::Facts;

/// Concepts that tell of a purchase nobody made: the reader is told what to do who did not make it, or the goods are the
/// favourite fiction of the scheme.
const UNASKED: [&str; 3] = ["disown", "crypto_purchase", "antivirus_product"];

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
        let named = |it: &String| UNASKED.contains(&it.as_str());
        self.concepts.iter().any(named)
            || self
                .brands
                .iter()
                .any(|it| it.relation == Relation::Unrelated && it.strong && it.own)
            || self
                .numbers
                .iter()
                .any(|it| it.number.kind == LineKind::TollFree || !it.number.hidden_by.is_empty())
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
}
