//! What a reader sees and what is hidden, trick by trick.

use html::Document;
use limits::Limits;

fn parse(html: &str) -> Document {
    Document::parse(html, &Limits::default())
}

/// Asserts what is visible and what is hidden in `html`.
#[track_caller]
fn check(html: &str, visible: &str, hidden: &str) {
    let document = parse(html);
    assert_eq!(document.visible_text(), visible, "visible in {html}");
    assert_eq!(document.hidden_text(), hidden, "hidden in {html}");
    assert!(!document.truncated());
}

/// Asserts that `style` hides the text of a block.
#[track_caller]
fn hides(style: &str) {
    check(
        &format!("<p>see</p><div style='{style}'>lost</div>"),
        "see",
        "lost",
    );
}

/// Asserts that `style` does not hide the text of a block.
#[track_caller]
fn shows(style: &str) {
    check(&format!("<div style='{style}'>seen</div>"), "seen", "");
}

#[test]
fn display_and_visibility() {
    hides("display:none");
    hides("DISPLAY: NONE !important; color: red");
    hides("dis\\play:none");
    hides("display:/**/none");
    hides("visibility:hidden");
    hides("visibility:collapse");
    shows("display:block");
    shows("display:none;display:block");
    shows("display:none x");
    check("<p hidden>a</p><p aria-hidden=true>b</p>", "b", "a");
    check("<p hidden style='display:block'>a</p>", "a", "");
}

#[test]
fn a_visible_child_of_an_invisible_element_is_seen() {
    check(
        "<div style='visibility:hidden'>a<span style='visibility:visible'>b</span>c</div>",
        "b",
        "a\nc",
    );
    check(
        "<div style='display:none'>a<span style='display:inline;visibility:visible'>b</span></div>",
        "",
        "ab",
    );
}

#[test]
fn sizes_too_small_to_read() {
    hides("font-size:0");
    hides("font-size:0px");
    hides("font-size:1px");
    hides("font-size:.05em");
    hides("font:0/0 a");
    hides("line-height:0;overflow:hidden");
    shows("line-height:0");
    shows("line-height:0;height:20px;overflow:hidden");
    shows("font-size:0x");
    shows("font-size:1");
    shows("font-size:9px");
    shows("line-height:1");
    check(
        "<div style='font-size:0'>a<p style='font-size:14px'>b</p><font size=2>c</font></div>",
        "b\n\nc",
        "a",
    );
    check(
        "<div style='font-size:0'>a<b style='font-size:2em'>b</b></div>",
        "",
        "ab",
    );
}

#[test]
fn boxes_without_room() {
    hides("max-height:0;overflow:hidden");
    hides("height:0px;overflow:hidden");
    hides("width:1px;height:1px;overflow:hidden");
    hides("opacity:0");
    hides("opacity:.01");
    shows("height:0");
    shows("max-height:0");
    shows("opacity:.5");
    shows("height:0;height:auto;overflow:hidden");
    // In a line neither height nor overflow applies; in a table an upper limit does not.
    check("<span style='height:0;overflow:hidden'>a</span>", "a", "");
    check(
        "<table><tr><td style='max-height:0;overflow:hidden'>a</td></tr></table>",
        "a",
        "",
    );
    check(
        "<div style='opacity:.2'><div style='opacity:.2'>a</div></div>",
        "",
        "a",
    );
}

#[test]
fn out_of_sight() {
    hides("position:absolute;left:-9999px");
    hides("position:fixed;top:-1000px");
    hides("text-indent:-9999px");
    hides("margin-left:-2000px");
    hides("position:absolute;clip:rect(0 0 0 0)");
    hides("position:absolute;clip:rect(1px,1px,1px,1px)");
    hides("clip-path:inset(100%)");
    hides("transform:scale(0)");
    shows("left:-9999px");
    shows("position:relative;left:-9px");
    shows("clip:rect(0 0 0 0)");
    shows("text-indent:-36pt");
}

