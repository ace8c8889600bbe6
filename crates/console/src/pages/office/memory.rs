//! What the history says of a mail, in sentences.

use history::{COUNT_CAP, Campaign, MAILBOX_CAP, NumberRecord, Profile, Seen, VerdictCounts};

use super::time;
use crate::hostile_text::visible;
use crate::office::Recalled;
use crate::office::recall::Remembered;
use crate::office::search::with_value;
use crate::words::Words;

/// One thing that the history has books on.
pub(crate) struct Book {
    /// What kind of thing it is.
    pub(crate) kind: String,
    /// Its name; empty for what has none.
    pub(crate) name: String,
    /// Where more is told of it; empty for nowhere.
    pub(crate) href: String,
    pub(crate) lines: Vec<String>,
}

/// Books, or why there are none.
pub(crate) fn books(words: &Words, recalled: &Recalled<Remembered>) -> (Vec<Book>, String) {
    let remembered = match recalled {
        Recalled::NotKept => return (Vec::new(), words.say("console-history-not-kept")),
        Recalled::Silent => return (Vec::new(), words.say("console-history-silent")),
        Recalled::Said(remembered) => remembered,
    };
    let mut books = Vec::new();
    let senders = [
        ("console-history-sender", &remembered.sender),
        ("console-history-domain", &remembered.domain),
    ];
    for (kind, found) in senders {
        let Some((name, both)) = found else { continue };
        let domain = name.rsplit_once('@').map_or(name.as_str(), |it| it.1);
        let mut lines = profile(words, "console-history-authenticated", &both.authenticated);
        lines.extend(profile(words, "console-history-claimed", &both.claimed));
        books.push(Book {
            kind: words.say(kind),
            name: visible(name),
            href: with_value("/console/sender", "domain", domain),
            lines: or_never(words, lines),
        });
    }
    for it in &remembered.numbers {
        books.push(Book {
            kind: words.say("console-history-number"),
            name: visible(&it.e164),
            href: with_value("/console/number", "number", &it.e164),
            lines: or_never(words, number(words, it)),
        });
    }
    let alike = [
        ("console-history-text", &remembered.text),
        ("console-history-template", &remembered.template),
    ];
    for (kind, found) in alike {
        if let Some(it) = found {
            books.push(Book {
                kind: words.say(kind),
                name: String::new(),
                href: String::new(),
                lines: or_never(words, campaign(words, it)),
            });
        }
    }
    (books, String::new())
}

fn or_never(words: &Words, lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        vec![words.say("console-history-never")]
    } else {
        lines
    }
}

fn profile(words: &Words, key: &str, it: &Profile) -> Vec<String> {
    let mut lines: Vec<String> = seen(words, key, it.seen, it.mailboxes)
        .into_iter()
        .collect();
    if !lines.is_empty() {
        lines.extend(judged(words, it.verdicts));
        lines.extend(taught(words, it.taught_malicious, it.taught_benign));
    }
    if it.solicited() && it.authenticated {
        lines.push(words.say("console-history-written-to"));
    }
    lines
}

fn number(words: &Words, it: &NumberRecord) -> Vec<String> {
    let seen = seen(words, "console-history-seen", it.seen, it.mailboxes);
    let mut lines: Vec<String> = seen.into_iter().collect();
    lines.extend(judged(words, it.verdicts));
    lines.extend(taught(words, it.taught_malicious, it.taught_benign));
    if it.reputation > 0.0 {
        let reputation = format!("{:.2}", it.reputation);
        lines.push(words.with("console-history-reputation", "reputation", &reputation));
    }
    if it.widely_used {
        lines.push(words.say("console-history-widely-used"));
    }
    if it.bad_neighbours > 0 {
        lines.push(words.count("console-history-neighbours", it.bad_neighbours as usize));
    }
    lines
}

pub(crate) fn campaign(words: &Words, it: &Campaign) -> Vec<String> {
    let seen = seen(words, "console-history-seen", it.seen, it.mailboxes);
    let mut lines: Vec<String> = seen.into_iter().collect();
    lines.extend(judged(words, it.verdicts));
    lines.extend(taught(words, it.taught_malicious, it.taught_benign));
    if it.senders > 0 {
        lines.push(words.count("console-history-senders", it.senders as usize));
    }
    lines
}

/// How often and when; nothing where never.
fn seen(words: &Words, key: &str, seen: Seen, mailboxes: u32) -> Option<String> {
    let (first, last) = (time(seen.first?), time(seen.last?));
    let many = |count: u32, cap: u32| {
        if count >= cap {
            format!("{count}+")
        } else {
            count.to_string()
        }
    };
    let (mails, mailboxes) = (many(seen.mails, COUNT_CAP), many(mailboxes, MAILBOX_CAP));
    let values = [
        ("mails", mails.as_str()),
        ("mailboxes", mailboxes.as_str()),
        ("first", first.as_str()),
        ("last", last.as_str()),
    ];
    Some(words.fill(key, &values))
}

fn judged(words: &Words, it: VerdictCounts) -> Option<String> {
    if it == VerdictCounts::default() {
        return None;
    }
    let counts = [it.malicious, it.suspicious, it.benign].map(|it| it.to_string());
    let [malicious, suspicious, benign] = counts.each_ref().map(String::as_str);
    let values = [
        ("malicious", malicious),
        ("suspicious", suspicious),
        ("benign", benign),
    ];
    Some(words.fill("console-history-judged", &values))
}

fn taught(words: &Words, is_bad: bool, is_good: bool) -> Vec<String> {
    let said = [
        (is_bad, "console-history-taught-malicious"),
        (is_good, "console-history-taught-benign"),
    ];
    let said = said.into_iter().filter(|it| it.0);
    said.map(|(_, key)| words.say(key)).collect()
}
