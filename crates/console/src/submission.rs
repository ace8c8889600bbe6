//! What a reader hands over, made into a message that can be judged.
//!
//! A mail is judged as it is. Anything else is put into a message without sender: text as its body, a picture or a
//! document as its attachment, so that the same engine reads it as it reads what is attached to mail.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What it was before it became a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A mail with its header.
    Mail,
    /// Only its text.
    Text,
    /// A mail as Outlook stores it.
    Outlook,
    /// A picture or a document.
    Picture,
}

/// A message to judge.
#[derive(Debug, Clone)]
pub(crate) struct Submission {
    pub(crate) kind: Kind,
    pub(crate) raw: Vec<u8>,
}

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoMail {
    /// Nothing was handed over.
    Empty,
    /// It is no mail, no text, and nothing that mail carries.
    Unknown,
}

/// The first bytes of a compound file ([MS-CFB] section 2.2), which Outlook's messages are.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Types of files that are read as attachments.
const FILES: [&str; 22] = [
    "7z", "bmp", "doc", "docx", "gif", "gz", "heif", "ics", "iso", "jpg", "pdf", "png", "ppt",
    "pptx", "rar", "rtf", "tar", "tif", "webp", "xls", "xlsx", "zip",
];
/// Fields of which two show that a text begins with the header of a mail. The second name is the field's own.
const FIELDS: [(&str, &str); 34] = [
    ("received", "Received"),
    ("return-path", "Return-Path"),
    ("delivered-to", "Delivered-To"),
    ("message-id", "Message-ID"),
    ("mime-version", "MIME-Version"),
    ("content-type", "Content-Type"),
    ("authentication-results", "Authentication-Results"),
    ("dkim-signature", "DKIM-Signature"),
    ("reply-to", "Reply-To"),
    // As mail programs show them above the text, in the languages of the page.
    ("from", "From"),
    ("von", "From"),
    ("de", "From"),
    ("to", "To"),
    ("an", "To"),
    ("para", "To"),
    ("a", "To"),
    ("à", "To"),
    ("cc", "Cc"),
    ("subject", "Subject"),
    ("betreff", "Subject"),
    ("asunto", "Subject"),
    ("assunto", "Subject"),
    ("objet", "Subject"),
    ("date", "Date"),
    ("datum", "Date"),
    ("fecha", "Date"),
    ("data", "Date"),
    ("sent", "Date"),
    ("gesendet", "Date"),
    ("enviado", "Date"),
    ("enviado el", "Date"),
    ("enviada em", "Date"),
    ("enviado em", "Date"),
    ("envoyé", "Date"),
];
/// Bytes of a file that are looked at to tell what it is.
const HEAD: usize = 16 << 10;

impl Submission {
    /// A file called `name`.
    pub(crate) fn of_file(name: Option<&str>, bytes: &[u8]) -> Result<Self, NoMail> {
        let kind = mail::sniff(bytes);
        let has_name = |ending: &str| {
            let name = name.unwrap_or_default().to_ascii_lowercase();
            name.ends_with(ending)
        };
        if bytes.starts_with(COMPOUND) {
            let kind = if has_name(".msg") || kind == "unknown" {
                Kind::Outlook
            } else {
                Kind::Picture
            };
            return Ok(Self::attached(kind, name, bytes));
        }
        if FILES.contains(&kind) {
            return Ok(Self::attached(Kind::Picture, name, bytes));
        }
        if bytes.contains(&0) && !has_name(".eml") {
            return Err(NoMail::Unknown);
        }
        let is_known = matches!(kind, "unknown" | "html");
        if bytes.trim_ascii().is_empty() {
            return Err(NoMail::Empty);
        }
        if !is_known {
            return Err(NoMail::Unknown);
        }
        if begins_like_mail(bytes) || has_name(".eml") {
            return Ok(Self {
                kind: Kind::Mail,
                raw: bytes.to_vec(),
            });
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if kind == "html" => Ok(Self::alone("text/html", text)),
            Ok(text) => Self::of_text(text),
            Err(_) => Err(NoMail::Unknown),
        }
    }

    /// A text that was pasted.
    pub(crate) fn of_text(text: &str) -> Result<Self, NoMail> {
        let text = text.trim_start_matches(['\u{FEFF}', '\r', '\n']);
        if text.trim().is_empty() {
            return Err(NoMail::Empty);
        }
        if begins_like_mail(text.as_bytes()) {
            return Ok(Self {
                kind: Kind::Mail,
                raw: text.as_bytes().to_vec(),
            });
        }
        if let Some(raw) = with_shown_header(text) {
            return Ok(Self {
                kind: Kind::Text,
                raw,
            });
        }
        Ok(Self::alone("text/plain", text))
    }

    fn alone(media_type: &str, text: &str) -> Self {
        let raw = format!("{}\r\n{text}", fields_of_text(media_type));
        Self {
            kind: Kind::Text,
            raw: raw.into_bytes(),
        }
    }

    fn attached(kind: Kind, name: Option<&str>, bytes: &[u8]) -> Self {
        let mut raw = String::from(
            "MIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n\
             Content-Transfer-Encoding: base64\r\n",
        );
        let name = name.map(plain_name).filter(|it| !it.is_empty());
        raw.push_str("Content-Disposition: attachment; filename=\"");
        raw.push_str(name.as_deref().unwrap_or("file"));
        raw.push_str("\"\r\n\r\n");
        // 57 bytes are a line of 76 characters (RFC 2045 section 6.8).
        for line in bytes.chunks(57) {
            STANDARD.encode_string(line, &mut raw);
            raw.push_str("\r\n");
        }
        Self {
            kind,
            raw: raw.into_bytes(),
        }
    }
}

