//! Annotations of a page (ISO 32000-2, 12.5): where a click leads.

use hayro_interpret::RectExt as _;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Rect, String as Text};
use hayro_interpret::hayro_syntax::page::Page;

use super::glyphs::Drawn;
use super::{layout, strings};
use crate::file::{FoundLink, Source};
use crate::walk::Reading;

/// Annotations of one page that are read.
const ANNOTATIONS: usize = 2_000;

/// Reads the links of `page`, and the text that a reader sees where each lies.
pub(super) fn read(reading: &mut Reading<'_, '_>, page: &Page<'_>, number: u32, drawn: &Drawn) {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else {
        return;
    };
    for annotation in annotations.iter::<Dict<'_>>().take(ANNOTATIONS) {
        let Some(target) = target(&annotation) else {
            continue;
        };
        if reading.file.links.len() >= reading.walk.settings.links {
            return;
        }
        let text = annotation.get::<Rect>(b"Rect").map(|place| {
            let place = drawn.transform.transform_rect_bbox(place.to_kurbo());
            layout::within(drawn, place)
        });
        reading.file.links.push(FoundLink {
            target,
            text: text.filter(|it| !it.is_empty()),
            source: Source::Pdf,
            page: Some(number),
        });
    }
}

/// Where the annotation's action leads out of the document: a URI, another file, or a form's receiver.
fn target(annotation: &Dict<'_>) -> Option<String> {
    let action = annotation.get::<Dict<'_>>(b"A").or_else(|| {
        let further = annotation.get::<Dict<'_>>(b"AA")?;
        // On a release or press of the button.
        further
            .get::<Dict<'_>>(b"U")
            .or_else(|| further.get::<Dict<'_>>(b"D"))
    })?;
    let kind = action.get::<Name<'_>>(b"S")?;
    match kind.as_ref() {
        b"URI" => Some(strings::text(action.get::<Text<'_>>(b"URI")?.as_bytes())),
        b"Launch" | b"GoToR" | b"SubmitForm" => file(action.get::<Object<'_>>(b"F")?),
        _ => None,
    }
    .map(|it| it.trim().to_owned())
    .filter(|it| !it.is_empty())
}

/// The name in a file specification (7.11).
fn file(specification: Object<'_>) -> Option<String> {
    match specification {
        Object::String(name) => Some(strings::text(name.as_bytes())),
        Object::Dict(dict) => {
            let name = dict
                .get::<Text<'_>>(b"UF")
                .or_else(|| dict.get::<Text<'_>>(b"F"))?;
            Some(strings::text(name.as_bytes()))
        }
        _ => None,
    }
}
