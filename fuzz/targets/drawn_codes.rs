//! Any drawing of block characters as QR codes.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// The characters that codes are drawn with, and two that end a drawing.
const CHARACTERS: [char; 16] = [
    ' ', '█', '▀', '▄', '▌', '▐', '▖', '▗', '▘', '▙', '▚', '▛', '▜', '▝', '\n', 'x',
];

fuzz_target!(|data: &[u8]| {
    let text: String = data
        .iter()
        .map(|it| CHARACTERS[usize::from(it & 15)])
        .collect();
    let _ = content::codes_of_characters(&text);
});
