//! The protocol of SpamAssassin's `spamd`, version 1.5, both sides.
//!
//! Source: `spamd/PROTOCOL` of SpamAssassin. A request is a line `METHOD SPAMC/1.5`, header lines, an empty line
//! and the message; an answer is a line `SPAMD/1.5 0 EX_OK`, header lines, an empty line and what was asked for.

mod answer;

use std::io::Read as _;

use flate2::read::ZlibDecoder;

pub use answer::{Answer, Code, Done, Judgement};

/// Bytes of the first line and the header lines together.
pub const MAX_HEAD: usize = 8 * 1024;

/// What is wrong with a request or an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SpamdError {
    /// The head does not end within [`MAX_HEAD`] bytes.
    #[error("the head is longer than {MAX_HEAD} bytes")]
    HeadTooLong,
    /// The first line is no request or no answer.
    #[error("the first line is malformed")]
    FirstLine,
    /// A method that the protocol does not have.
    #[error("an unknown method")]
    Method,
    /// A header line without a colon, or a length that is no number.
    #[error("a header line is malformed")]
    Header,
    /// The message is longer than allowed, as stated or as unpacked.
    #[error("the message is longer than {0} bytes")]
    TooLong(usize),
    /// The compressed message cannot be unpacked.
    #[error("the compressed message is damaged")]
    Compression,
}

/// What a client asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Whether it is spam.
    Check,
    /// Whether it is spam, and the names of what matched.
    Symbols,
    /// Whether it is spam, and a report.
    Report,
    /// As `Report`, the report only for spam.
    ReportIfSpam,
    /// The message with header fields added.
    Process,
    /// The header of the message with fields added.
    Headers,
    /// Whether the server lives.
    Ping,
    /// Learn or forget this message.
    Tell,
    /// Nothing: the client changed its mind.
    Skip,
}

const METHODS: [(&str, Method); 9] = [
    ("CHECK", Method::Check),
    ("SYMBOLS", Method::Symbols),
    ("REPORT", Method::Report),
    ("REPORT_IFSPAM", Method::ReportIfSpam),
    ("PROCESS", Method::Process),
    ("HEADERS", Method::Headers),
    ("PING", Method::Ping),
    ("TELL", Method::Tell),
    ("SKIP", Method::Skip),
];

impl Method {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        let named = METHODS.iter().find(|it| it.1 == self);
        named.map_or("", |it| it.0)
    }

    /// Whether a message follows the head.
    pub fn has_message(self) -> bool {
        !matches!(self, Self::Ping | Self::Skip)
    }
}

/// What TELL says of a message. Only the local database counts: nothing is reported to anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Told {
    /// `Message-class`: whether it is spam.
    pub is_spam: Option<bool>,
    /// Whether `Set` names the local database.
    pub sets: bool,
    /// Whether `Remove` does.
    pub removes: bool,
}

/// The version that a client speaks, as in `SPAMC/1.5`. It says what an answer may look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Before the point.
    pub major: u8,
    /// After it.
    pub minor: u8,
}

impl Version {
    /// The one that is written here.
    pub const CURRENT: Self = Self::new(1, 5);
    /// From here on an answer may have several header lines.
    const SEVERAL_LINES: Self = Self::new(1, 3);
    /// From here on an answer that is a message states its length.
    const STATED_LENGTH: Self = Self::new(1, 2);

    const fn new(major: u8, minor: u8) -> Self {
        Self { major, minor }
    }

    fn parse(text: &str) -> Option<Self> {
        let (major, minor) = text.split_once('.')?;
        Some(Self::new(major.parse().ok()?, minor.parse().ok()?))
    }
}

/// The head of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestHead {
    /// What is asked for.
    pub method: Method,
    /// Which version the client speaks.
    pub version: Version,
    /// Bytes that follow; where absent, the message ends with the connection's sending side.
    pub content_length: Option<usize>,
    /// On whose behalf.
    pub user: Option<String>,
    /// Whether the message is packed with zlib.
    pub is_compressed: bool,
    /// What is told.
    pub told: Told,
}

