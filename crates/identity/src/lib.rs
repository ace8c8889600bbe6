//! Who really sent a message, and how sender and claim relate.
//!
//! Identity rests on what a trusted host wrote down (`Authentication-Results`, RFC 8601) or, where the
//! operator switched look-ups on, on what [`Verifier`] found. What nobody trusted checked counts as not
//! checked, never as passed. Outside of [`Verifier`] nothing here does I/O.

mod authentication;
#[cfg(test)]
mod built;
mod identify;
mod journey;
mod platform;
mod relation;
mod sender;
mod verify;

pub use identify::identify;
pub use journey::{ArcChain, Journey};
pub use relation::{Relation, relation};
pub use sender::{Lookalike, PlatformMatch, Sender};
pub use verify::{
    Difference, DnsSettings, Envelope, ResolverChoice, Verified, Verifier, VerifierError,
};
