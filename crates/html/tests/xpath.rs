//! XPath over documents: axes, functions, predicates, and what nodes show of themselves.

#![allow(clippy::unwrap_used)] // a panic here is a failed test

use html::{Document, XPath, XPathError, XPathValue};
use limits::{Budget, Limits};

fn parse(html: &str) -> Document {
    Document::parse(html, &Limits::default())
}

/// A little order confirmation.
const HTML: &str = "<!doctype html><html lang=en-GB><head><title> Your  order </title>\
    <script>window.form = '1 < 2'</script></head><body><!-- start --><h1>Docu<b>Sign</b></h1>\
    <div id=one class='Box big'><p title=a>first <a href='https://a.test/'>link</a></p>\
    <p title=b style='COLOR:#ABCDEF'>second</p></div>\
    <table width=700><tr><td><img src=x.png height=25px></td><td><a href='b'>two</a></td></tr>\
    <tr><td>last row</td></tr></table><hr>\
    <ul><li>1</li><li>2</li><li>3</li></ul><div hidden>hidden</div>\
    <!--[if mso]>old<![endif]--></body></html>";

/// The raw text of every node that `query` finds.
#[track_caller]
fn raw(query: &str) -> Vec<String> {
    let document = parse(HTML);
    match document.xpath(query) {
        Ok(XPathValue::Nodes(nodes)) => nodes.iter().map(html::XPathNode::raw).collect(),
        other => panic!("{query}: {other:?}"),
    }
}

/// The visible text of every node that `query` finds.
#[track_caller]
fn shown(query: &str) -> Vec<String> {
    let document = parse(HTML);
    let nodes = document.xpath(query).unwrap().into_nodes();
    nodes.iter().map(html::XPathNode::display_text).collect()
}

#[track_caller]
fn truth(query: &str) {
    assert_eq!(
        parse(HTML).xpath(query),
        Ok(XPathValue::Truth(true)),
        "{query}"
    );
}

#[track_caller]
fn number(query: &str, expected: f64) {
    match parse(HTML).xpath(query) {
        Ok(XPathValue::Number(number)) => assert!((number - expected).abs() < 1e-9, "{number}"),
        other => panic!("{query}: {other:?}"),
    }
}

#[track_caller]
fn text(query: &str, expected: &str) {
    assert_eq!(
        parse(HTML).xpath(query),
        Ok(XPathValue::Text(expected.to_owned())),
        "{query}"
    );
}

#[test]
fn paths() {
    assert_eq!(shown("//a"), ["link", "two"]);
    assert_eq!(shown("/html/body/div/p"), ["first link", "second"]);
    assert_eq!(shown("//table//a"), ["two"]);
    assert_eq!(
        shown("//table/tr"),
        Vec::<String>::new(),
        "there is a tbody"
    );
    assert_eq!(shown("//table/tbody/tr/td"), ["", "two", "last row"]);
    assert_eq!(shown("//P[@TITLE='b']"), ["second"]);
    assert_eq!(raw("//img/@src"), ["x.png"]);
    assert_eq!(raw("//p/@*").len(), 3);
    assert_eq!(
        raw("/"),
        [parse(HTML).xpath("/").unwrap().into_nodes()[0].raw()]
    );
}

#[test]
fn axes() {
    assert_eq!(shown("//b/parent::h1"), ["DocuSign"]);
    assert_eq!(shown("//b/.."), ["DocuSign"]);
    assert_eq!(shown("//a/ancestor::p"), ["first link"]);
    assert_eq!(
        shown("//a[text()='two']/ancestor::tr/following-sibling::tr"),
        ["last row"]
    );
    assert_eq!(shown("//p[2]/preceding-sibling::p"), ["first link"]);
    assert_eq!(shown("//img/following::li[1]"), ["1"]);
    assert_eq!(shown("//li[3]/preceding::p[1]"), ["second"]);
    assert_eq!(shown("//li[3]/preceding::p"), ["first link", "second"]);
    assert_eq!(shown("//td[1]/descendant-or-self::td"), ["", "last row"]);
    assert_eq!(shown("//li/self::li[. = '2']"), ["2"]);
    number("count(//img/ancestor-or-self::*)", 7.0);
    number("count(//@src/ancestor::table)", 1.0);
    number("count(//@id/following::hr)", 1.0);
    number("count(//li/preceding::ul)", 0.0);
    number("count(//div/namespace::*)", 0.0);
    number(
        "count(//h1/following::*) + count(//h1/preceding::*) + count(//h1/ancestor::*) \
            + count(//h1/descendant-or-self::*) - count(//*)",
        0.0,
    );
}

