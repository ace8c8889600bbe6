//! The same mail judged by other filters in the same run: by a `spamd`, by an Rspamd.

mod client;
mod processor;
mod result;

use std::time::{Duration, Instant};

use mail::source::Input;

use self::client::Client;
pub use self::client::ClientError;
use self::processor::Processes;
pub use self::result::{RivalLabel, RivalResult};
use crate::record::Record;

/// Another filter that judges along.
pub struct Rival {
    client: Client,
    /// What came of each mail, in the order in which they were judged.
    answers: Vec<RivalAnswer>,
    /// Processor time that its processes have spent, where they run on this host.
    processor: Option<Duration>,
}

/// What another filter said of one mail.
#[derive(Debug, Clone, PartialEq)]
struct RivalAnswer {
    /// Whether it would be treated as spam, and its points; or what went wrong.
    said: Result<(bool, f64), String>,
    /// From the first byte sent to the last received.
    elapsed: Duration,
}

impl Rival {
    /// A `spamd` at `HOST:PORT`. It is asked whether it answers.
    ///
    /// # Errors
    ///
    /// Where it does not.
    pub fn spamd(address: &str) -> Result<Self, ClientError> {
        Client::spamd(address).map(Self::new)
    }

    /// An Rspamd at a URL such as `http://127.0.0.1:11333`. It is asked whether it answers.
    ///
    /// # Errors
    ///
    /// Where it does not, or where the URL is none.
    pub fn rspamd(url: &str) -> Result<Self, ClientError> {
        Client::rspamd(url).map(Self::new)
    }

    fn new(client: Client) -> Self {
        Self {
            client,
            answers: Vec::new(),
            processor: None,
        }
    }

    /// Has it judge `batch`, one mail after the other. A mail that it does not answer counts as failed.
    pub fn judge(&mut self, batch: &[Input]) {
        let processes = Processes::listening_at(self.client.address());
        let before = processes.as_ref().and_then(Processes::spent);
        for mail in batch {
            let start = Instant::now();
            let said = self.client.check(&mail.bytes);
            self.answers.push(RivalAnswer {
                said: said.map_err(|it| it.to_string()),
                elapsed: start.elapsed(),
            });
        }
        let after = processes.as_ref().and_then(Processes::spent);
        if let (Some(before), Some(after)) = (before, after) {
            *self.processor.get_or_insert_default() += after.saturating_sub(before);
        }
    }

    /// What it said, mail by mail beside ours. `mails` are the mails that were given to [`Rival::judge`], in that order.
    pub fn result(&self, mails: &[Record]) -> RivalResult {
        RivalResult::of(self.client.name(), mails, &self.answers, self.processor)
    }
}

/// The processor time that this process and its helpers have spent up to now; `None` where the system does not say.
pub(crate) fn own_processor_time() -> Option<Duration> {
    Processes::own().spent()
}
