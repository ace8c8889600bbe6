//! The servers: one engine behind several doors, in one process.
//!
//! A door speaks one protocol (its codec is in `protocol`) and hands each message to the one judge. What becomes of
//! mail is decided by [`PolicySettings`]; out of the box nothing but header fields is written. Everything
//! that grows has a bound: connections, the bytes of all messages held, the queue before the workers, and the time
//! that a client may take. A message that cannot be judged is delivered and marked, or put off; it is never lost,
//! since until it is answered for, the mail server holds it.

mod abuse;
mod authentication;
mod door;
mod fields;
mod held;
mod judge;
mod listen;
mod metrics;
mod openid;
mod policy;
mod quarantine;
mod quota;
mod rest;
mod server;
mod settings;
mod teach;
mod test_string;

pub use abuse::AbuseSettings;
pub use console::{Origin as SettingOrigin, Setting as ShownSetting};
pub use listen::{Endpoint, EndpointError};
pub use openid::{ConsoleSettings, OpenIdSettings, SecretError};
pub use policy::{Action, Exception, ForRecipients, Mode, PolicySettings, SpamFrom};
pub use quarantine::{
    Actor, DigestError, DigestMail, OpenError, Power, QuarantineSettings, ReleaseError,
    StoreSettings, WhenFull, defang, digests, mask, new_record, open_store, release, send_digest,
};
pub use server::{GatewayError, serve};
pub use settings::{
    HttpSettings, LogFormat, MilterSettings, OwnMail, ServeSettings, Settings, SpamdSettings,
    WebSettings, WhenBusy,
};
