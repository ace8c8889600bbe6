//! Whether a mail speaks in the name of the organisation that it is sent from.
//!
//! A shop, a reseller or a dentist signs with the name its domain carries. Somebody who sends a
//! brand's lure through a stranger's hacked domain, or from a mailbox provider, does not.

use identity::Sender;
use mail::Message;

/// Labels that name a purpose, not an organisation.
const GENERIC: [&str; 36] = [
    "mail",
    "email",
    "news",
    "newsletter",
    "info",
    "support",
    "service",
    "services",
    "account",
    "accounts",
    "billing",
    "secure",
    "security",
    "online",
    "update",
    "updates",
    "alert",
    "alerts",
    "notification",
    "notifications",
    "order",
    "orders",
    "customer",
    "help",
    "tracking",
    "shipping",
    "delivery",
    "invoice",
    "invoices",
    "payment",
    "payments",
    "notice",
    "portal",
    "contact",
    "team",
    "bank",
];
/// Shorter labels occur in any text by chance.
const SHORTEST_NAME: usize = 4;

/// Whether subject, display name or body names the sender's registrable domain outside of addresses
/// and links. Never true for mailbox providers: their name says nothing of the writer.
pub(super) fn is_self_named(message: &Message, sender: &Sender) -> bool {
    if sender.freemail {
        return false;
    }
    let domain = &message.sender.email.domain;
    let texts = [
        message.sender.display_name.as_deref().unwrap_or_default(),
        message.subject.subject.as_deref().unwrap_or_default(),
        message.body.visible_text.as_str(),
    ];
    let texts = texts.map(squeeze_prose);
    let shown = in_letters_of_domains(message.sender.display_name.as_deref().unwrap_or_default());
    let is_named = |label: &str| {
        let name = squeeze(label);
        let mut texts = texts.iter().chain(&shown);
        let in_text = name.len() >= SHORTEST_NAME && texts.any(|text| text.contains(&name));
        !GENERIC.contains(&name.as_str())
            && (in_text
                || is_shown_as(message, &name)
                || has_initials_of(message, label)
                || abbreviates(&name, message)
                || continues_shown_name(message, &name))
    };
    let labels = domain
        .subdomain
        .iter()
        .flat_map(|it| it.split('.'))
        .chain(domain.sld.as_deref());
    labels.into_iter().any(is_named)
}

/// Whether a word of the sender's name is `name`: there a short one (`RG&E`, `bol`) is no chance.
fn is_shown_as(message: &Message, name: &str) -> bool {
    let shown = message.sender.display_name.as_deref().unwrap_or_default();
    name.len() >= 2 && shown.split_whitespace().any(|word| squeeze(word) == name)
}

/// Letters of a sender's name with which a longer label may begin.
const LONG_NAME: usize = 8;

/// Whether `name` is the sender's name and more, a place mostly: `cornerdrugwaupaca`, Corner Drug. A name of one word is
/// left out: labels that begin with another's name are how imitations are made.
fn continues_shown_name(message: &Message, name: &str) -> bool {
    let shown = message.sender.display_name.as_deref().unwrap_or_default();
    let squeezed = squeeze(shown);
    let words = shown.split_whitespace().count();
    let more = name.strip_prefix(&squeezed);
    words >= 2 && squeezed.len() >= LONG_NAME && more.is_some_and(|it| !is_addition(it))
}

/// Words that are put behind a firm's name to have a domain that is still free.
const ADDITIONS: [&str; 12] = [
    "desk", "center", "centre", "official", "verify", "care", "club", "web", "app", "now", "pay",
    "login",
];

fn is_addition(word: &str) -> bool {
    let of_purpose = GENERIC.iter().chain(&ADDITIONS);
    of_purpose.into_iter().any(|it| word.contains(it))
}

/// Whether a part of `label` is the initials of the sender's name, three at least: `fccu-mail`, First County Credit Union.
fn has_initials_of(message: &Message, label: &str) -> bool {
    let shown = message.sender.display_name.as_deref().unwrap_or_default();
    let initials: String = shown
        .split_whitespace()
        .filter_map(|word| word.chars().find(|it| it.is_alphabetic()))
        .flat_map(char::to_lowercase)
        .collect();
    initials.chars().count() >= 3 && label.split('-').any(|part| part == initials)
}

/// Words of a sender's name that are looked at for an abbreviation.
const MOST_WORDS: usize = 8;

/// Whether `name` is the sender's name with the initials of its last words: `greatplainscu`, Great Plains Credit Union.
fn abbreviates(name: &str, message: &Message) -> bool {
    let shown = message.sender.display_name.as_deref().unwrap_or_default();
    let words: Vec<String> = shown
        .split_whitespace()
        .map(squeeze)
        .filter(|it| !it.is_empty())
        .take(MOST_WORDS)
        .collect();
    let abbreviated = |whole: usize| {
        let (head, tail) = words.split_at(whole);
        let initials: String = tail.iter().filter_map(|it| it.chars().next()).collect();
        let head = head.concat();
        head.len() >= SHORTEST_NAME && name.strip_prefix(&head) == Some(initials.as_str())
    };
    (1..words.len().saturating_sub(1)).any(abbreviated)
}

