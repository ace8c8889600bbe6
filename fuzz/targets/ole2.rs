//! Compound files: DOC, XLS, PPT, Outlook messages, VBA projects.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus {
    fuzz::decode_magic(data, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
});
