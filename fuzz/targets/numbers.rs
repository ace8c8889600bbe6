//! Any text as the body of a message: folding, words, numbers, brands, phrases.
#![no_main]

use std::sync::LazyLock;

use claims::{Lexicon, NamedText, Settings};
use libfuzzer_sys::fuzz_target;
use registry::Registry;
use text::Place;

static KNOWLEDGE: LazyLock<(Registry, Lexicon)> = LazyLock::new(|| {
    (
        Registry::builtin().expect("the built-in registry loads"),
        Lexicon::builtin().expect("the built-in lexicon loads"),
    )
});

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (registry, lexicon) = &*KNOWLEDGE;
    let texts = [NamedText {
        place: Place::Body,
        text: &text,
    }];
    let found = claims::extract(&texts, registry, lexicon, &Settings::default());
    for number in &found.numbers {
        assert_eq!(number.quote.span.of(&text), number.quote.text);
    }
});
