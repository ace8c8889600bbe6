//! From a message and its facts to a verdict that explains itself.
//!
//! What is looked for is data: signals and rules in the rule language, weights, advice, sentences.
//! This crate loads that data ([`Pack`]), evaluates it over one message ([`Engine::judge`]) and writes
//! down what was found ([`Report`]). Evaluation is pure: no file, socket or clock is touched; files are
//! read where a pack is loaded and where it is watched for changes ([`LiveEngine`]).
//! Look-ups, where the operator switched them on, happen before, when a message is read.

mod attachments;
mod catalogue;
mod check;
mod draft;
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}
mod engine;
mod explain;
mod files;
mod live;
mod memory;
mod message_key;
mod observe;
mod pack;
mod phrases;
mod remember;
mod report;
mod rule_tests;
mod rule_text;
mod score;
mod stages;
mod verdict;
mod watch;

pub use attachments::AttachmentReader;
pub use catalogue::{Argument, Catalogue, ENGLISH};
pub use check::{Checked, CheckedFile, CheckedProgram, Checker, FileKind, Problem, is_rule_file};
pub use draft::{Arrival, Draft, Finished};
pub use engine::{Engine, Options};
pub use explain::{Each, Explanation};
pub use files::{RuleFiles, RuleText, SkippedFile};
pub use live::{LiveEngine, Refresh};
pub use memory::Memory;
pub use message_key::{earlier_keys, message_key};
pub use model::{Organisation, Vip};
pub use pack::{ForeignRules, Pack, PackError, Rule};
pub use remember::{Delivery, conclusion, remember};
pub use rule_tests::{RuleTest, TestOutcome, run_rule_tests, run_tests_beside, test_mails};
pub use rule_text::{FormatError, Scalar, ScalarStyle, format_program, format_rule_text, scalars};
pub use score::{Monotone, Weight, Weights};
pub use stages::{Clock, Stages};
pub use verdict::{
    AuthenticationReport, DefectReport, Evidence, FileReport, HistoryReport, Likeness,
    MethodReport, NumberReport, OrderReport, QuoteReport, Report, RuleHit, SenderReport,
    UndecidedRule, UnreadReport, Verdict,
};
pub use watch::RuleWatch;
