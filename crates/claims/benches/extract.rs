//! How long it takes to find what a mail of usual length claims, and what hostile texts cost.

use std::hint::black_box;

use claims::{Lexicon, NamedText, Settings, extract};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use registry::Registry;
use text::Place;

/// A lure of some 3 kB, written for this benchmark.
fn lure() -> String {
    let paragraph = "Dear customer, thank you for shopping with us. Your Amazon order 112-3456789-1234567 \
        of $1,299.00 was placed on November 21, 2026 and will be charged to your account within 24 hours. \
        If you did not place this order, please call our support team at +1 (803) 555-0142 right away. \
        Your invoice is attached; keep it for your records.\n\n";
    paragraph.repeat(9)
}

fn benchmark(criterion: &mut Criterion) {
    let registry = Registry::builtin().unwrap_or_default();
    let Ok(lexicon) = Lexicon::builtin() else {
        return;
    };
    let settings = Settings::default();
    lexicon.prepare(&registry);
    let texts = [
        ("lure of 3 kB", lure()),
        (
            "prose of 3 kB",
            "The committee met again on Tuesday and agreed on nothing at all. ".repeat(46),
        ),
        ("digits of 100 kB", "803 397 ".repeat(12_500)),
        ("numbers of 100 kB", "call 803-397-5786 ".repeat(5_600)),
        (
            "phrases of 100 kB",
            "if you did not authorize ".repeat(4_000),
        ),
        ("letters set apart of 100 kB", "a m a z o n ".repeat(8_300)),
    ];
    let mut group = criterion.benchmark_group("extract");
    for (name, text) in &texts {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(*name, |bencher| {
            let named = [NamedText {
                place: Place::Body,
                text,
            }];
            bencher.iter(|| extract(black_box(&named), &registry, &lexicon, &settings));
        });
    }
    group.finish();
}

criterion_group!(benches, benchmark);
criterion_main!(benches);
