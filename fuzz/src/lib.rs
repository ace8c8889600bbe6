//! What the targets of the decoders share: one file is read under small limits, and the limits are checked.

use std::sync::LazyLock;

use content::{Extraction, Input, Settings};
use libfuzzer_sys::Corpus;

/// Small enough that an input ends soon, large enough that every branch can be reached.
static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let mut settings = Settings::default();
    settings.depth = 6;
    settings.files = 200;
    settings.expanded_bytes = 4 << 20;
    settings.text_bytes = 64 << 10;
    settings.links = 100;
    settings.image_pixels = 1 << 20;
    settings.pages = 4;
    settings.scan = true;
    settings
});

/// Reads `data` if `mail::sniff` calls it one of `kinds`; anything else is not worth keeping for this decoder.
pub fn decode_kinds(data: &[u8], kinds: &[&str]) -> Corpus {
    decode_if(data, kinds.contains(&mail::sniff(data)))
}

/// Reads `data` if it begins with `magic`.
pub fn decode_magic(data: &[u8], magic: &[u8]) -> Corpus {
    decode_if(data, data.starts_with(magic))
}

/// Reads `data`, whatever it is.
pub fn decode(data: &[u8]) {
    let passwords = ["2026".to_owned()];
    let input = Input {
        path: "1",
        name: None,
        content_type: None,
        bytes: data,
    };
    check(data, &content::read(&[input], &passwords, &SETTINGS));
}

fn decode_if(data: &[u8], wanted: bool) -> Corpus {
    if wanted {
        decode(data);
        Corpus::Keep
    } else {
        Corpus::Reject
    }
}

/// No limit is overrun, and every index points to something.
fn check(data: &[u8], extraction: &Extraction) {
    let files = &extraction.files;
    assert!(files.len() <= SETTINGS.files, "too many files");
    let nested: u64 = files.iter().skip(1).map(|it| it.size).sum();
    assert!(
        nested <= SETTINGS.expanded_bytes,
        "too many bytes: {nested} of {}",
        data.len()
    );
    for (index, file) in files.iter().enumerate() {
        assert!(file.depth <= SETTINGS.depth, "too deep");
        assert!(
            file.parent.is_none_or(|it| it < index),
            "a child before its parent"
        );
        assert!(file.links.len() <= SETTINGS.links, "too many links");
        let text: usize = file.texts.iter().map(|it| it.text.len()).sum();
        assert!(text <= 4 * SETTINGS.text_bytes, "too much text: {text}");
    }
    assert!(
        extraction
            .unread
            .iter()
            .all(|it| it.file.is_none_or(|file| file < files.len()))
    );
}
