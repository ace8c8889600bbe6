//! The facts: what a message claims, who sent it, and how the two relate.
//!
//! Everything a rule or a sentence says beyond the plain message data model comes from here. Facts are
//! computed once per message, from the message and the [`Knowledge`] alone: same input, same facts.

mod appearance;
mod body;
mod claimed;
mod file;
mod greeted;
mod links;
mod near;
mod part;
mod scheme;
mod self_named;
mod unread;

use std::sync::Arc;

use claims::{Amount, ClaimKind, Claims, Deadline, EntityReader, Lexicon, NamedText, OrderId};
use content::{Extraction, Unread};
use identity::{Relation, Sender};
use mail::Message;
use registry::Registry;
use text::Place;

use crate::AttachedTexts;

pub use body::BodyFacts;
pub use claimed::{BrandFact, NumberFact, PhraseFact};
pub use file::FileFact;
pub use links::LinkFacts;
pub use part::Part;

/// What is known before any message is read.
#[derive(Debug)]
pub struct Knowledge {
    /// Brands, platforms, numbers, lists.
    pub registry: Arc<Registry>,
    /// Phrases by concept.
    pub lexicon: Lexicon,
    /// Finds words that play a part, for rules that ask.
    pub entities: Arc<EntityReader>,
    /// Settings of the extraction.
    pub settings: claims::Settings,
}

/// Everything known of one message beyond its plain data model.
#[derive(Debug, Default)]
pub struct Facts {
    /// Brands it claims to speak for, strongest first.
    pub brands: Vec<BrandFact>,
    /// Brands it merely names.
    pub mentions: Vec<BrandFact>,
    /// The kind of claim.
    pub kind: Option<ClaimKind>,
    /// Sums of money.
    pub amounts: Vec<Amount>,
    /// Order and invoice ids.
    pub order_ids: Vec<OrderId>,
    /// Deadlines set to the reader.
    pub deadlines: Vec<Deadline>,
    /// ISO 639-1 code of the text's language, where it is clear.
    pub language: Option<&'static str>,
    /// Phone numbers.
    pub numbers: Vec<NumberFact>,
    /// Phrases of the lexicon.
    pub phrases: Vec<PhraseFact>,
    /// The distinct concepts of the text that is judged (not a platform's own words).
    pub concepts: Vec<String>,
    /// The distinct concepts of what the sender says above any quoted history.
    pub own_concepts: Vec<String>,
    /// Who sent it.
    pub sender: Sender,
    /// The brand that the sender's domain imitates, by name.
    pub lookalike_name: Option<String>,
    /// The relation to the strongest claimed brand.
    pub relation: Option<Relation>,
    /// Whether the text names the organisation that the sender's address belongs to.
    pub self_named: bool,
    /// Whether the reader is greeted by a name that a recipient's address or the name beside it has.
    pub greeted: bool,
    /// Whether the sender's address looks made by a program.
    pub random_looking: bool,
    /// Whether the sender's name and address have a part in common; `None` where no name is shown.
    pub name_fits_address: Option<bool>,
    /// Whether the name shown and the registered domain have a part in common.
    pub name_fits_domain: Option<bool>,
    /// Whether it was sent from the domain of the mailbox that received it.
    pub same_organisation: bool,
    /// Whether it came over a mailing list (RFC 2919, RFC 2369).
    pub mailing_list: bool,
    /// Where its links lead.
    pub links: LinkFacts,
    /// The shape of its body.
    pub body: BodyFacts,
    /// What is attached, files within files included.
    pub files: Vec<FileFact>,
    /// What of the attachments was not read.
    pub unread: Vec<Unread>,
}

