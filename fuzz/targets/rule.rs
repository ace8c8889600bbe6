//! Any text as a rule: parsed, formatted, checked; what parses keeps its tree through the formatter.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use mql::{Program, Schema};

static SCHEMA: LazyLock<Arc<Schema>> = LazyLock::new(|| {
    let schema = Schema::builder();
    Arc::new(schema.build().expect("the language's own schema builds"))
});

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = Program::compile(&text, &SCHEMA);
});
