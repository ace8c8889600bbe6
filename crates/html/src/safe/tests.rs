//! What is kept of a body, and what is left out.

use limits::Limits;
use proptest::prelude::*;

use super::*;

fn safe(html: &str) -> SafeHtml {
    let document = Document::parse(html, &Limits::default());
    document.safe_html(1 << 20, &|source| {
        (source == "cid:logo").then(|| "data:image/png;base64,AAAA".to_owned())
    })
}

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(safe(html).html, expected, "{html}");
}

#[test]
fn what_a_reader_sees_is_kept() {
    check(
        "<table bgcolor=#fff onclick=x()><tr><td style='color:red;position:fixed'>Your <b>order</b></table>",
        "<table bgcolor=\"#fff\"><tbody><tr><td style=\"color:red\">Your <b>order</b></td></tr></tbody></table>",
    );
    check(
        "<a href='https://evil.example'>Pay</a><br>",
        "<u>Pay</u><br>",
    );
    check("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>");
}

#[test]
fn what_runs_loads_or_submits_is_left_out() {
    for html in [
        "<script>alert(1)</script>",
        "<style>@import url(https://x.example)</style>",
        "<svg onload=alert(1)><script>alert(1)</script><image href=https://x.example/a></svg>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<base href=https://x.example><link rel=stylesheet href=https://x.example>",
        "<meta http-equiv=refresh content='0;url=https://x.example'>",
        "<iframe src=https://x.example></iframe><object data=x></object><embed src=x>",
        "<input name=a><textarea>a</textarea><select><option>a</select>",
        "<video src=https://x.example/v autoplay></video>",
        "<img src=https://x.example/pixel.gif>",
        "<img src='data:image/svg+xml;base64,AAAA'>",
        "<template><p>x</p></template><!-- x -->",
    ] {
        check(html, "");
    }
    check(
        "<form action=https://x.example>Name<button>Go</button></form>",
        "Name<span>Go</span>",
    );
    check(
        "<img src=x onerror=alert(1) alt='A <b>'>",
        "<span>[A &lt;b&gt;]</span>",
    );
    check(
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>a</noscript>",
        "<p>a</p>",
    );
}

#[test]
fn pictures_of_the_message_are_kept_and_others_are_counted() {
    let found =
        safe("<img src='cid:logo' width=10 onload=x><img src=https://x.example/1><img src=2>");
    assert_eq!(
        found.html,
        "<img src=\"data:image/png;base64,AAAA\" alt=\"\" width=\"10\">"
    );
    assert_eq!(found.pictures_left_out, 2);
}

#[test]
fn marks_that_turn_text_are_shown() {
    let found = safe("call \u{202E}6875 793 308 1+\u{202C} now<bdo dir=rtl>x</bdo>").html;
    assert!(!found.contains(['\u{202E}', '\u{202C}']));
    assert_eq!(found.matches(TURNS).count(), 2);
    assert!(!found.contains("bdo"));
}

#[test]
fn what_is_too_long_is_cut_and_closed() {
    let document = Document::parse(&"<div><p>word</p>".repeat(1000), &Limits::default());
    let cut = document.safe_html(500, &|_| None);
    assert!(cut.is_cut && cut.html.len() < 3000);
    assert_eq!(
        cut.html.matches("<div>").count(),
        cut.html.matches("</div>").count()
    );
}

/// Pieces that attacks are made of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<script>".to_owned()),
        Just("</script>".to_owned()),
        Just("<svg><style>".to_owned()),
        Just("<math><annotation-xml encoding='text/html'>".to_owned()),
        Just("<img src=x onerror=alert(1)>".to_owned()),
        Just("<img src='http://x.example/'>".to_owned()),
        Just("<a href='javascript:alert(1)'>".to_owned()),
        Just("<p style='background:url(http://x.example)'>".to_owned()),
        Just("<table><td background=http://x.example>".to_owned()),
        Just("<noscript><p title=\"</noscript>".to_owned()),
        Just("<template><select>".to_owned()),
        Just("\"'><".to_owned()),
        Just("<!--".to_owned()),
        Just("-->".to_owned()),
        Just("<![CDATA[".to_owned()),
        Just("\u{202E}".to_owned()),
        "[a-z<>\"'=/& ]{0,12}",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|it| it.concat())
}

proptest! {
    #[test]
    fn nothing_in_it_runs_or_loads(html in pieces()) {
        let written = safe(&html).html;
        // Read again as a browser would: only elements and attributes of the lists are there.
        let again = Document::parse(&written, &Limits::default());
        for id in again.tree.descendants(NodeId::DOCUMENT) {
            if let NodeData::Element { name, namespace, .. } = again.tree.data(id) {
                prop_assert!(*namespace == Namespace::Html, "{html} -> {written}");
                let is_frame = matches!(&**name, "html" | "head" | "body" | "img");
                let is_written = matches!(allowed::treatment(name), Treatment::Write { .. });
                prop_assert!(is_frame || is_written && &**name != "a", "{html} -> {written}");
            }
            for attribute in again.tree.attributes(id) {
                let (name, value) = (&*attribute.name, again.tree.value(attribute));
                prop_assert!(!name.starts_with("on") && name != "href", "{html} -> {written}");
                prop_assert!(name != "src" || is_plain_picture(value), "{html} -> {written}");
                prop_assert!(!value.contains("url("), "{html} -> {written}");
            }
        }
        let turns = written.contains('\u{202E}');
        prop_assert!(!turns);
    }
}
