//! Tests of the splitting as a whole.

use html::Document;
use proptest::prelude::*;

use super::*;

fn plain(text: &str) -> Split {
    split(text, &[], &[], &Limits::default())
}

fn html(source: &str) -> Split {
    let document = Document::parse(source, &Limits::default());
    split(
        document.visible_text(),
        document.quoted(),
        &[],
        &Limits::default(),
    )
}

#[track_caller]
fn check(split: &Split, current: &str, previous: &[&str]) {
    assert_eq!(split.current.text, current);
    let texts: Vec<_> = split.previous.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, previous);
}

#[test]
fn text_without_history_is_all_current() {
    let text = "Dear Ann,\n\nthe parcel comes from: Leeds.\nFrom: the whole team\n\nBest regards";
    check(&plain(text), text, &[]);
    check(&plain(""), "", &[]);
}

#[test]
fn a_reply_above_a_marked_quotation() {
    let found = plain(
        "Yes.\n\nOn Mon, 3 Mar 2026 at 10:00, Ann <ann@a.test> wrote:\n> Lunch?\n> At one?\n",
    );
    check(&found, "Yes.", &["Lunch?\nAt one?"]);
    let thread = &found.previous[0];
    assert_eq!(thread.sender.as_ref().unwrap().email.email, "ann@a.test");
    assert!(thread.preamble.as_ref().unwrap().starts_with("On Mon"));
    assert!(!thread.forwarded);
}

#[test]
fn answers_between_quotations_are_current() {
    let found =
        plain("Ann wrote:\n> One?\n> Two?\nFirst answer\n\n> Three?\n> Four?\nSecond answer\n");
    check(
        &found,
        "First answer\nSecond answer",
        &["One?\nTwo?", "Three?\nFour?"],
    );
}

#[test]
fn marks_of_ones_own() {
    let found = plain("On 3/3/2026 10:00, Ann wrote:\n\n--]One?\n--]Two?\n\nAn answer\n");
    check(&found, "An answer", &["--]One?\n--]Two?"]);
    let found = plain("On 3/3/2026 10:00, Ann wrote:\n\n- One\n- Two\n");
    check(&found, "", &["- One\n- Two"]);
}

#[test]
fn quotations_within_quotations() {
    let found = plain(
        "New\n\nOn 3/3/2026 10:00, Ann <a@a.test> wrote:\n> Newer\n>\n> On 2/3/2026 10:00, Bob <b@b.test> wrote:\n>> Older\n>> still\n",
    );
    check(&found, "New", &["Newer", "Older\nstill"]);
    assert_eq!(found.previous[1].index, 1);
}

#[test]
fn header_blocks_of_outlook() {
    let found = plain(
        "See below.\n\nFrom: Ann <ann@a.test>\nSent: Monday, 3 March 2026 10:00\nTo: Bob <b@b.test>\nSubject: RE: Lunch\n\nAt one.\n\n\
         Von: Bob <b@b.test>\nGesendet: Sonntag, 2. März 2026 10:00\nAn: Ann\nBetreff: Lunch\n\nLunch?\n",
    );
    check(&found, "See below.", &["At one.", "Lunch?"]);
    let first = &found.previous[0];
    assert_eq!(
        first.subject.as_ref().unwrap().base.as_deref(),
        Some("Lunch")
    );
    assert!(first.subject.as_ref().unwrap().is_reply);
    assert_eq!(first.recipients.to[0].email.email, "b@b.test");
    assert_eq!(first.date.as_deref(), Some("Monday, 3 March 2026 10:00"));
}

#[test]
fn a_message_that_is_only_a_forward() {
    let found = plain(
        "---------- Forwarded message ---------\nFrom: Ann <ann@a.test>\nDate: Mon, 3 Mar 2026\nSubject: Invoice\nTo: <b@b.test>\n\nPay now.\n",
    );
    check(&found, "", &["Pay now."]);
    assert!(found.previous[0].forwarded);
    let found = plain(
        "FYI\n\nBegin forwarded message:\n\nFrom: Ann <ann@a.test>\nSubject: Invoice\n\nPay now.",
    );
    check(&found, "FYI", &["Pay now."]);
}

