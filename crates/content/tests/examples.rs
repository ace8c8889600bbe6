//! The example mails whose text stands in an attachment: the number that the labels name is found there, and
//! nowhere in the mail itself.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::path::Path;

use content::{Input, Settings, read};
use mail::{ParseOptions, parse};

/// Example mails by the beginning of their names, and whether a password is in them.
const EXAMPLES: [(&str, &str); 12] = [
    ("office-docx", ""),
    ("office-xlsx", ""),
    ("office-rtf", ""),
    ("calendar-file", ""),
    ("contact-card", ""),
    ("archive-zip", ""),
    ("archive-password-zip", "order2026"),
    ("nested-without-extension", ""),
    ("nested-winmail", ""),
    ("nested-outlook-msg", ""),
    ("attachment-html", ""),
    ("attachment-svg", ""),
];

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn the_number_is_found_in_the_attachment() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/mail");
    let labels = std::fs::read_to_string(folder.join("labels.csv")).unwrap();
    for (name, password) in EXAMPLES {
        for file in [format!("{name}.eml"), format!("{name}-twin.eml")] {
            let line = labels
                .lines()
                .find(|it| it.starts_with(&format!("{file},")));
            let number = line
                .unwrap()
                .split(',')
                .nth(5)
                .unwrap()
                .trim_start_matches('+')
                .to_owned();
            let raw = std::fs::read(folder.join(&file)).unwrap();
            let message = parse(&raw, &ParseOptions::default());
            assert!(
                !digits(&message.body.visible_text).contains(&number),
                "{file}"
            );
            let inputs: Vec<_> = message
                .attachments
                .iter()
                .map(|it| Input {
                    path: &it.part_path,
                    name: it.file_name.as_deref(),
                    content_type: it.content_type.as_deref(),
                    bytes: &it.content,
                })
                .collect();
            let extraction = read(&inputs, &[password.to_owned()], &Settings::default());
            let texts = extraction.files.iter().flat_map(|it| &it.texts);
            let found = texts
                .filter(|it| !it.hidden && digits(&it.text).contains(&number))
                .count();
            assert!(found > 0, "{file}: {extraction:#?}");
            assert_eq!(extraction.unread, [], "{file}");
        }
    }
}

#[test]
fn a_picture_that_is_attached_twice_says_the_same_twice() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/attachments");
    let raw = std::fs::read(folder.join("qr-picture.eml")).unwrap();
    let message = parse(&raw, &ParseOptions::default());
    let bytes = &message.attachments.first().unwrap().content;
    let input = |path, name| Input {
        path,
        name: Some(name),
        content_type: None,
        bytes,
    };
    let found = read(
        &[input("2", "code.png"), input("3", "copy.jpg")],
        &[],
        &Settings::default(),
    );
    let [first, second] = found.files.as_slice() else {
        panic!("{} files", found.files.len());
    };
    assert!(!first.codes.is_empty());
    assert_eq!(first.codes, second.codes);
    assert_eq!(first.pixels, second.pixels);
    assert_eq!(first.path, "2/code.png");
    assert_eq!(second.path, "3/copy.jpg");
    assert_eq!(second.extension.as_deref(), Some("jpg"));
    let unread_of = |file| {
        let unread = found.unread.iter().filter(move |it| it.file == Some(file));
        unread.map(|it| &it.capability).collect::<Vec<_>>()
    };
    assert_eq!(unread_of(0), unread_of(1));
}
