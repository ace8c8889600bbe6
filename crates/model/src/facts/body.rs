//! The shape of the body: how much of the message can be read as text at all.

use mail::Message;

/// Attachment types whose content a reader sees as a page or picture.
const IMAGE_TYPES: [&str; 7] = ["png", "jpg", "gif", "webp", "tif", "bmp", "heif"];
/// Attachment types that hold text which needs its own reader.
const DOCUMENT_TYPES: [&str; 8] = ["pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "rtf"];
/// A picture smaller than this (in bytes) is an icon or a tracking pixel, not a page of text.
const TEXT_IMAGE_BYTES: usize = 10_000;

/// Facts about the body.
#[derive(Debug, Clone, Default)]
pub struct BodyFacts {
    /// Letters and digits of the visible text.
    pub letters: usize,
    /// Letters and digits of the hidden text.
    pub hidden_letters: usize,
    /// Attached or inline pictures large enough to hold text.
    pub large_images: usize,
    /// Pictures shown from the web, which nobody fetched.
    pub remote_images: usize,
    /// Attached documents whose text is not read here.
    pub documents: usize,
    /// Attached calendar files.
    pub calendars: usize,
    /// Attached messages.
    pub messages: usize,
    /// Attached files that are encrypted.
    pub encrypted: usize,
}

impl BodyFacts {
    pub(super) fn of(message: &Message) -> Self {
        let mut facts = Self {
            letters: letters(&message.body.visible_text),
            hidden_letters: letters(&message.body.hidden_text),
            ..Self::default()
        };
        for attachment in &message.attachments {
            let kind = attachment.file_type;
            if IMAGE_TYPES.contains(&kind) {
                facts.large_images += usize::from(attachment.content.len() >= TEXT_IMAGE_BYTES);
            } else if DOCUMENT_TYPES.contains(&kind) {
                facts.documents += 1;
                facts.encrypted +=
                    usize::from(kind == "pdf" && is_encrypted_pdf(&attachment.content));
            } else if kind == "ics" || attachment.content_type.as_deref() == Some("text/calendar") {
                facts.calendars += 1;
            } else if attachment.content_type.as_deref() == Some("message/rfc822")
                || attachment.file_extension.as_deref() == Some("eml")
            {
                facts.messages += 1;
            }
        }
        if let Some(html) = &message.body.html {
            facts.remote_images = html
                .document
                .images()
                .iter()
                .filter(|it| it.source.starts_with("http"))
                .filter(|it| it.width.is_none_or(|w| w > 100) && it.height.is_none_or(|h| h > 100))
                .count();
        }
        facts
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|it| it.is_alphanumeric()).count()
}

/// An encrypted PDF names its encryption dictionary in the trailer (ISO 32000-1, 7.6.1).
fn is_encrypted_pdf(content: &[u8]) -> bool {
    let tail = &content[content.len().saturating_sub(4096)..];
    memchr::memmem::find(tail, b"/Encrypt").is_some()
}
