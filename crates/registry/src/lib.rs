//! Brands, platforms, neutral numbers and lists: what is known of the world, as data with sources.

mod brand;
mod lists;
mod load;
mod platform;

pub use brand::{Alias, Brand, OrderIdFormat, Phone, Policy};
pub use lists::Lists;
pub use load::{Registry, RegistryError};
pub use platform::{NeutralNumber, Platform, PlatformField};