#[test]
fn positions() {
    assert_eq!(shown("//li[2]"), ["2"]);
    assert_eq!(shown("//li[last()]"), ["3"]);
    assert_eq!(shown("//li[position() > 1]"), ["2", "3"]);
    assert_eq!(shown("//td[1]"), ["", "last row"]);
    assert_eq!(shown("(//td)[1]"), [""]);
    assert_eq!(shown("(//td)[last()]"), ["last row"]);
    assert_eq!(shown("//tr[last()]//text()"), ["last row"]);
    assert_eq!(shown("//p[@title][2]"), ["second"]);
    assert_eq!(shown("//p[2][@title='a']"), Vec::<String>::new());
    assert_eq!(shown("//ul[count(li) = 3]/li[1]"), ["1"]);
    assert_eq!(shown("//li[number(.) mod 2 = 1]"), ["1", "3"]);
}

#[test]
fn predicates_on_attributes_that_are_absent() {
    let count = |condition: &str| shown(&format!("//p[{condition}] | //div[{condition}]")).len();
    // Two paragraphs with a title and two divisions without, one of which is hidden.
    assert_eq!(count("@title"), 2);
    assert_eq!(count("not(@title)"), 2);
    assert_eq!(count("boolean(@title) and not(@style)"), 1);
    assert_eq!(count("@title = 'a'"), 1);
    assert_eq!(
        count("@title != 'a'"),
        1,
        "an absent attribute is not unlike"
    );
    assert_eq!(count("not(@title = 'a')"), 3);
    assert_eq!(count("@title = 'a' or @id"), 2);
    assert_eq!(
        count("contains(@title, '')"),
        4,
        "an absent one reads as no text"
    );
    assert_eq!(count("translate(@title, 'ab', 'AB') = 'B'"), 1);
    assert_eq!(count("text()[normalize-space()]"), 3);
    assert_eq!(count("@*[. = 'a']"), 1);
    assert_eq!(
        count("a/@href[@title]"),
        0,
        "attributes have none of their own"
    );
    assert_eq!(count("@*[1] = 'one'"), 1);
}

#[test]
fn predicates_and_comparisons() {
    assert_eq!(shown("//div[.//a]"), ["first link\n\nsecond"]);
    assert_eq!(shown("//tr[td[1]/img[@height='25px']]/td[2]//a"), ["two"]);
    assert_eq!(shown("//p[@style[contains(., 'ABC')]]"), ["second"]);
    assert_eq!(shown("//div[@class and not(@hidden)]/p[1]"), ["first link"]);
    assert_eq!(
        shown("//a[@href='b'] | //li[1] | //a"),
        ["link", "two", "1"]
    );
    truth("//li = '2'");
    truth("//li != '2'");
    truth("//li = 3");
    truth("//li < 2");
    truth("2 > //li");
    truth("not(//li > 3)");
    truth("//li = //li[2]");
    truth("//nothing = false()");
    truth("not(//nothing = '')");
    truth("//li/text() = '1'");
    truth("1 = '1' and true() = 'x' and 'a' != 'b'");
    truth("count(//comment()[contains(., '[if')]) = 1");
}

