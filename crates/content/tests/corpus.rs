//! The attachments of real mail: none breaks a decoder, and nearly all give what they hold.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::collections::BTreeMap;

use content::{Input, Settings, read};
use mail::{ParseOptions, parse, source};

#[test]
fn every_attachment_of_the_corpus_is_read() {
    let Some(corpus) = reference_data::path("corpus") else {
        return;
    };
    let mut settings = Settings::default();
    settings.scan = true;
    let mut kinds: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    for input in source::read(&[corpus]) {
        let input = input.unwrap();
        let message = parse(&input.bytes, &ParseOptions::default());
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
        let extraction = read(&inputs, &[], &settings);
        for file in &extraction.files {
            let counts = kinds.entry(file.kind.clone()).or_default();
            counts.0 += 1;
            counts.1 += usize::from(!file.texts.is_empty());
            counts.2 += usize::from(file.error.is_some());
            let scan = file.scan.as_ref().unwrap();
            assert!((0.0..=8.0).contains(&scan.entropy));
            assert_ne!(
                file.error.as_deref(),
                Some("the decoder gave up on this file"),
                "{}: {}",
                input.name,
                file.path
            );
        }
    }
    println!("kind: files, with text, with an error\n{kinds:#?}");
    let with_text = |kind: &str| kinds.get(kind).is_none_or(|it| it.1 * 10 >= it.0 * 9);
    assert!(
        ["html", "txt", "eml", "docx", "ics"]
            .iter()
            .all(|it| with_text(it))
    );
}
