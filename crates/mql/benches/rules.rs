//! How long rules take: to compile, to plan, and over a message, together and each on its own.
//!
//! The rules are those of the public feed where the reference data is there, else some written here;
//! the messages are those of the tests.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that cannot run should say so"
)]
#![allow(
    missing_docs,
    reason = "the macros of the benchmark library generate a public function"
)]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use limits::Limits;
use mql::{Arena, Env, Lists, Program, RuleSet, Schema};

#[path = "../tests/shared/mod.rs"]
mod shared;

#[path = "../tests/shared/models.rs"]
mod models;

/// Rules for when the feed is absent.
const OWN: [&str; 3] = [
    r#"strings.icontains(subject.subject, "invoice") and length(attachments) == 1"#,
    r#"any(body.links, .href_url.domain.root_domain in ("bit.ly", "t.co") and .display_text is null)"#,
    r"regex.icontains(body.current_thread.text, '(?:call|contact).{0,30}support', '\+1 \(\d{3}\)')",
];

/// The reference's types, or the few that our own rules need.
fn schema() -> Arc<Schema> {
    let types = shared::types().unwrap_or_else(|| {
        serde_json::json!({
            "types": {
                "Subject": {"subject": "str"},
                "Domain": {"root_domain": "str"},
                "Url": {"domain": "Domain"},
                "Link": {"href_url": "Url", "display_text": "str"},
                "Thread": {"text": "str"},
                "Body": {"links": "[Link]", "current_thread": "Thread"},
                "File": {"file_name": "str"},
            },
            "roots": {"subject": "Subject", "body": "Body", "attachments": "[File]"},
        })
    });
    Arc::new(Schema::from_json(&types).unwrap())
}

fn sources() -> Vec<String> {
    match shared::feed() {
        Some(feed) => feed.into_iter().map(|(_, rule)| rule.source).collect(),
        None => OWN.map(str::to_owned).to_vec(),
    }
}

fn compile(sources: &[String], schema: &Arc<Schema>) -> Vec<Program> {
    sources
        .iter()
        .map(|it| Program::compile(it, schema).unwrap())
        .collect()
}

fn loading(criterion: &mut Criterion) {
    let (schema, sources) = (schema(), sources());
    let programs = compile(&sources, &schema);
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    group.bench_function("compile all rules", |bench| {
        bench.iter(|| compile(black_box(&sources), &schema));
    });
    group.bench_function("plan all rules", |bench| {
        bench.iter(|| RuleSet::new(&schema, black_box(&programs)).unwrap());
    });
    group.finish();
}

fn evaluating(criterion: &mut Criterion) {
    let schema = schema();
    let programs = compile(&sources(), &schema);
    let messages = models::models();
    let mut group = criterion.benchmark_group("evaluate");
    for share in [16, 4, 1] {
        let some = &programs[..programs.len().div_ceil(share)];
        let set = RuleSet::new(&schema, some).unwrap();
        for (number, message) in messages.iter().enumerate() {
            let name = format!("message {number}, together");
            group.bench_with_input(BenchmarkId::new(name, some.len()), message, |bench, it| {
                bench.iter(|| {
                    let (arena, lists, limits) = (Arena::new(), Lists::new(), Limits::default());
                    let env = Env::new(&arena, it, &lists, &limits);
                    black_box(set.run(&env).decide_all());
                });
            });
        }
    }
    for (number, message) in messages.iter().enumerate() {
        let name = format!("message {number}, one by one");
        group.bench_with_input(
            BenchmarkId::new(name, programs.len()),
            message,
            |bench, it| {
                bench.iter(|| {
                    let (arena, lists, limits) = (Arena::new(), Lists::new(), Limits::default());
                    let env = Env::new(&arena, it, &lists, &limits);
                    for program in &programs {
                        black_box(program.decide(&env));
                    }
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, loading, evaluating);
criterion_main!(benches);
