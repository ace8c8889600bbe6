//! What one mail server has said on one connection so far. No I/O.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::Range;

use identity::Envelope;
use jiff::Timestamp;
use protocol::milter::{Actions, Address, Command, Negotiation, Reply, Steps};

use crate::fields;
use crate::held::{Full, Held, Room};
use crate::policy::PolicySettings;
use crate::settings::{OwnMail, Settings};

/// Recipients of one message that are kept.
const MOST_RECIPIENTS: usize = 1000;
/// Bytes that are kept of a name the client gives.
const MOST_NAME: usize = 1000;
/// Bytes of a release ticket.
const MOST_TICKET: usize = 500;

/// What the connection has to do next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Wait for the next command.
    Silent,
    /// Send this.
    Reply(Reply),
    /// Judge the message, and answer.
    Judge,
    /// Close.
    Close,
}

/// A field that is to be deleted: the `index`th of its name, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Forged {
    pub(super) name: String,
    pub(super) index: u32,
}

/// A message, complete.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) message: Held,
    /// Bytes at its start that are ours.
    pub(super) added: usize,
    /// Fields in it that are the message's and are not judged: what it says itself that was checked.
    pub(super) unjudged: Vec<Range<usize>>,
    /// The release ticket that it brought, if it is one only.
    pub(super) ticket: Option<String>,
    pub(super) envelope: Envelope,
    pub(super) forged: Vec<Forged>,
    /// The subject as it is, if there is one.
    pub(super) subject: Option<String>,
    /// Why the message is not held whole.
    pub(super) full: Option<Full>,
    /// The mail server's name for it.
    pub(super) queue_id: String,
    /// Whether it comes from one's own people or machines.
    pub(super) is_own: bool,
    /// Whether it has more recipients than are kept.
    pub(super) is_cut: bool,
}

#[derive(Debug)]
pub(super) struct Session {
    room: Room,
    negotiated: Option<Negotiation>,
    macros: BTreeMap<Vec<u8>, String>,
    host: String,
    client_ip: Option<IpAddr>,
    helo: Option<String>,
    message: Message,
}

/// The message that is coming in.
#[derive(Debug)]
struct Message {
    mail_from: Option<String>,
    recipients: Vec<String>,
    held: Held,
    /// Whether the line about this host stands in it.
    is_begun: bool,
    /// How long that line is.
    added: usize,
    unjudged: Vec<Range<usize>>,
    tickets: Vec<String>,
    full: Option<Full>,
    counts: BTreeMap<String, u32>,
    forged: Vec<Forged>,
    subject: Option<String>,
    is_own: bool,
    is_cut: bool,
}

impl Message {
    fn new(room: &Room) -> Self {
        Self {
            mail_from: None,
            recipients: Vec::new(),
            held: room.message(),
            is_begun: false,
            added: 0,
            unjudged: Vec::new(),
            tickets: Vec::new(),
            full: None,
            counts: BTreeMap::new(),
            forged: Vec::new(),
            subject: None,
            is_own: false,
            is_cut: false,
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        if self.full.is_none() {
            self.full = self.held.push(bytes).err();
        }
    }
}

impl Received {
    /// What of `whole`, the bytes of this message, is judged; `None` where it is all of them.
    pub(super) fn judged(&self, whole: &[u8]) -> Option<Vec<u8>> {
        if self.unjudged.is_empty() {
            return None;
        }
        let mut judged = Vec::with_capacity(whole.len());
        let mut at = 0;
        for it in &self.unjudged {
            judged.extend_from_slice(whole.get(at..it.start).unwrap_or_default());
            at = it.end;
        }
        judged.extend_from_slice(whole.get(at..).unwrap_or_default());
        Some(judged)
    }
}

impl Session {
    pub(super) fn new(room: &Room) -> Self {
        Self {
            room: room.clone(),
            negotiated: None,
            macros: BTreeMap::new(),
            host: String::new(),
            client_ip: None,
            helo: None,
            message: Message::new(room),
        }
    }

    /// Whether the server allows `action`.
    pub(super) fn may(&self, action: Actions) -> bool {
        self.negotiated.is_some_and(|it| it.actions.has(action))
    }

    /// Whether no message is under way.
    pub(super) fn is_idle(&self) -> bool {
        self.message.mail_from.is_none() && !self.message.is_begun
    }

