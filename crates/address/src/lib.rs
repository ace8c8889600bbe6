//! E-mail addresses, domains and URLs, split and unwrapped as the message data model names them.

mod domain;
mod email;
mod encoded_word;
mod ip;
mod links;
mod mailbox;
mod rewriter;
mod url;

pub use domain::Domain;
pub use email::EmailAddress;
pub use encoded_word::decode_words;
pub use ip::{IpAddress, IpTranslation};
pub use links::{find_ips, find_links};
pub use mailbox::{Mailbox, parse_mailboxes};
pub use url::{Rewrite, Url};
