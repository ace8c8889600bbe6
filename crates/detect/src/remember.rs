//! From a message and its facts to what the history is told of it: the one way for every command and server.

use history::{
    Contact, Direction, MessageKey, NumberSeen, Observation, SenderSeen, Standing, UnixSeconds,
};
use identity::Sender;
use mail::Message;
use model::{AttachedTexts, Knowledge, Subject};
use registry::Registry;

use crate::verdict::{Report, Verdict};

/// What the one who hands a message over knows of it better than the message does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delivery {
    /// The mailbox; else what a trusted field says, and of mail that the organisation sent its writer.
    pub mailbox: Option<String>,
    /// When it was received; else what the topmost Received line says.
    pub received: Option<UnixSeconds>,
    /// The operator vouches that the organisation sent it (a folder of sent mail).
    pub is_own: bool,
}

/// What the history is told of the message with the key `key`, of which `subject` was made. `None` if nobody
/// knows when it was received: `Date` is the sender's word, and what cannot be placed in time cannot be answered
/// or kept.
pub fn remember(
    key: MessageKey,
    subject: &Subject,
    registry: &Registry,
    delivery: &Delivery,
) -> Option<Observation> {
    let facts = &subject.facts;
    let told = Told {
        sender: &facts.sender,
        claimed_brand: facts.brands.first().map(|it| it.claim.id.clone()),
        order_ids: facts.order_ids.iter().map(|it| it.id.clone()).collect(),
        numbers: numbers(facts.numbers.iter().map(|it| &it.number), registry),
    };
    observation(key, &subject.message, told, registry, delivery)
}

/// As [`remember`], of a message of which nothing else is wanted: phrases, amounts, links and the like are not
/// worked out, and attachments are left unread.
pub(crate) fn remember_unjudged(
    key: MessageKey,
    message: &Message,
    knowledge: &Knowledge,
    delivery: &Delivery,
) -> Option<Observation> {
    let registry = &knowledge.registry;
    let attached = AttachedTexts::of(None, &message.body.visible_text);
    let named = claims::extract_named(
        &model::facts::named_texts(message, &attached),
        registry,
        &knowledge.lexicon,
        &knowledge.settings,
    );
    let told = Told {
        sender: &identity::identify(message, registry),
        claimed_brand: named.brands.into_iter().next().map(|it| it.id),
        order_ids: named.order_ids.into_iter().map(|it| it.id).collect(),
        numbers: numbers(named.numbers.iter(), registry),
    };
    observation(key, message, told, registry, delivery)
}

/// What the history is told of what a message says.
struct Told<'t> {
    sender: &'t Sender,
    claimed_brand: Option<String>,
    order_ids: Vec<String>,
    numbers: Vec<NumberSeen>,
}

fn observation(
    key: MessageKey,
    message: &Message,
    told: Told<'_>,
    registry: &Registry,
    delivery: &Delivery,
) -> Option<Observation> {
    let received = delivery.received.or_else(|| received(message))?;
    let direction = direction(message, delivery);
    let sender = told.sender;
    let address = sender.address.clone().unwrap_or_default();
    let is_authenticated = delivery.is_own || sender.dmarc_aligned == Some(true);
    let mailbox = if direction == Direction::Outbound {
        // It belongs to whoever wrote it: where it went to is nobody's mailbox here.
        let vouched = delivery.mailbox.clone().filter(|_| delivery.is_own);
        let writer = sender.address.clone().filter(|_| is_authenticated);
        vouched.or(writer)
    } else {
        delivery.mailbox.clone().or_else(|| mailbox(message))
    };
    let is_platform = sender.platform.as_ref().is_some_and(|it| it.authenticated);
    Some(Observation {
        message: key,
        received,
        direction,
        sender: sender.domain.clone().map(|domain| SenderSeen {
            address: address.clone(),
            domain,
            authenticated: is_authenticated,
        }),
        reply_to: message
            .headers
            .reply_to
            .first()
            .map(|it| it.email.email.to_lowercase())
            .filter(|it| !it.is_empty() && *it != address),
        contacts: if direction == Direction::Outbound {
            contacts(message, registry)
        } else {
            Vec::new()
        },
        // In genuine mail of a platform a stranger writes a part, and with it any order he likes.
        genuine_brand: sender.brand.clone().filter(|_| !is_platform),
        claimed_brand: told.claimed_brand.or_else(|| sender.brand.clone()),
        order_ids: told.order_ids,
        numbers: told.numbers,
        text: history::simhash(message.body.visible_text.split_whitespace()),
        template: template_of(message),
        subject_line: message.subject.subject.clone(),
        mailbox,
    })
}

