//! The findings.

use text::{Place, Quote};

/// A text to look at.
#[derive(Debug, Clone, Copy)]
pub struct NamedText<'a> {
    /// Which text of the message it is.
    pub place: Place,
    /// The text itself.
    pub text: &'a str,
}

/// What the operator may set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// ISO 3166 codes of the regions whose national forms are read as numbers.
    pub home_regions: Vec<String>,
    /// Numbers collected at most.
    pub max_numbers: usize,
}

impl Default for Settings {
    fn default() -> Self {
        let home = [
            "US", "CA", "GB", "AU", "IN", "BR", "DE", "FR", "ES", "IT", "MX", "NL",
        ];
        Self {
            home_regions: home.map(str::to_owned).to_vec(),
            max_numbers: 200,
        }
    }
}

/// What a message names: the part of its [`Claims`] that is remembered.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// Brands it claims to be from, strongest first.
    pub brands: Vec<BrandClaim>,
    /// Order and invoice ids.
    pub order_ids: Vec<OrderId>,
    /// Phone numbers.
    pub numbers: Vec<Number>,
}

/// Everything found.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    /// Brands the texts claim to speak for, strongest evidence first.
    pub brands: Vec<BrandClaim>,
    /// Brands merely named (resellers, news, payment methods, footers).
    pub mentions: Vec<BrandClaim>,
    /// What kind of claim it is.
    pub kind: Option<ClaimKind>,
    /// Sums of money.
    pub amounts: Vec<Amount>,
    /// Order and invoice ids.
    pub order_ids: Vec<OrderId>,
    /// Deadlines set to the reader.
    pub deadlines: Vec<Deadline>,
    /// Phrases of the lexicon.
    pub phrases: Vec<PhraseHit>,
    /// Phone numbers.
    pub numbers: Vec<Number>,
    /// ISO 639-1 code of the text's language, where it is clear.
    pub language: Option<&'static str>,
}

/// A brand that the message claims to be from.
#[derive(Debug, Clone, Default)]
pub struct BrandClaim {
    /// Its id in the registry.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Why.
    pub evidence: Vec<BrandEvidence>,
}

/// One reason to read a brand claim.
#[derive(Debug, Clone)]
pub struct BrandEvidence {
    /// `display_name`, `subject`, `body`, `link`, `sender_address`, …
    pub kind: &'static str,
    /// Whether the spelling was disguised (`PayPaI`, `e b a y`, combining marks).
    pub disguised: bool,
    /// Where.
    pub quote: Quote,
}

/// The kind of claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ClaimKind {
    /// An order was placed.
    Order,
    /// An invoice is due or was paid.
    Invoice,
    /// A subscription renews.
    Renewal,
    /// A charge, debit or transfer.
    Charge,
    /// Money comes back.
    Refund,
    /// A log-in, a change of password, a blocked account.
    SecurityAlert,
    /// A parcel.
    Delivery,
    /// Anything else.
    Other,
}

impl ClaimKind {
    /// The name as it appears in the data model.
    pub fn name(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Invoice => "invoice",
            Self::Renewal => "renewal",
            Self::Charge => "charge",
            Self::Refund => "refund",
            Self::SecurityAlert => "security_alert",
            Self::Delivery => "delivery",
            Self::Other => "other",
        }
    }
}

/// A sum of money.
#[derive(Debug, Clone)]
pub struct Amount {
    /// The value in units of the currency.
    pub value: f64,
    /// ISO 4217 code.
    pub currency: String,
    /// Where.
    pub quote: Quote,
}

/// An order or invoice id.
#[derive(Debug, Clone)]
pub struct OrderId {
    /// The id as written.
    pub id: String,
    /// The brand by whose formats it was judged.
    pub brand: Option<String>,
    /// Whether it has the form of that brand's ids; `None` where no format is known.
    pub format_ok: Option<bool>,
    /// Where.
    pub quote: Quote,
}

/// A deadline set to the reader.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// Hours given, where the text says so.
    pub hours: Option<u32>,
    /// Where.
    pub quote: Quote,
}

/// A phrase of the lexicon.
#[derive(Debug, Clone)]
pub struct PhraseHit {
    /// The concept it expresses, such as `call_request`.
    pub concept: String,
    /// ISO 639-1 code of its language.
    pub language: String,
    /// Where.
    pub quote: Quote,
}

/// The kind of line a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LineKind {
    /// Free for the caller.
    TollFree,
    /// A landline, or landline-or-mobile where the plan does not tell.
    Fixed,
    /// A mobile.
    Mobile,
    /// Internet telephony.
    Voip,
    /// Premium or shared cost.
    Premium,
    /// Not known.
    #[default]
    Unknown,
}

impl LineKind {
    /// The name as it appears in the data model.
    pub fn name(self) -> &'static str {
        match self {
            Self::TollFree => "toll_free",
            Self::Fixed => "fixed",
            Self::Mobile => "mobile",
            Self::Voip => "voip",
            Self::Premium => "premium",
            Self::Unknown => "unknown",
        }
    }
}

/// How a number was hidden from filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Concealment {
    /// Zero-width and other format characters.
    Invisible,
    /// Combining marks.
    Combining,
    /// Look-alike characters of other scripts.
    Confusable,
    /// Circled digits.
    Circled,
    /// Bold and other mathematical digits.
    Styled,
    /// Full-width digits.
    FullWidth,
    /// Letters in place of digits (`8OO`).
    LettersForDigits,
    /// Digits spelled as words.
    SpelledOut,
    /// Split over tags or lines.
    Split,
    /// Separators that nobody writes.
    OddSeparators,
    /// Glued to a word.
    Glued,
}

impl Concealment {
    /// The name as it appears in the data model.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invisible => "invisible",
            Self::Combining => "combining",
            Self::Confusable => "confusable",
            Self::Circled => "circled",
            Self::Styled => "styled",
            Self::FullWidth => "full_width",
            Self::LettersForDigits => "letters_for_digits",
            Self::SpelledOut => "spelled_out",
            Self::Split => "split",
            Self::OddSeparators => "odd_separators",
            Self::Glued => "glued",
        }
    }
}

/// Whose a number is, as far as the registry says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ownership {
    /// A sourced number of the claimed brand.
    Listed,
    /// The registry holds sourced numbers of that brand and country, and this is none of them.
    NotListed,
    /// Anything else.
    #[default]
    Unknown,
}

impl Ownership {
    /// The name as it appears in the data model.
    pub fn name(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::NotListed => "not_listed",
            Self::Unknown => "unknown",
        }
    }
}

/// A phone number.
#[derive(Debug, Clone)]
pub struct Number {
    /// As written.
    pub raw: String,
    /// In E.164.
    pub e164: String,
    /// ISO 3166 code of its region.
    pub region: Option<String>,
    /// The kind of line.
    pub kind: LineKind,
    /// How it was hidden.
    pub hidden_by: Vec<Concealment>,
    /// Whether the text around it asks to call it.
    pub call_to_action: bool,
    /// The sentence around it.
    pub context: Quote,
    /// The number itself, and where it stands.
    pub quote: Quote,
    /// The brand or neutral body that owns it, where the registry says.
    pub owner: Option<String>,
    /// Whose it is in relation to the claimed brands.
    pub ownership: Ownership,
}
