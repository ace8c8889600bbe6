//! Each kind with a text that holds one and a text that does not: a broken check digit, another format, or
//! no word beside it. Numbers are the ones that authorities and standards give as examples, or made up to
//! fit.

use identifiers::{Confidence, find, names};

/// A kind; a text with one that is reported as likely; a text without.
const CASES: &[(&str, &str, &str)] = &[
    // Check digits: the second text differs in one character.
    ("at_vat", "UID: ATU13585627", "UID: ATU13585628"),
    ("au_abn", "ABN 83 914 571 673", "ABN 83 914 571 674"),
    (
        "au_medicare",
        "Medicare card 2123 45670 1",
        "Medicare card 2123 45680 1",
    ),
    ("au_tfn", "My TFN is 123 456 782", "My TFN is 123 456 783"),
    ("be_vat", "BTW BE 0403.456.751", "BTW BE 0403.456.752"),
    (
        "canadian_sin",
        "Social insurance: 046-454-286",
        "Social insurance: 046-454-287",
    ),
    (
        "ca_health_service",
        "OHIP 9876-543-225 AB",
        "OHIP 9876-543-226 AB",
    ),
    (
        "cn_prc_id",
        "身份证 11010519491231002X",
        "身份证 110105194912310021",
    ),
    (
        "cn_prc_id",
        "id 11010519491231002X.",
        "id 11010519491331002X.",
    ),
    (
        "credit_card_number",
        "4111 1111 1111 1111",
        "4111 1111 1111 1112",
    ),
    (
        "credit_card_number",
        "card 378282246310005",
        "card 378282246310006",
    ),
    (
        "credit_card_number",
        "3782 822463 10005",
        "378 282 246 310 005",
    ),
    (
        "credit_card_number",
        "mastercard 5555555555554444",
        "mastercard 5555555555554445",
    ),
    (
        "credit_card_number",
        "2223 0031 2200 3222",
        "order 8111 1111 1111 1118",
    ),
    (
        "crypto_wallet_address",
        "16L5yRNPTuciSgXGHqYwn9N6NeoKqopAu",
        "16L5yRNPTuciSgXGHqYwn9N6NeoKqopAv",
    ),
    (
        "crypto_wallet_address",
        "TA4Y62o6YC2Zsck9rZVGTvqW1AQ7X9zTnj",
        "TA4Y62o6YC2Zsck9rZVGTvqW1AQ7X9zTnk",
    ),
    (
        "crypto_wallet_address",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
    ),
    ("de_passport_number", "Reisepass C01X00T478", "C01X00T479"),
    ("de_personalausweis", "Ausweis T220001293", "T220001294"),
    (
        "de_tax_id",
        "Steuer-ID 86 095 742 719",
        "Steuer-ID 86 095 742 718",
    ),
    ("de_tax_id", "86095742719", "Steuer-ID 12345678903"),
    ("de_vat", "USt-IdNr. DE136695976", "USt-IdNr. DE136695977"),
    (
        "es_bank_account",
        "ES91 2100 0418 4502 0005 1332",
        "ES92 2100 0418 4502 0005 1332",
    ),
    (
        "es_bank_account",
        "CCC 2100 0418 45 0200051332",
        "CCC 2100 0418 46 0200051332",
    ),
    ("es_dni_nie_nif", "DNI 54362315K", "DNI 54362315L"),
    ("es_dni_nie_nif", "NIE X-2482300-W", "NIE X-2482300-X"),
    ("es_dni_nie_nif", "CIF B58501255", "CIF B58501256"),
    (
        "es_dni_nie_nif",
        "Seguridad social 28 12345678 40",
        "Seguridad social 28 12345678 41",
    ),
    (
        "fr_bank_account",
        "RIB 20041 01005 00500013026 06",
        "RIB 20041 01005 00500013026 07",
    ),
    (
        "fr_bank_account",
        "FR76 2004 1010 0500 5000 1302 606",
        "FR77 2004 1010 0500 5000 1302 606",
    ),
    ("fr_insee", "2 55 10 14 168 025 70", "2 55 10 14 168 025 71"),
    ("fr_insee", "184052A12345682", "184052B12345682"),
    ("fr_vat", "TVA FR 83 404 833 048", "TVA FR 84 404 833 048"),
    ("hu_taj", "TAJ-szám: 123 456 788", "TAJ-szám: 123 456 789"),
    ("hu_vat", "HU12892312", "HU12892313"),
    ("hu_vat", "adószám 12892312-2-41", "adószám 12892313-2-41"),
    (
        "iban_code",
        "GB82 WEST 1234 5698 7654 32",
        "GB82 WEST 1234 5698 7654 33",
    ),
    ("iban_code", "NL91ABNA0417164300", "NL91ABNA041716430"),
    (
        "jp_my_number",
        "マイナンバー 1234 5678 9018",
        "マイナンバー 1234 5678 9019",
    ),
    (
        "jwt",
        JWT,
        "eyJmb28iOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJzdWIiOiAiMSJ9.c2lnbmF0dXJl",
    ),
    (
        "http_authorization_header",
        "Authorization: Basic cGF0OmNvcnJlY3QgaG9yc2U=",
        "Authorization: Basic cGF0IGNvcnJlY3QgaG9yc2U=",
    ),
    ("kr_rrn", "971013-1019872", "971313-1019872"),
    ("kr_rrn", "971013-1019872", "971013-1019873"),
    ("nhs_number", "NHS No: 943 476 5919", "NHS No: 943 476 5918"),
    ("nl_bsn", "BSN 111222333", "BSN 111222334"),
    ("nl_vat", "NL004495440B07", "NL123456789B07"),
    ("nl_vat", "btw NL111222333B01", "btw NL111222334B01"),
    (
        "nz_bank_account",
        "Account 01-0902-0068389-00",
        "Account 01-0902-0068390-00",
    ),
    ("nz_moh", "NHI ZAC5361", "NHI ZAC5362"),
    ("nz_moh", "NHI ZBN77VL", "NHI ZBN77VM"),
    ("pl_regon", "REGON 123456785", "REGON 123456786"),
    ("pl_regon", "REGON 12345678512347", "REGON 12345678512348"),
    ("se_personnummer", "880320-0016", "880320-0017"),
    (
        "se_personnummer",
        "personnummer 198803200016",
        "personnummer 198813200016",
    ),
    ("sg_nric", "S1234567D", "S1234567E"),
    ("sg_nric", "G1234567X", "G1234567Y"),
    ("sg_nric", "M1234567K", "M1234567L"),
    ("sg_uen", "UEN 00192200M", "UEN 00192200N"),
    ("sg_uen", "197401143C", "197401143D"),
    ("sg_uen", "S16FC0121D", "S16FC0121E"),
    ("uk_utr", "UTR 19558 39661", "UTR 29558 39661"),
    (
        "us_aba_routing_number",
        "Routing 121000248",
        "Routing 121000249",
    ),
    ("us_dea_number", "DEA# AB1234563", "DEA# AB1234564"),
    ("us_npi", "NPI 1234567893", "NPI 1234567894"),
    (
        "vehicle_vin",
        "VIN 1M8GDM9AXKP042788",
        "VIN 1M8GDM9A1KP042788",
    ),
    // Numbers that are not given out.
    (
        "social_security_number",
        "SSN 536-90-4399",
        "SSN 666-90-4399",
    ),
    (
        "social_security_number",
        "SSN: 536904399",
        "order 536904399",
    ),
    ("us_itin", "912-70-1234", "912-89-1234"),
    ("us_itin", "ITIN 912701234", "order 912701234"),
    ("uk_nino", "AB 12 34 56 C", "GB 12 34 56 C"),
    ("swift_bic", "SWIFT: DEUTDEFF500", "SWIFT: DEUTQQFF500"),
    (
        "mac_address",
        "00:1B:44:11:3A:B7",
        "00:1B:44:11:3A:B7:01:02",
    ),
    // Formats that nothing else has.
    ("aws_access_key", "AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7"),
    (
        "aws_access_key",
        "aws_secret_access_key = wJalrXUtnFEMIXK7MDENGXbPxRfiCYEXAMPLEKEY",
        "aws_secret_access_key = none",
    ),
    (
        "github_token",
        "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "ghp_short",
    ),
    (
        "google_api_key",
        "AIza0123456789abcdefghijABCDEFGHIJ01234",
        "AIza0123",
    ),
    (
        "oauth_client_secret",
        "client_secret=Zx81-aa_92kdPq77Lm",
        "client_secret=your-secret-goes-here",
    ),
    (
        "private_key",
        "-----BEGIN RSA PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----",
    ),
    (
        "private_key",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----",
        "-----BEGIN PGP MESSAGE-----",
    ),
    (
        "slack_access_token",
        "xoxb-0123456789-abcdefABCDEF",
        "xoxb-1",
    ),
    (
        "ssl_certificate",
        "-----BEGIN CERTIFICATE-----",
        "-----END CERTIFICATE-----",
    ),
    (
        "crypto_wallet_address",
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x52908400098527886E0F7030069857D2E4169E",
    ),
    (
        "email_address",
        "write to pat.doe@mail.example.org.",
        "write to pat@localhost",
    ),
    (
        "fi_european_health_insurance",
        "80246012345678901234",
        "80245012345678901234",
    ),
    ("uk_drivers_license", "MORGA657054SM9IJ", "MORGA657954SM9IJ"),
    (
        "us_medicare_beneficiary_id",
        "1EG4-TE5-MK73",
        "1EG4-TE5-MKS3",
    ),
    ("us_icd10", "Diagnosis: E11.9", "Room E11.9"),
    // Formats that a word must name.
    ("au_bank_account", "BSB 062-000", "call 062-000"),
    (
        "au_bank_account",
        "Bank: 062-000 1234 5678",
        "Room: 062-000 1234 5678",
    ),
    (
        "au_driver_license",
        "Driver licence 12345678",
        "Order 12345678",
    ),
    ("au_passport_number", "Passport N1234567", "Part N1234567"),
    (
        "ca_bank_account",
        "Transit 12345-003-1234567",
        "Order 12345-003-1234567",
    ),
    (
        "ca_driver_license",
        "Driver's licence A1234-56789-01234",
        "Part A1234-56789-01234",
    ),
    ("ca_passport_number", "Passport AB123456", "Part AB123456"),
    (
        "ca_health_service",
        "RAMQ ABCD 1234 5678",
        "Code ABCD 1234 5678",
    ),
    ("ca_phin", "PHIN 123 456 789", "Ref 123 456 789"),
    (
        "de_personalausweis",
        "Personalausweis L01X00T47",
        "Teil L01X00T47",
    ),
    (
        "fr_cni",
        "Carte nationale d'identité 880692310285",
        "Commande 880692310285",
    ),
    (
        "fr_driver_license",
        "Permis de conduire 123456789012",
        "Commande 123456789012",
    ),
    (
        "fr_passport_number",
        "Passeport 12AB34567",
        "Colis 12AB34567",
    ),
    (
        "jp_driver_license",
        "運転免許証 123456789012",
        "注文 123456789012",
    ),
    (
        "jp_passport_number",
        "Passport TK1234567",
        "Flight TK1234567",
    ),
    (
        "luxembourg_nonnatural_id",
        "Matricule 1999 2200 123",
        "Order 1999 2200 123",
    ),
    (
        "uk_electoral_roll",
        "Electoral roll number AB 1234",
        "Room AB 1234",
    ),
    (
        "uk_passport_number",
        "Passport 123456789",
        "Order 123456789",
    ),
    (
        "us_bank_number",
        "Account number: 000123456789",
        "Order number: 000123456789",
    ),
    (
        "us_driver_license",
        "Driver license D1234567",
        "Part D1234567",
    ),
    ("us_icd9", "ICD-9 250.01", "Total 250.01"),
    (
        "us_passport_number",
        "US passport 123456789",
        "Order 123456789",
    ),
    ("kr_rrn", "주민등록번호 971013-1019879", "971013-1019879"),
];

