//! Every way in which a number is written or hidden, each with a twin that is no number.

#![allow(clippy::expect_used)] // A test that cannot begin has failed.

mod finding;

use claims::{Concealment, LineKind, Settings, numbers};
use text::Place;

use finding::{US, check, check_none, find, lexicon};

#[test]
fn plain_forms_are_found() {
    for text in [
        "Call us at +1 (803) 555-0142 now",
        "Call us at 803-555-0142 now",
        "Call us at 803.555.0142 now",
        "Call us at 803 555 0142 now",
        "Call us at (803) 555-0142.",
        "Call us at (803)5550142.",
        "Call us at 1-803-555-0142, please",
        "Call us at +18035550142",
        "Call us at 001 803 555 0142",
        "Call us at 8035550142",
        "Call us at 18035550142",
        "Call us at 803-555-0142 ext. 12",
        "Call us at 803-555-0142x12",
        "Helpline:+1(803)555-0142",
        "Helpline: [803] 555-0142",
        "<tel:+1-803-555-0142>",
    ] {
        check(text, US, &[]);
    }
}

#[test]
fn the_quote_begins_with_plus_or_bracket() {
    let found = find("Call us at +1 (803) 555-0142 now");
    assert_eq!(found[0].raw, "+1 (803) 555-0142");
    let found = find("Call us at (803) 555-0142 now");
    assert_eq!(found[0].raw, "(803) 555-0142");
}

#[test]
fn several_numbers_are_told_apart() {
    let found = find("Call 803-555-0142 or 803-555-0143, or 803-555-0144/803-555-0145.");
    let numbers: Vec<&str> = found.iter().map(|it| it.e164.as_str()).collect();
    assert_eq!(
        numbers,
        [
            "+18035550142",
            "+18035550143",
            "+18035550144",
            "+18035550145"
        ]
    );
}

#[test]
fn one_number_is_counted_once() {
    let found = find("Call us at 803-555-0142. Again: call us at (803) 555 0142.");
    assert_eq!(found.len(), 1);
}

#[test]
fn invisible_characters_hide() {
    check(
        "call us at 8\u{200b}03-5\u{200c}55-01\u{2060}42",
        US,
        &[Concealment::Invisible],
    );
    check(
        "call us at 803-\u{ad}555-0142",
        US,
        &[Concealment::Invisible],
    );
    check(
        "call us at 8\u{e0139}0\u{e0139}3-555-0142",
        US,
        &[Concealment::Invisible],
    );
}

#[test]
fn combining_marks_hide() {
    check(
        "call us at 8\u{34f}0\u{34f}3\u{34f}-555-0142",
        US,
        &[Concealment::Invisible],
    );
    check(
        "call us at 8\u{336}0\u{336}3\u{336}-555-0142",
        US,
        &[Concealment::Combining],
    );
}

#[test]
fn look_alikes_hide() {
    check(
        "call us at 8\u{43e}3-555-0142",
        US,
        &[Concealment::Confusable, Concealment::LettersForDigits],
    );
    check(
        "call us at 8O3-555-OI42",
        US,
        &[Concealment::LettersForDigits],
    );
    check(
        "call us at l-8O3-555-0l42",
        US,
        &[Concealment::LettersForDigits],
    );
    check(
        "call us at +l (8O3) 555-0142",
        US,
        &[Concealment::LettersForDigits],
    );
}

#[test]
fn other_kinds_of_digits_hide() {
    check(
        "call us at \u{2467}\u{24ea}\u{2462}-555-0142",
        US,
        &[Concealment::Circled],
    );
    check(
        "call us at \u{1d7d6}\u{1d7ce}\u{1d7d1}-555-0142",
        US,
        &[Concealment::Styled],
    );
    check(
        "call us at \u{ff18}\u{ff10}\u{ff13}-555-0142",
        US,
        &[Concealment::FullWidth],
    );
}

