//! What whole messages claim: brands, amounts, ids, deadlines, kinds, in several languages.

#![allow(clippy::expect_used)] // A test that cannot begin has failed.

use claims::{Claims, Lexicon, NamedText, Ownership, Settings, extract};
use registry::Registry;
use text::Place;

struct Ground {
    registry: Registry,
    lexicon: Lexicon,
}

impl Ground {
    fn new() -> Self {
        Self {
            registry: Registry::builtin().expect("the built-in registry loads"),
            lexicon: Lexicon::builtin().expect("the built-in lexicon loads"),
        }
    }

    fn read(&self, texts: &[(Place, &str)]) -> Claims {
        let texts: Vec<NamedText> = texts
            .iter()
            .map(|&(place, text)| NamedText { place, text })
            .collect();
        extract(&texts, &self.registry, &self.lexicon, &Settings::default())
    }

    fn body(&self, text: &str) -> Claims {
        self.read(&[(Place::Body, text)])
    }
}

fn ids(brands: &[claims::BrandClaim]) -> Vec<&str> {
    brands.iter().map(|it| it.id.as_str()).collect()
}

#[track_caller]
fn check_claimed(texts: &[(Place, &str)], expected: &[&str]) {
    let claims = Ground::new().read(texts);
    assert_eq!(ids(&claims.brands), expected, "in {texts:?}");
}

#[track_caller]
fn check_disguised(name: &str, brand: &str) {
    let text = format!("Your {name} account was charged. Thank you for shopping with {name}");
    let claims = Ground::new().body(&text);
    let claim = claims.brands.iter().find(|it| it.id == brand);
    let disguised = claim.is_some_and(|it| it.evidence.iter().any(|it| it.disguised));
    assert!(
        disguised,
        "{name:?} is {brand} in disguise: {:?}",
        claims.brands
    );
}

#[test]
fn the_senders_name_claims() {
    check_claimed(&[(Place::DisplayName, "Amazon")], &["amazon"]);
    check_claimed(&[(Place::DisplayName, "PayPal Service")], &["paypal"]);
    check_claimed(&[(Place::DisplayName, "Chase")], &["chase"]);
    check_claimed(&[(Place::DisplayName, "Chase Miller")], &[]);
}

/// Twins: only the address, or only what follows the name, is another.
#[test]
fn a_longer_name_that_the_address_bears_is_another_firm_or_person() {
    let check = |name: &str, address: &str, expected: &[&str]| {
        let body = format!("Thank you for your order with {name}. Questions? Call {name}.");
        let sender = [(Place::DisplayName, name), (Place::SenderAddress, address)];
        check_claimed(&[sender[0], sender[1], (Place::Body, &body)], expected);
    };
    check("Delta Dental", "billing@deltadental.example", &[]);
    check("Delta Dental", "billing@accounts-desk.example", &["delta"]);
    check("Otto Kramhöller", "otto.kramhoeller@gmail.com", &["otto"]);
    check("Otto Kramholler", "otto.kramholler@gmail.com", &[]);
    check("Chase Alerts", "no-reply@chasealerts.example", &["chase"]);
    check("Amazon Prime", "orders@amazonprime.example", &["amazon"]);
}

#[test]
fn a_text_that_speaks_in_the_brands_name_claims() {
    for body in [
        "Thank you for shopping with Amazon.",
        "Your Amazon order has shipped.",
        "Kind regards,\nThe Amazon Team",
        "Welcome to Amazon!",
        "Vielen Dank f\u{fc}r Ihre Bestellung bei Amazon",
        "Merci pour votre commande sur Amazon",
        "Grazie per il suo ordine su Amazon",
        "Gracias por su compra en Amazon",
        "Obrigado por comprar na Amazon",
    ] {
        check_claimed(&[(Place::Body, body)], &["amazon"]);
    }
}

#[test]
fn a_heading_claims() {
    let body = "PayPal\n\nHello, your payment of $20.00 is on its way. Details follow here.";
    check_claimed(&[(Place::Body, body)], &["paypal"]);
}

