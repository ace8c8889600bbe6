//! How text is laid out, and where anchors, images, forms and quoted history stand in it.

use html::{Document, Input};
use limits::Limits;

fn parse(html: &str) -> Document {
    Document::parse(html, &Limits::default())
}

#[track_caller]
fn check(html: &str, visible: &str) {
    assert_eq!(parse(html).visible_text(), visible, "{html}");
}

#[test]
fn blocks_and_lines() {
    check("<p>a<p>b", "a\n\nb");
    check("<div>a</div><div>b</div>", "a\nb");
    check("a<br>b<br><br>c", "a\nb\n\nc");
    check("<h1>a</h1>b<hr>c", "a\nb\nc");
    check("<ul><li>a<li>b<ul><li>c</ul></ul>d", "a\nb\nc\nd");
    check("  a \n\t b  <b> c</b> <i> d </i>", "a b c d");
    check("<pre>a  b\n  c</pre>d", "a  b\n  c\nd");
    check("<p style='white-space:pre-line'>a  b\n c", "a b\nc");
    check("<span style='display:block'>a</span>b", "a\nb");
    check("<a style='display:inline-block'>a</a>b", "ab");
    check("", "");
}

#[test]
fn tables() {
    check(
        "<table><tr><td>Item</td><td>Price</td></tr><tr><td></td><td>$5</td></tr></table>",
        "Item Price\n$5",
    );
    check(
        "<table><tr><td><p>Total</p></td><td><div>$5</div></td></tr></table>after",
        "Total $5\nafter",
    );
    check(
        "<table><tr><td>left 1<br>left 2</td><td>right</td></tr></table>",
        "left 1\nleft 2\nright",
    );
    check(
        "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>",
        "a b c",
    );
    check(
        "<table><tr><td>a</td></tr>\n stray text</table>",
        "stray text\na",
    );
}

#[test]
fn fields_show_their_values() {
    check("<input type=submit value='Pay now'>", "Pay now");
    check(
        "<input type=hidden value=x><input type=password value=y>a",
        "a",
    );
}

#[test]
fn images_have_no_text_but_are_kept() {
    let document = parse(
        "a<img src=' x.png ' alt='Call us' width=600 style='height:20px'>b<img src=p width=1 height=1>\
         <img src=q style='display:none'>",
    );
    assert_eq!(document.visible_text(), "ab");
    let [image, pixel, hidden] = document.images() else {
        panic!("{:?}", document.images())
    };
    assert_eq!(image.source, "x.png");
    assert_eq!(image.alternative, "Call us");
    assert_eq!((image.width, image.height), (Some(600), Some(20)));
    assert!(image.visible && !pixel.visible && !hidden.visible);
}

#[test]
fn anchors_stand_where_their_text_stands() {
    let document = parse(
        "<p>See <a href=' https://a.test/ '> the <b>offer</b> </a>, <a href=b><img src=x></a>\
         <a href=c></a><a href='tel:+1800' style='display:none'>call</a><a name=n>no link</a>",
    );
    let anchors = document.anchors();
    let texts: Vec<_> = anchors
        .iter()
        .map(|it| (it.href.as_str(), it.text.as_str(), it.has_image, it.visible))
        .collect();
    assert_eq!(
        texts,
        [
            ("https://a.test/", "the offer", false, true),
            ("b", "", true, true),
            ("c", "", false, false),
            ("tel:+1800", "", false, false),
        ]
    );
    assert_eq!(anchors[0].span.of(document.visible_text()), "the offer");
    assert!(anchors[1].span.is_empty());
}

#[test]
fn the_base_resolves_relative_links() {
    let document = parse(
        "<base href='https://evil.test/p/'><base href='https://second.test/'>\
         <a href='x?y'>a</a><a href='https://b.test/'>b</a>",
    );
    let targets: Vec<_> = document
        .anchors()
        .iter()
        .map(html::Anchor::target)
        .collect();
    assert_eq!(targets, ["https://evil.test/p/x?y", "https://b.test/"]);
    assert_eq!(document.anchors()[0].href, "x?y");
    assert_eq!(document.base(), Some("https://evil.test/p/"));
}

#[test]
fn areas_are_links_too() {
    let document =
        parse("<map><area href=https://a.test/></map><div hidden><map><area href=b></map></div>");
    let seen: Vec<_> = document.anchors().iter().map(|it| it.visible).collect();
    assert_eq!(seen, [true, false]);
}

#[test]
fn forms_know_their_fields_even_in_broken_tables() {
    let document = parse(
        "<table><form action=/login METHOD=Post><tr><td><input name=user><td>\
         <input type=PASSWORD name=pass></form></table><input name=loose>\
         <form><button name=go>Go</button></form>",
    );
    let [login, second] = document.forms() else {
        panic!("{:?}", document.forms())
    };
    assert_eq!(
        (login.action.as_str(), login.method.as_str()),
        ("/login", "post")
    );
    let field = |kind: &str, name: &str| Input {
        kind: kind.to_owned(),
        name: name.to_owned(),
        visible: true,
    };
    assert_eq!(
        login.inputs,
        [field("text", "user"), field("password", "pass")]
    );
    assert_eq!(second.inputs, [field("button", "go")]);
    assert_eq!(document.loose_inputs(), [field("text", "loose")]);
}

#[test]
fn frames_and_refreshes() {
    let document = parse(
        "<meta http-equiv=Refresh content='0;URL=https://a.test/'><iframe src=https://b.test/></iframe>",
    );
    assert_eq!(document.refresh(), Some("https://a.test/"));
    assert_eq!(document.frames()[0].source, "https://b.test/");
    assert!(document.frames()[0].visible);
}

/// The quoted blocks with their text.
fn quoted(html: &str) -> Vec<(&'static str, String)> {
    let document = parse(html);
    document
        .quoted()
        .iter()
        .map(|it| (it.marker, it.span.of(document.visible_text()).to_owned()))
        .collect()
}

#[test]
fn quoted_history_of_every_client() {
    assert_eq!(
        quoted(
            "<div>new</div><div class='x_gmail_quote y'><div class=gmail_attr>On x:</div>\
             <blockquote>old</blockquote></div>"
        ),
        [
            ("gmail_quote", "On x:\nold".to_owned()),
            ("gmail_attr", "On x:".to_owned())
        ]
    );
    assert_eq!(
        quoted("new<blockquote type=CITE>old</blockquote>more"),
        [("blockquote_cite", "old".to_owned())]
    );
    assert_eq!(
        quoted(
            "new<div id=appendonsend></div><div id=x_divRplyFwdMsg><b>From:</b> a</div><div>old</div>"
        ),
        [
            ("appendonsend", "From: a\nold".to_owned()),
            ("divRplyFwdMsg", "From: a\nold".to_owned())
        ]
    );
    assert_eq!(
        quoted(
            "<p>new</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'>\
             <p><b>Von:</b> a<br><b>Gesendet:</b> b</p></div><p>old</p>"
        ),
        [("outlook_separator", "Von: a\nGesendet: b\n\nold".to_owned())]
    );
    assert_eq!(
        quoted("new<hr>From: a<br>Date: b<br>old<hr>footer"),
        [("hr_reply", "From: a\nDate: b\nold\nfooter".to_owned())]
    );
    assert_eq!(
        quoted("<div style='border:none;border-top:solid red 1pt'>Phone: 1<br>Mail: 2</div>"),
        []
    );
}
