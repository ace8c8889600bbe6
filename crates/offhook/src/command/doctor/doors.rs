//! Whether a server answers at the doors that the settings open.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use gateway::Endpoint;
use protocol::milter::{
    Actions, Command, MAX_PACKET, Negotiation, Reply, Steps, VERSION, take_frame,
};

use super::Finding;
use crate::config::Configuration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether who is spoken to speaks the protocol.
type Ask = fn(&mut dyn Conversation) -> Option<()>;

trait Conversation: Read + Write {}
impl<T: Read + Write> Conversation for T {}

pub(super) fn examine(configuration: &Configuration) -> Vec<Finding> {
    let doors: [(&'static str, &[String], Ask); 4] = [
        ("milter", &configuration.milter.listen, milter),
        ("spamd protocol", &configuration.spamd.listen, spamd),
        ("HTTP", &configuration.http.listen, http),
        ("page for readers", &configuration.web.listen, page),
    ];
    let mut findings = Vec::new();
    for (about, places, ask) in doors {
        for place in places {
            findings.push(answers(about, place, ask));
        }
    }
    findings
}

fn answers(about: &'static str, place: &str, ask: Ask) -> Finding {
    match connect(place) {
        Err(reason) => Finding::problem(
            about,
            format!("nobody listens at {place} ({reason})"),
            "Start the server: systemctl start offhook, or offhook serve; its log says why it does not start.",
        ),
        Ok(mut stream) => match ask(stream.as_mut()) {
            Some(()) => Finding::good(about, format!("answers at {place}")),
            None => Finding::problem(
                about,
                format!("who listens at {place} does not speak this protocol"),
                "Another program has this port, or the server has changed its settings since it was started: systemctl restart offhook.",
            ),
        },
    }
}

fn connect(place: &str) -> Result<Box<dyn Conversation>, String> {
    let endpoint: Endpoint = place.parse().map_err(|it| format!("{it}"))?;
    let told = |error: std::io::Error| error.to_string();
    Ok(match endpoint {
        Endpoint::Tcp(mut address) => {
            if address.ip().is_unspecified() {
                address = SocketAddr::from(([127, 0, 0, 1], address.port()));
            }
            let stream = TcpStream::connect_timeout(&address, PATIENCE).map_err(told)?;
            stream.set_read_timeout(Some(PATIENCE)).map_err(told)?;
            Box::new(stream)
        }
        Endpoint::Unix(path) => {
            let stream = UnixStream::connect(path).map_err(told)?;
            stream.set_read_timeout(Some(PATIENCE)).map_err(told)?;
            Box::new(stream)
        }
    })
}

fn milter(stream: &mut dyn Conversation) -> Option<()> {
    let offer = Command::Negotiate(Negotiation {
        version: VERSION,
        actions: Actions(0xff),
        steps: Steps(0),
    });
    let mut wire = Vec::new();
    offer.encode(&mut wire).ok()?;
    stream.write_all(&wire).ok()?;
    let mut buffer = Vec::new();
    loop {
        if let Some(frame) = take_frame(&mut buffer, MAX_PACKET).ok()? {
            let reply = Reply::decode(&frame).ok()?;
            return matches!(reply, Reply::Negotiate(_)).then_some(());
        }
        let mut chunk = [0; 512];
        let length = stream.read(&mut chunk).ok().filter(|it| *it > 0)?;
        buffer.extend_from_slice(chunk.get(..length)?);
    }
}

fn spamd(stream: &mut dyn Conversation) -> Option<()> {
    asked(stream, b"PING SPAMC/1.5\r\n\r\n", "SPAMD/")
}

fn http(stream: &mut dyn Conversation) -> Option<()> {
    let request = b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    asked(stream, request, "HTTP/1.1 200")
}

fn page(stream: &mut dyn Conversation) -> Option<()> {
    let request = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    asked(stream, request, "HTTP/1.1 200")
}

fn asked(stream: &mut dyn Conversation, request: &[u8], start: &str) -> Option<()> {
    stream.write_all(request).ok()?;
    let mut answer = Vec::new();
    while answer.len() < start.len() {
        let mut chunk = [0; 512];
        let length = stream.read(&mut chunk).ok().filter(|it| *it > 0)?;
        answer.extend_from_slice(chunk.get(..length)?);
    }
    answer.starts_with(start.as_bytes()).then_some(())
}
