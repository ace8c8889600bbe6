//! What a message is recognised by in a mailbox.

use history::MessageKey;

use crate::remember::Delivery;

/// What identifies a message in a mailbox. It takes in whatever stays when the message is copied from an mbox to a
/// Maildir or read again, and whatever a sender would have to repeat to pass for another's message. It needs no
/// parsing, so that mail which is known can be passed over quickly.
pub fn message_key(raw: &[u8], delivery: &Delivery) -> MessageKey {
    let (head, body) = split(raw);
    let mailbox = delivery.mailbox.as_deref().unwrap_or_default();
    let mut parts: Vec<Vec<u8>> = vec![mailbox.to_lowercase().into_bytes()];
    parts.extend(kept_fields(head));
    parts.push(plain_lines(body));
    MessageKey::of(&parts)
}

/// Hosts of the own side that may have put a line of theirs before a message since it was noted.
const HOPS_SINCE: usize = 4;

/// The keys that a message may have been noted by, as somebody later has it who took it out of one of `mailboxes`: on the way
/// there each host put its lines on top, and it was noted before the last of them did.
pub fn earlier_keys(raw: &[u8], mailboxes: &[String]) -> Vec<MessageKey> {
    let mut starts = vec![0];
    starts.extend(received_ends(raw).take(HOPS_SINCE));
    let whose = mailboxes.iter().map(|it| Some(it.clone())).chain([None]);
    let deliveries: Vec<Delivery> = whose
        .map(|mailbox| Delivery {
            mailbox,
            ..Delivery::default()
        })
        .collect();
    let parts = starts.into_iter().filter_map(|it| raw.get(it..));
    parts
        .flat_map(|part| deliveries.iter().map(move |it| message_key(part, it)))
        .collect()
}

/// Where the fields `Received` end, from the top.
fn received_ends(raw: &[u8]) -> impl Iterator<Item = usize> {
    let head = header_block(raw);
    let mut lines = head.split_inclusive(|it| *it == b'\n').peekable();
    let mut end = 0;
    let mut is_received = false;
    std::iter::from_fn(move || {
        loop {
            let line = lines.next()?;
            end += line.len();
            if !line.starts_with(b" ") && !line.starts_with(b"\t") {
                is_received = line
                    .get(..9)
                    .is_some_and(|it| it.eq_ignore_ascii_case(b"received:"));
            }
            let goes_on = lines
                .peek()
                .is_some_and(|it| it.starts_with(b" ") || it.starts_with(b"\t"));
            if is_received && !goes_on {
                return Some(end);
            }
        }
    })
}

/// Fields that say which message it is and where it arrived.
const KEPT: [&[u8]; 9] = [
    b"from",
    b"to",
    b"cc",
    b"date",
    b"subject",
    b"message-id",
    b"received",
    b"delivered-to",
    b"x-original-to",
];

fn is_kept(field: &[u8]) -> bool {
    let name = field.split(|it| *it == b':').next().unwrap_or_default();
    let name = name.trim_ascii();
    KEPT.iter().any(|it| it.eq_ignore_ascii_case(name))
}

/// The header block of the message `raw`: what mail that was sent has to be read of.
pub(crate) fn header_block(raw: &[u8]) -> &[u8] {
    split(raw).0
}

/// Header block and body: an empty line parts them, with or without carriage returns.
fn split(raw: &[u8]) -> (&[u8], &[u8]) {
    let mut start = 0;
    for line in raw.split_inclusive(|it| *it == b'\n') {
        let end = start + line.len();
        if line.trim_ascii().is_empty() {
            return (
                raw.get(..start).unwrap_or(raw),
                raw.get(end..).unwrap_or_default(),
            );
        }
        start = end;
    }
    (raw, &[])
}

/// The fields that are kept, with their blanks joined, so that folding makes no difference.
fn kept_fields(head: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let mut all: Vec<Vec<u8>> = Vec::new();
    let mut is_left_out = false;
    for line in lines(head) {
        let is_folded = line.first().is_some_and(|it| matches!(it, b' ' | b'\t'));
        match all.last_mut() {
            Some(field) if is_folded => {
                if !is_left_out {
                    field.push(b' ');
                    push_words(field, line);
                }
            }
            _ => {
                let mut field = Vec::new();
                // A name without its colon may yet go on.
                is_left_out = !is_kept(line) && line.contains(&b':');
                if !is_left_out {
                    push_words(&mut field, line);
                }
                all.push(field);
            }
        }
    }
    all.into_iter().filter(|it| is_kept(it))
}

/// The words of `line`, with a blank between two.
fn push_words(field: &mut Vec<u8>, line: &[u8]) {
    let words = line
        .split(u8::is_ascii_whitespace)
        .filter(|it| !it.is_empty());
    for (at, word) in words.enumerate() {
        if at > 0 {
            field.push(b' ');
        }
        field.extend_from_slice(word);
    }
}

