//! What a reader sent on in the text of his mail, made a message again.

use std::fmt::Write as _;

use mail::ParseOptions;

/// Bytes of a name or a subject that are taken over.
const MOST: usize = 998;

/// The message that stands forwarded, or quoted, in the text of `raw`; `None` where there is none. Nobody vouches for what it says
/// of its sender, so it claims no more than the text does.
pub(super) fn message(raw: &[u8]) -> Option<Vec<u8>> {
    let carrier = mail::parse(raw, &ParseOptions::default());
    let threads = &carrier.body.previous_threads;
    let inner = threads.iter().find(|it| it.forwarded).or(threads.first())?;
    if inner.text.trim().is_empty() {
        return None;
    }
    let mut message = String::new();
    let mut field = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            let value: String = value
                .chars()
                .map(|it| if it.is_control() { ' ' } else { it })
                .collect();
            let end = value.floor_char_boundary(MOST);
            let value = value.get(..end).unwrap_or_default();
            let _ = write!(message, "{name}: {value}\r\n");
        }
    };
    if let Some(sender) = &inner.sender {
        let name = sender.display_name.as_deref().unwrap_or_default();
        let name = name.replace(['"', '\\', '<', '>'], " ");
        let from = format!("\"{}\" <{}>", name.trim(), sender.email.email);
        field("From", Some(&from));
    }
    let line = inner.subject.as_ref().and_then(|it| it.subject.as_deref());
    field("Subject", line.or(carrier.subject.subject.as_deref()));
    field("MIME-Version", Some("1.0"));
    field("Content-Type", Some("text/plain; charset=utf-8"));
    field("Content-Transfer-Encoding", Some("8bit"));
    message.push_str("\r\n");
    message.push_str(&inner.text.replace('\n', "\r\n"));
    message.push_str("\r\n");
    Some(message.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use detect::{Engine, Options, Verdict};

    #[test]
    fn a_forwarded_lure_is_judged_as_what_it_is() {
        let engine = Engine::new(Options::default()).unwrap();
        let raw = b"From: Pat <pat@home.example>\r\nTo: scam@home.example\r\nSubject: Fwd: Your order\r\n\r\n\
            Is this real?\r\n\r\n---------- Forwarded message ---------\r\nFrom: Amazon <orders.help.7731@gmail.com>\r\n\
            Date: Mon, 16 Nov 2026 at 09:00\r\nSubject: Your order\r\nTo: <pat@home.example>\r\n\r\n\
            Your Amazon order of $899.00 is confirmed. If you did not place it, call +1 803 555 0147 to cancel.\r\n";
        let inner = message(raw).unwrap();
        let text = String::from_utf8(inner.clone()).unwrap();
        assert!(
            text.starts_with("From: \"Amazon\" <orders.help.7731@gmail.com>\r\n"),
            "{text}"
        );
        assert!(!text.contains("Is this real?"), "{text}");
        let report = engine.judge("inner", &inner);
        assert_eq!(report.verdict, Verdict::Malicious, "{report:#?}");
    }

    #[test]
    fn a_mail_that_sends_nothing_on_has_nothing_in_it() {
        assert_eq!(message(b"From: a@b.example\r\n\r\nHello\r\n"), None);
    }
}
