//! The door: who signs in where, what is open to a reader, and who gives mailboxes to whom.

use super::*;

#[tokio::test]
async fn a_reader_signs_in_on_the_page_for_everybody_and_opens_nothing_of_the_console() {
    let console = home();
    let (cookie, secret) = reader_in(&console, "192.0.2.1", "pat").await;
    let page = get(&console, &cookie, "/").await;
    let text = page.text();
    assert!(
        text.contains("Signed in: pat") && text.contains(">Sign out<"),
        "{text}"
    );
    assert!(
        text.contains("You are signed in: what your own mailbox"),
        "{text}"
    );
    assert!(!text.contains("href=\"/console\""), "{text}");
    assert!(page.header("vary").contains("cookie"));
    assert_eq!(page.header("cache-control"), "no-store");
    for path in [
        "/console",
        "/console/",
        "/console/verdicts",
        "/console/verdicts/1",
        "/console/quarantine",
        "/console/quarantine/1",
        "/console/quarantine/1/mail",
        "/console/campaigns",
        "/console/campaign?text=1",
        "/console/reports",
        "/console/brands",
        "/console/brands/amazon",
        "/console/settings",
        "/console/number?number=%2B18033975786",
        "/console/sender?sender=littleshop.net",
        "/console/rules",
        "/console/rules/edit",
        "/console/jobs",
        "/console/jobs/1",
        "/console/live/jobs",
        "/console/live/verdicts",
        "/console/health",
        "/console/accounts",
    ] {
        let answer = get(&console, &cookie, path).await;
        assert_eq!(answer.status, 403, "{path}");
        let text = answer.text();
        assert!(
            text.contains("The console is for those who look after"),
            "{path}: {text}"
        );
        assert!(!text.contains("/console/verdicts"), "{path}: {text}");
    }
    for path in [
        "/console/quarantine",
        "/console/accounts",
        "/console/jobs",
        "/console/reports",
    ] {
        let fields = [("form", secret.as_str()), ("do", "admin"), ("account", "1")];
        let answer = post(&console, "192.0.2.1", &cookie, path, &fields).await;
        assert_eq!(answer.status, 403, "{path}");
    }
    // What is about himself is open to him, without the parts of the console.
    let account = get(&console, &cookie, "/console/account").await;
    assert_eq!(account.status, 200);
    let text = account.text();
    assert!(
        text.contains(PAT) && !text.contains("href=\"/console/verdicts\""),
        "{text}"
    );
    let german = get(&console, &cookie, "/console/account?lang=de")
        .await
        .text();
    assert!(
        german.contains("Passwort ändern") && german.contains("<html lang=\"de\">"),
        "{german}"
    );
    let fields = [("form", secret.as_str())];
    let left = post(
        &console,
        "192.0.2.1",
        &cookie,
        "/console/sign-out?lang=de",
        &fields,
    )
    .await;
    assert_eq!(
        (left.status.as_u16(), left.header("location")),
        (303, "/?lang=de")
    );
    let text = get(&console, &cookie, "/").await.text();
    assert!(
        !text.contains("Signed in") && text.contains(">Sign in<"),
        "{text}"
    );
}

