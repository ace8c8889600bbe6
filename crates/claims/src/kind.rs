//! What kind of claim a message makes, by the concepts it speaks in.

use text::Place;

use crate::{ClaimKind, PhraseHit};

/// What each concept speaks for, and how strongly.
const WEIGHTS: &[(&str, ClaimKind, u32)] = &[
    ("renewal_notice", ClaimKind::Renewal, 4),
    ("refund_notice", ClaimKind::Refund, 4),
    ("transfer_blocked", ClaimKind::SecurityAlert, 4),
    ("security_alert", ClaimKind::SecurityAlert, 4),
    ("account_suspended", ClaimKind::SecurityAlert, 3),
    ("verify_account", ClaimKind::SecurityAlert, 2),
    ("password_expiry", ClaimKind::SecurityAlert, 3),
    ("delivery_problem", ClaimKind::Delivery, 4),
    ("invoice_notice", ClaimKind::Invoice, 3),
    ("order_notice", ClaimKind::Order, 3),
    ("charge_notice", ClaimKind::Charge, 3),
    ("crypto_purchase", ClaimKind::Charge, 2),
    ("payment_failed", ClaimKind::Charge, 2),
    ("dispute", ClaimKind::Charge, 1),
    ("gift_card", ClaimKind::Other, 1),
    ("prize_or_reward", ClaimKind::Other, 2),
    ("tax_or_government", ClaimKind::Other, 2),
    ("shared_document", ClaimKind::Other, 2),
    ("e_signature", ClaimKind::Other, 2),
    ("voicemail", ClaimKind::Other, 2),
    ("mailbox_storage", ClaimKind::Other, 2),
    ("extortion", ClaimKind::Other, 2),
    ("inheritance_advance_fee", ClaimKind::Other, 2),
    ("loan_or_investment", ClaimKind::Other, 2),
    ("job_offer", ClaimKind::Other, 2),
];

/// Kinds in the order in which they win a tie.
const KINDS: [ClaimKind; 8] = [
    ClaimKind::Renewal,
    ClaimKind::SecurityAlert,
    ClaimKind::Refund,
    ClaimKind::Delivery,
    ClaimKind::Invoice,
    ClaimKind::Order,
    ClaimKind::Charge,
    ClaimKind::Other,
];

/// Occurrences of one concept that count.
const REPETITIONS: u32 = 3;

/// The kind of claim that most of the phrases speak for; what the subject says counts double.
pub(crate) fn judge(phrases: &[PhraseHit]) -> Option<ClaimKind> {
    let mut scores = [0_u32; KINDS.len()];
    for (concept, kind, weight) in WEIGHTS {
        let mut times = 0;
        for phrase in phrases.iter().filter(|it| it.concept == *concept) {
            times += match phrase.quote.place {
                Place::Subject => 2,
                Place::HiddenText | Place::AttachmentName => 0,
                _ => 1,
            };
        }
        let slot = KINDS.iter().position(|it| it == kind);
        if let Some(score) = slot.and_then(|it| scores.get_mut(it)) {
            *score += weight * times.min(REPETITIONS);
        }
    }
    let best = scores.iter().copied().max().filter(|it| *it > 0)?;
    let at = scores.iter().position(|it| *it == best)?;
    KINDS.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::{Quote, Span};

    fn phrase(concept: &str, place: Place) -> PhraseHit {
        PhraseHit {
            concept: concept.to_owned(),
            language: "en".to_owned(),
            quote: Quote::new("", place, Span::default()),
        }
    }

    #[test]
    fn the_strongest_kind_wins() {
        let renewal = phrase("renewal_notice", Place::Body);
        let order = phrase("order_notice", Place::Body);
        assert_eq!(judge(&[order.clone(), renewal]), Some(ClaimKind::Renewal));
        let in_subject = phrase("order_notice", Place::Subject);
        let charge = phrase("charge_notice", Place::Body);
        assert_eq!(judge(&[in_subject, charge]), Some(ClaimKind::Order));
        assert_eq!(judge(&[order]), Some(ClaimKind::Order));
    }

    #[test]
    fn nothing_said_is_no_kind() {
        assert_eq!(judge(&[]), None);
        assert_eq!(judge(&[phrase("unsubscribe_footer", Place::Body)]), None);
    }
}
