//! What operators watch, in the text format of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use detect::{Report, Stages};
use store::Usage;

/// Upper bounds of the latency buckets, in microseconds.
const BOUNDS: [u64; 12] = [
    500, 1_000, 2_000, 3_000, 5_000, 10_000, 25_000, 50_000, 100_000, 500_000, 2_000_000,
    20_000_000,
];

/// Counters since the start.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    /// Messages by door, verdict and action. All three come from fixed sets of names.
    messages: Mutex<BTreeMap<(&'static str, &'static str, &'static str), u64>>,
    /// Messages by the capability that was missing in judging them; a fixed set of names.
    missing: Mutex<BTreeMap<&'static str, u64>>,
    /// From bytes to verdict.
    whole: Histogram,
    /// The stages of it, in the order of [`Stages::named`].
    stages: [Histogram; 7],
    busy: AtomicU64,
    remembered: AtomicU64,
    without_history: AtomicU64,
    failed: AtomicU64,
    refused_connections: AtomicU64,
    bad_requests: AtomicU64,
    reloads: AtomicU64,
    failed_reloads: AtomicU64,
    held: AtomicU64,
    not_held: AtomicU64,
    releases: AtomicU64,
    failed_releases: AtomicU64,
    tickets: AtomicU64,
    refused_tickets: AtomicU64,
    recorded: AtomicU64,
    not_recorded: AtomicU64,
}

/// Times by bucket; the last has no bound.
#[derive(Debug, Default)]
struct Histogram {
    buckets: [AtomicU64; BOUNDS.len() + 1],
    microseconds: AtomicU64,
}

impl Histogram {
    fn note(&self, microseconds: u64) {
        let bucket = BOUNDS.iter().position(|it| microseconds <= *it);
        let bucket = bucket.unwrap_or(BOUNDS.len());
        if let Some(count) = self.buckets.get(bucket) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        self.microseconds.fetch_add(microseconds, Ordering::Relaxed);
    }

    fn write(&self, out: &mut String, name: &str, label: &str) {
        let comma = if label.is_empty() { "" } else { "," };
        let mut sum = 0;
        for (index, bucket) in self.buckets.iter().enumerate() {
            sum += bucket.load(Ordering::Relaxed);
            let bound = BOUNDS.get(index).map(|it| *it as f64 / 1e6);
            let bound = bound.map_or_else(|| "+Inf".to_owned(), |it| it.to_string());
            let _ = writeln!(out, "{name}_bucket{{{label}{comma}le=\"{bound}\"}} {sum}");
        }
        let seconds = self.microseconds.load(Ordering::Relaxed) as f64 / 1e6;
        let labels = if label.is_empty() {
            String::new()
        } else {
            format!("{{{label}}}")
        };
        let _ = writeln!(
            out,
            "{name}_sum{labels} {seconds}\n{name}_count{labels} {sum}"
        );
    }
}

impl Metrics {
    pub(crate) fn note_message(
        &self,
        door: &'static str,
        verdict: &'static str,
        action: &'static str,
    ) {
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        *messages.entry((door, verdict, action)).or_default() += 1;
    }

    pub(crate) fn note_judged(&self, report: &Report) {
        self.whole.note(report.elapsed_us);
        if !report.missing.is_empty() {
            let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
            for it in &report.missing {
                *missing.entry(it.name()).or_default() += 1;
            }
        }
        let stages = &report.stages;
        for (histogram, (_, spent)) in self.stages.iter().zip(stages.named()) {
            // A stage that a message did not go through is none of its times.
            if spent > 0 {
                histogram.note(spent);
            }
        }
    }

