//! Writing records behind the answers: nobody waits for the disk in order to get a verdict.
//!
//! A thread takes what was judged from a bounded queue. What does not fit is counted and not recorded.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use detect::Report;
use identity::Envelope;
use store::Digest;

use super::keeping::Keeping;
use super::record::Judged;
use crate::metrics::Metrics;

/// Messages that may wait to be recorded.
const MOST: usize = 512;
/// Bytes of the messages that may wait. They are not counted among what is held for judging.
const MOST_BYTES: usize = 64 << 20;
/// Records that are written in one transaction.
const BATCH: usize = 64;

/// A message that was judged.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) door: &'static str,
    pub(crate) envelope: Envelope,
    pub(crate) mailbox: Option<String>,
    pub(crate) queue_id: String,
    /// The message as it came, of which the digest is kept.
    pub(crate) raw: Arc<Vec<u8>>,
    /// Bytes at the start that the door has put there.
    pub(crate) added: usize,
}

#[derive(Debug)]
struct Entry {
    report: Box<Report>,
    action: &'static str,
    message: Message,
}

/// The way to the thread that writes.
#[derive(Debug)]
pub(crate) struct Recorder {
    queue: Option<SyncSender<Entry>>,
    bytes: Arc<AtomicUsize>,
    metrics: Arc<Metrics>,
}

impl Recorder {
    /// Starts the thread, where anything is to be kept. It ends with the last sender.
    pub(crate) fn start(keeping: &Arc<Keeping>, metrics: &Arc<Metrics>) -> Self {
        let bytes = Arc::new(AtomicUsize::new(0));
        let mut recorder = Self {
            queue: None,
            bytes: Arc::clone(&bytes),
            metrics: Arc::clone(metrics),
        };
        if keeping.is_set() {
            let (queue, inbox) = sync_channel(MOST);
            let (keeping, metrics) = (Arc::clone(keeping), Arc::clone(metrics));
            let thread = std::thread::Builder::new().name("records".to_owned());
            match thread.spawn(move || write_all(&inbox, &keeping, &metrics, &bytes)) {
                Ok(_) => recorder.queue = Some(queue),
                Err(error) => tracing::error!(%error, "nothing will be recorded"),
            }
        }
        recorder
    }

    /// Has a message recorded, if there is a place for it.
    pub(crate) fn record(&self, report: Box<Report>, action: &'static str, message: Message) {
        let Some(queue) = &self.queue else { return };
        let length = message.raw.len();
        let entry = Entry {
            report,
            action,
            message,
        };
        let waiting = self.bytes.fetch_add(length, Ordering::Relaxed);
        let has_room = waiting.saturating_add(length) <= MOST_BYTES || waiting == 0;
        if !has_room || queue.try_send(entry).is_err() {
            self.bytes.fetch_sub(length, Ordering::Relaxed);
            self.metrics.note_records(0, 1);
        }
    }

    /// Whether anything is recorded.
    pub(crate) fn is_on(&self) -> bool {
        self.queue.is_some()
    }
}

fn write_all(inbox: &Receiver<Entry>, keeping: &Keeping, metrics: &Metrics, bytes: &AtomicUsize) {
    while let Ok(first) = inbox.recv() {
        let more = inbox.try_iter().take(BATCH - 1);
        let batch: Vec<Entry> = std::iter::once(first).chain(more).collect();
        let count = batch.len() as u64;
        let length: usize = batch.iter().map(|it| it.message.raw.len()).sum();
        let records = batch.iter().map(record).collect();
        drop(batch);
        bytes.fetch_sub(length, Ordering::Relaxed);
        let Ok(store) = keeping.store() else {
            metrics.note_records(0, count);
            continue;
        };
        match store.add(records) {
            Ok(_) => {
                metrics.note_records(count, 0);
                keeping.note_news();
            }
            Err(error) => {
                tracing::warn!(%error, count, "records are lost");
                metrics.note_records(0, count);
            }
        }
    }
}

fn record(entry: &Entry) -> store::NewRecord {
    let message = &entry.message;
    let judged = Judged {
        door: message.door,
        action: entry.action,
        envelope: &message.envelope,
        mailbox: message.mailbox.as_deref(),
        queue_id: &message.queue_id,
    };
    let content = message.raw.get(message.added..).unwrap_or_default();
    judged.record(&entry.report, Digest::of(content))
}
