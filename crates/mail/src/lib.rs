//! Raw bytes to a [`Message`]: the message data model, all of it that needs no content of
//! attachments and no history.
//!
//! Nothing here fails for bad mail: [`parse`] always yields a message, with what could be recovered
//! and a list of [`Defect`]s. Nothing here reads a clock, a socket or, outside [`source`], a file.

mod message;
pub mod source;

pub use message::{
    Attachment, AuthSummary, AuthenticationResults, Banner, Body, CompAuth, Defect, Direction,
    DirectionHint, DkimResult, Headers, Hop, HopField, HtmlBody, Link, LinkParser, Message, Method,
    ParseOptions, PreviousThread, Received, Recipients, Signature, Subject, Thread, parse,
};