impl RequestHead {
    /// Reads the head at the front of `bytes`: what it says and its length. `None` where more bytes are needed. A stated
    /// length over `limit` is an error.
    pub fn parse(bytes: &[u8], limit: usize) -> Result<Option<(Self, usize)>, SpamdError> {
        let Some((lines, length)) = head(bytes)? else {
            return Ok(None);
        };
        let mut lines = lines.into_iter();
        let first = lines.next().unwrap_or_default();
        let (name, version) = first.split_once(' ').ok_or(SpamdError::FirstLine)?;
        let version = version.trim().strip_prefix("SPAMC/");
        let version = version.and_then(Version::parse);
        let method = METHODS.iter().find(|it| it.0 == name);
        let mut request = Self {
            method: method.ok_or(SpamdError::Method)?.1,
            version: version.ok_or(SpamdError::FirstLine)?,
            content_length: None,
            user: None,
            is_compressed: false,
            told: Told::default(),
        };
        for line in lines {
            let (name, value) = line.split_once(':').ok_or(SpamdError::Header)?;
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "content-length" => request.content_length = Some(stated(value, limit)?),
                "user" => request.user = Some(value.to_owned()),
                "compress" if value.eq_ignore_ascii_case("zlib") => request.is_compressed = true,
                "message-class" => {
                    request.told.is_spam = match value.to_ascii_lowercase().as_str() {
                        "spam" => Some(true),
                        "ham" => Some(false),
                        _ => return Err(SpamdError::Header),
                    };
                }
                "set" => request.told.sets = names_local(value),
                "remove" => request.told.removes = names_local(value),
                "compress" => return Err(SpamdError::Compression),
                _ => {}
            }
        }
        Ok(Some((request, length)))
    }

    /// The head as a client sends it.
    pub fn encode(&self) -> Vec<u8> {
        let Version { major, minor } = self.version;
        let mut text = format!("{} SPAMC/{major}.{minor}\r\n", self.method.name());
        if let Some(user) = &self.user {
            push_line(&mut text, "User", user);
        }
        if self.is_compressed {
            push_line(&mut text, "Compress", "zlib");
        }
        if let Some(is_spam) = self.told.is_spam {
            let class = if is_spam { "spam" } else { "ham" };
            push_line(&mut text, "Message-class", class);
        }
        if self.told.sets {
            push_line(&mut text, "Set", "local");
        }
        if self.told.removes {
            push_line(&mut text, "Remove", "local");
        }
        if let Some(length) = self.content_length {
            push_line(&mut text, "Content-length", &length.to_string());
        }
        text.push_str("\r\n");
        text.into_bytes()
    }

    /// The message as it was before it was packed: no more than `limit` bytes of it, whatever it claims.
    pub fn unpack(&self, body: Vec<u8>, limit: usize) -> Result<Vec<u8>, SpamdError> {
        if !self.is_compressed {
            return Ok(body);
        }
        let mut message = Vec::new();
        let most = (limit as u64).saturating_add(1);
        let mut decoder = ZlibDecoder::new(body.as_slice()).take(most);
        decoder
            .read_to_end(&mut message)
            .map_err(|_| SpamdError::Compression)?;
        if message.len() > limit {
            return Err(SpamdError::TooLong(limit));
        }
        Ok(message)
    }
}

/// Whether a list of databases (`local, remote`) names the local one.
fn names_local(value: &str) -> bool {
    let mut names = value.split(',').map(str::trim);
    names.any(|it| it.eq_ignore_ascii_case("local"))
}

/// The lines of the head at the front of `bytes`, and its length with the empty line.
fn head(bytes: &[u8]) -> Result<Option<(Vec<String>, usize)>, SpamdError> {
    let mut lines = Vec::new();
    let mut length = 0;
    for line in bytes.split_inclusive(|it| *it == b'\n') {
        let end = length + line.len();
        if end > MAX_HEAD {
            return Err(SpamdError::HeadTooLong);
        }
        let Some(text) = line.strip_suffix(b"\n") else {
            return Ok(None);
        };
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        length = end;
        if text.is_empty() {
            return Ok(Some((lines, length)));
        }
        lines.push(lossy(text));
    }
    Ok(None)
}

fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// A stated length: digits only, and no more than `limit`.
fn stated(value: &str, limit: usize) -> Result<usize, SpamdError> {
    if value.is_empty() || !value.bytes().all(|it| it.is_ascii_digit()) {
        return Err(SpamdError::Header);
    }
    // More digits than a number has is too long as well.
    let length = value.parse().unwrap_or(usize::MAX);
    if length > limit {
        return Err(SpamdError::TooLong(limit));
    }
    Ok(length)
}

fn push_line(text: &mut String, name: &str, value: &str) {
    text.push_str(name);
    text.push_str(": ");
    text.push_str(&one_line(value));
    text.push_str("\r\n");
}

/// Without what would end the line.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|it| if it.is_control() { ' ' } else { it })
        .collect()
}
