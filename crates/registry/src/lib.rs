//! Brands, platforms, look-alikes, neutral numbers and lists: what is known of the world, as data
//! with sources.
//!
//! The data itself is TOML and plain text under `data/`. It is compiled in, so that the binary needs
//! no files of its own; a directory of the operator is laid over it, entry by entry.

mod brand;
mod builtin;
mod check;
mod document;
mod index;
mod lists;
mod load;
mod pattern;
mod platform;
mod resemblance;
mod whois;

pub use brand::{Alias, Brand, DomainSource, OrderIdFormat, Phone, Policy, covers};
pub use check::{Finding, Severity, is_stale};
pub use lists::Lists;
pub use load::{Registry, RegistryError};
pub use pattern::{LazyRegex, Pattern};
pub use platform::{NeutralNumber, Platform, PlatformField};
pub use resemblance::Resemblance;
pub use whois::{Day, Registration, Whois};
