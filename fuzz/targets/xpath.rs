//! XPath: the first line is the query, the rest the document.
#![no_main]

use html::{Document, XPath};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (query, html) = text.split_once('\n').unwrap_or((&text, ""));
    let Ok(query) = XPath::parse(query) else {
        return;
    };
    let document = Document::parse(html, &limits::Limits::default());
    let Ok(value) = document.evaluate(&query) else {
        return;
    };
    for node in value.nodes().unwrap_or_default().iter().take(10) {
        let _ = (node.raw(), node.display_text(), node.inner_text());
    }
});
