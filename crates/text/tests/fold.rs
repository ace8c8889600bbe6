//! What the folding makes of texts, and which of it counts as a disguise.

use text::{Disguise, Span, fold};

#[track_caller]
fn check(written: &str, folded: &str) {
    assert_eq!(fold(written).text(), folded, "folding {written:?}");
}

/// The disguises in the whole of `written`.
fn disguises(written: &str) -> Vec<&'static str> {
    let folded = fold(written);
    let all = Span::new(0, folded.text().len());
    folded.disguises(all).iter().map(Disguise::name).collect()
}

#[track_caller]
fn check_disguises(written: &str, expected: &[&str]) {
    assert_eq!(disguises(written), expected, "disguises of {written:?}");
}

#[track_caller]
fn check_ordinary(written: &str) {
    check_disguises(written, &[]);
}

#[test]
fn case_and_white_space() {
    check("", "");
    check("Call NOW", "call now");
    check("a  b\t\tc\u{A0}\u{2003}d\r\n\r\ne", "a b c d e");
    check("  \n lead and trail \n", " lead and trail ");
    check(&"Word and WORD. ".repeat(40), &"word and word. ".repeat(40));
}

#[test]
fn accents_ligatures_and_strokes() {
    check("Crème Brûlée", "creme brulee");
    check("cre\u{300}me", "creme");
    check(
        "Straße, Łódź, Ærø, ﬁn, ħ, đ, ı, İ",
        "strasse, lodz, aero, fin, h, d, i, i",
    );
    check("Ёлка и йод", "eлka и иoд");
}

#[test]
fn other_scripts_that_look_like_ascii() {
    check("Аmаzоn", "amazon");
    check("ΡayΡal", "paypal");
    check("аррӏе", "apple");
    check("٠١٢ ०१२", "012 012");
    check("ɑmɑzon ɡoogle", "amazon google");
}

#[test]
fn styled_letters_and_digits() {
    check("①⑧⓪⓪ ⑴⑵ ⒈ ⑳", "1800 12 1 20");
    check("Ⓐⓜⓐⓩⓞⓝ 🅰🅱 🄰 🅐", "amazon ab a a");
    check("𝐀𝑚𝒶𝔃𝕠𝖓 𝟏𝟠𝟬𝟶", "amazon 1800");
    check("Ａｍａｚｏｎ （８００）－１", "amazon (800)-1");
    check("x² ⁸⁰⁰ ₁", "x2 800 1");
    check("ᴀᴍᴀᴢᴏɴ", "amazon");
}

#[test]
fn invisible_characters_vanish() {
    check("8\u{200B}0\u{AD}0\u{2060}5\u{FEFF}5\u{FE0F}5", "800555");
    check("a\u{E0041}b\u{202E}c\u{34F}d\u{0}e", "abcde");
    check("Amazon\u{3164}Support\u{2800}Team", "amazon support team");
    check("a \u{200B} b", "a b");
}

#[test]
fn marks_vanish() {
    check(
        "A\u{332}m\u{335}a\u{20DD}z\u{301}\u{302}\u{303}o\u{E38}n",
        "amazon",
    );
    check("8\u{301}0\u{489}0", "800");
}

#[test]
fn signs_of_writing() {
    check(
        "don’t “call” – or — do… it’s 5‑0",
        "don't \"call\" - or - do… it's 5-0",
    );
    check("Amazon™ №5", "amazon™ no5");
    check("¡Hola! 2×4 │ ¿qué?", "¡hola! 2×4 │ ¿que?");
}

#[test]
fn flags_stay_and_words_of_flags_fold() {
    check("🇺🇸 Call", "🇺🇸 call");
    check("🇦🇲🇦🇿🇴🇳", "amazon");
}

#[test]
fn scripts_keep_the_marks_they_need() {
    check("がぎ か\u{3099}", "がぎ か\u{3099}");
    check("ก่ำ नि", "ก่ำ नि");
    check("한국어", "한국어");
}

#[test]
fn ordinary_writing_is_no_disguise() {
    check_ordinary("Crème brûlée, straße, Łódź, cre\u{300}me, tie\u{302}\u{301}ng");
    check_ordinary("Россия — самая большая страна, она состоит из множества регионов. ООО, СССР");
    check_ordinary("Заказ 5 от iPhone, SMSки и e-mail в 1С");
    check_ordinary("Η Ελλάδα είναι όμορφη χώρα, ο καιρός");
    check_ordinary("ご注文番号は１２３－４５６７です。ＡＢＣ");
    check_ordinary("رقم الهاتف ٠١٢٣٤٥٦");
    check_ordinary("don’t – “quote” ☎️ ❤️ 👨‍👩‍👧 🇺🇸");
    check_ordinary("می‌خواهم");
    check_ordinary("\u{34F} \u{200C} \u{AD}\u{34F}");
}

