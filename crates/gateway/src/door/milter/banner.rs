//! A warning in front of what a mail says, where that is set: the mail as it is becomes the second part of a new one.
//!
//! Nothing of the original is changed but where it stands. Mail that is signed or encrypted from end to end is left alone: a reader's
//! program would say that the signature is broken, and be right.

use protocol::milter::Reply;

use crate::fields::next_field;
use crate::quarantine::base64_lines;

/// Bytes of one packet of a body (`MILTER_CHUNK_SIZE`).
const CHUNK: usize = 65_535;
/// What begins a text that is signed or encrypted by itself.
const ARMOR: &[u8] = b"-----BEGIN PGP ";

/// The fields of a mail that say how its body is to be read.
#[derive(Debug, Default)]
struct Entity<'a> {
    content_type: Option<&'a [u8]>,
    transfer_encoding: Option<&'a [u8]>,
    has_version: bool,
}

/// What has the mail server put `text` before the message `raw`; `None` where that must not be.
pub(super) fn replies(raw: &[u8], text: &str) -> Option<Vec<Reply>> {
    let (entity, body) = read(raw);
    if is_sealed(&entity, body) {
        return None;
    }
    let boundary = boundary(raw);
    let mut whole = format!(
        "This is a multi-part message in MIME format.\r\n--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: base64\r\nContent-Disposition: inline\r\n\r\n{}\r\n--{boundary}\r\n",
        base64_lines(text)
    )
    .into_bytes();
    for field in [entity.content_type, entity.transfer_encoding]
        .into_iter()
        .flatten()
    {
        whole.extend_from_slice(field);
    }
    whole.extend_from_slice(b"\r\n");
    whole.extend_from_slice(body);
    whole.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    let mut replies: Vec<Reply> = whole
        .chunks(CHUNK)
        .map(|it| Reply::ReplaceBody(it.to_vec()))
        .collect();
    let kind = format!(" multipart/mixed; boundary=\"{boundary}\"");
    replies.push(set("Content-Type", &kind, entity.content_type.is_some()));
    if entity.transfer_encoding.is_some() {
        // The parts say their own; of the whole nothing but the widest is true of all.
        replies.push(set("Content-Transfer-Encoding", " 8bit", true));
    }
    if !entity.has_version {
        replies.push(set("MIME-Version", " 1.0", false));
    }
    Some(replies)
}

fn set(name: &str, value: &str, is_there: bool) -> Reply {
    let (name, value) = (name.as_bytes().to_vec(), value.as_bytes().to_vec());
    if is_there {
        Reply::ChangeHeader {
            index: 1,
            name,
            value,
        }
    } else {
        Reply::AddHeader { name, value }
    }
}

fn read(raw: &[u8]) -> (Entity<'_>, &[u8]) {
    let mut entity = Entity::default();
    let mut rest = raw;
    while let Some((field, after)) = next_field(rest, false) {
        rest = after;
        let at = field.iter().position(|it| *it == b':').unwrap_or(0);
        let name = field.get(..at).unwrap_or_default().trim_ascii();
        let is = |other: &str| name.eq_ignore_ascii_case(other.as_bytes());
        if is("content-type") {
            entity.content_type.get_or_insert(field);
        } else if is("content-transfer-encoding") {
            entity.transfer_encoding.get_or_insert(field);
        } else if is("mime-version") {
            entity.has_version = true;
        }
    }
    let body = rest
        .strip_prefix(b"\r\n")
        .or_else(|| rest.strip_prefix(b"\n"));
    (entity, body.unwrap_or(rest))
}

/// Whether the mail is signed or encrypted by S/MIME (RFC 8551) or OpenPGP (RFC 3156, and inline).
fn is_sealed(entity: &Entity<'_>, body: &[u8]) -> bool {
    let kind = entity.content_type.unwrap_or_default().to_ascii_lowercase();
    let has = |needle: &[u8]| kind.windows(needle.len()).any(|it| it == needle);
    has(b"multipart/signed")
        || has(b"multipart/encrypted")
        || has(b"pkcs7-mime")
        || has(b"pgp-encrypted")
        || body.windows(ARMOR.len()).any(|it| it == ARMOR)
}

/// A boundary that stands nowhere in `raw`.
fn boundary(raw: &[u8]) -> String {
    let mut number = raw.len() as u64;
    loop {
        let boundary = format!("offhook-warning-{number:x}");
        let needle = boundary.as_bytes();
        if !raw.windows(needle.len()).any(|it| it == needle) {
            return boundary;
        }
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The message that a mail server makes of `raw` and the replies, in LF.
    fn applied(raw: &str, replies: &[Reply]) -> String {
        let (head, _) = raw.split_once("\n\n").unwrap();
        let mut head: Vec<String> = head.lines().map(str::to_owned).collect();
        let mut body = Vec::new();
        for it in replies {
            match it {
                Reply::ReplaceBody(chunk) => body.extend_from_slice(chunk),
                Reply::AddHeader { name, value } => head.push(format!(
                    "{}:{}",
                    String::from_utf8_lossy(name),
                    String::from_utf8_lossy(value)
                )),
                Reply::ChangeHeader { name, value, .. } => {
                    let start = format!("{}:", String::from_utf8_lossy(name)).to_lowercase();
                    let line = head
                        .iter_mut()
                        .find(|it| it.to_lowercase().starts_with(&start));
                    *line.unwrap() = format!(
                        "{}:{}",
                        String::from_utf8_lossy(name),
                        String::from_utf8_lossy(value)
                    );
                }
                other => panic!("{other:?}"),
            }
        }
        let body = String::from_utf8(body).unwrap().replace("\r\n", "\n");
        format!("{}\n\n{body}", head.join("\n"))
    }

    #[test]
    fn the_warning_stands_before_the_mail_as_it_was() {
        for (head, text) in [
            (
                "From: a@b.example\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\nMIME-Version: 1.0",
                "<p>h=C3=A9</p>",
            ),
            (
                "From: a@b.example\nSubject: x",
                "plain\n-- offhook-warning-1",
            ),
            (
                "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=q",
                "--q\n\nA\n--q--",
            ),
        ] {
            let raw = format!("{head}\n\n{text}\n");
            let replies = replies(raw.replace('\n', "\r\n").as_bytes(), "Watch out: é").unwrap();
            let made = applied(&raw, &replies);
            let message = mail::parse(made.as_bytes(), &mail::ParseOptions::default());
            assert!(
                message.body.visible_text.starts_with("Watch out: é"),
                "{made}"
            );
            // What follows the warning reads as the mail did by itself.
            let alone = mail::parse(raw.as_bytes(), &mail::ParseOptions::default());
            let own = alone.body.visible_text.trim();
            assert!(
                message.body.visible_text.contains(own),
                "{made}\n{:?}",
                message.body.visible_text
            );
        }
    }

    #[test]
    fn what_is_sealed_is_left_alone() {
        for raw in [
            "Content-Type: multipart/signed; boundary=x; protocol=\"application/pgp-signature\"\r\n\r\n--x",
            "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMII",
            "CONTENT-TYPE: Multipart/Encrypted; boundary=x\r\n\r\n--x",
            "Subject: x\r\n\r\nhello\r\n-----BEGIN PGP MESSAGE-----\r\n",
        ] {
            assert_eq!(replies(raw.as_bytes(), "warning"), None, "{raw}");
        }
    }
}
