//! What the header block says, as the data model names it (MDM sections 6 to 8).

use address::{Domain, EmailAddress, IpAddress, Mailbox};

/// The header block.
#[derive(Debug, Clone, Default)]
pub struct Headers {
    /// With its angle brackets.
    pub message_id: Option<String>,
    /// With its angle brackets.
    pub in_reply_to: Option<String>,
    /// Ids without brackets.
    pub references: Vec<String>,
    /// Mailboxes of `Reply-To`.
    pub reply_to: Vec<Mailbox>,
    /// `Return-Path`; `None` for `<>`.
    pub return_path: Option<EmailAddress>,
    /// `X-Mailer`, else `User-Agent`.
    pub mailer: Option<String>,
    /// `Date` as RFC 3339 in its own offset.
    pub date: Option<String>,
    /// The sender's offset as text: `-4` for `-0400`, `5:30` for `+0530`.
    pub date_original_offset: Option<String>,
    /// Distinct domains of the Received lines, sender side first.
    pub domains: Vec<Domain>,
    /// Distinct addresses of the Received lines, sender side first.
    pub ips: Vec<IpAddress>,
    /// `X-Originating-IP`.
    pub x_originating_ip: Option<IpAddress>,
    /// `X-Sender`.
    pub x_sender: Option<EmailAddress>,
    /// `X-Authenticated-Sender`.
    pub x_authenticated_sender: Option<EmailAddress>,
    /// `X-Authenticated-Domain`.
    pub x_authenticated_domain: Option<Domain>,
    /// Hops, index 0 at the sender's end.
    pub hops: Vec<Hop>,
    /// The trusted verdicts on SPF and DMARC.
    pub auth_summary: AuthSummary,
    /// The block of results that the summary rests on; `None` where nothing trusted says anything.
    pub trusted_results: Option<AuthenticationResults>,
    /// Results that this host found itself; they are in `trusted_results` as far as they decide anything.
    pub own_results: Option<AuthenticationResults>,
    /// The host that took the message in (the `by` of the topmost Received), if known.
    pub receiving_host: Option<String>,
    /// Every field in the order of the message, unfolded, encoded words left as they are.
    pub fields: Vec<HopField>,
}

impl Headers {
    /// The unfolded value of the first field called `name` (any case).
    pub fn first(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|it| it.name.eq_ignore_ascii_case(name))
            .and_then(|it| it.value.as_deref())
    }

    /// The unfolded values of all fields called `name` (any case), in the order of the message.
    pub fn all<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h str> {
        self.fields
            .iter()
            .filter(move |it| it.name.eq_ignore_ascii_case(name))
            .filter_map(|it| it.value.as_deref())
    }
}

/// One step of the message's way.
#[derive(Debug, Clone, Default)]
pub struct Hop {
    /// 0 at the sender's end.
    pub index: usize,
    /// The Received line.
    pub received: Option<Received>,
    /// Results stamped at this hop.
    pub authentication_results: Option<AuthenticationResults>,
    /// `Received-SPF`: the designated sender.
    pub received_spf_designator: Option<String>,
    /// `Received-SPF`: the verdict word.
    pub received_spf_verdict: Option<String>,
    /// DKIM signatures of this hop.
    pub signatures: Vec<Signature>,
    /// The fields of this hop.
    pub fields: Vec<HopField>,
}

/// One header field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HopField {
    /// The name as spelled in the message.
    pub name: String,
    /// The unfolded value; `None` if empty.
    pub value: Option<String>,
    /// Running number over the whole block, bottom up.
    pub position: usize,
}

/// The clauses of a Received line (RFC 5321 section 4.4).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Received {
    /// `from`: the host named.
    pub source: Option<String>,
    /// The address literal beside it.
    pub source_ip: Option<String>,
    /// The name that the receiving host found for that address.
    pub source_reverse: Option<String>,
    /// `by`.
    pub server: Option<String>,
    /// `for`.
    pub mailbox: Option<EmailAddress>,
    /// `with`.
    pub protocol: Option<String>,
    /// `id`.
    pub id: Option<String>,
    /// The date as RFC 3339.
    pub time: Option<String>,
}

/// A DKIM-Signature's tags (RFC 6376 section 3.5).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    /// `d=`.
    pub domain: Option<String>,
    /// `s=`.
    pub selector: Option<String>,
    /// `h=`.
    pub headers: Option<String>,
    /// `a=`.
    pub algorithm: Option<String>,
}

/// One `Authentication-Results` (RFC 8601), or a vendor's or ARC's twin of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuthenticationResults {
    /// Who says so; `None` in Microsoft's form.
    pub authserv_id: Option<String>,
    /// `standard` or `arc`.
    pub kind: &'static str,
    /// The SPF verdict word.
    pub spf: Option<String>,
    /// Envelope sender or HELO that SPF looked at.
    pub spf_designator: Option<String>,
    /// The DKIM verdict word: `pass` if any signature passed.
    pub dkim: Option<String>,
    /// Each signature's result.
    pub dkim_details: Vec<DkimResult>,
    /// The DMARC verdict word.
    pub dmarc: Option<String>,
    /// `header.from` of the DMARC result.
    pub dmarc_from: Option<Domain>,
    /// Microsoft's composite verdict.
    pub compauth: Option<CompAuth>,
    /// Every method as written.
    pub methods: Vec<Method>,
}

/// One method of a results header, such as `spf=pass smtp.mailfrom=a@b`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Method {
    /// `spf`, `dkim`, `dmarc`, `arc`, …
    pub method: String,
    /// The verdict word, lower case.
    pub result: String,
    /// `smtp.mailfrom`, `header.d`, … with their values.
    pub properties: Vec<(String, String)>,
}

impl Method {
    /// The value of the first property called `name`.
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The result for one DKIM signature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DkimResult {
    /// The verdict word.
    pub result: String,
    /// `header.d`, or the domain of `header.i`.
    pub domain: Option<String>,
}

/// Microsoft's composite authentication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompAuth {
    /// `pass`, `softpass`, `fail`, `none`.
    pub verdict: String,
    /// The three-digit reason.
    pub reason: Option<String>,
}

/// `headers.auth_summary`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuthSummary {
    /// Whether SPF passed; `None` where nothing trusted says.
    pub spf_pass: Option<bool>,
    /// Whether SPF ended in an error.
    pub spf_error: Option<bool>,
    /// Whether DMARC passed; `None` where nothing trusted says.
    pub dmarc_pass: Option<bool>,
    /// Whether DMARC ended in an error.
    pub dmarc_error: Option<bool>,
    /// Domains whose DKIM signature passed.
    pub dkim_domains: Vec<String>,
    /// The hop the results were found in.
    pub hop: Option<usize>,
}
