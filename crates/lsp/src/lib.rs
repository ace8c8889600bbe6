//! The language server for rule files: what is wrong, what a name means, what may follow, and layout.
//!
//! It speaks the Language Server Protocol 3.17 over any pair of streams. A document is a rule file (YAML
//! whose `source` is a program), a file of a pack, or a plain program (`.mql`). Everything is answered
//! from the document's text and the data model of this build; no file is read and nothing is kept
//! but the open documents.

mod completion;
mod context;
mod diagnostics;
mod document;
mod hover;
mod keywords;
mod layout;
mod position;
mod server;
mod show;
mod signature;
mod transport;

pub use server::{Server, ServerError};
