//! What a server answers.

use super::{
    Method, RequestHead, SpamdError, Version, head, lossy, names_local, one_line, push_line,
};

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

    /// The answer as it is sent to a client of the current version.
    pub fn encode(&self) -> Vec<u8> {
        self.encoded(true, true)
    }

    /// The answer as it is sent to whoever sent `request`.
    ///
    /// Clients before version 1.3 (Exim among them) take one header line at most: the judgement, or, where they are sent a message, its
    /// length. SpamAssassin's server does the same.
    pub fn encode_for(&self, request: &RequestHead) -> Vec<u8> {
        let version = request.version;
        if version >= Version::SEVERAL_LINES {
            return self.encode();
        }
        let is_message = matches!(request.method, Method::Process | Method::Headers);
        let states_length = is_message && version >= Version::STATED_LENGTH;
        self.encoded(states_length, !is_message)
    }

    fn encoded(&self, states_length: bool, states_judgement: bool) -> Vec<u8> {
        let text = if self.text.is_empty() {
            self.code.name()
        } else {
            &self.text
        };
        let mut head = format!("SPAMD/1.5 {} {}\r\n", self.code.number(), one_line(text));
        if let Some(it) = self.judgement {
            let verdict = if it.is_spam { "True" } else { "False" };
            let value = format!("{verdict} ; {:.1} / {:.1}", it.points, it.threshold);
            if states_length {
                push_line(&mut head, "Content-length", &self.body.len().to_string());
            }
            if states_judgement {
                push_line(&mut head, "Spam", &value);
            }
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

fn judgement(value: &str) -> Option<Judgement> {
    let (verdict, points) = value.split_once(';')?;
    let (points, threshold) = points.split_once('/')?;
    Some(Judgement {
        is_spam: matches!(verdict.trim(), "True" | "Yes"),
        points: points.trim().parse().ok()?,
        threshold: threshold.trim().parse().ok()?,
    })
}
