//! Whatever a mail holds, the page that shows it stays the page.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::desk::Site;
use console::Settings;
use proptest::prelude::*;

/// What attackers put where a page may forget to look.
const VECTORS: [&str; 24] = [
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</iframe><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "<svg/onload=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\" &#1; javascript:alert(1)\">x</a>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<link rel=stylesheet href=https://evil.example/a.css>",
    "<style>@import url(https://evil.example/a.css)</style>",
    "<form action=https://evil.example><button>x</button></form>",
    "<object data=https://evil.example></object><embed src=https://evil.example>",
    "<img src=https://evil.example/pixel.gif>",
    "<p style=\"background:url(https://evil.example/a.png)\">x</p>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{7*7}}${7*7}<%= 7*7 %>",
];

fn site() -> Site {
    Site::new(Settings {
        per_minute: 0,
        ..Settings::default()
    })
}

fn mail(payload: &str, is_html: bool) -> Vec<u8> {
    let kind = if is_html { "html" } else { "plain" };
    let line = payload.replace(['\r', '\n'], " ");
    format!(
        "From: \"{}\" <a@evil.example>\r\nSubject: {line}\r\nDate: {line}\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/{kind}; charset=utf-8\r\n\r\nAmazon order. Call +1 803 555 0142 now. {payload}\r\n",
        line.replace(['"', '\\'], "'")
    )
    .into_bytes()
}

/// Reads a page as a browser would, and holds that nothing but the page's own elements is in it.
#[track_caller]
fn check_page(page: &str, what: &str) {
    let limits = limits::Limits::default();
    let document = html::Document::parse(page, &limits);
    assert_eq!(document.base(), None, "{what}");
    assert_eq!(document.refresh(), None, "{what}");
    let scripts = page.matches("<script").count();
    assert_eq!(scripts, 1, "{what}: only the page's own script\n{page}");
    let without_frame = without_srcdoc(page);
    for form in document.forms() {
        assert!(form.action.starts_with('/'), "{what}");
    }
    for anchor in document.anchors() {
        let target = anchor.target();
        let is_own = target.starts_with(['/', '#']);
        assert!(is_own, "{what}: a link leads to {target}");
    }
    let pictures = document.images();
    assert!(pictures.is_empty(), "{what}: the page has {pictures:?}");
    for word in [" onerror=", " onload=", " onmouseover=", "javascript:"] {
        let at = without_frame.find(word).map(|at| {
            let start = without_frame.floor_char_boundary(at.saturating_sub(80));
            &without_frame[start..at]
        });
        // It may stand there as text: then what is before it is no open tag.
        let is_in_tag = at.is_some_and(|before| before.rfind('<') > before.rfind('>'));
        assert!(!is_in_tag, "{what}: {word} in a tag");
    }
    if let Some(frame) = srcdoc(page) {
        assert!(frame.contains("default-src 'none'"), "{what}");
        let inner = html::Document::parse(&frame, &limits);
        assert!(
            inner.forms().is_empty() && inner.frames().is_empty(),
            "{what}"
        );
        assert!(inner.anchors().is_empty(), "{what}");
        // Text may say anything; what counts stands in tags.
        let tags = frame.split('<').skip(1);
        for tag in tags.map(|it| it.split('>').next().unwrap_or(it)) {
            assert!(!tag.starts_with("script"), "{what}: {frame}");
            let loads = ["url(", "src=\"http", "href="];
            assert!(!loads.iter().any(|it| tag.contains(it)), "{what}: {tag}");
        }
    }
}

fn srcdoc(page: &str) -> Option<String> {
    let start = page.find("srcdoc=\"")? + "srcdoc=\"".len();
    let text = page[start..].split('"').next()?;
    let text = text
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"");
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    Some(
        text.replace("&#39;", "'")
            .replace("&#38;", "&")
            .replace("&amp;", "&"),
    )
}

fn without_srcdoc(page: &str) -> String {
    let Some(start) = page.find("srcdoc=\"") else {
        return page.to_owned();
    };
    let rest = &page[start + "srcdoc=\"".len()..];
    let end = rest.find('"').unwrap();
    format!("{}{}", &page[..start], &rest[end..])
}

#[tokio::test]
async fn what_attackers_write_is_shown_and_does_nothing() {
    let site = site();
    for payload in VECTORS {
        for is_html in [false, true] {
            let answer = site.mail(&mail(payload, is_html)).await;
            assert_eq!(answer.status, 200, "{payload}");
            check_page(&answer.text(), payload);
        }
        let answer = site.post("text", None, payload.as_bytes()).await;
        check_page(&answer.text(), payload);
        let answer = site.ask(payload).await;
        check_page(&answer.text(), payload);
        let answer = site.post("file", Some("x"), payload.as_bytes()).await;
        check_page(&answer.text(), payload);
    }
}

#[tokio::test]
async fn numbers_and_names_cannot_be_turned_unseen() {
    let site = site();
    let turned = "Call +1 \u{202E}6875 793 308\u{202C} at \u{2066}moc.nozama\u{2069}";
    for is_html in [false, true] {
        let text = site.mail(&mail(turned, is_html)).await.text();
        assert!(!text.contains(['\u{202E}', '\u{202C}', '\u{2066}', '\u{2069}']));
        assert!(text.contains('\u{21C4}'));
    }
    let text = site.ask(turned).await.text();
    assert!(!text.contains('\u{202E}'));
}

#[tokio::test]
async fn ten_thousand_links_are_told_in_a_few_lines() {
    use std::fmt::Write as _;
    let mut links = String::new();
    for index in 0..10_000 {
        let _ = write!(
            links,
            "<a href='https://h{index}.evil.example/'>www.amazon.com</a> "
        );
    }
    let text = site().mail(&mail(&links, true)).await.text();
    assert_eq!(text.matches("class=\"url\"").count(), 30);
    assert!(text.contains("more places"), "the others are counted");
}

#[test]
fn no_bytes_break_the_page() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let site = site();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 60,
        ..ProptestConfig::default()
    });
    let piece = prop_oneof![
        proptest::sample::select(VECTORS.to_vec()).prop_map(str::to_owned),
        "[ -~]{0,40}",
        "\\PC{0,20}",
        Just("\r\n\r\n".to_owned()),
    ];
    let text = proptest::collection::vec(piece, 0..12).prop_map(|it| it.concat());
    let result = runner.run(&(text, any::<bool>()), |(text, is_html)| {
        let answer = runtime.block_on(site.mail(&mail(&text, is_html)));
        check_page(&answer.text(), &text);
        Ok(())
    });
    result.unwrap();
}
