//! Platforms whose genuine mail carries text that a third party wrote.

/// A platform, such as PayPal invoices or Google Calendar invitations.
#[derive(Debug, Clone, Default)]
pub struct Platform {
    /// Stable id, such as `paypal_invoice`.
    pub id: String,
    /// The name shown to readers.
    pub name: String,
    /// The brand that runs it, if it is one of the registry.
    pub brand: Option<String>,
    /// Registrable domains of From, Sender or a passing DKIM signature that show it is its mail.
    pub domains: Vec<String>,
    /// Exact sender addresses, where the domain alone says too little (lower case).
    pub senders: Vec<String>,
    /// Words of which one must stand in subject or body, where domain and sender say too little.
    pub markers: Vec<String>,
    /// Whether Sender and DKIM domain show it although From is the third party's (calendars).
    pub sent_on_behalf: bool,
    /// What the third party writes, for readers ("the note of the invoice").
    pub third_party_writes: String,
    /// How to find it in the mail; empty: the whole text counts as written by the third party.
    pub fields: Vec<PlatformField>,
    /// Where it is known from.
    pub source: String,
}

/// Where in a platform's mail the third party's text stands.
#[derive(Debug, Clone, Default)]
pub struct PlatformField {
    /// `subject`, `display_name` or `body`.
    pub place: String,
    /// Regular expression that ends where the field begins; empty: from the start.
    pub after: String,
    /// Regular expression that begins where the field ends; empty: to the end.
    pub before: String,
}

/// A number that belongs to neither brand nor scam (regulators, arbitrators, credit bureaus).
#[derive(Debug, Clone, Default)]
pub struct NeutralNumber {
    /// In E.164.
    pub e164: String,
    /// Whose it is.
    pub owner: String,
    /// Where it stands.
    pub source: String,
}
