//! How long all public rules take over real mail, together and each on its own.
//!
//! Parsing and facts are outside of what is measured. Each mail is evaluated five times each way and
//! the best time counts, as other work on the machine only ever adds to it. `OFFHOOK_SHARED` names the reference data; without it there is nothing to
//! measure. Arguments: one mail in how many (1), `together` or `walker` to do only that, as for a profiler, which is to count all but the first
//! time, and how often that is (1).

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot run should say so; a table is what it makes"
)]

#[path = "../tests/reference/mod.rs"]
mod reference;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use limits::Limits;
use mail::ParseOptions;
use model::Subject;
use mql::{Arena, Env, Lists, Program, RuleSet, Schema};

/// How often each mail is evaluated each way.
const TIMES: usize = 5;

/// The mails are told to be text where the files attached to them are smaller than this.
const FEW_BYTES: usize = 100_000;

fn main() {
    let one_in = std::env::args().nth(1).and_then(|it| it.parse().ok());
    let only = std::env::args().nth(2);
    let Some(files) = reference::mail(one_in.unwrap_or(1)) else {
        println!("skipped: OFFHOOK_SHARED names no reference data");
        return;
    };
    let before = resident();
    let schema = Arc::new(model::schema().unwrap());
    let start = Instant::now();
    let programs = reference::programs(&schema).unwrap();
    println!("read and compile: {:.0} ms", milliseconds(start));
    let programs: Vec<Program> = programs.into_iter().map(|(_, it)| it).collect();
    let start = Instant::now();
    let set = RuleSet::new(&schema, &programs).unwrap();
    println!(
        "plan: {:.0} ms, {} nodes",
        milliseconds(start),
        set.node_count()
    );
    if let Some(only) = only {
        let (subjects, lists) = (subjects(&files), reference::lists(&reference::knowledge()));
        let once = || match only.as_str() {
            "walker" => drop(alone(&programs, &subjects, &lists, false, 1)),
            _ => drop(together(&set, &subjects, &lists, 1)),
        };
        // Regular expressions are compiled at first use.
        once();
        let times = std::env::args().nth(3).and_then(|it| it.parse().ok());
        counted(&once, times.unwrap_or(1));
        println!("{} mails", subjects.len());
        return;
    }
    println!(
        "resident with programs and plan: +{} MB",
        resident() - before
    );
    let knowledge = reference::knowledge();
    let lists = reference::lists(&knowledge);
    let subjects = subjects(&files);
    let loaded = resident();
    let (times, matched) = together(&set, &subjects, &lists, TIMES);
    println!(
        "{} mails, {} rules: median {:.3} ms, p99 {:.3} ms, {matched} matches; evaluating adds {} MB",
        subjects.len(),
        set.len(),
        percentile(&times, 50),
        percentile(&times, 99),
        resident() - loaded,
    );
    for (name, remembering) in [("walker", false), ("walker that remembers", true)] {
        let alone = alone(&programs, &subjects, &lists, remembering, TIMES);
        println!(
            "{name}: median {:.3} ms, p99 {:.3} ms; {:.1} times the plan's median, {:.1} times its sum",
            percentile(&alone, 50),
            percentile(&alone, 99),
            percentile(&alone, 50) / percentile(&times, 50),
            alone.iter().sum::<f64>() / times.iter().sum::<f64>(),
        );
    }
    growing(&schema, &programs, &subjects, &lists);
    println!("resident at the end: {} MB", resident());
}

/// What a profiler is to count: `valgrind --tool=callgrind --toggle-collect=feed::counted`.
#[inline(never)]
fn counted(work: &dyn Fn(), times: usize) {
    for _ in 0..times {
        work();
    }
}

fn subjects(files: &[std::path::PathBuf]) -> Vec<Subject> {
    let knowledge = reference::knowledge();
    let read = |file: &std::path::PathBuf| {
        let message = mail::parse(&std::fs::read(file).unwrap(), &ParseOptions::default());
        let bytes: usize = message.attachments.iter().map(|it| it.content.len()).sum();
        (bytes < FEW_BYTES).then(|| Subject::new(message, None, &knowledge))
    };
    files.iter().filter_map(read).collect()
}

fn together(set: &RuleSet, subjects: &[Subject], lists: &Lists, times: usize) -> (Vec<f64>, usize) {
    let mut matched = 0;
    let measured = measure(subjects, times, |subject| {
        let (arena, limits) = (Arena::new(), Limits::default());
        let env = Env::new(&arena, subject, lists, &limits);
        let decisions = set.run(&env).decide_all();
        matched += decisions
            .iter()
            .filter(|it| **it == mql::Decision::Matched)
            .count();
        black_box(decisions);
    });
    (measured, matched / times)
}

/// Each rule's tree on its own. An `Env` remembers folded texts and the results of functions: where rules share one,
/// a rule profits from what another one computed.
fn alone(
    programs: &[Program],
    subjects: &[Subject],
    lists: &Lists,
    remembering: bool,
    times: usize,
) -> Vec<f64> {
    measure(subjects, times, |subject| {
        let (arena, limits) = (Arena::new(), Limits::default());
        let shared = Env::new(&arena, subject, lists, &limits);
        for program in programs {
            if remembering {
                black_box(program.decide(&shared));
            } else {
                black_box(program.decide(&Env::new(&arena, subject, lists, &limits)));
            }
        }
    })
}

/// What more rules cost.
fn growing(schema: &Arc<Schema>, programs: &[Program], subjects: &[Subject], lists: &Lists) {
    println!(
        "{:>6} {:>10} {:>10} {:>12}",
        "rules", "median ms", "p99 ms", "µs a rule"
    );
    for count in [100, 200, 400, 800, programs.len()] {
        // Every so many, so that each share is like the whole.
        let some = (0..count).map(|it| &programs[it * programs.len() / count]);
        let set = RuleSet::new(schema, some).unwrap();
        let (times, _) = together(&set, subjects, lists, TIMES);
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        println!(
            "{count:>6} {:>10.3} {:>10.3} {:>12.3}",
            percentile(&times, 50),
            percentile(&times, 99),
            mean * 1e3 / count as f64
        );
    }
}

/// The best of the times of `work` over each subject, in milliseconds.
fn measure(subjects: &[Subject], times: usize, mut work: impl FnMut(&Subject)) -> Vec<f64> {
    let mut best = |subject| {
        let once = |_| {
            let start = Instant::now();
            work(subject);
            milliseconds(start)
        };
        (0..times).map(once).fold(f64::INFINITY, f64::min)
    };
    subjects.iter().map(&mut best).collect()
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn percentile(times: &[f64], percent: usize) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[(sorted.len() - 1) * percent / 100]
}

/// Resident memory in megabytes, where the system tells.
fn resident() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|it| it.trim().trim_end_matches(" kB").parse::<i64>().ok());
    kilobytes.unwrap_or_default() / 1_024
}
