//! How good the verdicts are: labelled mail in, recall, found numbers and false accusations out.

mod evaluation;
mod labels;
mod ladder;
mod text_report;

pub use evaluation::{Accusation, Evaluation, FamilyResult, LabelResult, Miss, evaluate};
pub use labels::{Label, LabelledMail, LabelsError, read_labels};
pub use ladder::{Ladder, Rung, climb};