#[test]
fn spelled_digits_hide() {
    check(
        "call us at eight zero three five five five zero one four two",
        US,
        &[Concealment::SpelledOut],
    );
    check(
        "call us at eight oh three, triple five 0142",
        US,
        &[Concealment::SpelledOut],
    );
    check(
        "call us at 8 zero 3 - 555 - zero 1 four 2",
        US,
        &[Concealment::SpelledOut],
    );
    check(
        "dial one eight hundred five five five zero one nine nine",
        "+18005550199",
        &[Concealment::SpelledOut],
    );
    check(
        "call eight zero three, fifty five, fifty, one forty two",
        US,
        &[Concealment::SpelledOut],
    );
    check_none("count with me: one two three four five six seven eight nine ten");
    check_none("one of the three men and seven of nine women, two or three of whom called");
}

#[test]
fn numbers_are_read_out_in_pairs_in_other_languages() {
    check(
        "Ihre Bestellung ist unterwegs. Bitte rufen Sie uns an: null drei null, dreiundzwanzig, einundvierzig, zwei fünf",
        "+4930234125",
        &[Concealment::SpelledOut],
    );
    check(
        "Pour annuler la commande appelez le zéro un, quarante-deux, soixante-dix-huit, cinquante-trois, quatre-vingt-onze",
        "+33142785391",
        &[Concealment::SpelledOut],
    );
    check(
        "Pour annuler la commande appelez le zéro un, quatre-vingt-dix-sept, douze, soixante-dix, dix-sept",
        "+33197127017",
        &[Concealment::SpelledOut],
    );
    check(
        "Si no reconoce la compra, llame al novecientos, veintitrés, cuarenta y cinco, sesenta y siete",
        "+34900234567",
        &[Concealment::SpelledOut],
    );
    check(
        "Jos et tunnista ostosta, soita: nolla yhdeksän, kolme yksi viisi neljä, kahdeksan kaksi kuusi yksi. Peruutus onnistuu vain puhelimitse.",
        "+358931548261",
        &[Concealment::SpelledOut],
    );
    check(
        "Jestliže nákup nepoznáváte, volejte: dva dva osm, devět čtyři sedm, jedna pět tři. Zrušení je možné pouze telefonicky.",
        "+420228947153",
        &[Concealment::SpelledOut],
    );
    check(
        "Ha nem ismeri fel a vásárlást, hívja: nulla hat, egy, kilenc kilenc kilenc, nyolc kettő, harmincegy. Lemondás kizárólag telefonon.",
        "+3619998231",
        &[Concealment::SpelledOut],
    );
    check(
        "Kender du ikke købet, skal du ringe til os: enoghalvfjerds, halvfems, seksogtredive, femoghalvtreds. Det kan ikke gøres online.",
        "+4571903655",
        &[Concealment::SpelledOut],
    );
    check_none("Im Jahr achtzehn und neunzehn rufen vierzig und mehr an, um zwanzig Uhr dreißig");
}

