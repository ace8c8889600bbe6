//! The doors: a protocol each, over the same judge.

mod bench;
mod console;
pub(crate) mod http;
pub(crate) mod milter;
pub(crate) mod spamd;
pub(crate) mod web;

use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::sync::watch;

use crate::held::Room;
use crate::judge::{Judge, Outcome};
use crate::metrics::Metrics;
use crate::openid;
use crate::policy::{Action, Decision, PolicySettings, Question};
use crate::quarantine::{Keeping, Recorded, Recorder};
use crate::quota::Quota;
use crate::settings::Settings;

/// The name of a verdict or a signal as other filters write names: `OFFHOOK_CALL_REQUEST`.
fn symbol(name: &str) -> String {
    let plain = name.chars().map(|it| {
        if it.is_ascii_alphanumeric() {
            it.to_ascii_uppercase()
        } else {
            '_'
        }
    });
    "OFFHOOK_".chars().chain(plain).collect()
}

/// What all doors share.
#[derive(Debug)]
pub(crate) struct Shared {
    /// As they were at the start; of `policy` only what `policy()` says counts.
    pub(crate) settings: Settings,
    pub(crate) policy: RwLock<Arc<PolicySettings>>,
    /// Answers to each reader who reports mail.
    pub(crate) answers: Quota<String>,
    pub(crate) judge: Judge,
    pub(crate) room: Room,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) keeping: Arc<Keeping>,
    /// Who asks the provider that signs people in to the console.
    pub(crate) openid: openid::Client,
    pub(crate) recorder: Recorder,
    /// Requests with each token.
    pub(crate) requests: Quota<i64>,
    /// Whether the server is about to end.
    pub(crate) closing: watch::Receiver<bool>,
}

impl Shared {
    /// What becomes of mail, as it is set at this moment.
    pub(crate) fn policy(&self) -> Arc<PolicySettings> {
        let policy = self.policy.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&policy)
    }

    /// Mail that is decided about from here on is treated by `policy`.
    pub(crate) fn replace_policy(&self, policy: PolicySettings) {
        let mut held = self.policy.write().unwrap_or_else(PoisonError::into_inner);
        *held = Arc::new(policy);
    }

    /// Whether there is a quarantine of offhook's own.
    fn has_quarantine(&self) -> bool {
        self.keeping.is_set()
    }

    /// Has what was judged recorded, behind the answer. What was not judged has nothing to record.
    fn record(&self, outcome: Outcome, action: Action, judged: Recorded) {
        if let (Outcome::Judged(report), true) = (outcome, self.recorder.is_on()) {
            self.recorder.record(report, action.name(), judged);
        }
    }

    /// What becomes of a message that goes to `recipients`.
    fn decide(&self, outcome: &Outcome, recipients: &[String], can_set_apart: bool) -> Decision {
        self.policy().decide(&Question {
            outcome,
            when_busy: self.settings.serve.when_busy,
            recipients,
            can_set_apart,
            engine: &self.judge.engine(),
            today: Timestamp::now().to_zoned_datetime(TimeZone::UTC).date(),
        })
    }
}
