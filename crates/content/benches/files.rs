//! What reading an attachment costs: the decoder alone, and with the process that confines it.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot start says so and ends"
)]

use std::hint::black_box;
use std::path::{Path, PathBuf};

use content::{Input, Reader, Settings, read};
use criterion::{Criterion, criterion_group, criterion_main};

/// The first attachment of an example mail.
fn attachment(example: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/attachments");
    let raw = std::fs::read(folder.join(example)).unwrap();
    let message = mail::parse(&raw, &mail::ParseOptions::default());
    message.attachments[0].content.clone()
}

fn input(bytes: &[u8]) -> Input<'_> {
    Input {
        path: "2",
        name: None,
        content_type: None,
        bytes,
    }
}

/// A white picture of a megapixel with the QR code of an example in it.
fn megapixel_code() -> Vec<u8> {
    const SIDE: u32 = 1024;
    let picture = image::load_from_memory(&attachment("qr-picture.eml"))
        .unwrap()
        .to_luma8();
    let mut page = image::GrayImage::from_pixel(SIDE, SIDE, image::Luma([255]));
    image::imageops::overlay(&mut page, &picture, 400, 300);
    let mut bytes = std::io::Cursor::new(Vec::new());
    page.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A picture of a megapixel like a photograph: soft shades, edges and grain, and no code.
fn megapixel_photo() -> Vec<u8> {
    const SIDE: u32 = 1024;
    let photo = image::GrayImage::from_fn(SIDE, SIDE, |x, y| {
        let shade = (x / 8 + y / 16) % 200;
        let edge = if (x / 90 + y / 70) % 3 == 0 { 50 } else { 0 };
        let grain = x
            .wrapping_mul(2_654_435_761)
            .wrapping_add(y.wrapping_mul(40_503))
            >> 28;
        image::Luma([u8::try_from(shade + edge + grain).unwrap_or(255)])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    photo.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn program() -> Option<PathBuf> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/release/offhook");
    if program.is_file() {
        return Some(program);
    }
    println!("without a release build the worker is not measured");
    None
}

fn files(criterion: &mut Criterion) {
    let settings = Settings::default();
    let files = [
        ("one-page PDF of text", attachment("pdf-text.eml")),
        ("QR code in a megapixel", megapixel_code()),
        ("a megapixel without a code", megapixel_photo()),
        ("slides", attachment("office-pptx.eml")),
    ];
    for (name, bytes) in &files {
        let found = read(&[input(bytes)], &[], &settings);
        assert!(
            found
                .files
                .iter()
                .any(|it| it.error.is_none() && it.size > 0),
            "{name}"
        );
        criterion.bench_function(name, |it| {
            it.iter(|| black_box(read(&[input(bytes)], &[], &settings)));
        });
        let Some(program) = program() else { continue };
        let reader = Reader::new(settings.clone(), program);
        criterion.bench_function(&format!("{name}, in a worker"), |it| {
            it.iter(|| black_box(reader.read(&[input(bytes)], &[], false)));
        });
    }
    let Some(program) = program() else { return };
    let reader = Reader::new(settings, program);
    criterion.bench_function("no attachment", |it| {
        it.iter(|| black_box(reader.read(&[], &[], false)));
    });
}

criterion_group!(benches, files);
criterion_main!(benches);