#[test]
fn people_group_the_digits_of_their_country_as_they_like() {
    for (text, e164) in [
        (
            "Bitte widerrufen Sie den Auftrag noch heute telefonisch unter 030 23125 417, wenn Sie nichts bestellt haben.",
            "+493023125417",
        ),
        (
            "Para cancelar a encomenda contacte o balcão através do 213 005 147, se não fez a compra.",
            "+351213005147",
        ),
        (
            "Herkent u dit niet? Neem dan telefonisch contact op met onze fraudedesk via 085 - 065 1473.",
            "+31850651473",
        ),
        (
            "Se non ha effettuato lei l'acquisto, chiami il numero 06 4567 8901 per annullare.",
            "+390645678901",
        ),
        (
            "Siparişi siz vermediyseniz iptal etmek için müşteri hizmetlerimizi arayınız: 0850 222 14 73. İyi günler dileriz.",
            "+908502221473",
        ),
        (
            "Har du ikke selv bestilt varen, så ring straks til vores kundeservice på 89 88 41 20 og annuller ordren.",
            "+4589884120",
        ),
        (
            "Har du ikke bestilt dette selv, ring kundeservice på 815 48 333 for å kansellere ordren. Vennlig hilsen",
            "+4781548333",
        ),
        (
            "Jos et ole tehnyt tätä tilausta, voit perua sen soittamalla asiakaspalveluumme numeroon 09 4245 0837.",
            "+358942450837",
        ),
        (
            "Pokud jste objednávku neprovedli, zavolejte na naši zákaznickou linku 228 810 647 a zrušíme ji.",
            "+420228810647",
        ),
        (
            "Ha nem Ön adta le a rendelést, kérjük, hívja ügyfélszolgálatunkat a (06-1) 234-5678 számon.",
            "+3612345678",
        ),
        (
            "Dacă nu ați efectuat această comandă, sunați imediat la serviciul clienți 031 780 4162 pentru anulare.",
            "+40317804162",
        ),
    ] {
        let found = find(text);
        let numbers: Vec<&str> = found.iter().map(|it| it.e164.as_str()).collect();
        assert_eq!(numbers, [e164], "in {text:?}");
    }
    check_none(
        "Ihre Kundennummer: 030 23125 417. Vielen Dank für Ihre Bestellung, die wir heute versenden.",
    );
    check_none("A sua encomenda 213 005 147 foi enviada. Obrigado pela sua compra na nossa loja.");
}

#[test]
fn numbers_are_read_out_in_dutch_and_with_then_between() {
    check(
        "Het bedrag wordt binnen 48 uur van uw rekening gehaald. Wilt u dit niet? Opzeggen kan alleen telefonisch: nul acht vijf ~ 555 ~ nul één 63. Een medewerker helpt u met de betaling.",
        "+31855550163",
        &[Concealment::SpelledOut],
    );
    check(
        "Per annullare il bonifico rivolgersi al centralino: prefisso 02, poi 8736 e infine 5519. Grazie.",
        "+390287365519",
        &[Concealment::OddSeparators],
    );
    check_none("We had 12 guests, then 340 more, then 5519 over the year, and nobody called.");
}

#[test]
fn what_follows_a_sentence_is_no_digit() {
    let text = "Herkent u dit niet? Neem dan telefonisch contact op met onze fraudedesk via 085 - 000 1473. Een medewerker zet uw geld veilig.";
    let found = find(text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].e164, "+31850001473");
}

#[test]
fn an_area_code_in_parentheses_is_no_decimal() {
    for (text, e164) in [
        (
            "Se non ha autorizzato il bonifico chiami subito il servizio antifrode: (06) 9480.2733",
            "+390694802733",
        ),
        (
            "Marina, os seus pontos vencem hoje. É só me ligar no 21 3958-7041, que a gente resolve a compra.",
            "+552139587041",
        ),
        (
            "Un paiement par carte est en cours. Ce n'est pas moi : opposition immédiate au 0·4 6·5 7·1 0·8 3·6, notre conseiller vous guidera.",
            "+33465710836",
        ),
    ] {
        let found = find(text);
        let numbers: Vec<&str> = found.iter().map(|it| it.e164.as_str()).collect();
        assert_eq!(numbers, [e164], "in {text:?}");
    }
    check_none("Table of prices: 8542.48 69.37 for the call, 9480.27 33.10 for the support line");
}

#[test]
fn lines_split() {
    check("call us at 803-\n555-0142", US, &[Concealment::Split]);
    check("call us at +1\n803\n555\n0142", US, &[Concealment::Split]);
}

#[test]
fn odd_separators_hide() {
    check(
        "call us at +1_(8O3)_555~01\u{b7}42",
        US,
        &[Concealment::LettersForDigits, Concealment::OddSeparators],
    );
    check(
        "call us at 1.8.0.3.5.5.5.0.1.4.2",
        US,
        &[Concealment::OddSeparators],
    );
    check(
        "call us at 8 0 3 \u{2013} 5 5 5 \u{2013} 0 1 4 2",
        US,
        &[Concealment::OddSeparators],
    );
    check("call us at 803|555|0142", US, &[Concealment::OddSeparators]);
    check("call us at 803*555*0142", US, &[Concealment::OddSeparators]);
    check(
        "call us at 803 \u{1f4de} 555 \u{1f4de} 0142",
        US,
        &[Concealment::OddSeparators],
    );
    check(
        "call us at 803//555//0142",
        US,
        &[Concealment::OddSeparators],
    );
}

