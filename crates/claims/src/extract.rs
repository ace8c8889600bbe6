//! Everything that the texts of one message claim.

use registry::Registry;
use text::Place;

use crate::reading::Reading;
use crate::{
    Claims, Lexicon, NamedText, Settings, amounts, brands, deadlines, kind, language, numbers,
    order_ids, phrases,
};

/// Finds in `texts` what they claim.
///
/// The same input gives the same findings. The work is linear in the length of the texts.
pub fn extract(
    texts: &[NamedText<'_>],
    registry: &Registry,
    lexicon: &Lexicon,
    settings: &Settings,
) -> Claims {
    let matcher = lexicon.matcher(registry);
    let readings: Vec<Reading> = texts.iter().map(|it| Reading::new(it, &matcher)).collect();
    let language = language::detect(&readings, &matcher);
    let (claimed, mentions) = brands::judge(&readings, &matcher, registry);
    // Other languages than those of the lexicon matter for the numbering plans only.
    let dialled_in = language.or_else(|| {
        let body = texts.iter().find(|it| it.place == Place::Body)?;
        text::language(body.text)
    });
    let mut numbers = numbers::collect(&readings, &matcher, dialled_in, settings);
    numbers::ownership::assign(&mut numbers, &claimed, registry);
    let order_ids = order_ids::find(&readings, &claimed, registry);
    let phrases = phrases::report(&readings, &matcher);
    Claims {
        kind: kind::judge(&readings, &matcher),
        amounts: amounts::find(&readings),
        deadlines: deadlines::find(&readings),
        brands: claimed,
        mentions,
        order_ids,
        phrases,
        numbers,
        language,
    }
}

/// Whether the texts called `place` are prose: what is said there is said to the reader.
pub(crate) fn is_prose(place: Place) -> bool {
    !matches!(
        place,
        Place::SenderAddress | Place::TelLink | Place::Link | Place::Header | Place::AttachmentName
    )
}
