//! Messages to evaluate rules over, as plain JSON, written for these tests.

#![allow(dead_code, reason = "each user takes a part")]

use serde_json::{Value as Json, json};

fn domain(name: &str) -> Json {
    let labels: Vec<&str> = name.split('.').collect();
    let cut = labels.len().saturating_sub(2);
    json!({
        "domain": name,
        "root_domain": labels[cut..].join("."),
        "sld": labels[cut],
        "tld": labels.last(),
        "subdomain": (cut > 0).then(|| labels[..cut].join(".")),
        "valid": true,
    })
}

fn mailbox(name: Option<&str>, address: &str) -> Json {
    let (local, host) = address.split_once('@').unwrap();
    json!({
        "display_name": name,
        "email": {"email": address, "local_part": local, "domain": domain(host)},
    })
}

fn link(url: &str, text: Option<&str>) -> Json {
    let (scheme, rest) = url.split_once("://").unwrap();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parameters: serde_json::Map<String, Json> = query
        .split('&')
        .filter_map(|it| it.split_once('='))
        .map(|(key, value)| (key.to_owned(), json!([value])))
        .collect();
    json!({
        "display_text": text,
        "mismatched": text.is_some_and(|it| it.contains('.') && !url.contains(it)),
        "visible": true,
        "href_url": {
            "url": url,
            "scheme": scheme,
            "domain": domain(host),
            "path": format!("/{path}"),
            "query_params": (!query.is_empty()).then_some(query),
            "query_params_decoded": parameters,
        },
    })
}

fn attachment(name: &str, size: u64) -> Json {
    let extension = name.rsplit_once('.').map(|(_, it)| it);
    json!({
        "file_name": name,
        "file_extension": extension,
        "file_type": extension,
        "content_type": "application/octet-stream",
        "size": size,
    })
}

struct Draft<'d> {
    from: Json,
    to: &'d [&'d str],
    subject: Option<&'d str>,
    text: &'d str,
    links: Vec<Json>,
    attachments: Vec<Json>,
    dmarc: Option<bool>,
}

fn model(draft: &Draft<'_>) -> Json {
    let to: Vec<Json> = draft.to.iter().map(|it| mailbox(None, it)).collect();
    let rows: Vec<String> = draft
        .links
        .iter()
        .map(|it| format!("<tr><td>{}</td></tr>", it["display_text"]))
        .collect();
    let rows = rows.concat();
    json!({
        "type": {"inbound": true, "internal": false, "outbound": false},
        "sender": draft.from,
        "recipients": {"to": to, "cc": [], "bcc": []},
        "subject": {"subject": draft.subject, "base": draft.subject, "is_reply": false, "is_forward": false},
        "headers": {
            "message_id": "<1@mailer.example>",
            "in_reply_to": null,
            "references": [],
            "reply_to": [mailbox(None, "desk@other.example")],
            "return_path": {"email": "bounce@mailer.example", "local_part": "bounce", "domain": domain("mailer.example")},
            "mailer": "Example Mailer 1.0",
            "hops": [{
                "index": 0,
                "fields": [
                    {"name": "Content-Type", "position": 0, "value": "text/html"},
                    {"name": "List-Unsubscribe", "position": 1, "value": "<https://mailer.example/u>"},
                ],
                "authentication_results": {"spf": "pass", "dkim": "pass", "dmarc": "pass"},
            }],
            "domains": [domain("mx.mailer.example")],
            "ips": [{"ip": "203.0.113.7", "version": 4}],
            "auth_summary": {
                "dmarc": draft.dmarc.map(|it| json!({"pass": it})),
                "spf": {"pass": true},
            },
        },
        "body": {
            "current_thread": {"text": draft.text, "links": draft.links},
            "html": {
                "raw": format!("<html><body><p>{}</p><table>{rows}</table></body></html>", draft.text),
                "display_text": draft.text,
                "inner_text": draft.text,
                "links": draft.links,
            },
            "plain": {"raw": draft.text},
            "links": draft.links,
            "previous_threads": [],
            "ips": [],
        },
        "attachments": draft.attachments,
    })
}

/// Messages that take many different ways through the rules.
pub(crate) fn models() -> Vec<Json> {
    let many: Vec<Json> = (0..40)
        .map(|it| {
            link(
                &format!("https://shop{it}.example/p/{it}?id={it}"),
                Some("View item"),
            )
        })
        .collect();
    let long = "A paragraph of a newsletter, which goes on about orders and offers. ".repeat(60);
    let lure = "Dear customer, your order #A-1234 of a phone for $899.99 was charged. \
        If you did not make this payment call our support desk at +1 (888) 555-0123 to cancel.";
    let lure = || Draft {
        from: mailbox(Some("PayPal Billing"), "billing.team@gmail.com"),
        to: &["ann@corp.example"],
        subject: Some("Invoice #A-1234: payment received"),
        text: lure,
        links: vec![
            link("https://www.paypal.com/invoice?id=1", Some("View invoice")),
            link("https://bit.ly/abc", None),
        ],
        attachments: vec![attachment("Invoice_1234.pdf", 20_000)],
        dmarc: Some(true),
    };
    vec![
        json!({}),
        model(&lure()),
        model(&Draft {
            dmarc: None,
            subject: None,
            text: "",
            links: Vec::new(),
            ..lure()
        }),
        model(&Draft {
            from: mailbox(Some("Shop news"), "news@mail.shop.example"),
            to: &["ann@corp.example", "bob@corp.example"],
            subject: Some("Our offers of the week"),
            text: &long,
            links: many,
            attachments: Vec::new(),
            dmarc: Some(true),
        }),
        model(&Draft {
            from: mailbox(
                Some("Micros\u{43e}ft account team"),
                "no-reply@secure-login.xyz",
            ),
            subject: Some("URGENT: password expires today"),
            text: "Your password expires. Verify your account now to keep access: click below. \
                Kindly confirm the wire transfer of $4,000 and the gift cards.",
            links: vec![
                link(
                    "https://login.secure-login.xyz/o?u=ann@corp.example",
                    Some("microsoft.com"),
                ),
                link("https://docs.google.com/forms/d/x", Some("Review document")),
                link("https://x.workers.dev/a.html", None),
            ],
            attachments: vec![
                attachment("payload.html", 900),
                attachment("archive.zip", 9_000),
                attachment("noextension", 5),
            ],
            dmarc: Some(false),
            ..lure()
        }),
    ]
}

/// Answers of functions that a host would implement, by name.
pub(crate) fn enrichments() -> Json {
    json!({
        "ml.nlu_classifier": {
            "intents": [{"name": "callback_scam", "confidence": "high"}],
            "entities": [{"name": "urgency", "text": "today"}, {"name": "financial", "text": "$899.99"}],
            "topics": [{"name": "Financial Communications", "confidence": "medium"}],
            "tags": [{"name": "invoice", "confidence": "high"}],
            "language": "english",
        },
        "file.explode": [{
            "depth": 0,
            "file_extension": "pdf",
            "flavors": {"mime": "application/pdf", "yara": ["pdf_file"]},
            "scan": {
                "ocr": {"raw": "Invoice: call +1 888 555 0123 about your order, payment and refund"},
                "exiftool": {"page_count": 1, "producer": "Example"},
                "strings": {"strings": ["abc", "def"]},
                "entropy": {"entropy": 7.5},
                "url": {"urls": []},
            },
        }],
        "profile.by_sender": {
            "prevalence": "new", "solicited": false,
            "any_messages_benign": false, "any_messages_malicious_or_spam": false,
        },
        "network.whois": {"found": true, "days_old": 4},
    })
}
