//! Handing one message to a mail server (RFC 5321), byte for byte.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How long all of it may take: less than a claim on an entry counts.
const LONGEST: Duration = Duration::from_secs(300);
/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// Bytes of one reply.
const MOST_REPLY: usize = 64 << 10;
/// Characters of a reply that are passed on.
const MOST_TOLD: usize = 300;

/// Why a mail server did not take a message.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SmtpError {
    /// An address that cannot be said in the protocol.
    #[error("{0:?} cannot be named in SMTP")]
    Address(String),
    /// The server cannot be reached, or went away.
    #[error("the mail server cannot be reached: {0}")]
    Io(#[from] io::Error),
    /// The server says no.
    #[error("the mail server says {reply:?} to {step}")]
    Refused {
        /// What it was told.
        step: &'static str,
        /// What it said, in printable characters.
        reply: String,
    },
    /// The server does not speak the protocol.
    #[error("the mail server does not speak SMTP")]
    Nonsense,
    /// The address takes an extension that the server lacks.
    #[error("the mail server takes no addresses beyond ASCII")]
    NotInternational,
}

/// Whether `address` can stand between `<` and `>`.
pub(super) fn is_address(address: &str) -> bool {
    let mut is_quoted = false;
    let mut is_escaped = false;
    for it in address.chars() {
        if it.is_control() {
            return false;
        }
        match it {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '<' | '>' | ' ' if !is_quoted => return false,
            _ => {}
        }
    }
    !is_quoted && address.len() < 500
}

/// Hands `bytes`, whose lines end with CRLF, to one of `servers`. Once this returns, the server answers for it.
pub(super) fn deliver(
    servers: &[SocketAddr],
    mail_from: &str,
    recipient: &str,
    bytes: &[u8],
) -> Result<(), SmtpError> {
    for address in [mail_from, recipient] {
        if !is_address(address) {
            return Err(SmtpError::Address(address.to_owned()));
        }
    }
    let deadline = Instant::now() + LONGEST;
    let mut client = Client::connect(servers, deadline)?;
    client.expect("its greeting", b'2')?;
    client.say("EHLO [127.0.0.1]\r\n")?;
    let abilities = client.expect("EHLO", b'2')?.to_ascii_uppercase();
    let can = |name: &str| {
        let mut lines = abilities.lines();
        lines.any(|it| it.get(4..).is_some_and(|it| it.trim_end() == name))
    };
    let mut parameters = String::new();
    if !bytes.is_ascii() && can("8BITMIME") {
        parameters.push_str(" BODY=8BITMIME");
    }
    if !(mail_from.is_ascii() && recipient.is_ascii()) {
        if !can("SMTPUTF8") {
            return Err(SmtpError::NotInternational);
        }
        parameters.push_str(" SMTPUTF8");
    }
    client.say(&format!("MAIL FROM:<{mail_from}>{parameters}\r\n"))?;
    client.expect("MAIL", b'2')?;
    client.say(&format!("RCPT TO:<{recipient}>\r\n"))?;
    client.expect("RCPT", b'2')?;
    client.say("DATA\r\n")?;
    client.expect("DATA", b'3')?;
    client.send(&stuffed(bytes))?;
    client.expect("the message", b'2')?;
    // It is the server's now, whatever becomes of the connection.
    let _ = client.say("QUIT\r\n");
    Ok(())
}

/// As it goes over the wire: a point before each line that begins with one, and the end (section 4.5.2).
fn stuffed(bytes: &[u8]) -> Vec<u8> {
    let mut wire = Vec::with_capacity(bytes.len() + 64);
    for line in bytes.split_inclusive(|it| *it == b'\n') {
        if line.starts_with(b".") {
            wire.push(b'.');
        }
        wire.extend_from_slice(line);
    }
    if !wire.is_empty() && !wire.ends_with(b"\r\n") {
        wire.extend_from_slice(b"\r\n");
    }
    wire.extend_from_slice(b".\r\n");
    wire
}

struct Client {
    stream: TcpStream,
    deadline: Instant,
}

impl Client {
    fn connect(servers: &[SocketAddr], deadline: Instant) -> Result<Self, SmtpError> {
        let mut last = io::Error::new(io::ErrorKind::NotFound, "its name leads nowhere");
        for server in servers {
            match TcpStream::connect_timeout(server, Duration::from_secs(20)) {
                Ok(stream) => {
                    stream.set_nodelay(true)?;
                    return Ok(Self { stream, deadline });
                }
                Err(error) => last = error,
            }
        }
        Err(last.into())
    }

    fn patience(&self) -> io::Result<Duration> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(left.min(PATIENCE))
    }

    fn say(&mut self, line: &str) -> Result<(), SmtpError> {
        self.send(line.as_bytes())
    }

    fn send(&mut self, bytes: &[u8]) -> Result<(), SmtpError> {
        for chunk in bytes.chunks(1 << 20) {
            self.stream.set_write_timeout(Some(self.patience()?))?;
            self.stream.write_all(chunk)?;
        }
        Ok(())
    }

    /// A whole reply, which must begin with `digit`.
    fn expect(&mut self, step: &'static str, digit: u8) -> Result<String, SmtpError> {
        let reply = self.reply()?;
        if reply.as_bytes().first() == Some(&digit) {
            return Ok(reply);
        }
        let told = reply.trim_end().chars().take(MOST_TOLD);
        let told = told.map(|it| if it.is_control() { ' ' } else { it });
        Err(SmtpError::Refused {
            step,
            reply: told.collect(),
        })
    }

    fn reply(&mut self) -> Result<String, SmtpError> {
        let mut reply = Vec::new();
        let mut chunk = [0; 4096];
        loop {
            self.stream.set_read_timeout(Some(self.patience()?))?;
            let length = self.stream.read(&mut chunk)?;
            if length == 0 {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
            }
            reply.extend_from_slice(chunk.get(..length).unwrap_or_default());
            if reply.len() > MOST_REPLY {
                return Err(SmtpError::Nonsense);
            }
            if !reply.ends_with(b"\n") {
                continue;
            }
            let text = String::from_utf8_lossy(&reply);
            let last = text.lines().next_back().unwrap_or_default().as_bytes();
            let is_code = last.iter().take(3).all(u8::is_ascii_digit) && last.len() >= 3;
            match last.get(3) {
                _ if !is_code => return Err(SmtpError::Nonsense),
                Some(b'-') => {}
                None | Some(b' ' | b'\r') => return Ok(text.into_owned()),
                Some(_) => return Err(SmtpError::Nonsense),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_an_address_ends_a_command() {
        for good in [
            "",
            "a@b.example",
            "\"a b\"@b.example",
            "\"<>\\\" \"@x",
            "ü@ü.example",
        ] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "a@b\r\nRCPT TO:<c>",
            "a>",
            "<a",
            "a b@c",
            "\"a",
            "a\0",
            &"x".repeat(600),
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }

    #[test]
    fn points_are_stuffed_and_the_end_is_a_line_of_its_own() {
        let of = |text: &str| String::from_utf8(stuffed(text.as_bytes())).unwrap();
        assert_eq!(of("a\r\n.b\r\n..\r\n"), "a\r\n..b\r\n...\r\n.\r\n");
        assert_eq!(of("a"), "a\r\n.\r\n");
        assert_eq!(of(""), ".\r\n");
    }
}
