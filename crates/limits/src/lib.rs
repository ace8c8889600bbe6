//! What may be spent on one message, and what could not be had.
//!
//! Budgets count bytes, nodes and steps, never wall-clock time, so that the same input always ends
//! the same way. A budget that runs out is recorded as a missing [`Capability`]; it is never an
//! error that loses the message.

mod budget;
mod capability;
mod settings;

pub use budget::{Budget, Exhausted};
pub use capability::{Capability, CapabilitySet};
pub use settings::Limits;
