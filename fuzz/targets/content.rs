//! Any bytes as an attachment, whatever its type turns out to be; messages within messages among them.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| fuzz::decode(data));