#[test]
fn look_alikes_are_a_disguise_in_mixed_words_and_digit_runs() {
    check_disguises("Your Аmаzоn order", &["confusable"]);
    check_disguises("call 8ОО-555", &["confusable"]);
    check_disguises("Аррӏе Support", &["confusable"]);
    check_disguises("ɑmɑzon", &["confusable"]);
    check_disguises("call ٨٠٠ now", &["confusable"]);
    check_disguises("Αрple", &["confusable"]);
}

#[test]
fn each_disguise_is_told() {
    check_disguises("8\u{200B}00", &["invisible"]);
    check_disguises("Amazon\u{3164}Support", &["invisible"]);
    check_disguises("a\u{332}b", &["combining"]);
    check_disguises("8\u{301}00", &["combining"]);
    check_disguises(
        "1\u{FE0F}\u{20E3}8\u{FE0F}\u{20E3}",
        &["invisible", "combining"],
    );
    check_disguises("①⑧", &["circled"]);
    check_disguises("𝟏𝟖", &["styled"]);
    check_disguises("call ８００", &["full_width"]);
    check_disguises("ᴀᴍᴀᴢᴏɴ", &["styled"]);
}

#[test]
fn disguises_belong_to_their_place() {
    let folded = fold("Call ①⑧⓪⓪ or Аmаzоn at 8\u{200B}00");
    assert_eq!(folded.text(), "call 1800 or amazon at 800");
    let names = |start, end| {
        let found = folded.disguises(Span::new(start, end));
        found.iter().map(Disguise::name).collect::<Vec<_>>()
    };
    assert_eq!(names(0, 5), [""; 0]);
    assert_eq!(names(5, 9), ["circled"]);
    assert_eq!(names(13, 19), ["confusable"]);
    assert_eq!(names(14, 15), [""; 0]);
    assert_eq!(names(23, 26), ["invisible"]);
    assert_eq!(names(24, 26), [""; 0]);
}

#[test]
fn spans_lead_to_the_text_as_written() {
    let written = "Call: \u{200B}①\u{200B}⑧０\u{301}0\u{200B} — ＮＯＷ";
    let folded = fold(written);
    assert_eq!(folded.text(), "call: 1800 - now");
    let original = |start, end| folded.original(Span::new(start, end)).of(written);
    assert_eq!(original(6, 10), "①\u{200B}⑧０\u{301}0");
    assert_eq!(original(8, 9), "０\u{301}");
    assert_eq!(original(13, 16), "ＮＯＷ");
    assert_eq!(original(0, 16), written);
    let start = written.find('①').unwrap();
    let back = folded.folded_span(Span::new(start, start + 3));
    assert_eq!(back.of(folded.text()), "1");
}

#[test]
fn a_space_remembers_its_line_break() {
    let folded = fold("800-555\n0100 and\u{2028} \nmore  here");
    assert_eq!(folded.text(), "800-555 0100 and more here");
    assert!(folded.line_break_within(Span::new(0, 12)));
    assert!(!folded.line_break_within(Span::new(0, 7)));
    assert!(!folded.line_break_within(Span::new(8, 16)));
    assert!(folded.line_break_within(Span::new(13, 18)));
    assert!(!folded.line_break_within(Span::new(17, 26)));
}

#[test]
fn every_character_folds_to_something_that_stays() {
    let mut failures = Vec::new();
    for character in '\u{0}'..='\u{10FFFF}' {
        let once = fold(&character.to_string());
        let twice = fold(once.text());
        if once.text() != twice.text() {
            failures.push((character, once.text().to_owned(), twice.text().to_owned()));
        }
    }
    assert!(failures.is_empty(), "{failures:?}");
}

#[test]
fn hostile_lengths_take_linear_time_and_room() {
    let words = "а".repeat(200_000) + &"1а".repeat(200_000);
    let marks = "a".to_owned() + &"\u{301}".repeat(400_000);
    let padding = " \u{34F}\u{200C}\u{AD}".repeat(200_000);
    let flags = "🇦\u{200B}".repeat(100_000);
    for text in [words, marks, padding, flags] {
        let folded = fold(&text);
        assert!(folded.text().len() <= text.len());
    }
}
