//! What a message costs with a million senders and a million numbers in the books, beside a bare read of one row
//! of the same file in the same run.
//!
//! `cargo bench -p history -- [MESSAGES [FILE]]` fills a temporary file, measures, and removes it. With `FILE` it fills that
//! file where there is none, and else measures in a copy of it: what is compared is then compared in the same books.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

use std::time::{Duration, Instant};

use history::{
    Conclusion, MessageKey, NumberSeen, Observation, SenderSeen, Settings, Standing, Store, Verdict,
};

const NOW: i64 = 1_795_000_000;
const BATCH: u64 = 5_000;
const SAMPLES: u64 = 4_000;
const BUSY: &str = "news@busy.example";

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|it| it != "--bench");
    let loaded = arguments.next().and_then(|it| it.parse().ok());
    let kept = arguments.next();
    if std::env::args().any(|it| it == "--test") {
        return;
    }
    let Ok(folder) = tempfile::tempdir() else {
        println!("skipped: no temporary directory");
        return;
    };
    let path = folder.path().join("history.db").display().to_string();
    if let Err(error) = run(&path, loaded.unwrap_or(1_000_000), kept.as_deref()) {
        println!("failed: {error}");
    }
}

fn fill(path: &str, loaded: u64) -> Result<(), Box<dyn std::error::Error>> {
    let store = history::open(path, settings())?;
    let start = Instant::now();
    for first in (0..loaded).step_by(BATCH as usize) {
        let batch: Vec<_> = (first..(first + BATCH).min(loaded))
            .map(observation)
            .collect();
        store.learn(&batch)?;
    }
    // One sender whom everybody knows.
    let busy: Vec<_> = (0..3_000)
        .map(|it| {
            observation(pick(it, loaded))
                .from(BUSY)
                .with_key(2 * loaded + it)
                .at(NOW - (3_000 - it.cast_signed()) * 2_600)
        })
        .collect();
    store.learn(&busy)?;
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = std::fs::metadata(path)?.len() >> 20;
    println!(
        "loaded {loaded} messages with a sender and a number each: {:.0} a second, {megabytes} MB",
        loaded as f64 / seconds
    );
    Ok(())
}

fn settings() -> Settings {
    Settings {
        orders: true,
        ..Settings::default()
    }
}

fn run(path: &str, loaded: u64, kept: Option<&str>) -> Result<(), Box<dyn std::error::Error>> {
    match kept {
        Some(kept) => {
            if !std::path::Path::new(kept).exists() {
                fill(kept, loaded)?;
            }
            std::fs::copy(kept, path)?;
            std::fs::copy(format!("{kept}.key"), format!("{path}.key"))?;
        }
        None => fill(path, loaded)?,
    }
    let store = history::open(path, settings())?;
    let bare = bare_read(path, loaded)?;
    let show = |name: &str, cost: &Cost| println!("{name:<30}{}", shown(cost, &bare));
    show("a bare read of one row", &bare);
    // Senders and numbers that are known, in no order; mail comes a second after the one before.
    let known =
        |it: u64, after: i64| observation(pick(it, loaded)).at(NOW + after + it.cast_signed());
    show(
        "recall, known sender",
        &measure(|it| {
            store
                .recall(&known(it, 100).with_key(3 * loaded + it))
                .map(drop)
        })?,
    );
    show(
        "observe, known sender",
        &measure(|it| {
            store
                .observe(&known(it, 100).with_key(3 * loaded + it))
                .map(drop)
        })?,
    );
    show(
        "conclude, benign",
        &measure(|it| store.conclude(&[verdict(3 * loaded + it, Verdict::Benign)]))?,
    );
    show(
        "observe and conclude, new",
        &measure(|it| {
            let mail = observation(4 * loaded + it).at(NOW + 10_000 + it.cast_signed());
            both(&*store, &mail, Verdict::Benign)
        })?,
    );
    show(
        "observe and conclude, known",
        &measure(|it| {
            let mail = known(it, 20_000).with_key(5 * loaded + it);
            both(&*store, &mail, Verdict::Malicious)
        })?,
    );
    show(
        "observe and conclude, busy",
        &measure(|it| {
            let mail = known(it, 30_000).from(BUSY).with_key(6 * loaded + it);
            both(&*store, &mail, Verdict::Benign)
        })?,
    );
    show(
        "observe and conclude, late",
        &measure(|it| {
            let mail = known(it, -4_000_000).from(BUSY).with_key(7 * loaded + it);
            both(&*store, &mail, Verdict::Benign)
        })?,
    );
    Ok(())
}

