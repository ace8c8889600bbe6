//! What is attached, in short.

use content::{Extraction, File};

/// A file of the message: a part of it, or something found within one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFact {
    /// Where it is: the part's number and the names on the way.
    pub path: String,
    /// Its name.
    pub name: Option<String>,
    /// The type by content.
    pub kind: String,
    /// 0 for a part of the message.
    pub depth: u32,
    /// Letters and digits of its texts that a reader sees.
    pub letters: usize,
    /// Letters and digits of its texts that a reader does not see.
    pub hidden_letters: usize,
    /// Pages of a document.
    pub pages: Option<u32>,
    /// Whether it is encrypted and no password at hand opened it.
    pub locked: bool,
    /// Whether it is encrypted and was opened with a password from the message.
    pub unlocked: bool,
    /// Whether it does something by itself: macros, scripts, automatic actions.
    pub active: bool,
    /// Whether it could not be read to its end.
    pub broken: bool,
}

/// The facts of every file, in reading order.
pub(super) fn facts(extraction: &Extraction) -> Vec<FileFact> {
    extraction.files.iter().map(fact).collect()
}

fn fact(file: &File) -> FileFact {
    let letters = |hidden: bool| {
        let texts = file.texts.iter().filter(|it| it.hidden == hidden);
        texts
            .map(|it| it.text.chars().filter(|it| it.is_alphanumeric()).count())
            .sum()
    };
    let password = file.encryption.as_ref().map(|it| it.password.as_deref());
    FileFact {
        path: file.path.clone(),
        name: file.name.clone(),
        kind: file.kind.clone(),
        depth: file.depth,
        letters: letters(false),
        hidden_letters: letters(true),
        pages: file.page_count,
        locked: password == Some(None),
        unlocked: password.flatten().is_some_and(|it| !it.is_empty()),
        active: file.office.as_ref().is_some_and(|it| it.macros)
            || file
                .pdf
                .as_ref()
                .is_some_and(|it| it.javascript || it.automatic_action),
        broken: file.error.is_some(),
    }
}
