//! Actions by recipient, exceptions, mail of one's own, and what was verified here, through the milter.

use std::net::TcpStream;

use protocol::milter::{Command, Reply};

use crate::doors::mails::{Mail, seeds};
use crate::doors::milter::{converse, message, opening};
use crate::doors::server::Server;

/// What the server answers to `mail`, brought by a client at `ip` to `recipients`.
fn answer(server: &Server, mail: &Mail, ip: &str, recipients: &[&str]) -> Vec<Reply> {
    let mut stream = TcpStream::connect(server.address("Milter")).unwrap();
    let [offer, opening @ ..] = opening(ip);
    converse(&mut stream, &[offer]);
    let begun = converse(&mut stream, &opening);
    if begun == [Reply::Accept] {
        return begun;
    }
    let mut commands = message(&mail.raw);
    let recipients = recipients
        .iter()
        .map(|it| Command::Rcpt(vec![format!("<{it}>").into_bytes()]));
    commands.splice(0..1, recipients);
    converse(&mut stream, &commands)
}

fn fake() -> Mail {
    seeds().into_iter().find(|it| it.is_fake).unwrap()
}

fn is_refused(replies: &[Reply]) -> bool {
    matches!(replies, [Reply::ReplyCode(text)] if text.starts_with(b"550 5.7.1 "))
}

fn is_tagged(replies: &[Reply]) -> bool {
    let verdict = b"X-Offhook-Verdict";
    let tags = |it: &Reply| matches!(it, Reply::AddHeader { name, .. } if name == verdict);
    replies.iter().any(tags) && replies.last() == Some(&Reply::Continue)
}

#[test]
fn each_recipient_gets_what_he_wants() {
    let server = Server::start(
        "[policy]\nmode = \"enforce\"\nmalicious = \"reject\"\n\
         recipients = [{ of = [\"trial.example\"], mode = \"observe\" }]\n",
    );
    let fake = fake();
    let one = |to: &[&str]| answer(&server, &fake, "192.0.2.7", to);
    assert!(is_refused(&one(&["pat@example.org"])));
    assert!(is_tagged(&one(&["pat@trial.example"])));
    // Nobody is refused for the sake of another.
    assert!(is_tagged(&one(&["pat@example.org", "pat@trial.example"])));
}

#[test]
fn an_exception_counts_until_its_last_day() {
    let with = |expires: &str| {
        let number = fake();
        let server = Server::start(&format!(
            "[policy]\nmode = \"enforce\"\nmalicious = \"reject\"\nexceptions = [{{ rule = \"no_such\", owner = \"pat\", \
             expires = \"{expires}\" }}, {{ number = \"+18033975786\", owner = \"pat\", expires = \"{expires}\" }}]\n"
        ));
        answer(&server, &number, "192.0.2.7", &["pat@example.org"])
    };
    assert!(is_tagged(&with("2999-12-31")), "{:?}", with("2999-12-31"));
    assert!(is_refused(&with("2020-01-01")));
}

#[test]
fn mail_of_ones_own_is_watched_and_not_touched() {
    let server = Server::start("[policy]\nmode = \"enforce\"\nmalicious = \"reject\"\n");
    assert!(is_refused(&answer(
        &server,
        &fake(),
        "192.0.2.7",
        &["pat@example.org"]
    )));
    let settings = crate::doors::server::ANY_PORTS.replace(
        "believe_results = true",
        "own_mail = \"observe\"\nown_networks = [\"192.0.2.0/24\"]",
    );
    let watching = Server::with_settings(&format!(
        "{settings}[policy]\nmode = \"enforce\"\nmalicious = \"reject\"\n"
    ));
    let own = answer(&watching, &fake(), "192.0.2.7", &["pat@example.org"]);
    assert_eq!(own, [Reply::Accept]);
    let counted =
        "offhook_messages_total{door=\"milter\",verdict=\"malicious\",action=\"accept\"} 1\n";
    assert!(
        watching.metrics().contains(counted),
        "{}",
        watching.metrics()
    );
    let other = answer(&watching, &fake(), "198.51.100.1", &["pat@example.org"]);
    assert!(is_refused(&other), "{other:?}");
}

#[test]
fn a_warning_stands_in_the_body_only_where_that_is_set() {
    let replaces = |server: &Server, mail: &Mail| {
        let replies = answer(server, mail, "192.0.2.7", &["pat@example.org"]);
        assert!(is_tagged(&replies), "{replies:?}");
        let bodies = replies.iter().filter_map(|it| match it {
            Reply::ReplaceBody(bytes) => Some(bytes.clone()),
            _ => None,
        });
        let body = bodies.collect::<Vec<_>>().concat();
        String::from_utf8_lossy(&body).into_owned()
    };
    let genuine = seeds().into_iter().find(|it| !it.is_fake).unwrap();
    let set = Server::start("[policy]\nbanner = true\n");
    let body = replaces(&set, &fake());
    assert!(body.contains("offhook-warning-"), "{body}");
    assert_eq!(replaces(&set, &genuine), "");
    let unset = Server::start("");
    assert_eq!(replaces(&unset, &fake()), "");
}

#[test]
fn what_was_verified_here_is_written_down() {
    // Nobody answers at this address: the results are errors, and they are ours.
    let server = Server::start(
        "[dns]\nenabled = true\nresolver = \"127.0.0.1:9\"\ntimeout_ms = 50\nattempts = 1\n",
    );
    let replies = answer(&server, &fake(), "192.0.2.7", &["pat@example.org"]);
    let written = replies.iter().find_map(|it| match it {
        Reply::InsertHeader {
            index: 1,
            name,
            value,
        } if name == b"Authentication-Results" => Some(String::from_utf8_lossy(value).into_owned()),
        _ => None,
    });
    let written = written.unwrap_or_else(|| panic!("{replies:?}"));
    assert!(
        written.starts_with(" offhook;\n spf=temperror"),
        "{written}"
    );
}
