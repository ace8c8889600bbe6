//! Hostile texts: nothing panics, every span is valid, and the work is bounded.

#![allow(clippy::expect_used)] // A test that cannot begin has failed.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use claims::{Claims, EntityReader, Lexicon, NamedText, Settings, extract, numbers};
use proptest::prelude::*;
use registry::Registry;
use text::{Place, Quote};

fn ground() -> &'static (Registry, Lexicon) {
    static GROUND: OnceLock<(Registry, Lexicon)> = OnceLock::new();
    GROUND.get_or_init(|| {
        let registry = Registry::builtin().expect("the built-in registry loads");
        let lexicon = Lexicon::builtin().expect("the built-in lexicon loads");
        lexicon.prepare(&registry);
        (registry, lexicon)
    })
}

fn read(place: Place, text: &str) -> Claims {
    let (registry, lexicon) = ground();
    extract(
        &[NamedText { place, text }],
        registry,
        lexicon,
        &Settings::default(),
    )
}

fn quotes(claims: &Claims) -> Vec<&Quote> {
    let brands = claims.brands.iter().chain(&claims.mentions);
    claims
        .amounts
        .iter()
        .map(|it| &it.quote)
        .chain(claims.order_ids.iter().map(|it| &it.quote))
        .chain(claims.deadlines.iter().map(|it| &it.quote))
        .chain(claims.phrases.iter().map(|it| &it.quote))
        .chain(
            claims
                .numbers
                .iter()
                .flat_map(|it| [&it.quote, &it.context]),
        )
        .chain(brands.flat_map(|it| &it.evidence).map(|it| &it.quote))
        .collect()
}

fn check_quotes(place: Place, text: &str) {
    let claims = read(place, text);
    for quote in quotes(&claims) {
        assert_eq!(quote.place, place);
        let (start, end) = (quote.span.start as usize, quote.span.end as usize);
        assert_eq!(text.get(start..end), Some(quote.text.as_str()));
    }
}

/// Pieces that lures are made of, so that random texts come near to them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("call us at ".to_owned()),
        Just("your Amazon order ".to_owned()),
        Just("e b a y".to_owned()),
        Just("+1 (8O3) 555-0142".to_owned()),
        Just("eight zero three ".to_owned()),
        Just("double ".to_owned()),
        Just("$1,299.00".to_owned()),
        Just("order number: ".to_owned()),
        Just("within 24 hours".to_owned()),
        Just("Dear ".to_owned()),
        Just("Please review the ".to_owned()),
        Just("\nBest regards,\n".to_owned()),
        Just(" Weaver Ltd".to_owned()),
        Just("not the intended recipient".to_owned()),
        Just("\u{34f}".to_owned()),
        Just("\u{200b}".to_owned()),
        Just("\u{2467}".to_owned()),
        Just("\n\n".to_owned()),
        Just("@".to_owned()),
        "[0-9]{1,6}",
        "[-+()./ _*|]{1,3}",
        "\\PC{0,6}",
    ]
}

fn entities() -> &'static EntityReader {
    static READER: OnceLock<EntityReader> = OnceLock::new();
    READER.get_or_init(|| {
        let registry = Registry::builtin().expect("the built-in registry loads");
        EntityReader::builtin(registry.into())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_valid_quotes(text in "\\PC{0,200}") {
        check_quotes(Place::Body, &text);
    }

    #[test]
    fn texts_made_of_lures_give_valid_quotes(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        for place in [Place::Body, Place::Subject, Place::DisplayName, Place::SenderAddress, Place::TelLink, Place::Link] {
            check_quotes(place, &text);
        }
    }

    #[test]
    fn the_same_text_gives_the_same_findings(pieces in prop::collection::vec(piece(), 0..20)) {
        let text = pieces.concat();
        let (first, second) = (read(Place::Body, &text), read(Place::Body, &text));
        prop_assert_eq!(format!("{first:?}"), format!("{second:?}"));
    }

    #[test]
    fn entities_stand_in_the_text(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let found = entities().read("", &text).unwrap_or_default();
        for entity in found.entities {
            prop_assert!(text.contains(&entity.text));
        }
    }

    #[test]
    fn plain_text_is_read_alike(pieces in prop::collection::vec(piece(), 0..20)) {
        let text = pieces.concat();
        let (_, lexicon) = ground();
        let found = numbers::find(&text, Place::Body, lexicon, &Settings::default());
        for number in &found {
            prop_assert_eq!(number.quote.span.of(&text), &number.raw);
        }
    }
}

/// Time for `text` repeated to about `bytes`.
fn time(piece: &str, bytes: usize) -> Duration {
    let text = piece.repeat(bytes / piece.len() + 1);
    let start = Instant::now();
    read(Place::Body, &text);
    start.elapsed()
}

#[test]
fn time_grows_with_length_only() {
    ground();
    for piece in [
        "803 ",
        "8",
        "8 ",
        "1 2 3 4 5 6 7 8 9 0 ",
        "call 803-555-0142 ",
        "call +1 803 555 0142/",
        "eight ",
        "double ",
        "a m a z o n ",
        "a_m_a_z_o_n_",
        "p@",
        "amazon.",
        "if you did not authorize ",
        "your your your ",
        "if {} you you you did did did ",
        "$1,000.00",
        "1,",
        "order number: AB-12-",
        "within 24 hours ",
        "(((((",
        "+",
        "-",
        "\u{34f}",
        "\u{200b}8",
        "https://a.example/803-555-0142/",
        "call call call call call ",
        "the united chase target discover ",
        "\n\n\n803-555-0142",
        "l",
        "lO ",
    ] {
        let long = check_linear(piece, time);
        println!("{piece:?}: {long:?} for 400 kB");
        assert!(long < Duration::from_secs(8), "{piece:?}: {long:?}");
    }
}

#[test]
fn time_for_entities_grows_with_length_only() {
    let time = |piece: &str, bytes: usize| {
        let text = format!("The of and you {}", piece.repeat(bytes / piece.len() + 1));
        let start = Instant::now();
        let found = entities().read("", &text).unwrap_or_default();
        assert!(found.entities.len() <= 300);
        start.elapsed()
    };
    for piece in [
        "please review the ",
        "please you please your ",
        "dear\n",
        "you you Hi ",
        "A Inc the ",
        "Ltd Ltd the of ",
        "not the intended recipient ",
        "you are not the intended recipient of it and the rest of this is here. ",
        "immediately not urgent ",
        "the $1 ",
        "regards,\n the ",
        "it invoice 1 ",
        "if you fail to ",
        "\n\n\nthe ",
    ] {
        let long = check_linear(piece, time);
        println!("{piece:?}: {long:?} for 400 kB");
    }
}

/// Warm-up, then four times the length may not take much more than four times the time. Returns the time of 400 kB of `piece`.
fn check_linear(piece: &str, time: impl Fn(&str, usize) -> Duration) -> Duration {
    time(piece, 20_000);
    let short = time(piece, 100_000).max(Duration::from_millis(3));
    let long = time(piece, 400_000);
    assert!(
        long < short * 12,
        "{piece:?}: {short:?} for 100 kB, {long:?} for 400 kB"
    );
    long
}
