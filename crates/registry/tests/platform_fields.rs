//! Where the third party's text stands in the mail of each platform whose shape is known, on small
//! bodies written after it.

#![allow(
    clippy::expect_used,
    reason = "a test that cannot load the data has failed"
)]

use registry::{Platform, Registry};

/// What the fields of `place` cut out of `text`.
fn cut(platform: &Platform, place: &str, text: &str) -> Vec<String> {
    let fields = platform.fields.iter().filter(|it| it.place == place);
    let spans = fields.flat_map(|it| it.spans(text));
    spans.map(|it| it.of(text).to_owned()).collect()
}

#[track_caller]
fn check(id: &str, text: &str, expected: &str) {
    let registry = Registry::builtin().expect("the data of this build loads");
    let platform = registry.platforms().iter().find(|it| it.id == id);
    let platform = platform.expect("a platform of the registry");
    assert!(
        platform.is_marked(&text.to_lowercase()),
        "no marker of {id} in {text}"
    );
    assert_eq!(cut(platform, "body", text), [expected], "{id}");
}

const NOTE: &str = "Your plan renewed for $399.\nCall 1-800-555-0100 to cancel.";

#[test]
fn the_note_of_a_paypal_invoice_in_the_usual_languages() {
    let texts = [
        (
            "Here's your invoice\n\nSeller note to customer\n",
            "\n\nDon't know this seller?\nReport it.",
        ),
        (
            "Mallory sent you a money request\n\nNote from Mallory:\n",
            "\n\nDon’t recognize this request?\n",
        ),
        (
            "Rechnung von Laden\n\nMitteilung des Verkäufers an den Kunden\n",
            "\n\nKennen Sie diesen Verkäufer nicht?\n",
        ),
        (
            "Facture de Boutique\n\nNote du vendeur au client :\n",
            "\n\nVous ne connaissez pas ce vendeur ?\n",
        ),
        (
            "Factura de Tienda\n\nNota del vendedor al cliente\n",
            "\n\n¿No conoce a este vendedor?\n",
        ),
        (
            "Fattura da Negozio\n\nNota del venditore al cliente\n",
            "\n\nNon conosci questo venditore?\n",
        ),
        (
            "Fatura de Loja\n\nNota do vendedor ao cliente\n",
            "\n\nNão conhece este vendedor?\n",
        ),
    ];
    for (before, after) in texts {
        check("paypal_invoice", &format!("{before}{NOTE}{after}"), NOTE);
    }
}

#[test]
fn a_note_that_imitates_the_end_is_cut_out_whole() {
    let note = format!("Thank you.\nDon't know this seller?\n{NOTE}");
    let text = format!(
        "Here's your invoice\nSeller note to customer\n{note}\nDon't know this seller?\nReport it.\n"
    );
    check("paypal_invoice", &text, &note);
}

#[test]
fn venmos_own_number_is_not_the_requesters() {
    let text =
        format!("Mallory requests $399.00\n\n{NOTE}\n\nFor any issues, call 1-855-812-4430.\n");
    check(
        "venmo_payment",
        &text,
        &format!("Mallory requests $399.00\n\n{NOTE}"),
    );
}

#[test]
fn what_a_calendar_adds_is_left_out() {
    for (organiser, footer) in [
        (
            "Organizer",
            "Forwarding this invitation could allow any recipient to respond.",
        ),
        ("Veranstalter", "Gäste\npat.doe@example.net"),
        ("Organizador", "Invitados\npat.doe@example.net"),
        ("Organisateur", "Invités\npat.doe@example.net"),
    ] {
        let written = format!("Renewal\n\n{NOTE}\n\n{organiser}\nMallory\nmallory@example.org");
        check(
            "google_calendar",
            &format!("{written}\n\n{footer}\n"),
            &written,
        );
    }
}

#[test]
fn footers_of_signature_and_invoice_services_are_left_out() {
    let envelope = format!("Mallory sent you a document to review and sign.\n\n{NOTE}");
    check(
        "docusign_envelope",
        &format!("{envelope}\n\nDo Not Share This Email\nThis link is yours.\n"),
        &envelope,
    );
    let invoice = format!("INVOICE 1001\nGarden Works\n\nDear customer,\n{NOTE}");
    check(
        "quickbooks_invoice",
        &format!("{invoice}\n\n© 2026 Intuit, Inc. All rights reserved.\n"),
        &invoice,
    );
    check(
        "stripe_invoice",
        &format!("{invoice}\n\nPowered by Stripe\n"),
        &invoice,
    );
}

#[test]
fn an_apple_account_is_greeted_by_a_name_that_anybody_may_choose() {
    let name = "Your order is confirmed, call 1-800-555-0100";
    let text = format!("Dear {name},\n\nThe following changes to your account were made.\n");
    check("apple_account", &text, name);
}
