//! The shape of the body: how much of the message can be read as text at all.

use content::Extraction;
use mail::{Attachment, Message};

use super::unread::{OFFICE_TYPES, is_calendar, is_image};

/// A picture smaller than this (in bytes) is an icon or a tracking pixel, not a page of text.
pub(super) const TEXT_IMAGE_BYTES: usize = 10_000;

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
    /// Attached documents.
    pub documents: usize,
    /// Attached calendar files.
    pub calendars: usize,
    /// Attached messages.
    pub messages: usize,
    /// Attached files that are encrypted.
    pub encrypted: usize,
}

impl BodyFacts {
    pub(super) fn of(message: &Message, extraction: Option<&Extraction>) -> Self {
        let mut facts = Self {
            letters: letters(&message.body.visible_text),
            hidden_letters: letters(&message.body.hidden_text),
            ..Self::default()
        };
        for attachment in &message.attachments {
            if is_image(attachment) {
                facts.large_images += usize::from(attachment.content.len() >= TEXT_IMAGE_BYTES);
            } else if attachment.file_type == "pdf" || OFFICE_TYPES.contains(&attachment.file_type)
            {
                facts.documents += 1;
            } else if is_calendar(attachment) {
                facts.calendars += 1;
            } else if attachment.is_message() {
                facts.messages += 1;
            }
        }
        facts.encrypted = encrypted(message, extraction);
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

/// Files that nobody without the password can read. What was opened with the empty password, as print
/// restrictions are, is not hidden from anybody.
fn encrypted(message: &Message, extraction: Option<&Extraction>) -> usize {
    if let Some(extraction) = extraction {
        let encryptions = extraction
            .files
            .iter()
            .filter_map(|it| it.encryption.as_ref());
        return encryptions
            .filter(|it| it.password.as_deref() != Some(""))
            .count();
    }
    let pdf = |it: &&Attachment| it.file_type == "pdf" && is_encrypted_pdf(&it.content);
    message.attachments.iter().filter(pdf).count()
}

/// An encrypted PDF names its encryption dictionary in the trailer (ISO 32000-1, 7.6.1).
fn is_encrypted_pdf(content: &[u8]) -> bool {
    let tail = &content[content.len().saturating_sub(4096)..];
    memchr::memmem::find(tail, b"/Encrypt").is_some()
}