/// A name as domains write it, squeezed: without accents (`Crédit` in `credit`), and with the two letters that German writes
/// for one (`Altmühl` in `altmuehl`), and with a word for `&` (`Oak & Co` in `oakandco`). Nothing where the name has none of them.
fn in_letters_of_domains(name: &str) -> Vec<String> {
    let mut names = Vec::new();
    if name.contains('&') {
        names.extend(["and", "und", "et"].map(|word| squeeze(&name.replace('&', word))));
    }
    if name.is_ascii() {
        return names;
    }
    let mut german = String::with_capacity(name.len() + 4);
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' | 'æ' => german.push_str("ae"),
            'ö' | 'ø' => german.push_str("oe"),
            'ü' => german.push_str("ue"),
            'å' => german.push_str("aa"),
            'ß' => german.push_str("ss"),
            other => german.push(other),
        }
    }
    names.extend([squeeze(text::fold(name).text()), squeeze(&german)]);
    names
}

/// Letters and digits only, lower case.
fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|it| it.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// As [`squeeze`], but without words that are addresses or links.
fn squeeze_prose(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if word.contains('@') || word.contains("://") || word.starts_with("www.") {
            continue;
        }
        squeezed.extend(
            word.chars()
                .filter(|it| it.is_alphanumeric())
                .flat_map(char::to_lowercase),
        );
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use super::*;
    use mail::Message;

    fn message(domain: &str, body: &str) -> Message {
        let mut message = Message::default();
        message.sender.email.domain.sld = Some(domain.to_owned());
        message.body.visible_text = body.to_owned();
        message
    }

    #[test]
    fn a_shop_that_signs_with_its_name_is_self_named() {
        let sender = Sender::default();
        let named = |domain, body| is_self_named(&message(domain, body), &sender);
        assert!(named(
            "green-hill-soft",
            "Thank you. Green Hill Soft Ltd, Leeds"
        ));
        assert!(!named(
            "green-hill-soft",
            "Thank you for buying from Norton."
        ));
    }

    #[test]
    fn a_short_name_counts_in_the_senders_name_only() {
        let sender = Sender::default();
        let mut shown = message("rge", "Your bill is due.");
        shown.sender.display_name = Some("RG&E Billing".to_owned());
        assert!(is_self_named(&shown, &sender));
        assert!(!is_self_named(&message("rge", "A large bill."), &sender));
        shown.sender.display_name = Some("Large Bills".to_owned());
        assert!(!is_self_named(&shown, &sender));
    }

    #[test]
    fn initials_of_the_senders_name_count() {
        let sender = Sender::default();
        let mut shown = message("fccu-mail", "We blocked your card.");
        shown.sender.display_name = Some("First County Credit Union".to_owned());
        assert!(is_self_named(&shown, &sender));
        shown.sender.display_name = Some("First County Union".to_owned());
        assert!(!is_self_named(&shown, &sender));
    }

    #[test]
    fn the_last_words_may_be_abbreviated() {
        let sender = Sender::default();
        let named = |name: &str, domain| {
            let mut shown = message(domain, "We blocked your card.");
            shown.sender.display_name = Some(name.to_owned());
            is_self_named(&shown, &sender)
        };
        assert!(named("Great Plains Credit Union", "greatplainscu"));
        assert!(!named("Great Plains Credit Union", "greatplainsvets"));
        assert!(!named("Great Plains Union", "greatplainscu"));
    }

    #[test]
    fn a_place_may_follow_the_senders_name() {
        let sender = Sender::default();
        let named = |name: &str, domain| {
            let mut shown = message(domain, "Your card was declined.");
            shown.sender.display_name = Some(name.to_owned());
            is_self_named(&shown, &sender)
        };
        assert!(named("Corner Drug", "cornerdrugwaupaca"));
        assert!(!named("Microsoft", "microsoftbillingdesk"));
        assert!(!named("Red Fox", "redfoxwaupaca"), "a short name");
        assert!(!named("Corner Drug", "cornerdrugbilling"));
    }

    #[test]
    fn letters_that_domains_do_not_have_count_as_domains_write_them() {
        let sender = Sender::default();
        let named = |name: &str, domain| {
            let mut shown = message(domain, "We blocked your card.");
            shown.sender.display_name = Some(name.to_owned());
            is_self_named(&shown, &sender)
        };
        assert!(named("Sparkasse Altmühl", "sparkasse-altmuehl"));
        assert!(named("Müller Bäder", "mullerbader"));
        assert!(named("Crédit Vallée", "credit-vallee"));
        assert!(named("Oak & Co", "oakandco"));
        assert!(!named("Sparkasse Altmühl", "gasthof-altmuehltal"));
    }

    #[test]
    fn an_address_in_the_text_does_not_count() {
        let sender = Sender::default();
        assert!(!is_self_named(
            &message("hackedschool", "Reply to billing@hackedschool.example"),
            &sender
        ));
    }

    #[test]
    fn a_mailbox_provider_is_never_self_named() {
        let sender = Sender {
            freemail: true,
            ..Sender::default()
        };
        assert!(!is_self_named(
            &message("gmail", "Sent from Gmail"),
            &sender
        ));
    }
}
