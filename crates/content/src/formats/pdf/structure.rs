//! What a document holds beside its pages: metadata, form fields, actions, embedded files, annotations.

use hayro_interpret::TransformExt as _;
use hayro_interpret::kurbo::Point;
use hayro_syntax::Pdf;
use hayro_syntax::object::{
    Array, DateTime, Dict, Name, Object, Rect, Stream, String as PdfString,
};
use hayro_syntax::page::Page;

use super::text::PageText;
use crate::file::{self, FoundLink, FoundText, Source};
use crate::walk::Reading;

/// Objects of a document that are looked at.
const OBJECTS: usize = 20_000;
/// Form fields, annotations of one page, embedded files.
const FIELDS: usize = 1_000;
const ANNOTATIONS: usize = 500;
const EMBEDDED: usize = 200;
/// Depth of name trees and of form fields.
const DEPTH: usize = 16;
/// Bytes of one metadata value that are kept.
const VALUE: usize = 1_000;

/// Reads everything that is not on a page.
pub(super) fn read(reading: &mut Reading<'_, '_>, pdf: &Pdf) {
    read_metadata(reading, pdf);
    let mut found = file::Pdf::default();
    if let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) {
        read_actions(&catalog, &mut found);
        if let Some(form) = catalog.get::<Dict<'_>>(b"AcroForm") {
            let fields = form.get::<Array<'_>>(b"Fields");
            read_fields(fields, "", DEPTH, &mut found.form_fields);
        }
        if let Some(names) = catalog.get::<Dict<'_>>(b"Names") {
            found.javascript |= names.contains_key(b"JavaScript");
            let mut specifications = Vec::new();
            let tree = names.get::<Dict<'_>>(b"EmbeddedFiles");
            collect_names(tree, DEPTH, &mut specifications);
            for specification in specifications {
                add_embedded(reading, &specification);
            }
        }
    }
    find_scripts(pdf, &mut found);
    add_form_text(reading, &found);
    reading.file.pdf = Some(found);
}

fn read_metadata(reading: &mut Reading<'_, '_>, pdf: &Pdf) {
    let metadata = pdf.metadata();
    let texts = [
        ("Title", &metadata.title),
        ("Author", &metadata.author),
        ("Subject", &metadata.subject),
        ("Keywords", &metadata.keywords),
        ("Creator", &metadata.creator),
        ("Producer", &metadata.producer),
    ];
    for (name, value) in texts {
        if let Some(value) = value {
            let value = text_string(value);
            reading.file.properties.push((name.to_owned(), value));
        }
    }
    let dates = [
        ("CreateDate", metadata.creation_date),
        ("ModifyDate", metadata.modification_date),
    ];
    for (name, date) in dates {
        if let Some(date) = date {
            let date = rfc_3339(date);
            reading.file.properties.push((name.to_owned(), date));
        }
    }
}

fn rfc_3339(date: DateTime) -> String {
    let DateTime {
        year,
        month,
        day,
        hour,
        minute,
        second,
        utc_offset_hour,
        utc_offset_minute,
    } = date;
    format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{utc_offset_hour:+03}:{utc_offset_minute:02}"
    )
}

/// A text string (7.9.2.2): UTF-16 or UTF-8 with a byte order mark, else Latin letters.
fn text_string(bytes: &[u8]) -> String {
    let bytes = bytes.get(..VALUE.min(bytes.len())).unwrap_or_default();
    let encoding = match bytes {
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE,
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE,
        [0xEF, 0xBB, 0xBF, ..] => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    };
    let (text, _, _) = encoding.decode(bytes);
    text.trim_matches('\0').to_owned()
}

/// What happens when the document is opened (12.6.3).
fn read_actions(catalog: &Dict<'_>, found: &mut file::Pdf) {
    let action = catalog.get::<Dict<'_>>(b"OpenAction");
    // An array is a place to scroll to, and so is `GoTo`.
    let kind = action.and_then(|it| it.get::<Name<'_>>(b"S"));
    let kind = kind.map(|it| it.as_str().to_owned());
    found.javascript |= kind.as_deref() == Some("JavaScript");
    found.automatic_action |= kind.is_some_and(|it| it != "GoTo") || catalog.contains_key(b"AA");
}

/// Scripts and programs to start, wherever they hang (12.6.4).
fn find_scripts(pdf: &Pdf, found: &mut file::Pdf) {
    for object in pdf.objects().into_iter().take(OBJECTS) {
        let Object::Dict(dict) = object else { continue };
        let kind = dict.get::<Name<'_>>(b"S");
        match kind.as_ref().map(Name::as_str) {
            Some("JavaScript") => found.javascript = true,
            Some("Launch") => found.automatic_action = true,
            _ => found.javascript |= dict.contains_key(b"JS"),
        }
    }
}

fn read_fields(
    fields: Option<Array<'_>>,
    parent: &str,
    depth: usize,
    found: &mut Vec<(String, String)>,
) {
    let Some(fields) = fields.filter(|_| depth > 0) else {
        return;
    };
    for field in fields.iter::<Dict<'_>>() {
        if found.len() >= FIELDS {
            return;
        }
        let own = field.get::<PdfString<'_>>(b"T");
        let own = own.map(|it| text_string(it.as_bytes())).unwrap_or_default();
        let name = match (parent.is_empty(), own.is_empty()) {
            (true, _) => own,
            (false, true) => parent.to_owned(),
            (false, false) => format!("{parent}.{own}"),
        };
        let value = match field.get::<Object<'_>>(b"V") {
            Some(Object::String(it)) => Some(text_string(it.as_bytes())),
            Some(Object::Name(it)) => Some(it.as_str().to_owned()),
            _ => None,
        };
        if let Some(value) = value.filter(|it| !it.is_empty()) {
            found.push((name.clone(), value));
        }
        read_fields(field.get(b"Kids"), &name, depth - 1, found);
    }
}

