//! Contact cards.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus { fuzz::decode_magic(data, b"BEGIN:VCARD") });
