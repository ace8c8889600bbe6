//! Whether a mail knows its reader by name.
//!
//! Bulk lures greet "customer" or nobody: their sender has an address and no more. Names can be harvested and addresses
//! hold them, so this excuses nothing by itself. An answer to the reader's own mail repeats the name, as somebody who
//! goes on with a stolen thread does, and says nothing.

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

fn is_greeting(text: &str, names: &[String]) -> bool {
    let lines = text.lines().map(str::trim);
    let mut lines = lines
        .filter(|it| !it.is_empty())
        .take(LINES)
        .filter(|it| !it.contains('@'));
    !names.is_empty()
        && lines.any(|line| {
            let head = line.split([',', '!', ':', ';', '.', '–', '—']).next();
            let head = head.unwrap_or_default();
            words(head).take(WORDS + 1).count() <= WORDS && has_any(head, names)
        })
}

/// Whether a word of `head` is one of `names`, which are folded.
fn has_any(head: &str, names: &[String]) -> bool {
    let has =
        |head: &str| words(head).any(|word| names.iter().any(|it| it.eq_ignore_ascii_case(word)));
    // Folding takes memory, and few greetings have letters that need it.
    if head.is_ascii() {
        has(head)
    } else {
        has(text::fold(head).text())
    }
}

/// Whether `Bruce Wozniak` stands in a mail to `bwozniak@`: that the first name is Bruce, the address does not tell.
fn is_named_in_full(text: &str, message: &Message) -> bool {
    let locals: Vec<String> = recipients(message)
        .map(|it| words(&it.email.local_part).collect::<String>())
        .filter(|it| it.len() > SHORTEST + 1 && it.is_ascii())
        .collect();
    if locals.is_empty() {
        return false;
    }
    let mut before = "";
    for word in text.split_whitespace().take(MOST_WORDS) {
        let word = word.trim_matches(|it: char| !it.is_alphabetic());
        let named = |local: &String| {
            let (initial, surname) = local.split_at(1);
            before.len() >= SHORTEST
                && surname.eq_ignore_ascii_case(word)
                && before
                    .get(..1)
                    .is_some_and(|it| it.eq_ignore_ascii_case(initial))
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

/// The parts of the recipients' names and addresses, folded.
fn names(message: &Message) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let shown = recipients(message).filter_map(|it| it.display_name.as_deref());
    let locals = recipients(message).map(|it| it.email.local_part.as_str());
    for part in shown.chain(locals) {
        let folded = text::fold(part);
        let found = words(folded.text()).filter(|it| it.len() >= SHORTEST && !GENERIC.contains(it));
        names.extend(found.map(str::to_owned));
    }
    names
}

/// The runs of letters in `text`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_alphabetic())
        .filter(|it| !it.is_empty())
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