/// How the history is told the verdict of `report`.
pub fn conclusion(
    message: MessageKey,
    report: &Report,
    rests_on_history: bool,
) -> history::Conclusion {
    history::Conclusion {
        message,
        verdict: match report.verdict {
            Verdict::Malicious => history::Verdict::Malicious,
            Verdict::Suspicious => history::Verdict::Suspicious,
            Verdict::Undecided => history::Verdict::Undecided,
            Verdict::Benign => history::Verdict::Benign,
        },
        score: report.score,
        attack_types: report.attack_types.clone(),
        rules: report.rules.iter().map(|it| it.id.clone()).collect(),
        rests_on_history,
    }
}

/// When the topmost host took it in.
fn received(message: &Message) -> Option<UnixSeconds> {
    let hop = message.headers.hops.last()?;
    history::parse_time(hop.received.as_ref()?.time.as_deref()?)
}

/// The mailbox as the receiving host named it: a field above the topmost Received line, or that line itself.
/// What stands below it the sender may have written.
fn mailbox(message: &Message) -> Option<String> {
    let fields = &message.headers.fields;
    let is = |it: &mail::HopField, name: &str| it.name.eq_ignore_ascii_case(name);
    // Without a hop nothing tells the receiving side's fields from the sender's.
    let first_hop = fields.iter().position(|it| is(it, "Received"));
    let above = fields.iter().take(first_hop.unwrap_or(0));
    let named = above
        .filter(|it| is(it, "Delivered-To") || is(it, "X-Original-To"))
        .find_map(|it| it.value.as_deref())
        .map(|it| it.trim().trim_matches(['<', '>']).to_lowercase())
        .filter(|it| it.contains('@'));
    let hop = message.headers.hops.last();
    let line = hop.and_then(|it| it.received.as_ref());
    named.or_else(|| Some(line?.mailbox.as_ref()?.email.to_lowercase()))
}

fn direction(message: &Message, delivery: &Delivery) -> Direction {
    if delivery.is_own || message.direction.outbound {
        Direction::Outbound
    } else if message.direction.internal {
        Direction::Internal
    } else {
        Direction::Inbound
    }
}

fn contacts(message: &Message, registry: &Registry) -> Vec<Contact> {
    message
        .recipients
        .all()
        .filter(|it| !it.email.email.is_empty())
        .map(|it| Contact {
            address: it.email.email.clone(),
            domain: Some(it.email.domain.domain.clone())
                .filter(|it| !it.is_empty() && !registry.is_free_mail(it)),
        })
        .collect()
}

/// Each number once.
fn numbers<'n>(
    found: impl Iterator<Item = &'n claims::Number>,
    registry: &Registry,
) -> Vec<NumberSeen> {
    let mut numbers: Vec<NumberSeen> = Vec::new();
    for it in found {
        let e164 = &it.e164;
        if numbers.iter().any(|known| known.e164 == *e164) {
            continue;
        }
        let standing = if registry.neutral_owner(e164).is_some() {
            Standing::Neutral
        } else if registry.owners_of_number(e164).is_empty() {
            Standing::Other
        } else {
            Standing::Listed
        };
        numbers.push(NumberSeen {
            e164: e164.clone(),
            standing,
        });
    }
    numbers
}

/// Fewer elements have no shape of their own.
const FEWEST_ELEMENTS: usize = 20;
/// Elements that are looked at.
const MOST_ELEMENTS: usize = 20_000;

/// The shape of a message's HTML.
pub(crate) fn template_of(message: &Message) -> Option<u64> {
    let html = message.body.html.as_ref()?;
    template(&html.raw)
}