#[test]
fn digits_taken_apart_may_be_parted_by_commas() {
    for text in [
        "Please ring the officer on 8 0 3, 5 5 5, 0 1 4 2 today",
        "Cancel by phone 1 .. 803 .. 555 .. 0142",
    ] {
        check(text, US, &[Concealment::OddSeparators]);
    }
    check_none("Call with the winning numbers 8, 0, 3, 5, 5, 5, 0, 1, 4, 2 at hand");
}

#[test]
fn words_are_glued() {
    check("Call8035550142", US, &[Concealment::Glued]);
    check("Please call 8035550142Thank you", US, &[Concealment::Glued]);
    check("Call8035550142Thank you", US, &[Concealment::Glued]);
    check(
        "Please call 803-555-0142Thank you",
        US,
        &[Concealment::Glued],
    );
    check_none("build abc8035550142def");
}

#[test]
fn words_on_the_keypad_are_numbers_only_behind_toll_free_codes() {
    check("Call 1-800-FLOWERS today", "+18003569377", &[]);
    check("Call 1-888-GET-HELP", "+18884384357", &[]);
    check_none("See section 1-803-FLOWERS");
    check_none("part 800-flowers of the catalogue");
}

#[test]
fn other_countries_are_known() {
    check("Ring us on +44 (0)20 7946 0958", "+442079460958", &[]);
    check(
        "Please ring our helpline on 0800 123 4567",
        "+448001234567",
        &[],
    );
    check(
        "Appelez le 01 23 45 67 89 pour annuler votre commande",
        "+33123456789",
        &[],
    );
    check(
        "Rufen Sie uns an unter 0800 1234567, wenn Sie die Zahlung nicht autorisiert haben",
        "+498001234567",
        &[],
    );
    check(
        "Se n\u{e3}o reconhece esta compra, ligue para 0800 771 2345 imediatamente",
        "+558007712345",
        &[],
    );
    check(
        "Para cancelar a transa\u{e7}\u{e3}o ligue 4003-5913 agora, central de atendimento",
        "+5540035913",
        &[],
    );
    check(
        "Se n\u{e3}o foi voc\u{ea}, ligue para (11) 91234-5678",
        "+5511912345678",
        &[],
    );
    check(
        "Si no reconoce este cargo llame al 900 123 456",
        "+34900123456",
        &[],
    );
    check(
        "Se non ha autorizzato il pagamento chiami il numero verde 800 123 456",
        "+39800123456",
        &[],
    );
    check(
        "Bel ons op 020-1234567 als u deze betaling niet heeft gedaan",
        "+31201234567",
        &[],
    );
    check("Call our support team on 98765 43210", "+919876543210", &[]);
    check(
        "Call our support team on 1300 555 012",
        "+611300555012",
        &[],
    );
}

#[test]
fn kinds_are_told() {
    let kind = |text: &str| find(text)[0].kind;
    assert_eq!(kind("call 1-888-555-0142"), LineKind::TollFree);
    assert_eq!(kind("call 803-555-0142"), LineKind::Fixed);
    assert_eq!(kind("call +44 7400 123456"), LineKind::Mobile);
    assert_eq!(kind("call 1-900-555-0142"), LineKind::Premium);
}

#[test]
fn ids_are_no_numbers() {
    check_none("Your order 113-1234567-1234567 was placed. Call us!");
    check_none("Order number: 803-555-0142");
    check_none("Order #8035550142, call us soon");
    check_none("Invoice ID 8035550142");
    check_none("Tracking number 1Z999AA10123456784");
    check_none("tracking 9400 1118 9922 3397 5786 12, call us");
    check_none("Reference: 8035550142");
    check_none("account number 8035550142");
    check_none("ABC-803-555-0142");
    check_none("invoice_8035550142.pdf");
}

