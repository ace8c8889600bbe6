//! A mail in its disguises, and its genuine twins: how much of what is caught still is when the same mail is
//! written, packed or sent otherwise.
//!
//! Each [`Mutation`] changes one thing of a mail that somebody else wrote. A disguise keeps what the mail wants
//! (the number, the brand, the request), a twin makes it genuine. Where a mutation cannot be made of a mail, as
//! a number moved out of a mail that names none, it is left out.

#![allow(
    clippy::unnecessary_wraps,
    reason = "one type for all mutations, also for those that can be made of any mail"
)]

mod carrier;
mod compose;
mod knowledge;
mod letters;
mod number;
mod original;
mod padding;
mod picture;
mod sender;
mod wording;

pub use knowledge::{Knowledge, KnowledgeError};
pub use original::Original;

/// Whether a mutation hides the scam, or takes it away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The same scam; a filter should still catch it.
    Disguise,
    /// Mail that is genuine; a filter must not accuse it.
    Twin,
}

/// One way to change a mail.
#[derive(Debug, Clone, Copy)]
pub struct Mutation {
    /// Its name on the command line and in tables.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// Disguise or twin.
    pub kind: Kind,
    /// Whether only OCR can read the result.
    pub needs_ocr: bool,
    make: fn(&Original, &Knowledge) -> Option<Vec<u8>>,
}

impl Mutation {
    /// The mail, changed; `None` where it has nothing that could be.
    pub fn apply(&self, original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
        (self.make)(original, knowledge)
    }
}

type Make = fn(&Original, &Knowledge) -> Option<Vec<u8>>;

const fn disguise(name: &'static str, about: &'static str, make: Make) -> Mutation {
    Mutation {
        name,
        about,
        kind: Kind::Disguise,
        needs_ocr: false,
        make,
    }
}

const fn twin(name: &'static str, about: &'static str, make: Make) -> Mutation {
    Mutation {
        kind: Kind::Twin,
        ..disguise(name, about, make)
    }
}

const fn drawn(name: &'static str, about: &'static str, make: Make) -> Mutation {
    Mutation {
        needs_ocr: true,
        ..disguise(name, about, make)
    }
}

/// All mutations, the rungs of the ladder in order; the first changes nothing but the form of the mail.
pub const MUTATIONS: &[Mutation] = &[
    disguise(
        "plain",
        "the visible text as plain text: what the others are compared with",
        compose::plain,
    ),
    disguise(
        "number-zero-width",
        "zero-width characters between the digits",
        number::zero_width,
    ),
    disguise(
        "number-combining",
        "combining marks on the digits",
        number::combining,
    ),
    disguise("number-circled", "the digits circled", number::circled),
    disguise(
        "number-full-width",
        "the digits of full width",
        number::full_width,
    ),
    disguise("number-bold", "the digits mathematical bold", number::bold),
    disguise("number-spelled", "the digits as words", number::spelled),
    disguise(
        "number-letters",
        "letters O and l for the digits 0 and 1",
        number::letters,
    ),
    disguise(
        "number-split",
        "the number split over three lines",
        number::split,
    ),
    disguise(
        "number-dotted",
        "odd characters between the groups",
        number::dotted,
    ),
    disguise(
        "words-homoglyphs",
        "Cyrillic look-alikes in the words",
        letters::homoglyphs,
    ),
    disguise(
        "words-zero-width",
        "zero-width characters in the words",
        letters::zero_width,
    ),
    disguise(
        "words-combining",
        "combining marks in the words",
        letters::combining,
    ),
    disguise(
        "brand-spaced",
        "the brand's name with spaces between its letters",
        letters::brand_spaced,
    ),
    disguise(
        "brand-misspelled",
        "digits and look-alikes for letters of the brand's name",
        letters::brand_misspelled,
    ),
    disguise(
        "brand-unnamed",
        "the brand not named at all",
        letters::brand_unnamed,
    ),
    disguise(
        "synonyms",
        "other words for call, cancel, charge and the like",
        wording::synonyms,
    ),
    disguise("spanish", "the lure in Spanish", wording::spanish),
    disguise("portuguese", "the lure in Portuguese", wording::portuguese),
    disguise("german", "the lure in German", wording::german),
    disguise("french", "the lure in French", wording::french),
    disguise(
        "padding-hidden",
        "harmless text that no reader sees, before and after",
        padding::hidden,
    ),
    disguise("padding-below", "a newsletter far below", padding::below),
    disguise(
        "padding-thread",
        "a harmless thread quoted below",
        padding::thread,
    ),
    disguise("utf-16", "UTF-16 in base64", compose::utf_16),
    disguise(
        "charset-lie",
        "UTF-8 declared as another charset",
        compose::charset_lie,
    ),
    disguise(
        "quoted-printable",
        "every byte escaped, lines broken within the number",
        compose::quoted_printable,
    ),
    disguise(
        "nested-parts",
        "eight multiparts within each other",
        compose::nested_parts,
    ),
    disguise(
        "nested-message",
        "a message within a message",
        compose::nested_message,
    ),
    disguise(
        "html-split",
        "every character in an element of its own",
        compose::html_split,
    ),
    disguise("to-pdf", "all of it in a PDF", carrier::pdf),
    disguise(
        "number-to-pdf",
        "the number moved to a PDF",
        carrier::number_pdf,
    ),
    disguise(
        "number-to-calendar",
        "the number moved to an invitation",
        carrier::number_calendar,
    ),
    disguise(
        "number-to-qr",
        "the number moved to a QR code",
        carrier::number_qr,
    ),
    drawn("to-picture", "all of it in a picture", carrier::picture),
    drawn(
        "number-to-picture",
        "the number moved to a picture",
        carrier::number_picture,
    ),
    disguise(
        "sender-other-mailbox",
        "from another free mailbox",
        sender::free_mail,
    ),
    disguise(
        "sender-hacked",
        "from the domain of an organisation that has nothing to do with it",
        sender::organisation,
    ),
    disguise(
        "sender-look-alike",
        "from a domain that resembles the brand's",
        sender::look_alike,
    ),
    disguise(
        "sender-platform",
        "in the note of an invoice that PayPal itself sends",
        sender::platform,
    ),
    twin(
        "twin-brand",
        "sent by the brand itself, with its own number or none",
        sender::brand,
    ),
    twin(
        "twin-asked",
        "a reader quotes it and asks whether it is a scam",
        sender::asked,
    ),
    twin("twin-warning", "a help desk warns of it", sender::warning),
];
