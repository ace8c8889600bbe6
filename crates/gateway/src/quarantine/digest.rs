//! Telling people what is held back from them: a plain mail without anything that can be clicked or called, but the way to release it.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::{Entry, EntryFilter, EntryId, EntryState, Page, Store, StoreError, Verdict};

use super::release::{ReleaseError, hand_over};
use super::settings::QuarantineSettings;

/// Entries of one mail; the rest comes with the next.
const MOST_ENTRIES: usize = 100;
/// Entries that are looked at.
const MOST_LOOKED_AT: usize = 100_000;
/// Digits in a row that may be a telephone number.
const NUMBER: usize = 7;
/// Digits of a number that are shown.
const SHOWN: usize = 2;
/// Bytes in one line of base64 (RFC 2045 section 6.8).
const LINE: usize = 57;
const DAY: i64 = 86_400;

/// Why somebody is not told.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DigestError {
    /// The store says no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The mail server did not take the mail.
    #[error("no digest for {recipient}: {source}")]
    Release {
        /// Who is not told.
        recipient: String,
        /// Why.
        #[source]
        source: ReleaseError,
    },
}

/// What one reader is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestMail {
    /// The reader.
    pub recipient: String,
    /// What is held back from him, newest first.
    pub entries: Vec<Entry>,
}

impl DigestMail {
    /// The text, with `link` for each entry that can be released by one.
    pub fn text(&self, link: &mut dyn FnMut(EntryId) -> Option<String>) -> String {
        let mut text = "These messages to you were held back because they look wrong. Nothing in them is shown as it \
            can be clicked or called.\n"
            .to_owned();
        for it in &self.entries {
            let subject = it.subject.as_deref().unwrap_or("(not kept)");
            let time = Timestamp::from_second(it.held).unwrap_or_default();
            let time = time.strftime("%Y-%m-%d %H:%M UTC");
            let _ = write!(
                text,
                "\nFrom:    {}\nSubject: {}\nHeld:    {time}\n",
                mask(&it.from),
                mask(subject)
            );
            if let Some(link) = link(it.id) {
                let _ = writeln!(text, "Deliver: {link}");
            }
        }
        text.push_str(
            "\nIf you expect none of them, do nothing: they are deleted after a while. Otherwise ask your administrator.\n",
        );
        text
    }
}

/// What is to be told to whom: all that is held, not malicious, and was not told before.
pub fn digests(store: &Store) -> Result<Vec<DigestMail>, StoreError> {
    let filter = EntryFilter {
        state: Some(EntryState::Held),
        untold: true,
        ..EntryFilter::default()
    };
    let mut mails: Vec<DigestMail> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    let mut page = Page::first(1000);
    let mut looked_at = 0;
    while looked_at < MOST_LOOKED_AT {
        let entries = store.entries(&filter, &page)?;
        let Some(last) = entries.last() else { break };
        page = Page::after(last.id, 1000);
        looked_at += entries.len();
        for entry in entries {
            if entry.verdict == Verdict::Malicious {
                continue;
            }
            let place = *places
                .entry(entry.recipient.to_lowercase())
                .or_insert_with(|| {
                    mails.push(DigestMail {
                        recipient: entry.recipient.clone(),
                        entries: Vec::new(),
                    });
                    mails.len() - 1
                });
            if let Some(mail) = mails
                .get_mut(place)
                .filter(|it| it.entries.len() < MOST_ENTRIES)
            {
                mail.entries.push(entry);
            }
        }
    }
    Ok(mails)
}

/// Sends one digest and notes that its entries have been told.
pub fn send_digest(
    store: &Store,
    settings: &QuarantineSettings,
    mail: &DigestMail,
) -> Result<(), DigestError> {
    let now = Timestamp::now().as_second();
    let expires = now.saturating_add(i64::from(settings.link_days).saturating_mul(DAY));
    let mut failed = None;
    let mut link = |entry| {
        let base = settings.public_url.as_deref()?;
        match store.issue_link(entry, expires) {
            Ok(secret) => Some(format!("{}/release/{secret}", base.trim_end_matches('/'))),
            Err(error) => {
                failed = Some(error);
                None
            }
        }
    };
    let text = mail.text(&mut link);
    if let Some(error) = failed {
        return Err(error.into());
    }
    let bytes = message(settings, mail, &text, now);
    // An empty sender: nobody wants to hear that it could not be delivered.
    let sent = hand_over(store, settings, None, "", &mail.recipient, &bytes);
    sent.map_err(|source| DigestError::Release {
        recipient: mail.recipient.clone(),
        source,
    })?;
    let ids: Vec<EntryId> = mail.entries.iter().map(|it| it.id).collect();
    Ok(store.tell(&ids, now)?)
}

fn message(settings: &QuarantineSettings, mail: &DigestMail, text: &str, now: i64) -> Vec<u8> {
    let (_, domain) = mail.recipient.rsplit_once('@').unwrap_or(("", "localhost"));
    let from = settings.digest_from.clone();
    let from = from.unwrap_or_else(|| format!("postmaster@{domain}"));
    let time = Timestamp::from_second(now).unwrap_or_default();
    let date = jiff::fmt::rfc2822::to_string(&time.to_zoned_datetime(TimeZone::UTC));
    let count = mail.entries.len();
    let messages = if count == 1 { "message" } else { "messages" };
    let newest = mail.entries.first().map(|it| it.id.to_string());
    let mut out = format!(
        "From: <{from}>\r\nTo: <{}>\r\nSubject: {count} {messages} held back from you\r\nDate: {}\r\n\
         Message-ID: <digest.{}.{now}@{domain}>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        mail.recipient,
        date.unwrap_or_default(),
        newest.unwrap_or_default(),
    );
    out.push_str(&base64_lines(text));
    out.into_bytes()
}

