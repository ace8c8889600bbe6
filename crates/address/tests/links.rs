//! Links and addresses in running text.

use std::time::Instant;

use address::{find_ips, find_links};
use limits::Limits;
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, links: &[&str]) {
    let found = find_links(text, &Limits::default());
    let spans: Vec<&str> = found.iter().map(|(span, _)| span.of(text)).collect();
    assert_eq!(spans, links, "{text:?}");
}

#[track_caller]
fn check_ips(text: &str, ips: &[&str]) {
    let found = find_ips(text, &Limits::default());
    let spans: Vec<&str> = found.iter().map(|(span, _)| span.of(text)).collect();
    assert_eq!(spans, ips, "{text:?}");
}

#[test]
fn what_a_mail_program_makes_clickable() {
    check(
        "See https://example.com/a?b=c, or (http://example.org/x).",
        &["https://example.com/a?b=c", "http://example.org/x"],
    );
    check("Go to www.example.com now", &["www.example.com"]);
    check("Open example.com/login please", &["example.com/login"]);
    check(
        "Visit example.co.uk or example.com.",
        &["example.co.uk", "example.com"],
    );
    check("Write to ann@example.com!", &["ann@example.com"]);
    check("<https://example.com/>", &["https://example.com/"]);
    check(
        "https://evil.com\nhttps://good.com",
        &["https://evil.com", "https://good.com"],
    );
}

#[test]
fn what_only_looks_like_a_link() {
    check("Done.So we met. End.The rest. Inc.is", &[]);
    check("README.md and main.rs and 1.2.3", &[]);
    check("Node.js is fine, e.g. this", &[]);
    check("hxxps://evil.com and evil[.]com", &[]);
    check("Total 4.99 at 10:30", &[]);
}

#[test]
fn links_are_parsed() {
    let text = "x https://www.google.com/url?q=https%3A%2F%2Fexample.com%2F y ann@Example.com";
    let found = find_links(text, &Limits::default());
    assert_eq!(found[0].1.url, "https://example.com/");
    assert_eq!(found[1].1.scheme.as_deref(), Some("mailto"));
    assert_eq!(found[1].1.url, "ann@example.com");
}

#[test]
fn addresses_in_text() {
    check_ips(
        "from 192.0.2.1, then [2001:db8::1].",
        &["192.0.2.1", "2001:db8::1"],
    );
    check_ips(
        "at 192.0.2.1. And 192.0.2.2:8080",
        &["192.0.2.1", "192.0.2.2"],
    );
    check_ips(
        "version 1.2.3 or 1.2.3.4.5, 12:30:45, std::a, v192.0.2.1, 300.1.1.1",
        &[],
    );
    check_ips("::ffff:192.0.2.1", &["::ffff:192.0.2.1"]);
}

#[test]
fn there_are_never_more_than_the_limit() {
    let limits = Limits::default();
    let text = "http://a.com 192.0.2.1 ".repeat(5_000);
    assert_eq!(find_links(&text, &limits).len(), limits.links);
    assert_eq!(find_ips(&text, &limits).len(), limits.links);
}

/// A megabyte of each takes well under a second when linear and minutes when not.
#[test]
fn hostile_texts_take_linear_time() {
    let limits = Limits::default();
    for piece in [
        "a.",
        "@",
        "a@",
        "://",
        "http://",
        "(",
        "[",
        "www.",
        ".",
        ":",
        "1.",
        "a:",
        "-",
        "http://(",
        "\"",
        "a@a.",
        "é.",
        "http://a@",
    ] {
        let text = piece.repeat((1 << 20) / piece.len());
        let started = Instant::now();
        let _ = (find_links(&text, &limits), find_ips(&text, &limits));
        eprintln!("{piece:?} {:?}", started.elapsed());
        assert!(
            started.elapsed().as_secs() < 20,
            "{piece:?} {:?}",
            started.elapsed()
        );
    }
}

proptest! {
    #[test]
    fn spans_lie_in_the_text_in_order(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "http://", "a.com", "www.", "@", ".", "/", " ", "ü", "192.0.2.1", ":", "(", ")", "\n", "x", "::1",
            ]),
            0..60,
        )
    ) {
        let text: String = pieces.concat();
        let links = find_links(&text, &Limits::default());
        let ips = find_ips(&text, &Limits::default());
        for spans in [links.iter().map(|it| it.0).collect::<Vec<_>>(), ips.iter().map(|it| it.0).collect()] {
            for span in &spans {
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some_and(|it| !it.is_empty()));
            }
            for pair in spans.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start);
            }
        }
    }

    #[test]
    fn nothing_panics(text in any::<String>()) {
        let _ = (find_links(&text, &Limits::default()), find_ips(&text, &Limits::default()));
    }
}