#[test]
fn money_dates_and_times_are_no_numbers() {
    check_none("call us: total $8,035,550,142.00 or 8035550142 \u{20ac}");
    check_none("call us before 11/24/2026 10:30:45 or 2026-11-24 10:30");
    check_none("call us 2026-11-24 2026-11-25");
    check_none("call us on 24.11.2026 1030");
    check_none("06/01/25-05/31/26, call us");
    check_none("call us since 1998 1999 2000 2001");
}

#[test]
fn technical_digits_are_no_numbers() {
    check_none("call us from 208.228.231.183 or 192.168.100.200");
    check_none("call us about version 10.0.19045.3803");
    check_none("call us: https://example.com/803-555-0142?x=803-555-0142");
    check_none("call us: www.example.com/8035550142");
    check_none("write to 8035550142@example.com and call us");
    check_none("Message-ID: <803-555-0142.abc@example.com> call us");
    check_none("call us at 40.7128, -74.0060");
    check_none("call us aGVsbG8803555014WxkIQ8035550142xyz==");
}

#[test]
fn registers_are_no_numbers() {
    check_none("ligue, CNPJ 12.345.678/0001-90");
    check_none("ligue, CPF 123.456.789-09");
    check_none("call us, SSN 123-45-6789");
    check_none("call us, ZIP 94110-1914");
    check_none("call us, IBAN DE89 3704 0044 0532 0130 00");
    check_none("call us, card 4111 1111 1111 1111");
    check_none("call us, ISBN 0-306-40615-2");
    check_none("call us, VAT GB 803 5550 14");
}

#[test]
fn tables_of_figures_are_no_numbers() {
    check_none("call us. DJIA 8542.48  69.37 NASDAQ 1397.25 -21.99 S&P 906.04 5.10");
    check_none("scores 803 555 0142 in the table");
    check_none("call us\n1 2 3 4 5 6 7 8 9 10 11 12\n");
}

#[test]
fn home_regions_decide_about_national_forms() {
    let only_germany = Settings {
        home_regions: vec!["DE".to_owned()],
        ..Settings::default()
    };
    let text = "call 803-555-0142 or +1 803 555 0143";
    let found = numbers::find(text, Place::Body, &lexicon(), &only_germany);
    let numbers: Vec<&str> = found.iter().map(|it| it.e164.as_str()).collect();
    assert_eq!(numbers, ["+18035550143"]);
}

#[test]
fn a_limit_ends_the_search() {
    let settings = Settings {
        max_numbers: 3,
        ..Settings::default()
    };
    let lines: Vec<String> = (100..200).map(|it| format!("call 803-555-0{it}")).collect();
    let text = lines.join("\n");
    let found = numbers::find(&text, Place::Body, &lexicon(), &settings);
    assert_eq!(found.len(), 3);
}

#[test]
fn a_code_that_dials_is_what_to_call_where_the_mail_asks_to_call() {
    let registry = registry::Registry::default();
    let asked = |body: &str, code: &str| -> Vec<bool> {
        let texts = [
            claims::NamedText {
                place: Place::Body,
                text: body,
            },
            claims::NamedText {
                place: Place::Qr,
                text: code,
            },
        ];
        let found = claims::extract(&texts, &registry, &lexicon(), &Settings::default());
        found.numbers.iter().map(|it| it.call_to_action).collect()
    };
    let lure = "Scan the code to call our support and cancel the order.";
    assert_eq!(asked(lure, "tel:+18335550127"), [true]);
    assert_eq!(
        asked(lure, "https://shop.example/?ref=+18335550127"),
        [false; 0]
    );
    assert_eq!(
        asked("Your mainsail is ready.", "tel:+18335550127"),
        [false]
    );
}
