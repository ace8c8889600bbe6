//! Raw bytes to a [`Message`]: the message data model, all of it that needs no content of
//! attachments and no history.
//!
//! Nothing here fails for bad mail: [`parse`] always yields a message, with what could be recovered
//! and a list of [`Defect`]s. Nothing here reads a clock, a socket or, outside [`source`], a file.
//!
//! The way of a message: `mime` cuts the bytes into header fields and leaf parts, `headers` reads
//! the fields, `body` chooses and decodes the texts a reader sees, `threads` tells the newest message
//! from quoted history, `links` collects the links, and what is left over becomes [`Attachment`]s.

mod attachment;
mod body;
mod direction;
mod headers;
mod links;
mod message;
mod mime;
mod options;
mod parse;
mod sender;
mod sniff;
pub mod source;
mod subject;
mod threads;

pub use attachment::{Attachment, Digests, extension};
pub use body::{Body, HtmlBody};
pub use direction::Direction;
pub use headers::{
    AuthSummary, AuthenticationResults, CompAuth, DkimResult, Headers, Hop, HopField, Method,
    Received, Signature,
};
pub use links::{Link, LinkParser};
pub use message::{Defect, Message, Recipients};
pub use options::{DirectionHint, ParseOptions};
pub use parse::parse;
pub use sniff::sniff;
pub use subject::Subject;
pub use threads::{Banner, PreviousThread, Thread};