/// `text` as the body of a part in base64.
pub(crate) fn base64_lines(text: &str) -> String {
    let text = text.replace('\n', "\r\n");
    let lines = text.as_bytes().chunks(LINE);
    let mut body = String::new();
    for line in lines {
        body.push_str(&STANDARD.encode(line));
        body.push_str("\r\n");
    }
    body
}

/// `text` without anything that a mail program would make a link of, and without control characters.
pub fn defang(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    for (at, it) in characters.iter().copied().enumerate() {
        let after = characters.get(at + 1).copied().unwrap_or(' ');
        match it {
            '\n' => out.push('\n'),
            _ if it.is_control() || is_invisible(it) => out.push(' '),
            // A point in a name, not at the end of a sentence or in an amount.
            '.' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}'
                if before.is_alphanumeric()
                    && after.is_alphanumeric()
                    && !(before.is_numeric()
                        && after.is_numeric()
                        && !is_address_of_host(&characters, at)) =>
            {
                out.push_str("[.]");
            }
            ':' if after == '/' => out.push_str("[:]"),
            '@' => out.push_str("[@]"),
            _ => out.push(it),
        }
        before = it;
    }
    for (from, to) in [("http", "hxxp"), ("HTTP", "HXXP"), ("Http", "Hxxp")] {
        out = out.replace(from, to);
    }
    out
}

/// Whether the point at `at` stands in four numbers with points between them.
fn is_address_of_host(characters: &[char], at: usize) -> bool {
    let part = |it: &&char| it.is_ascii_digit() || **it == '.';
    let before = characters.get(..at).unwrap_or_default().iter().rev();
    let after = characters.get(at..).unwrap_or_default().iter();
    let points = before.take_while(part).chain(after.take_while(part));
    points.filter(|it| **it == '.').count() >= 3
}

/// What turns the direction of text or is not seen at all.
fn is_invisible(it: char) -> bool {
    matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// `text` defanged, and with all but the last digits of what may be a telephone number hidden; on one line.
pub fn mask(text: &str) -> String {
    let text = defang(text).replace('\n', " ");
    let characters: Vec<char> = text.chars().collect();
    let is_joint = |it: char| " -()./+[]\u{a0}\u{2010}\u{2011}\u{2012}\u{2013}".contains(it);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(it) = characters.get(at) {
        if !it.is_numeric() {
            out.push(*it);
            at += 1;
            continue;
        }
        let rest = characters.get(at..).unwrap_or_default();
        let run = rest
            .iter()
            .take_while(|it| it.is_numeric() || is_joint(**it));
        let run: Vec<char> = run.copied().collect();
        let digits = run.iter().filter(|it| it.is_numeric()).count();
        let mut left = digits;
        for it in &run {
            if it.is_numeric() {
                let is_hidden = digits >= NUMBER && left > SHOWN;
                out.push(if is_hidden { '\u{2022}' } else { *it });
                left -= 1;
            } else {
                out.push(*it);
            }
        }
        at += run.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_can_be_clicked() {
        for (text, expected) in [
            (
                "see https://evil.example/x?y=1.",
                "see hxxps[:]//evil[.]example/x?y=1.",
            ),
            (
                "Pay $899.00 at www.evil.example",
                "Pay $899.00 at www[.]evil[.]example",
            ),
            ("a@b.example", "a[@]b[.]example"),
            ("http://192.0.2.7/", "hxxp[:]//192[.]0[.]2[.]7/"),
            ("evil\u{3002}example", "evil[.]example"),
            ("a\x1b[31mb\u{202e}c\nd. e", "a [31mb c\nd. e"),
        ] {
            assert_eq!(defang(text), expected);
        }
    }

    #[test]
    fn nothing_can_be_called() {
        for (text, expected) in [
            ("Call +1 (803) 555-0147 now", "Call +• (•••) •••-••47 now"),
            ("8035550147", "••••••••47"),
            ("803.555.0147", "•••.•••.••47"),
            ("order 12345 of 2026", "order 12345 of 2026"),
            ("\u{ff18}\u{ff10}\u{ff13}5550147", "••••••••47"),
        ] {
            assert_eq!(mask(text), expected, "{text}");
        }
    }

    #[test]
    fn a_digest_holds_no_text_of_the_sender_as_it_was() {
        let entry = Entry {
            id: EntryId(1),
            record: store::RecordId(1),
            content: store::Digest::of(b""),
            bytes: 1,
            mail_from: String::new(),
            recipient: "pat@home.example".to_owned(),
            verdict: Verdict::Suspicious,
            subject: Some("Call 803 555 0147\r\nBcc: x, www.evil.example".to_owned()),
            from: "norton@evil.example".to_owned(),
            cause: None,
            state: EntryState::Held,
            held: 1_795_000_000,
            changed: None,
            changed_by: None,
            reason: None,
            told: None,
            undo_until: None,
        };
        let mail = DigestMail {
            recipient: "pat@home.example".to_owned(),
            entries: vec![entry],
        };
        let text = mail.text(&mut |_| Some("https://mx.example/release/x".to_owned()));
        assert!(
            text.contains("Subject: Call ••• ••• ••47  Bcc: x, www[.]evil[.]example\n"),
            "{text}"
        );
        assert!(
            text.contains("Deliver: https://mx.example/release/x\n"),
            "{text}"
        );
        let bytes = message(&QuarantineSettings::default(), &mail, &text, 1_795_000_000);
        let bytes = String::from_utf8(bytes).unwrap();
        assert!(bytes.is_ascii());
        assert!(bytes.lines().all(|it| it.len() < 100), "{bytes}");
        assert!(
            bytes.starts_with("From: <postmaster@home.example>\r\n"),
            "{bytes}"
        );
    }
}
