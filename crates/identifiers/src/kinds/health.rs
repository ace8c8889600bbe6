//! Numbers and codes of health care.

use super::Kind;
use crate::Confidence::{High, Low, Medium};
use crate::checks::{health as check, people};

pub(super) const KINDS: &[Kind] = &[
    Kind::new(
        "au_medicare",
        "[2-6][0-9]{3} ?[0-9]{5} ?[0-9](?:[ /-]?[1-9])?",
        Low,
    )
    .digits(check::australian_medicare)
    .sure_near(&["medicare", "irn"]),
    Kind::named(
        "ca_health_service",
        "[0-9]{4}[ -]?[0-9]{3}[ -]?[0-9]{3}(?:[ -]?[A-Z]{2})?",
        &[
            "health card",
            "ohip",
            "health number",
            "health service",
            "msp",
            "phn",
            "health insurance",
        ],
    )
    .digits(people::luhn),
    Kind::named(
        "ca_health_service",
        "[A-Z]{4} ?[0-9]{4} ?[0-9]{4}",
        &[
            "ramq",
            "assurance maladie",
            "health insurance",
            "health card",
            "nam",
        ],
    ),
    Kind::named(
        "ca_phin",
        "[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}",
        &[
            "phin",
            "personal health",
            "manitoba health",
            "health identification",
        ],
    ),
    Kind::new(
        "fi_european_health_insurance",
        "80246[0-9]{15}|8024 ?6[0-9]{3}(?: ?[0-9]{4}){3}",
        High,
    ),
    Kind::new("nhs_number", "[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}", Low)
        .digits(check::british)
        .sure_near(&["nhs", "nhs number", "nhs no", "national health", "patient"]),
    Kind::new(
        "nz_moh",
        "[A-HJ-NP-Z]{3}[0-9]{2}(?:[0-9]{2}|[A-HJ-NP-Z]{2})",
        Medium,
    )
    .text(check::new_zealand)
    .sure_near(&["nhi", "national health index", "moh", "ministry of health"]),
    Kind::new("us_dea_number", "[A-HJ-MP-UX][A-Z9][0-9]{7}", Low)
        .digits(check::dea)
        .sure_near(&[
            "dea",
            "dea#",
            "prescriber",
            "controlled substance",
            "registration number",
        ]),
    Kind::new("us_npi", "[12][0-9]{9}", Low)
        .digits(check::provider)
        .sure_near(&["npi", "provider identifier", "provider id", "provider"]),
    Kind::new(
        "us_medicare_beneficiary_id",
        "[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9]-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9]-?\
         [AC-HJKMNP-RT-Y]{2}[0-9]{2}",
        High,
    ),
    Kind::new("us_icd10", r"[A-TV-Z][0-9][0-9AB]\.[0-9A-KXZ]{1,4}", Low).sure_near(ICD10),
    Kind::named("us_icd10", "[A-TV-Z][0-9][0-9AB]", ICD10),
    Kind::named(
        "us_icd9",
        r"[0-9]{3}(?:\.[0-9]{1,2})?|V[0-9]{2}(?:\.[0-9]{1,2})?|E[0-9]{3}(?:\.[0-9])?",
        &["icd-9", "icd9", "icd-9-cm", "icd 9"],
    ),
];

const ICD10: &[&str] = &[
    "icd",
    "icd-10",
    "icd10",
    "icd-10-cm",
    "icd 10",
    "diagnosis code",
    "diagnosis",
    "dx",
];
