//! How fast texts are folded.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn fold(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("fold");
    let text = "Thank you for your order. Call +1 (803) 555-0100 today.\n".repeat(400);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("ascii", |bencher| bencher.iter(|| text::fold(&text)));
    group.finish();
}

criterion_group!(benches, fold);
criterion_main!(benches);
