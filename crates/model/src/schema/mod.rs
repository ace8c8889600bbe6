//! Every field of the message data model and of the facts, declared once.
//!
//! From these declarations come the checker, the evaluator, `offhook parse`, editor help and the
//! manual. What this build does not compute (models, look-ups) is declared as plain data in
//! `data/enrichment.json`: a rule that reads it checks, evaluates to null, and is reported as lacking
//! the capability.

mod addresses;
mod attached;
mod body;
mod entities;
mod facts;
mod files;
mod functions;
mod headers;
mod html;
mod identity;
mod intent;
mod owner;
mod past;
mod profile;
mod sensitive;
mod topics;
mod whois;

use mql::{Schema, SchemaBuilder, SchemaError};

const ENRICHMENT: &str = include_str!("../../data/enrichment.json");

/// Builds the schema over a [`Subject`](crate::Subject).
pub fn schema() -> Result<Schema, SchemaError> {
    declared()?.build()
}

/// Builds the schema over the JSON form of a message, as [`Schema::to_json`] writes it.
pub fn json_schema() -> Result<Schema, SchemaError> {
    let mut builder = declared()?;
    builder.roots_from_json();
    builder.build()
}

fn declared() -> Result<SchemaBuilder, SchemaError> {
    let mut builder = Schema::builder();
    addresses::declare(&mut builder);
    headers::declare(&mut builder);
    body::declare(&mut builder);
    facts::declare(&mut builder);
    identity::declare(&mut builder);
    past::declare(&mut builder);
    profile::declare(&mut builder);
    attached::declare(&mut builder);
    functions::declare(&mut builder);
    html::declare(&mut builder);
    files::declare(&mut builder);
    whois::declare(&mut builder);
    sensitive::declare(&mut builder);
    intent::declare(&mut builder);
    topics::declare(&mut builder);
    let enrichment: serde_json::Value =
        serde_json::from_str(ENRICHMENT).map_err(|it| SchemaError::Malformed(it.to_string()))?;
    builder.declare_json(&enrichment)?;
    Ok(builder)
}
