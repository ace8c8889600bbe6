//! Splitting the newest message from its history, by content alone.

use mail::{Message, ParseOptions, parse};

fn read(body: &str) -> Message {
    parse(
        format!("From: Ann <ann@a.example>\nSubject: Lunch\n\n{body}").as_bytes(),
        &ParseOptions::default(),
    )
}

#[track_caller]
fn check(body: &str, current: &str, previous: &[&str]) {
    let message = read(body);
    assert_eq!(message.body.current_thread.text, current);
    let found: Vec<&str> = message
        .body
        .previous_threads
        .iter()
        .map(|it| it.text.as_str())
        .collect();
    assert_eq!(found, previous);
    for thread in &message.body.previous_threads {
        assert!(!thread.span.of(&message.body.visible_text).is_empty());
    }
}

#[test]
fn a_mail_without_history_is_all_current() {
    check("Friday at noon?\n", "Friday at noon?", &[]);
}

#[test]
fn an_attribution_and_its_quotation_are_history() {
    check(
        "Yes.\n\nOn Mon, 2 Nov 2026 at 10:00, Pat <pat@b.example> wrote:\n> Friday\n> at noon?\n",
        "Yes.",
        &["Friday\nat noon?"],
    );
    check(
        "Gerne.\n\nAm 02.11.2026 um 10:00 schrieb Pat <pat@b.example>:\n> Freitag?\n> Mittag?\n",
        "Gerne.",
        &["Freitag?\nMittag?"],
    );
}

#[test]
fn an_answer_below_the_quotation_is_current() {
    let message = read("On Monday 2 Nov 2026, Pat wrote:\n> Friday?\n> Noon?\nYes, gladly.\n");
    assert_eq!(message.body.current_thread.text, "Yes, gladly.");
    assert_eq!(message.body.previous_threads[0].text, "Friday?\nNoon?");
}

#[test]
fn a_header_block_begins_history_in_any_of_the_usual_languages() {
    for block in [
        "From: Pat <pat@b.example>\nSent: Monday\nTo: Ann\nSubject: Lunch\n",
        "Von: Pat <pat@b.example>\nGesendet: Montag\nAn: Ann\nBetreff: Essen\n",
        "De: Pat <pat@b.example>\nEnviado: lunes\nPara: Ann\nAsunto: Comida\n",
        "De : Pat <pat@b.example>\nEnvoyé : lundi\nÀ : Ann\nObjet : Repas\n",
        "Da: Pat <pat@b.example>\nInviato: lunedì\nA: Ann\nOggetto: Pranzo\n",
    ] {
        let message = read(&format!("See below.\n\n{block}\nThe old text.\n"));
        assert_eq!(message.body.current_thread.text, "See below.", "{block}");
        assert_eq!(message.body.previous_threads.len(), 1, "{block}");
        assert_eq!(message.body.previous_threads[0].text, "The old text.");
        let sender = message.body.previous_threads[0].sender.as_ref().unwrap();
        assert_eq!(sender.email.email, "pat@b.example", "{block}");
    }
}

#[test]
fn a_message_that_is_only_a_forward_has_no_text_of_its_own() {
    let message = read(
        "---------- Forwarded message ---------\nFrom: Shop <s@shop.example>\nDate: Monday\nSubject: Order\nTo: Ann\n\nThanks.\n",
    );
    assert_eq!(message.body.current_thread.text, "");
    let thread = &message.body.previous_threads[0];
    assert!(thread.forwarded);
    assert_eq!(thread.text, "Thanks.");
    assert_eq!(
        thread.subject.as_ref().unwrap().base.as_deref(),
        Some("Order")
    );
}

#[test]
fn a_sentence_with_from_in_it_splits_nothing() {
    let text = "The list:\nFrom: the kitchen\nwe bring plates.\n";
    check(text, text.trim(), &[]);
}

#[test]
fn a_marked_block_of_html_is_history() {
    let raw = "From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n\
        <div>Yes, gladly.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On Mon, 2 Nov 2026 at 10:00 Pat \
        &lt;pat@b.example&gt; wrote:<br></div><blockquote>Friday?</blockquote></div>";
    let message = parse(raw.as_bytes(), &ParseOptions::default());
    assert_eq!(message.body.current_thread.text, "Yes, gladly.");
    assert_eq!(message.body.previous_threads.len(), 1);
    assert!(message.body.previous_threads[0].text.contains("Friday?"));
}
