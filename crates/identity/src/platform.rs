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
    // Who quotes such a mail, to ask or to warn, is no platform.
    let own = &message.body.current_thread.text;
    let by_shape = registry.platforms().iter().find(|it| it.has_shape(own));
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

#[cfg(test)]
mod tests {
    use mail::{Hop, Signature};

    use super::*;
    use crate::built::{mailbox, message, results};

    const BODY: &str = "Renewal\nFriday\n\nNorton renews today, call 0100\n\nOrganizer\nMallory\n\n\
        Invitation from Google Calendar: https://calendar.google.com/calendar/\n\nForwarding \
        this invitation could allow any recipient to reply.\n";

    /// An invitation that Google sends in the name of `mallory@evil.org`.
    fn invitation() -> Message {
        let mut message = message("Mallory", "mallory@evil.org", BODY);
        message.subject.subject = Some("Invitation: Renewal".to_owned());
        message.sender_field = Some(mailbox(
            "Google Calendar",
            "calendar-notification@google.com",
        ));
        message.headers.message_id = Some("<calendar-1@google.com>".to_owned());
        message
    }

    fn recognised(message: &Message) -> Option<PlatformMatch> {
        let registry = Registry::builtin().unwrap();
        let from = message.from.email.domain.clone();
        let aligned = authentication::aligned(message, &from);
        recognise(message, &message.from, aligned, &registry)
    }

    #[test]
    fn a_signed_invitation_is_the_calendars_and_its_text_the_organisers() {
        let mut message = invitation();
        message.headers.trusted_results = Some(results("none", ("pass", "google.com"), ("", "")));
        let found = recognised(&message).unwrap();
        assert_eq!(
            (found.id.as_str(), found.authenticated),
            ("google_calendar", true)
        );
        let text = |place| -> Vec<&str> {
            let subject = message.subject.subject.as_deref().unwrap();
            let whole = if place == Place::Subject {
                subject
            } else {
                BODY
            };
            let fields = found.fields.iter().filter(|it| it.0 == place);
            fields.map(|it| it.1.of(whole)).collect()
        };
        assert_eq!(text(Place::Subject), ["Invitation: Renewal"]);
        let [body] = text(Place::Body)[..] else {
            panic!("one field of the body: {:?}", found.fields);
        };
        assert!(
            body.starts_with("Renewal") && body.contains("call 0100") && body.contains("Mallory")
        );
        assert!(!body.contains("could allow any recipient"));
    }

    #[test]
    fn a_broken_signature_leaves_the_shape_and_the_whole_text() {
        let mut message = invitation();
        message.headers.trusted_results = Some(results("none", ("fail", "google.com"), ("", "")));
        let found = recognised(&message).unwrap();
        assert_eq!(
            (found.id.as_str(), found.authenticated),
            ("google_calendar", false)
        );
        assert_eq!(found.fields, []);
    }

    #[test]
    fn a_sender_field_alone_is_not_the_calendars() {
        let mut message = invitation();
        "Call 0100".clone_into(&mut message.body.visible_text);
        message.headers.message_id = Some("<1@evil.org>".to_owned());
        assert!(recognised(&message).is_none());
        let signature = Signature {
            domain: Some("google.com".to_owned()),
            ..Signature::default()
        };
        message.headers.hops.push(Hop {
            signatures: vec![signature],
            ..Hop::default()
        });
        assert!(recognised(&message).is_some_and(|it| !it.authenticated));
    }

    #[test]
    fn a_pass_of_another_domain_is_not_the_calendars() {
        let mut message = invitation();
        message.headers.trusted_results = Some(results("pass", ("pass", "evil.org"), ("", "")));
        assert!(recognised(&message).is_some_and(|it| !it.authenticated));
        message.headers.trusted_results =
            Some(results("pass", ("pass", "notgoogle.com"), ("", "")));
        assert!(recognised(&message).is_some_and(|it| !it.authenticated));
    }

    fn paypal(subject: &str, body: &str) -> Message {
        let mut message = message("service@paypal.com", "service@paypal.com", body);
        message.subject.subject = Some(subject.to_owned());
        message.headers.trusted_results = Some(results("pass", ("pass", "paypal.com"), ("", "")));
        message
    }

    #[test]
    fn the_note_of_an_invoice_is_cut_out() {
        let body = "Hello, Pat Doe\nHere's your invoice\nShop sent you an invoice for $599.00 USD.\n\n\
            Seller note to customer\nYour order is confirmed. Call 0100 to cancel.\n\n\
            Don't know this seller?\nYou can safely ignore this invoice.\n";
        let message = paypal("Invoice from Shop (0001)", body);
        let found = recognised(&message).unwrap();
        assert_eq!(
            (found.id.as_str(), found.authenticated),
            ("paypal_invoice", true)
        );
        let notes = found.fields.iter().filter(|it| it.0 == Place::Body);
        let notes: Vec<_> = notes.map(|it| it.1.of(body)).collect();
        assert_eq!(notes, ["Your order is confirmed. Call 0100 to cancel."]);
    }

    #[test]
    fn an_invoice_without_a_known_note_counts_whole() {
        let body = "Here's your invoice\nAnmærkning: ring 0100\n";
        let found = recognised(&paypal("Invoice from Shop", body)).unwrap();
        assert!(
            found
                .fields
                .contains(&(Place::Body, Span::new(0, body.len())))
        );
    }

    #[test]
    fn ordinary_mail_of_the_brand_is_no_platform() {
        let receipt = paypal("Receipt for your payment", "You paid $5.00 USD to Shop.\n");
        assert!(recognised(&receipt).is_none());
    }
}
