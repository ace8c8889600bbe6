//! HTML and SVG files.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus { fuzz::decode_kinds(data, &["html", "svg"]) });
