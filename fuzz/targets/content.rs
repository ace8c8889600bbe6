//! Any bytes as an attachment, whatever its type turns out to be.
#![no_main]

use std::sync::LazyLock;

use content::{Input, Settings};
use libfuzzer_sys::fuzz_target;

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let mut settings = Settings::default();
    settings.files = 200;
    settings.expanded_bytes = 4 << 20;
    settings.image_pixels = 1 << 20;
    settings.pages = 4;
    settings
});

fuzz_target!(|data: &[u8]| {
    let input = Input { path: "1", name: None, content_type: None, bytes: data };
    let extraction = content::read(&[input], &[], &SETTINGS);
    assert!(extraction.files.len() <= SETTINGS.files);
});
