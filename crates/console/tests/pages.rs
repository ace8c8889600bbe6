//! What the pages answer, over a real engine.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::atomic::Ordering;

use crate::desk::{Site, form};
use console::Settings;

fn site() -> Site {
    Site::new(Settings {
        per_minute: 0,
        upload_bytes: 1 << 20,
        ..Settings::default()
    })
}

fn example(name: &str) -> Vec<u8> {
    let path = format!("{}/../../examples/mail/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

#[tokio::test]
async fn a_fake_order_is_called_a_scam_with_its_places_marked() {
    let answer = site().mail(&example("seed-1-gmail-fake-order.eml")).await;
    assert_eq!(
        (answer.status.as_u16(), answer.tone().as_str()),
        (200, "malicious")
    );
    let text = answer.text();
    assert!(text.contains("This is a scam that wants you to call a number."));
    assert!(text.contains("<mark>"), "{text}");
    // Each reason that links to a place leads to one, and back.
    let places = text.matches("href=\"#place-").count();
    assert!(places > 5);
    for part in text.split("href=\"#place-").skip(1) {
        let number = part.split('"').next().unwrap();
        assert!(text.contains(&format!("id=\"place-{number}\"")), "{number}");
        assert!(
            text.contains(&format!("id=\"reason-{number}\"")),
            "{number}"
        );
    }
    assert!(text.contains("/help/called?lang=en"));
    assert!(!text.contains("tel:") && !text.contains("href=\"http"));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn the_attached_scam_is_what_is_shown_of_a_report() {
    let raw = example("report-attached-scam-judged-as-inner-mail.eml");
    let answer = site().mail(&raw).await;
    assert_eq!(answer.tone(), "malicious");
    assert!(
        answer
            .text()
            .contains("This is about the mail that is attached")
    );
    assert!(answer.text().contains("<mark>"));
}

#[tokio::test]
async fn text_and_its_missing_sender_say_nothing_of_the_sender() {
    let site = site();
    let lure = "Your account was charged $499.99 by PayPal. If you did not make this, call +1 803 555 0142 now.";
    let answer = site.post("text", None, lure.as_bytes()).await;
    assert_ne!(answer.tone(), "benign");
    let text = answer.text();
    assert!(
        !text.contains("sender&#39;s address") && !text.contains("{$"),
        "{text}"
    );
    assert!(text.contains("We only saw the text"));
    let harmless = "Hi Ann, lunch on Friday? Bob";
    let answer = site.post("text", None, harmless.as_bytes()).await;
    assert_eq!(answer.tone(), "benign");
    assert!(
        answer
            .text()
            .contains("We found nothing that points to a scam.")
    );
    // With the lines that a mail program shows, the sender counts.
    let shown = format!("From: PayPal <billing@gmail.com>\nSubject: Receipt\n\n{lure}");
    let text = site.post("text", None, shown.as_bytes()).await.text();
    assert!(text.contains("gmail.com") && !text.contains("We only saw the text"));
}

#[tokio::test]
async fn a_mail_without_a_sender_is_said_to_name_none() {
    let site = site();
    let body = "\r\nTo: pat@home.example\r\nSubject: Invoice\r\n\r\nYour account was charged $499.99. Call +1 803 555 0142.\r\n";
    for (language, none, broken) in [
        (
            "en",
            "The mail does not say from which address it was sent.",
            "The sender's address (pay@x) cannot exist.",
        ),
        (
            "de",
            "Die E-Mail sagt nicht, von welcher Adresse sie gesendet wurde.",
            "Die Adresse des Absenders (pay@x) kann es nicht geben.",
        ),
        (
            "es",
            "El correo no dice desde qué dirección se envió.",
            "La dirección del remitente (pay@x) no puede existir.",
        ),
        (
            "fr",
            "L'e-mail ne dit pas de quelle adresse il a été envoyé.",
            "L'adresse de l'expéditeur (pay@x) ne peut pas exister.",
        ),
        (
            "pt",
            "O e-mail não diz de que endereço foi enviado.",
            "O endereço do remetente (pay@x) não pode existir.",
        ),
    ] {
        for (first, said) in [
            ("Date: Thu, 12 Nov 2026 10:00:00 +0000", none),
            ("From:", none),
            ("From: Billing", none),
            ("From: Billing <pay@x>", broken),
        ] {
            let raw = format!("{first}{body}");
            let mut request = form("file", Some("mail.eml"), raw.as_bytes(), &[]);
            *request.uri_mut() = format!("/check?lang={language}").parse().unwrap();
            let text = site.send(request).await.text().replace("&#39;", "'");
            assert!(text.contains(said), "{language} {first}: {text}");
            assert!(!text.contains("()"), "{language} {first}: {text}");
        }
    }
}

#[tokio::test]
async fn genuine_mail_is_not_frightened_about() {
    let raw = example("seed-1-twin-c-small-shop-receipt.eml");
    let answer = site().mail(&raw).await;
    assert_eq!(answer.tone(), "benign");
    assert!(answer.text().contains("That is no proof"));
    assert!(!answer.text().contains("to alarm you"));
}

#[tokio::test]
async fn lines_are_answered_from_the_registry_alone() {
    let site = site();
    for (line, tone, said) in [
        ("+1 803 397 5786", "unknown", "We do not know +18033975786"),
        (
            "is +1 803 397 5786 Amazon's?",
            "warning",
            "not among the Amazon numbers",
        ),
        ("(866) 216-1075", "known", "is a number of Amazon"),
        (
            "+18662161075 PayPal",
            "warning",
            "not among the PayPal numbers",
        ),
        (
            "orders7731@gmail.com",
            "warning",
            "anybody can open a mailbox",
        ),
        ("auto-confirm@amazon.com", "known", "belongs to Amazon"),
        ("amazon-orders.net", "warning", "looks like amazon"),
        ("https://www.amazon.de/gp/x", "known", "belongs to Amazon"),
        (
            "shop@amazon.com for PayPal",
            "warning",
            "none of the domains of PayPal",
        ),
        (
            "112-4471903-2938471",
            "unknown",
            "form of Amazon&#39;s order numbers",
        ),
        ("Amazon", "known", "its own site is amazon.com"),
        ("hello there", "unknown", "could not find"),
        ("<script>alert(1)</script>", "unknown", "&lt;script&gt;"),
    ] {
        let answer = site.ask(line).await;
        let text = answer
            .text()
            .replace("&#60;", "&lt;")
            .replace("&#62;", "&gt;");
        assert!(text.contains(said), "{line}: {text}");
        assert_eq!(answer.tone(), tone, "{line}");
    }
}

#[tokio::test]
async fn what_cannot_be_answered_is_refused_with_a_sentence() {
    let site = site();
    let check = |answer: crate::desk::Answer, status: u16, said: &str| {
        let text = answer.text();
        assert_eq!(answer.status.as_u16(), status, "{said}");
        assert!(text.contains(said), "{said}: {text}");
    };
    check(site.post("text", None, b" ").await, 400, "nothing to check");
    check(
        site.post("file", Some("a.exe"), b"MZ\x90\0\x03\0").await,
        422,
        "This is no mail",
    );
    check(site.mail(&vec![b'x'; 2 << 20]).await, 413, "At most 1 MB");
    check(site.get("/nowhere", &[]).await, 404, "no such page");
    check(site.get("/help/nothing", &[]).await, 404, "no such page");
    let foreign = [("sec-fetch-site", "cross-site")];
    check(
        site.send(form("line", None, b"x", &foreign)).await,
        403,
        "another website",
    );
    let foreign = [
        ("origin", "https://evil.example"),
        ("host", "offhook.example"),
    ];
    check(
        site.send(form("line", None, b"x", &foreign)).await,
        403,
        "another website",
    );
    site.desk.is_busy.store(true, Ordering::Relaxed);
    let busy = site.ask("Amazon").await;
    assert_eq!(busy.header("retry-after"), "5");
    check(busy, 503, "Many people");
    assert_eq!(site.get("/check", &[]).await.header("location"), "/");
}

#[tokio::test]
async fn one_client_may_not_ask_without_end() {
    let site = Site::new(Settings {
        per_minute: 2,
        ..Settings::default()
    });
    assert_eq!(site.ask("Amazon").await.status, 200);
    assert_eq!(site.ask("Amazon").await.status, 200);
    let often = site.ask("Amazon").await;
    assert_eq!(often.status, 429);
    assert!(often.header("retry-after").parse::<u32>().unwrap() <= 31);
}

#[tokio::test]
async fn every_page_keeps_to_itself() {
    let site = site();
    let answers = [
        site.get("/", &[]).await,
        site.get("/help", &[]).await,
        site.get("/help/called?country=GB", &[]).await,
        site.ask("Amazon").await,
        site.mail(&example("seed-1-gmail-fake-order.eml")).await,
        site.get("/nowhere", &[]).await,
    ];
    for answer in answers {
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self';",
            "style-src 'self';",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{part}: {policy}");
        }
        assert!(!policy.contains("script-src 'self' "), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert!(answer.header("permissions-policy").contains("camera=()"));
        assert_eq!(answer.header("set-cookie"), "");
        let text = answer.text();
        assert!(
            !text.contains(" style=\"") && !text.contains("<style") || text.contains("srcdoc=")
        );
        for part in text.split(" src=\"").skip(1) {
            assert!(part.starts_with('/'), "{part:.60}");
        }
    }
}

#[tokio::test]
async fn the_first_page_is_small() {
    let site = site();
    let gzip = [("accept-encoding", "gzip, br")];
    let page = site.get("/", &gzip).await;
    assert_eq!(page.header("content-encoding"), "gzip");
    let mut bytes = page.bytes.len();
    let text = site.get("/", &[]).await.text();
    let mut files = 0;
    for part in text.split('"').filter(|it| it.starts_with("/assets/")) {
        let file = site.get(part, &gzip).await;
        assert_eq!(file.status, 200, "{part}");
        assert!(file.header("cache-control").contains("immutable"));
        bytes += file.bytes.len();
        files += 1;
    }
    assert_eq!(files, 3);
    assert!(bytes < 50_000, "{bytes} bytes");
    println!("the first page with its files: {bytes} bytes compressed");
}

#[tokio::test]
async fn readers_are_spoken_to_in_their_language() {
    let site = site();
    for (language, title) in [
        ("de", "Ist das Betrug?"),
        ("en", "Is this a scam?"),
        ("es", "¿Es una estafa?"),
        ("fr", "Est-ce une arnaque"),
        ("pt", "Isto é um golpe?"),
    ] {
        let asked = site.get("/", &[("accept-language", language)]).await.text();
        assert!(asked.contains(&format!("<html lang=\"{language}\">")));
        assert!(asked.contains(title), "{language}");
        let path = format!("/?lang={language}");
        let chosen = site.get(&path, &[("accept-language", "ja")]).await.text();
        assert!(chosen.contains(title), "{language}");
    }
}

#[tokio::test]
async fn help_names_the_offices_of_the_readers_country() {
    let site = site();
    let help = |path: &'static str, language: &'static str| {
        let site = &site;
        async move {
            site.get(path, &[("accept-language", language)])
                .await
                .text()
        }
    };
    let german = help("/help/card", "de-DE").await;
    assert!(german.contains("116 116") && german.contains("selected>Deutschland"));
    let chosen = help("/help/card?country=IN", "de-DE").await;
    assert!(chosen.contains("1930") && !chosen.contains("116 116"));
    let none = help("/help/card?country=", "de-DE").await;
    assert!(none.contains("kennen wir nicht"));
    for name in ["called", "card", "installed", "paid", "password"] {
        let path = format!("/help/{name}?lang=en");
        let text = site.get(&path, &[]).await.text();
        assert!(text.matches("<h2>").count() >= 4, "{name}");
        assert!(!text.contains("step-"), "{name}: a sentence is missing");
    }
}
