//! The same mail from somebody else; from the brand itself it is genuine.

use crate::compose::{Part, mail};
use crate::letters::encoded;
use crate::original::Field;
use crate::{Knowledge, Original};

/// The host that received the mail, as in the examples.
const RECEIVER: &str = "mx.example.org";

/// Fields that tell who sent a mail and how it came.
const OF_THE_JOURNEY: [&str; 14] = [
    "return-path",
    "received",
    "received-spf",
    "authentication-results",
    "dkim-signature",
    "from",
    "sender",
    "reply-to",
    "delivered-to",
    "list-unsubscribe",
    "list-id",
    "precedence",
    "message-id",
    "to",
];

/// The header of `original` as if `name` at `domain` had sent it and everything had passed.
fn sent_by(original: &Original, display: &str, local: &str, domain: &str) -> Vec<Field> {
    let date = original.fields.iter().find(|it| it.is("date"));
    let date = date.map_or("Wed, 11 Nov 2026 14:28:20 +0000", |it| it.value.as_str());
    let results = format!(
        "{RECEIVER};\n\tspf=pass smtp.mailfrom={local}@{domain};\n\tdkim=pass header.d={domain};\n\t\
         dmarc=pass header.from={domain}"
    );
    let received = format!(
        "from mail.{domain} (mail.{domain} [203.0.113.41])\n\tby {RECEIVER} (Postfix) with ESMTPS id 4f7a1c\n\t\
         for <pat@example.org>; {date}"
    );
    let mut fields = vec![
        Field::new("Return-Path", format!("<{local}@{domain}>")),
        Field::new("Authentication-Results", results),
        Field::new("Received", received),
        Field::new("From", format!("{} <{local}@{domain}>", encoded(display))),
        Field::new("To", "pat@example.org"),
        Field::new("Message-ID", format!("<a81f2c77@{domain}>")),
    ];
    let kept = original.fields.iter().filter(|it| {
        let name = it.name.to_ascii_lowercase();
        !OF_THE_JOURNEY.contains(&name.as_str())
            && !name.starts_with("arc-")
            && !name.starts_with("x-")
    });
    fields.extend(kept.cloned());
    fields
}

/// The display name that the mail came with, or the brand's.
fn display(original: &Original) -> String {
    let from = original.fields.iter().find(|it| it.is("from"));
    let name = from.and_then(|it| it.value.split_once('<'));
    let name = name.map(|(name, _)| name.trim().trim_matches('"').trim());
    match name {
        Some(name) if !name.is_empty() && !name.contains("=?") => name.to_owned(),
        _ => original
            .brand
            .as_ref()
            .map_or_else(|| "Billing".to_owned(), |it| it.1.clone()),
    }
}

pub(crate) fn free_mail(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    let fields = sent_by(
        original,
        &display(original),
        "orders.desk.2217",
        "outlook.com",
    );
    Some(mail(&fields, &Part::text(&original.body)))
}

pub(crate) fn organisation(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    let fields = sent_by(
        original,
        &display(original),
        "secretary",
        "stmarychoir.example",
    );
    Some(mail(&fields, &Part::text(&original.body)))
}

pub(crate) fn look_alike(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let (id, _) = original.brand.as_ref()?;
    let own = knowledge.registry.brand(id)?.web_domains.first()?;
    let label = own.split('.').next()?;
    let domain = format!("{label}-billing-support.com");
    let fields = sent_by(original, &display(original), "orders", &domain);
    Some(mail(&fields, &Part::text(&original.body)))
}

/// Sent by a platform in whose mail strangers may write a note.
pub(crate) fn platform(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let wording = &knowledge.wording;
    let mut fields = sent_by(original, "service@paypal.com", "service", "paypal.com");
    subject(&mut fields, "Invoice from Pat's Trading (0147)");
    let text = format!(
        "{}{}\n{}",
        wording.invoice_head.trim_start(),
        original.body.trim(),
        wording.invoice_foot
    );
    Some(mail(&fields, &Part::text(&text)))
}

/// Sent by the brand, and each number is one of its own, or its site where none is known.
pub(crate) fn brand(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let (id, name) = original.brand.as_ref()?;
    let brand = knowledge.registry.brand(id)?;
    let domain = brand
        .mail_domains
        .iter()
        .find(|it| brand.is_mail_domain(it))?;
    let own = brand.listed_phones().next().map(|it| it.e164.clone());
    let own = own.or_else(|| brand.web_domains.first().cloned())?;
    let text = original.with_numbers(|_| own.clone());
    let fields = sent_by(original, name, "no-reply", domain);
    Some(mail(&fields, &Part::text(&text)))
}

/// Each line with the mark of a quote.
fn quoted(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|it| format!("> {it}")).collect();
    lines.join("\n")
}

pub(crate) fn asked(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let text = format!(
        "{}\n\n{}",
        knowledge.wording.asking.trim(),
        quoted(&original.body)
    );
    let mut fields = sent_by(original, "Dana Whitlock", "dana.whitlock", "gmail.com");
    subject(&mut fields, "Is this real?");
    Some(mail(&fields, &Part::text(&text)))
}

pub(crate) fn warning(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let text = format!(
        "{}\n\n{}",
        knowledge.wording.warning.trim(),
        quoted(&original.body)
    );
    let mut fields = sent_by(
        original,
        "IT Help Desk",
        "helpdesk",
        "harborcollege.example",
    );
    subject(&mut fields, "Warning: fake order mails are going round");
    Some(mail(&fields, &Part::text(&text)))
}

fn subject(fields: &mut Vec<Field>, subject: &str) {
    fields.retain(|it| !it.is("subject"));
    fields.push(Field::new("Subject", subject));
}
