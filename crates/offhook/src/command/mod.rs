//! One file a subcommand.

pub(crate) mod brands;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod fit;
pub(crate) mod history;
pub(crate) mod input;
pub(crate) mod intent;
pub(crate) mod judging;
pub(crate) mod ladder;
pub(crate) mod learn;
pub(crate) mod lsp;
pub(crate) mod mql;
pub(crate) mod mutate;
pub(crate) mod numbers;
pub(crate) mod parse;
pub(crate) mod rules;
pub(crate) mod scan;
pub(crate) mod serve;
pub(crate) mod teaching;
pub(crate) mod web;
