//! Passports and driving licences. Most have no check digit outside of their machine-readable zone, so a
//! word must stand near.

use super::Kind;
use crate::Confidence::{High, Medium};
use crate::checks::people as check;

pub(super) const KINDS: &[Kind] = &[
    Kind::named("au_passport_number", "[A-Z]{1,2}[0-9]{7}", PASSPORT),
    Kind::named("ca_passport_number", "[A-Z]{2}[0-9]{6}|[A-Z][0-9]{6}[A-Z]{2}", PASSPORT),
    Kind::new("de_passport_number", "[CFGHJK][0-9CFGHJKLMNPRTVWXYZ]{8}[0-9]D?", Medium)
        .text(check::german_document)
        .sure_near(PASSPORT),
    Kind::named("de_passport_number", "[CFGHJK][0-9CFGHJKLMNPRTVWXYZ]{8}", PASSPORT)
        .text(check::has_digit),
    Kind::named("fr_passport_number", "[0-9]{2}[A-Z]{2}[0-9]{5}", PASSPORT),
    Kind::named("jp_passport_number", "[A-Z]{2}[0-9]{7}", PASSPORT),
    Kind::named("uk_passport_number", "[0-9]{9}|[A-Z]{2}[0-9]{7}", PASSPORT),
    Kind::named("us_passport_number", "[0-9]{9}|[A-Z][0-9]{8}", PASSPORT),
    Kind::named("au_driver_license", "[0-9]{6,10}|[A-Z][0-9]{5,9}|[0-9]{2,3} ?[0-9]{3} ?[0-9]{3}", LICENCE),
    Kind::named(
        "ca_driver_license",
        "[A-Z][0-9]{4}[ -]?[0-9]{5}[ -]?[0-9]{5}|[A-Z][0-9]{4}-?[0-9]{6}-?[0-9]{2}|[A-Z]{5}[0-9]{9}|[0-9]{6,9}|\
         [A-Z]{2}-?[A-Z]{2}-?[A-Z]{2}-?[A-Z][0-9]{3}[A-Z]{2}",
        LICENCE,
    ),
    Kind::named("fr_driver_license", "[0-9]{12}|[0-9]{2}[A-Z]{2}[0-9]{5}", &[
        "permis", "permis de conduire", "driver", "driver's", "driving", "licence", "license",
    ]),
    Kind::named("jp_driver_license", "[0-9]{12}", &[
        "運転免許", "運転免許証", "免許証", "driver", "driver's", "driving", "licence", "license",
    ]),
    Kind::new(
        "uk_drivers_license",
        "[A-Z]{1,5}9{0,4}[0-9](?:[05][1-9]|[16][0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9][A-Z][A-Z9][0-9A-Z][A-Z]{2}",
        High,
    )
    .text(|it| it.len() == 16),
    Kind::named(
        "us_driver_license",
        "[A-Z]{1,2}[0-9]{5,14}|[0-9]{7,12}|[A-Z][0-9]{3}-?[0-9]{3,4}-?[0-9]{2,4}(?:-?[0-9]{1,4})?",
        LICENCE,
    ),
];

const PASSPORT: &[&str] = &[
    "passport",
    "passports",
    "reisepass",
    "passnummer",
    "passeport",
    "pasaporte",
    "パスポート",
    "旅券",
];
const LICENCE: &[&str] = &[
    "driver",
    "drivers",
    "driver's",
    "driver’s",
    "driving",
    "licence",
    "license",
    "dl",
    "dln",
    "permit",
    "permis",
];
