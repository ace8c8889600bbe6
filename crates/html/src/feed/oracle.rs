//! The tree is the one that html5ever's own tokenizer leads to.

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use proptest::prelude::*;

use super::*;
use crate::serialize::outer_html;
use crate::tree::NodeId;

fn by_html5ever(html: &str) -> String {
    let limits = Limits::default();
    let options = TokenizerOpts::default();
    let tokenizer = Tokenizer::new(Gate::new(html.len(), &limits), options);
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    outer_html(&tokenizer.sink.finish(&limits).tree, NodeId::DOCUMENT)
}

fn ours(html: &str) -> String {
    outer_html(&parse(html, &Limits::default()).tree, NodeId::DOCUMENT)
}

/// What mail is made of, and what tokenizers stumble over.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i",
    "<a href=",
    "<div class=\"",
    "\">",
    "'",
    "\"",
    ">",
    "<",
    "/",
    "/>",
    "=",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{c}",
    "\0",
    "<td a=1 A=2 b='x&amp;y'",
    "<table>",
    "<tr>",
    "</table>",
    "<img src=x/>",
    "<br/>",
    "&",
    "&amp",
    "&amp;",
    "&nbsp;",
    "&#65;",
    "&#x2019;",
    "&#0;",
    "&#x110000;",
    "&#xD800;",
    "&#150;",
    "&notit;",
    "&notin;",
    "&NotEqualTilde;",
    "&ampx=",
    "#",
    ";",
    "<!--",
    "-->",
    "--!>",
    "<!-",
    "--",
    "<!-->",
    "<!doctype html>",
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://x\">",
    "<!doctype",
    " SYSTEM 'x'",
    "<![CDATA[",
    "]]>",
    "]]",
    "<svg>",
    "</svg>",
    "<math>",
    "<mi>",
    "<?xml version=1?>",
    "</ p>",
    "</>",
    "<>",
    "<title>",
    "</title>",
    "</TITLE >",
    "<textarea>\n",
    "</textarea>",
    "<style>",
    "</style>",
    "</sty",
    "<script>",
    "</script>",
    "<script><!--",
    "<script>",
    "<noscript>",
    "</noscript>",
    "<xmp>",
    "</xmp>",
    "<plaintext>",
    "<iframe>",
    "</iframe>",
    "<select>",
    "<option>",
    "<form>",
    "<input value=",
    "<pre>\n",
    "</pre>",
    "é",
    "€",
    "😀",
    "\u{200b}",
    "text",
    "Call 1-805-555-0142",
    "<o:p>",
    "</o:p>",
    "<!--[if mso]>",
    "<![endif]-->",
    "<![if !mso]>",
    "<font size=1>",
    "</font>",
    "<meta charset=utf-8>",
    "<template>",
    "</template>",
    "<frameset>",
    "<body bgcolor=red>",
    "<html lang=en>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn of_any_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        let html = pieces.concat();
        prop_assert_eq!(ours(&html), by_html5ever(&html));
    }

    #[test]
    fn of_any_text(html in "[a-c<>/=\"'&;#! \\-\\[\\]\r\n\0é]{0,40}") {
        prop_assert_eq!(ours(&html), by_html5ever(&html));
    }
}

#[test]
fn a_byte_order_mark_is_no_text() {
    assert_eq!(ours("\u{feff}<p>x"), by_html5ever("\u{feff}<p>x"));
    assert!(!ours("\u{feff}<p>x").contains('\u{feff}'));
}