#[test]
fn marks_in_html() {
    let found = html(
        "<div>Yes.</div><div class=gmail_quote><div class=gmail_attr>On Mon, 3 Mar 2026 at 10:00, Ann &lt;ann@a.test&gt; wrote:<br></div>\
         <blockquote>Lunch?</blockquote></div><p>After</p>",
    );
    check(&found, "Yes.\nAfter", &["Lunch?"]);
    let found = html("<p>Mine</p><blockquote type=cite><p>Yours</p></blockquote>");
    check(&found, "Mine", &["Yours"]);
}

#[test]
fn a_quotation_by_nobody_is_the_message() {
    let found = html("<div class=gmail_quote><p>Call us now</p></div>");
    check(&found, "Call us now", &[]);
    check(&plain("> Call us\n> now\n"), "Call us\nnow", &[]);
}

#[test]
fn single_marked_lines_are_bullets() {
    check(
        &plain("Offers\n> Shoes\nand\n> Hats\n"),
        "Offers\n> Shoes\nand\n> Hats",
        &[],
    );
}

#[test]
fn banners_are_no_part_of_the_message() {
    let found = plain("[EXTERNAL]\n\nHello Ann\n");
    check(&found, "Hello Ann", &[]);
    assert_eq!(found.current.banners[0].text, "[EXTERNAL]");
    assert_eq!(found.current.span, Span::new(12, 21));
}

#[test]
fn links_go_with_their_message() {
    let text = "See https://a.test/1\n\nOn 3/3/2026 10:00, Ann <x@b.test> wrote:\n> https://b.test/2\n> more\n";
    let found = address::find_links(text, &Limits::default());
    let links: Vec<Link> = found
        .into_iter()
        .map(|(span, href_url)| Link {
            href_url,
            span,
            visible: Some(true),
            ..Link::default()
        })
        .collect();
    let split = split(text, &[], &links, &Limits::default());
    assert_eq!(split.current.links.len(), 1);
    assert_eq!(split.previous[0].links.len(), links.len() - 1);
}

/// Lines of which histories are made.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("From: Ann <a@a.test>\n".to_owned()),
        Just("Sent: Monday, 3 March 2026\n".to_owned()),
        Just("To: b@b.test\n".to_owned()),
        Just("Subject: x\n".to_owned()),
        Just("> quoted\n".to_owned()),
        Just(">> deeper ü\n".to_owned()),
        Just("\n".to_owned()),
        Just("On 3 Mar 2026 10:00, Ann <a@a.test> wrote:\n".to_owned()),
        Just("-----Original Message-----\n".to_owned()),
        Just("[EXTERNAL]\n".to_owned()),
        Just("text\n".to_owned()),
        "\\PC{0,12}",
    ]
}

proptest! {
    #[test]
    fn spans_are_valid_and_no_text_is_lost(pieces in proptest::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let split = plain(&text);
        prop_assert!(text.get(split.current.span.start as usize..split.current.span.end as usize).is_some());
        for thread in &split.previous {
            prop_assert!(text.get(thread.span.start as usize..thread.span.end as usize).is_some());
        }
        let count = |text: &str| text.matches("text").count();
        let preambles = split.previous.iter().filter_map(|it| it.preamble.as_deref());
        let banners = split.current.banners.iter().map(|it| it.text.as_str());
        let found: usize = split.previous.iter().map(|it| it.text.as_str())
            .chain(preambles).chain(banners).chain([split.current.text.as_str()])
            .map(count).sum();
        prop_assert_eq!(found, count(&text));
    }

    #[test]
    fn any_marks_give_valid_spans(
        text in "[a> \\n:ü]{0,60}",
        marks in proptest::collection::vec((0..80_usize, 0..80_usize), 0..5),
    ) {
        let quoted: Vec<_> = marks.into_iter().map(|(a, b)| QuotedBlock {
            marker: "gmail_quote",
            span: Span::new(a.min(b), a.max(b)),
        }).collect();
        let split = split(&text, &quoted, &[], &Limits::default());
        for thread in &split.previous {
            prop_assert!(text.get(thread.span.start as usize..thread.span.end as usize).is_some());
        }
    }
}
