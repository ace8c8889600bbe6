//! Which parts of a message are read, by whom, and with which passwords.

use std::fmt;

use content::{Extraction, Input};
use limits::Capability;
use mail::Message;
use registry::Registry;

/// Reads the attachments of messages: the worker process, or whatever an embedding program has instead.
pub trait AttachmentReader: Send + Sync + fmt::Debug {
    /// Reads `inputs` and everything within them. `passwords` may open what is encrypted. Text in pictures
    /// is read only with `ocr`; without, each picture that may hold text is listed as unread.
    fn read(&self, inputs: &[Input<'_>], passwords: &[String], ocr: bool) -> Extraction;

    /// Whether anybody is there to read text in pictures: else nothing is asked to, as all would be read again for
    /// nothing.
    fn reads_pictures(&self) -> bool {
        true
    }
}

impl AttachmentReader for content::Reader {
    fn read(&self, inputs: &[Input<'_>], passwords: &[String], ocr: bool) -> Extraction {
        Self::read(self, inputs, passwords, ocr)
    }

    fn reads_pictures(&self) -> bool {
        Self::reads_pictures(self)
    }
}

/// The parts to read: all but attached messages, which are judged as messages.
pub(crate) fn inputs(message: &Message) -> Vec<Input<'_>> {
    let attachments = message.attachments.iter();
    attachments
        .filter(|it| !it.is_message() && !it.content.is_empty())
        .map(|it| Input {
            path: &it.part_path,
            name: it.file_name.as_deref(),
            content_type: it.content_type.as_deref(),
            bytes: &it.content,
        })
        .collect()
}

/// Whether pictures wait for OCR.
pub(crate) fn wants_ocr(extraction: &Extraction) -> bool {
    let name = Capability::Ocr.name();
    extraction.unread.iter().any(|it| it.capability == name)
}

/// Passwords tried on one message.
const PASSWORDS: usize = 20;
/// Words behind a label that may be the password.
const WORDS: usize = 4;

/// What the message may give as a password: the words that follow a word such as "password".
pub(crate) fn passwords(message: &Message, registry: &Registry) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let Some(labels) = registry.lists().get("password_labels") else {
        return found;
    };
    let subject = message.subject.subject.as_deref().unwrap_or_default();
    for text in [subject, &message.body.visible_text] {
        let words: Vec<&str> = text.split_whitespace().collect();
        for (index, word) in words.iter().enumerate() {
            let label = word.trim_matches(|it: char| !it.is_alphanumeric());
            // `password:secret` in one word.
            let (label, glued) = label.split_once([':', '=']).unwrap_or((label, ""));
            if !labels.contains(&label.to_lowercase()) {
                continue;
            }
            let following = words.iter().skip(index + 1).take(WORDS).copied();
            for candidate in std::iter::once(glued).chain(following) {
                add_spellings(candidate, &mut found);
                if found.len() >= PASSWORDS {
                    return found;
                }
            }
        }
    }
    found
}

/// A word as written, and without the punctuation of the sentence around it.
fn add_spellings(word: &str, found: &mut Vec<String>) {
    const QUOTES: &[char] = &[
        '"', '\'', '“', '”', '„', '‘', '’', '«', '»', '<', '>', '(', ')', '[', ']',
    ];
    let unquoted = word.trim_matches(QUOTES);
    let bare = unquoted.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let bare = bare.trim_matches(QUOTES);
    for spelling in [bare, unquoted, word] {
        let sensible = (3..=64).contains(&spelling.len());
        if sensible && !found.iter().any(|it| it == spelling) {
            found.push(spelling.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords_of(body: &str) -> Vec<String> {
        let raw = format!("From: a@example.com\r\nSubject: File\r\n\r\n{body}");
        let message = mail::parse(raw.as_bytes(), &mail::ParseOptions::default());
        passwords(&message, &Registry::builtin().unwrap())
    }

    #[test]
    fn a_password_in_the_mail_is_found() {
        for body in [
            "The password is Zebra-42.",
            "Password: Zebra-42",
            "password:Zebra-42",
            "Passwort: „Zebra-42“",
            "La contraseña del archivo es Zebra-42!",
            "Senha: (Zebra-42)",
        ] {
            assert!(
                passwords_of(body).contains(&"Zebra-42".to_owned()),
                "{body}"
            );
        }
    }

    #[test]
    fn a_mail_without_a_label_has_none_and_one_full_of_them_has_few() {
        assert_eq!(passwords_of("See you at 42."), Vec::<String>::new());
        assert!(passwords_of(&"password abc1 def2 ghi3 jkl4 ".repeat(100)).len() <= PASSWORDS);
    }
}
