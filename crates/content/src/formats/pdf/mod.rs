//! PDF (ISO 32000-2): text in reading order, what of it nobody sees, links, form fields, embedded files,
//! metadata, what it does by itself, and its pages as pictures.

mod annotation;
mod document;
mod glyphs;
mod layout;
mod picture;
mod strings;
mod xmp;

use std::sync::Arc;

use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf as Syntax};
use limits::Capability;

use crate::file::{Encryption, FoundText, Pdf, Source};
use crate::walk::Reading;
use glyphs::Drawn;

/// Drawing operations of one document: glyphs, paths and pictures.
const OPERATIONS: u64 = 2_000_000;

/// Reads the document.
pub(crate) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let Some(syntax) = open(reading, bytes) else {
        return;
    };
    reading.file.pdf = Some(Pdf::default());
    reading.file.page_count = Some(u32::try_from(syntax.pages().len()).unwrap_or(u32::MAX));
    document::read(reading, &syntax);
    pages(reading, &syntax);
    field_values(reading);
}

/// Opens the document, with the first password that fits where it is encrypted.
fn open(reading: &mut Reading<'_, '_>, bytes: &[u8]) -> Option<Syntax> {
    let bytes = Arc::new(bytes.to_vec());
    let encrypted = memchr::memmem::find(&bytes, b"/Encrypt").is_some();
    for password in reading.passwords() {
        match Syntax::new_with_password(bytes.clone(), &password) {
            Ok(syntax) => {
                if encrypted {
                    reading.file.encryption = Some(Encryption {
                        password: Some(password),
                    });
                }
                return Some(syntax);
            }
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {}
            Err(LoadPdfError::Decryption(error)) => {
                reading.file.encryption = Some(Encryption::default());
                reading.file.error = Some(format!("the encryption is not understood: {error:?}"));
                reading.unread(
                    Capability::Encrypted,
                    "the document's encryption is not understood",
                );
                return None;
            }
            Err(LoadPdfError::Invalid) => {
                reading.file.error = Some("the document is broken".to_owned());
                reading.unread(Capability::PdfText, "the document is broken");
                return None;
            }
        }
    }
    reading.file.encryption = Some(Encryption::default());
    reading.unread(Capability::Encrypted, "no password opens the document");
    None
}

fn pages(reading: &mut Reading<'_, '_>, syntax: &Syntax) {
    let most = reading.walk.settings.pages;
    let all = syntax.pages();
    if all.len() > most {
        reading.unread(
            Capability::PageLimit,
            "the document has more pages than are read",
        );
    }
    let mut operations = OPERATIONS;
    let mut text_left = reading.walk.settings.text_bytes;
    let renderer = picture::Renderer::new(reading.walk.settings.image_pixels);
    let interpreter = glyphs::Interpreter::new(syntax);
    for (number, page) in (1..).zip(all.iter().take(most)) {
        let Some(drawn) = interpreter.draw(page, &mut operations) else {
            reading.unread(
                Capability::PageLimit,
                "the document draws more than is read",
            );
            break;
        };
        let lines = layout::lines(&drawn);
        let mut add = |reading: &mut Reading<'_, '_>, text: String, hidden: bool| {
            if text.is_empty() {
                return;
            }
            let Some(left) = text_left.checked_sub(text.len()) else {
                reading.unread(
                    Capability::TextLimit,
                    "the document has more text than is read",
                );
                return;
            };
            text_left = left;
            reading.file.texts.push(FoundText {
                text,
                source: Source::Pdf,
                page: Some(number),
                hidden,
            });
        };
        add(reading, lines.visible, false);
        add(reading, lines.hidden, true);
        annotation::read(reading, page, number, &drawn);
        look(reading, page, number, &drawn, &renderer);
    }
}

/// Looks at what of a page is no text: all of it where it has none, else its pictures.
fn look(
    reading: &mut Reading<'_, '_>,
    page: &Page<'_>,
    number: u32,
    drawn: &Drawn,
    renderer: &picture::Renderer,
) {
    let without_text = !drawn.has_legible_text();
    if without_text && let Some(pdf) = &mut reading.file.pdf {
        pdf.pages_without_text.push(number);
    }
    if drawn.is_blank() || (!without_text && drawn.pictures.is_empty() && !drawn.may_draw_a_code())
    {
        return;
    }
    let Some(grey) = renderer.render(page) else {
        reading.unread(Capability::PageLimit, "a page is too large to be drawn");
        return;
    };
    if without_text {
        reading.see(Some(number), &grey.whole);
        return;
    }
    for area in &drawn.pictures {
        if let Some(part) = grey.part(*area) {
            reading.read_later(Some(number), &part);
        }
    }
    reading.find_codes(Some(number), &grey.whole);
}

/// Values of fields that no page shows: a viewer draws them itself.
fn field_values(reading: &mut Reading<'_, '_>) {
    let Some(pdf) = &reading.file.pdf else {
        return;
    };
    let shown = |value: &str| reading.file.texts.iter().any(|it| it.text.contains(value));
    let values: Vec<&str> = pdf
        .form_fields
        .iter()
        .map(|(_, value)| value.trim())
        .filter(|it| !it.is_empty() && !shown(it))
        .collect();
    if !values.is_empty() {
        let text = values.join("\n");
        reading.file.texts.push(FoundText {
            text,
            source: Source::Pdf,
            page: None,
            hidden: false,
        });
    }
}
