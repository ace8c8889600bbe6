//! Attachments: the leaf parts that are not the chosen text bodies (MDM section 9).

use std::fmt::Write as _;
use std::sync::OnceLock;

use md5::{Digest as _, Md5};
use sha1::Sha1;
use sha2::Sha256;

/// A part that is not one of the chosen text bodies.
#[derive(Debug, Default)]
pub struct Attachment {
    /// The decoded name.
    pub file_name: Option<String>,
    /// Last extension of the name, lower case.
    pub file_extension: Option<String>,
    /// Sniffed from content: one of the short names of the data model, or `unknown`.
    pub file_type: &'static str,
    /// Declared media type, lower case, without parameters.
    pub content_type: Option<String>,
    /// Without brackets.
    pub content_id: Option<String>,
    /// `attachment` or `inline`.
    pub content_disposition: Option<String>,
    /// Decoded bytes. Hashes are computed from them at first use.
    pub content: Vec<u8>,
    /// Path of part numbers from the top, such as `2.1`.
    pub part_path: String,
    /// The hashes that were asked for so far.
    pub digests: Digests,
}

/// Hashes of an attachment, each computed when it is first asked for.
#[derive(Debug, Default)]
pub struct Digests {
    md5: OnceLock<String>,
    sha1: OnceLock<String>,
    sha256: OnceLock<String>,
}

impl Attachment {
    /// MD5 of the content, in lower-case hex.
    pub fn md5(&self) -> &str {
        self.digests
            .md5
            .get_or_init(|| hex(&Md5::digest(&self.content)))
    }

    /// SHA-1 of the content, in lower-case hex.
    pub fn sha1(&self) -> &str {
        self.digests
            .sha1
            .get_or_init(|| hex(&Sha1::digest(&self.content)))
    }

    /// SHA-256 of the content, in lower-case hex.
    pub fn sha256(&self) -> &str {
        self.digests
            .sha256
            .get_or_init(|| hex(&Sha256::digest(&self.content)))
    }

    /// Whether it is a message that [`crate::parse`] can read: declared as one or named like one.
    pub fn is_message(&self) -> bool {
        let declared = |it: &str| matches!(it, "message/rfc822" | "message/global");
        self.content_type.as_deref().is_some_and(declared)
            || self.file_extension.as_deref() == Some("eml")
    }
}

/// The last extension of `name`, lower case; `None` where there is none.
pub fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.trim_end().rsplit_once('.')?;
    let sound = !stem.is_empty() && !extension.is_empty() && !extension.contains(['/', '\\', ' ']);
    sound.then(|| extension.to_lowercase())
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_of_known_content() {
        let attachment = Attachment {
            content: b"abc".to_vec(),
            ..Attachment::default()
        };
        assert_eq!(attachment.md5(), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(
            attachment.sha1(),
            "a9993e364706816aba3e25717850c26c9cd0d89d"
        );
        assert_eq!(
            attachment.sha256(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(attachment.md5(), "900150983cd24fb0d6963f7d28e17f72");
    }

    #[test]
    fn extensions() {
        let of = |name| extension(name);
        assert_eq!(of("Invoice.PDF").as_deref(), Some("pdf"));
        assert_eq!(of("a.tar.gz").as_deref(), Some("gz"));
        assert_eq!(of("report.html ").as_deref(), Some("html"));
        assert_eq!(of("no extension"), None);
        assert_eq!(of(".htaccess"), None);
        assert_eq!(of("trailing."), None);
        assert_eq!(of("v1.2 final"), None);
    }

    #[test]
    fn messages_are_known_by_type_or_name() {
        let of = |content_type: Option<&str>, extension: Option<&str>| Attachment {
            content_type: content_type.map(str::to_owned),
            file_extension: extension.map(str::to_owned),
            ..Attachment::default()
        };
        assert!(of(Some("message/rfc822"), None).is_message());
        assert!(of(Some("application/octet-stream"), Some("eml")).is_message());
        assert!(!of(Some("message/delivery-status"), None).is_message());
    }
}
