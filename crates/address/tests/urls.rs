//! How URLs are read.

use address::Url;
use proptest::prelude::*;

fn strict(text: &str) -> Url {
    Url::parse(text, true).unwrap_or_else(|| panic!("{text:?} is no URL"))
}

fn host(url: &Url) -> &str {
    url.domain.as_ref().map_or("", |it| it.domain.as_str())
}

/// Checks host, path and query of `text`, `-` for what is absent.
#[track_caller]
fn check(text: &str, scheme: &str, host_name: &str, path: &str, query: &str) {
    let url = strict(text);
    let shown = |it: &Option<String>| it.clone().unwrap_or_else(|| "-".to_owned());
    let found = [
        shown(&url.scheme),
        host(&url).to_owned(),
        shown(&url.path),
        shown(&url.query_params),
    ];
    assert_eq!(found, [scheme, host_name, path, query], "{text:?}");
}

#[test]
fn the_parts_of_an_ordinary_url() {
    let url = strict("HTTPS://User:Pass@Mail.Example.co.uk:8443/a/b%20c?x=1&x=2&y=%41+b#frag");
    assert_eq!(url.scheme.as_deref(), Some("https"));
    assert_eq!(url.username.as_deref(), Some("User"));
    assert_eq!(url.password.as_deref(), Some("Pass"));
    assert_eq!(
        url.domain.as_ref().unwrap().root_domain.as_deref(),
        Some("example.co.uk")
    );
    assert_eq!(url.port, Some(8443));
    assert_eq!(url.path.as_deref(), Some("/a/b%20c"));
    assert_eq!(url.query_params.as_deref(), Some("x=1&x=2&y=%41+b"));
    assert_eq!(url.query_values("x"), ["1", "2"]);
    assert_eq!(url.query_values("y"), ["A b"]);
    assert_eq!(url.fragment.as_deref(), Some("frag"));
    assert_eq!(
        url.url,
        "HTTPS://User:Pass@Mail.Example.co.uk:8443/a/b%20c?x=1&x=2&y=%41+b#frag"
    );
    assert_eq!(url.rewrite, None);
}

#[test]
fn absent_parts_are_none() {
    let url = strict("https://example.com");
    assert_eq!(
        (url.path, url.query_params, url.fragment, url.username),
        (None, None, None, None)
    );
    assert_eq!(url.port, Some(443));
    assert_eq!(strict("https://example.com/?#").query_params, None);
    assert_eq!(strict("ttp://example.com/").port, None);
}

#[test]
fn browsers_are_generous() {
    check(
        "https:\\\\evil.com\\a\\b?c\\d",
        "https",
        "evil.com",
        "/a/b",
        "c\\d",
    );
    check("https:evil.com/a", "https", "evil.com", "/a", "-");
    check("https:////evil.com/a", "https", "evil.com", "/a", "-");
    check("ht\ntps://ev\til.com/\r\na", "https", "evil.com", "/a", "-");
    check(" \u{200B}https://evil.com ", "https", "evil.com", "-", "-");
    check("https://good.com@evil.com/", "https", "evil.com", "/", "-");
    check(
        "https://good.com\\@evil.com/",
        "https",
        "good.com",
        "/@evil.com/",
        "-",
    );
    check("https://a@b@evil.com?x", "https", "evil.com", "-", "x");
    check("https://EVIL%2Ecom./", "https", "evil.com", "/", "-");
    check("https://evil。com/", "https", "evil.com", "/", "-");
    check(
        "https://xn--pypal-4ve.com/",
        "https",
        "xn--pypal-4ve.com",
        "/",
        "-",
    );
    check("ttp://example.com/a", "ttp", "example.com", "/a", "-");
    check("ftp://example.com/a", "ftp", "example.com", "/a", "-");
}

#[test]
fn international_hosts_are_shown_decoded() {
    let url = strict("https://раypal.com/");
    let domain = url.domain.unwrap();
    assert!(domain.domain.starts_with("xn--"));
    assert_eq!(domain.punycode.as_deref(), Some("раypal.com"));
}

#[test]
fn numeric_hosts_are_addresses() {
    let url = strict("http://0xC0.0.2.01:8080/a");
    assert_eq!(url.domain, None);
    let ip = url.ip.unwrap();
    assert_eq!(ip.ip, "192.0.2.1");
    let translation = ip.translation.unwrap();
    assert_eq!(translation.original, "0xC0.0.2.01");
    assert_eq!(
        translation.encoders,
        ["hex", "octal", "dotted", "mixed_radix"]
    );
    assert_eq!(url.port, Some(8080));
    assert_eq!(strict("http://3221225985/").ip.unwrap().ip, "192.0.2.1");
    assert_eq!(strict("http://１９２.0.2.1/").ip.unwrap().ip, "192.0.2.1");
    let mapped = strict("http://[::ffff:c000:201]:99/a");
    assert!(mapped.ip.unwrap().translation.unwrap().v4_to_v6);
    assert_eq!(mapped.port, Some(99));
    assert!(!strict("http://1.2.3.4.5/").domain.unwrap().valid);
}

