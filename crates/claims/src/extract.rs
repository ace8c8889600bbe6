//! Everything that the texts of one message claim.

use registry::Registry;
use text::Place;

use crate::lexicon::Matcher;
use crate::numbers::spoken::Spoken;
use crate::reading::Reading;
use crate::{
    BrandClaim, Claims, Lexicon, Named, NamedText, Settings, amounts, brands, deadlines, kind,
    language, numbers, order_ids, phrases,
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
    let readings = read(texts, &matcher);
    let language = language::detect(&readings, &matcher);
    let (named, mentions) = name(&readings, &matcher, language, registry, settings);
    let Named {
        brands,
        order_ids,
        numbers,
    } = named;
    Claims {
        kind: kind::judge(&readings, &matcher),
        amounts: amounts::find(&readings),
        deadlines: deadlines::find(&readings),
        phrases: phrases::report(&readings, &matcher),
        brands,
        mentions,
        order_ids,
        numbers,
        language,
    }
}

/// As [`extract`], but the brands, orders and numbers alone: what is remembered of a message.
pub fn extract_named(
    texts: &[NamedText<'_>],
    registry: &Registry,
    lexicon: &Lexicon,
    settings: &Settings,
) -> Named {
    let matcher = lexicon.matcher(registry);
    let readings = read(texts, &matcher);
    let language = language::detect(&readings, &matcher);
    name(&readings, &matcher, language, registry, settings).0
}

fn read<'t>(texts: &[NamedText<'t>], matcher: &Matcher) -> Vec<Reading<'t>> {
    texts.iter().map(|it| Reading::new(it, matcher)).collect()
}

/// What is named, and the brands that are merely mentioned.
fn name(
    readings: &[Reading<'_>],
    matcher: &Matcher,
    language: Option<&'static str>,
    registry: &Registry,
    settings: &Settings,
) -> (Named, Vec<BrandClaim>) {
    let (brands, mentions) = brands::judge(readings, matcher, registry);
    let spoken = Spoken::of(readings, language);
    let mut numbers = numbers::collect(readings, matcher, &spoken, settings);
    numbers::ownership::assign(&mut numbers, &brands, registry);
    let order_ids = order_ids::find(readings, &brands, registry);
    let named = Named {
        brands,
        order_ids,
        numbers,
    };
    (named, mentions)
}

/// Whether the texts called `place` are prose: what is said there is said to the reader.
pub(crate) fn is_prose(place: Place) -> bool {
    !matches!(
        place,
        Place::SenderAddress | Place::TelLink | Place::Link | Place::Header | Place::AttachmentName
    )
}