fn fields_of_text(media_type: &str) -> String {
    format!(
        "MIME-Version: 1.0\r\nContent-Type: {media_type}; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n"
    )
}

/// A name that can stand between quotes in a header field.
fn plain_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_plain = |it: &char| it.is_ascii_alphanumeric() || "._- ".contains(*it);
    name.chars().filter(is_plain).take(100).collect()
}

/// Whether the first lines are header fields of mail, two of them well known and one of them such that only mail has.
fn begins_like_mail(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let mut known = 0;
    let mut is_first = true;
    for line in head.lines() {
        if line.is_empty() {
            break;
        }
        let continues = line.starts_with([' ', '\t']) && !is_first;
        let is_envelope = line.starts_with("From ") && is_first;
        is_first = false;
        if continues || is_envelope {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            return false;
        };
        if name.is_empty() || !name.bytes().all(|it| it.is_ascii_graphic()) {
            return false;
        }
        let is_own = |it: &&(&str, &str)| it.1.eq_ignore_ascii_case(name);
        known += usize::from(FIELDS.iter().any(|it| is_own(&it)));
    }
    known >= 2
}

/// Lines above a text that a mail program shows for a header: `Von: …`, `Betreff: …`.
const SHOWN_LINES: usize = 12;

/// The text as a message, where a mail program's lines for sender and subject stand above it.
fn with_shown_header(text: &str) -> Option<Vec<u8>> {
    let mut header = String::new();
    let mut sender = String::new();
    let mut found = Vec::new();
    let mut rest = text;
    for _ in 0..SHOWN_LINES {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        let name = name.trim_matches(['*', ' ', '\u{a0}']).to_lowercase();
        let Some((_, field)) = FIELDS.iter().find(|it| it.0 == name) else {
            break;
        };
        if !found.contains(field) {
            found.push(*field);
            // Encoded, so that no character of it can begin another field.
            let value = value.trim_matches(['*', ' ', '\r', '\u{a0}']);
            let line = field_of(field, value);
            if *field == "From" {
                sender = line;
            } else {
                header.push_str(&line);
            }
        }
        rest = after;
    }
    let has = |name| found.contains(&name);
    if !(has("From") && (has("Subject") || has("To") || has("Date"))) {
        return None;
    }
    let raw = format!("{sender}{header}{}\r\n{rest}", fields_of_text("text/plain"));
    Some(raw.into_bytes())
}

fn field_of(name: &str, value: &str) -> String {
    let value: String = value.chars().filter(|it| !it.is_control()).collect();
    // Dates as people read them say nothing to a parser.
    if name == "Date" {
        return String::new();
    }
    format!("{name}: {value}\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: Option<&str>, bytes: &[u8]) -> Result<Kind, NoMail> {
        Submission::of_file(name, bytes).map(|it| it.kind)
    }

    #[test]
    fn what_a_file_is_shows_in_its_bytes() {
        let mail = b"From: a@b.example\r\nSubject: x\r\n\r\nhello";
        assert_eq!(kind(None, mail), Ok(Kind::Mail));
        assert_eq!(kind(Some("a.txt"), b"Call us now"), Ok(Kind::Text));
        assert_eq!(kind(Some("a.eml"), b"Call us now"), Ok(Kind::Mail));
        assert_eq!(kind(Some("a"), b"\x89PNG\r\n\x1a\n\0\0"), Ok(Kind::Picture));
        assert_eq!(kind(Some("a.pdf"), b"%PDF-1.4 x"), Ok(Kind::Picture));
        assert_eq!(kind(Some("a.msg"), COMPOUND), Ok(Kind::Outlook));
        assert_eq!(kind(Some("a.exe"), b"MZ\x90\0\x03\0"), Err(NoMail::Unknown));
        assert_eq!(kind(Some("a"), b" \r\n"), Err(NoMail::Empty));
        assert_eq!(kind(Some("a"), b"\xFF\xFE\xFA text"), Err(NoMail::Unknown));
    }

    #[test]
    fn lines_that_a_mail_program_shows_become_fields() {
        let text = "Von: Amazon <orders@gmail.com>\nGesendet: Montag\nAn: mich\nBetreff: Ihre Bestellung\n\nRufen Sie an";
        let submission = Submission::of_text(text).unwrap();
        assert_eq!(submission.kind, Kind::Text);
        let message = mail::parse(&submission.raw, &mail::ParseOptions::default());
        assert_eq!(message.sender.email.email, "orders@gmail.com");
        assert_eq!(message.subject.subject.as_deref(), Some("Ihre Bestellung"));
        assert_eq!(message.body.visible_text.trim(), "Rufen Sie an");
    }

    #[test]
    fn text_is_a_message_without_sender() {
        let submission = Submission::of_text("Note: call +1 803 397 5786\nüber").unwrap();
        let message = mail::parse(&submission.raw, &mail::ParseOptions::default());
        assert_eq!(message.sender.email.email, "");
        assert!(message.body.visible_text.contains("über"));
    }

    #[test]
    fn a_file_is_attached_whole_under_a_tame_name() {
        let bytes = [b"%PDF-1.4\n".as_slice(), &[0, 255, 13, 10].repeat(100)].concat();
        let submission = Submission::of_file(Some("..\\x\"\r\nA: b.pdf"), &bytes).unwrap();
        let message = mail::parse(&submission.raw, &mail::ParseOptions::default());
        let [attachment] = message.attachments.as_slice() else {
            panic!("{:?}", message.attachments);
        };
        assert_eq!(attachment.content, bytes);
        assert_eq!(attachment.file_name.as_deref(), Some("xA b.pdf"));
    }
}
