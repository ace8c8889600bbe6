//! What the texts deal with.

use super::frame::Frame;
use super::{Tag, TagKind};

/// A text of more words than this deals with a thing only if it says so more than once.
const SHORT_TEXT: usize = 60;
/// One phrase in so many words is much.
const WORDS_A_PHRASE: usize = 150;

/// What `frames` deal with together.
pub(super) fn find(frames: &[Frame<'_, '_>]) -> Vec<Tag> {
    let kinds = [
        ("_tag_invoice", TagKind::Invoice),
        ("_tag_payment", TagKind::Payment),
        ("_tag_purchase_order", TagKind::PurchaseOrder),
    ];
    let words: usize = frames.iter().map(Frame::len).sum();
    let tags = kinds.into_iter().filter_map(|(concept, kind)| {
        let phrases: usize = frames.iter().map(|it| sayings(it, concept)).sum();
        let is_clear = phrases > 1 && words <= phrases * WORDS_A_PHRASE;
        let deals = phrases > 1 || phrases == 1 && words <= SHORT_TEXT;
        deals.then_some(Tag { kind, is_clear })
    });
    tags.collect()
}

/// How often phrases of `concept` stand in a text; those that overlap are one saying.
fn sayings(frame: &Frame<'_, '_>, concept: &str) -> usize {
    let mut count = 0;
    let mut until = 0;
    for hit in frame.of(concept) {
        count += usize::from(hit.first >= until);
        until = until.max(hit.end);
    }
    count
}
