//! What belongs to the document and to no page: metadata, form fields, embedded files, what it does by itself.

use hayro_interpret::hayro_syntax::Pdf as Syntax;
use hayro_interpret::hayro_syntax::object::{
    Array, DateTime, Dict, MaybeRef, Name, Object, Stream, String as Text,
};

use super::{strings, xmp};
use crate::walk::Reading;

/// Objects of a document that are looked at, and the depth to which what stands in them is.
const OBJECTS: usize = 50_000;
const DEPTH: usize = 6;
/// Form fields that are kept.
const FIELDS: usize = 1_000;

/// Reads what the objects of the document tell.
pub(super) fn read(reading: &mut Reading<'_, '_>, syntax: &Syntax) {
    metadata(reading, syntax);
    let mut finder = Finder {
        objects_left: OBJECTS,
        ..Finder::default()
    };
    for object in syntax.objects().into_iter().take(OBJECTS) {
        finder.look(&object, DEPTH);
        finder.embedded(reading);
    }
    if let Some(pdf) = &mut reading.file.pdf {
        pdf.form_fields = finder.fields;
        pdf.javascript = finder.javascript;
        pdf.automatic_action = finder.automatic_action;
    }
}

fn metadata(reading: &mut Reading<'_, '_>, syntax: &Syntax) {
    let metadata = syntax.metadata();
    let mut add = |name: &str, value: String| {
        if !value.is_empty() {
            reading.file.properties.push((name.to_owned(), value));
        }
    };
    for (name, value) in [
        ("title", &metadata.title),
        ("author", &metadata.author),
        ("subject", &metadata.subject),
        ("keywords", &metadata.keywords),
        ("creator", &metadata.creator),
        ("producer", &metadata.producer),
    ] {
        add(
            name,
            value.as_deref().map(strings::text).unwrap_or_default(),
        );
    }
    add(
        "creation_date",
        metadata.creation_date.map(date).unwrap_or_default(),
    );
    add(
        "modification_date",
        metadata.modification_date.map(date).unwrap_or_default(),
    );
    let catalog = syntax.xref().get::<Dict<'_>>(syntax.xref().root_id());
    let stream = catalog.and_then(|it| it.get::<Stream<'_>>(b"Metadata"));
    let packet = stream.and_then(|it| it.decoded_data().ok());
    for (name, value) in packet.map(|it| xmp::fields(&it)).unwrap_or_default() {
        add(&name, value);
    }
}

/// RFC 3339.
fn date(date: DateTime) -> String {
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

/// What is found while going through the objects.
#[derive(Default)]
struct Finder<'a> {
    objects_left: usize,
    fields: Vec<(String, String)>,
    javascript: bool,
    automatic_action: bool,
    /// Embedded files that were not handed on yet.
    waiting: Vec<(Option<String>, Stream<'a>)>,
    /// Those that were, by object number.
    handed_on: std::collections::HashSet<u32>,
}

impl<'a> Finder<'a> {
    /// Looks at `object` and what stands in it; what it refers to is an object of its own.
    fn look(&mut self, object: &Object<'a>, depth: usize) {
        let Some(left) = self.objects_left.checked_sub(1) else {
            return;
        };
        self.objects_left = left;
        let inner: Vec<Object<'a>> = match object {
            Object::Dict(dict) => {
                self.dictionary(dict);
                dict.entries().filter_map(|(_, it)| direct(it)).collect()
            }
            Object::Stream(stream) => {
                self.dictionary(stream.dict());
                stream
                    .dict()
                    .entries()
                    .filter_map(|(_, it)| direct(it))
                    .collect()
            }
            Object::Array(array) => array.raw_iter().filter_map(direct).collect(),
            _ => return,
        };
        if depth > 0 {
            for object in &inner {
                self.look(object, depth - 1);
            }
        }
    }

    fn dictionary(&mut self, dict: &Dict<'a>) {
        let action = dict.get::<Name<'_>>(b"S");
        match action.as_deref() {
            Some(b"JavaScript") => self.javascript = true,
            Some(b"Launch") => self.automatic_action = true,
            _ => {}
        }
        self.javascript |= dict.contains_key(b"JS");
        // A document may well open at a certain page: that is no action.
        if let Some(opening) = dict.get::<Dict<'_>>(b"OpenAction") {
            let kind = opening.get::<Name<'_>>(b"S");
            self.automatic_action |= kind.is_some_and(|it| *it != *b"GoTo");
        }
        self.automatic_action |= dict.get::<Dict<'_>>(b"AA").is_some_and(|it| !it.is_empty());
        self.field(dict);
        self.file(dict);
    }

    /// A field of a form (12.7.4).
    fn field(&mut self, dict: &Dict<'a>) {
        if self.fields.len() >= FIELDS || !dict.contains_key(b"FT") {
            return;
        }
        let Some(name) = dict.get::<Text<'_>>(b"T") else {
            return;
        };
        let value = match dict.get::<Object<'_>>(b"V") {
            Some(Object::String(value)) => strings::text(value.as_bytes()),
            Some(Object::Name(value)) => strings::text(&value),
            Some(Object::Stream(value)) => value
                .decoded_data()
                .map(|it| strings::text(&it))
                .unwrap_or_default(),
            Some(Object::Array(values)) => chosen(&values),
            _ => String::new(),
        };
        self.fields.push((strings::text(name.as_bytes()), value));
    }

    /// A file specification with the file itself (7.11.4).
    fn file(&mut self, dict: &Dict<'a>) {
        let Some(embedded) = dict.get::<Dict<'a>>(b"EF") else {
            return;
        };
        let stream = [&b"UF"[..], b"F", b"Unix", b"DOS", b"Mac"]
            .into_iter()
            .find_map(|it| embedded.get::<Stream<'a>>(it));
        let Some(stream) = stream else {
            return;
        };
        let number = stream.obj_id().obj_number;
        if !self.handed_on.insert(number) {
            return;
        }
        let name = dict
            .get::<Text<'_>>(b"UF")
            .or_else(|| dict.get::<Text<'_>>(b"F"));
        let name = name.map(|it| strings::text(it.as_bytes()));
        self.waiting.push((name, stream));
    }

    /// Hands the embedded files on to be read.
    fn embedded(&mut self, reading: &mut Reading<'_, '_>) {
        for (name, stream) in self.waiting.drain(..) {
            if let Ok(bytes) = stream.decoded_data()
                && reading.expand(bytes.len() as u64)
            {
                reading.add_child(name, bytes.into_owned());
            }
        }
    }
}

fn chosen(values: &Array<'_>) -> String {
    let values = values.iter::<Text<'_>>().take(100);
    let values: Vec<String> = values.map(|it| strings::text(it.as_bytes())).collect();
    values.join("\n")
}

/// What is no reference.
fn direct(object: MaybeRef<Object<'_>>) -> Option<Object<'_>> {
    match object {
        MaybeRef::NotRef(object) => Some(object),
        MaybeRef::Ref(_) => None,
    }
}
