//! Mail of platforms in which a third party writes.
//!
//! Most show themselves by From. Calendars send in the name of the organiser, whose address stands in
//! From; there `Sender` and the DKIM domain show it. Forwarding breaks that signature (bodies are
//! re-encoded on the way), so the mere shape counts as well, but only as a shape: a forger who copies
//! it must not get his text cut out of what is judged.

use address::Mailbox;
use mail::{Headers, Message};
use registry::{Platform, PlatformField, Registry, covers};
use text::{Place, Span};

use crate::{PlatformMatch, authentication};

/// The platform whose mail `message` is, or has the shape of.
pub(crate) fn recognise(
    message: &Message,
    from: &Mailbox,
    aligned: Option<bool>,
    registry: &Registry,
) -> Option<PlatformMatch> {
    let by_from = named_by(from, registry).find(|it| it.is_marked(&marked_text(message)));
    if let Some(platform) = by_from {
        return Some(matched(message, platform, aligned == Some(true)));
    }
    let on_behalf = |mailbox| named_by(mailbox, registry).find(|it| it.sent_on_behalf);
    let by_sender = message.sender_field.as_ref().and_then(on_behalf);
    if let Some(platform) = by_sender
        && bears_marks_of(&message.headers, platform)
    {
        let genuine = is_signed_by(&message.headers, platform);
        return Some(matched(message, platform, genuine));
    }
    let body = &message.body.visible_text;
    let by_shape = registry.platforms().iter().find(|it| it.has_shape(body));
    by_shape.map(|it| matched(message, it, false))
}

/// The platforms that send from this address.
fn named_by<'a>(mailbox: &Mailbox, registry: &'a Registry) -> impl Iterator<Item = &'a Platform> {
    let address = mailbox.email.email.to_ascii_lowercase();
    let domain = mailbox.email.domain.domain.clone();
    let platforms = registry.platforms_of_domain(&domain);
    platforms.filter(move |it| it.sends_from(&address, &domain))
}

fn marked_text(message: &Message) -> String {
    let subject = message.subject.subject.as_deref().unwrap_or_default();
    format!("{subject}\n{}", message.body.visible_text).to_lowercase()
}

/// Whether a trusted DKIM pass is the platform's own.
fn is_signed_by(headers: &Headers, platform: &Platform) -> bool {
    let Some(results) = &headers.trusted_results else {
        return false;
    };
    let domains = platform.domains.iter();
    domains
        .into_iter()
        .any(|it| authentication::dkim_passes_for(results, it))
}

/// Whether the message carries a signature or an id of the platform, valid or not.
fn bears_marks_of(headers: &Headers, platform: &Platform) -> bool {
    let own = |host: &str| {
        let host = host.to_ascii_lowercase();
        platform.domains.iter().any(|it| covers(it, &host))
    };
    let signatures = headers.hops.iter().flat_map(|it| &it.signatures);
    let mut signers = signatures.filter_map(|it| it.domain.as_deref());
    let id_host = headers
        .message_id
        .as_deref()
        .and_then(|it| it.rsplit('@').next());
    signers.any(own) || id_host.is_some_and(|it| own(it.trim_end_matches('>')))
}

fn matched(message: &Message, platform: &Platform, authenticated: bool) -> PlatformMatch {
    let fields = if authenticated {
        third_party_spans(message, &platform.fields)
    } else {
        Vec::new()
    };
    PlatformMatch {
        id: platform.id.clone(),
        name: platform.name.clone(),
        brand: platform.brand.clone(),
        third_party_writes: platform.third_party_writes.clone(),
        authenticated,
        fields,
    }
}

/// Where the fields stand. A place that is named but where no field is found counts whole: too much
/// is judged rather than too little.
fn third_party_spans(message: &Message, fields: &[PlatformField]) -> Vec<(Place, Span)> {
    let subject = message.subject.subject.as_deref().unwrap_or_default();
    let display_name = message.sender.display_name.as_deref().unwrap_or_default();
    let places = [
        ("subject", Place::Subject, subject),
        ("display_name", Place::DisplayName, display_name),
        ("body", Place::Body, message.body.visible_text.as_str()),
    ];
    let mut found = Vec::new();
    for (name, place, text) in places {
        let here = fields.iter().filter(|it| it.place == name);
        let mut spans: Vec<Span> = here.clone().flat_map(|it| it.spans(text)).collect();
        if spans.is_empty() && here.count() > 0 && !text.is_empty() {
            spans.push(Span::new(0, text.len()));
        }
        found.extend(spans.into_iter().map(|span| (place, span)));
    }
    found
}
