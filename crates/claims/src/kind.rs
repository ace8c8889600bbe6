//! What kind of claim a message makes, by the concepts it speaks in.

use text::Place;

use crate::ClaimKind;
use crate::extract::is_prose;
use crate::lexicon::Matcher;
use crate::reading::Reading;

/// What each concept speaks for, and how strongly.
const WEIGHTS: [(&str, ClaimKind, u32); 25] = [
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

/// The row of the table for `concept`.
pub(crate) fn row(concept: &str) -> Option<usize> {
    WEIGHTS.iter().position(|it| it.0 == concept)
}

/// The kind of claim that most of the phrases speak for; what the subject says counts double.
pub(crate) fn judge(readings: &[Reading], matcher: &Matcher) -> Option<ClaimKind> {
    let mut times = [0_u32; WEIGHTS.len()];
    for reading in readings {
        let weight = match reading.place {
            Place::Subject => 2,
            Place::HiddenText => continue,
            place if !is_prose(place) => continue,
            _ => 1,
        };
        for phrase in &reading.phrases {
            let meaning = matcher.meanings.get(phrase.meaning as usize);
            let row = meaning.and_then(|it| it.kind);
            if let Some(count) = row.and_then(|it| times.get_mut(it)) {
                *count += weight;
            }
        }
    }
    strongest(&times)
}

/// The kind with the greatest weight.
fn strongest(times: &[u32]) -> Option<ClaimKind> {
    let mut scores = [0_u32; KINDS.len()];
    for ((_, kind, weight), times) in WEIGHTS.iter().zip(times) {
        let slot = KINDS.iter().position(|it| it == kind);
        if let Some(score) = slot.and_then(|it| scores.get_mut(it)) {
            *score += weight * (*times).min(REPETITIONS);
        }
    }
    let best = scores.iter().copied().max().filter(|it| *it > 0)?;
    let at = scores.iter().position(|it| *it == best)?;
    KINDS.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(concepts: &[(&str, u32)]) -> Option<ClaimKind> {
        let mut times = [0; WEIGHTS.len()];
        for (concept, count) in concepts {
            times[row(concept).unwrap()] += count;
        }
        strongest(&times)
    }

    #[test]
    fn the_strongest_kind_wins() {
        assert_eq!(
            judged(&[("order_notice", 1), ("renewal_notice", 1)]),
            Some(ClaimKind::Renewal)
        );
        assert_eq!(
            judged(&[("order_notice", 2), ("charge_notice", 1)]),
            Some(ClaimKind::Order)
        );
        assert_eq!(
            judged(&[("order_notice", 9), ("renewal_notice", 3)]),
            Some(ClaimKind::Renewal)
        );
    }

    #[test]
    fn nothing_said_is_no_kind() {
        assert_eq!(judged(&[]), None);
        assert_eq!(row("unsubscribe_footer"), None);
    }
}
