//! How a number was hidden from filters.

use text::{Disguise, Span};

use super::candidate::Candidate;
use crate::Concealment;
use crate::reading::Reading;

/// What the folding removed, and what it is called here.
const DISGUISES: [(Disguise, Concealment); 6] = [
    (Disguise::Invisible, Concealment::Invisible),
    (Disguise::Combining, Concealment::Combining),
    (Disguise::Confusable, Concealment::Confusable),
    (Disguise::Circled, Concealment::Circled),
    (Disguise::Styled, Concealment::Styled),
    (Disguise::FullWidth, Concealment::FullWidth),
];

/// The ways in which `candidate` is hidden, in the order of [`Concealment`].
pub(super) fn of(candidate: &Candidate<'_>, span: Span, reading: &Reading) -> Vec<Concealment> {
    let mut found = Vec::new();
    if reading.folded.original(span).len() != span.len() {
        found.extend(disguises(candidate, span, reading));
    }
    if candidate.has_letters() {
        found.push(Concealment::LettersForDigits);
    }
    if candidate.spelled() > 0 {
        found.push(Concealment::SpelledOut);
    }
    if candidate.breaks_line() {
        found.push(Concealment::Split);
    }
    if is_oddly_separated(candidate) {
        found.push(Concealment::OddSeparators);
    }
    if candidate.is_glued() {
        found.push(Concealment::Glued);
    }
    found
}

/// Disguises of the digits themselves; between them only what cannot be seen counts, since dashes and
/// spaces come in many innocent forms.
fn disguises(
    candidate: &Candidate<'_>,
    span: Span,
    reading: &Reading,
) -> impl Iterator<Item = Concealment> {
    let whole = reading.folded.disguises(span);
    let mut seen = [false; DISGUISES.len()];
    for (slot, (disguise, _)) in seen.iter_mut().zip(DISGUISES) {
        let unseen = matches!(disguise, Disguise::Invisible | Disguise::Combining);
        *slot = if unseen {
            whole.contains(disguise)
        } else {
            whole.contains(disguise)
                && candidate
                    .groups()
                    .iter()
                    .any(|it| reading.folded.disguises(it.span).contains(disguise))
        };
    }
    DISGUISES
        .into_iter()
        .zip(seen)
        .filter_map(|(it, seen)| seen.then_some(it.1))
}

/// Separators that nobody writes in a number, digits set apart, or groups that no plan has.
fn is_oddly_separated(candidate: &Candidate<'_>) -> bool {
    if candidate.spelled() > 0 {
        return false;
    }
    let gaps = candidate.gaps();
    if gaps
        .iter()
        .any(|it| it.odd || it.signs > 2 || it.slash && it.signs > 1)
    {
        return true;
    }
    let singles = candidate
        .groups()
        .iter()
        .filter(|it| it.digits.1 - it.digits.0 == 1)
        .count();
    singles >= 5
}
