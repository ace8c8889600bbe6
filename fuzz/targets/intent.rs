//! A model of intent, as its file is read.
#![no_main]

use intent::Model;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(model) = Model::from_bytes(data) else {
        return;
    };
    // What was read is written as what is read as the same.
    let written = model.to_bytes();
    assert_eq!(
        Model::from_bytes(&written).map(|it| it.to_bytes()).ok(),
        Some(written)
    );
    let text = "please call us today about the invoice for your order";
    if let Some(answer) = model.classify(&[text]) {
        assert!((0.0..=1.0).contains(&answer.probability));
    }
});
