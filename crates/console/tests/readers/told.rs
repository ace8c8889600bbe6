//! Lines that are looked up: what is told from one's own mailbox, and that nothing is told of others.

use super::*;

#[tokio::test]
async fn a_sender_a_number_and_an_order_are_told_from_ones_own_mailbox() {
    let console = home();
    let (pat, _) = reader_in(&console, "192.0.2.1", "pat").await;
    let told = async |line: &str| own(&ask(&console, &pat, line).await);
    let sender = told("news@littleshop.net").await;
    let expected = format!(
        "You have had mail from this sender since {}, 3 times; the last was on {}.",
        date(90),
        date(30)
    );
    assert!(sender.contains(&expected), "{sender}");
    assert!(
        sender.contains(&format!("You wrote to it on {}.", date(20))),
        "{sender}"
    );
    assert!(sender.contains("Looked up: pat@home.example"), "{sender}");
    for line in [
        "littleshop.net",
        "https://www.littleshop.net/x",
        "is news@littleshop.net Amazon?",
    ] {
        assert!(told(line).await.contains(&expected), "{line}");
    }
    let evil = told("x@evil-offers.net").await;
    assert!(
        evil.contains("2 of them were scams.") && !evil.contains("You wrote"),
        "{evil}"
    );
    let number = told("+1 803 397 5786").await;
    let expected = format!(
        "This number was in 3 mails to you, first on {}, last on {}.",
        date(12),
        date(10)
    );
    assert!(
        number.contains(&expected) && number.contains("2 of them were scams."),
        "{number}"
    );
    // What nobody vouches for and came in scams is warned of in the first sentence.
    let page = ask(&console, &pat, "+1 803 397 5786").await;
    let heading = page.split("</h1>").next().unwrap();
    assert!(
        heading.contains("verdict warning") && heading.ends_with("sent to you. Do not call it."),
        "{heading}"
    );
    let matched = told(&format!("Amazon {ORDER}")).await;
    let expected = format!(
        "Your mailbox holds a genuine mail of Amazon with this order number, of {}.",
        date(9)
    );
    assert!(matched.contains(&expected), "{matched}");
    let absent = told("113-7777777-7777777").await;
    let expected = "None of the 2 genuine mails of Amazon that your mailbox got in the last year names this order.";
    assert!(absent.contains(expected), "{absent}");
    // A company is no question to a mailbox.
    assert_eq!(told("Amazon").await, "");
    assert!(
        told("new@unheard-of.net")
            .await
            .contains("no mail from this sender that we know of")
    );
}

#[tokio::test]
async fn what_others_got_changes_nothing_of_what_a_reader_is_told() {
    let console = home();
    let (pat, _) = reader_in(&console, "192.0.2.1", "pat").await;
    let lines = [
        "news@littleshop.net",
        "littleshop.net",
        "x@evil-offers.net",
        NUMBER,
        ORDER,
        "113-7777777-7777777",
        "113-9999999-9999999",
    ];
    let raw = example("seed-1-gmail-fake-order.eml");
    let asked = async || {
        let mut pages = Vec::new();
        for line in lines {
            pages.push(ask(&console, &pat, line).await);
        }
        pages.push(show(&console, &pat, &raw).await.text());
        pages
    };
    let before = asked().await;
    let history = console.back.history.get().unwrap();
    history.learn(&others(1_000)).unwrap();
    let bad: Vec<Conclusion> = (1_000..1_080).map(scam).collect();
    history.conclude(&bad).unwrap();
    assert_eq!(asked().await, before);
    // Ann's facts are hers.
    let (ann, _) = reader_in(&console, "192.0.2.2", "ann").await;
    let told = async |line: &str| own(&ask(&console, &ann, line).await);
    let order = told("113-7777777-7777777").await;
    assert!(
        order.contains("Your mailbox holds a genuine mail"),
        "{order}"
    );
    let absent = told(ORDER).await;
    assert!(
        absent.contains("None of the 2 genuine mails of Amazon"),
        "{absent}"
    );
    let evil = told("x@evil-offers.net").await;
    assert!(
        evil.contains("no mail from this sender") && evil.contains("written to it"),
        "{evil}"
    );
    assert!(!evil.contains("scam") && !evil.contains(PAT), "{evil}");
}

#[tokio::test]
async fn strangers_are_told_nothing_of_any_mailbox() {
    let console = home();
    let site = crate::desk::Site::new(Settings::default());
    for line in ["news@littleshop.net", "x@evil-offers.net", NUMBER, ORDER] {
        let without = site.ask(line).await.text();
        for cookie in [
            "",
            "offhook-session=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ] {
            let page = ask(&console, cookie, line).await;
            let part = own(&page);
            assert!(
                part.contains("If you have an account here and sign in"),
                "{part}"
            );
            for secret in [
                "littleshop.net since",
                "times",
                "scams",
                "2026",
                "genuine mail of",
            ] {
                assert!(!part.contains(secret), "{line}: {part}");
            }
            // All else is what a page says on which nobody signs in.
            let said = |page: &str| {
                let main = page.split("<main").nth(1).unwrap().to_owned();
                main.replace(&format!("<section class=\"own{part}</section>"), "")
                    .replace('\n', "")
            };
            let part = page.split("<section class=\"own").nth(1).unwrap();
            let part = part.split("</section>").next().unwrap();
            let rest = page.replace(&format!("<section class=\"own{part}</section>"), "");
            assert_eq!(said(&rest), said(&without), "{line}");
        }
    }
    let raw = example("seed-1-gmail-fake-order.eml");
    let page = show(&console, "", &raw).await.text();
    assert_eq!(own(&page), "");
    // Where nobody could sign in, nobody is asked to.
    let page = site.ask("news@littleshop.net").await.text();
    assert!(!page.contains("Sign in") && own(&page).is_empty(), "{page}");
}

#[tokio::test]
async fn an_account_without_a_mailbox_is_told_so_and_others_are_not_its() {
    let console = home();
    create(&console, "sue", Role::Reader);
    let (sue, _) = reader_in(&console, "192.0.2.1", "sue").await;
    let part = own(&ask(&console, &sue, "news@littleshop.net").await);
    assert!(
        part.contains("No mailbox belongs to your account yet."),
        "{part}"
    );
    assert!(!part.contains("times"), "{part}");
    // An analyst has the console for it, and his own mailboxes where he has any.
    create(&console, "lyst", Role::Analyst);
    let (cookie, _) = signed_in(&console, "192.0.2.2", "lyst").await;
    let page = ask(&console, &cookie, "news@littleshop.net").await;
    assert!(
        own(&page).is_empty() && page.contains("href=\"/console\""),
        "{page}"
    );
    let account = create_with(&console, "ada", Role::Admin, &[PAT]);
    let (cookie, _) = signed_in(&console, "192.0.2.3", "ada").await;
    assert!(own(&ask(&console, &cookie, "news@littleshop.net").await).contains("3 times"));
    // What is taken away counts at once.
    let store = &console.back.store;
    store
        .set_mailboxes(account.id, &[], crate::accounts::people::by())
        .unwrap();
    assert!(own(&ask(&console, &cookie, "news@littleshop.net").await).is_empty());
    store
        .disable_account(account.id, crate::accounts::people::by())
        .unwrap();
    let page = ask(&console, &cookie, "news@littleshop.net").await;
    assert!(
        !page.contains("Signed in") && own(&page).contains("sign in"),
        "{page}"
    );
}
