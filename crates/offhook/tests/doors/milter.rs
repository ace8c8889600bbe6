//! The milter through a Unix socket, spoken to as a mail server speaks.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

use protocol::milter::{
    Actions, Address, Command, MAX_PACKET, Negotiation, Reply, Steps, take_frame,
};

use crate::doors::mails::seeds;
use crate::doors::server::Server;

/// One conversation: what the filter answers to `commands`, up to and with its last word.
pub(crate) fn converse(stream: &mut (impl Read + Write), commands: &[Command]) -> Vec<Reply> {
    let mut wire = Vec::new();
    for it in commands {
        it.encode(&mut wire).unwrap();
    }
    stream.write_all(&wire).unwrap();
    let mut replies = Vec::new();
    let mut buffer = Vec::new();
    loop {
        while let Some(frame) = take_frame(&mut buffer, MAX_PACKET).unwrap() {
            let reply = Reply::decode(&frame).unwrap();
            let is_last = matches!(
                reply,
                Reply::Continue
                    | Reply::Accept
                    | Reply::Discard
                    | Reply::ReplyCode(_)
                    | Reply::Negotiate(_)
            );
            replies.push(reply);
            if is_last {
                return replies;
            }
        }
        let mut chunk = [0; 4096];
        let length = stream.read(&mut chunk).unwrap();
        assert!(length > 0, "the filter closed after {replies:?}");
        buffer.extend_from_slice(&chunk[..length]);
    }
}

/// A mail as the commands that follow MAIL.
pub(crate) fn message(raw: &[u8]) -> Vec<Command> {
    let text = String::from_utf8_lossy(raw).replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").unwrap();
    let mut fields: Vec<String> = Vec::new();
    for line in head.lines() {
        match fields.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => last.extend(["\n", line]),
            _ => fields.push(line.to_owned()),
        }
    }
    let mut commands = vec![Command::Rcpt(vec![b"<pat@example.org>".to_vec()])];
    commands.extend(fields.iter().map(|it| {
        let (name, value) = it.split_once(':').unwrap();
        Command::Header {
            name: name.as_bytes().to_vec(),
            value: value.as_bytes().to_vec(),
        }
    }));
    commands.push(Command::EndOfHeader);
    let body = body.replace('\n', "\r\n");
    commands.extend(
        body.as_bytes()
            .chunks(60_000)
            .map(|it| Command::Body(it.to_vec())),
    );
    commands.push(Command::EndOfBody(Vec::new()));
    commands
}

/// How a mail server that can do everything begins for a client at `ip`: what it offers, and up to the sender.
pub(crate) fn opening(ip: &str) -> [Command; 4] {
    [
        Command::Negotiate(Negotiation {
            version: 6,
            actions: Actions(0x1ff),
            steps: Steps(0x1f_ffff),
        }),
        Command::Connect {
            host: b"mail.example.net".to_vec(),
            address: Address::Internet {
                ip: ip.parse().unwrap(),
                port: 12345,
            },
        },
        Command::Helo(b"mail.example.net".to_vec()),
        Command::Mail(vec![b"<a@example.net>".to_vec()]),
    ]
}

#[test]
fn actions_over_a_unix_socket() {
    let home = tempfile::tempdir().unwrap();
    let socket = home.path().join("milter.sock");
    let settings = format!(
        "[milter]\nlisten = [\"unix:{}\"]\nbelieve_results = true\n[spamd]\nlisten = []\n[http]\nlisten = []\n[web]\nlisten = []\n\
         [trust]\nhosts = [\"mx.example.org\"]\n[policy]\nmode = \"enforce\"\nmalicious = \"reject\"\nbenign = \"subject\"\n",
        socket.display()
    );
    let _server = Server::with_settings(&settings);
    let mut stream = UnixStream::connect(&socket).unwrap();
    let mail = Command::Mail(vec![b"<a@example.net>".to_vec()]);
    let [offer, opening @ ..] = opening("192.0.2.7");
    assert!(matches!(
        converse(&mut stream, &[offer])[..],
        [Reply::Negotiate(_)]
    ));
    assert_eq!(converse(&mut stream, &opening), [Reply::Continue]);
    let mut is_first = true;
    for example in seeds() {
        if !is_first {
            assert_eq!(
                converse(&mut stream, std::slice::from_ref(&mail)),
                [Reply::Continue]
            );
        }
        is_first = false;
        let mut commands = message(&example.raw);
        let forged = Command::Header {
            name: b"X-Offhook-Verdict".to_vec(),
            value: b" benign".to_vec(),
        };
        commands.splice(1..1, [forged.clone(), forged]);
        let replies = converse(&mut stream, &commands);
        let name = example.path.display();
        if example.is_fake {
            let [Reply::ReplyCode(text)] = &replies[..] else {
                panic!("{name}: {replies:?}");
            };
            assert!(text.starts_with(b"550 5.7.1 "), "{name}");
            continue;
        }
        let deleted: Vec<u32> = replies
            .iter()
            .filter_map(|it| match it {
                Reply::ChangeHeader { index, name, value } if value.is_empty() => {
                    assert_eq!(name, b"X-Offhook-Verdict");
                    Some(*index)
                }
                _ => None,
            })
            .collect();
        assert_eq!(deleted, [2, 1], "{name}: {replies:?}");
        assert!(matches!(replies.last(), Some(Reply::Continue)), "{name}");
    }
    // Who has logged in is not judged.
    let user = Command::Macros {
        stage: b'M',
        values: vec![(b"{auth_authen}".to_vec(), b"pat".to_vec())],
    };
    assert_eq!(converse(&mut stream, &[user, mail]), [Reply::Accept]);
}
