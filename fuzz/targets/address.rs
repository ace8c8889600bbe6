//! Any text as an address, a domain and a URL.
#![no_main]

use address::{Domain, EmailAddress, Url};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = (Domain::parse(&text), EmailAddress::parse(&text));
    let _ = (Url::parse(&text, true), Url::parse(&text, false));
});
