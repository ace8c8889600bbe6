//! From bytes to verdict, beside parsing the same bytes alone, on the example mails.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use detect::{Engine, Options};
use mail::ParseOptions;

fn examples() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/mail");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|it| it.path())
        .filter(|it| it.extension().is_some_and(|it| it == "eml"))
        .collect();
    paths.sort();
    paths
        .iter()
        .filter_map(|it| std::fs::read(it).ok())
        .collect()
}

fn judge(criterion: &mut Criterion) {
    let mails = examples();
    let options = ParseOptions::default();
    criterion.bench_function("parse the examples", |bencher| {
        bencher.iter(|| {
            for mail in &mails {
                black_box(mail::parse(mail, &options));
            }
        });
    });
    let engine = match Engine::new(Options::default()) {
        Ok(engine) => engine,
        Err(error) => panic!("{error}"),
    };
    criterion.bench_function("judge the examples", |bencher| {
        bencher.iter(|| {
            for mail in &mails {
                black_box(engine.judge("example", mail));
            }
        });
    });
}

criterion_group!(benches, judge);
criterion_main!(benches);