/// The values of form fields are read by a reader like the text around them.
fn add_form_text(reading: &mut Reading<'_, '_>, found: &file::Pdf) {
    if found.form_fields.is_empty() {
        return;
    }
    let values: Vec<&str> = found.form_fields.iter().map(|it| it.1.as_str()).collect();
    reading.file.texts.push(FoundText {
        text: values.join("\n"),
        source: Source::Pdf,
        page: None,
        hidden: false,
    });
}

/// The values of a name tree (7.9.6).
fn collect_names<'a>(tree: Option<Dict<'a>>, depth: usize, found: &mut Vec<Dict<'a>>) {
    let Some(tree) = tree.filter(|_| depth > 0) else {
        return;
    };
    if let Some(names) = tree.get::<Array<'_>>(b"Names") {
        let values = names.iter::<Object<'_>>().filter_map(Object::into_dict);
        found.extend(values.take(EMBEDDED.saturating_sub(found.len())));
    }
    if let Some(kids) = tree.get::<Array<'_>>(b"Kids") {
        for kid in kids.iter::<Dict<'_>>().take(EMBEDDED) {
            collect_names(Some(kid), depth - 1, found);
        }
    }
}

/// Adds the file of a file specification (7.11.3) as a child.
fn add_embedded(reading: &mut Reading<'_, '_>, specification: &Dict<'_>) {
    let Some(files) = specification.get::<Dict<'_>>(b"EF") else {
        return;
    };
    let stream = files
        .get::<Stream<'_>>(b"F")
        .or_else(|| files.get::<Stream<'_>>(b"UF"));
    let Some(bytes) = stream.and_then(|it| it.decoded().ok().map(std::borrow::Cow::into_owned))
    else {
        return;
    };
    let name = specification
        .get::<PdfString<'_>>(b"UF")
        .or_else(|| specification.get::<PdfString<'_>>(b"F"));
    if reading.expand(bytes.len() as u64) {
        reading.add_child(name.map(|it| text_string(it.as_bytes())), bytes);
    }
}

/// Reads the links and attached files of `page`, whose `text` tells what the links are shown as.
pub(super) fn read_annotations(
    reading: &mut Reading<'_, '_>,
    page: &Page<'_>,
    text: &PageText,
    number: u32,
) {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else {
        return;
    };
    for annotation in annotations.iter::<Dict<'_>>().take(ANNOTATIONS) {
        if let Some(specification) = annotation.get::<Dict<'_>>(b"FS") {
            add_embedded(reading, &specification);
        }
        let action = annotation.get::<Dict<'_>>(b"A");
        let target = action.and_then(|it| it.get::<PdfString<'_>>(b"URI"));
        let Some(target) = target.map(|it| text_string(it.as_bytes())) else {
            continue;
        };
        if reading.file.links.len() >= reading.walk.settings.links || target.trim().is_empty() {
            continue;
        }
        let area = annotation.get::<Rect>(b"Rect");
        let shown = area.map(|it| shown_in(page, it, text));
        reading.file.links.push(FoundLink {
            target: target.trim().to_owned(),
            text: shown.filter(|it| !it.is_empty()),
            source: Source::Pdf,
            page: Some(number),
        });
    }
}

/// The text that stands in `area` of the page.
fn shown_in(page: &Page<'_>, area: Rect, text: &PageText) -> String {
    let transform = page.initial_transform(true).to_kurbo();
    let corner = |x, y| transform * Point::new(x, y);
    let area = hayro_interpret::kurbo::Rect::from_points(
        corner(area.x0, area.y0),
        corner(area.x1, area.y1),
    );
    let inside = text.glyphs.iter().filter(|it| {
        let middle = Point::new(it.x + it.width / 2.0, it.y - it.size * 0.3);
        !it.hidden && area.contains(middle)
    });
    super::layout::lines(inside).trim().to_owned()
}
