//! The servers: one engine behind several doors, in one process.
//!
//! A door speaks one protocol (its codec is in `protocol`) and hands each message to the one judge. What becomes of
//! mail is decided by [`PolicySettings`]; out of the box nothing but header fields is written. Everything
//! that grows has a bound: connections, the bytes of all messages held, the queue before the workers, and the time
//! that a client may take. A message that cannot be judged is delivered and marked, or put off; it is never lost,
//! since until it is answered for, the mail server holds it.

mod door;
mod fields;
mod held;
mod judge;
mod listen;
mod metrics;
mod policy;
mod server;
mod settings;
mod teach;
mod test_string;

pub use listen::{Endpoint, EndpointError};
pub use policy::{Action, Mode, PolicySettings, SpamFrom};
pub use server::{GatewayError, serve};
pub use settings::{
    HttpSettings, MilterSettings, ServeSettings, Settings, SpamdSettings, WebSettings, WhenBusy,
};
