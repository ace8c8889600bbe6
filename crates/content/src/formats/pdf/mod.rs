//! PDF (ISO 32000-2): text as it is laid out, links, form fields, metadata, embedded files, what acts by
//! itself; and pages as pictures where they show more than their text says.

mod layout;
mod render;
mod structure;
mod text;

use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use limits::Capability;

use crate::codes;
use crate::file::{Code, Encryption, FoundText, Source};
use crate::walk::Reading;
use text::PageText;

/// A page with fewer letters than this shows what it has to say in pictures or drawings.
const FEW_LETTERS: usize = 80;
/// Filled shapes from which on a page may show a code that is drawn rather than embedded.
const DRAWN_CODE: usize = 150;

/// Reads the document.
pub(crate) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let Some(pdf) = open(reading, bytes) else {
        return;
    };
    structure::read(reading, &pdf);
    let pages = pdf.pages();
    let count = pages.len();
    reading.file.page_count = u32::try_from(count).ok();
    let most = reading.walk.settings.pages;
    if count > most {
        reading.unread(
            Capability::PageLimit,
            &format!("the document has {count} pages, of which {most} are read"),
        );
    }
    let renderer = render::Renderer::new();
    for (index, page) in pages.iter().take(most).enumerate() {
        let number = index as u32 + 1;
        read_page(reading, &pdf, page, number, &renderer);
    }
}

/// Opens the document with the first password that fits; none is the usual one.
fn open(reading: &mut Reading<'_, '_>, bytes: &[u8]) -> Option<Pdf> {
    let mut failure = LoadPdfError::Invalid;
    for password in reading.passwords() {
        match Pdf::new_with_password(bytes.to_vec(), &password) {
            Ok(pdf) => {
                if is_encrypted(bytes) {
                    reading.file.encryption = Some(Encryption {
                        password: Some(password),
                    });
                }
                return Some(pdf);
            }
            Err(error) => failure = error,
        }
        if !matches!(
            failure,
            LoadPdfError::Decryption(DecryptionError::PasswordProtected)
        ) {
            break;
        }
    }
    match failure {
        LoadPdfError::Decryption(_) => {
            reading.file.encryption = Some(Encryption { password: None });
            reading.unread(
                Capability::Encrypted,
                "the document is encrypted, and no password at hand opens it",
            );
        }
        LoadPdfError::Invalid => {
            reading.file.error = Some("the document is too broken to be read".to_owned());
        }
    }
    None
}

/// An encrypted document names its encryption dictionary in the trailer (7.6.1).
fn is_encrypted(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"/Encrypt").is_some()
}

fn read_page<'p>(
    reading: &mut Reading<'_, '_>,
    pdf: &'p Pdf,
    page: &'p Page<'p>,
    number: u32,
    renderer: &render::Renderer<'p>,
) {
    let text = text::of_page(pdf, page);
    structure::read_annotations(reading, page, &text, number);
    let letters = add_text(reading, &text, number);
    let wordless = letters < FEW_LETTERS;
    if wordless && let Some(pdf) = &mut reading.file.pdf {
        pdf.pages_without_text.push(number);
    }
    let pictured = text.picture_share > 0.2;
    if wordless && (text.pictures > 0 || text.shapes > 0) || pictured {
        if let Some(grey) = renderer.page(page) {
            reading.see(Some(number), grey);
        }
    } else if text.pictures > 0 || text.shapes > DRAWN_CODE {
        let Some(grey) = renderer.page(page) else {
            return;
        };
        for data in codes::in_picture(&grey) {
            reading.file.codes.push(Code {
                data,
                page: Some(number),
                of_characters: false,
            });
        }
    }
}

/// Adds the texts of a page and returns how many letters and digits a reader sees.
fn add_text(reading: &mut Reading<'_, '_>, page: &PageText, number: u32) -> usize {
    let so_far: usize = reading.file.texts.iter().map(|it| it.text.len()).sum();
    let room = reading.walk.settings.text_bytes.saturating_sub(so_far);
    let mut letters = 0;
    for hidden in [false, true] {
        let mut text = layout::lines(page.glyphs.iter().filter(|it| it.hidden == hidden));
        if text.len() > room {
            let end = (0..=room).rev().find(|it| text.is_char_boundary(*it));
            text.truncate(end.unwrap_or(0));
            reading.unread(
                Capability::TextLimit,
                "the document has more text than is read",
            );
        }
        if text.trim().is_empty() {
            continue;
        }
        if !hidden {
            letters = text.chars().filter(|it| it.is_alphanumeric()).count();
        }
        reading.file.texts.push(FoundText {
            text,
            source: Source::Pdf,
            page: Some(number),
            hidden,
        });
    }
    letters
}