#[test]
fn text_in_the_colour_of_its_ground() {
    hides("color:#fff");
    hides("color:#FEFEFE");
    hides("color:white;background:#fdfdfd");
    hides("color:transparent");
    hides("color:rgba(0,0,0,.02)");
    shows("color:#ccc");
    shows("color:white;background:url(x.png)");
    shows("color:white;background-color:#fff;background-image:linear-gradient(red,blue)");
    shows("color:white;background:#000");
    shows("color:var(--x)");
    shows("color:#fff;text-shadow:1px 1px 2px black");
    hides("color:#fff;text-shadow:none");
    check(
        "<table bgcolor=#000000><tr><td><font color=white>a</font><font color=#050505>b</font>",
        "a",
        "b",
    );
    check(
        "<body bgcolor=navy text=white><p>a</p><p style='color:navy'>b</p>",
        "a",
        "b",
    );
    check(
        "<table background=x.png><tr><td style='color:#fff'>a</td></tr></table>",
        "a",
        "",
    );
    check(
        "<div style='color:#fff'><div style='background:#222'>a</div>b</div>",
        "a",
        "b",
    );
    check(
        "<div style='color:#fff'><a href=x>link</a><button>go</button></div>",
        "linkgo",
        "",
    );
    check(
        "<div style='color:#fff;position:absolute'>over a picture</div>",
        "over a picture",
        "",
    );
}

#[test]
fn style_sheets() {
    check(
        "<style>.pre{display:none}</style><div class='x pre'>a</div><p>b</p>",
        "b",
        "a",
    );
    check(
        "<style>div p.x{display:none} p{display:block}</style><div><p class=x>a</p></div><p class=x>b",
        "b",
        "a",
    );
    check(
        "<style>#i{display:block!important}</style><p id=i style='display:none'>a</p>",
        "a",
        "",
    );
    check(
        "<style>@media (max-width:600px){p{display:none}} @media print{p{display:none}}</style><p>a",
        "a",
        "",
    );
    check("<style media=print>p{display:none}</style><p>a", "a", "");
    check(
        "<style>@media (prefers-color-scheme:dark){p{color:#fff!important}}\
         [data-ogsc] p{color:#fff!important}</style><p>a",
        "a",
        "",
    );
    check(
        "<style>.a{display:none}</style><style>.a{display:block}</style><p class=a>a",
        "a",
        "",
    );
    check(
        "<p class=k>a</p><p>b</p><style>.k{mso-hide:all;display:none}</style>",
        "b",
        "a",
    );
    check(
        "<style>.a{color:red}.a:hover{display:none} table{opacity:0}</style><p class=a>a",
        "a",
        "",
    );
}

#[test]
fn colours_of_unknown_elements_make_all_uncertain() {
    check(
        "<style>div:not(.x){background:#222}</style><div><p style='color:#fff'>a</p></div>",
        "a",
        "",
    );
    check(
        "<style>a:hover{background:#222}</style><div><p style='color:#fff'>a</p></div>b",
        "b",
        "a",
    );
}

#[test]
fn reversed_text_is_read_as_it_is_drawn() {
    check("<bdo dir=rtl>0010 555 308 1</bdo>", "1 803 555 0100", "");
    check(
        "Call <span style='unicode-bidi:bidi-override;direction:rtl'>3081</span> now",
        "Call 1803 now",
        "",
    );
    check("<p dir=rtl>123</p><bdo>456</bdo>", "123\n\n456", "");
}

#[test]
fn what_only_one_client_hides_is_seen() {
    shows("mso-hide:all");
    check(
        "a<!--[if mso]><p>outlook</p><![endif]--><!--[if !mso]><!-->b<!--<![endif]-->",
        "ab",
        "",
    );
}

#[test]
fn code_and_meta_data_are_no_text() {
    check(
        "<head><title>t</title><style>s{}</style></head><script>x</script>\
         <template>y</template><!-- c --><noscript>n</noscript><iframe>f</iframe>",
        "n",
        "",
    );
    let document = parse("<title>The title</title><p>a</p><p hidden>b</p><style>c{}</style>");
    assert_eq!(document.inner_text(), "The title\n\na\n\nb");
}

#[test]
fn hidden_text_may_not_split_what_is_displayed() {
    check(
        "Call 1 8<span style='display:none'>junk</span>03 555<span style='font-size:0'>9</span> 0100",
        "Call 1 803 555 0100",
        "junk\n9",
    );
    check("1 <b>8</b>0<i></i>3<!-- x --> 5<wbr>55", "1 803 555", "");
    check("<div>a<div style='display:none'>x</div>b</div>", "ab", "x");
}

#[test]
fn invisible_characters_are_left_to_the_display_text() {
    let document = parse("<p>1&zwnj;80&#8203;3&nbsp;5</p>");
    assert_eq!(document.visible_text(), "1\u{200c}80\u{200b}3\u{a0}5");
    assert_eq!(document.display_text(), "1803 5");
}
