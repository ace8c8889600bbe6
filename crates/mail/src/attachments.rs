//! Parts that are not the chosen text bodies (MDM section 9).

use mail_parser::MessagePart;

use crate::message::Attachment;
use crate::sniff;

/// Reads the attachment in `part`.
pub(crate) fn read(part: &MessagePart<'_>, path: &str) -> Attachment {
    let content = if part.is_message() { part.raw_body().to_vec() } else { part.decoded().into_owned() };
    let file_name = part.attachment_name().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
    Attachment {
        file_extension: file_name.as_deref().and_then(extension),
        file_type: sniff::file_type(&content),
        content_type: part.content_type().map(|it| {
            let subtype = it.subtype().unwrap_or_default();
            format!("{}/{subtype}", it.ctype()).to_ascii_lowercase()
        }),
        content_id: part.content_id().map(|it| it.trim_matches(['<', '>']).to_owned()),
        content_disposition: part.content_disposition().map(|it| it.ctype().to_ascii_lowercase()),
        file_name,
        content,
        part_path: path.to_owned(),
        ..Attachment::default()
    }
}

/// The last extension of `name`, lower case and without its dot.
fn extension(name: &str) -> Option<String> {
    let name = name.trim_end_matches(['.', ' ']);
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty() && extension.len() <= 20).then(|| extension.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_the_last_and_lower_case() {
        assert_eq!(extension("a.tar.GZ").as_deref(), Some("gz"));
        assert_eq!(extension("Invoice.PDF ").as_deref(), Some("pdf"));
        assert_eq!(extension("README"), None);
        assert_eq!(extension(".bashrc"), None);
    }
}
