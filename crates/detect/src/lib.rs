//! From a message and its facts to a verdict that explains itself.
//!
//! What is looked for is data: signals and rules in the rule language, weights, advice, sentences.
//! This crate loads that data ([`Pack`]), evaluates it over one message ([`Engine::judge`]) and writes
//! down what was found ([`Report`]). Evaluation is pure: no file, socket or clock is touched.

mod attachments;
mod catalogue;
mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}
mod engine;
mod observe;
mod pack;
mod report;
mod rule_tests;
mod score;
mod verdict;

pub use attachments::AttachmentReader;
pub use catalogue::{Argument, Catalogue};
pub use engine::{Engine, Options};
pub use pack::{ForeignRules, Pack, PackError, Rule, load_foreign};
pub use rule_tests::{RuleTest, TestOutcome, run_rule_tests};
pub use score::{Weight, Weights};
pub use verdict::{
    DefectReport, Evidence, FileReport, NumberReport, QuoteReport, Report, RuleHit, SenderReport,
    UndecidedRule, UnreadReport, Verdict,
};
