//! The message query language: the language of detection rules, knowing nothing of mail.
//!
//! A program is one expression over a data model that the host describes:
//!
//! ```text
//! any(links, .host not in $known_hosts) and strings.icontains(subject, "invoice")
//! ```
//!
//! # How a host binds its types
//!
//! 1. Describe the data model as a [`Schema`]: object types with typed fields, roots, functions and
//!    lists. Each field has a getter, a plain function from the host's own struct to a [`Value`];
//!    names are resolved when a program is compiled, never while one is evaluated.
//!    The language's own functions are there from the start. A schema can also come from JSON
//!    ([`Schema::from_json`]); then objects are JSON objects and no getter is written.
//! 2. Compile programs once: [`Program::compile`], or [`Program::compile_rule`] for one that must
//!    be a truth value. What is wrong comes back as [`Diagnostics`], all of it at once.
//! 3. For each message make an [`Arena`] and an [`Env`] around the host's data, and evaluate.
//!
//! ```
//! use std::sync::Arc;
//! use mql::{Arena, Decision, Env, Lists, Program, Schema, Value};
//!
//! struct Link { host: String }
//! struct Message { subject: Option<String>, links: Vec<Link> }
//!
//! let mut schema = Schema::builder();
//! schema
//!     .object::<Link>("Link", "A link of the message.")
//!     .field("host", "str", "The host it leads to.", |it, _| Value::from(&it.host));
//! schema
//!     .roots::<Message>()
//!     .field("subject", "str", "The subject.", |it, _| Value::from(&it.subject))
//!     .field("links", "[Link]", "The links.", |it, _| Value::objects(&it.links));
//! let schema = Arc::new(schema.build()?);
//!
//! let rule = Program::compile_rule(
//!     r#"strings.icontains(subject, "invoice") and any(links, .host == "evil.example")"#,
//!     &schema,
//! )?;
//!
//! let message = Message {
//!     subject: Some("Your INVOICE".into()),
//!     links: vec![Link { host: "evil.example".into() }],
//! };
//! let (arena, lists, limits) = (Arena::new(), Lists::new(), limits::Limits::default());
//! let env = Env::new(&arena, &message, &lists, &limits);
//! assert_eq!(rule.decide(&env), Decision::Matched);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is missing is never read as clean
//!
//! A getter or function that cannot answer for want of something the installation does not have
//! returns [`Env::missing`]. The evaluation carries that lack beside the value and, for truth
//! values, the set of outcomes still possible; a rule is [`Decision::Undecided`] exactly when what is
//! missing could make the difference.

mod analysis;
mod arena;
mod check;
mod diagnostic;
mod env;
mod evaluate;
mod fold;
mod function;
mod functions;
mod graph;
mod hash;
mod list;
mod matcher;
mod native;
mod outcome;
mod plan;
mod program;
mod regex_dialect;
mod rule_file;
mod rule_set;
mod schema;
pub mod syntax;
mod types;
mod value;
mod wants;

pub use analysis::Analysis;
pub use arena::Arena;
pub use diagnostic::{Code, Diagnostic, Diagnostics, Label};
pub use env::Env;
pub use fold::{eq_folded, fold, fold_char};
pub use function::{Arguments, Function, HostFunction, Parameter};
pub use list::{List, Lists};
pub use outcome::{Decision, Evaluated, Outcomes};
pub use program::{Explained, Program};
pub use regex_dialect::RegexMatch;
pub use rule_file::{RuleFile, RuleFileError};
pub use rule_set::{OtherSchema, RuleSet, RuleSetBuilder, Run};
pub use schema::{
    Field, FunctionBuilder, Getter, ListDeclaration, ObjectBuilder, ObjectType, Schema,
    SchemaBuilder, SchemaError,
};
pub use types::{ObjectId, Type};
pub use value::{Data, Entries, Items, ObjectSlice, Value};
