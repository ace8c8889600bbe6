//! Raw bytes to a [`Message`]: the message data model, all of it that needs no content of
//! attachments and no history.
//!
//! Nothing here fails for bad mail: [`parse`] always yields a message, with what could be recovered
//! and a list of [`Defect`]s. Nothing here reads a clock, a socket or, outside [`source`], a file.

mod attachments;
mod authentication_results;
mod banners;
mod bodies;
mod charset;
mod defects;
mod direction;
mod fields;
mod hashes;
mod header_block;
mod headers;
mod hops;
mod links;
mod message;
mod options;
mod parse;
mod preamble;
mod received;
mod sender;
mod sniff;
pub mod source;
mod subject;
mod threads;
mod trust;

pub use headers::{
    AuthSummary, AuthenticationResults, CompAuth, DkimResult, Headers, Hop, HopField, Method, Received, Signature,
};
pub use message::{
    Attachment, Banner, Body, Defect, HtmlBody, Link, LinkParser, Message, PreviousThread, Recipients, Subject,
    Thread,
};
pub use options::{Direction, DirectionHint, ParseOptions};
pub use parse::parse;
