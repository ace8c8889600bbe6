//! Whatever the bytes: a sender comes out, and what is said of places fits the texts.

#![allow(
    clippy::expect_used,
    reason = "a test that cannot load the data has failed"
)]

use std::sync::LazyLock;

use identity::{identify, relation};
use mail::{Message, ParseOptions};
use proptest::prelude::*;
use registry::Registry;
use text::Place;

static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| Registry::builtin().expect("the data of this build loads"));

/// The text that spans of `place` count in.
fn text_of(message: &Message, place: Place) -> &str {
    match place {
        Place::Subject => message.subject.subject.as_deref().unwrap_or_default(),
        Place::DisplayName => message.sender.display_name.as_deref().unwrap_or_default(),
        _ => &message.body.visible_text,
    }
}

fn identified(raw: &[u8]) -> Result<(), TestCaseError> {
    let options = ParseOptions {
        trusted_hosts: vec!["mx.example.net".to_owned()],
        ..ParseOptions::default()
    };
    let message = mail::parse(raw, &options);
    let sender = identify(&message, &REGISTRY);
    for brand in REGISTRY.brands() {
        let _ = relation(&sender, brand);
    }
    for (place, span) in sender.platform.iter().flat_map(|it| &it.fields) {
        let range = span.start as usize..span.end as usize;
        prop_assert!(text_of(&message, *place).get(range).is_some());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_have_a_sender(raw in prop::collection::vec(any::<u8>(), 0..600)) {
        identified(&raw)?;
    }

    #[test]
    fn any_text_on_a_genuine_platform_has_fields(
        subject in "\\PC{0,40}",
        from in "(service@paypal.com|dse@docusign.net|appleid@id.apple.com|venmo@venmo.com)",
        body in "(?s)(.|\n|invoice|charged you|Note from |Dear |, |Powered by Docusign){0,60}",
    ) {
        let domain = from.rsplit('@').next().unwrap_or_default();
        let raw = format!(
            "Authentication-Results: mx.example.net; dmarc=pass header.from={domain}\r\n\
             From: {from}\r\nSubject: {subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}"
        );
        identified(raw.as_bytes())?;
    }
}
