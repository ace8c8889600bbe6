//! From the parsed message to the sender.

use address::Mailbox;
use mail::Message;
use registry::Registry;

use crate::{Lookalike, Sender, authentication, journey, platform};

/// Who sent `message`, by what trusted hosts wrote down and what the registry knows.
pub fn identify(message: &Message, registry: &Registry) -> Sender {
    let from = from(message);
    let host = &from.email.domain;
    let aligned = authentication::aligned(message, host);
    let relayed = authentication::is_relayed(message);
    let dmarc = dmarc(message);
    let platform = platform::recognise(message, from, aligned, registry);
    // A calendar that writes in an organiser's name fails DMARC for his domain, and is no forger.
    let on_behalf = platform.as_ref().is_some_and(|it| it.authenticated);
    let brand_of_domain = registry
        .brand_of_mail_domain(&host.domain)
        .map(|it| it.id.clone());
    Sender {
        address: filled(&from.email.email),
        domain: filled(&host.domain),
        root_domain: host.root_domain.clone(),
        spoofed: dmarc.as_deref() == Some("fail") && !relayed && !on_behalf,
        dmarc,
        dmarc_aligned: aligned,
        relayed,
        freemail: registry.is_free_mail(&host.domain) && !speaks_as_owner(from, registry)
            || stands_for_free_mail(&from.email.local_part, registry),
        brand: brand_of_domain.clone().filter(|_| aligned == Some(true)),
        brand_of_domain,
        platform,
        lookalike_of: registry.resemblance(host).map(|it| Lookalike {
            brand: it.brand,
            domain: it.domain,
            how: it.how,
        }),
        journey: journey::of(message, host),
    }
}

/// The plain From: what authentication is about, even where the model names another sender.
fn from(message: &Message) -> &Mailbox {
    if message.from.email.email.is_empty() {
        &message.sender
    } else {
        &message.from
    }
}

/// Whether a telephone company or post office may write in its own name, from the domain of its customers' mailboxes. A customer
/// may as well: it is no proof.
fn speaks_as_owner(from: &Mailbox, registry: &Registry) -> bool {
    let owner = registry.brand_beside_mailboxes(&from.email.domain.domain);
    let name = from
        .display_name
        .as_deref()
        .unwrap_or_default()
        .to_lowercase();
    owner.is_some_and(|it| {
        it.aliases
            .iter()
            .any(|it| name.contains(&it.text.to_lowercase()))
    })
}

/// Whether a mailing service or list wrote a free mailbox into its own address, since that provider's DMARC lets nobody else
/// send for it: `name-gmail.com@send.service.example`, `name=gmail.com@lists.example`.
fn stands_for_free_mail(local_part: &str, registry: &Registry) -> bool {
    let local_part = local_part.to_ascii_lowercase();
    let domains = local_part.match_indices(['=', '-', '_', '+', '.']);
    domains
        .filter_map(|(at, sign)| local_part.get(at + sign.len()..))
        .any(|it| it.contains('.') && registry.is_free_mail(it))
}

fn dmarc(message: &Message) -> Option<String> {
    let results = message.headers.trusted_results.as_ref()?;
    results.dmarc.clone()
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_ascii_lowercase())
}