#[test]
fn mail_links() {
    let url = strict("mailto:Ann%40x@Example.com?subject=Hi%20you&body=b");
    assert_eq!(url.url, "ann@x@example.com");
    let url = strict("MAILTO:Ann@Example.com?subject=Hi%20you");
    assert_eq!(url.url, "ann@example.com");
    assert_eq!(url.scheme.as_deref(), Some("mailto"));
    assert_eq!(host(&url), "example.com");
    assert_eq!(url.query_values("subject"), ["Hi you"]);
    let url = strict("mailto:unsubscribe@{domain}");
    assert_eq!(
        (url.url.as_str(), url.domain),
        ("mailto:unsubscribe@{domain}", None)
    );
    let url = Url::parse("Ann@Example.com", false).unwrap();
    assert_eq!(
        (url.url.as_str(), url.scheme.as_deref()),
        ("ann@example.com", Some("mailto"))
    );
}

#[test]
fn phone_links_keep_their_number() {
    let url = strict("tel:+1%20(800)%20555-0100");
    assert_eq!(url.scheme.as_deref(), Some("tel"));
    assert_eq!(url.url, "tel:+1%20(800)%20555-0100");
    assert_eq!(url.path.as_deref(), Some("+1 (800) 555-0100"));
    assert_eq!(
        strict("sms://+18005550100").path.as_deref(),
        Some("+18005550100")
    );
}

#[test]
fn links_without_a_host() {
    assert_eq!(
        strict("javascript:alert(1)").scheme.as_deref(),
        Some("javascript")
    );
    assert_eq!(
        strict("data:text/html,x").path.as_deref(),
        Some("text/html,x")
    );
    assert_eq!(strict("cid:logo@x").scheme.as_deref(), Some("cid"));
}

#[test]
fn a_scheme_is_required_when_strict() {
    for text in [
        "www.example.com/x",
        "example.com",
        "//example.com",
        "ann@example.com",
        "",
        "note: x",
        "https://",
        "http://a b/",
    ] {
        assert_eq!(Url::parse(text, true), None, "{text}");
    }
}

#[test]
fn hosts_alone_are_urls_when_not_strict() {
    for (text, host_name, port) in [
        ("www.example.com/x", "www.example.com", None),
        ("Example.com", "example.com", None),
        ("//example.com/a", "example.com", None),
        ("example.com:8443/a", "example.com", Some(8443)),
    ] {
        let url = Url::parse(text, false).unwrap();
        assert_eq!(
            (host(&url), url.port, url.url.as_str()),
            (host_name, port, text)
        );
        assert_eq!(url.scheme, None);
    }
    assert_eq!(
        Url::parse("192.0.2.1/a", false).unwrap().ip.unwrap().ip,
        "192.0.2.1"
    );
    for text in [
        "Click here",
        "Order 1.25",
        "$4.99",
        "hello",
        "a.b.c",
        "12345",
        "1.5",
        "e.g.",
        "Total: $5",
    ] {
        assert_eq!(Url::parse(text, false), None, "{text}");
    }
}

#[test]
fn defanged_links_live_only_when_not_strict() {
    let url = Url::parse("hxxps://evil[.]example[.]com/a", false).unwrap();
    assert_eq!(host(&url), "evil.example.com");
    assert_eq!(url.scheme.as_deref(), Some("https"));
    assert_eq!(
        host(&Url::parse("evil(dot)com/a", false).unwrap()),
        "evil.com"
    );
    assert_eq!(
        Url::parse("hxxps://evil.com/a", true)
            .unwrap()
            .scheme
            .as_deref(),
        Some("hxxps")
    );
    assert!(
        !Url::parse("https://evil[.]com/a", true)
            .unwrap()
            .domain
            .unwrap()
            .valid
    );
}

#[test]
fn json_has_the_names_of_the_data_model() {
    let url = strict("https://example.com/?b=1&a=2&b=3");
    let json = serde_json::to_value(&url).unwrap();
    assert_eq!(
        json["query_params_decoded"]["b"],
        serde_json::json!(["1", "3"])
    );
    assert_eq!(json["domain"]["root_domain"], "example.com");
    assert_eq!(json.get("fragment"), None);
}

proptest! {
    #[test]
    fn nothing_panics(text in any::<String>(), is_strict in any::<bool>()) {
        let _ = Url::parse(&text, is_strict);
    }

    #[test]
    fn pieces_of_urls_never_panic(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "http", "https", "mailto", "tel", ":", "/", "//", "\\", "@", "?", "#", "&", "=", "%", "%41",
                "[", "]", "::", ".", "a", "example.com", "0x7f", "1", "ü", "*", "__;", "urldefense.com/v3/__",
                "www.google.com/url?q=", "xn--", "\u{200B}", " ",
            ]),
            0..30,
        ),
        is_strict in any::<bool>(),
    ) {
        let text: String = pieces.concat();
        if let Some(url) = Url::parse(&text, is_strict) {
            prop_assert!(!(url.domain.is_some() && url.ip.is_some()));
        }
    }
}