/// What stands between the line feeds of `text`.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = memchr::memchr(b'\n', text) else {
            return rest.take();
        };
        rest = text.get(end + 1..);
        text.get(..end)
    })
}

/// Lines without carriage returns, mbox quotes and empty lines at the end.
fn plain_lines(body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(body.len() + 1);
    for line in lines(body.trim_ascii_end()) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let unquoted = line.trim_ascii_start();
        let quotes = unquoted.iter().take_while(|it| **it == b'>').count();
        let is_quoted_from = unquoted
            .get(quotes..)
            .is_some_and(|it| it.starts_with(b"From "));
        plain.extend_from_slice(if is_quoted_from && quotes > 0 {
            line.get(1..).unwrap_or_default()
        } else {
            line
        });
        plain.push(b'\n');
    }
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::remember::tests::ORDER;

    #[test]
    fn a_copy_has_the_same_key_and_another_mail_another() {
        let of = |raw: &str| message_key(raw.as_bytes(), &Delivery::default());
        let key = of(ORDER);
        let folded = ORDER.replace("Subject: Your", "Subject:\n  Your");
        let marked = format!("{ORDER}\n\n").replace("From: Amazon", "Status: RO\nFrom: Amazon");
        let unquoted = ORDER.replace("\n>From", "\nFrom");
        for copy in [ORDER.replace('\n', "\r\n"), folded, marked, unquoted] {
            assert_eq!(of(&copy), key, "{copy}");
        }
        let other_text = ORDER.replace("track", "trace");
        let other_box = ORDER.replace("Pat@", "ann@");
        for other in [other_text, other_box] {
            assert_ne!(of(&other), key);
        }
        let delivery = Delivery {
            mailbox: Some("x@y.example".to_owned()),
            ..Delivery::default()
        };
        assert_ne!(message_key(ORDER.as_bytes(), &delivery), key);
        assert_ne!(of(""), of("\n\nx"));
    }

    #[test]
    fn a_message_is_known_by_what_it_was_before_the_last_hosts() {
        let sent = ORDER;
        let mailboxes = ["pat@home.example".to_owned()];
        let noted = |mailbox: Option<&str>| {
            let delivery = Delivery {
                mailbox: mailbox.map(str::to_owned),
                ..Delivery::default()
            };
            message_key(sent.as_bytes(), &delivery)
        };
        let hops = |count: usize| {
            let hop = "Return-Path: <x@y.example>\nDelivered-To: pat@home.example\nReceived: from a by b\n\twith LMTP; Thu, 12 Nov 2026 10:00:00 +0000\n";
            format!("{}{sent}", hop.repeat(count))
        };
        for count in 0..=HOPS_SINCE {
            let keys = earlier_keys(hops(count).as_bytes(), &mailboxes);
            assert!(keys.contains(&noted(Some("pat@home.example"))), "{count}");
            assert!(keys.contains(&noted(None)), "{count}");
            assert!(!keys.contains(&noted(Some("ann@home.example"))), "{count}");
            assert!(keys.len() <= (HOPS_SINCE + 1) * 2);
        }
        let keys = earlier_keys(hops(HOPS_SINCE + 1).as_bytes(), &mailboxes);
        assert!(!keys.contains(&noted(None)));
        assert_eq!(earlier_keys(b"", &[]).len(), 1);
    }

    /// All fields with their blanks joined, and then those that are kept: the plain way.
    fn joined(head: &[u8]) -> Vec<Vec<u8>> {
        let mut all: Vec<Vec<u8>> = Vec::new();
        for line in head.split(|it| *it == b'\n') {
            let is_folded = line.first().is_some_and(|it| matches!(it, b' ' | b'\t'));
            let words = line.split(u8::is_ascii_whitespace);
            let words: Vec<&[u8]> = words.filter(|it| !it.is_empty()).collect();
            let words = words.join(&b' ');
            match all.last_mut() {
                Some(field) if is_folded => {
                    field.push(b' ');
                    field.extend(words);
                }
                _ => all.push(words),
            }
        }
        all.retain(|it| is_kept(it));
        all
    }

    const PIECES: &[&str] = &[
        "From", "from", "To", "Subject", "X-Spam", "Received", ":", " ", "\t", "\r\n", "\n", "\n ",
        "\n\t", "\r", "\u{c}", "a", "a b", "Fro", "m", "é",
    ];

    proptest! {
        #[test]
        fn fields_are_kept_as_if_all_were_joined(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24),
        ) {
            let head = pieces.concat();
            let kept: Vec<Vec<u8>> = kept_fields(head.as_bytes()).collect();
            prop_assert_eq!(kept, joined(head.as_bytes()));
        }

        #[test]
        fn lines_are_those_between_line_feeds(text in "[a\n\r ]{0,12}") {
            let text = text.as_bytes();
            prop_assert!(lines(text).eq(text.split(|it| *it == b'\n')));
        }
    }
}