fn both(
    store: &dyn Store,
    observation: &Observation,
    it: Verdict,
) -> Result<(), history::HistoryError> {
    store.observe(observation)?;
    let mut conclusion = verdict(0, it);
    conclusion.message = observation.message;
    store.conclude(&[conclusion])
}

/// What [`SAMPLES`] calls took: the median of the clock, and the mean of the processor's time, which other processes
/// lengthen less; 0 where the system does not tell.
struct Cost {
    median: Duration,
    processor: Duration,
}

fn measure(
    mut call: impl FnMut(u64) -> Result<(), history::HistoryError>,
) -> Result<Cost, history::HistoryError> {
    let mut times = Vec::new();
    let before = processor_time();
    for it in 0..SAMPLES {
        let start = Instant::now();
        call(it)?;
        times.push(start.elapsed());
    }
    let processor = processor_time().saturating_sub(before) / SAMPLES as u32;
    times.sort();
    Ok(Cost {
        median: times[times.len() / 2],
        processor,
    })
}

/// What this thread has used of the processor (proc(5), `schedstat`).
fn processor_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|it| it.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

fn bare_read(path: &str, loaded: u64) -> Result<Cost, Box<dyn std::error::Error>> {
    let connection = rusqlite::Connection::open(path)?;
    let mut statement = connection.prepare("SELECT time FROM message WHERE id = ?1")?;
    let mut failed = None;
    let cost = measure(|it| {
        let id = pick(it, loaded) + 1;
        let read = statement.query_row([id.cast_signed()], |row| row.get::<_, i64>(0));
        failed = read.err().or(failed.take());
        Ok(())
    })?;
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(cost),
    }
}

fn shown(cost: &Cost, bare: &Cost) -> String {
    let microseconds = |it: Duration| it.as_secs_f64() * 1e6;
    format!(
        "{:>8.1} us median, {:>6.1} bare reads; {:>8.1} us of the processor, mean",
        microseconds(cost.median),
        cost.median.as_secs_f64() / bare.median.as_secs_f64(),
        microseconds(cost.processor)
    )
}

/// The `at`-th of an order that leaps about.
fn pick(at: u64, loaded: u64) -> u64 {
    at.wrapping_mul(0x9e37_79b9_7f4a_7c15) % loaded
}

fn observation(number: u64) -> Observation {
    let domain = format!("firm{}.example", number % 50_000);
    Observation {
        message: key(number),
        received: NOW - (number % 8_000_000).cast_signed(),
        mailbox: Some(format!("user{}@home.example", number % 500)),
        sender: Some(SenderSeen {
            address: format!("person{number}@{domain}"),
            domain,
            authenticated: true,
        }),
        claimed_brand: Some("shop".to_owned()),
        order_ids: vec![format!("113-{number:010}")],
        numbers: vec![NumberSeen {
            e164: format!("+1805{number:09}"),
            standing: Standing::Other,
        }],
        text: Some(number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17)),
        template: Some(number % 1_000),
        ..Observation::default()
    }
}

trait Change {
    fn with_key(self, number: u64) -> Self;
    fn at(self, time: i64) -> Self;
    fn from(self, address: &str) -> Self;
}

impl Change for Observation {
    fn with_key(mut self, number: u64) -> Self {
        self.message = key(number);
        self
    }

    fn at(mut self, time: i64) -> Self {
        self.received = time;
        self
    }

    fn from(mut self, address: &str) -> Self {
        if let Some(sender) = &mut self.sender {
            address.clone_into(&mut sender.address);
            address
                .split('@')
                .nth(1)
                .unwrap_or_default()
                .clone_into(&mut sender.domain);
        }
        self
    }
}

fn key(number: u64) -> MessageKey {
    MessageKey::of(&[number.to_be_bytes()])
}

fn verdict(number: u64, verdict: Verdict) -> Conclusion {
    Conclusion {
        message: key(number),
        verdict,
        score: 0.5,
        attack_types: Vec::new(),
        rules: Vec::new(),
        rests_on_history: false,
    }
}