    pub(super) fn handle(
        &mut self,
        command: Command,
        settings: &Settings,
        policy: &PolicySettings,
    ) -> Next {
        match command {
            Command::Negotiate(offer) => {
                let may_change = if settings.policy.banner {
                    Actions::CHANGE_BODY
                } else {
                    Actions(0)
                };
                let actions = may_change
                    | Actions::ADD_HEADERS
                    | Actions::CHANGE_HEADERS
                    | Actions::DELETE_RECIPIENTS
                    | Actions::QUARANTINE;
                let answer = offer.answer(actions, wanted_steps());
                self.negotiated = Some(answer);
                Next::Reply(Reply::Negotiate(answer))
            }
            Command::Macros { values, .. } => {
                for (name, value) in values {
                    if KEPT_MACROS.contains(&name.as_slice()) {
                        self.macros.insert(name, name_of(&value));
                    }
                }
                Next::Silent
            }
            Command::Connect { host, address } => {
                self.host = name_of(&host);
                self.client_ip = match address {
                    Address::Internet { ip, .. } => Some(ip),
                    Address::Unknown | Address::Unix(_) => None,
                };
                self.reply_unless(Steps::NO_REPLY_CONNECT)
            }
            Command::Helo(name) => {
                self.helo = Some(name_of(&name));
                self.reply_unless(Steps::NO_REPLY_HELO)
            }
            Command::Mail(arguments) => {
                self.message = Message::new(&self.room);
                self.message.mail_from = arguments.first().map(|it| path(it));
                self.message.is_own = self.is_own(settings);
                // Reports of one's own people are taken up, so their recipients have to be waited for.
                let is_over = settings.abuse.addresses.is_empty();
                if self.message.is_own && settings.milter.own_mail == OwnMail::Skip && is_over {
                    return Next::Reply(Reply::Accept);
                }
                Next::Reply(Reply::Continue)
            }
            Command::Rcpt(arguments) => {
                self.message.is_cut |= self.message.recipients.len() >= MOST_RECIPIENTS;
                if !self.message.is_cut {
                    let recipient = arguments.first().map(|it| path(it));
                    self.message.recipients.extend(recipient);
                }
                self.reply_unless(Steps::NO_REPLY_RCPT)
            }
            Command::Header { name, value } => {
                self.header(&name, &value, settings, policy);
                self.reply_unless(Steps::NO_REPLY_HEADER)
            }
            Command::EndOfHeader => {
                self.begin();
                self.message.push(b"\r\n");
                self.reply_unless(Steps::NO_REPLY_END_OF_HEADER)
            }
            Command::Body(bytes) => {
                self.message.push(&bytes);
                self.reply_unless(Steps::NO_REPLY_BODY)
            }
            Command::EndOfBody(bytes) => {
                self.message.push(&bytes);
                Next::Judge
            }
            Command::Abort => {
                self.message = Message::new(&self.room);
                self.forget_macros_of_the_message();
                Next::Silent
            }
            Command::QuitNewConnection => {
                let negotiated = self.negotiated;
                *self = Self::new(&self.room);
                self.negotiated = negotiated;
                Next::Silent
            }
            Command::Quit => Next::Close,
            Command::Data | Command::Unknown(_) => Next::Reply(Reply::Continue),
        }
    }

    /// The message that is complete; the session is ready for the next one.
    pub(super) fn take(&mut self) -> Received {
        let message = std::mem::replace(&mut self.message, Message::new(&self.room));
        let queue_id = self.macros.get(&b"i"[..]).cloned();
        self.forget_macros_of_the_message();
        Received {
            envelope: Envelope {
                // SPF is a question about hosts that bring mail of others.
                client_ip: self.client_ip.filter(|_| !message.is_own),
                helo: self.helo.clone(),
                mail_from: message.mail_from,
                recipients: message.recipients,
            },
            added: message.added,
            unjudged: message.unjudged,
            ticket: match <[String; 1]>::try_from(message.tickets) {
                Ok([ticket]) => Some(ticket),
                Err(_) => None,
            },
            message: message.held,
            forged: message.forged,
            subject: message.subject,
            full: message.full,
            queue_id: queue_id.unwrap_or_default(),
            is_own: message.is_own,
            is_cut: message.is_cut,
        }
    }

    fn forget_macros_of_the_message(&mut self) {
        self.macros.retain(|name, _| name == b"j");
    }

