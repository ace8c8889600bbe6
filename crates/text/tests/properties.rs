//! What holds for any text.

use proptest::prelude::*;
use text::{Span, fold, language, replace_confusables};

/// Texts of the characters that the folding treats specially, among any others.
fn hostile_text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(
        "aA8 \n\u{A0}\u{200B}\u{AD}\u{FE0F}\u{3164}\u{2800}\u{301}\u{332}\u{20DD}\u{E38}\u{3099}\
         éßæİ①⑳⑴🅰🇺🇸𝐀𝟏ＡаОРжЙий日がは٠ا—’™.-\u{0}\u{2028}\u{FEFF}"
            .chars()
            .collect::<Vec<_>>(),
    );
    let character = prop_oneof![4 => special, 1 => any::<char>()];
    prop::collection::vec(character, 0..80).prop_map(String::from_iter)
}

/// Character boundaries of `text`.
fn boundaries(text: &str) -> Vec<usize> {
    (0..=text.len())
        .filter(|it| text.is_char_boundary(*it))
        .collect()
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in hostile_text()) {
        let once = fold(&text);
        let twice = fold(once.text());
        prop_assert_eq!(once.text(), twice.text());
    }

    #[test]
    fn originals_lie_on_character_boundaries_and_ascend(text in hostile_text()) {
        let folded = fold(&text);
        let places = boundaries(folded.text());
        let mut last = 0;
        for pair in places.windows(2) {
            let original = folded.original(Span::new(pair[0], pair[1]));
            prop_assert!(!original.is_empty());
            prop_assert!(!original.of(&text).is_empty());
            prop_assert!(original.start >= last, "{:?} before {}", original, last);
            // The letters of one ligature share their original.
            last = original.start;
            prop_assert!(original.end as usize <= text.len());
        }
    }

    #[test]
    fn a_wider_span_has_a_wider_original(text in hostile_text()) {
        let folded = fold(&text);
        let places = boundaries(folded.text());
        for (from, &start) in places.iter().enumerate() {
            for &end in &places[from..] {
                let original = folded.original(Span::new(start, end));
                prop_assert!(original.start <= original.end);
                prop_assert!(text.get(original.start as usize..original.end as usize).is_some());
                let whole = folded.original(Span::new(0, folded.text().len()));
                prop_assert!(start == end || whole.contains(original));
            }
        }
    }

    #[test]
    fn there_and_back_covers_the_span(text in hostile_text()) {
        let folded = fold(&text);
        let places = boundaries(folded.text());
        for (from, &start) in places.iter().enumerate() {
            for &end in &places[from..] {
                let span = Span::new(start, end);
                let back = folded.folded_span(folded.original(span));
                prop_assert!(span.is_empty() || back.contains(span), "{:?} {:?}", span, back);
            }
        }
    }

    #[test]
    fn any_span_is_answered(text in hostile_text(), start in any::<u32>(), end in any::<u32>()) {
        let folded = fold(&text);
        for span in [Span { start, end }, Span { start: start % 64, end: end % 64 }] {
            let original = folded.original(span);
            prop_assert!(text.get(original.start as usize..original.end as usize).is_some());
            let forward = folded.folded_span(span);
            prop_assert!(
                folded.text().get(forward.start as usize..forward.end as usize).is_some()
            );
            let _ = (folded.disguises(span), folded.line_break_within(span));
        }
    }

    #[test]
    fn printable_ascii_is_only_lower_cased(text in "[!-~]{0,99}") {
        let folded = fold(&text);
        prop_assert_eq!(folded.text(), text.to_ascii_lowercase());
        let all = Span::new(0, text.len());
        prop_assert!(folded.disguises(all).is_empty());
        prop_assert_eq!(folded.original(all), all);
    }

    #[test]
    fn folded_text_is_lower_case_without_runs_of_spaces(text in hostile_text()) {
        let folded = fold(&text);
        prop_assert!(!folded.text().contains("  "));
        prop_assert!(!folded.text().bytes().any(|it| it.is_ascii_uppercase()));
        prop_assert!(!folded.text().chars().any(text::is_invisible));
    }

    #[test]
    fn replacing_confusables_leaves_ascii_alone(text in "[ -~\n]{0,99}") {
        prop_assert_eq!(replace_confusables(&text), text.as_str());
    }

    #[test]
    fn nothing_panics(text in any::<String>()) {
        let _ = (fold(&text), replace_confusables(&text), language(&text));
    }
}
