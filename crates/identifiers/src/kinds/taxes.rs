//! Numbers of taxpayers and companies.

use super::Kind;
use crate::Confidence::{High, Low, Medium};
use crate::checks::{companies as check, people};

pub(super) const KINDS: &[Kind] = &[
    Kind::new("at_vat", "ATU ?[0-9]{8}", High).digits(check::austrian_vat),
    Kind::new(
        "be_vat",
        r"BE ?[01][0-9]{3}[. ]?[0-9]{3}[. ]?[0-9]{3}",
        High,
    )
    .digits(check::belgian_vat),
    Kind::new("de_vat", "DE ?[1-9][0-9]{2} ?[0-9]{3} ?[0-9]{3}", High).digits(people::iso_11_10),
    Kind::new(
        "fr_vat",
        "FR ?[0-9A-HJ-NP-Z]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}",
        High,
    )
    .text(check::french_vat),
    Kind::new("hu_vat", "HU ?[0-9]{8}", High).digits(check::hungarian_vat),
    Kind::new("hu_vat", "[0-9]{8}-[1-5]-[0-9]{2}", Medium)
        .digits(check::hungarian_tax_number)
        .sure_near(&["adószám", "adoszam", "vat", "tax", "áfa"]),
    Kind::new(
        "nl_vat",
        r"NL ?[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}\.?B[0-9]{2}",
        High,
    )
    .text(check::dutch_vat),
    Kind::new("au_abn", "[1-9][0-9] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}", Medium)
        .digits(check::australian_business)
        .sure_near(&["abn", "business number", "tax invoice", "gst"]),
    Kind::new("au_tfn", "[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}", Low)
        .digits(people::australian_tax_file)
        .sure_near(&["tfn", "tax file"]),
    Kind::new(
        "de_tax_id",
        "[1-9][0-9] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}",
        Medium,
    )
    .digits(people::german_tax_id)
    .sure_near(&[
        "idnr",
        "id-nr",
        "tin",
        "steuer-id",
        "steueridentifikationsnummer",
        "steuer",
        "identifikationsnummer",
        "tax id",
    ]),
    Kind::named(
        "luxembourg_nonnatural_id",
        "(?:18|19|20)[0-9]{2} ?[0-9]{4} ?[0-9]{3}",
        &[
            "matricule",
            "luxembourg",
            "numéro national",
            "numero national",
            "luxemburg",
        ],
    ),
    Kind::new("pl_regon", "[0-9]{9}|[0-9]{14}", Low)
        .digits(check::polish_regon)
        .sure_near(&["regon"]),
    Kind::new("sg_uen", "[0-9]{8}[A-Z]", Low)
        .text(check::singapore_business)
        .sure_near(UEN),
    Kind::new("sg_uen", "(?:18|19|20)[0-9]{7}[A-Z]", Medium)
        .text(check::singapore_local)
        .sure_near(UEN),
    Kind::new("sg_uen", "[TSR][0-9]{2}[A-Z]{2}[0-9]{4}[A-Z]", High).text(check::singapore_other),
    Kind::new("uk_utr", "[0-9]{5} ?[0-9]{5}", Low)
        .digits(check::british_utr)
        .sure_near(&["utr", "unique taxpayer", "self assessment", "hmrc"]),
    Kind::new("us_itin", "9[0-9]{2}[ -][5-9][0-9][ -][0-9]{4}", Medium)
        .digits(people::american_taxpayer)
        .sure_near(&["itin", "taxpayer", "tax id", "tin"]),
    Kind::named(
        "us_itin",
        "9[0-9]{2}[5-9][0-9]{5}",
        &["itin", "individual taxpayer"],
    )
    .digits(people::american_taxpayer),
];

const UEN: &[&str] = &[
    "uen",
    "entity number",
    "company registration",
    "co. reg",
    "gst reg",
    "acra",
];
