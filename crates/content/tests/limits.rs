//! The limits of the decoders, each reached; those of archives are with the archives, those of the worker
//! process with the program.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

mod read;

use std::fmt::Write as _;

use content::Settings;
use read::{extract, extract_with, missing};

/// A PDF of `pages` pages, each with one line of text.
fn pdf(pages: usize) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut kids = String::new();
    for number in 1..=pages {
        let _ = write!(kids, "{} 0 R ", objects.len() + 1);
        let contents = objects.len() + 2;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents {contents} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>"
        ));
        let text = format!("BT /F1 12 Tf 20 100 Td (This is page {number}) Tj ET");
        objects.push(format!(
            "<< /Length {} >>\nstream\n{text}\nendstream",
            text.len()
        ));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>");
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (index, object) in objects.iter().enumerate() {
        let _ = writeln!(places, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let table = file.len();
    let count = objects.len() + 1;
    let _ = write!(
        file,
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF"
    );
    file.into_bytes()
}

#[test]
fn the_pages_of_a_document_are_bounded() {
    let mut settings = Settings::default();
    settings.pages = 3;
    let whole = extract_with(&pdf(3), &[], &settings);
    assert_eq!(whole.files[0].texts.len(), 3);
    assert_eq!(missing(&whole), <[&str; 0]>::default());

    let cut = extract_with(&pdf(4), &[], &settings);
    let texts: Vec<_> = cut.files[0].texts.iter().map(|it| &*it.text).collect();
    assert_eq!(
        texts,
        ["This is page 1", "This is page 2", "This is page 3"]
    );
    assert_eq!(missing(&cut), ["limit.pages"]);
}

#[test]
fn the_text_of_a_document_is_bounded() {
    let mut settings = Settings::default();
    settings.text_bytes = 40;
    let cut = extract_with(&pdf(4), &[], &settings);
    assert_eq!(cut.files[0].texts.len(), 2, "fourteen bytes a page");
    assert_eq!(missing(&cut), ["limit.text"]);
}

/// A bitmap of one bit a pixel, all white; its header is 62 bytes long.
fn bitmap(width: u32, height: u32) -> Vec<u8> {
    let row = width.div_ceil(32) * 4;
    let mut file = b"BM".to_vec();
    file.extend((62 + row * height).to_le_bytes());
    file.extend([0; 4]);
    for value in [
        62,
        40,
        width,
        height,
        1 | 1 << 16,
        0,
        row * height,
        2835,
        2835,
        2,
        2,
    ] {
        file.extend(u32::to_le_bytes(value));
    }
    file.extend([0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0]);
    file.resize(file.len() + (row * height) as usize, 0xFF);
    file
}

#[test]
fn the_pixels_of_a_picture_are_bounded() {
    let mut settings = Settings::default();
    settings.image_pixels = 10_000;
    let within = extract_with(&bitmap(100, 100), &[], &settings);
    assert_eq!(within.files[0].pixels, Some((100, 100)));
    assert_eq!(missing(&within), <[&str; 0]>::default());

    let beyond = extract_with(&bitmap(101, 100), &[], &settings);
    assert_eq!(missing(&beyond), ["limit.pages"]);
    assert!(beyond.unread[0].reason.contains("101 by 100 pixels"));
}

#[test]
fn a_picture_that_claims_to_be_huge_takes_no_memory() {
    let mut file = bitmap(8, 8);
    file[18..22].copy_from_slice(&60_000_u32.to_le_bytes());
    file[22..26].copy_from_slice(&60_000_u32.to_le_bytes());
    assert_eq!(missing(&extract(&file)), ["limit.pages"]);
}

#[test]
fn the_links_of_a_file_are_bounded() {
    let mut settings = Settings::default();
    settings.links = 5;
    let mut links = String::new();
    for number in 0..9 {
        let _ = write!(
            links,
            "<p><a href=\"https://shop.example/{number}\">{number}</a></p>"
        );
    }
    let page = format!("<!DOCTYPE html><html><body>{links}</body></html>");
    let extraction = extract_with(page.as_bytes(), &[], &settings);
    assert_eq!(extraction.files[0].links.len(), 5);
}

#[test]
fn what_nobody_here_reads_is_said() {
    // ISO/IEC 23008-12: a file type box of brand `heic`.
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1\0\0\0\x08mdat";
    let extraction = extract(heic);
    assert_eq!(extraction.files[0].kind, "heif");
    assert_eq!(missing(&extraction), ["heic"]);
}
