//! Hashes of attachments, computed at first use.

use std::fmt::Write as _;
use std::sync::OnceLock;

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::message::Attachment;

/// The three hashes that the data model names.
#[derive(Debug, Default)]
pub(crate) struct Hashes {
    md5: OnceLock<String>,
    sha1: OnceLock<String>,
    sha256: OnceLock<String>,
}

impl Attachment {
    /// MD5 of the content, hex, lower case.
    pub fn md5(&self) -> &str {
        self.hashes.md5.get_or_init(|| hex(&Md5::digest(&self.content)))
    }

    /// SHA-1 of the content, hex, lower case.
    pub fn sha1(&self) -> &str {
        self.hashes.sha1.get_or_init(|| hex(&Sha1::digest(&self.content)))
    }

    /// SHA-256 of the content, hex, lower case.
    pub fn sha256(&self) -> &str {
        self.hashes.sha256.get_or_init(|| hex(&Sha256::digest(&self.content)))
    }
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
    fn hashes_are_those_of_the_content() {
        let attachment = Attachment { content: b"abc".to_vec(), ..Attachment::default() };
        assert_eq!(attachment.md5(), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(attachment.sha1(), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert!(attachment.sha256().starts_with("ba7816bf8f01cfea"));
    }
}
