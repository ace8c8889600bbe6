//! Medians and 99th percentiles on real labelled mail, where there is any: parsing alone, and from
//! bytes to verdict, on one core, with their ratio in the same run; between them what the facts cost.

#![expect(clippy::print_stdout, reason = "a table is what it makes")]
#![expect(clippy::cast_sign_loss, reason = "shares are between 0 and 1")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use detect::{Engine, Options};
use mail::ParseOptions;

fn main() {
    let Some(shared) = std::env::var_os("OFFHOOK_SHARED") else {
        println!("skipped: OFFHOOK_SHARED names no directory with labelled mail in `corpus`");
        return;
    };
    let root = PathBuf::from(shared).join("corpus");
    if !root.is_dir() {
        println!("skipped: there is no labelled mail at {}", root.display());
        return;
    }
    let start = Instant::now();
    let engine = match Engine::new(Options::default()) {
        Ok(engine) => engine,
        Err(error) => panic!("{error}"),
    };
    println!(
        "loading knowledge and rules: {:.1} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    println!(
        "{:<14} {:>5} {:>10} {:>10} {:>10} {:>10} {:>10} {:>7}",
        "folder", "mails", "parse µs", "p99", "facts µs", "judge µs", "p99", "ratio"
    );
    for folder in ["callback", "transactional", "ham", "phish"] {
        measure(&engine, &root.join(folder), folder);
    }
}

fn measure(engine: &Engine, folder: &Path, name: &str) {
    let options = ParseOptions::default();
    let entries = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    let mails: Vec<Vec<u8>> = entries
        .filter_map(|it| std::fs::read(it.path()).ok())
        .collect();
    let mut parsing: Vec<f64> = Vec::new();
    let mut knowing: Vec<f64> = Vec::new();
    let mut judging: Vec<f64> = Vec::new();
    for mail in &mails {
        // The second of two runs each: caches and lazily compiled patterns are warm, as in a service.
        parsing.push(second(|| drop(mail::parse(mail, &options))));
        knowing.push(second(|| drop(engine.read(mail))));
        judging.push(second(|| drop(engine.judge(name, mail))));
    }
    let (parse, parse_worst) = percentiles(&mut parsing);
    let (know, _) = percentiles(&mut knowing);
    let (judge, judge_worst) = percentiles(&mut judging);
    println!(
        "{name:<14} {:>5} {parse:>10.0} {parse_worst:>10.0} {:>10.0} {judge:>10.0} {judge_worst:>10.0} {:>7.1}",
        mails.len(),
        know - parse,
        judge / parse.max(1.0)
    );
}

/// Microseconds of the second run of `work`.
fn second(work: impl Fn()) -> f64 {
    work();
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e6
}

/// Median and 99th percentile.
fn percentiles(times: &mut [f64]) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        times
            .get(((times.len() as f64 - 1.0) * share) as usize)
            .copied()
            .unwrap_or_default()
    };
    (at(0.5), at(0.99))
}