const JWT: &str =
    "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJzdWIiOiAiMSIsICJuYW1lIjogIlBhdCJ9.c2lnbmF0dXJl";

fn likely(text: &str, kind: &str) -> bool {
    let found = find(text).identifiers;
    found
        .iter()
        .any(|it| it.kind == kind && it.confidence >= Confidence::Medium)
}

#[test]
fn each_kind_is_told_from_what_it_is_not() {
    let wrong = CASES
        .iter()
        .filter(|(kind, with, without)| !likely(with, kind) || likely(without, kind));
    let wrong: Vec<_> = wrong
        .map(|(kind, with, without)| (kind, likely(with, kind), likely(without, kind)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_kind_has_a_case() {
    let without: Vec<_> = names()
        .into_iter()
        .filter(|name| !CASES.iter().any(|(kind, ..)| kind == name))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn a_text_is_found_as_it_stands() {
    let text = "first\nIBAN: GB82 WEST 1234 5698 7654 32, thank you";
    let found = find(text);
    let iban = found.identifiers.iter().find(|it| it.kind == "iban_code");
    let iban = iban.map(|it| (&text[it.start..it.start + it.text.len()], it.text.as_str()));
    assert_eq!(
        iban,
        Some(("GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"))
    );
}

#[test]
fn prose_holds_none() {
    for text in [
        "",
        "Dear Pat, the parcel arrives on 2026-11-24 between 10:00 and 12:30.",
        "Total: $349.99 for 3 items, order 112-3456789-0123456.",
        "Call +1 (800) 555-0199 or visit us at 12 High Street, Suite 400.",
        "Größe 38, Straße 7, naïve café; 100 % Zufriedenheit.",
    ] {
        let found = find(text).identifiers;
        let likely: Vec<_> = found
            .iter()
            .filter(|it| it.confidence >= Confidence::Medium)
            .collect();
        assert!(likely.is_empty(), "{text}: {likely:?}");
    }
}
