//! Numbers that states give to persons.

use super::Kind;
use crate::Confidence::{High, Low, Medium};
use crate::checks::people as check;

pub(super) const KINDS: &[Kind] = &[
    Kind::new(
        "social_security_number",
        "[0-9]{3}[ -][0-9]{2}[ -][0-9]{4}",
        Medium,
    )
    .digits(check::american_social_security)
    .sure_near(SSN),
    Kind::named("social_security_number", "[0-9]{9}", SSN).digits(check::american_social_security),
    Kind::new(
        "canadian_sin",
        "[1-79][0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{3}|0[0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{3}",
        Low,
    )
    .digits(check::luhn)
    .sure_near(&["sin", "social insurance", "nas", "assurance sociale"]),
    Kind::new("cn_prc_id", "[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx]", High).text(check::chinese),
    Kind::new(
        "de_personalausweis",
        "[LMNPRTVWXY][0-9CFGHJKLMNPRTVWXYZ]{8}[0-9]",
        Medium,
    )
    .text(check::german_document)
    .sure_near(AUSWEIS),
    Kind::named(
        "de_personalausweis",
        "[LMNPRTVWXY][0-9CFGHJKLMNPRTVWXYZ]{8}",
        AUSWEIS,
    ),
    Kind::new(
        "es_dni_nie_nif",
        "[0-9]{8}[ -]?[A-Z]|[XYZ][ -]?[0-9]{7}[ -]?[A-Z]",
        Medium,
    )
    .text(check::spanish_person)
    .sure_near(DNI),
    Kind::new("es_dni_nie_nif", "[ABCDEFGHJNPQRSUVW][0-9]{7}[0-9A-J]", Low)
        .text(check::spanish_company)
        .sure_near(&["cif", "nif", "n.i.f", "c.i.f", "vat"]),
    Kind::named(
        "es_dni_nie_nif",
        "[0-9]{2}[ /-]?[0-9]{8}[ /-]?[0-9]{2}",
        &[
            "seguridad social",
            "nuss",
            "naf",
            "afiliación",
            "afiliacion",
        ],
    )
    .digits(check::spanish_social_security),
    Kind::named(
        "es_dni_nie_nif",
        "[A-Z]{3}[0-9]{6}",
        &["pasaporte", "spanish passport"],
    ),
    Kind::new(
        "fr_insee",
        "[12378] ?[0-9]{2} ?[0-9]{2} ?(?:[0-9]{2}|2[AB]) ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}",
        High,
    )
    .text(check::french),
    Kind::named(
        "fr_cni",
        "[0-9]{12}|[0-9A-Z]{9}",
        &[
            "cni",
            "carte nationale",
            "carte d'identité",
            "carte d’identité",
            "carte d'identite",
            "identité",
        ],
    )
    .text(check::has_digit),
    Kind::new("hu_taj", "[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}", Low)
        .digits(check::hungarian)
        .sure_near(&[
            "taj",
            "társadalombiztosítási",
            "tarsadalombiztositasi",
            "taj-szám",
        ]),
    Kind::new("jp_my_number", "[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}", Low)
        .digits(check::japanese)
        .sure_near(&[
            "マイナンバー",
            "個人番号",
            "my number",
            "mynumber",
            "individual number",
        ]),
    Kind::new("kr_rrn", "[0-9]{6}-[1-8][0-9]{6}", Medium)
        .digits(check::korean)
        .sure_near(RRN),
    Kind::named("kr_rrn", "[0-9]{6}-?[1-8][0-9]{6}", RRN).digits(check::korean_birth),
    Kind::new("nl_bsn", "[0-9]{9}", Low)
        .digits(check::dutch)
        .sure_near(&[
            "bsn",
            "burgerservicenummer",
            "sofinummer",
            "sofi",
            "citizen service",
        ]),
    Kind::new(
        "se_personnummer",
        "(?:(?:18|19|20)[0-9]{2}|[0-9]{2})[0-9]{4}[-+][0-9]{4}",
        Medium,
    )
    .digits(check::swedish)
    .sure_near(PERSONNUMMER),
    Kind::named(
        "se_personnummer",
        "(?:(?:18|19|20)[0-9]{2}|[0-9]{2})[0-9]{8}",
        PERSONNUMMER,
    )
    .digits(check::swedish),
    Kind::new("sg_nric", "[STFGM][0-9]{7}[A-Z]", High).text(check::singaporean),
    Kind::new(
        "uk_nino",
        "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]",
        Medium,
    )
    .text(check::british_insurance)
    .sure_near(&[
        "national insurance",
        "nino",
        "ni number",
        "ni no",
        "insurance number",
    ]),
    Kind::named(
        "uk_electoral_roll",
        "[A-Z]{1,3}[ /-]?[0-9]{1,5}",
        &[
            "electoral",
            "elector number",
            "electoral roll",
            "polling number",
            "register of electors",
        ],
    ),
];

const SSN: &[&str] = &[
    "ssn",
    "ssn#",
    "social security",
    "soc sec",
    "social-security",
    "s.s.n",
];
const AUSWEIS: &[&str] = &[
    "personalausweis",
    "ausweisnummer",
    "ausweis",
    "ausweisnr",
    "identity card",
    "perso",
];
const DNI: &[&str] = &[
    "dni",
    "nie",
    "nif",
    "d.n.i",
    "documento",
    "identidad",
    "n.i.f",
    "n.i.e",
];
const RRN: &[&str] = &["주민등록번호", "주민번호", "rrn", "resident registration"];
const PERSONNUMMER: &[&str] = &[
    "personnummer",
    "personnr",
    "samordningsnummer",
    "pnr",
    "swedish id",
];
