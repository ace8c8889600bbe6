//! Collecting what is broken, bounded: a message can break in more places than anybody wants to read.

use crate::message::Defect;

/// Defects of one kind that are kept; the rest say nothing new.
const MOST_OF_A_KIND: usize = 5;

/// The defects found so far.
#[derive(Debug, Default)]
pub(crate) struct Defects {
    found: Vec<Defect>,
}

impl Defects {
    /// Records a defect of the stable name `kind`.
    pub(crate) fn add(&mut self, kind: &'static str, detail: impl Into<String>) {
        if self.found.iter().filter(|it| it.kind == kind).count() < MOST_OF_A_KIND {
            self.found.push(Defect { kind, detail: detail.into() });
        }
    }

    pub(crate) fn into_vec(self) -> Vec<Defect> {
        self.found
    }
}
