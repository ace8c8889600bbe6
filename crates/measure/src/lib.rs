//! How good the verdicts are: labelled mail in, recall, found numbers and false accusations out.

mod compare;
mod contribution;
mod evaluation;
mod fit;
mod labels;
mod ladder;
mod page;
mod plot;
mod race;
mod record;
mod statistics;
mod text_report;

pub use compare::{Change, Comparison, Stored, compare};
pub use contribution::Contribution;
pub use evaluation::{
    Accusation, Evaluation, FamilyResult, LabelResult, Miss, Source, evaluate, labelled_directory,
    labelled_paths,
};
pub use fit::{Figures, FileError, Fit, FittedWeight, fit, rewritten};
pub use labels::{Label, LabelledMail, LabelsError, read_labels};
pub use ladder::{Ladder, Rung, climb};
pub use page::page;
pub use race::{ClientError, Rival, RivalLabel, RivalResult};
pub use record::Record;
pub use statistics::{AtBudget, ReliabilityBin, RocPoint, Share, StageTime, Statistics};
