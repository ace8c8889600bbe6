//! SPF, DKIM, DMARC and ARC verified here, by asking the domain name system (RFC 7208, RFC 6376,
//! RFC 9989, RFC 8617).
//!
//! This is the one place in the crate that does I/O, and it is off until the operator switches it on.
//! The algorithms are those of `mail-auth`; what is added is the bound on everything: bytes of header,
//! signatures, look-ups, seconds, bytes of cache. The outcome has the form of the
//! `Authentication-Results` that a trusted host writes, so that all that follows reads one thing.
//!
//! A look-up that fails is `temperror`: neither a pass nor a failure, but something that is missing.

mod cache;
mod combine;
mod envelope;
mod guard;
mod outcome;
mod resolver;
mod settings;
mod verifier;

pub use combine::Difference;
pub use envelope::Envelope;
pub use outcome::Verified;
pub use settings::{DnsSettings, ResolverChoice};
pub use verifier::{Verifier, VerifierError};
