//! What the receiving server knows of a message beyond its bytes.

use std::net::IpAddr;

/// The envelope of a message (RFC 5321 section 2.3.1), as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The address of the host that handed the message over from outside. Without it SPF cannot be
    /// checked, and so DMARC cannot fail.
    pub client_ip: Option<IpAddr>,
    /// What that host called itself (HELO, EHLO).
    pub helo: Option<String>,
    /// MAIL FROM without angle brackets; empty for the null path, `None` where unknown.
    pub mail_from: Option<String>,
    /// RCPT TO without angle brackets.
    pub recipients: Vec<String>,
}

impl Envelope {
    /// The domain that SPF is about: that of MAIL FROM, for the null path what the host called
    /// itself (RFC 7208 section 2.4).
    pub(super) fn spf_domain(&self) -> Option<&str> {
        let mail_from = self.mail_from.as_deref()?;
        match mail_from.rsplit_once('@') {
            Some((_, domain)) => Some(domain),
            None => self.helo.as_deref(),
        }
    }
}
