//! Cards and accounts.

use super::Kind;
use crate::Confidence::{High, Low, Medium};
use crate::checks::banks as check;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("credit_card_number", "[2-6](?:[ -]?[0-9]){12,18}", Medium)
        .text(check::card)
        .sure_near(&[
            "card",
            "credit",
            "debit",
            "visa",
            "mastercard",
            "amex",
            "american express",
            "discover",
            "cvv",
            "cvc",
            "expires",
            "exp",
            "pan",
        ]),
    Kind::new("iban_code", "[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}", High).cut(check::iban),
    Kind::new("es_bank_account", "ES[0-9]{2}(?: ?[0-9]){20}", High).cut(check::iban),
    Kind::new(
        "es_bank_account",
        "[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{2}[ -]?[0-9]{10}",
        Medium,
    )
    .digits(check::spanish)
    .sure_near(&["cuenta", "ccc", "banco", "iban", "bank account"]),
    Kind::new("fr_bank_account", "FR[0-9]{2}(?: ?[A-Z0-9]){23}", High).cut(check::iban),
    Kind::new(
        "fr_bank_account",
        "[0-9]{5}[ -]?[0-9]{5}[ -]?[0-9A-Z]{11}[ -]?[0-9]{2}",
        Medium,
    )
    .text(check::french)
    .sure_near(&["rib", "compte", "banque", "guichet", "bank account"]),
    Kind::new("swift_bic", "[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", Low)
        .text(check::bic)
        .sure_near(&["swift", "bic", "swift/bic", "swift code", "bank identifier"]),
    Kind::new("us_aba_routing_number", "[0-9]{9}", Low)
        .digits(check::routing_number)
        .sure_near(&["aba", "routing", "rtn", "transit", "ach", "wire"]),
    Kind::named(
        "us_bank_number",
        "[0-9]{6,17}",
        &[
            "account number",
            "account no",
            "account #",
            "acct",
            "bank account",
            "checking account",
            "savings account",
            "account num",
        ],
    ),
    Kind::named(
        "au_bank_account",
        "[0-9]{3}[ -]?[0-9]{3}[ ,/]{1,2}(?:[0-9][ -]?){5,9}[0-9]",
        &["bsb", "account", "acc", "bank"],
    ),
    Kind::named("au_bank_account", "[0-9]{3}-[0-9]{3}", &["bsb"]),
    Kind::named(
        "ca_bank_account",
        "[0-9]{5}[ -][0-9]{3}[ -][0-9]{7,12}|0[0-9]{8}[ -][0-9]{7,12}",
        &[
            "transit",
            "institution",
            "account",
            "bank",
            "direct deposit",
        ],
    ),
    Kind::new(
        "nz_bank_account",
        "[0-9]{2}[ -]?[0-9]{4}[ -]?[0-9]{7}[ -]?[0-9]{2,3}",
        Low,
    )
    .digits(check::new_zealand)
    .sure_near(&["account", "acct", "bank", "acc"]),
];