/// A digest of the element names of an HTML body in their order, runs of one counted once, so that a table with
/// more rows has the same shape.
fn template(html: &str) -> Option<u64> {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut previous = "";
    let mut count = 0;
    for tag in html.split('<').skip(1).take(MOST_ELEMENTS) {
        let end = tag.find(|it: char| !it.is_ascii_alphanumeric());
        let name = tag.get(..end.unwrap_or(tag.len())).unwrap_or_default();
        if name.is_empty() || name == previous {
            continue;
        }
        for byte in name.bytes().chain([b'<']) {
            let lower = u64::from(byte.to_ascii_lowercase());
            hash = (hash ^ lower).wrapping_mul(0x0100_0000_01b3);
        }
        previous = name;
        count += 1;
    }
    (count >= FEWEST_ELEMENTS).then_some(hash)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::message_key::message_key;
    use crate::{Engine, Options};

    fn observation(raw: &str, delivery: &Delivery) -> Option<Observation> {
        let engine = Engine::new(Options::default()).unwrap();
        let subject = engine.read(raw.as_bytes());
        remember(
            message_key(raw.as_bytes(), delivery),
            &subject,
            &engine.knowledge().registry,
            delivery,
        )
    }

    pub(crate) const ORDER: &str = "Delivered-To: Pat@home.example\n\
        Received: from mail.amazon.com (mail.amazon.com [192.0.2.1]) by mx.home.example\n \
        for <other@home.example>; Tue, 3 Nov 2026 10:00:00 +0000\n\
        Authentication-Results: mx.home.example; dmarc=pass header.from=amazon.com\n\
        Delivered-To: forged@home.example\n\
        Date: Mon, 1 Jan 2001 00:00:00 +0000\n\
        From: Amazon <auto-confirm@amazon.com>\nTo: pat@home.example\n\
        Subject: Your Amazon.com order\n\n\
        Thank you for your Amazon order.\nOrder #113-1234567-1234567\n\
        >From here you can track it.\n";

    #[test]
    fn a_genuine_order() {
        let it = observation(ORDER, &Delivery::default()).unwrap();
        assert_eq!(it.mailbox.as_deref(), Some("pat@home.example"));
        assert_eq!(it.received, 1_793_700_000);
        assert_eq!(it.genuine_brand.as_deref(), Some("amazon"));
        assert_eq!(it.order_ids, ["113-1234567-1234567"]);
        assert!(it.sender.unwrap().authenticated);
    }

    #[test]
    fn the_same_without_authentication_is_nobodys() {
        let forged = ORDER.replace("dmarc=pass", "dmarc=fail");
        let it = observation(&forged, &Delivery::default()).unwrap();
        assert_eq!(it.genuine_brand, None);
        assert_eq!(it.claimed_brand.as_deref(), Some("amazon"));
        assert!(!it.sender.unwrap().authenticated);
    }

    #[test]
    fn date_is_not_believed() {
        let (_, rest) = ORDER.split_once("Authentication-Results").unwrap();
        let rest = format!("X{rest}");
        assert_eq!(observation(&rest, &Delivery::default()), None);
        let delivery = Delivery {
            received: Some(5),
            ..Delivery::default()
        };
        let it = observation(&rest, &delivery).unwrap();
        assert_eq!((it.received, it.mailbox), (5, None));
    }

    #[test]
    fn sent_mail_makes_contacts_of_people_not_of_mailbox_providers() {
        let raw = "From: pat@home.example\nTo: ann@firm.example, bob@gmail.com\nSubject: x\n\nhi\n";
        let delivery = Delivery {
            received: Some(5),
            is_own: true,
            ..Delivery::default()
        };
        let it = observation(raw, &delivery).unwrap();
        assert_eq!(it.direction, Direction::Outbound);
        assert_eq!(
            it.mailbox.as_deref(),
            Some("pat@home.example"),
            "its writer's"
        );
        let domains: Vec<_> = it.contacts.iter().map(|it| it.domain.as_deref()).collect();
        assert_eq!(domains, [Some("firm.example"), None]);
    }

    #[test]
    fn shapes_of_html() {
        let row = "<tr><td>a</td></tr>";
        let page = |rows: usize| {
            let body: String = ["<div><p>x</p></div>", "<b></b><i></i>"].concat().repeat(8);
            format!("<html><body><ul>{}</ul>{body}", "<li>x".repeat(rows))
        };
        assert_eq!(template(&page(2)), template(&page(9)));
        assert_ne!(template(&page(2)), template(&page(2).replace("<b>", "<u>")));
        assert_eq!(template(row), None);
    }
}
