//! Whether a mail knows its reader by name.
//!
//! Bulk lures greet "customer" or nobody: their sender has an address and no more. Names can be harvested and addresses
//! hold them, so this excuses nothing by itself. An answer to the reader's own mail repeats the name, as somebody who
//! goes on with a stolen thread does, and says nothing.

use std::collections::HashSet;

use address::Mailbox;
use mail::Message;

/// Parts of addresses that name a purpose, not a person.
const GENERIC: [&str; 24] = [
    "info",
    "sales",
    "office",
    "admin",
    "hello",
    "contact",
    "mail",
    "email",
    "support",
    "team",
    "accounts",
    "account",
    "billing",
    "list",
    "lists",
    "news",
    "user",
    "users",
    "customer",
    "service",
    "orders",
    "abuse",
    "webmaster",
    "postmaster",
];
/// Shorter parts occur in any line by chance.
const SHORTEST: usize = 3;
/// A greeting stands among so many lines from the top, and is so many words long at most.
const LINES: usize = 24;
const WORDS: usize = 5;
/// A mail to more people knows none of them.
const RECIPIENTS: usize = 4;

/// Words that are looked at for the reader's name in full.
const MOST_WORDS: usize = 2_000;

/// Whether one of the first lines begins with a few words and a sign after them, as a greeting does, one of which is a
/// name of a recipient: of his address or of the name beside it; or the text has the name in full of which the
/// address gives the initial only.
pub(super) fn is_greeted(message: &Message) -> bool {
    if message.subject.is_reply || message.subject.is_forward {
        return false;
    }
    let text = message.body.visible_text.as_str();
    is_greeting(text, &names(message)) || is_named_in_full(text, message)
}

fn is_greeting(text: &str, names: &HashSet<String>) -> bool {
    let lines = text.lines().map(str::trim);
    let mut lines = lines
        .filter(|it| !it.is_empty())
        .take(LINES)
        .filter(|it| !it.contains('@'));
    !names.is_empty()
        && lines.any(|line| {
            let head = line.split([',', '!', ':', ';', '.', '–', '—']).next();
            let words: Vec<String> = words(head.unwrap_or_default()).take(WORDS + 1).collect();
            words.len() <= WORDS && words.iter().any(|it| names.contains(it))
        })
}

/// Whether `Bruce Wozniak` stands in a mail to `bwozniak@`: that the first name is Bruce, the address does not tell.
fn is_named_in_full(text: &str, message: &Message) -> bool {
    let locals: Vec<String> = recipients(message)
        .map(|it| words(&it.email.local_part).collect::<String>())
        .filter(|it| it.len() > SHORTEST + 1)
        .collect();
    let mut before = String::new();
    for word in text.split_whitespace().take(MOST_WORDS) {
        let word: String = words(word).collect();
        let named = |local: &String| {
            let surname = local.char_indices().nth(1).map(|(at, _)| &local[at..]);
            before.len() >= SHORTEST
                && surname == Some(&word)
                && before.chars().next() == local.chars().next()
        };
        if locals.iter().any(named) {
            return true;
        }
        before = word;
    }
    false
}

fn recipients(message: &Message) -> impl Iterator<Item = &Mailbox> {
    let all = message.recipients.to.iter().chain(&message.mailbox);
    all.take(RECIPIENTS)
}

fn names(message: &Message) -> HashSet<String> {
    let of = |it: &Mailbox| -> Vec<String> {
        let shown = words(it.display_name.as_deref().unwrap_or_default());
        shown.chain(words(&it.email.local_part)).collect()
    };
    recipients(message)
        .flat_map(of)
        .filter(|it| it.len() >= SHORTEST && !GENERIC.contains(&it.as_str()))
        .collect()
}

/// The words of `text`, folded, digits left out.
fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = text::fold(text).text().to_owned();
    let words: Vec<String> = folded
        .split(|it: char| !it.is_alphabetic())
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use address::EmailAddress;

    fn greeted(to: (&str, &str), body: &str) -> bool {
        let mut message = Message::default();
        message.recipients.to.push(Mailbox {
            display_name: Some(to.0.to_owned()),
            email: EmailAddress::parse(to.1).unwrap_or_default(),
        });
        message.body.visible_text = body.to_owned();
        is_greeted(&message)
    }

    #[test]
    fn a_name_of_the_recipient_is_greeted() {
        let meg = ("Meg Tolland", "books@tidewater.example");
        for body in [
            "Hi Meg, your order has shipped.",
            "ORDER 17\n\nDear Ms Tolland,\n",
            "MEG\nplease call",
        ] {
            assert!(greeted(meg, body), "{body}");
        }
        assert!(greeted(("", "zoe.muller77@mail.example"), "Liebe Zoë!"));
        for body in [
            "Dear customer, your order has shipped.",
            "We have sent the order of Meg Tolland to her neighbour.",
            "Books: 3",
            "",
        ] {
            assert!(
                !greeted(("Meg Tolland", "m@tidewater.example"), body),
                "{body}"
            );
        }
    }

    #[test]
    fn a_name_in_full_says_more_than_the_address() {
        let text = "INVOICE 3318\nBill to: Bruce Wozniak, Wozniak Printing";
        assert!(greeted(("", "bwozniak@printing.example"), text));
        assert!(!greeted(("", "mwozniak@printing.example"), text));
        assert!(!greeted(("", "bwoz@printing.example"), text));
    }

    #[test]
    fn an_address_is_no_greeting() {
        assert!(!greeted(
            ("Meg Tolland", "meg@tidewater.example"),
            "To meg@tidewater.example\nPay now."
        ));
    }

    #[test]
    fn a_purpose_is_nobody() {
        assert!(!greeted(("", "info@tidewater.example"), "Info: your order"));
        assert!(!greeted(("", "al@tidewater.example"), "Al, your order"));
    }
}
