//! Every mutation of the example lures: what it claims to do is done, and nothing else is lost.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::path::Path;

use claims::{NamedText, Settings};
use mutate::{Kind, Knowledge, MUTATIONS, Mutation, Original};
use text::Place;

fn example(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/mail");
    std::fs::read(folder.join(name)).unwrap()
}

fn changed(name: &str, knowledge: &Knowledge) -> mail::Message {
    let raw = example("seed-1-gmail-fake-order.eml");
    let original = Original::read(&raw, knowledge).unwrap();
    let mutation = MUTATIONS.iter().find(|it| it.name == name).unwrap();
    let mail = mutation.apply(&original, knowledge).unwrap();
    mail::parse(&mail, &mail::ParseOptions::default())
}

/// The numbers that are found in the visible text.
fn numbers(message: &mail::Message) -> Vec<String> {
    let lexicon = claims::Lexicon::builtin().unwrap();
    let texts = [NamedText {
        place: Place::Body,
        text: &message.body.visible_text,
    }];
    let registry = registry::Registry::default();
    let found = claims::extract(&texts, &registry, &lexicon, &Settings::default());
    found.numbers.into_iter().map(|it| it.e164).collect()
}

const NUMBER: &str = "+18033975786";

#[test]
fn names_are_unique_and_the_first_rung_is_the_plain_mail() {
    let mut names: Vec<&str> = MUTATIONS.iter().map(|it| it.name).collect();
    assert_eq!(names[0], "plain");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), MUTATIONS.len());
}

#[test]
fn every_mutation_can_be_made_of_an_example_and_differs_from_the_plain_mail() {
    let knowledge = Knowledge::builtin().unwrap();
    let raw = example("seed-1-gmail-fake-order.eml");
    let original = Original::read(&raw, &knowledge).unwrap();
    let plain = MUTATIONS[0].apply(&original, &knowledge).unwrap();
    for mutation in &MUTATIONS[1..] {
        let mail = mutation.apply(&original, &knowledge);
        assert!(mail.is_some_and(|it| it != plain), "{}", mutation.name);
    }
}

#[test]
fn disguises_of_the_number_hide_it_from_a_search_and_keep_it() {
    let knowledge = Knowledge::builtin().unwrap();
    for mutation in MUTATIONS.iter().filter(|it| it.name.starts_with("number-")) {
        let message = changed(mutation.name, &knowledge);
        let text = &message.body.visible_text;
        assert!(!text.contains("(803) 397-5786"), "{}", mutation.name);
        let moved = mutation.name.starts_with("number-to-");
        assert_eq!(!message.attachments.is_empty(), moved, "{}", mutation.name);
        if !moved {
            assert_eq!(numbers(&message), [NUMBER], "{}: {text}", mutation.name);
        }
    }
}

#[test]
fn forms_and_paddings_keep_what_a_reader_sees() {
    let knowledge = Knowledge::builtin().unwrap();
    for name in [
        "utf-16",
        "quoted-printable",
        "nested-parts",
        "html-split",
        "padding-hidden",
    ] {
        let message = changed(name, &knowledge);
        let text = message.body.visible_text.replace(char::is_whitespace, "");
        assert!(text.contains("+1(803)397-5786"), "{name}: {text}");
        assert!(!text.contains("dahlias"), "{name}");
    }
    let padded = changed("padding-below", &knowledge);
    assert!(padded.body.visible_text.contains("dahlias"));
}

#[test]
fn a_twin_of_the_brand_names_only_numbers_of_the_brand() {
    let knowledge = Knowledge::builtin().unwrap();
    let message = changed("twin-brand", &knowledge);
    assert!(!numbers(&message).contains(&NUMBER.to_owned()));
    assert!(
        message.sender.email.email.contains("amazon."),
        "{}",
        message.sender.email.email
    );
}

#[test]
fn files_are_what_they_are_called() {
    let knowledge = Knowledge::builtin().unwrap();
    for (name, kind) in [
        ("to-pdf", "pdf"),
        ("number-to-pdf", "pdf"),
        ("to-picture", "png"),
        ("number-to-qr", "png"),
        ("number-to-calendar", "ics"),
    ] {
        let message = changed(name, &knowledge);
        assert_eq!(message.attachments[0].file_type, kind, "{name}");
    }
}

#[test]
fn a_mail_without_a_number_cannot_be_disguised() {
    let knowledge = Knowledge::builtin().unwrap();
    let raw = b"From: a@example.org\nSubject: tea\n\nShall we have tea on Thursday?\n";
    assert!(Original::read(raw, &knowledge).is_none());
}

#[test]
fn only_pictures_of_text_need_ocr() {
    let drawn = |it: &&Mutation| it.needs_ocr;
    let names: Vec<_> = MUTATIONS.iter().filter(drawn).map(|it| it.name).collect();
    assert_eq!(names, ["to-picture", "number-to-picture"]);
    let twins = MUTATIONS.iter().filter(|it| it.kind == Kind::Twin).count();
    assert_eq!(twins, 3);
}