    fn is_own(&self, settings: &Settings) -> bool {
        let user = self.macros.get(&b"{auth_authen}"[..]);
        let address = self.client_ip;
        user.is_some_and(|it| !it.is_empty())
            || address.is_some_and(|it| settings.milter.is_own(it))
    }

    fn reply_unless(&self, unanswered: Steps) -> Next {
        if self.negotiated.is_some_and(|it| it.steps.has(unanswered)) {
            Next::Silent
        } else {
            Next::Reply(Reply::Continue)
        }
    }

    fn header(&mut self, name: &[u8], value: &[u8], settings: &Settings, policy: &PolicySettings) {
        self.begin();
        let text = String::from_utf8_lossy(name).into_owned();
        let value_text = String::from_utf8_lossy(value);
        let lower = text.trim().to_ascii_lowercase();
        let is_results = lower == "authentication-results";
        if is_results || lower.starts_with("x-") {
            let count = self.message.counts.entry(lower.clone()).or_default();
            *count = count.saturating_add(1);
            let index = *count;
            if lower.eq_ignore_ascii_case(store::TICKET_FIELD) && index <= 2 {
                let ticket = value_text.chars().take(MOST_TICKET).collect();
                self.message.tickets.push(ticket);
            }
            let authserv_id = &settings.authserv_id;
            if fields::is_forged(&text, &value_text, authserv_id, policy) {
                self.message.forged.push(Forged { name: text, index });
                return;
            }
        }
        if lower == "subject" && self.message.subject.is_none() {
            self.message.subject = Some(value_text.trim_start().to_owned());
        }
        let has_blank = self
            .negotiated
            .is_some_and(|it| it.steps.has(Steps::LEADING_SPACE));
        let message = &mut self.message;
        let start = message.held.bytes().len();
        message.push(name);
        message.push(if has_blank { b":" } else { b": " });
        for (index, line) in value.split(|it| *it == b'\n').enumerate() {
            if index > 0 {
                message.push(b"\r\n");
            }
            message.push(line.strip_suffix(b"\r").unwrap_or(line));
        }
        message.push(b"\r\n");
        if is_results && !settings.milter.believe_results {
            let end = message.held.bytes().len();
            message.unjudged.push(start..end);
        }
    }

    /// Writes down how the message came here, as the mail server will. Without it, the topmost such line would be the
    /// sender's own, and with it whatever he claims to have been checked.
    fn begin(&mut self) {
        if self.message.is_begun {
            return;
        }
        self.message.is_begun = true;
        let own = self
            .macros
            .get(&b"j"[..])
            .map_or("localhost", String::as_str);
        let helo = self.helo.as_deref().unwrap_or("unknown");
        let address = match self.client_ip {
            Some(IpAddr::V6(ip)) => format!("[IPv6:{ip}]"),
            Some(IpAddr::V4(ip)) => format!("[{ip}]"),
            None => "unknown".to_owned(),
        };
        let host = &self.host;
        let time = jiff::fmt::rfc2822::to_string(
            &Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC),
        );
        let time = time.unwrap_or_default();
        let line = format!(
            "Received: from {helo} ({host} {address})\r\n\tby {own} with ESMTP; {time}\r\n"
        );
        self.message.added = line.len();
        self.message.push(line.as_bytes());
    }
}

/// The macros that are looked at: the own host, the queue's name for the message, who logged in.
const KEPT_MACROS: [&[u8]; 3] = [b"j", b"i", b"{auth_authen}"];

/// Steps that need no answer save a round trip each.
fn wanted_steps() -> Steps {
    [
        Steps::NO_UNKNOWN,
        Steps::NO_DATA,
        Steps::NO_REPLY_CONNECT,
        Steps::NO_REPLY_HELO,
        Steps::NO_REPLY_RCPT,
        Steps::NO_REPLY_HEADER,
        Steps::NO_REPLY_END_OF_HEADER,
        Steps::NO_REPLY_BODY,
        Steps::LEADING_SPACE,
    ]
    .into_iter()
    .fold(Steps(0), |all, it| all | it)
}

/// A name that a stranger gave, fit for a line of a header.
fn name_of(bytes: &[u8]) -> String {
    let bytes = bytes.get(..MOST_NAME).unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    text.chars()
        .map(|it| if it.is_control() { ' ' } else { it })
        .collect()
}

