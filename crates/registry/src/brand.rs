//! One brand: names, domains, numbers, formats, policies, each with its source.

/// A brand.
#[derive(Debug, Clone, Default)]
pub struct Brand {
    /// Stable id, such as `amazon`.
    pub id: String,
    /// The name shown to readers.
    pub name: String,
    /// Spellings by which it is named in text.
    pub aliases: Vec<Alias>,
    /// `retail`, `bank`, `security`, …
    pub sector: String,
    /// ISO 3166 codes of its countries.
    pub countries: Vec<String>,
    /// Registrable domains of its sites: a link there is a genuine link.
    pub web_domains: Vec<String>,
    /// Domains whose authenticated mail is the brand's own.
    pub mail_domains: Vec<String>,
    /// From domains of others that the brand is known to send with, entered by hand.
    pub authorised_domains: Vec<String>,
    /// Domains at which anybody may have a mailbox: never proof of the brand.
    pub customer_mailbox_domains: Vec<String>,
    /// Its telephone numbers.
    pub phones: Vec<Phone>,
    /// Formats of its order and invoice ids.
    pub order_ids: Vec<OrderIdFormat>,
    /// What it says it never does.
    pub policies: Vec<Policy>,
    /// Where a customer sees real orders.
    pub check_url: Option<String>,
    /// Where it wants fakes reported (address or page).
    pub report_to: Option<String>,
    /// Whether callback scams abuse it often.
    pub often_abused: bool,
}

/// A spelling of a brand's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alias {
    /// As written.
    pub text: String,
    /// An ordinary word too (Target, Chase, Square): needs second evidence.
    pub ambiguous: bool,
}

/// A telephone number of a brand.
#[derive(Debug, Clone, Default)]
pub struct Phone {
    /// In E.164, such as `+18662161075`.
    pub e164: String,
    /// ISO 3166 code of the country it serves.
    pub country: String,
    /// What it is for.
    pub purpose: String,
    /// Where it stands.
    pub source: String,
    /// `YYYY-MM` of reading.
    pub date: String,
    /// The source is the brand's own page or genuine mail: only such numbers count as `listed`.
    pub brand_sourced: bool,
}

/// The format of a brand's order ids.
#[derive(Debug, Clone, Default)]
pub struct OrderIdFormat {
    /// A regular expression that matches the whole id.
    pub pattern: String,
    /// Where it is known from.
    pub source: String,
}

/// What a brand says it never does.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Stable key, such as `no_phone_in_mail`.
    pub key: String,
    /// In our words.
    pub statement: String,
    /// Where the brand says so.
    pub source: String,
}
