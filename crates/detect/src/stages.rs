//! How long each stage of judging took. Nothing here reads a clock: whoever wants to know gives one.

use serde::{Deserialize, Serialize};

/// Microseconds of a clock that never goes back, from any beginning.
pub type Clock = fn() -> u64;

/// Microseconds that the stages of judging one message took, messages attached to it included; all 0 without a clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stages {
    /// From bytes to the tree of parts, HTML included.
    pub parse: u64,
    /// Verifying SPF, DKIM, DMARC and ARC, where look-ups are switched on.
    pub sender: u64,
    /// Numbers, brands, sender and links, each time something more was read.
    pub facts: u64,
    /// Signals, rules, score and sentences, likewise.
    pub rules: u64,
    /// Reading what is attached.
    pub attachments: u64,
    /// Reading text in pictures.
    pub ocr: u64,
    /// Asking and telling the history. Whoever asks it sets this.
    pub history: u64,
}

impl Stages {
    /// Each stage with its name, in the order in which a message goes through them.
    pub fn named(&self) -> [(&'static str, u64); 7] {
        [
            ("parse", self.parse),
            ("sender", self.sender),
            ("facts", self.facts),
            ("rules", self.rules),
            ("attachments", self.attachments),
            ("ocr", self.ocr),
            ("history", self.history),
        ]
    }

    /// Adds the times of `other`.
    pub(crate) fn add(&mut self, other: &Self) {
        self.parse = self.parse.saturating_add(other.parse);
        self.sender = self.sender.saturating_add(other.sender);
        self.facts = self.facts.saturating_add(other.facts);
        self.rules = self.rules.saturating_add(other.rules);
        self.attachments = self.attachments.saturating_add(other.attachments);
        self.ocr = self.ocr.saturating_add(other.ocr);
        self.history = self.history.saturating_add(other.history);
    }
}

/// Takes the time between one stage and the next.
#[derive(Debug)]
pub(crate) struct Stopwatch {
    clock: Option<Clock>,
    last: u64,
    pub(crate) stages: Stages,
}

impl Stopwatch {
    pub(crate) fn start(clock: Option<Clock>) -> Self {
        Self {
            clock,
            last: clock.map_or(0, |now| now()),
            stages: Stages::default(),
        }
    }

    /// Counts what has passed since the last lap for the stage that `of` picks.
    pub(crate) fn lap(&mut self, of: impl FnOnce(&mut Stages) -> &mut u64) {
        let Some(clock) = self.clock else {
            return;
        };
        let now = clock();
        let stage = of(&mut self.stages);
        *stage = stage.saturating_add(now.saturating_sub(self.last));
        self.last = now;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn laps_add_up_to_what_the_clock_says() {
        static NOW: AtomicU64 = AtomicU64::new(100);
        fn clock() -> u64 {
            NOW.load(Ordering::Relaxed)
        }
        let mut watch = Stopwatch::start(Some(clock));
        for (pass, of) in [(5, "parse"), (7, "rules"), (11, "rules")] {
            NOW.fetch_add(pass, Ordering::Relaxed);
            match of {
                "parse" => watch.lap(|it| &mut it.parse),
                _ => watch.lap(|it| &mut it.rules),
            }
        }
        assert_eq!((watch.stages.parse, watch.stages.rules), (5, 18));
        let sum: u64 = watch.stages.named().iter().map(|it| it.1).sum();
        assert_eq!(sum, 23);
    }

    #[test]
    fn without_a_clock_no_time_passes() {
        let mut watch = Stopwatch::start(None);
        watch.lap(|it| &mut it.parse);
        assert_eq!(watch.stages, Stages::default());
    }
}
