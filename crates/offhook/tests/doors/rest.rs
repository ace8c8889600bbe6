//! The REST interface, asked with curl.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::doors::mails::{Mail, seeds};
use crate::doors::server::{Server, program};

/// A server with a store, and a token of each role.
pub(crate) struct Desk {
    server: Server,
    home: tempfile::TempDir,
    tokens: [String; 3],
}

const ROLES: [&str; 3] = ["check", "analyst", "admin"];

impl Desk {
    pub(crate) fn open(more: &str) -> Option<Self> {
        program("curl")?;
        let home = tempfile::tempdir().unwrap();
        let settings = format!(
            "[store]\ndirectory = \"{}\"\n{more}",
            home.path().join("store").display()
        );
        let file = home.path().join("tokens.toml");
        std::fs::write(&file, &settings).unwrap();
        let tokens = ROLES.map(|role| token(&file, role));
        Some(Self {
            server: Server::start(&settings),
            home,
            tokens,
        })
    }

    /// Where its store lies.
    pub(crate) fn directory(&self) -> PathBuf {
        self.home.path().join("store")
    }

    /// The settings of its store.
    pub(crate) fn settings(&self) -> PathBuf {
        self.home.path().join("tokens.toml")
    }

    /// The status and the answer; `role` bears its token, or none.
    pub(crate) fn ask(&self, role: Option<&str>, path: &str, more: &[&str]) -> (u16, Value) {
        let mut command = Command::new("curl");
        command
            .args(["-sS", "-o", "-", "-w", "\n%{http_code}"])
            .args(more);
        if let Some(role) = role {
            let index = ROLES.iter().position(|it| *it == role).unwrap();
            command
                .arg("-H")
                .arg(format!("Authorization: Bearer {}", self.tokens[index]));
        }
        let url = format!("http://{}{path}", self.server.address("Http"));
        let output = command.arg(url).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let (body, status) = text.rsplit_once('\n').unwrap();
        let status = status.parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or(Value::Null))
    }

    pub(crate) fn post(&self, role: &str, path: &str, body: &str) -> (u16, Value) {
        self.ask(Some(role), path, &["--data-binary", body])
    }

    fn check(&self, mail: &Mail) -> Value {
        let file = self.home.path().join("mail.eml");
        std::fs::write(&file, &mail.raw).unwrap();
        let (status, answer) = self.post(
            "check",
            "/v1/check?record=true&parts=true&rcpt=pat@example.org",
            &format!("@{}", file.display()),
        );
        assert_eq!(status, 200, "{answer}");
        answer
    }
}

/// The program with these settings.
pub(crate) fn command(settings: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_offhook"));
    for (name, _) in std::env::vars().filter(|it| it.0.starts_with("OFFHOOK_")) {
        command.env_remove(name);
    }
    command.arg("--config").arg(settings);
    command
}