#[test]
fn naming_a_brand_in_passing_does_not() {
    for body in [
        "Follow us on Facebook and Twitter.",
        "You paid with PayPal. Our shop thanks you.",
        "Available on the App Store and on Google Play.",
        "Our program is compatible with Microsoft Office.",
        "Microsoft said on Tuesday that its earnings rose.",
        "We sell cases like Apple, Samsung and others.",
        "The United States and the target audience of our booking page.",
    ] {
        check_claimed(&[(Place::Body, body)], &[]);
    }
}

#[test]
fn mentions_are_kept_apart() {
    let claims = Ground::new().body("Microsoft said on Tuesday that its earnings rose.");
    assert_eq!(ids(&claims.mentions), ["microsoft"]);
}

#[test]
fn the_strongest_claim_comes_first() {
    let claims = Ground::new().read(&[
        (Place::DisplayName, "PayPal"),
        (
            Place::Body,
            "Your PayPal account was used. Sent through Amazon.",
        ),
    ]);
    assert_eq!(ids(&claims.brands).first(), Some(&"paypal"));
}

#[test]
fn disguised_names_are_seen_through() {
    check_disguised("PayPaI", "paypal");
    check_disguised("paypa1", "paypal");
    check_disguised("p@ypal", "paypal");
    check_disguised("e b a y", "ebay");
    check_disguised("A m a z o n", "amazon");
    check_disguised("A\u{34f}m\u{34f}a\u{34f}z\u{34f}o\u{34f}n", "amazon");
    check_disguised("Arnazon", "amazon");
    check_disguised("N_o_r_t_o_n", "norton_lifelock");
    check_disguised("Micr0soft", "microsoft");
    check_disguised("Micros\u{43e}ft", "microsoft");
    check_disguised("Netf\u{336}l\u{336}i\u{336}x\u{336}", "netflix");
    check_disguised(
        "\u{1d40f}\u{1d41a}\u{1d432}\u{1d40f}\u{1d41a}\u{1d425}",
        "paypal",
    );
}

#[test]
fn words_that_only_resemble_names_are_no_disguise() {
    let claims =
        Ground::new().body("Eine Zeile Text von Herrn Stearn, der in der Sonne am See liest.");
    let all = claims.brands.iter().chain(&claims.mentions);
    assert_eq!(all.count(), 0);
    let claims = Ground::new().body("Your Amazon order has shipped.");
    assert!(claims.brands[0].evidence.iter().all(|it| !it.disguised));
}

#[test]
fn an_address_at_a_mailbox_provider_claims_nothing() {
    check_claimed(&[(Place::SenderAddress, "jane.roe@gmail.com")], &[]);
    let claims = Ground::new().read(&[
        (Place::SenderAddress, "amazon.orders@gmail.com"),
        (Place::Subject, "Your Amazon order"),
    ]);
    let kinds: Vec<&str> = claims.brands[0].evidence.iter().map(|it| it.kind).collect();
    assert!(kinds.contains(&"sender_address") && kinds.contains(&"subject"));
}

#[test]
fn order_ids_are_held_against_the_brands_form() {
    let order = |id: &str| {
        let text = format!("Thank you for shopping with Amazon. Order number: {id}");
        let claims = Ground::new().body(&text);
        let found = claims.order_ids.first().cloned();
        found.map(|it| (it.id, it.format_ok, it.brand))
    };
    let amazon = Some("amazon".to_owned());
    assert_eq!(
        order("113-1234567-1234567"),
        Some(("113-1234567-1234567".to_owned(), Some(true), amazon.clone()))
    );
    assert_eq!(
        order("AMZ-99213"),
        Some(("AMZ-99213".to_owned(), Some(false), amazon))
    );
    let claims = Ground::new().body("Rechnungsnummer: RE-2026/0815. Danke.");
    assert_eq!(claims.order_ids[0].id, "RE-2026/0815");
    assert_eq!(claims.order_ids[0].format_ok, None);
}

