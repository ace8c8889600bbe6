//! The protocol of SpamAssassin's `spamd`, version 1.5, both sides.
//!
//! Source: `spamd/PROTOCOL` of SpamAssassin. A request is a line `METHOD SPAMC/1.5`, header lines, an empty line
//! and the message; an answer is a line `SPAMD/1.5 0 EX_OK`, header lines, an empty line and what was asked for.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

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

/// The head of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestHead {
    /// What is asked for.
    pub method: Method,
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
        if !version.trim().starts_with("SPAMC/") {
            return Err(SpamdError::FirstLine);
        }
        let method = METHODS.iter().find(|it| it.0 == name);
        let mut request = Self {
            method: method.ok_or(SpamdError::Method)?.1,
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
        let mut text = format!("{} SPAMC/1.5\r\n", self.method.name());
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

/// What came of TELL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// `DidSet: local`.
    Set,
    /// `DidRemove: local`.
    Removed,
    /// The message was known so already.
    Nothing,
}

/// An exit code of `sysexits.h`, as answers carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// All is well.
    Ok,
    /// The request is malformed.
    DataErr,
    /// Not offered here.
    Unavailable,
    /// Not now.
    TempFail,
    /// The message is too long.
    NoPerm,
    /// Any other.
    Other(u8),
}

const CODES: [(u8, &str, Code); 5] = [
    (0, "EX_OK", Code::Ok),
    (65, "EX_DATAERR", Code::DataErr),
    (69, "EX_UNAVAILABLE", Code::Unavailable),
    (75, "EX_TEMPFAIL", Code::TempFail),
    (77, "EX_NOPERM", Code::NoPerm),
];

impl Code {
    /// The number.
    pub fn number(self) -> u8 {
        match self {
            Self::Other(number) => number,
            known => CODES.iter().find(|it| it.2 == known).map_or(70, |it| it.0),
        }
    }

    fn of(number: u8) -> Self {
        let known = CODES.iter().find(|it| it.0 == number);
        known.map_or(Self::Other(number), |it| it.2)
    }

    fn name(self) -> &'static str {
        let known = CODES.iter().find(|it| it.2 == self);
        known.map_or("EX_SOFTWARE", |it| it.1)
    }
}

/// `Spam: True ; 7.3 / 5.0`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// Whether it is spam.
    pub is_spam: bool,
    /// The points it has.
    pub points: f64,
    /// The points from which it is spam.
    pub threshold: f64,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// How it went.
    pub code: Code,
    /// What stands after the code; `EX_OK` or the like where empty.
    pub text: String,
    /// Whether it is spam.
    pub judgement: Option<Judgement>,
    /// What came of TELL.
    pub done: Option<Done>,
    /// What was asked for.
    pub body: Vec<u8>,
}

impl Answer {
    /// An answer without a judgement: `PONG`, or why nothing was judged.
    pub fn plain(code: Code, text: &str) -> Self {
        Self {
            code,
            text: text.to_owned(),
            judgement: None,
            done: None,
            body: Vec::new(),
        }
    }

    /// The answer as it is sent.
    pub fn encode(&self) -> Vec<u8> {
        let text = if self.text.is_empty() {
            self.code.name()
        } else {
            &self.text
        };
        let mut head = format!("SPAMD/1.5 {} {}\r\n", self.code.number(), one_line(text));
        if let Some(it) = self.judgement {
            let verdict = if it.is_spam { "True" } else { "False" };
            let value = format!("{verdict} ; {:.1} / {:.1}", it.points, it.threshold);
            push_line(&mut head, "Content-length", &self.body.len().to_string());
            push_line(&mut head, "Spam", &value);
            head.push_str("\r\n");
        }
        if let Some(done) = self.done {
            match done {
                Done::Set => push_line(&mut head, "DidSet", "local"),
                Done::Removed => push_line(&mut head, "DidRemove", "local"),
                Done::Nothing => {}
            }
            push_line(&mut head, "Content-length", &self.body.len().to_string());
            head.push_str("\r\n");
        }
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }

    /// Reads a whole answer, as a client does once the server has closed.
    pub fn parse(bytes: &[u8]) -> Result<Self, SpamdError> {
        let single = bytes
            .strip_suffix(b"\r\n")
            .filter(|it| !it.contains(&b'\n'));
        let (lines, length) = match single {
            Some(line) => (vec![lossy(line)], bytes.len()),
            None => head(bytes)?.ok_or(SpamdError::FirstLine)?,
        };
        let mut lines = lines.into_iter();
        let first = lines.next().unwrap_or_default();
        let mut words = first.splitn(3, ' ');
        let version = words.next().unwrap_or_default();
        let number = words.next().and_then(|it| it.parse().ok());
        let number = number.filter(|_| version.starts_with("SPAMD/"));
        let mut answer = Self::plain(
            Code::of(number.ok_or(SpamdError::FirstLine)?),
            words.next().unwrap_or_default(),
        );
        for line in lines {
            let (name, value) = line.split_once(':').ok_or(SpamdError::Header)?;
            match name.trim().to_ascii_lowercase().as_str() {
                "spam" => answer.judgement = Some(judgement(value).ok_or(SpamdError::Header)?),
                "didset" if names_local(value) => answer.done = Some(Done::Set),
                "didremove" if names_local(value) => answer.done = Some(Done::Removed),
                _ => {}
            }
        }
        answer.body = bytes.get(length..).unwrap_or_default().to_vec();
        Ok(answer)
    }
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

fn judgement(value: &str) -> Option<Judgement> {
    let (verdict, points) = value.split_once(';')?;
    let (points, threshold) = points.split_once('/')?;
    Some(Judgement {
        is_spam: matches!(verdict.trim(), "True" | "Yes"),
        points: points.trim().parse().ok()?,
        threshold: threshold.trim().parse().ok()?,
    })
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
