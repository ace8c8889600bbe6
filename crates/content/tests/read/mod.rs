//! Reading one file as the only attachment of a message.
#![allow(dead_code, reason = "each test file uses some of it")]

use content::{Extraction, File, Input, Settings, read};

/// Reads `bytes` with the default settings.
pub(crate) fn extract(bytes: &[u8]) -> Extraction {
    extract_with(bytes, &[], &Settings::default())
}

/// Reads `bytes` with passwords and settings.
pub(crate) fn extract_with(bytes: &[u8], passwords: &[&str], settings: &Settings) -> Extraction {
    let input = Input {
        path: "2",
        name: None,
        content_type: None,
        bytes,
    };
    let passwords: Vec<_> = passwords.iter().map(|&it| it.to_owned()).collect();
    read(&[input], &passwords, settings)
}

/// All texts of a file that a reader sees, one below the other.
pub(crate) fn visible(file: &File) -> String {
    let texts = file.texts.iter().filter(|it| !it.hidden);
    texts.map(|it| &*it.text).collect::<Vec<_>>().join("\n")
}

/// All texts of a file that a reader does not see.
pub(crate) fn hidden(file: &File) -> String {
    let texts = file.texts.iter().filter(|it| it.hidden);
    texts.map(|it| &*it.text).collect::<Vec<_>>().join("\n")
}

/// The targets of a file's links.
pub(crate) fn targets(file: &File) -> Vec<&str> {
    file.links.iter().map(|it| &*it.target).collect()
}

/// The names of what was not read.
pub(crate) fn missing(extraction: &Extraction) -> Vec<&str> {
    extraction.unread.iter().map(|it| &*it.capability).collect()
}