#[test]
fn what_follows_a_label_is_not_always_an_id() {
    for body in [
        "Your order is on its way",
        "Order date: 2026-11-24",
        "Invoice 2026",
        "Order total: $20.00",
        "Receipt USD390.88",
        "Booking 9.00",
        "Order 51-100 pieces",
    ] {
        let claims = Ground::new().body(body);
        let found: Vec<&str> = claims.order_ids.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(found, [""; 0], "in {body:?}");
    }
}

#[test]
fn deadlines_are_read_with_their_hours() {
    let hours = |text: &str| {
        let claims = Ground::new().body(text);
        claims.deadlines.first().map(|it| it.hours)
    };
    assert_eq!(hours("Call us within 24 hours to cancel"), Some(Some(24)));
    assert_eq!(hours("You must reply within 2 days"), Some(Some(48)));
    assert_eq!(
        hours("Antworten Sie innerhalb von 48 Stunden"),
        Some(Some(48))
    );
    assert_eq!(hours("Responda em at\u{e9} 12 horas"), Some(Some(12)));
    assert_eq!(hours("Appelez sous 24 heures"), Some(Some(24)));
    assert_eq!(hours("Chiami entro 24 ore"), Some(Some(24)));
    assert_eq!(hours("Cancel before midnight"), Some(None));
    assert_eq!(hours("We are open 24 hours"), None);
    assert_eq!(hours("within 99999999999 hours"), None);
}

#[test]
fn the_kind_of_claim_is_told() {
    let kind = |subject: &str, body: &str| {
        let claims = Ground::new().read(&[(Place::Subject, subject), (Place::Body, body)]);
        claims.kind.map(claims::ClaimKind::name)
    };
    assert_eq!(
        kind("Subscription renewal", "Your antivirus plan was renewed."),
        Some("renewal")
    );
    assert_eq!(
        kind("Order confirmation", "Your order was placed."),
        Some("order")
    );
    assert_eq!(
        kind("New sign-in", "We noticed a new login to your account."),
        Some("security_alert")
    );
    assert_eq!(
        kind("Ihre Rechnung", "Anbei Ihre Rechnung Nr. 12."),
        Some("invoice")
    );
    assert_eq!(kind("Lunch", "Shall we meet at noon?"), None);
}

#[test]
fn languages_are_told() {
    let language = |text: &str| Ground::new().body(text).language;
    assert_eq!(
        language("If you did not place this order, please call us at once."),
        Some("en")
    );
    assert_eq!(
        language("Caso n\u{e3}o reconhe\u{e7}a esta compra, ligue para n\u{f3}s agora."),
        Some("pt")
    );
    assert_eq!(
        language("Si no reconoce este cargo, llame a nuestro centro de atenci\u{f3}n."),
        Some("es")
    );
    assert_eq!(
        language("Wenn Sie diese Bestellung nicht aufgegeben haben, rufen Sie uns bitte an."),
        Some("de")
    );
    assert_eq!(
        language("Si vous n'\u{ea}tes pas \u{e0} l'origine de cet achat, appelez notre service."),
        Some("fr")
    );
    assert_eq!(
        language("Se non ha autorizzato questo pagamento, chiami subito il nostro servizio."),
        Some("it")
    );
    // No phrase speaks of these, the words alone do.
    assert_eq!(
        language("It was raining when we came, and they had left already."),
        Some("en")
    );
    assert_eq!(
        language("Es hat geregnet, als wir kamen, und sie waren nicht mehr da."),
        Some("de")
    );
    assert_eq!(language("12345"), None);
}