fn token(settings: &Path, role: &str) -> String {
    let output = command(settings)
        .args(["token", "create", "--role", role, "desk"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn messages_are_judged_and_found_again() {
    let Some(desk) = Desk::open("") else { return };
    let mails = seeds();
    let fake = mails.iter().find(|it| it.is_fake).unwrap();
    let genuine = mails.iter().find(|it| !it.is_fake).unwrap();
    let judged = desk.check(fake);
    assert_eq!(judged["verdict"], "malicious");
    assert_ne!(desk.check(genuine)["verdict"], "malicious");
    let file = format!("message=@{}", fake.path.display());
    let (status, by_form) = desk.ask(Some("check"), "/v1/check", &["-F", &file]);
    assert_eq!((status, &by_form["score"]), (200, &judged["score"]));
    assert!(by_form["id"].is_null());
    let id = judged["id"].as_str().unwrap();
    let number = judged["numbers"][0]["e164"].as_str().unwrap();
    let (status, found) = desk.ask(
        Some("analyst"),
        &format!("/v1/verdicts?number=%2B{}&verdict=malicious", &number[1..]),
        &[],
    );
    assert_eq!(status, 200, "{found}");
    assert_eq!(found["items"][0]["id"], id, "{found}");
    assert!(
        found["items"][0]["time"].as_str().unwrap().ends_with('Z'),
        "{found}"
    );
    assert_eq!(found["next"], Value::Null);
    let (_, first) = desk.ask(Some("analyst"), "/v1/verdicts?limit=1", &[]);
    let next = first["next"].as_str().unwrap();
    let (_, second) = desk.ask(
        Some("analyst"),
        &format!("/v1/verdicts?limit=1&cursor={next}"),
        &[],
    );
    assert_eq!(second["items"][0]["id"], id, "{second}");
    let (status, one) = desk.ask(Some("analyst"), &format!("/v1/verdicts/{id}"), &[]);
    assert_eq!(
        (status, &one["report"]["summary"]),
        (200, &judged["summary"])
    );
    let words = format!("/v1/verdicts/{id}/feedback");
    assert_eq!(desk.post("analyst", &words, "{\"word\":\"scam\"}").0, 204);
    let (_, said) = desk.ask(Some("analyst"), &words, &[]);
    assert_eq!(said["items"][0]["word"], "scam", "{said}");
    assert_eq!(said["items"][0]["by"], "desk", "{said}");
}

#[test]
fn numbers_brands_senders_and_rules_are_looked_up() {
    let Some(desk) = Desk::open("") else { return };
    let ask = |path: &str| desk.ask(Some("check"), path, &[]);
    let (status, number) = ask("/v1/numbers/+1%20803%20397%205786?brand=amazon");
    assert_eq!(status, 200, "{number}");
    assert_eq!(number["number"], "+18033975786");
    assert_ne!(number["asked"]["ownership"], "listed");
    assert!(
        number["verdicts"].is_null(),
        "what was seen is for analysts: {number}"
    );
    let (_, brand) = ask("/v1/brands/paypal");
    let own = brand["numbers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["is_listed"] == true);
    let own = own.unwrap()["number"].as_str().unwrap();
    let (_, number) = ask(&format!("/v1/numbers/{own}?brand=paypal"));
    assert_eq!(number["asked"]["ownership"], "listed", "{number}");
    assert!(
        number["owners"][0]["source"]
            .as_str()
            .unwrap()
            .starts_with("http"),
        "{number}"
    );
    let (_, sender) = ask("/v1/senders/service@paypal.com");
    assert_eq!(sender["brand"], "paypal", "{sender}");
    let (_, sender) = ask("/v1/senders/gmail.com");
    assert_eq!(sender["is_mailbox_provider"], true, "{sender}");
    let (_, rules) = ask("/v1/rules");
    let name = rules["items"][0]["name"]
        .as_str()
        .unwrap()
        .replace(' ', "%20");
    let (status, rule) = ask(&format!("/v1/rules/{name}"));
    assert_eq!(status, 200, "{rule}");
    assert!(!rule["source"].as_str().unwrap().is_empty());
}

#[test]
fn a_token_opens_what_its_role_may() {
    let Some(desk) = Desk::open("") else { return };
    let (status, problem) = desk.ask(None, "/v1/rules", &[]);
    assert_eq!(status, 401, "{problem}");
    assert_eq!(problem["title"], "Unauthorized");
    let wrong = "Authorization: Bearer oh_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    assert_eq!(desk.ask(None, "/v1/rules", &["-H", wrong]).0, 401);
    for path in [
        "/v1/verdicts",
        "/v1/quarantine",
        "/v1/verdicts/aaaaaaaaaaaaa",
    ] {
        let (status, problem) = desk.ask(Some("check"), path, &[]);
        assert_eq!(status, 403, "{path}: {problem}");
        assert!(
            problem["detail"].as_str().unwrap().contains("analyst"),
            "{problem}"
        );
    }
    for (path, status) in [
        ("/v1/verdicts?limit=0", 400),
        ("/v1/verdicts?verdict=evil", 400),
        ("/v1/verdicts?since=yesterday", 400),
        ("/v1/verdicts/%00", 404),
        ("/v1/brands/nobody", 404),
        ("/v1/numbers/hello", 400),
        ("/v1/senders/-", 400),
        ("/v1/quarantine?state=lost", 400),
        ("/v1/nothing", 404),
    ] {
        let (found, problem) = desk.ask(Some("admin"), path, &[]);
        assert_eq!(found, status, "{path}: {problem}");
    }
    assert_eq!(
        desk.ask(Some("admin"), "/v1/check", &["-X", "DELETE"]).0,
        405
    );
    assert_eq!(desk.post("admin", "/v1/check", "").0, 400);
    let (status, description) = desk.ask(None, "/openapi.json", &[]);
    assert_eq!(
        (status, &description["openapi"]),
        (200, &Value::from("3.1.0"))
    );
}

#[test]
fn a_token_asks_only_so_often() {
    let settings =
        crate::doors::server::ANY_PORTS.replace("[http]\n", "[http]\nrequests_per_minute = 3\n");
    let home = tempfile::tempdir().unwrap();
    let settings = format!(
        "{settings}[store]\ndirectory = \"{}\"\n",
        home.path().join("store").display()
    );
    if program("curl").is_none() {
        return;
    }
    let file = home.path().join("offhook.toml");
    std::fs::write(&file, &settings).unwrap();
    let tokens = ROLES.map(|role| token(&file, role));
    let desk = Desk {
        server: Server::with_settings(&settings),
        home,
        tokens,
    };
    // Two minutes may be touched, never three.
    let answers: Vec<u16> = (0..8)
        .map(|_| desk.ask(Some("check"), "/v1/brands", &[]).0)
        .collect();
    assert_eq!(answers[0], 200);
    assert!(answers.contains(&429), "{answers:?}");
    assert_eq!(desk.ask(Some("analyst"), "/v1/brands", &[]).0, 200);
}
