//! A connection that a thread of its own waits on.
//!
//! The client has no time limit for reading, and a server that stops without a word would hold a message up for
//! ever. So the thread waits, and whoever asked waits for the thread only as long as his patience lasts.

use std::collections::HashMap;
use std::sync::mpsc;
use std::time::Duration;

use postgres::{Client, Config, NoTls, Statement};

/// A connection with the statements that were prepared on it.
pub(super) struct Link {
    pub(super) client: Client,
    prepared: HashMap<&'static str, Statement>,
}

impl Link {
    /// The statement called `name`, prepared at its first use.
    pub(super) fn prepared(
        &mut self,
        name: &'static str,
        sql: &str,
    ) -> Result<Statement, postgres::Error> {
        if let Some(found) = self.prepared.get(name) {
            return Ok(found.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.prepared.insert(name, statement.clone());
        Ok(statement)
    }
}

type Job = Box<dyn FnOnce(&mut Link) + Send>;

/// The thread's end that others hold. Dropping it ends the connection.
#[derive(Debug)]
pub(super) struct Worker {
    jobs: mpsc::Sender<Job>,
}

/// The thread did not answer.
pub(super) struct Silent;

impl Worker {
    /// Connects, or says why not.
    pub(super) fn connect(
        config: &Config,
        patience: Duration,
    ) -> Result<Result<Self, postgres::Error>, Silent> {
        let (jobs, inbox) = mpsc::channel::<Job>();
        let (report, connected) = mpsc::channel();
        let config = config.clone();
        let thread = std::thread::Builder::new().name("history".to_owned());
        let started = thread.spawn(move || {
            let client = match config.connect(NoTls) {
                Ok(client) => client,
                Err(error) => {
                    let _ = report.send(Err(error));
                    return;
                }
            };
            let _ = report.send(Ok(()));
            let mut link = Link {
                client,
                prepared: HashMap::new(),
            };
            for job in inbox {
                job(&mut link);
            }
        });
        if started.is_err() {
            return Err(Silent);
        }
        match connected.recv_timeout(patience) {
            Ok(Ok(())) => Ok(Ok(Self { jobs })),
            Ok(Err(error)) => Ok(Err(error)),
            Err(_) => Err(Silent),
        }
    }

    /// Runs `work` on the connection.
    pub(super) fn run<T: Send + 'static>(
        &self,
        patience: Duration,
        work: impl FnOnce(&mut Link) -> T + Send + 'static,
    ) -> Result<T, Silent> {
        let (report, answer) = mpsc::channel();
        let job: Job = Box::new(move |link| {
            let _ = report.send(work(link));
        });
        self.jobs.send(job).map_err(|_| Silent)?;
        answer.recv_timeout(patience).map_err(|_| Silent)
    }
}