#[test]
fn functions() {
    text("local-name(//b)", "b");
    text("name(//@src)", "src");
    text("string(//h1)", "DocuSign");
    text("concat('a', 1, true())", "a1true");
    text("normalize-space(//title)", "Your order");
    text(
        "translate(//p[2]/@style, 'ABCDEF', 'abcdef')",
        "cOLOR:#abcdef",
    );
    text("substring-before('a:b:c', ':')", "a");
    text("substring-after('a:b:c', ':')", "b:c");
    text("substring('hello', 2, 3)", "ell");
    text("string(1 div 0)", "Infinity");
    text("string(- 'x')", "NaN");
    text("string(4 div 2)", "2");
    number("string-length('€uro')", 4.0);
    number("sum(//li)", 6.0);
    number("floor(2.6) + ceiling(2.1) + round(2.5) + round(-2.5)", 6.0);
    number("--3 - -1 * 2", 5.0);
    number("7 mod 4 + 8 div 2", 7.0);
    truth("starts-with(//script, 'window.form')");
    truth("contains(//script/text(), '1 < 2')");
    truth("boolean(//h1) and not(false())");
    assert_eq!(shown("id('one nothing')/p[1]"), ["first link"]);
    assert_eq!(shown("//h1[lang('en')]"), ["DocuSign"]);
    assert_eq!(
        shown("//*[text()[normalize-space()='last row']]"),
        ["last row"]
    );
}

#[test]
fn nodes_show_what_they_are() {
    assert_eq!(raw("//h1"), ["<h1>Docu<b>Sign</b></h1>"]);
    assert_eq!(raw("//a[1]/@href"), ["https://a.test/", "b"]);
    assert_eq!(
        raw("//comment()"),
        ["<!-- start -->", "<!--[if mso]>old<![endif]-->"]
    );
    assert_eq!(raw("//script"), ["<script>window.form = '1 < 2'</script>"]);
    assert_eq!(raw("//b/text()"), ["Sign"]);
    assert_eq!(shown("//div[@hidden]"), [""]);
    assert_eq!(shown("//title"), ["Your order"]);
    assert_eq!(shown("//script"), [""]);

    let document = parse(HTML);
    let find = |query: &str| document.xpath(query).unwrap().into_nodes()[0];
    assert_eq!(find("//div[@hidden]").inner_text(), "hidden");
    assert_eq!(find("//script").inner_text(), "window.form = '1 < 2'");
    assert_eq!(find("//comment()").inner_text(), " start ");
    let block = find("//div[1]");
    assert_eq!(
        block.links().map(|it| it.href.as_str()).collect::<Vec<_>>(),
        ["https://a.test/"]
    );
    assert_eq!(find("//td[2]/a").link_indexes().collect::<Vec<_>>(), [1]);
    assert_eq!(find("//@href").links().count(), 0);
    assert_eq!(
        block.span().of(document.visible_text()),
        "first link\n\nsecond"
    );
}

#[test]
fn moved_nodes_stand_where_they_stand() {
    let document = parse("<table><tr><td>cell</td></tr><p>moved</p></table>");
    let order: Vec<_> = document
        .xpath("//p | //td")
        .unwrap()
        .into_nodes()
        .iter()
        .map(html::XPathNode::name)
        .collect();
    assert_eq!(order, ["p", "td"]);
}

#[test]
fn what_is_no_query_is_an_error() {
    let document = parse(HTML);
    for query in [
        "//tr[td]]",
        "//a[",
        "$x",
        "a b",
        "//",
        "f()",
        "//a[contains(.)]",
        "'a",
    ] {
        assert!(document.xpath(query).is_err(), "{query}");
    }
    assert_eq!(
        document.xpath("count('a')"),
        Err(XPathError::NotNodes { found: "a string" })
    );
    assert_eq!(
        document.xpath("'a' | //b"),
        Err(XPathError::NotNodes { found: "a string" })
    );
}

#[test]
fn the_budget_bounds_the_work() {
    let document = parse(&"<div>".repeat(300));
    let query = XPath::parse("//div[.//div[.//div[.//div[count(.//div) > 1000]]]]").unwrap();
    assert_eq!(
        query.evaluate(&document, &mut Budget::new(100_000)),
        Err(XPathError::Exhausted)
    );
}
