//! From text to tree and back.
//!
//! [`parse`] never fails: it returns a tree and what is wrong with the text, so that a file shows
//! all its mistakes at once. Comments are kept beside the tree, and [`format`](fn@format) puts
//! them back.

mod ast;
mod cursor;
mod doc;
mod format;

mod lexer;
mod parser;
mod strings;

pub use ast::{Argument, ArithmeticOp, CompareOp, Expr, ExprKind, Haystack, Literal, Name};

pub use format::format;
pub use parser::{Parsed, parse};

/// A program is not longer than this many bytes.
pub(crate) const MAX_SOURCE_BYTES: usize = 4 << 20;

/// Expressions nest no deeper than this. The deepest public rule needs 35 levels; every pass over
/// the tree may recurse once a level, so the bound is also what keeps the stack small.
pub(crate) const MAX_DEPTH: usize = 160;

/// No more diagnostics than this are collected from one program.
pub(crate) const MAX_DIAGNOSTICS: usize = 100;