impl Facts {
    /// Works out the facts of `message` and of what was found in its attachments.
    pub fn of(
        message: &Message,
        extraction: Option<&Extraction>,
        attached: &AttachedTexts,
        knowledge: &Knowledge,
    ) -> Self {
        let registry = &knowledge.registry;
        let site = links::most_linked(&message.body.links);
        let claims = claims::extract(
            &texts(message, attached, site),
            registry,
            &knowledge.lexicon,
            &knowledge.settings,
        );
        let sender = identity::identify(message, registry);
        let parts = part::Parts::of(message, &sender);
        let body = BodyFacts::of(message, extraction);
        let links = LinkFacts::of(
            message, extraction, attached, &claims, &sender, registry, site,
        );
        let Claims {
            brands,
            mentions,
            kind,
            amounts,
            order_ids,
            deadlines,
            phrases,
            numbers,
            language,
            ..
        } = claims;

        let relate = |claim: claims::BrandClaim| {
            let brand = registry.brand(&claim.id);
            BrandFact {
                relation: brand.map_or(Relation::Unknown, |it| identity::relation(&sender, it)),
                check_url: brand.and_then(|it| it.check_url.clone()),
                report_to: brand.and_then(|it| it.report_to.clone()),
                strong: claimed::is_strong(&claim, body.letters),
                own: claim
                    .evidence
                    .iter()
                    .any(|it| is_own(message, &it.quote, &parts)),
                claim,
            }
        };
        let brands: Vec<BrandFact> = brands.into_iter().map(relate).collect();
        let mentions = mentions.into_iter().map(relate).collect();
        let numbers: Vec<NumberFact> = numbers
            .into_iter()
            .map(|number| NumberFact {
                part: parts.part(&number.quote),
                near: near::concepts_near(&number.quote, &phrases, &parts),
                number,
            })
            .collect();
        let phrases: Vec<PhraseFact> = phrases
            .into_iter()
            .map(|phrase| PhraseFact {
                part: parts.part(&phrase.quote),
                phrase,
            })
            .collect();

        Self {
            relation: brands.first().map(|it| it.relation),
            concepts: near::distinct_concepts(&phrases, |_, part| part != Part::Platform),
            own_concepts: near::distinct_concepts(&phrases, |phrase, part| {
                part == Part::Current && near::is_visible(phrase)
            }),
            self_named: self_named::is_self_named(message, &sender),
            // Only where somebody may be called does it matter.
            greeted: !numbers.is_empty() && greeted::is_greeted(message),
            random_looking: appearance::is_random_looking(&message.sender),
            name_fits_address: appearance::name_fits_address(&message.sender),
            name_fits_domain: appearance::name_fits_domain(&message.sender),
            same_organisation: is_same_organisation(message),
            mailing_list: is_mailing_list(message),
            lookalike_name: sender
                .lookalike_of
                .as_ref()
                .and_then(|it| registry.brand(&it.brand))
                .map(|it| it.name.clone()),
            files: extraction.map(file::facts).unwrap_or_default(),
            unread: unread::of(message, extraction),
            body,
            links,
            brands,
            mentions,
            kind,
            amounts,
            order_ids,
            deadlines,
            language,
            numbers,
            phrases,
            sender,
        }
    }
}

/// Whether sender and receiving mailbox are of one domain, or one's is below the other's (`training.example.com` and
/// `example.com`). What the recipient fields say does not count: the sender writes them.
fn is_same_organisation(message: &Message) -> bool {
    let received = message
        .headers
        .hops
        .last()
        .and_then(|it| it.received.as_ref());
    let mailbox = received.and_then(|it| it.mailbox.as_ref());
    let sender = &message.sender.email.domain.domain;
    let is_below = |inner: &str, outer: &str| {
        let rest = inner.strip_suffix(outer);
        outer.contains('.') && rest.is_some_and(|it| it.is_empty() || it.ends_with('.'))
    };
    mailbox.is_some_and(|it| {
        let mailbox_domain = it.domain.domain.as_str();
        is_below(sender, mailbox_domain) || is_below(mailbox_domain, sender)
    })
}

/// Whether the sender says so, rather than a message that is quoted or forwarded: a forward's subject is
/// the forwarded one.
fn is_own(message: &Message, quote: &text::Quote, parts: &part::Parts<'_>) -> bool {
    let repeats = message.subject.is_forward || message.subject.is_reply;
    let is_repeated_subject = repeats && quote.place == Place::Subject;
    !is_repeated_subject && parts.part(quote) != Part::Previous
}

/// Discussion lists name themselves; bulk senders only offer to unsubscribe, which is no such sign.
fn is_mailing_list(message: &Message) -> bool {
    let headers = &message.headers;
    let posts = headers.first("List-Post").is_some() || headers.first("Mailing-List").is_some();
    let listed = headers.first("List-Id").is_some() && headers.first("Precedence").is_some();
    posts || listed
}

/// The texts of a message in which claims are looked for.
pub fn named_texts<'m>(message: &'m Message, attached: &'m AttachedTexts) -> Vec<NamedText<'m>> {
    texts(message, attached, links::most_linked(&message.body.links))
}

/// As [`named_texts`], where the site that most links lead to is known.
fn texts<'m>(
    message: &'m Message,
    attached: &'m AttachedTexts,
    site: Option<links::Site<'m>>,
) -> Vec<NamedText<'m>> {
    let mut texts = Vec::with_capacity(8);
    let mut add = |place, text| {
        if let Some(text) = text
            && !str::is_empty(text)
        {
            texts.push(NamedText { place, text });
        }
    };
    add(Place::Subject, message.subject.subject.as_deref());
    add(Place::DisplayName, message.sender.display_name.as_deref());
    add(
        Place::SenderAddress,
        Some(message.sender.email.email.as_str()),
    );
    add(Place::Body, Some(message.body.visible_text.as_str()));
    add(Place::HiddenText, Some(message.body.hidden_text.as_str()));
    for link in &message.body.links {
        if link.href_url.scheme.as_deref() == Some("tel") {
            add(Place::TelLink, link.href_url.path.as_deref());
        }
    }
    let site = site.filter(links::Site::is_much_linked);
    add(Place::Link, site.map(|it| it.url));
    for attachment in &message.attachments {
        add(Place::AttachmentName, attachment.file_name.as_deref());
    }
    for (place, text) in attached.texts() {
        add(place, Some(text));
    }
    for target in attached.telephone_targets() {
        add(Place::TelLink, Some(target));
    }
    texts
}
