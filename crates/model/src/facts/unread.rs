//! What of the attachments was not read: what the readers say, or all of it where nobody read them.

use content::{Extraction, File, Unread};
use limits::Capability;
use mail::{Attachment, Message};

use super::body::TEXT_IMAGE_BYTES;

/// Types whose content a reader sees as a picture.
const IMAGE_TYPES: [&str; 7] = ["png", "jpg", "gif", "webp", "tif", "bmp", "heif"];
/// Types of office documents.
pub(super) const OFFICE_TYPES: [&str; 7] = ["doc", "docx", "xls", "xlsx", "ppt", "pptx", "rtf"];
/// Types of files that hold files.
const ARCHIVE_TYPES: [&str; 9] = ["zip", "7z", "rar", "tar", "gz", "bz2", "xz", "iso", "cab"];

pub(super) fn is_image(attachment: &Attachment) -> bool {
    IMAGE_TYPES.contains(&attachment.file_type)
}

pub(super) fn is_calendar(attachment: &Attachment) -> bool {
    attachment.file_type == "ics" || attachment.content_type.as_deref() == Some("text/calendar")
}

/// What was not read of the attachments of `message`.
pub(super) fn of(message: &Message, extraction: Option<&Extraction>) -> Vec<Unread> {
    let Some(extraction) = extraction else {
        return message.attachments.iter().filter_map(untouched).collect();
    };
    let broken = extraction.files.iter().enumerate().filter_map(broken);
    let mut unread: Vec<Unread> = extraction.unread.clone();
    unread.extend(broken);
    unread
}

fn untouched(attachment: &Attachment) -> Option<Unread> {
    let large = attachment.content.len() >= TEXT_IMAGE_BYTES;
    let capability = if is_image(attachment) {
        large.then_some(Capability::Ocr)
    } else if is_calendar(attachment) {
        Some(Capability::Calendar)
    } else {
        needed_for(attachment.file_type)
    };
    Some(Unread {
        capability: capability?.name().to_owned(),
        file: None,
        reason: "attachments were not read".to_owned(),
    })
}

fn broken((index, file): (usize, &File)) -> Option<Unread> {
    let reason = file.error.clone()?;
    let capability = needed_for(&file.kind).unwrap_or(match file.kind.as_str() {
        "ics" => Capability::Calendar,
        kind if IMAGE_TYPES.contains(&kind) => Capability::Ocr,
        "html" | "svg" => Capability::ParseHtml,
        _ => Capability::ParseText,
    });
    Some(Unread {
        capability: capability.name().to_owned(),
        file: Some(index),
        reason,
    })
}

/// What it takes to read a file of type `kind`, where that is one for all files of the type.
fn needed_for(kind: &str) -> Option<Capability> {
    match kind {
        "pdf" => Some(Capability::PdfText),
        kind if OFFICE_TYPES.contains(&kind) => Some(Capability::OfficeText),
        kind if ARCHIVE_TYPES.contains(&kind) => Some(Capability::ExpandArchives),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_could_not_be_read_to_its_end_is_unread_whatever_it_is() {
        for (kind, capability) in [
            ("pdf", "pdf"),
            ("docx", "office"),
            ("zip", "file.expand_archives"),
            ("ics", "calendar"),
            ("png", "ocr"),
            ("html", "file.parse_html"),
            ("unknown", "file.parse_text"),
        ] {
            let extraction = Extraction {
                files: vec![File {
                    kind: kind.to_owned(),
                    error: Some("broken".to_owned()),
                    ..File::default()
                }],
                ..Extraction::default()
            };
            let unread = of(&Message::default(), Some(&extraction));
            let found: Vec<_> = unread.iter().map(|it| it.capability.as_str()).collect();
            assert_eq!(found, [capability], "{kind}");
        }
    }
}
