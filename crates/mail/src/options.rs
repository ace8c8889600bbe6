//! What the caller knows about a message beyond its bytes.

use limits::Limits;

/// What the caller knows about a message beyond its bytes.
#[derive(Debug, Clone, Default)]
pub struct ParseOptions {
    /// The limits.
    pub limits: Limits,
    /// Hosts (authserv-ids) whose `Authentication-Results` are trusted, each with its subdomains.
    pub trusted_hosts: Vec<String>,
    /// The organisation's own domains, each with its subdomains.
    pub organisation_domains: Vec<String>,
    /// The direction, where the caller knows it.
    pub direction: DirectionHint,
}

/// What the caller says of a message's direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DirectionHint {
    /// Work it out: by the organisation's domains, inbound where there are none.
    #[default]
    Detect,
    /// From outside.
    Inbound,
    /// To the outside.
    Outbound,
    /// Within the organisation.
    Internal,
}
