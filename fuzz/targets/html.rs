//! Any text as HTML: tree, visibility, texts, links, XPath.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let document = html::Document::parse(&text, &limits::Limits::default());
    let _ = (
        document.visible_text(),
        document.inner_text(),
        document.images(),
    );
});
