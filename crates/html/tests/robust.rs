//! Whatever the input: no panic, spans within bounds, and an end in reasonable time.

#![allow(clippy::unwrap_used)] // a panic here is a failed test

use std::fmt::Write as _;

use html::{Document, XPath};
use limits::{Budget, Limits};
use proptest::prelude::*;
use text::Span;

/// Asserts everything that holds of every document.
fn check_invariants(document: &Document) {
    let text = document.visible_text();
    let fits = |span: Span| {
        span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some()
    };
    for anchor in document.anchors() {
        assert!(fits(anchor.span), "{anchor:?}");
        assert_eq!(anchor.span.of(text), anchor.text);
        assert_eq!(anchor.text.trim(), anchor.text);
    }
    for block in document.quoted() {
        assert!(fits(block.span), "{block:?}");
    }
    assert_eq!(
        text.trim_matches([' ', '\n']),
        text.trim_matches([' ', '\n'])
    );
    assert!(!text.starts_with('\n') && !text.ends_with('\n'));
    document.display_text();
    document.inner_text();
    let all = XPath::parse("//node() | //@*").unwrap();
    let nodes = all
        .evaluate(document, &mut Budget::new(u64::MAX))
        .unwrap()
        .into_nodes();
    for node in nodes.iter().take(200) {
        assert!(fits(node.span()));
        node.raw();
        node.display_text();
        node.inner_text();
        node.links().count();
    }
}

/// Pieces of HTML that go wrong together.
const PIECES: &[&str] = &[
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i class='a b'>",
    "</i>",
    "<a href=x>",
    "</a>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "<tbody>",
    "<caption>",
    "<br>",
    "<hr>",
    "<img src=y alt=z>",
    "<font color=white size=1>",
    "</font>",
    "<style>",
    "</style>",
    "<style>.a{display:none} p>b{opacity:0} i+b{font-size:0}</style>",
    "<template>",
    "</template>",
    "<svg>",
    "<math>",
    "<title>",
    "</title>",
    "<annotation-xml encoding=text/html>",
    "</svg>",
    "<select>",
    "<option>",
    "</select>",
    "<form action=q>",
    "</form>",
    "<input name=n value=v>",
    "<textarea>",
    "</textarea>",
    "<button>",
    "<pre>",
    "</pre>",
    "<ul>",
    "<li>",
    "<body bgcolor=#fff>",
    "<html lang=en>",
    "<head>",
    "</head>",
    "</body>",
    "</html>",
    "<frameset>",
    "<noscript>",
    "<span style='display:none'>",
    "<span style='visibility:hidden'>",
    "</span>",
    "<span style='visibility:visible;white-space:pre'>",
    "<td style='display:block'>",
    "<nobr>",
    "<div style='display:table-cell'>",
    "<div style='display:table-row'>",
    "<blockquote type=cite>",
    "<div class=gmail_quote>",
    "<div style='border:none;border-top:solid red 1pt'>",
    "From: a\n",
    "To: b\n",
    "text",
    " ",
    "\n",
    "\u{a0}",
    "€",
    "\u{200b}",
    "&nbsp;",
    "&#0;",
    "&",
    "<",
    "<!--",
    "-->",
    "<!--[if mso]>",
    "<![endif]-->",
    "<![CDATA[",
    "]]>",
    "<base href='https://a.test/'>",
    "<x:y>",
    "<plaintext>",
    "<area href=z>",
    "\0",
    "\r\n",
    "<isindex>",
    "<frame src=f>",
    "<iframe>",
    "'",
    "\"",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_string_gives_a_document(html in "\\PC{0,400}") {
        check_invariants(&Document::parse(&html, &Limits::default()));
    }

    #[test]
    fn any_mixture_of_tags_gives_a_document(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60),
    ) {
        check_invariants(&Document::parse(&pieces.concat(), &Limits::default()));
    }

    #[test]
    fn any_mixture_under_tight_limits_gives_a_document(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60),
        depth in 1_usize..8,
        nodes in 1_usize..40,
        bytes in 0_usize..300,
    ) {
        let mut limits = Limits::default();
        limits.html_depth = depth;
        limits.html_nodes = nodes;
        limits.text_bytes = bytes;
        limits.links = 2;
        check_invariants(&Document::parse(&pieces.concat(), &limits));
    }

    #[test]
    fn any_style_is_survived(css in "[-a-z:;,(){}.#0-9%!\\\\\"'/*@<> ]{0,200}") {
        let html = format!("<style>{css}</style><p style=\"{}\">x", css.replace('"', "&quot;"));
        check_invariants(&Document::parse(&html, &Limits::default()));
    }

    #[test]
    fn any_query_is_survived(query in "[-a-z:/@*.,()\\[\\]'=<>|+0-9 ]{0,60}") {
        let document = Document::parse("<p id=a>x<b>y</b></p>", &Limits::default());
        drop(document.xpath(&query));
    }
}

/// Parses something large and hostile; only that it ends, and how, is asked.
fn survives(html: &str) -> Document {
    let document = Document::parse(html, &Limits::default());
    check_invariants(&document);
    document
}

#[test]
fn deep_nesting_is_cut_and_its_text_kept() {
    for tag in [
        "div",
        "b",
        "span",
        "font",
        "table><tr><td",
        "blockquote",
        "x",
        "svg",
        "ul",
        "i style='color:#fff'",
    ] {
        let html = format!("{}deep text", format!("<{tag}>").repeat(40_000));
        let document = survives(&html);
        assert!(document.truncated(), "{tag}");
        let text = format!("{}\n{}", document.visible_text(), document.hidden_text());
        assert!(text.contains("deep text"), "{tag}");
    }
}

#[test]
fn links_below_the_deepest_level_are_kept() {
    let html = format!("{}<a href=x>here</a>", "<div>".repeat(5_000));
    let document = survives(&html);
    assert!(document.truncated());
    assert_eq!(document.anchors()[0].text, "here");
}

#[test]
fn floods_end() {
    let mut attributes = String::from("<p");
    for number in 0..200_000 {
        let _ = write!(attributes, " a{number}=1");
    }
    assert!(survives(&attributes).truncated());
    let mut classes = String::from("<style>");
    for number in 0..20_000 {
        let _ = write!(classes, ".a .a .a .b{number},.a{{opacity:.{number}}}");
    }
    classes.push_str("</style>");
    classes.push_str(&"<p class=a>x".repeat(20_000));
    survives(&classes);
    survives(&"<a href=x>".repeat(90_000));
    survives(&"<table><td>x".repeat(80_000));
    survives(&"<td>x".repeat(150_000));
    survives(&"<b></p>".repeat(100_000));
    survives(&"<p><b id=x>".repeat(40_000));
    survives(&"&lt;".repeat(250_000));
    survives(&"<!--".repeat(250_000));
    survives(&"<body a=b>".repeat(100_000));
    survives(&"<table>x<tr>y".repeat(70_000));
    survives(&"</p><br></x>".repeat(70_000));
    survives(&format!("<table>{}", "x<td>y</td>".repeat(90_000)));
    survives(&format!("<p style='{}'>x", "a:((((".repeat(150_000)));
    survives(&format!("<style>{}", "a{b{c[".repeat(150_000)));
    survives(&format!(
        "<style>{}</style>x",
        "@media screen{".repeat(50_000)
    ));
}

#[test]
fn an_enormous_body_is_cut_at_the_limit() {
    let document = survives(&"<p>0123456789</p>".repeat(200_000));
    assert!(document.truncated());
    assert!(document.visible_text().len() < Limits::default().text_bytes);
}
