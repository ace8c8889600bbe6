//! Real mail: no panic, and every mail has somebody who sent it and something in it, or a defect.

use std::time::{Duration, Instant};

use mail::{Message, ParseOptions, parse, source};

fn check_spans(name: &str, message: &Message) {
    let text = &message.body.visible_text;
    let is_valid = |it: text::Span| text.get(it.start as usize..it.end as usize).is_some();
    assert!(is_valid(message.body.current_thread.span), "{name}");
    assert!(
        message
            .body
            .previous_threads
            .iter()
            .all(|it| is_valid(it.span)),
        "{name}"
    );
    assert!(
        message.body.links.iter().all(|it| is_valid(it.span)),
        "{name}"
    );
}

#[test]
fn every_mail_of_the_corpus_is_read() {
    let Some(corpus) = reference_data::path("corpus") else {
        return;
    };
    let options = ParseOptions::default();
    let mut times: Vec<Duration> = Vec::new();
    let mut trusted = 0;
    let mut with_history = 0;
    let mut without_current = 0;
    for input in source::read(&[corpus]) {
        let input = input.unwrap();
        let start = Instant::now();
        let message = parse(&input.bytes, &options);
        times.push(start.elapsed());
        check_spans(&input.name, &message);
        let is_known = |kinds: &[&str]| message.defects.iter().any(|it| kinds.contains(&it.kind));
        assert!(
            !message.sender.email.email.is_empty() || is_known(&["missing_from", "empty_from"]),
            "{}: no sender",
            input.name
        );
        assert!(
            !message.body.visible_text.trim().is_empty()
                || !message.attachments.is_empty()
                || message.body.html.is_some()
                || !message.defects.is_empty(),
            "{}: nothing in it",
            input.name
        );
        assert!(!is_known(&["unreadable_structure"]), "{}", input.name);
        trusted += usize::from(message.headers.trusted_results.is_some());
        with_history += usize::from(!message.body.previous_threads.is_empty());
        without_current += usize::from(message.body.current_thread.text.trim().is_empty());
    }
    assert!(times.len() > 900, "{} mails", times.len());
    times.sort_unstable();
    let at = |share: usize| {
        times
            .get(times.len() * share / 100)
            .copied()
            .unwrap_or_default()
    };
    println!(
        "{} mails, {trusted} with trusted results, {with_history} with history, {without_current} \
         without a current text; median {:?}, 99th percentile {:?}, longest {:?}",
        times.len(),
        at(50),
        at(99),
        times.last()
    );
}