#[test]
fn a_number_belongs_to_whom_the_registry_says() {
    let ground = Ground::new();
    let listed = ground
        .registry
        .brands()
        .iter()
        .find_map(|brand| {
            let phone = brand.listed_phones().find(|it| it.e164.starts_with("+1"))?;
            (brand.id == "amazon").then_some(phone.e164.clone())
        })
        .expect("the registry lists a number of Amazon in the United States");
    let of = |number: &str| {
        let text = format!("Thank you for shopping with Amazon. Call us at {number}.");
        let claims = ground.body(&text);
        let found = claims.numbers.first().cloned().expect("a number");
        (found.ownership, found.owner)
    };
    assert_eq!(of(&listed), (Ownership::Listed, Some("Amazon".to_owned())));
    assert_eq!(of("+1 803 555 0142"), (Ownership::NotListed, None));
    assert_eq!(of("+44 20 7946 0958"), (Ownership::Unknown, None));
    let claims = ground.body("Thank you for your purchase. Call us at +1 803 555 0142.");
    assert_eq!(claims.numbers[0].ownership, Ownership::Unknown);
}

#[test]
fn each_place_of_a_number_is_kept_and_the_body_comes_first() {
    let claims = Ground::new().read(&[
        (Place::Subject, "Call +1 803 555 0142"),
        (Place::TelLink, "+18035550142"),
        (Place::HiddenText, "call us at 803-555-0142"),
        (Place::Body, "Please call us at 803-555-0142."),
        (Place::SenderAddress, "8035550142@example.com"),
    ]);
    let places: Vec<Place> = claims.numbers.iter().map(|it| it.quote.place).collect();
    assert_eq!(
        places,
        [
            Place::Body,
            Place::Subject,
            Place::TelLink,
            Place::HiddenText
        ]
    );
    assert!(claims.numbers.iter().all(|it| it.e164 == "+18035550142"));
}

#[test]
fn lures_in_all_languages_speak_in_the_same_concepts() {
    let lures = [
        (
            "en",
            "If you did not authorize this charge, please call us to cancel it.",
        ),
        (
            "pt",
            "Se voc\u{ea} n\u{e3}o reconhece esta compra, ligue para a central de atendimento e cancele.",
        ),
        (
            "es",
            "Si usted no autoriz\u{f3} este cargo, llame a nuestro centro de atenci\u{f3}n.",
        ),
        (
            "de",
            "Falls Sie diese Zahlung nicht veranlasst haben, rufen Sie unseren Kundenservice an.",
        ),
        (
            "fr",
            "Si vous n'avez pas effectu\u{e9} cet achat, appelez notre service client.",
        ),
        (
            "it",
            "Se non ha effettuato questo acquisto, chiami subito il servizio clienti.",
        ),
        (
            "nl",
            "Als u deze bestelling niet heeft geplaatst, bel dan direct onze klantenservice.",
        ),
    ];
    for (language, lure) in lures {
        let claims = Ground::new().body(lure);
        for concept in ["dispute", "call_request"] {
            let said = claims
                .phrases
                .iter()
                .any(|it| it.concept == concept && it.language == language);
            assert!(said, "{concept} in {lure:?}: {:?}", claims.phrases);
        }
    }
}

#[test]
fn everything_is_quoted_from_the_text_as_written() {
    let text = "\u{417}d\u{440}avo! Your P\u{34f}ayPal order #12345 of \u{20ac}1.299,00 \
        must be cancelled within 24 hours: call 8\u{200b}03-555-0142.";
    let claims = Ground::new().body(text);
    let quotes = claims
        .amounts
        .iter()
        .map(|it| &it.quote)
        .chain(claims.order_ids.iter().map(|it| &it.quote))
        .chain(claims.deadlines.iter().map(|it| &it.quote))
        .chain(claims.phrases.iter().map(|it| &it.quote))
        .chain(
            claims
                .numbers
                .iter()
                .flat_map(|it| [&it.quote, &it.context]),
        )
        .chain(
            claims
                .brands
                .iter()
                .flat_map(|it| &it.evidence)
                .map(|it| &it.quote),
        );
    let mut count = 0;
    for quote in quotes {
        assert_eq!(quote.span.of(text), quote.text);
        assert!(!quote.text.is_empty());
        count += 1;
    }
    assert!(count >= 6);
}
