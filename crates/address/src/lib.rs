//! E-mail addresses, domains and URLs, split and unwrapped as the message data model names them.

mod domain;
mod email;
mod url;

pub use domain::Domain;
pub use email::{EmailAddress, Mailbox};
pub use url::{IpAddress, IpTranslation, Rewrite, Url};
