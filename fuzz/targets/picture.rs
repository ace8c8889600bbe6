//! Pictures: PNG, JPEG, GIF, WebP, TIFF, BMP, HEIF; their metadata and the QR codes in them.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus {
    fuzz::decode_kinds(data, &["png", "jpg", "gif", "webp", "tif", "bmp", "heif"])
});