    /// Whether the history knew of a message that was judged with one.
    pub(crate) fn note_history(&self, is_noted: bool) {
        let counter = if is_noted {
            &self.remembered
        } else {
            &self.without_history
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn note_busy(&self) {
        self.busy.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn note_failed(&self) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn note_refused_connection(&self) {
        self.refused_connections.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn note_bad_request(&self) {
        self.bad_requests.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether a message that was to be held is.
    pub(crate) fn note_held(&self, is_done: bool) {
        let counter = if is_done { &self.held } else { &self.not_held };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn note_release(&self, is_done: bool) {
        let counter = if is_done {
            &self.releases
        } else {
            &self.failed_releases
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether a release ticket that a message brought counts.
    pub(crate) fn note_ticket(&self, is_valid: bool) {
        let counter = if is_valid {
            &self.tickets
        } else {
            &self.refused_tickets
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn note_records(&self, written: u64, lost: u64) {
        self.recorded.fetch_add(written, Ordering::Relaxed);
        self.not_recorded.fetch_add(lost, Ordering::Relaxed);
    }

    pub(crate) fn note_reload(&self, is_done: bool) {
        let counter = if is_done {
            &self.reloads
        } else {
            &self.failed_reloads
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Messages by verdict, all doors together.
    pub(crate) fn by_verdict(&self) -> BTreeMap<&'static str, u64> {
        let messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sums = BTreeMap::new();
        for ((_, verdict, _), count) in &*messages {
            *sums.entry(*verdict).or_default() += count;
        }
        sums
    }

    /// Messages by door, verdict and action.
    pub(crate) fn messages(&self) -> BTreeMap<(&'static str, &'static str, &'static str), u64> {
        let messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        messages.clone()
    }

    /// Messages by the capability that was missing.
    pub(crate) fn missing(&self) -> BTreeMap<&'static str, u64> {
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        missing.clone()
    }

    /// The counters that have no labels: name, what is counted, how many.
    pub(crate) fn counters(&self) -> Vec<(&'static str, &'static str, u64)> {
        let counters = [
            ("busy", "Messages that found the queue full.", &self.busy),
            (
                "remembered",
                "Messages judged with the history.",
                &self.remembered,
            ),
            (
                "without_history",
                "Messages judged without the history, because it failed.",
                &self.without_history,
            ),
            (
                "failed",
                "Messages over which the engine failed.",
                &self.failed,
            ),
            (
                "refused_connections",
                "Connections over the bound.",
                &self.refused_connections,
            ),
            (
                "bad_requests",
                "Requests that broke their protocol or a bound.",
                &self.bad_requests,
            ),
            ("reloads", "Reloads done.", &self.reloads),
            (
                "failed_reloads",
                "Reloads that failed; the old rules went on.",
                &self.failed_reloads,
            ),
            ("held", "Messages taken into the quarantine.", &self.held),
            (
                "not_held",
                "Messages that could not be taken into the quarantine.",
                &self.not_held,
            ),
            ("releases", "Messages released over HTTP.", &self.releases),
            (
                "failed_releases",
                "Releases over HTTP that failed.",
                &self.failed_releases,
            ),
            (
                "tickets",
                "Messages let pass by a release ticket.",
                &self.tickets,
            ),
            (
                "refused_tickets",
                "Messages with a release ticket that does not count.",
                &self.refused_tickets,
            ),
            ("recorded", "Records written.", &self.recorded),
            (
                "not_recorded",
                "Records that were not written: the queue was full or the store failed.",
                &self.not_recorded,
            ),
        ];
        let read =
            |(name, help, value): (_, _, &AtomicU64)| (name, help, value.load(Ordering::Relaxed));
        counters.into_iter().map(read).collect()
    }

    /// All of it, with what the quarantine holds where it is known.
    pub(crate) fn render(&self, waiting: usize, usage: Option<Usage>) -> String {
        let mut out = String::new();
        self.write(&mut out);
        let name = "offhook_queue_messages";
        let _ = writeln!(out, "# HELP {name} Messages that wait or are being judged.");
        let _ = writeln!(out, "# TYPE {name} gauge\n{name} {waiting}");
        let usage = usage.map(|it| {
            [
                ("entries", "Messages held, for each recipient.", it.held),
                ("bytes", "Bytes of the messages held.", it.bytes),
            ]
        });
        for (name, help, value) in usage.into_iter().flatten() {
            let name = format!("offhook_quarantine_{name}");
            let _ = writeln!(
                out,
                "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}"
            );
        }
        out
    }

    fn write(&self, out: &mut String) {
        let _ = writeln!(
            out,
            "# HELP offhook_messages_total Messages by door, verdict and action."
        );
        let _ = writeln!(out, "# TYPE offhook_messages_total counter");
        let messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        for ((door, verdict, action), count) in &*messages {
            let labels = format!("door=\"{door}\",verdict=\"{verdict}\",action=\"{action}\"");
            let _ = writeln!(out, "offhook_messages_total{{{labels}}} {count}");
        }
        let name = "offhook_missing_total";
        let _ = writeln!(
            out,
            "# HELP {name} Messages by the capability that was missing in judging them."
        );
        let _ = writeln!(out, "# TYPE {name} counter");
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        for (capability, count) in &*missing {
            let _ = writeln!(out, "{name}{{capability=\"{capability}\"}} {count}");
        }
        let name = "offhook_judge_seconds";
        let _ = writeln!(
            out,
            "# HELP {name} Time from bytes to verdict, without waiting."
        );
        let _ = writeln!(out, "# TYPE {name} histogram");
        self.whole.write(out, name, "");
        let name = "offhook_stage_seconds";
        let _ = writeln!(out, "# HELP {name} The part of it that each stage took.");
        let _ = writeln!(out, "# TYPE {name} histogram");
        for (histogram, (stage, _)) in self.stages.iter().zip(Stages::default().named()) {
            histogram.write(out, name, &format!("stage=\"{stage}\""));
        }
        for (name, help, value) in self.counters() {
            let _ = writeln!(out, "# HELP offhook_{name}_total {help}");
            let _ = writeln!(out, "# TYPE offhook_{name}_total counter");
            let _ = writeln!(out, "offhook_{name}_total {value}");
        }
    }
}