/// A path without its brackets.
fn path(bytes: &[u8]) -> String {
    name_of(bytes).trim().trim_matches(['<', '>']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::milter::VERSION;

    fn judged(settings: &Settings) -> (String, Received) {
        let room = Room::new(1 << 20, 1 << 20);
        let mut session = Session::new(&room);
        let field = |name: &str, value: &str| Command::Header {
            name: name.into(),
            value: value.into(),
        };
        let commands = [
            Command::Negotiate(Negotiation {
                version: VERSION,
                actions: Actions(0xff),
                steps: wanted_steps(),
            }),
            Command::Macros {
                stage: b'C',
                values: vec![(b"j".to_vec(), b"mx.home.example".to_vec())],
            },
            Command::Connect {
                host: b"evil\r\nX-A: b".to_vec(),
                address: Address::Internet {
                    ip: IpAddr::from([192, 0, 2, 7]),
                    port: 1,
                },
            },
            Command::Helo(b"evil.example".to_vec()),
            Command::Mail(vec![b"<a@evil.example>".to_vec()]),
            Command::Rcpt(vec![b"<pat@home.example>".to_vec()]),
            field("Received", " from bank.example by mx.home.example"),
            field("Authentication-Results", " mx.home.example; dmarc=pass"),
            field("X-OFFHOOK-Verdict", " benign"),
            field("Authentication-Results", " offhook; dmarc=pass"),
            field("Subject", " x\n y"),
            Command::EndOfHeader,
            Command::Body(b"hello\r\n".to_vec()),
        ];
        for it in commands {
            session.handle(it, settings, &settings.policy);
        }
        let end = Command::EndOfBody(Vec::new());
        assert_eq!(session.handle(end, settings, &settings.policy), Next::Judge);
        let received = session.take();
        let whole = received.message.bytes().to_vec();
        let judged = received.judged(&whole).unwrap_or(whole);
        (String::from_utf8(judged).unwrap(), received)
    }

    fn settings() -> Settings {
        Settings {
            authserv_id: "offhook".to_owned(),
            ..Settings::default()
        }
    }

    #[test]
    fn what_the_sender_says_was_checked_is_not_judged() {
        let (text, received) = judged(&settings());
        let own = "Received: from evil.example (evil  X-A: b [192.0.2.7])\r\n\tby mx.home.example with ESMTP; ";
        assert!(text.starts_with(own), "{text}");
        assert!(!text.contains("dmarc=pass"), "{text}");
        // They are the message's nevertheless, and come back with it.
        let whole = String::from_utf8_lossy(received.message.bytes());
        assert!(
            whole.contains("\r\nAuthentication-Results: mx.home.example; dmarc=pass\r\n"),
            "{whole}"
        );
        assert!(!whole.contains("OFFHOOK"), "{whole}");
        assert!(
            text.ends_with("\r\nSubject: x\r\n y\r\n\r\nhello\r\n"),
            "{text}"
        );
        assert_eq!(received.envelope.recipients, ["pat@home.example"]);
        let forged: Vec<_> = received
            .forged
            .iter()
            .map(|it| (it.name.as_str(), it.index))
            .collect();
        assert_eq!(
            forged,
            [("X-OFFHOOK-Verdict", 1), ("Authentication-Results", 2)]
        );
    }

    #[test]
    fn results_of_a_filter_before_this_one_may_count() {
        let mut settings = settings();
        settings.milter.believe_results = true;
        let (text, _) = judged(&settings);
        assert!(
            text.contains("Authentication-Results: mx.home.example; dmarc=pass"),
            "{text}"
        );
        assert!(!text.contains("offhook; dmarc=pass"), "{text}");
    }

    #[test]
    fn a_message_that_is_too_long_is_not_held() {
        let room = Room::new(1 << 20, 100);
        let mut session = Session::new(&room);
        session.handle(
            Command::EndOfHeader,
            &settings(),
            &PolicySettings::default(),
        );
        session.handle(
            Command::Body(vec![b'x'; 200]),
            &settings(),
            &PolicySettings::default(),
        );
        session.handle(
            Command::Body(vec![b'x'; 1]),
            &settings(),
            &PolicySettings::default(),
        );
        let received = session.take();
        assert_eq!(received.full, Some(Full::TooLong));
        assert!(received.message.bytes().len() <= 100);
    }
}