#[tokio::test]
async fn readers_are_spoken_to_in_their_language_from_the_door_on() {
    let console = home();
    let (pat, _) = reader_in(&console, "192.0.2.1", "pat").await;
    for (language, door, title, said) in [
        (
            "en",
            "Sign in",
            "In your mailbox",
            "You have had mail from this sender since",
        ),
        (
            "de",
            "Anmelden",
            "In Ihrem Postfach",
            "Von diesem Absender haben Sie seit dem",
        ),
        (
            "es",
            "Iniciar sesión",
            "En su buzón",
            "Ha recibido correo de este remitente desde el",
        ),
        (
            "fr",
            "Se connecter",
            "Dans votre boîte",
            "Vous avez reçu 3 courriels de cet expéditeur",
        ),
        (
            "pt",
            "Entrar",
            "Na sua caixa de e-mail",
            "Você recebeu e-mails deste remetente desde",
        ),
    ] {
        let page = console
            .stranger(&format!("/console/sign-in?lang={language}"))
            .await
            .text();
        assert!(
            page.contains(&format!("<h1>{door}</h1>")),
            "{language}: {page}"
        );
        assert!(page.contains(&format!("action=\"/console/sign-in?lang={language}\"")));
        let mut request = form(
            "line",
            None,
            b"news@littleshop.net",
            &[("cookie", pat.as_str())],
        );
        *request.uri_mut() = format!("/check?lang={language}").parse().unwrap();
        let page = console.send(request).await.text();
        assert!(
            own(&page).contains(title) && own(&page).contains(said),
            "{language}: {page}"
        );
        let wrong = [("name", "pat"), ("password", "wrong")];
        let path = format!("/console/sign-in?lang={language}");
        let client = format!("192.0.2.{}", 100 + language.as_bytes()[0]);
        let answer = post(&console, &client, "", &path, &wrong).await;
        assert_eq!(answer.status, 403);
        assert!(
            answer.text().contains(&format!("<h1>{door}</h1>")),
            "{language}"
        );
    }
    let fields = [
        ("name", "ann"),
        ("password", crate::accounts::people::WORDS),
    ];
    let answer = post(
        &console,
        "192.0.2.9",
        "",
        "/console/sign-in?lang=fr",
        &fields,
    )
    .await;
    assert_eq!(answer.header("location"), "/?lang=fr");
    let refused = get(&console, &pat, "/console/verdicts?lang=pt").await;
    assert!(
        refused.text().contains("O console é para quem cuida"),
        "{}",
        refused.text()
    );
}

#[tokio::test]
async fn readers_ask_no_oftener_than_strangers() {
    let console = Console::with(Settings {
        per_minute: 3,
        ..Settings::default()
    });
    create_with(&console, "pat", Role::Reader, &[PAT]);
    let (pat, _) = reader_in(&console, "", "pat").await;
    for _ in 0..3 {
        ask(&console, &pat, "news@littleshop.net").await;
    }
    let fields = [("cookie", pat.as_str())];
    let answer = console
        .send(form("line", None, b"news@littleshop.net", &fields))
        .await;
    assert_eq!(answer.status, 429);
}

#[tokio::test]
async fn where_an_authenticator_is_required_a_reader_sets_one_up_first() {
    let console = console(true);
    create_with(&console, "pat", Role::Reader, &[PAT]);
    let answer = sign_in(&console, "192.0.2.1", "pat", crate::accounts::people::WORDS).await;
    assert_eq!(answer.header("location"), "/console/account/authenticator");
    let cookie = crate::accounts::people::cookie(&answer);
    let page = get(&console, &cookie, "/console/account/authenticator").await;
    assert_eq!(page.status, 200);
    let page = get(&console, &cookie, "/").await.text();
    assert!(!page.contains("Signed in"), "{page}");
}

#[tokio::test]
async fn administrators_give_mailboxes_to_accounts() {
    let console = home();
    let (boss, secret) = {
        create(&console, "ada", Role::Admin);
        signed_in(&console, "192.0.2.1", "ada").await
    };
    let eve = create(&console, "eve", Role::Analyst);
    let id = eve.id.to_string();
    let act = async |deed: &str, mailboxes: &str| {
        let fields = [
            ("form", secret.as_str()),
            ("do", deed),
            ("account", id.as_str()),
            ("mailboxes", mailboxes),
        ];
        let answer = post(&console, "192.0.2.1", &boss, "/console/accounts", &fields).await;
        answer.status.as_u16()
    };
    let known = || console.back.store.account(eve.id).unwrap().unwrap();
    assert_eq!(
        act("mailboxes", "Eve@Home.example, e.ve@home.example").await,
        303
    );
    let names: Vec<String> = known().mailboxes.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["e.ve@home.example", "eve@home.example"]);
    let many: Vec<String> = (0..21).map(|it| format!("u{it}@home.example")).collect();
    for wrong in ["eve", "eve@home.example <x>", &many.join(" ")] {
        assert_eq!(act("mailboxes", wrong).await, 400, "{wrong}");
    }
    assert_eq!(known().mailboxes.len(), 2);
    assert_eq!(act("reader", "").await, 303);
    assert_eq!(known().role, Role::Reader);
    let page = get(&console, &boss, "/console/accounts").await.text();
    for said in [
        "e.ve@home.example eve@home.example",
        "mailboxes changed",
        "role changed (reader)",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(act("mailboxes", " ").await, 303);
    assert_eq!(known().mailboxes, []);
}
