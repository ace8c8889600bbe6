//! Any bytes as a message.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let message = mail::parse(data, &mail::ParseOptions::default());
    assert!(message.size >= data.len().min(1));
});
